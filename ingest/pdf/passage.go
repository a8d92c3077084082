package pdf

import (
	"slices"
	"strings"

	"github.com/haki-project/haki/ingest/article"
	"github.com/haki-project/haki/pipeline"
)

// document turns classified blocks into the document's text and passages.
func document(sheets []*sheet, list []block, furniture [][]string) *pipeline.Document {
	d := &pipeline.Document{}
	var text strings.Builder
	pageStart := map[int]int{}
	for i := range list {
		b := &list[i]
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		start := text.Len()
		b.write(&text, pageStart)
		d.Passages = append(d.Passages, pipeline.Passage{
			Kind: b.kind, Number: b.number, Level: b.level, Page: b.first().page,
			Start: start, End: text.Len(), Boxes: b.boxes(),
		})
	}
	d.Text = text.String()
	d.Pages = pagesOf(sheets, furniture, pageStart, len(d.Text))
	sections(d)
	d.NumberPassages()
	for i := range list {
		for _, k := range list[i].notes {
			d.Passages[i].Notes = append(d.Passages[i].Notes, d.Passages[k].ID)
		}
	}
	return d
}

// write appends the block's lines joined by spaces, and notes where pages begin.
func (b *block) write(text *strings.Builder, pageStart map[int]int) {
	for i := range b.lines {
		l := &b.lines[i]
		if _, ok := pageStart[l.page]; !ok {
			pageStart[l.page] = text.Len()
		}
		t, glued := strings.CutSuffix(l.text, joined)
		text.WriteString(t)
		if i+1 < len(b.lines) && !glued {
			text.WriteByte(' ')
		}
	}
}

// boxes returns the rectangle that the block covers on each page.
func (b *block) boxes() []pipeline.Box {
	var out []pipeline.Box
	for i := range b.lines {
		l := &b.lines[i]
		box := pipeline.Box{Page: l.page, X0: round(l.x0), Y0: round(l.top()), X1: round(l.x1), Y1: round(l.bottom())}
		if n := len(out); n > 0 && out[n-1].Page == l.page {
			o := &out[n-1]
			o.X0, o.Y0, o.X1, o.Y1 = min(o.X0, box.X0), min(o.Y0, box.Y0), max(o.X1, box.X1), max(o.Y1, box.Y1)
			continue
		}
		out = append(out, box)
	}
	return out
}

// round keeps a tenth of a point, more than an eye sees.
func round(x float32) float64 { return float64(int(x*10+0.5)) / 10 }

func pagesOf(sheets []*sheet, furniture [][]string, starts map[int]int, size int) []pipeline.Page {
	pages := make([]pipeline.Page, len(sheets))
	next := size
	for i := len(sheets) - 1; i >= 0; i-- {
		s := sheets[i]
		start, ok := starts[s.number]
		if !ok {
			start = next
		}
		pages[i] = pipeline.Page{
			Number: s.number, Start: start, End: next, Width: float64(s.width), Height: float64(s.height),
			Engine: s.engine, Reason: s.reason, Confidence: s.confidence, Furniture: furniture[i],
		}
		next = start
	}
	return pages
}

// sections gives every passage the headings above it. Those of the title page
// are no sections: they end with the first running text or the first page. A
// heading that follows the label of a part at once is that part's name.
func sections(d *pipeline.Document) {
	var path []string
	var levels []int
	title, label := true, false
	for i := range d.Passages {
		p := &d.Passages[i]
		if p.Page > 1 || p.Kind == pipeline.Paragraph && p.End-p.Start > titleText || p.Number != "" {
			title = false
		}
		if p.Kind != pipeline.Heading {
			p.Section, label = slices.Clone(path), false
			continue
		}
		text := d.PassageText(p)
		keep := len(levels)
		if n := keep - 1; label && n >= 0 && levels[n] >= p.Level && !article.Bare(text) {
			levels[n], keep = p.Level, n
		}
		kept, at := path[keep:], levels[keep:]
		for keep > 0 && levels[keep-1] >= p.Level {
			keep--
		}
		path, levels = append(path[:keep], kept...), append(levels[:keep], at...)
		p.Section = slices.Clone(path)
		if label = !title && article.Bare(text); !title {
			path, levels = append(path, text), append(levels, p.Level)
		}
	}
}

// titleText is how long a paragraph of a title page may be, in bytes: a note on
// how the paper is circulated, an address.
const titleText = 200
