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

// hanProtocol reads 任择议定书, 第二任择议定书 and 及其任择议定书 at token i, behind the
// name of the instrument code: the protocols named, after "and its" (及其) with
// the instrument itself. None where no protocol is named.
func (s *scan) hanProtocol(code string, i int) (codes []string, to int) {
	for s.isMark(i, '"') || s.is(i, "的") {
		i++
	}
	both := s.seq(i, "及", "其")
	p := protocol{plural: both}
	if both {
		i += 2
	}
	if s.is(i, "第") {
		n, end := s.hanNumber(i + 1)
		p.ordinal = map[string]string{"1": "first", "2": "second", "3": "third"}[n]
		i = end
	}
	if !s.seq(i, "任", "择", "议", "定", "书") {
		return nil, i
	}
	codes = p.codes(code)
	if both && codes != nil {
		codes = append([]string{code}, codes...)
	}
	return codes, i + 5
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
