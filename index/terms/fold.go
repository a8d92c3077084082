package terms

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s in lower case without diacritics and without what is there for
// typesetting only; Arabic letters that writers exchange become one. It is
// idempotent. The breve of Cyrillic й and the signs of Indic scripts stay: there
// they make another letter.
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	var base rune
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, "\ufffd")) { // norm leaves alone what follows a stray byte
		r = unicode.ToLower(r)
		if unicode.IsMark(r) {
			if droppedMark(base, r) {
				continue
			}
			b.WriteRune(r)
			continue
		}
		if r == '\u00ad' || r == '\u200c' || r == '\u200d' || r == '\u0640' { // soft hyphen, joiners, kashida
			continue
		}
		base = r
		writeFolded(&b, r)
	}
	return norm.NFC.String(b.String())
}

func isFolded(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// droppedMark reports whether mark on base is a diacritic that searchers leave out.
func droppedMark(base, mark rune) bool {
	switch {
	case unicode.In(base, unicode.Latin, unicode.Greek, unicode.Arabic, unicode.Hebrew):
		return true
	case base == 'е' && mark == '\u0308': // ё is printed as е
		return true
	}
	return false
}

// lettersFolded are letters that do not decompose but are typed as others.
var lettersFolded = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ħ': "h", 'ŋ': "ng", 'ς': "σ",
	'ى': "ي", 'ة': "ه", 'ٱ': "ا", 'ک': "ك", 'ی': "ي",
}

func writeFolded(b *strings.Builder, r rune) {
	if r >= utf8.RuneSelf {
		if to, ok := lettersFolded[r]; ok {
			b.WriteString(to)
			return
		}
	}
	b.WriteRune(r)
}

// separator stands between what a term is found by and how it was written.
const separator = "\x00"

// Kept returns the term that an index keeps for a word: its fold and, where that
// is another, the word as written. Terms of one fold are neighbours in a
// dictionary, from the fold to the fold and a byte 1.
func Kept(word string) string {
	fold := Fold(word)
	if fold == word {
		return fold
	}
	return fold + separator + word
}

// Cut returns fold and written form of a term.
func Cut(term string) (fold, written string) {
	if fold, written, cut := strings.Cut(term, separator); cut {
		return fold, written
	}
	return term, term
}

// Key returns what a whole value of a keyword field is found by: folded, every
// run of anything but letters and figures a hyphen. Stars and question marks
// stay where pattern is set.
func Key(value string, pattern bool) string {
	if isKey(value) {
		return value
	}
	var b strings.Builder
	b.Grow(len(value))
	writeKey(&b, value, pattern)
	return b.String()
}

func writeKey(b *strings.Builder, value string, pattern bool) {
	hyphen := false
	for _, r := range Fold(value) {
		if isKeyByte(r) || continues(r) || pattern && (r == '*' || r == '?') {
			if hyphen && (b.Len() > 0 || pattern) {
				b.WriteByte('-')
			}
			hyphen = false
			b.WriteRune(r)
			continue
		}
		hyphen = true
	}
}

// isKey reports a value that is its own key, as ids of labels are: small letters
// and figures with single hyphens between.
func isKey(value string) bool {
	after := byte('-')
	for i := range len(value) {
		c := value[i]
		if !isKeyByte(rune(c)) && (c != '-' || after == '-') {
			return false
		}
		after = c
	}
	return after != '-'
}

// isKeyByte is a quick answer for most of what keys are made of.
func isKeyByte(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }

// KeptKey returns the term that an index keeps for a value of a keyword field.
func KeptKey(value string) string {
	if isKey(value) {
		return value
	}
	var b strings.Builder
	b.Grow(2*len(value) + len(separator))
	writeKey(&b, value, false)
	if b.String() == value {
		return value
	}
	b.WriteString(separator)
	b.WriteString(value)
	return b.String()
}
