package web

import (
	"strings"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/pipeline"
)

// line is one key word in its context, as a concordance has it. Left and Right
// are as they stand on the page: in Arabic what comes before stands right.
type line struct {
	pipeline.PassageRecord
	Left, Mark, Right string
}

const (
	aroundMark = 110 // bytes each side of a key word
	maxLines   = 8   // of one passage: a long one would bury the others
)

// linesOf are the marks of a hit, each in its context; the beginning of its text
// where it has none.
func linesOf(h index.Hit) []line {
	marks := h.Marks[:min(len(h.Marks), maxLines)]
	if len(marks) == 0 {
		marks = []pipeline.Span{{0, 0}}
	}
	lines := make([]line, len(marks))
	for i, m := range marks {
		lines[i] = newLine(h.PassageRecord, m)
	}
	return lines
}

// newLine cuts the context of a mark between whole words.
func newLine(r pipeline.PassageRecord, m pipeline.Span) line {
	text := r.Text
	from, to := back(text, m[0]-aroundMark), back(text, m[1]+aroundMark)
	before, after := text[from:m[0]], text[m[1]:to]
	if _, whole, ok := strings.Cut(before, " "); ok && from > 0 {
		before = "… " + whole
	}
	if i := strings.LastIndexByte(after, ' '); i > 0 && to < len(text) {
		after = after[:i] + " …"
	}
	if direction(r.Document.Language) == "rtl" {
		before, after = after, before
	}
	return line{r, before, m.Of(text), after}
}
