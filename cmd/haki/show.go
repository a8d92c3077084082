package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/index/link"
	"github.com/haki-project/haki/pipeline"
)

type showOptions struct{ json bool }

func newShow(a *app) *cobra.Command {
	var o showOptions
	c := &cobra.Command{
		Use:   "show DOC[:PASSAGE]",
		Short: "Read a document or a passage in the terminal",
		Long: `Read a document, or one passage with its tags and references. DOC is a
document's ID or the beginning of it, its UN symbol or its file name; PASSAGE is a
passage's ID or its printed number.`,
		Example: `  haki show A/HRC/21/11
  haki show A/HRC/21/11:119.10
  haki show brazil2012.pdf:12`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return runShow(a, o, args[0]) },
	}
	c.Flags().BoolVar(&o.json, "json", false, "the document or passage as JSON")
	return c
}

func runShow(a *app, o showOptions, name string) error {
	d, p, err := a.find(name)
	if err != nil {
		return err
	}
	if o.json {
		return printJSON(a, d, p)
	}
	s := newScreen(a.stdout)
	if p != nil {
		showPassage(s, d, p)
		return nil
	}
	showDocument(s, d)
	return nil
}

func printJSON(a *app, d *pipeline.Document, p *pipeline.Passage) error {
	e := json.NewEncoder(a.stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if p == nil {
		return e.Encode(d)
	}
	return e.Encode(d.PassageRecord(placeOf(d, p)))
}

func placeOf(d *pipeline.Document, p *pipeline.Passage) int {
	for i := range d.Passages {
		if &d.Passages[i] == p {
			return i
		}
	}
	return -1
}

// find returns the document, and the passage where the name has one.
func (a *app) find(name string) (*pipeline.Document, *pipeline.Passage, error) {
	store, err := a.openStore(true)
	if err != nil {
		return nil, nil, err
	}
	defer store.Close()
	doc, passage := name, ""
	d, err := findDocument(store, doc)
	if i := strings.LastIndexByte(name, ':'); err != nil && i > 0 {
		doc, passage = name[:i], name[i+1:]
		d, err = findDocument(store, doc)
	}
	if err != nil || passage == "" {
		return d, nil, err
	}
	if p := findPassage(d, passage); p != nil {
		return d, p, nil
	}
	return nil, nil, fmt.Errorf("%s has no passage %s: haki show %s lists them", doc, passage, doc)
}

// findDocument returns a document with the answers and links that others give it.
func findDocument(store *pipeline.Store, name string) (*pipeline.Document, error) {
	o, err := store.Find(name)
	if err != nil {
		return nil, err
	}
	d, err := store.Document(o.Document)
	if err != nil {
		return nil, err
	}
	resolver, err := link.NewResolver(store)
	if err != nil {
		return nil, err
	}
	return d, resolver.Resolve(d)
}

// findPassage takes a passage's ID or its printed number.
func findPassage(d *pipeline.Document, name string) *pipeline.Passage {
	if p := d.Passage(name); p != nil {
		return p
	}
	for i := range d.Passages {
		if d.Passages[i].Number == strings.TrimSuffix(name, ".") {
			return &d.Passages[i]
		}
	}
	return nil
}

func showDocument(s *screen, d *pipeline.Document) {
	fmt.Fprintln(s, s.style(bold, plain(nameOf(d.Record()))))
	showMetadata(s, d)
	for i := range d.Passages {
		p := &d.Passages[i]
		fmt.Fprintln(s)
		text := plain(body(d, p))
		switch {
		case p.Kind == pipeline.Heading:
			s.wrap("", s.style(bold, text))
		case p.Number != "":
			fmt.Fprintf(s, "%s%s\n", s.style(bold, p.Number), s.style(dim, pageNote(p)))
			s.wrap("    ", text)
		default:
			s.wrap("    ", text)
		}
	}
}

// body is a passage's text without its printed number, which stands beside it.
func body(d *pipeline.Document, p *pipeline.Passage) string {
	text := d.PassageText(p)
	if rest, ok := strings.CutPrefix(text, p.Number); ok && p.Number != "" {
		return strings.TrimLeft(rest, ". \t")
	}
	return text
}

func pageNote(p *pipeline.Passage) string {
	if p.Page == 0 {
		return ""
	}
	return fmt.Sprintf("  p. %d", p.Page)
}

func showMetadata(s *screen, d *pipeline.Document) {
	for _, f := range []struct{ name, value string }{
		{"title", d.Title}, {"file", d.File}, {"kind", string(d.Kind)}, {"countries", strings.Join(d.Countries, ", ")}, {"date", d.Date},
		{"body", d.Body}, {"session", number(d.Session)}, {"cycle", number(d.Cycle)}, {"language", d.Language}, {"pages", number(len(d.Pages))},
		{"passages", number(len(d.Passages))}, {"recommendations", number(len(d.Recommendations))}, {"id", string(d.ID)}, {"address", d.URI},
	} {
		if f.value != "" {
			fmt.Fprintf(s, "  %-16s%s\n", f.name, plain(f.value))
		}
	}
	for _, note := range d.Quality.Notes {
		fmt.Fprintf(s, "  %-16s%s\n", "note", plain(note))
	}
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// showPassage prints one passage with everything known of it.
func showPassage(s *screen, d *pipeline.Document, p *pipeline.Passage) {
	r := d.PassageRecord(placeOf(d, p))
	fmt.Fprintln(s, s.style(bold, plain(citation(&r))))
	fmt.Fprintln(s, s.style(dim, plain(strings.Join(about(&r), " · "))))
	fmt.Fprintln(s)
	s.wrap("  ", s.marked(r.Text, nil))
	for i := range d.Recommendations {
		if rec := &d.Recommendations[i]; rec.Passage == p.ID {
			fmt.Fprintf(s, "\n  recommended by %s: %s, action %d\n", plain(stateNames(rec.States)), answerOf(rec), rec.Action)
		}
	}
	for i, t := range r.Tags {
		heading(s, i, "Tags")
		fmt.Fprintf(s, "  %-48s %.2f  %s\n", plain(t.Scheme+":"+t.ID), t.Score, t.By)
	}
	for i, ref := range r.References {
		heading(s, i, "References")
		fmt.Fprintf(s, "  %-48s %s\n", plain(strings.Join(append([]string{ref.Target}, ref.Pinpoints...), " ")), plain(leadsTo(ref)))
	}
}

// answerOf is what the State answered in the report, and later in an addendum.
func answerOf(r *pipeline.Recommendation) string {
	if r.Answer == "" {
		return r.Status
	}
	return fmt.Sprintf("%s, then %s (%s)", r.Status, r.Answer, plain(r.AnsweredIn))
}

// leadsTo is where a reference can be read: the command that shows what the
// corpus has of it, else its official address.
func leadsTo(r pipeline.Reference) string {
	if r.Stored != "" {
		return "haki show " + r.Stored
	}
	return r.URI
}

// heading prints a heading before the first of a list.
func heading(s *screen, i int, text string) {
	if i == 0 {
		fmt.Fprintf(s, "\n%s\n", s.style(bold, text))
	}
}
