package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// cleanBlock returns the text of a block as the document keeps it: one line,
// cells separated by tabs.
func cleanBlock(b block) string {
	if b.cells == nil {
		return clean(b.text)
	}
	cells := make([]string, len(b.cells))
	empty := true
	for i, c := range b.cells {
		cells[i] = clean(c)
		empty = empty && cells[i] == ""
	}
	if empty {
		return ""
	}
	return strings.TrimRight(strings.Join(cells, "\t"), "\t")
}

// clean returns s in NFC as one line: every run of white space is one space,
// control characters and marks that nobody sees are gone, ligatures and Arabic
// presentation forms are letters. A character of private use before the first
// word is a bullet. Bytes that are no UTF-8 become U+FFFD.
func clean(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for i, r := range s {
		switch {
		case b.Len() == 0 && unicode.Is(unicode.Co, r) && strings.HasPrefix(s[i+utf8.RuneLen(r):], " "):
			r = '•' // of a symbol font
		case unicode.IsSpace(r) || r == '\u2028' || r == '\u2029':
			space = true
			continue
		case invisible(r):
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		if presentation(r) {
			b.WriteString(norm.NFKC.String(string(r)))
			continue
		}
		b.WriteRune(r) // RuneError for invalid bytes
	}
	return norm.NFC.String(b.String())
}

// isPlain reports whether clean would return s as it is, for the many lines
// that are ASCII already.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf || c < ' ' || c == 0x7f || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return false
		}
	}
	return true
}

// invisible reports whether r shows nothing: controls, soft hyphen, zero-width
// space, byte order mark, marks of writing direction, private use,
// noncharacters. Joiners stay: Persian and Indic words need them.
func invisible(r rune) bool {
	switch {
	case r == '\u00ad' || r == '\u200b' || r == '\u2060' || r == '\ufeff' || r == '\ufffe' || r == '\uffff':
		return true
	case r == '\u200e' || r == '\u200f' || r == '\u061c' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069':
		return true
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Co, r)
}

// presentation reports whether r is a Latin ligature or an Arabic form that
// stands for ordinary letters.
func presentation(r rune) bool {
	return r >= 0xfb00 && r <= 0xfb06 || r >= 0xfb50 && r <= 0xfdfb && r != 0xfd3e && r != 0xfd3f || r >= 0xfe70 && r <= 0xfefc
}
