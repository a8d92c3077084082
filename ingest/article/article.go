// Package article reads the labels that laws print before their units: Article
// 5, § 3, Artículo 7, Статья 2, 第十二条, المادة (5).
//
// In goes the text of a paragraph; out comes the unit's number in Western digits
// and the words after the label.
package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Label is the number of an article as printed before its text.
type Label struct {
	Number  string // 5, 12 bis, L123-4
	Printed string // as the text has it: Article 5, 第十二条
	Rest    string // the text after it
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

// Parse reads the label of an article at the start of text. Only what cannot be a sentence about an article ("Article 19 of the Covenant") counts.
func Parse(text string) (Label, bool) {
	if g := articleWord.FindStringSubmatchIndex(text); g != nil {
		number, rest := text[g[6]:g[7]], text[g[1]:]
		if !endsLabel(rest) {
			return Label{}, false
		}
		return Label{articleNumber(number), text[:g[1]], trimLabel(rest)}, true
	}
	if g := cjkArticle.FindStringSubmatch(text); g != nil {
		n := hanNumber(g[1])
		if g[2] != "" {
			n += "-" + hanNumber(g[2])
		}
		return Label{n, g[0], trimLabel(text[len(g[0]):])}, true
	}
	if g := arabicArticle.FindStringSubmatch(text); g != nil {
		if n := arabicNumber(g[1]); n != "" {
			return Label{n, strings.TrimSpace(g[0]), trimLabel(text[len(g[0]):])}, true
		}
	}
	return Label{}, false
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
	if at := len(n) - len("er"); at > 0 && n[at-1] >= '0' && n[at-1] <= '9' && (n[at:] == "er" || n[at:] == "re") { // 1er, but 2 ter
		n = n[:at]
	}
	return strings.TrimSuffix(n, ".")
}
