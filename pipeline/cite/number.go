package cite

import (
	"strconv"
	"strings"
)

// maxRange is how many numbers a range is expanded to; of a longer one the
// first and the last are kept.
const maxRange = 50

// number reads one number with what is attached to it: 14, 14 (3) (g), 5 bis,
// 9A, XXIX, (k).
func (s *scan) number(i int, label role) (string, int) {
	var b strings.Builder
	var to int
	switch {
	case s.shape(i) == number:
		if len(s.word(i)) > 9 {
			return "", i
		}
		b.WriteString(westernDigits(s.word(i)))
		to = i + 1
		if s.adjacent(to) && s.shape(to) != mark && len(s.word(to)) <= 3 && s.shape(to) != number {
			b.WriteString(s.word(to))
			to++
		} else if s.is(to, "bis", "ter", "quater", "quinquies") {
			b.WriteString(strings.ToLower(s.word(to)))
			to++
		}
		if s.compound(to, label) {
			b.WriteString("-" + s.word(to+1))
			to += 2
		}
	case s.isMark(i, '('):
		g, end := s.parens(i)
		if g == "" || label != roleSub && label != roleSubsection && label != roleParagraph {
			return "", i
		}
		b.WriteString(g)
		to = end
	case label == roleParagraph && s.paragraphLetter(i):
		return "(" + s.word(i) + ")", i + 1
	case s.roman(i, label):
		b.WriteString(s.word(i))
		to = i + 1
	default:
		return "", i
	}
	for {
		g, end := s.parens(to)
		if g == "" {
			return b.String(), to
		}
		b.WriteString(g)
		to = end
	}
}

// compound reports whether "-5" follows an article number of a code (134-5).
func (s *scan) compound(i int, label role) bool {
	return (label == roleArticle || label == roleSection) && s.isMark(i, '-') && s.adjacent(i) && s.adjacent(i+1) &&
		s.shape(i+1) == number && len(s.word(i+1)) <= 2 && s.word(i) == "-" && !s.isMark(i+2, '-') && s.singularBefore(i)
}

func (s *scan) singularBefore(i int) bool {
	return i >= 2 && (s.role(i-2) == roleArticle || s.role(i-2) == roleSection) && !s.plural(i-2)
}

// paragraphLetter reports whether token i is the letter of "article 4,
// paragraph b, of the Convention".
func (s *scan) paragraphLetter(i int) bool {
	w := s.word(i)
	return s.shape(i) == lower && len(w) == 1 && w[0] >= 'a' && w[0] <= 'z' && !s.plural(i-1) && (s.isMark(i+1, ',') || s.role(i+1) == roleOf)
}

// roman reports whether token i is a Roman numeral, or a letter that an annex
// or a subparagraph may have for a number.
func (s *scan) roman(i int, label role) bool {
	w := s.word(i)
	if len(w) == 0 || len(w) > 7 || s.shape(i) != upper && s.shape(i) != lower {
		return false
	}
	if len(w) == 1 && (label == roleAnnex && s.shape(i) == upper || label == roleSub && w != "a") {
		return w[0] < 0x80 && s.shape(i) != mark
	}
	if s.shape(i) != upper {
		return false
	}
	return label != roleParagraph && label != roleSub && isRoman(w)
}

func isRoman(w string) bool {
	for k := 0; k < len(w); k++ {
		if strings.IndexByte("IVXLC", w[k]) < 0 {
			return false
		}
	}
	return w != "" && w != "C" && w != "L"
}

