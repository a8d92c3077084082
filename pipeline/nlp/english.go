package nlp

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/jdkato/prose/tokenize"
)

// english splits English text with prose's Punkt tokenizer.
//
// prose/v2 builds that tokenizer anew, model and all, for every document (5 to
// 10 ms, more than most documents take to split); the first prose exports the
// same tokenizer as a value that can be kept. A test holds the two to the same
// answers.
type english struct {
	tokenizer func() *tokenize.PunktSentenceTokenizer
	rules     rules
}

func newEnglish() *english {
	return &english{
		tokenizer: sync.OnceValue(tokenize.NewPunktSentenceTokenizer),
		rules:     rules{abbreviations: abbreviationsOf("en")},
	}
}

// breaks returns where prose sees a new sentence begin, less the breaks after
// legal abbreviations and enumerators.
func (e *english) breaks(text string) []int {
	if !mayBreak(text) {
		return nil
	}
	var breaks []int
	cursor, from := 0, 0
	for _, s := range e.tokenizer().Tokenize(text) {
		at := strings.Index(text[cursor:], s)
		if at < 0 {
			continue
		}
		cursor += at + len(s)
		if cursor < len(text) && !e.rules.joins(text[from:cursor], text[cursor:]) {
			breaks = append(breaks, cursor)
			from = cursor
		}
	}
	return breaks
}

// mayBreak reports whether a full stop, question or exclamation mark is
// followed by white space and more: most headings, rows and short paragraphs
// have none, and need no tokenizer.
func mayBreak(text string) bool {
	for i := strings.IndexAny(text, ".?!"); i >= 0; {
		rest := strings.TrimLeft(text[i:], ".?!\"')]’”»")
		if r, _ := utf8.DecodeRuneInString(rest); unicode.IsSpace(r) && strings.TrimSpace(rest) != "" {
			return true
		}
		next := strings.IndexAny(rest, ".?!")
		if next < 0 {
			return false
		}
		i = len(text) - len(rest) + next
	}
	return false
}
