package export

import (
	"unicode"
	"unicode/utf8"

	"github.com/haki-project/haki/pipeline"
)

// tokens splits a text as annotation tools expect it: runs of letters, marks
// and digits, and every other visible character by itself; in scripts without
// spaces each ideograph is one.
func tokens(text string) []pipeline.Span {
	var list []pipeline.Span
	start := -1
	for i, r := range text {
		word := (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)) && !unicode.Is(unicode.Han, r)
		if !word && start >= 0 {
			list, start = append(list, pipeline.Span{start, i}), -1
		}
		switch {
		case word && start < 0:
			start = i
		case !word && !unicode.IsSpace(r) && !unicode.IsControl(r):
			list = append(list, pipeline.Span{i, i + utf8.RuneLen(orReplacement(r))})
		}
	}
	if start >= 0 {
		list = append(list, pipeline.Span{start, len(text)})
	}
	return list
}

// orReplacement is the rune that range yields for a byte that is no UTF-8, with its one byte.
func orReplacement(r rune) rune {
	if r == utf8.RuneError {
		return ' '
	}
	return r
}

// sentences returns those of a passage, or the whole of it where none were found.
func sentences(p *pipeline.Passage, text string) []pipeline.Span {
	if len(p.Sentences) == 0 && text != "" {
		return []pipeline.Span{{0, len(text)}}
	}
	return p.Sentences
}
