package states

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Match is a State named in a text. Start and End are bytes of that text.
type Match struct {
	Code       string
	Start, End int
}

// none is the code of a phrase that names no State.
const none = "-"

// node is a state of the automaton: what may follow the words read so far.
type node struct {
	next  map[string]*node
	code  string // of the name that ends here, "" where none does
	exact bool   // the name is an acronym: it counts in capitals alone
}

// add puts a name into the automaton that begins at n.
func (n *node) add(name, code string) {
	at := n
	for w := range words(name) {
		if w.text == "the" {
			continue
		}
		if at.next == nil {
			at.next = map[string]*node{}
		}
		if at.next[w.text] == nil {
			at.next[w.text] = &node{}
		}
		at = at.next[w.text]
	}
	at.code = code
	at.exact = len(name) <= 6 && strings.ToUpper(name) == name
}

// Find returns the States that English text names, by name, adjective or
// demonym, in order: the longest name at each place, so Niger is not found in
// Nigeria nor Guinea in Papua New Guinea. One pass, linear in the length of text.
func Find(text string) []Match {
	root := tables().find
	var found []Match
	end := 0 // of the last match
	for w := range words(text) {
		if w.start < end || !w.capital || root.next[w.text] == nil {
			continue
		}
		if code, to := root.longest(text, w.start); to > 0 {
			end = to
			if code != none {
				found = append(found, Match{Code: code, Start: w.start, End: to})
			}
		}
	}
	return found
}

// maxWords bounds the words of a name, so that no text makes Find read ahead for long.
const maxWords = 14

// longest returns the code and the end of the longest name that begins at start, 0 where none does.
func (n *node) longest(text string, start int) (code string, end int) {
	at, count, last := n, 0, start
	for w := range words(text[start:]) {
		from, to := start+w.start, start+w.end
		if count++; count > maxWords || count > 1 && !joins(text[last:from]) {
			break
		}
		last = to
		if w.text == "the" {
			continue
		}
		if at = at.next[w.text]; at == nil {
			break
		}
		if at.code != "" && (!at.exact || isUpper(text[start:to])) {
			code, end = at.code, closed(text, start, to)
		}
	}
	return code, end
}

// joins reports whether the words of one name can have sep between them.
func joins(sep string) bool {
	return len(sep) <= 6 && !strings.ContainsAny(sep, ";:!?\"“”/\t")
}

// closed moves the end of a name over the bracket that it opened, as in Iran (Islamic Republic of).
func closed(text string, start, end int) int {
	if strings.Contains(text[start:end], "(") && strings.HasPrefix(text[end:], ")") {
		return end + 1
	}
	return end
}

func isUpper(s string) bool { return strings.ToUpper(s) == s }

// word is a run of letters and digits, folded: lower case, no accents.
type word struct {
	text       string
	start, end int // bytes
	capital    bool
}

// words yields the words of s in order.
func words(s string) func(yield func(word) bool) {
	return func(yield func(word) bool) {
		for i := 0; i < len(s); {
			r, size := utf8.DecodeRuneInString(s[i:])
			if !isWord(r) {
				if r == '&' && !yield(word{"and", i, i + 1, false}) {
					return
				}
				i += size
				continue
			}
			start, ascii := i, true
			for i < len(s) {
				c, n := utf8.DecodeRuneInString(s[i:])
				if !isWord(c) {
					break
				}
				ascii = ascii && n == 1
				i += n
			}
			if !yield(word{foldWord(s[start:i], ascii), start, i, unicode.IsUpper(r)}) {
				return
			}
		}
	}
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '$'
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)
}

func foldWord(w string, ascii bool) string {
	if !ascii {
		w = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, norm.NFD.String(w))
	}
	w = strings.ToLower(w)
	if w == "st" {
		return "saint"
	}
	return w
}
