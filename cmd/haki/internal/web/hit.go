package web

import (
	"strings"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/pipeline"
)

type hit struct {
	index.Hit
	Parts []part // the text, cut at its marks
	Left  []part // for key words in context
	Mark  string
	Right []part
	Chips []chip
	More  int // tags that are not shown
}

// shownChips is how many tags a hit shows: the reader shows all.
const shownChips = 6

// chip is a tag as a link to all passages that have it.
type chip struct{ Scheme, Label, Title, Href string }

func chips(tags []pipeline.Tag) []chip {
	list := make([]chip, len(tags))
	for i, t := range tags {
		href := "/?q=" + queryEscape(fieldOf(t.Scheme)+":"+quoted(t.ID))
		list[i] = chip{t.Scheme, humanly(t.Label), percent(t.Score) + ", " + t.By, href}
	}
	return list
}

// part is a stretch of text, marked or not.
type part struct {
	Text   string
	Marked bool
}

const (
	textLimit  = 700 // bytes of a hit's text before it is cut
	aroundMark = 60  // bytes each side in the view of key words in context
)

func newHit(h index.Hit, view string) hit {
	out := hit{Hit: h, Chips: chips(h.Tags)}
	out.More = max(len(out.Chips)-shownChips, 0)
	out.Chips = out.Chips[:len(out.Chips)-out.More]
	text, marks := h.Text, h.Marks
	if view == "kwic" {
		out.context(text, marks)
		return out
	}
	if len(text) > textLimit {
		text, marks = shorten(text, marks, textLimit)
	}
	out.Parts = cutAt(text, marks)
	return out
}

// context puts the first mark in the middle of a line, between whole words.
func (h *hit) context(text string, marks []pipeline.Span) {
	m := pipeline.Span{0, 0}
	if len(marks) > 0 {
		m = marks[0]
	}
	from, to := back(text, m[0]-aroundMark), back(text, m[1]+aroundMark)
	left, right := text[from:m[0]], text[m[1]:to]
	if _, whole, ok := strings.Cut(left, " "); ok && from > 0 {
		left = "… " + whole
	}
	if i := strings.LastIndexByte(right, ' '); i > 0 && to < len(text) {
		right = right[:i] + " …"
	}
	h.Left, h.Mark, h.Right = []part{{Text: left}}, m.Of(text), []part{{Text: right}}
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
