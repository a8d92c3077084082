package upr

import (
	"regexp"
	"sort"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// flow is the running text of some passages of a document as one string: how
// an extractor cut them matters no more, and an offset leads back to its place.
type flow struct {
	text   string
	pieces []piece
}

// piece is a passage's place in a flow.
type piece struct {
	at      int // bytes of flow.text
	doc     int // bytes of Document.Text
	size    int
	passage int // index in Document.Passages
	heading bool
	number  string // as the passage has it, "" where it is printed in the text or absent
	level   int
}

// newFlow joins passages from up to to, leaving out footnotes.
func newFlow(d *pipeline.Document, from, to int) *flow {
	var b strings.Builder
	f := &flow{}
	var notes skipper
	for i := from; i < to; i++ {
		p := &d.Passages[i]
		text := d.PassageText(p)
		if p.Kind == pipeline.Footnote || notes.holds(p, text) {
			continue
		}
		number := strings.TrimRight(p.Number, ".")
		if strings.HasPrefix(text, p.Number) {
			number = "" // the text tells
		}
		f.pieces = append(f.pieces, piece{b.Len(), p.Start, len(text), i, p.Kind == pipeline.Heading && !numberedItem(text), number, p.Level})
		b.WriteString(text)
		b.WriteByte('\n')
	}
	f.text = b.String()
	return f
}

// pieceAt returns the index of the piece that holds offset at.
func (f *flow) pieceAt(at int) int {
	return max(0, sort.Search(len(f.pieces), func(i int) bool { return f.pieces[i].at > at })-1)
}

// doc turns an offset of the flow into one of the document's text.
func (f *flow) doc(at int) int {
	p := f.pieces[f.pieceAt(at)]
	return p.doc + min(at-p.at, p.size)
}

// page returns the page of d that holds the byte at of its text, 0 where it has no pages.
func page(d *pipeline.Document, at int) int {
	i := sort.Search(len(d.Pages), func(i int) bool { return d.Pages[i].End > at })
	if i == len(d.Pages) {
		return 0
	}
	return d.Pages[i].Number
}

// asRead begins a footnote that repeats a recommendation as it was spoken.
var asRead = regexp.MustCompile(`^[\d*\s]{0,5}\s*The (?:original )?recommendations? (?:as|was|were|made|has|had|read)\b[^.;]{0,60}(?:dialogue|read)`)

// skipper leaves out footnotes that an extractor took for paragraphs: one that
// repeats a recommendation as it was spoken, and what follows it on its page.
type skipper struct{ page int }

func (s *skipper) holds(p *pipeline.Passage, text string) bool {
	if asRead.MatchString(text) {
		s.page = max(p.Page, 1)
		return true
	}
	if s.page == 0 || p.Number != "" || p.Page > s.page || p.Kind == pipeline.Heading {
		s.page = 0
		return false
	}
	return true
}

// numberedItem reports whether what an extractor took for a title is an item of
// a list: it has an Arabic number and States in brackets, or is too long for a title.
func numberedItem(text string) bool {
	m := opening.FindStringSubmatchIndex(text)
	return m != nil && (m[4] >= 0 || m[6] >= 0) && (len(text) > 160 || len(groups(text, "")) > 0)
}
