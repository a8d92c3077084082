package web

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// readPage is a document as it is read.
type readPage struct {
	Document *pipeline.Document
	Record   pipeline.DocumentRecord
	Outline  []outlineEntry
	Passages []readPassage
	From     int // place of the first passage shown, from 0
	chosen   int // place of the passage asked for, -1 for none
	Previous string
	Next     string
	CitedBy  []index.Hit
	Cited    int
	Images   bool // pages can be drawn
	Writable bool
	Shown    *shownPage
	Labels   []string // tags that can be added, as the query language writes them
	From1    int      // number of the first passage shown, from 1
	To       int
}

// shownPage is the page of the original beside the text, and where on it the
// passage asked for stands.
type shownPage struct {
	pipeline.Page
	Of             int
	Boxes          []drawn
	Previous, Next string
	Sizes          string // for the script: width,height of every page, separated by ;
}

// drawn is a box as SVG has it.
type drawn struct{ X, Y, Width, Height float64 }

type outlineEntry struct {
	Title string
	ID    string
	Level int
	Href  string
}

// readPassage is a passage with what stands beside it.
type readPassage struct {
	pipeline.PassageRecord
	Short   string // ID within the document
	Level   int
	Printed string
	Parts   []textPart
	Tags    []margin // rights, issues, persons
	Others  []margin // of the other schemes, folded away
	Notes   []note
	Recs    []pipeline.Recommendation
	Chosen  bool       // the one asked for
	Decided []decision // by persons, the last of each tag
	Boxes   string     // for the script: page,x0,y0,x1,y1 of each, separated by ;
}

// note is a footnote that a passage points to, under its printed number.
type note struct{ ID, Number string }

func notesOf(d *pipeline.Document, p *pipeline.Passage) []note {
	list := make([]note, len(p.Notes))
	for i, id := range p.Notes {
		list[i] = note{id, id}
		if to := d.Passage(id); to != nil && to.Number != "" {
			list[i].Number = to.Number
		}
	}
	return list
}

// margin is a tag with why it is there.
type margin struct {
	pipeline.Tag
	Words    []string // of the text, that made it
	Writable bool
}

// inFront are the schemes whose tags a reader sees at once.
var inFront = map[string]bool{"rights": true, "upr-issues": true, "groups": true}

// textPart is a stretch of text that may be a reference.
type textPart struct{ Text, Href, Title string }

// passagesPerPage bounds a page of the reader, at about 4 kB and a hundred
// elements a passage: a report of the Working Group has about 250 passages, a legal code 50 000.
const passagesPerPage = 100

func (s *Server) read(w http.ResponseWriter, r *http.Request) error {
	_, d, err := s.corpus.document(r.PathValue("id"))
	if err != nil {
		return err
	}
	p := readPage{Document: d, Record: d.Record(), Images: s.Render != nil && d.MediaType == "application/pdf", Writable: s.Correct != nil}
	p.first(r)
	decided, err := s.decisions(d)
	if err != nil {
		return err
	}
	p.fill(decided)
	p.outline()
	if p.Images {
		p.show(r.URL.Query().Get("page"))
	}
	if p.Writable {
		p.Labels = s.labels(r)
	}
	s.citedBy(r, &p)
	s.page(w, r, http.StatusOK, "read.html", nameOf(p.Record), p)
	return nil
}

// first finds the place at which the page begins: the one asked for by its
// passage, or by number.
func (p *readPage) first(r *http.Request) {
	n, _ := strconv.Atoi(r.URL.Query().Get("from"))
	n = min(max(n, 0), max(len(p.Document.Passages)-1, 0))
	p.chosen = -1
	if id := r.URL.Query().Get("p"); id != "" {
		if i := place(p.Document, id); i >= 0 {
			n, p.chosen = i, i
		}
	}
	p.From = n / passagesPerPage * passagesPerPage
}

