package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/index/export"
	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/rights"
)

type tagOptions struct {
	who    string
	scheme string
	own    []string // paths of schemes of the user's own
	file   string   // CSV of corrections
	list   bool     // all there are, as such a file
}

func newTag(a *app) *cobra.Command {
	var o tagOptions
	c := &cobra.Command{
		Use: "tag [flags] DOC:PASSAGE [+TAG|-TAG|=TAG|~TAG]...",
		// Flags come first, so that -justice is a tag and no flag.
		DisableFlagsInUseLine: true,
		Short:                 "Correct the tags of a passage",
		Long: `Correct the tags of a passage: +TAG adds one, -TAG rejects one, =TAG confirms one, ~TAG
takes a correction back. TAG is an id, or scheme:id where several schemes have it. An id
that the passage has from several schemes means all of them, and the command says so.
Corrections are kept with who made them and when; they survive re-tagging and
re-ingest. Without tags it lists what was decided about the document.

With --file a CSV gives many: a column passage (DOC:PASSAGE, as exports name it) and a
column tag (several separated by |); columns verdict (added, rejected, accepted, undone;
added where there is none) and who may be there. Lines that cannot be kept are told. --list prints all
corrections of the corpus as such a file, with when each was made, whether it still
stands, and the passage.`,
		Example: `  haki tag A/HRC/21/11:119.10 +torture -justice
  haki tag A/HRC/21/11
  haki tag --file coded.csv --own mine.yaml
  haki tag --list > corrections.csv`,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case o.list && o.file == "" && len(args) == 0:
				return listAllCorrections(a)
			case o.list:
				return fmt.Errorf("%w: --list takes no passage and no file", errUsage)
			case o.file != "" && len(args) == 0:
				return runTagFile(c.Context(), a, o)
			case o.file != "" || len(args) == 0:
				return fmt.Errorf("%w: name a passage and tags, or a file with --file", errUsage)
			}
			return runTag(c.Context(), a, o, args[0], args[1:])
		},
	}
	c.Flags().StringVar(&o.who, "who", "", "who decides (default: the user of this machine)")
	c.Flags().StringVar(&o.scheme, "scheme", "", "scheme of tags given without one")
	c.Flags().StringVar(&o.file, "file", "", "CSV of corrections")
	c.Flags().BoolVar(&o.list, "list", false, "print all corrections as CSV, as --file reads it")
	c.Flags().StringArrayVar(&o.own, "own", nil, "YAML file with a scheme of your own whose tags may be given (may be given again)")
	c.Flags().SetInterspersed(false)
	return c
}

// verdicts are the signs before tags.
var verdicts = map[byte]pipeline.Verdict{'+': pipeline.Added, '-': pipeline.Rejected, '=': pipeline.Accepted, '~': pipeline.Undone}

func runTag(ctx context.Context, a *app, o tagOptions, name string, tags []string) error {
	d, p, err := a.find(name)
	if err != nil {
		return err
	}
	if len(tags) == 0 {
		return listCorrections(a, d)
	}
	if p == nil {
		return fmt.Errorf("%w: name a passage, as %s:12", errUsage, name)
	}
	schemes, err := schemesWith(o.own)
	if err != nil {
		return err
	}
	var list []pipeline.Correction
	for _, t := range tags {
		meant, err := o.corrections(schemes, d, p, t)
		if err != nil {
			return fmt.Errorf("%w: %w", errUsage, err)
		}
		if len(meant) > 1 && !a.quiet {
			fmt.Fprintf(a.stderr, "%s is a tag of %s here: %s in each\n", meant[0].Tag, strings.Join(schemesOf(meant), " and "), meant[0].Verdict)
		}
		list = append(list, meant...)
	}
	return a.correct(ctx, d.ID, list)
}

func schemesOf(list []pipeline.Correction) []string {
	names := make([]string, len(list))
	for i, c := range list {
		names[i] = c.Scheme
	}
	return names
}

