package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/export"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/states"
)

type searchOptions struct {
	limit, offset int
	sort          string
	facets        []string
	json, full    bool
	kwic, group   bool
	batch         string
}

func newSearch(a *app) *cobra.Command {
	var o searchOptions
	c := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find passages, best first",
		Long: `Find passages. All words must match; AND, OR, NOT, parentheses, "phrases",
prefix*, fields (country:BRA issue:torture kind:law year:2010..2014). The whole
language is in docs/query.md. The last line says how the count came about: the
same command gives it again on the same corpus.`,
		Example: `  haki search 'torture AND "optional protocol" country:BRA'
  haki search --facets country,issue 'right:health year:2010..2014'
  haki search --kwic --limit 100 '"enforced disappearance*"'
  haki search --group --sort date 'right:torture state:NOR'
  haki search --batch queries.csv > counts.csv`,
		RunE: func(c *cobra.Command, args []string) error {
			if o.batch != "" {
				if len(args) > 0 {
					return fmt.Errorf("%w: give a query or --batch, not both", errUsage)
				}
				return runBatch(c.Context(), a, o.batch)
			}
			if len(args) == 0 {
				return fmt.Errorf("%w: give a query, as haki search torture", errUsage)
			}
			return runSearch(c.Context(), a, o, strings.Join(args, " "))
		},
	}
	f := c.Flags()
	f.IntVar(&o.limit, "limit", 10, "hits shown")
	f.IntVar(&o.offset, "offset", 0, "hits skipped")
	f.StringVar(&o.sort, "sort", "relevance", "order: relevance, date (newest first), document")
	f.StringSliceVar(&o.facets, "facets", nil, "fields to count, as country,issue,right,kind,language,year")
	f.BoolVar(&o.json, "json", false, "one JSON object: query, total, hits, facets, and how the count came about")
	f.BoolVar(&o.kwic, "kwic", false, "key words in context, a line for each time one occurs")
	f.StringVar(&o.batch, "batch", "", "CSV with a column of queries (query, or the first); prints it with passages and documents that each finds, or what is wrong with it")
	f.BoolVar(&o.group, "group", false, "what says the same once, of the first 500 hits: near-duplicates, and languages, revisions and corrigenda of one paper")
	f.BoolVar(&o.full, "full", false, "whole passages, however long")
	return c
}

// check refuses what no search can be asked for.
func (o searchOptions) check() error {
	sorts := []index.Sort{index.ByRelevance, index.ByDate, index.ByDocument}
	switch {
	case o.limit < 0:
		return fmt.Errorf("%w: --limit %d: give how many hits to show", errUsage, o.limit)
	case o.offset < 0:
		return fmt.Errorf("%w: --offset %d: give how many hits to skip", errUsage, o.offset)
	case o.sort != "" && !slices.Contains(sorts, index.Sort(o.sort)):
		return fmt.Errorf("%w: --sort %s: choose one of %v", errUsage, o.sort, sorts)
	}
	return nil
}

func runSearch(ctx context.Context, a *app, o searchOptions, text string) error {
	if err := o.check(); err != nil {
		return err
	}
	q, err := a.parseQuery(text)
	if err != nil {
		return err
	}
	r, err := a.reader()
	if err != nil {
		return err
	}
	defer r.Close()
	request := index.Request{Query: q, Limit: o.limit, Offset: o.offset, Sort: index.Sort(o.sort), Facets: o.facets, Highlights: true}
	if o.group {
		return a.searchGrouped(ctx, o, r, request, text)
	}
	res, err := r.Search(ctx, request)
	if err != nil {
		return facetError(err)
	}
	replay, err := a.provenance(text, res.Total)
	if err != nil {
		return err
	}
	if o.json {
		return printResultJSON(a, replay, res)
	}
	printResult(newScreen(a.stdout), o, res)
	a.printReplay(replay)
	if res.Total == 0 {
		return a.explainNothing(ctx, r, q)
	}
	return nil
}

// explainNothing tells what each part of a query finds that found nothing.
func (a *app) explainNothing(ctx context.Context, r index.Reader, q query.Node) error {
	fmt.Fprintln(a.stderr, "no passage matches: try fewer words, word* for other endings, or OR between alternatives")
	parts, err := index.Parts(ctx, r, q)
	for _, p := range parts {
		fmt.Fprintf(a.stderr, "  %7d  %s\n", p.Count, plain(p.Query.String()))
	}
	return err
}

// facetError says that a field which cannot be counted was asked for wrongly.
func facetError(err error) error {
	if errors.Is(err, index.ErrNoFacet) {
		return fmt.Errorf("%w: --facets: %w", errUsage, err)
	}
	return err
}

// provenance is what a footnote needs to say how a count came about: the command
// that gives it again, the state of the corpus and the program.
func (a *app) provenance(text string, total int) (export.Replay, error) {
	store, err := a.openStore(true)
	if err != nil {
		return export.Replay{}, err
	}
	defer store.Close()
	hash, err := store.Hash()
	return export.Replay{Query: text, Total: total, Corpus: hash, Version: version()}, err
}

func (a *app) printReplay(r export.Replay) {
	s := newScreen(a.stdout)
	fmt.Fprintln(s, s.style(dim, plain(r.String())))
}

// replayed is the part of an answer in JSON that says how it came about.
type replayed struct {
	Corpus  string `json:"corpus"`
	Version string `json:"haki_version"`
	Replay  string `json:"replay"` // all of it in one line
}

func newReplayed(r export.Replay) replayed { return replayed{r.Corpus, r.Version, r.String()} }

