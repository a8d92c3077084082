package main

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/pipeline"
)

// printKWIC prints key words in context: a line a mark, the words under each
// other, so that an eye sees how a term is used.
func printKWIC(s *screen, hits []index.Hit) {
	side := (s.width - 36) / 2
	for i := range hits {
		h := &hits[i]
		for _, m := range orWhole(h) {
			left := lastRunes(flat(h.Text[:m[0]]), side)
			right := cut(flat(h.Text[m[1]:]), side)
			fmt.Fprintf(s, "%s%s%s%s%s%s  %s\n", strings.Repeat(" ", max(side-utf8.RuneCountInString(left), 0)), left, gap(utf8.DecodeLastRuneInString(h.Text[:m[0]])),
				s.marked(h.Text[m[0]:m[1]], []pipeline.Span{{0, m[1] - m[0]}}), gap(utf8.DecodeRuneInString(h.Text[m[1]:])), right, s.style(dim, plain(citation(&h.PassageRecord))))
		}
	}
}

// gap is what stands between a key word and its context: a comma follows at once.
func gap(r rune, _ int) string {
	if unicode.IsSpace(r) {
		return " "
	}
	return ""
}

// orWhole are the marks of a hit, or its beginning where it has none.
func orWhole(h *index.Hit) []pipeline.Span {
	if len(h.Marks) == 0 {
		return []pipeline.Span{{0, 0}}
	}
	return h.Marks
}

func flat(text string) string { return plain(strings.Join(strings.Fields(text), " ")) }

func lastRunes(text string, n int) string {
	r := []rune(text)
	if len(r) <= n {
		return text
	}
	return "…" + string(r[len(r)-n+1:])
}
