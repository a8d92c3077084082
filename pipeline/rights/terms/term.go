package terms

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// element is one place of a term: alternative words, or a gap.
type element struct {
	words []string // as written, folded, with "*" where any ending will do
	gap   int      // up to so many words of any kind stand here
}

// parse reads a term: words separated by spaces; "a|b" for either; "word*" for
// any ending; "~3" for up to three words of any kind. Chinese characters need
// no spaces.
func parse(term string) ([]element, error) {
	var list []element
	for _, field := range strings.Fields(term) {
		if n, ok := strings.CutPrefix(field, "~"); ok {
			if len(n) != 1 || n[0] < '1' || n[0] > '9' {
				return nil, fmt.Errorf("term %q: write ~1 to ~9 for a gap of so many words", term)
			}
			list = append(list, element{gap: int(n[0] - '0')})
			continue
		}
		if field == "*" || field == "|" {
			return nil, fmt.Errorf("term %q: %q stands alone; write it at a word", term, field)
		}
		list = append(list, split(field)...)
	}
	if len(list) == 0 || list[0].gap > 0 || list[len(list)-1].gap > 0 {
		return nil, fmt.Errorf("term %q: it must begin and end with a word", term)
	}
	for _, e := range list {
		if err := e.check(); err != nil {
			return nil, fmt.Errorf("term %q: %w", term, err)
		}
	}
	return list, nil
}

// check finds places without a word and stars elsewhere than at a word's end.
func (e element) check() error {
	if e.gap == 0 && len(e.words) == 0 {
		return errors.New("a place holds no word")
	}
	for _, w := range e.words {
		if i := strings.IndexByte(w, '*'); i == 0 || i > 0 && i < len(w)-1 {
			return errors.New("a star stands only at the end of a word")
		}
	}
	return nil
}

// split makes a field into elements as a text would be: "Anti-Torture" is two words.
func split(field string) []element {
	alternatives := strings.Split(field, "|")
	if len(alternatives) > 1 {
		e := element{}
		for _, a := range alternatives {
			if w := pieces(a); len(w) == 1 {
				e.words = append(e.words, w[0])
			} else if len(w) > 1 { // "self-employed|worker" cannot be one place: keep the last piece
				e.words = append(e.words, w[len(w)-1])
			}
		}
		return []element{e}
	}
	var list []element
	for _, w := range pieces(field) {
		list = append(list, element{words: []string{w}})
	}
	return list
}

// pieces cuts a written word where a text is cut, and folds each piece.
func pieces(word string) []string {
	var list []string
	var now strings.Builder
	kind := none
	flush := func() {
		if now.Len() > 0 {
			list = append(list, now.String())
			now.Reset()
		}
	}
	for _, r := range word {
		if r == '*' {
			now.WriteByte('*')
			continue
		}
		c := class(r)
		if c == silent {
			continue
		}
		if c != kind || c == ideograph || c == none {
			flush()
		}
		if kind = c; c != none {
			now.WriteRune(fold(r))
		}
	}
	flush()
	return list
}

// forms returns the words of a text that a term's word matches: itself, its
// plural or singular, and, in Arabic, itself with particles written onto it.
func forms(word, lang string) []string {
	switch lang {
	case "ar":
		return arabic(word)
	case "zh", "ru":
		return []string{word}
	}
	return plural(word)
}

// plural is the regular plural of English, French and Spanish words, which
// differ little: s, es, ies for y, aux for al. A word of another language gets
// forms that no text has.
func plural(word string) []string {
	list := []string{word}
	last := []rune(word)[len([]rune(word))-1]
	if len(word) < 3 || !unicode.IsLetter(last) || last == 's' {
		return list
	}
	list = append(list, word+"s")
	if strings.HasSuffix(word, "al") {
		list = append(list, strings.TrimSuffix(word, "l")+"ux")
	}
	switch last {
	case 'y':
		return append(list, strings.TrimSuffix(word, "y")+"ies")
	case 'x', 'z', 'h', 'n', 'l', 'r', 'd':
		return append(list, word+"es")
	}
	return list
}

// arabic puts the article and the particles that are written onto a word before it.
func arabic(word string) []string {
	bare := word
	if rest, ok := strings.CutPrefix(word, "ال"); ok && len([]rune(rest)) > 2 {
		bare = rest
	}
	list := []string{word}
	for _, p := range [...]string{"", "و", "ب", "ل", "ف", "ك", "ال", "وال", "بال", "فال", "كال", "لل", "ولل", "وب", "ول"} {
		if p+bare != word {
			list = append(list, p+bare)
		}
	}
	return list
}
