package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A speller knows the words of a document, to tell a word broken at the end of
// a line from a compound that happens to break there.
type speller struct {
	words  map[string]int // lower case, hyphens kept
	breaks bool           // the document breaks words
}

// manyBreaks is the share of lines ending in a hyphen above which a document
// breaks words: compounds alone end about one line in a hundred.
const manyBreaks = 0.025

// joinHyphens takes the hyphens of broken words off the ends of lines. It leaves
// the line's text such that the next one follows without a space where it ends
// in a hyphen or in \x00, which stands for "joined".
func joinHyphens(list []block) {
	s := speller{words: map[string]int{}}
	lines, ends := 0, 0
	for i := range list {
		for k := range list[i].lines {
			l := &list[i].lines[k]
			l.text = strings.TrimSpace(l.unmarked())
			s.learn(l.text, k == 0)
			if k+1 < len(list[i].lines) {
				lines++
				if brokenEnd(l.text) {
					ends++
				}
			}
		}
	}
	s.breaks = float64(ends) > manyBreaks*float64(lines)
	for i := range list {
		b := &list[i]
		for k := 0; k+1 < len(b.lines); k++ {
			b.lines[k].text = s.join(b.lines[k].text, b.lines[k+1].text)
		}
	}
}

// learn counts the words of a line but its first and last, which may be parts.
func (s *speller) learn(text string, first bool) {
	words := strings.Fields(text)
	if len(words) > 0 && !first {
		words = words[1:]
	}
	if len(words) > 0 {
		words = words[:len(words)-1]
	}
	for _, w := range words {
		s.words[strings.ToLower(strings.TrimFunc(w, notInWord))]++
	}
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func brokenEnd(text string) bool {
	n := len(text)
	if n < 2 || text[n-1] != '-' {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(text[:n-1])
	return unicode.IsLetter(r)
}

// joined marks the end of a line that the next one follows without a space.
const joined = "\x00"

// join returns line a as it is to stand before line b.
func (s *speller) join(a, b string) string {
	if isWideEnd(a, b) {
		return a + joined
	}
	if !brokenEnd(a) {
		if goesOn(a) && b != "" && b[0] != ' ' {
			return a + joined
		}
		return a
	}
	first, _ := utf8.DecodeRuneInString(b)
	if !unicode.IsLetter(first) && !unicode.IsDigit(first) {
		return a
	}
	if isConjunction(b) { // "pre- and postnatal"
		return a
	}
	if unicode.IsLower(first) && s.broken(a, b) {
		return strings.TrimSuffix(a, "-") + joined
	}
	return a + joined
}

// goesOn reports a line that ends inside of a range or a symbol: 2012-\n2013,
// paras. 4–\n7, Ref.:A/HRC/\n21/11. A dash with a space before it stands alone.
func goesOn(a string) bool {
	for _, end := range []string{"-", "/", "–", "—"} {
		if before, ok := strings.CutSuffix(a, end); ok {
			return before != "" && !strings.HasSuffix(before, " ")
		}
	}
	return false
}

// broken decides whether the hyphen between a and b only breaks a word.
func (s *speller) broken(a, b string) bool {
	head := a[strings.LastIndexAny(a, " ")+1 : len(a)-1]
	tail, _, _ := strings.Cut(b, " ")
	head = strings.ToLower(strings.TrimLeftFunc(head, notInWord))
	tail = strings.ToLower(strings.TrimRightFunc(tail, notInWord))
	if strings.Contains(head, "-") {
		return s.words[head+"-"+tail] == 0 && s.breaks
	}
	whole, compound := s.words[head+tail], s.words[head+"-"+tail]
	if whole != compound {
		return whole > compound
	}
	if s.words[head] > 0 && s.words[tail] > 0 {
		return false
	}
	return s.breaks
}

func isConjunction(b string) bool {
	w, _, _ := strings.Cut(b, " ")
	switch w {
	case "and", "or", "und", "oder", "et", "ou", "y", "o", "e":
		return true
	}
	return false
}

// isWideEnd reports whether a and b meet in a script that writes without spaces.
func isWideEnd(a, b string) bool {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	return isWide(last) && isWide(first)
}