// parens reads a number or letter in brackets: (3), (g), (iv), (4.1).
func (s *scan) parens(i int) (string, int) {
	from := i
	open := s.isMark(i, '(')
	if open {
		i++
	}
	w := latinLetter(s.word(i))
	if open && s.shape(i) == number && len(w) <= 2 && s.isMark(i+1, '(') {
		if g, to := s.parens(i + 1); g != "" && s.isMark(to, ')') {
			return "(" + westernDigits(w) + ")" + g, to + 1 // 5 (2 (a))
		}
	}
	if !s.isMark(i+1, ')') || len(w) == 0 || len(w) > 4 || s.shape(i) == mark || s.shape(i) == title && len(w) > 1 {
		return "", from
	}
	if !open && (len(w) > 2 || s.shape(i) != lower) { // "пункт 3 g)"
		return "", from
	}
	if s.shape(i) == number && len(w) > 2 && !strings.Contains(w, ".") || s.shape(i) == upper && len(w) > 2 {
		return "", from
	}
	double := len(w) == 2 && w[0] == w[1]
	if s.shape(i) == lower && len(w) > 1 && !isRoman(strings.ToUpper(w)) && !double && !s.is(i, "bis", "ter") {
		return "", from
	}
	return "(" + westernDigits(w) + ")", i + 2
}

// latinLetter writes the letter of an Arabic subparagraph as the other languages
// have it: (ب) is (b).
func latinLetter(w string) string {
	for k, r := range []string{"أ", "ب", "ج", "د", "ه", "و", "ز", "ح", "ط", "ي", "ك", "ل", "م", "ن"} {
		if w == r || w == r+"ـ" {
			return string(rune('a' + k))
		}
	}
	return w
}

// sibling reads "(d)" in "3 (b) and (d)": the number before with its last
// group of the same sort replaced.
func (s *scan) sibling(i int, before string) (string, int) {
	g, to := s.parens(i)
	if g == "" {
		return "", i
	}
	for {
		next, end := s.parens(to)
		if next == "" {
			break
		}
		g, to = g+next, end
	}
	cut := strings.LastIndexByte(before, '(')
	for cut > 0 && !sameSort(before[cut+1], g[1]) {
		cut = strings.LastIndexByte(before[:cut], '(')
	}
	if cut < 0 {
		return before + g, to
	}
	return before[:cut] + g, to
}

func sameSort(a, b byte) bool {
	isDigit := func(c byte) bool { return c >= '0' && c <= '9' }
	return isDigit(a) == isDigit(b)
}

// between returns what lies between the ends of a range, "2" and "5" giving 3
// and 4; nothing where there is nothing to count or too much.
func between(first, last string) []string {
	head, a := splitLast(first)
	headLast, b := splitLast(last)
	if a == "" || b == "" {
		return nil
	}
	if head != headLast && headLast != "" {
		return nil
	}
	if la, lb := letterOf(a), letterOf(b); la != 0 && lb > la {
		var list []string
		for c := la + 1; c < lb; c++ {
			list = append(list, strings.Replace(first, "("+string(la)+")", "("+string(c)+")", 1))
		}
		return list
	}
	x, errX := strconv.Atoi(a)
	y, errY := strconv.Atoi(b)
	if errX != nil || errY != nil || y <= x || y-x >= maxRange {
		return nil
	}
	var list []string
	for n := x + 1; n < y; n++ {
		list = append(list, head+strconv.Itoa(n)+strings.Repeat(")", strings.Count(first, ")")-strings.Count(head, ")")))
	}
	return list
}

// fullEnd writes out the end of a range that leaves off what both ends share:
// 122.14–16 ends with 122.16.
func fullEnd(first, last string) string {
	head, _ := splitLast(first)
	if strings.HasSuffix(head, ".") && !strings.Contains(last, ".") && atoi(last) > 0 {
		return head + last
	}
	return last
}

// splitLast cuts the last count off a number: 119.10 → 119. and 10, 3(b) → 3 and b.
func splitLast(n string) (head, last string) {
	bare := strings.TrimSuffix(n, ")")
	cut := strings.LastIndexAny(bare, ".(") + 1
	return bare[:cut], bare[cut:]
}

func letterOf(w string) byte {
	if len(w) == 1 && w[0] >= 'a' && w[0] <= 'z' {
		return w[0]
	}
	return 0
}

// westernDigits writes Arabic-Indic digits as 0–9.
func westernDigits(w string) string {
	if len(w) < 2 || w[0] < 0x80 {
		return w
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return '0' + r - '٠'
		case r >= '۰' && r <= '۹':
			return '0' + r - '۰'
		}
		return r
	}, w)
}

func isMonth(w string) bool {
	switch strings.ToLower(w) {
	case "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december":
		return true
	}
	return false
}
