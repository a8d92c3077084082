package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/ingest/source"
	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/testdata"
)

func newDemo(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "demo [DIR]",
		Short: "Try Haki on a few invented documents",
		Long: `Write a few invented documents into a folder (./haki-demo by default), read them
into a corpus beside them, and show what Haki finds.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			dir := "haki-demo"
			if len(args) == 1 {
				dir = args[0]
			}
			return runDemo(c.Context(), a, dir)
		},
	}
}

const demoQuery = `torture AND "optional protocol"`

func runDemo(ctx context.Context, a *app, dir string) error {
	documents := filepath.Join(dir, "documents")
	a.corpus = filepath.Join(dir, "corpus")
	if err := unpack(testdata.Corpus, "corpus", documents); err != nil {
		return err
	}
	s := newScreen(a.stdout)
	fmt.Fprintf(s, "%s\n  haki ingest --corpus %s %s\n\n", s.style(bold, "Reading the documents in "+documents), a.corpus, documents)
	src, err := source.Open([]string{documents}, source.Options{})
	if err != nil {
		return err
	}
	if err := a.runSource(ctx, src, readOptions{}, false, pipeline.RunOptions{}); err != nil {
		return err
	}
	for _, show := range []func(context.Context, *app, *screen) error{demoDocuments, demoRights, demoRecommendations, demoSearch} {
		fmt.Fprintln(s)
		if err := show(ctx, a, s); err != nil {
			return err
		}
	}
	demoNext(s, a.corpus)
	return nil
}

// unpack writes the files of a folder of fsys into dir.
func unpack(fsys fs.FS, folder, dir string) error {
	return fs.WalkDir(fsys, folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := fs.ReadFile(fsys, path)
		if err != nil {
			return err
		}
		to := filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(path, folder+"/")))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		return os.WriteFile(to, b, 0o644)
	})
}

func demoDocuments(_ context.Context, a *app, s *screen) error {
	fmt.Fprintln(s, s.style(bold, "What they are"))
	return a.eachDocument(func(rows *[][]string, d *pipeline.Document) {
		*rows = append(*rows, []string{string(d.Kind), d.Symbol, d.Date, strings.Join(d.Countries, " "), d.Language, fmt.Sprint(len(d.Passages)), d.File})
	}, s, "kind", "symbol", "date", "country", "lang", "passages", "file")
}

func demoRecommendations(_ context.Context, a *app, s *screen) error {
	fmt.Fprintln(s, s.style(bold, "Who recommended what, and what the State answered"))
	return a.eachDocument(func(rows *[][]string, d *pipeline.Document) {
		for _, r := range d.Recommendations {
			*rows = append(*rows, []string{r.Number, strings.Join(r.States, " "), r.Status, fmt.Sprint(r.Action), r.Text})
		}
	}, s, "para.", "from", "status", "action", "text")
}

// eachDocument prints a table with the rows that add makes of each document.
func (a *app) eachDocument(add func(*[][]string, *pipeline.Document), s *screen, header ...string) error {
	store, err := a.openStore(true)
	if err != nil {
		return err
	}
	defer store.Close()
	var rows [][]string
	for d, err := range store.Documents() {
		if err != nil {
			return err
		}
		add(&rows, d)
	}
	s.table(header, rows)
	return nil
}

func demoRights(ctx context.Context, a *app, s *screen) error {
	fmt.Fprintln(s, s.style(bold, "The rights they speak of most (passages)"))
	r, err := a.reader()
	if err != nil {
		return err
	}
	defer r.Close()
	q, err := a.parseQuery("*")
	if err != nil {
		return err
	}
	res, err := r.Search(ctx, index.Request{Query: q, Facets: []string{"right"}, FacetSize: 8})
	if err != nil {
		return err
	}
	for _, c := range res.Facets["right"] {
		fmt.Fprintf(s, "  %4d  %-36s %s\n", c.Count, c.Value, strings.Repeat("▪", min(c.Count, 40)))
	}
	return nil
}

func demoSearch(ctx context.Context, a *app, s *screen) error {
	fmt.Fprintf(s, "%s\n  haki search --corpus %s '%s'\n\n", s.style(bold, "A search"), a.corpus, demoQuery)
	return runSearch(ctx, a, searchOptions{limit: 3}, demoQuery)
}

func demoNext(s *screen, corpus string) {
	fmt.Fprintf(s, "\n%s\n", s.style(bold, "What to type next"))
	for _, c := range []struct{ command, why string }{
		{"search 'right:torture state:NOR'", "what Norway recommended on torture"},
		{"show A/HRC/98/7:13.3", "one recommendation, with its tags and references"},
		{"export recommendations -o recommendations.xlsx", "all of them, as a spreadsheet"},
		{"status", "what is in, and what failed"},
		{"ingest ~/Documents/reports", "your own documents"},
	} {
		fmt.Fprintf(s, "  haki --corpus %s %-50s # %s\n", corpus, c.command, c.why)
	}
	fmt.Fprintln(s, "  (without haki installed: go run ./cmd/haki …)")
}