// show chooses the page of the original that is shown: the one asked for, else
// that of the passage, else that at which the text begins.
func (p *readPage) show(asked string) {
	pages := p.Document.Pages
	n, err := strconv.Atoi(asked)
	if err != nil || n < 1 || n > len(pages) {
		n = 1
		if at := max(p.chosen, p.From); at < len(p.Document.Passages) {
			n = max(p.Document.Passages[at].Page, 1)
		}
	}
	if n > len(pages) {
		p.Images = false
		return
	}
	p.Shown = &shownPage{Page: sized(pages[n-1]), Of: len(pages)}
	sizes := make([]string, len(pages))
	for i := range pages {
		page := sized(pages[i])
		sizes[i] = fmt.Sprintf("%g,%g", page.Width, page.Height)
	}
	p.Shown.Sizes = strings.Join(sizes, ";")
	at := func(page int) string { return fmt.Sprintf("/doc/%s?from=%d&page=%d", p.Document.ID, p.From, page) }
	if p.chosen >= 0 {
		at = func(page int) string {
			return fmt.Sprintf("/doc/%s?p=%s&page=%d", p.Document.ID, queryEscape(p.Document.Passages[p.chosen].ID), page)
		}
		for _, b := range p.Document.Passages[p.chosen].Boxes {
			if b.Page == n {
				p.Shown.Boxes = append(p.Shown.Boxes, drawn{b.X0 - 3, b.Y0 - 2, b.X1 - b.X0 + 6, b.Y1 - b.Y0 + 4})
			}
		}
	}
	if n > 1 {
		p.Shown.Previous = at(n - 1)
	}
	if n < len(pages) {
		p.Shown.Next = at(n + 1)
	}
}

// sized gives a page that does not say how large it is the size of A4, in points.
func sized(page pipeline.Page) pipeline.Page {
	if page.Width <= 0 || page.Height <= 0 {
		page.Width, page.Height = 595, 842
	}
	return page
}

func (p *readPage) fill(decided map[string][]decision) {
	d := p.Document
	records := map[string][]pipeline.Recommendation{}
	for _, rec := range d.Recommendations {
		records[rec.Passage] = append(records[rec.Passage], rec)
	}
	end := min(p.From+passagesPerPage, len(d.Passages))
	p.From1, p.To = min(p.From+1, end), end
	for i := p.From; i < end; i++ {
		rec := d.PassageRecord(i)
		tags, others := margins(rec, p.Writable)
		p.Passages = append(p.Passages, readPassage{
			PassageRecord: rec, Short: d.Passages[i].ID, Level: min(max(d.Passages[i].Level, 1), 4), Printed: printed(rec.Kind, rec.Number),
			Parts: linked(rec), Tags: tags, Others: others, Notes: notesOf(d, &d.Passages[i]), Recs: records[d.Passages[i].ID],
			Chosen: i == p.chosen, Decided: decided[d.Passages[i].ID], Boxes: boxes(d.Passages[i].Boxes),
		})
	}
	at := func(from int) string { return fmt.Sprintf("/doc/%s?from=%d", d.ID, from) }
	if p.From > 0 {
		p.Previous = at(p.From - passagesPerPage)
	}
	if end < len(d.Passages) {
		p.Next = at(end)
	}
}

func margins(r pipeline.PassageRecord, writable bool) (front, others []margin) {
	for _, t := range r.Tags {
		m := margin{Tag: t, Writable: writable}
		for _, span := range t.Spans {
			if word := span.Of(r.Text); len(m.Words) < 6 && !slices.Contains(m.Words, word) {
				m.Words = append(m.Words, word)
			}
		}
		if inFront[t.Scheme] {
			front = append(front, m)
		} else {
			others = append(others, m)
		}
	}
	return front, others
}

