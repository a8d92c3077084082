package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/cmd/haki/internal/compare"
	"github.com/haki-project/haki/pipeline"
)

type diffOptions struct{ json bool }

func newDiff(a *app) *cobra.Command {
	var o diffOptions
	c := &cobra.Command{
		Use:   "diff DOC",
		Short: "What changed between the last two versions of a document",
		Long: `Show the passages that were added, removed or changed between the newest version of
a document and the one that was at its address before. DOC is the document's ID or
the beginning of it, its address, its UN symbol or its file name.`,
		Example: `  haki diff A/HRC/21/11
  haki diff --json press-act.html | jq '.changes[].after.text'`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return runDiff(a, o, args[0]) },
	}
	c.Flags().BoolVar(&o.json, "json", false, "one JSON object: both versions and the changes")
	return c
}

// difference is what diff --json prints.
type difference struct {
	URI     string           `json:"uri"`
	File    string           `json:"file"`
	Before  documentVersion  `json:"before"`
	After   documentVersion  `json:"after"`
	Changes []compare.Change `json:"changes"`
}

// documentVersion is one version of a document.
type documentVersion struct {
	ID     pipeline.ID `json:"id"`
	SHA256 string      `json:"sha256"`
	Time   time.Time   `json:"time"` // when it came in
	Recipe string      `json:"recipe"`
}

func runDiff(a *app, o diffOptions, name string) error {
	store, err := a.openStore(true)
	if err != nil {
		return err
	}
	defer store.Close()
	d, err := diffOf(store, name)
	if err != nil {
		return err
	}
	if o.json {
		return encoder(a.stdout).Encode(d)
	}
	d.print(newScreen(a.stdout))
	return nil
}

// diffOf compares the last two versions of a document.
func diffOf(store *pipeline.Store, name string) (*difference, error) {
	live, err := store.Find(name)
	if err != nil {
		return nil, err
	}
	ledger, err := store.Ledger()
	if err != nil {
		return nil, err
	}
	old := previous(ledger, live)
	if old == nil {
		return nil, fmt.Errorf("%w: %s has one version only", errNothing, live.File)
	}
	before, err := store.Document(old.Document)
	if err != nil {
		return nil, err
	}
	after, err := store.Document(live.Document)
	if err != nil {
		return nil, err
	}
	d := &difference{URI: live.URI, File: live.File, Before: versionOf(old), After: versionOf(live), Changes: compare.Passages(before, after)}
	if d.Changes == nil {
		d.Changes = []compare.Change{}
	}
	return d, nil
}

// previous returns the version that was at the address before this one, nil for none.
func previous(ledger *pipeline.Ledger, live *pipeline.Outcome) *pipeline.Outcome {
	versions := ledger.Versions(live.URI)
	for i := len(versions) - 1; i >= 0; i-- {
		if versions[i].Document != live.Document {
			return versions[i]
		}
	}
	return nil
}

func versionOf(o *pipeline.Outcome) documentVersion {
	return documentVersion{ID: o.Document, SHA256: o.SHA256, Time: o.Time, Recipe: o.Recipe}
}

func (d *difference) print(s *screen) {
	fmt.Fprintln(s, s.style(bold, plain(d.File)))
	fmt.Fprintln(s, s.style(dim, plain(d.URI)))
	fmt.Fprintf(s, "%s of %s → %s of %s\n", d.Before.ID, d.Before.Time.Format(time.DateOnly), d.After.ID, d.After.Time.Format(time.DateOnly))
	if d.Before.Recipe != d.After.Recipe {
		s.wrap("", "The two were read by different versions or options of Haki, and may differ for that reason too.")
	}
	for _, c := range d.Changes {
		if c.Kind != compare.Renumbered {
			printChange(s, c)
		}
	}
	fmt.Fprintf(s, "\n%d added, %d removed, %d changed, %d only numbered otherwise\n", compare.Count(d.Changes, compare.Added),
		compare.Count(d.Changes, compare.Removed), compare.Count(d.Changes, compare.Changed), compare.Count(d.Changes, compare.Renumbered))
}

func printChange(s *screen, c compare.Change) {
	fmt.Fprintf(s, "\n%s\n", s.style(bold, changeTitle(c)))
	var was, now []pipeline.Span
	if c.Kind == compare.Changed {
		old, young := compare.Middle(c.Before.Text, c.After.Text)
		was, now = spans(old), spans(young)
	}
	if c.Before != nil {
		s.wrap("  - ", s.marked(c.Before.Text, was))
	}
	if c.After != nil {
		s.wrap("  + ", s.marked(c.After.Text, now))
	}
}

func spans(s pipeline.Span) []pipeline.Span {
	if s[0] >= s[1] {
		return nil
	}
	return []pipeline.Span{s}
}

// changeTitle names the passage: changed: para. 12 (was 11), p. 3.
func changeTitle(c compare.Change) string {
	p := c.After
	if p == nil {
		p = c.Before
	}
	title := string(c.Kind) + ": "
	if p.Number != "" {
		title += string(p.Kind) + " " + p.Number
	} else {
		title += string(p.Kind) + " " + p.ID
	}
	if c.Kind == compare.Changed && c.Before.Number != c.After.Number && c.Before.Number != "" {
		title += " (was " + c.Before.Number + ")"
	}
	if p.Page > 0 {
		title += fmt.Sprintf(", p. %d", p.Page)
	}
	return title
}
