package ingest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
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

// articleWord finds the words that name the unit of a law, and its number, in
// scripts that write them from words and digits. A space may be missing (§3).
var articleWord = regexp.MustCompile(`^(?i:(article|art\.|artículo|articulo|artigo|artikel|section|sec\.|статья|ст\.)[ ]|(§§?)[ ]?)` +
	`((?:[LRDA](?:\.[ ]?|[*]?))?[0-9]+(?:er|re|º|°|ª)?(?:[-‑–.][0-9A-Z]+)*[A-Za-z]?(?:[ -](?i:bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies)\b)?` +
	`|[IVXLC]+\b|(?i:premier|première|primero|único|unico|unique|first|one)\b)`)

// cjkArticle is 第十二条, 第12条之一.
var cjkArticle = regexp.MustCompile(`^第[ ]?([零〇一二三四五六七八九十百千两0-9０-９]+)[ ]?[条條](?:之([一二三四五六七八九十]+))?`)

// arabicArticle is مادة 5, المادة (12), المادة الحادية عشرة.
var arabicArticle = regexp.MustCompile(`^(?:ال)?ماد[ةه][ ]?(?:رقم[ ]?)?([(]?[ ]?[0-9٠-٩]+(?:[ ]?مكرر[اًا]*)?[ ]?[)]?|\p{Arabic}+(?:[ ](?:عشرة?|و\p{Arabic}+|بعد[ ]المائة))*)`)

// articleMark reads the label of an article at the start of text. Only what
// cannot be a sentence about an article ("Article 19 of the Covenant") counts.
func articleMark(text string) (mark, bool) {
	if g := articleWord.FindStringSubmatchIndex(text); g != nil {
		number, rest := text[g[6]:g[7]], text[g[1]:]
		if !endsLabel(rest) {
			return mark{}, false
		}
		return mark{markArticle, articleNumber(number), text[:g[1]], trimLabel(rest)}, true
	}
	if g := cjkArticle.FindStringSubmatch(text); g != nil {
		n := hanNumber(g[1])
		if g[2] != "" {
			n += "-" + hanNumber(g[2])
		}
		return mark{markArticle, n, g[0], trimLabel(text[len(g[0]):])}, true
	}
	if g := arabicArticle.FindStringSubmatch(text); g != nil {
		if n := arabicNumber(g[1]); n != "" {
			return mark{markArticle, n, strings.TrimSpace(g[0]), trimLabel(text[len(g[0]):])}, true
		}
	}
	return mark{}, false
}

// endsLabel reports whether what follows an article's number is not the middle
// of a sentence.
func endsLabel(rest string) bool {
	if rest == "" {
		return true
	}
	r, size := utf8.DecodeRuneInString(rest)
	if strings.ContainsRune(".:-–—(°º", r) {
		return !startsDigit(rest[size:])
	}
	if r != ' ' {
		return false
	}
	r, _ = utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
	return unicode.IsUpper(r) || strings.ContainsRune(":-–—([«“\"", r)
}

func startsDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// trimLabel drops the punctuation between a label and the words after it.
func trimLabel(rest string) string {
	return strings.TrimLeft(rest, " .:-–—°º　．、")
}

// articleNumber writes an article's number without ordinal signs and spaces:
// 1er → 1, L. 123-4 → L123-4.
func articleNumber(n string) string {
	switch strings.ToLower(n) {
	case "premier", "première", "primero", "first", "one", "único", "unico", "unique":
		return "1"
	}
	n = strings.NewReplacer(". ", "", "‑", "-", "–", "-", "º", "", "°", "", "ª", "", "*", "").Replace(n)
	if digits := strings.TrimSuffix(strings.TrimSuffix(n, "er"), "re"); digits != n && startsDigit(digits) {
		n = digits
	}
	return strings.TrimSuffix(n, ".")
}

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
	return mark{markNumber, westernDigits(number), strings.TrimSpace(g[0]), rest}, true
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
		return mark{markItem, westernDigits(number), at, text[len(at):]}, len(at) < len(text)
	}
	for _, re := range []*regexp.Regexp{halfOpen, hanList, degree} {
		if g := re.FindStringSubmatch(text); g != nil {
			return mark{markItem, westernDigits(strings.TrimRight(g[0], " 、")), g[0], text[len(g[0]):]}, len(g[0]) < len(text)
		}
	}
	if at := bullet.FindString(text); at != "" {
		return mark{markItem, "", at, text[len(at):]}, len(at) < len(text)
	}
	return mark{}, false
}
