package pdf

import (
	"regexp"
	"strings"
)

// edge is how many lines from the top and from the bottom of a page may be
// furniture: two headers, a rule of text and a page number are the most seen.
const edge = 5

// firstPageOnly matches what UN documents print at the foot of their first page:
// the job number, its languages and dates, the bar code's text.
var firstPageOnly = regexp.MustCompile(`^(GE\.\d\d-\d+.*|\(E\)( +\d{6})*|\*\d{7}\*|Please recycle.*|\d\d-\d{5} +\([EFRSAC]\).*)$`)

// setAside takes the furniture off the pages: lines near an edge whose text,
// numbers aside, comes again near the same edge of other pages.
func setAside(pages [][]line) (body [][]line, furniture [][]string) {
	counts := [2]map[string]int{{}, {}}
	for _, lines := range pages {
		for side := range counts {
			for key := range keysAt(lines, side) {
				counts[side][key]++
			}
		}
	}
	body, furniture = make([][]line, len(pages)), make([][]string, len(pages))
	need := max(2, len(pages)/6)
	for i, lines := range pages {
		is := func(side int) func(l *line) bool {
			return func(l *line) bool {
				return counts[side][key(l)] >= need || i == 0 && side == 1 && firstPageOnly.MatchString(l.text)
			}
		}
		body[i], furniture[i] = peel(lines, is(0), is(1))
	}
	return body, furniture
}

// keysAt returns the keys of the lines at the top (side 0) or bottom (1) of a page.
func keysAt(lines []line, side int) map[string]bool {
	keys := map[string]bool{}
	for k := 0; k < min(edge, len(lines)); k++ {
		i := k
		if side == 1 {
			i = len(lines) - 1 - k
		}
		keys[key(&lines[i])] = true
	}
	return keys
}

// key is what a line says, without spaces and with every number as one digit.
func key(l *line) string {
	var b strings.Builder
	digit := false
	for _, r := range strings.ToLower(l.text) {
		isDigit := r >= '0' && r <= '9'
		switch {
		case r == ' ':
			continue
		case isDigit && digit:
			continue
		case isDigit:
			r = '#'
		}
		digit = isDigit
		b.WriteRune(r)
	}
	return b.String()
}

// peel takes furniture off both ends of a page, from the outside in.
func peel(lines []line, top, bottom func(*line) bool) (body []line, furniture []string) {
	from, to := 0, len(lines)
	for from < to && from < edge && top(&lines[from]) {
		furniture = append(furniture, lines[from].text)
		from++
	}
	for to > from && len(lines)-to < edge && bottom(&lines[to-1]) {
		to--
		furniture = append(furniture, lines[to].text)
	}
	return lines[from:to], furniture
}
