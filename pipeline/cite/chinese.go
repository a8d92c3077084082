package cite

import (
	"strconv"
	"strings"
)

// hanUnits says what the character after a Chinese ordinal counts.
var hanUnits = map[string]string{"条": "art", "段": "para", "章": "ch", "款": "", "项": ""}

// hanPlaces takes "第十四条第三款" at token i (第): places of the instrument
// that stands before them. Other ordinals ("第60/251号") are none.
func (s *scan) hanPlaces(i int) int {
	pin, to := "", i
	for s.is(to, "第") {
		n, end := s.hanNumber(to + 1)
		unit, ok := hanUnits[s.word(end)]
		if n == "" || !ok || unit == "" && pin == "" || unit != "" && pin != "" {
			break
		}
		if unit != "" {
			pin = unit + ":" + n
		} else {
			pin += "(" + n + ")"
		}
		to = end + 1
	}
	if pin == "" {
		return i
	}
	label := roleArticle
	if strings.HasPrefix(pin, "para") {
		label = roleParagraph
	}
	return s.add(atom{kind: pinAtom, from: i, to: to, pins: []string{pin}, labels: label})
}

// hanNumber reads 14, 十四 or (丑) at token i.
func (s *scan) hanNumber(i int) (string, int) {
	if s.shape(i) == number {
		return westernDigits(s.word(i)), i + 1
	}
	total, digits := 0, 0
	to := i
	for to < i+6 && s.shape(to) == han {
		c := strings.Index("一二三四五六七八九", s.word(to))
		switch {
		case c >= 0:
			digits = c/3 + 1
		case s.is(to, "十"):
			total += max(digits, 1) * 10
			digits = 0
		case s.is(to, "百"):
			total += max(digits, 1) * 100
			digits = 0
		default:
			return hanTotal(total + digits), to
		}
		to++
	}
	return hanTotal(total + digits), to
}

func hanTotal(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
