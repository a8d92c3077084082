package pdf

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/haki-project/haki/pipeline"
)

// classify gives every block its kind, number and level.
func classify(list []block, body float32) {
	main := func(b *block) bool { return b.main }
	dotted := func(b *block) bool { return b.label.kind == compound }
	mainHeads, dottedHeads := headingsNumbered(list, body, main), headingsNumbered(list, body, dotted)
	for i := range list {
		b := &list[i]
		b.kind, b.number = pipeline.Paragraph, ""
		switch {
		case b.role == rowOf:
			b.kind = pipeline.Table
			b.numberRow()
		case b.role == note:
			b.kind, b.number = pipeline.Footnote, b.noteLabel()
		case b.label.kind == unit:
			b.kind, b.number = pipeline.Article, b.label.number
			if b.alone() || b.heading(body) {
				b.kind = pipeline.Heading
			}
		case b.main && !(mainHeads && b.heading(body)), dotted(b) && !(dottedHeads && b.heading(body)):
			b.number = b.label.number
		case b.heading(body) && !listed(list, i):
			b.kind, b.number = pipeline.Heading, b.label.number
		default:
			b.list()
		}
	}
	articles(list)
	levels(list)
}

// numberRow reads the number of a recommendation at the start of a row; a table's
// other numbers are data.
func (b *block) numberRow() {
	first, _, _ := strings.Cut(b.first().text, "\t")
	if l := labelOf(first); l.kind == compound && hasLetter(first[l.rest:]) && startsUpper(first[l.rest:]) {
		b.number = l.number
	}
}

// headingsNumbered reports whether it is the headings that a numbering counts,
// not the paragraphs.
func headingsNumbered(list []block, body float32, counted func(*block) bool) bool {
	all, headings := 0, 0
	for i := range list {
		if counted(&list[i]) {
			all++
			if list[i].heading(body) {
				headings++
			}
		}
	}
	return 2*headings > all
}

// listed reports whether block i stands next to another item of its list: what
// headings announce stands between them.
func listed(list []block, i int) bool {
	b := &list[i]
	for _, k := range []int{i - 1, i + 1} {
		if k < 0 || k >= len(list) || list[k].main || list[k].label.kind != b.label.kind {
			continue
		}
		if d := list[k].label.value - b.label.value; b.label.kind == numeral && (d == 1 || d == -1) || b.label.kind == letter {
			return true
		}
	}
	return b.label.kind == bullet
}

// list makes a labelled block that is neither a numbered paragraph nor a heading
// a list item. A capital may also be the initial of a name.
func (b *block) list() {
	switch b.label.kind {
	case letter, numeral, roman:
		b.kind, b.number, b.level = pipeline.ListItem, b.label.number, 1
	case bullet:
		b.kind, b.level = pipeline.ListItem, 1
	}
}

// sizeOf is the font size of most of the running text.
func sizeOf(pages [][]line) float32 {
	weight := map[int]int{} // tenths of a point → bytes
	for _, lines := range pages {
		for i := range lines {
			weight[int(lines[i].size*10+0.5)] += len(lines[i].text)
		}
	}
	best := 0
	for size, n := range weight {
		if n > weight[best] || n == weight[best] && size < best {
			best = size
		}
	}
	return float32(best) / 10
}

// heading reports whether b looks like one: short, not a sentence, and set apart
// by its font, its capitals or a Roman number.
func (b *block) heading(body float32) bool {
	text := b.text()
	if b.role != running || len(b.lines) > 4 || len(text) > 300 || !hasLetter(text) {
		return false
	}
	end := text[len(text)-1]
	if end == ';' || end == ',' || end == ':' && b.label.kind == numeral || end == '.' && b.first().size < 1.15*body {
		return false
	}
	style, size := b.style(), b.first().size
	switch {
	case size > 1.12*body:
		return true
	case style&bold != 0:
		return !b.main || len(text) < 100
	case b.label.kind == roman:
		return len(b.lines) <= 3
	case style&italic != 0:
		return len(b.lines) <= 2 && b.label.kind != letter && !b.main
	}
	return len(b.lines) <= 3 && allCapitals(text)
}

func (b *block) text() string {
	var parts []string
	for i := range b.lines {
		parts = append(parts, b.lines[i].text)
	}
	return strings.Join(parts, " ")
}

// style is what all letters of b share.
func (b *block) style() style {
	s := bold | italic
	for i := range b.lines {
		s &= b.lines[i].style
	}
	return s
}

func hasLetter(text string) bool { return strings.ContainsFunc(text, unicode.IsLetter) }

func allCapitals(text string) bool {
	letters := 0
	for _, r := range text {
		if unicode.IsLower(r) || unicode.IsLetter(r) && !unicode.IsUpper(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= 4
}

// annex matches the heading of an annex in the languages of the United Nations
// and German.
var annex = regexp.MustCompile(`(?i)^(annex(e|es)?|anexos?|appendix|anhang|anlage)\b|^(приложени[ея]|مرفق|المرفق|附件|附录)`)

// rank orders headings: larger before smaller, bold before plain before italic,
// and at the same look I. before A. before 1. before (a).
func (b *block) rank() int {
	if annex.MatchString(b.first().text) {
		return 1 << 20 // no part of the last section
	}
	r := int(b.first().size*2+0.5) * 1000
	if b.style()&bold != 0 {
		r += 400
	}
	if b.style()&italic != 0 {
		r -= 200
	}
	switch b.label.kind {
	case roman:
		r += 90
	case capital:
		r += 80
	case numeral, compound:
		r += 70
	case letter:
		r += 60
	case unit:
		r += 50
	}
	return r
}

// levels numbers the ranks of the headings that a document has.
func levels(list []block) {
	var ranks []int
	for i := range list {
		if list[i].kind == pipeline.Heading {
			ranks = append(ranks, list[i].rank())
		}
	}
	slices.Sort(ranks)
	ranks = slices.Compact(ranks)
	for i := range list {
		if list[i].kind == pipeline.Heading {
			at, _ := slices.BinarySearch(ranks, list[i].rank())
			list[i].level = len(ranks) - at
		}
	}
}

// lowerThird returns the value below which a third of list lies.
func lowerThird(list []float32) float32 {
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return list[len(list)/3]
}
