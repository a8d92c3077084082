package upr

import (
	"strconv"
	"strings"
)

// unitKind is what a unit of a report's conclusions is.
type unitKind uint8

const (
	lead    unitKind = iota // a numbered paragraph: introduces a list, or stands alone
	entry                   // one number of the list under a lead
	heading                 // a title
)

// unit is a stretch of a flow under one number.
type unit struct {
	kind       unitKind
	number     string // as the report prints it, the lead's number before an entry's own: 95.62, 119.10, 33.(a)
	para       int    // number of the lead it stands under
	item       int    // number in the list, 0 where it is a letter
	start, end int    // bytes of the flow, number not included
}

// counter follows the numbering of a report and says which printed numbers are
// the next of their sequence: an article of a treaty or a year is none.
type counter struct {
	para   int
	item   int    // last number of the list under para, 0 before it begins
	letter string // last letter of the list under para
}

// maxGap is how many numbers a report may skip or an extractor may lose between two.
const maxGap = 4

// units cuts a flow into leads, entries and headings.
func units(f *flow) []unit {
	var all []unit
	var c counter
	for _, t := range tokens(f) {
		u, ok := c.next(t, f)
		if !ok {
			continue
		}
		if n := len(all); n > 0 {
			all[n-1].end = t.at
		}
		u.start, u.end = t.body, len(f.text)
		all = append(all, u)
	}
	return all
}

// next says whether t begins a unit.
func (c *counter) next(t token, f *flow) (unit, bool) {
	if t.number == "" || t.heading {
		return unit{kind: heading, para: c.para}, t.heading
	}
	if para, item, ok := dotted(t.number); ok {
		return c.dotted(t, para, item)
	}
	if n, err := strconv.Atoi(t.number); err == nil {
		return c.plain(t, n, f)
	}
	if t.starts && strings.HasPrefix(t.number, "(") && c.item == 0 && c.para > 0 {
		c.letter = t.number
		return unit{kind: entry, number: strconv.Itoa(c.para) + "." + t.number, para: c.para}, true
	}
	return unit{}, false
}

// dotted accepts 119.10 under paragraph 119 or the one after, in sequence. At
// the start of a passage it may skip numbers, and the paragraph may be
// misprinted: 84.93 between 82.92 and 82.94 stays with 82.
func (c *counter) dotted(t token, para, item int) (unit, bool) {
	u := unit{kind: entry, number: t.number, item: item}
	near := item > c.item && item <= c.item+maxGap
	switch {
	case para == c.para && (near || t.starts):
	case para > c.para && para <= c.para+2 && (item == 1 || t.starts && item <= maxGap && c.item == 0), c.para == 0 && t.starts:
		c.para = para
	case t.starts && near:
	default:
		return unit{}, false
	}
	c.item, u.para = item, c.para
	return u, true
}

// plain accepts 12 as the next entry of a list or as the next paragraph.
func (c *counter) plain(t token, n int, f *flow) (unit, bool) {
	asItem := c.para > 0 && (n == c.item+1 || t.starts && c.item > 0 && n > c.item && n <= c.item+maxGap)
	asPara := t.starts && !lowered(f.text[t.body:]) && (c.para == 0 || n == c.para+1 || n > c.para && n <= c.para+maxGap && !asItem)
	if asItem && asPara {
		asItem = !introduces(rest(f, t))
	}
	switch {
	case asItem:
		c.item = n
		return unit{kind: entry, number: strconv.Itoa(c.para) + "." + t.number, para: c.para, item: n}, true
	case asPara:
		*c = counter{para: n}
		return unit{kind: lead, number: t.number, para: n}, true
	}
	return unit{}, false
}

// lowered reports whether text goes on in small letters: "144. of the Code" is
// the end of a line, not a paragraph.
func lowered(text string) bool {
	text = strings.TrimLeft(text, " ")
	return text != "" && text[0] >= 'a' && text[0] <= 'z'
}

// rest returns the passage that t begins, without the number.
func rest(f *flow, t token) string {
	p := f.pieces[f.pieceAt(t.at)]
	return f.text[t.body : p.at+p.size]
}

// introduces reports whether text is a paragraph of the report rather than a recommendation of a State.
func introduces(text string) bool {
	s := strings.ToLower(text)
	return strings.Contains(s, "recommendation") && len(groups(text, "")) == 0
}
