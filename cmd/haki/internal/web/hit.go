package web

import (
	"fmt"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/pipeline"
)

type hit struct {
	index.Hit
	Parts    []part // the text, cut at its marks
	Chips    []chip
	More     int         // tags that are not shown
	Versions []index.Hit // that say the same
}

// shownChips is how many tags a hit shows: the reader shows all.
const shownChips = 5

// chip is a tag as a link to all passages that have it.
type chip struct{ Scheme, Label, Title, Href string }

func chips(tags []pipeline.Tag) []chip {
	list := make([]chip, len(tags))
	for i, t := range tags {
		href := "/?q=" + queryEscape(fieldOf(t.Scheme)+":"+quoted(t.ID))
		list[i] = chip{t.Scheme, tagName(t), fmt.Sprintf("%s: %s, %s", t.Label, percent(t.Score), t.By), href}
	}
	return list
}

// tagName is a tag as the filters call it: the labels of rights are whole
// sentences, those of goals say less than their number.
func tagName(t pipeline.Tag) string {
	switch t.Scheme {
	case "rights", "sdg":
		return label(fieldOf(t.Scheme), t.ID)
	}
	return humanly(t.Label)
}

// inFrontOnly are the tags that a reader sees at once, all where there is none of those.
func inFrontOnly(tags []pipeline.Tag) []pipeline.Tag {
	var list []pipeline.Tag
	for _, t := range tags {
		if inFront[t.Scheme] {
			list = append(list, t)
		}
	}
	if list == nil {
		return tags
	}
	return list
}

// part is a stretch of text, marked or not.
type part struct {
	Text   string
	Marked bool
}

// textLimit is how many bytes of a hit's text are shown before it is cut.
const textLimit = 700

func newHit(h index.Hit) hit {
	out := hit{Hit: h, Chips: chips(inFrontOnly(h.Tags))}
	out.Chips = out.Chips[:min(len(out.Chips), shownChips)]
	out.More = len(h.Tags) - len(out.Chips)
	text, marks := h.Text, h.Marks
	if len(text) > textLimit {
		text, marks = shorten(text, marks, textLimit)
	}
	out.Parts = cutAt(text, marks)
	return out
}

// back returns the beginning of the rune at i, kept within text.
func back(text string, i int) int {
	i = min(max(i, 0), len(text))
	for i > 0 && i < len(text) && text[i]&0xC0 == 0x80 {
		i--
	}
	return i
}

// shorten cuts text to n bytes around its first mark.
func shorten(text string, marks []pipeline.Span, n int) (string, []pipeline.Span) {
	start := 0
	if len(marks) > 0 {
		start = back(text, marks[0][0]-n/3)
	}
	end := back(text, start+n)
	var kept []pipeline.Span
	head := choose(start > 0, "… ", "")
	for _, m := range marks {
		if m[0] >= start && m[1] <= end {
			kept = append(kept, pipeline.Span{m[0] - start + len(head), m[1] - start + len(head)})
		}
	}
	return head + text[start:end] + choose(end < len(text), " …", ""), kept
}

// cutAt cuts a text at its marks; marks that overlap or lie outside are left out.
func cutAt(text string, marks []pipeline.Span) []part {
	var parts []part
	at := 0
	for _, m := range marks {
		if m[0] < at || m[1] > len(text) || m[1] <= m[0] {
			continue
		}
		if m[0] > at {
			parts = append(parts, part{Text: text[at:m[0]]})
		}
		parts = append(parts, part{Text: m.Of(text), Marked: true})
		at = m[1]
	}
	return append(parts, part{Text: text[at:]})
}
