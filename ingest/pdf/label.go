package pdf

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/haki-project/haki/ingest/article"
)

// labelKind says what a line's first words number.
type labelKind uint8

const (
	unlabelled labelKind = iota
	numeral              // 12. 12-
	compound             // 119.10.
	letter               // (a), a), (iv), (12), 12)
	bullet               // •, –
	roman                // IV.
	capital              // A.
	unit                 // Article 5, § 3: of a law
)

// A label is the number printed before a paragraph, item or heading.
type label struct {
	kind   labelKind
	number string // as printed, in Western digits, without the closing full stop
	value  int    // of a numeral, the last part of a compound
	rest   int    // where the text after it starts, bytes
}

// labelPattern matches a label: numbers, letters in brackets, Roman numerals and
// capitals with a full stop, bullets. No more than three digits: 2008. is a year.
// Arabic papers count 12-.
var labelPattern = regexp.MustCompile(`^(?:([\d٠-٩]{1,3}(?:\.[\d٠-٩]{1,3})+)\.?|([\d٠-٩]{1,3})[.–-]|(\((?:[a-z]{1,5}|[\d٠-٩]{1,3})\)|(?:[a-z]|\d{1,3})\))|([•▪●○■–—-])|([IVX]{1,6})\.|([A-Z])\.)(?:\s+|$)`)

var labelKinds = [...]labelKind{compound, numeral, letter, bullet, roman, capital}

// labelOf reads the label of text.
func labelOf(text string) label {
	if !mayLabel(text) {
		return label{}
	}
	m := labelPattern.FindStringSubmatchIndex(text)
	if m == nil {
		return label{}
	}
	for i, kind := range labelKinds {
		if from, to := m[2+2*i], m[3+2*i]; from >= 0 {
			if kind == numeral && text[to] != '.' && !startsUpper(text[m[1]:]) { // 15- and 16-year-olds
				return label{}
			}
			number := article.WesternDigits(text[from:to])
			value, _ := strconv.Atoi(number[strings.LastIndexByte(number, '.')+1:])
			return label{kind: kind, number: number, value: value, rest: m[1]}
		}
	}
	return label{}
}

// mayLabel is the quick way to say of most lines that they begin with no label.
func mayLabel(text string) bool {
	if len(text) < 2 {
		return false
	}
	switch c := text[0]; {
	case c >= '0' && c <= '9', c == '(', c == '-', c >= 0x80:
		return true
	case c >= 'a' && c <= 'z':
		return text[1] == ')'
	case c >= 'A' && c <= 'Z':
		return strings.IndexByte(text[:min(len(text), 8)], '.') > 0
	}
	return false
}