// corrections are what a tag as a person writes it decides about a passage: one,
// or one for each scheme that has given the passage this tag.
func (o tagOptions) corrections(schemes []*rights.Scheme, d *pipeline.Document, p *pipeline.Passage, tag string) ([]pipeline.Correction, error) {
	if strings.HasPrefix(tag, "--") {
		return nil, fmt.Errorf("%s: flags stand before the passage, as haki tag --who Ann A/HRC/21/11:119.10 +torture", tag)
	}
	verdict, ok := verdicts[tag[0]]
	if !ok {
		return nil, fmt.Errorf("%s: begin a tag with + to add it, - to reject it, = to confirm it, ~ to take a correction back", tag)
	}
	scheme, id, both := strings.Cut(tag[1:], ":")
	if !both {
		scheme, id = o.scheme, tag[1:]
	}
	meant, err := resolve(schemes, p, scheme, id)
	if err != nil {
		return nil, err
	}
	list := make([]pipeline.Correction, len(meant))
	for i, t := range meant {
		list[i] = pipeline.Correction{
			Document: d.ID, Passage: p.ID, Text: pipeline.TextHash(d.PassageText(p)), Scheme: t.Scheme, Tag: id, Label: t.Label,
			Verdict: verdict, Who: o.name(), When: time.Now().UTC().Truncate(time.Second),
		}
	}
	return list, nil
}

// resolve finds the scheme and label of a tag: all that the passage has by this
// id, or the only one that knows it. With a scheme only that one counts.
func resolve(schemes []*rights.Scheme, p *pipeline.Passage, scheme, id string) ([]pipeline.Tag, error) {
	var has, known []pipeline.Tag
	for _, t := range p.Tags {
		if t.ID == id && (scheme == "" || t.Scheme == scheme) {
			has = append(has, t)
		}
	}
	if len(has) > 0 {
		return has, nil
	}
	for _, s := range schemes {
		if l := s.Find(id); l != nil && (scheme == "" || s.ID == scheme) {
			known = append(known, pipeline.Tag{Scheme: s.ID, Label: l.Label})
		}
	}
	switch len(known) {
	case 1:
		return known, nil
	case 0:
		return nil, fmt.Errorf("no scheme has a tag %q: haki scheme list shows them", id)
	}
	return nil, fmt.Errorf("%q is in several schemes: write %s", id, strings.Join(withTag(known, id), " or "))
}

func withTag(schemes []pipeline.Tag, id string) []string {
	list := make([]string, len(schemes))
	for i, s := range schemes {
		list[i] = s.Scheme + ":" + id
	}
	slices.Sort(list)
	return list
}

func (o tagOptions) name() string {
	if o.who != "" {
		return o.who
	}
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return os.Getenv("USER")
}

// correct keeps decisions about one document and brings the index up to date.
func (a *app) correct(ctx context.Context, id pipeline.ID, list []pipeline.Correction) error {
	store, err := a.openStore(false)
	if err != nil {
		return err
	}
	idx, err := a.indexWriter(ctx)
	if err != nil {
		return errors.Join(err, store.Close())
	}
	return errors.Join(store.Correct(ctx, idx, id, list...), idx.Close(), store.Close())
}

// listAllCorrections prints what was decided anywhere in the corpus.
func listAllCorrections(a *app) error {
	store, err := a.openStore(true)
	if err != nil {
		return err
	}
	defer store.Close()
	list, err := export.Decisions(store)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return fmt.Errorf("%w: nobody has corrected a tag of %s", errNothing, a.corpus)
	}
	return export.WriteDecisions(a.stdout, list)
}

func listCorrections(a *app, d *pipeline.Document) error {
	store, err := a.openStore(true)
	if err != nil {
		return err
	}
	defer store.Close()
	list, err := store.Corrections(d.ID)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return fmt.Errorf("%w: nobody has corrected a tag of %s", errNothing, nameOf(d.Record()))
	}
	rows := make([][]string, len(list))
	for i, c := range list {
		rows[i] = []string{c.Passage, string(c.Verdict), c.Scheme + ":" + c.Tag, c.Who, c.When.Format(time.DateTime)}
	}
	newScreen(a.stdout).table([]string{"passage", "verdict", "tag", "who", "when"}, rows)
	return nil
}