// parseQuery parses a query; its error shows where the text is wrong and what to write instead.
func (a *app) parseQuery(text string) (query.Node, error) {
	q, err := query.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("%w in %s: %w", errUsage, text, err)
	}
	return q, nil
}

func printResultJSON(a *app, r export.Replay, res *index.Result) error {
	return encoder(a.stdout).Encode(struct {
		Query  string                   `json:"query"`
		Total  int                      `json:"total"`
		Hits   []index.Hit              `json:"hits"`
		Facets map[string][]index.Count `json:"facets,omitempty"`
		replayed
	}{r.Query, res.Total, append([]index.Hit{}, res.Hits...), res.Facets, newReplayed(r)})
}

func printResult(s *screen, o searchOptions, res *index.Result) {
	if o.kwic {
		printKWIC(s, res.Hits)
	}
	for i := range res.Hits {
		if !o.kwic {
			printHit(s, o, o.offset+i+1, &res.Hits[i])
		}
	}
	printFacets(s, o, res.Facets)
	shown := count(res.Total, "passage")
	if n := len(res.Hits); n > 0 {
		shown = fmt.Sprintf("%d–%d of %s", o.offset+1, o.offset+n, shown)
	}
	fmt.Fprintln(s, s.style(dim, shown))
}

func printFacets(s *screen, o searchOptions, facets map[string][]index.Count) {
	for _, name := range o.facets {
		fmt.Fprintln(s, s.style(bold, name))
		for _, c := range facets[name] {
			fmt.Fprintf(s, "  %7d  %s\n", c.Count, plain(c.Value))
		}
	}
}

func printHit(s *screen, o searchOptions, n int, h *index.Hit) {
	fmt.Fprintf(s, "%s %s\n", s.style(dim, fmt.Sprintf("%d.", n)), s.style(bold, plain(citation(&h.PassageRecord))))
	fmt.Fprintf(s, "   %s\n", s.style(dim, plain(strings.Join(about(&h.PassageRecord), " · "))))
	text, marks := h.Text, h.Marks
	if !o.full {
		text, marks = snippet(text, marks, 480)
	}
	s.wrap("   ", s.marked(text, marks))
	fmt.Fprintln(s)
}

// citation is how a passage is quoted in a footnote: A/HRC/21/11, para. 119.10, p. 15.
func citation(r *pipeline.PassageRecord) string {
	parts := []string{nameOf(r.Document)}
	switch {
	case r.Number == "":
	case r.Kind == pipeline.Article:
		parts = append(parts, "art. "+r.Number)
	case r.Kind == pipeline.Footnote:
		parts = append(parts, "footnote "+r.Number)
	default:
		parts = append(parts, "para. "+r.Number)
	}
	if r.Page > 0 {
		parts = append(parts, fmt.Sprintf("p. %d", r.Page))
	}
	return strings.Join(parts, ", ")
}

// nameOf is what people call a document: its symbol, else its title, else its file.
func nameOf(d pipeline.DocumentRecord) string {
	switch {
	case d.Symbol != "":
		return d.Symbol
	case d.Title != "":
		return cut(d.Title, 80)
	}
	return d.File
}

// about is the line below the citation: where the passage stands and in what document.
func about(r *pipeline.PassageRecord) []string {
	d := r.Document
	parts := []string{string(d.Kind)}
	for _, c := range d.Countries {
		parts = append(parts, stateName(c))
	}
	if d.Date != "" {
		parts = append(parts, d.Date)
	}
	if len(r.Section) > 0 {
		parts = append(parts, cut(strings.Join(r.Section, " › "), 90))
	}
	return append(parts, string(d.ID)+":"+passageID(r.ID))
}

// stateName is what people call a State, its code where that has no name.
func stateName(code string) string { return cmp.Or(states.Name(code, "en"), code) }

func stateNames(codes []string) string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = stateName(c)
	}
	return strings.Join(names, ", ")
}

func passageID(full string) string {
	_, id, _ := strings.Cut(full, ":")
	return id
}

// snippet cuts a long passage to about n bytes around its first mark.
func snippet(text string, marks []pipeline.Span, n int) (string, []pipeline.Span) {
	if len(text) <= n {
		return text, marks
	}
	start := 0
	if len(marks) > 0 && marks[0][0] > n/3 {
		start = wordStart(text, marks[0][0]-n/3)
	}
	end := len(text)
	if start+n < len(text) {
		end = wordStart(text, start+n)
	}
	head, tail := "", ""
	if start > 0 {
		head = "… "
	}
	if end < len(text) {
		tail = "…"
	}
	return head + text[start:end] + tail, shift(marks, start, end, len(head)-start)
}

// wordStart returns the beginning of the word after byte at, or of the rune
// where a script has no spaces nearby.
func wordStart(text string, at int) int {
	if i := strings.IndexByte(text[at:min(len(text), at+40)], ' '); i >= 0 {
		return at + i + 1
	}
	for at > 0 && at < len(text) && text[at]&0xC0 == 0x80 {
		at--
	}
	return at
}

// shift moves the marks that lie within [start,end) by delta bytes.
func shift(marks []pipeline.Span, start, end, delta int) []pipeline.Span {
	var kept []pipeline.Span
	for _, m := range marks {
		if m[0] >= start && m[1] <= end {
			kept = append(kept, pipeline.Span{m[0] + delta, m[1] + delta})
		}
	}
	return kept
}

// count prints a number with its noun, in the plural where need be.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if strings.HasSuffix(noun, "y") {
		noun = noun[:len(noun)-1] + "ie"
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
