package ingest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/haki-project/haki/ingest/article"
)

// markKind is what the characters before a paragraph's first word say it is.
type markKind int

const (
	markNone    markKind = iota
	markArticle          // Article 5. § 3 第十二条 المادة ١٢
	markNumber           // 12. 119.10.
	markItem             // (a) b) (iii) （一） •
)

// mark is the number printed before a paragraph.
type mark struct {
	kind   markKind
	number string // 5, 119.10, (a); "" for a bullet
	label  string // as printed: Article 5, 第十二条
	rest   string // the text after it
}

// leading reads the number at the start of a paragraph that clean returned.
func leading(text string) mark {
	for _, read := range []func(string) (mark, bool){articleMark, itemMark, numberMark} {
		if m, ok := read(text); ok {
			return m
		}
	}
	return mark{rest: text}
}

// articleMark reads the label of an article at the start of text.
func articleMark(text string) (mark, bool) {
	l, ok := article.Parse(text)
	if !ok {
		return mark{}, false
	}
	return mark{markArticle, l.Number, l.Printed, l.Rest}, true
}

func startsDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// paragraphNumber is 12. 119.10. 3.2 12- ١٢- 12、 and what follows.
var paragraphNumber = regexp.MustCompile(`^([0-9٠-٩]{1,4}(?:\.[0-9]{1,3}){0,4})(\.[ ]|[ ]?[-–—][ ]|[．、][ ]?|[ ])`)

// numberMark reads the number of a paragraph as the UN prints it. Without a
// full stop only dotted numbers count, and only before a capital letter.
func numberMark(text string) (mark, bool) {
	g := paragraphNumber.FindStringSubmatch(text)
	if g == nil {
		return mark{}, false
	}
	number, delimiter, rest := g[1], strings.TrimSpace(g[2]), strings.TrimLeft(text[len(g[0]):], " ")
	first, _ := utf8.DecodeRuneInString(rest)
	switch {
	case rest == "" || unicode.IsDigit(first):
		return mark{}, false
	case delimiter == "" && (!strings.Contains(number, ".") || !unicode.IsUpper(first)):
		return mark{}, false
	case delimiter != "." && delimiter != "" && !unicode.IsLetter(first):
		return mark{}, false
	}
	return mark{markNumber, article.WesternDigits(number), strings.TrimSpace(g[0]), rest}, true
}

// enumerators are the ways in which items of a list are counted.
var (
	parenthesised = regexp.MustCompile(`^(?:[(（]((?:\p{L}|[ivxlcIVXLC]+|[a-z]{2}|[0-9٠-٩]{1,3}[a-z]?|[一二三四五六七八九十]+)(?:bis|ter)?)[)）][ ]?)+`)
	halfOpen      = regexp.MustCompile(`^(\p{L}|[ivxlc]+|[0-9٠-٩]{1,3}(?:\.[0-9]+)*)\)[ ]`)
	hanList       = regexp.MustCompile(`^([一二三四五六七八九十]+)、[ ]?`)
	degree        = regexp.MustCompile(`^([0-9]{1,3})°[ ]`)
	bullet        = regexp.MustCompile(`^[•●▪■◦‣⁃·*–—-][ ]+`)
)

// itemMark reads the letter, number or bullet of a list item.
func itemMark(text string) (mark, bool) {
	if at := parenthesised.FindString(text); at != "" {
		number := strings.NewReplacer("（", "(", "）", ")", " ", "").Replace(at)
		return mark{markItem, article.WesternDigits(number), at, text[len(at):]}, len(at) < len(text)
	}
	for _, re := range []*regexp.Regexp{halfOpen, hanList, degree} {
		if g := re.FindStringSubmatch(text); g != nil {
			return mark{markItem, article.WesternDigits(strings.TrimRight(g[0], " 、")), g[0], text[len(g[0]):]}, len(g[0]) < len(text)
		}
	}
	if at := bullet.FindString(text); at != "" {
		return mark{markItem, "", at, text[len(at):]}, len(at) < len(text)
	}
	return mark{}, false
}