func boxes(list []pipeline.Box) string {
	parts := make([]string, len(list))
	for i, b := range list {
		parts[i] = fmt.Sprintf("%d,%.1f,%.1f,%.1f,%.1f", b.Page, b.X0-3, b.Y0-2, b.X1-b.X0+6, b.Y1-b.Y0+4)
	}
	return strings.Join(parts, ";")
}

// linked cuts a text at its references. Its printed number stands beside it, but not beside a heading.
func linked(r pipeline.PassageRecord) []textPart {
	at := 0
	if rest, ok := strings.CutPrefix(r.Text, r.Number); ok && r.Number != "" && r.Kind != pipeline.Heading {
		at = len(r.Text) - len(strings.TrimLeft(rest, ". \t"))
	}
	var parts []textPart
	for i, ref := range r.References {
		if ref.Start < at || ref.End > len(r.Text) || ref.End <= ref.Start {
			continue
		}
		parts = append(parts, textPart{Text: r.Text[at:ref.Start]}, textPart{Text: r.Text[ref.Start:ref.End], Href: followURL(r, i), Title: targetOf(ref)})
		at = ref.End
	}
	return append(parts, textPart{Text: r.Text[at:]})
}

func (p *readPage) outline() {
	for i := range p.Document.Passages {
		h := &p.Document.Passages[i]
		if h.Kind != pipeline.Heading || len(p.Outline) == 400 {
			continue
		}
		p.Outline = append(p.Outline, outlineEntry{
			Title: p.Document.PassageText(h), ID: h.ID, Level: min(max(h.Level, 1), 4),
			Href: fmt.Sprintf("/doc/%s?p=%s#%s", p.Document.ID, queryEscape(h.ID), h.ID),
		})
	}
}

// citedBy finds the passages that refer to this document by its symbol.
func (s *Server) citedBy(r *http.Request, p *readPage) {
	if p.Record.Symbol == "" {
		return
	}
	q := query.And{Nodes: []query.Node{
		query.Field{Name: "cites", Value: query.Word{Text: p.Record.Symbol}},
		query.Not{Node: query.Field{Name: "doc", Value: query.Word{Text: string(p.Record.ID)}}},
	}}
	res, err := s.Index.Search(r.Context(), index.Request{Query: q, Limit: 8, Sort: index.ByDate})
	if err != nil {
		s.Logger.Warn("cited by", "error", err.Error())
		return
	}
	p.CitedBy, p.Cited = res.Hits, res.Total
}

// original sends the bytes that a document was read from, to be kept and not
// shown: a browser must not run what a stranger wrote.
func (s *Server) original(w http.ResponseWriter, r *http.Request) error {
	store, d, err := s.corpus.document(r.PathValue("id"))
	if err != nil {
		return err
	}
	path, err := store.Original(d.SHA256)
	if err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", disposition(d.File))
	http.ServeContent(w, r, "", time.Time{}, f)
	return nil
}

// pageImage draws a page of a PDF.
func (s *Server) pageImage(w http.ResponseWriter, r *http.Request) error {
	n, err := strconv.Atoi(strings.TrimSuffix(r.PathValue("n"), ".png"))
	if err != nil || s.Render == nil {
		return problem{http.StatusNotFound, "There is no such page", r.URL.Path}
	}
	store, d, err := s.corpus.document(r.PathValue("id"))
	if err != nil {
		return err
	}
	if n < 1 || n > len(d.Pages) || d.MediaType != "application/pdf" {
		return problem{http.StatusNotFound, "There is no such page", fmt.Sprintf("%s has %d pages", nameOf(d.Record()), len(d.Pages))}
	}
	path, err := store.Original(d.SHA256)
	if err != nil {
		return err
	}
	png, err := s.Render(r.Context(), path, n, 1000)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Cache-Control", "private, max-age=86400")
	_, err = w.Write(png)
	return err
}

func place(d *pipeline.Document, id string) int {
	for i := range d.Passages {
		if d.Passages[i].ID == id {
			return i
		}
	}
	return -1
}
