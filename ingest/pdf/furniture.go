package pdf

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/haki-project/haki/ingest/article"
)

// edge is how many lines from the top and from the bottom of a page may be
// furniture: two headers, a rule of text and a page number are the most seen.
const edge = 5

// firstPageOnly matches what UN documents print at the foot of their first page:
// the job number, its languages and dates, the bar code's text.
var firstPageOnly = regexp.MustCompile(`^(GE\.\d\d-\d+.*|\([EFRSAC]\)( +\d{6})*|\*\d{7,}\*|Please recycle.*|\d\d-\d{5} +\([EFRSAC]\).*)$`)

// A place is where a line of some key stands.
type place struct {
	page int // from 0
	x, y float32
	text string
}

// A furnisher knows which lines repeat near the edges of a document's pages.
type furnisher struct {
	places [2]map[string][]place // top, bottom: key → where
	cover  map[string]bool       // cells of the first page
	column map[string]bool       // cells that one half of a page has twice: of a table
	pages  int
	middle float32 // height halfway between the highest and the lowest line
}

// setAside takes the furniture off the pages: lines near an edge whose text,
// numbers aside, comes again at the same height of other pages.
func setAside(pages [][]line) (body [][]line, furniture [][]string) {
	f := furnisher{places: [2]map[string][]place{{}, {}}, cover: map[string]bool{}, column: map[string]bool{}, pages: len(pages), middle: middleOf(pages)}
	for i, lines := range pages {
		f.note(i, lines)
		f.noteColumns(lines)
	}
	body, furniture = make([][]line, len(pages)), make([][]string, len(pages))
	all, left := 0, 0
	for i, lines := range pages {
		body[i], furniture[i] = f.peel(i, lines)
		all, left = all+size(lines), left+size(body[i])
	}
	if 4*left < all { // pages that say nothing but one thing: it is their text
		return pages, make([][]string, len(pages))
	}
	return body, furniture
}

// middleOf parts what may be a header from what may be a footer: text that pages
// of one make repeat stands on both sides.
func middleOf(pages [][]line) float32 {
	high, low := float32(1e9), float32(0)
	for _, lines := range pages {
		for i := range lines {
			high, low = min(high, lines[i].y), max(low, lines[i].y)
		}
	}
	return (high + low) / 2
}

func size(lines []line) int {
	n := 0
	for i := range lines {
		n += len(lines[i].text)
	}
	return n
}

func (f *furnisher) note(page int, lines []line) {
	for k := 0; k < min(edge, len(lines)); k++ {
		for side, l := range [2]*line{&lines[k], &lines[len(lines)-1-k]} {
			f.add(side, place{page, l.x0, l.y, l.text})
			for _, c := range l.cells {
				if len(l.cells) > 1 {
					f.add(side, place{page, c.x0, l.y, l.text[c.start:c.end]})
				}
			}
		}
	}
	for i := range lines {
		if page > 0 {
			break
		}
		for _, c := range lines[i].cells {
			f.cover[strings.TrimSpace(lines[i].text[c.start:c.end])] = true
		}
	}
}

// noteColumns notes the cells of a table's column: each of its rows may say the same.
func (f *furnisher) noteColumns(lines []line) {
	seen := [2]map[string]bool{{}, {}}
	for i := range lines {
		l := &lines[i]
		half := seen[0]
		if l.y > f.middle {
			half = seen[1]
		}
		for _, c := range l.cells {
			if text := strings.TrimSpace(l.text[c.start:c.end]); len(l.cells) > 1 {
				f.column[text] = f.column[text] || half[text]
				half[text] = true
			}
		}
	}
}

func (f *furnisher) add(side int, at place) {
	id := key(at.text)
	f.places[side][id] = append(f.places[side][id], at)
}

// key is what a line says, without spaces and with every number as one digit.
func key(text string) string {
	var b strings.Builder
	digit := false
	for _, r := range strings.ToLower(text) {
		isDigit := isNumeral(r)
		switch {
		case r == ' ', isDigit && digit:
			continue
		case isDigit:
			r = '#'
		}
		digit = isDigit
		b.WriteRune(r)
	}
	return b.String()
}

// peel takes furniture off both ends of a page. A line counts where it repeats;
// the group of them must stand apart from the text, or surely be no part of it: else
// the usual last words of paragraphs would go ("recommendations.").
func (f *furnisher) peel(page int, lines []line) (body []line, furniture []string) {
	leading := marginsOf(lines).leading
	top, bottom := 0, 0
	for k := 1; k <= min(edge, len(lines)); k++ {
		if !f.furniture(page, 0, &lines[k-1], k-1) {
			break
		}
		if k == len(lines) || lines[k].y-lines[k-1].y > 1.25*leading || f.sure(page, 0, &lines[k-1]) {
			top = k
		}
	}
	for k := 1; k <= min(edge, len(lines)-top); k++ {
		i := len(lines) - k
		if !f.furniture(page, 1, &lines[i], k-1) {
			break
		}
		if i == top || lines[i].y-lines[i-1].y > 1.25*leading || f.sure(page, 1, &lines[i]) {
			bottom = k
		}
	}
	for i := range lines {
		if i < top || i >= len(lines)-bottom {
			furniture = append(furniture, lines[i].text)
		}
	}
	return lines[top : len(lines)-bottom], furniture
}

// furniture reports whether l, the k-th line from the given side, repeats
// elsewhere, or is what stands there in documents too short to repeat it.
func (f *furnisher) furniture(page, side int, l *line, k int) bool {
	if page == 0 && side == 1 && firstPageOnly.MatchString(l.text) {
		return true
	}
	if side == 0 && l.y > f.middle || side == 1 && l.y < f.middle {
		return false
	}
	if _, ok := article.Parse(l.text); ok { // of a law with a page an article
		return false
	}
	if f.times(side, l) >= max(2, f.pages/8) || f.inRow(page, side, l) || f.constant(page, side, l) {
		return true
	}
	if k > 1 {
		return false
	}
	if n, err := strconv.Atoi(strings.Trim(l.text, "- –|")); err == nil && n == page+1 {
		return true
	}
	return page > 0 && side == 0 && len(l.text) > 5 && f.cover[l.text]
}

// times counts the pages on which a line like l stands at the same height.
func (f *furnisher) times(side int, l *line) int {
	n, last := 0, -1
	for _, p := range f.places[side][key(l.text)] {
		if p.page != last && abs(p.y-l.y) < 6 {
			n, last = n+1, p.page
		}
	}
	return n
}

// inRow reports whether a line like l stands in the very same place of three
// pages in a row, or of three left or right ones: the name of a chapter.
func (f *furnisher) inRow(page, side int, l *line) bool {
	var on [9]bool // from four pages before to four after
	for _, p := range f.places[side][key(l.text)] {
		if k := p.page - page + 4; k >= 0 && k < len(on) && p.text == l.text && abs(p.y-l.y) < 1 && abs(p.x-l.x0) < 6 {
			on[k] = true
		}
	}
	for _, step := range []int{1, 2} {
		for from := 4 - 2*step; from <= 4; from += step {
			if on[from] && on[from+step] && on[from+2*step] {
				return true
			}
		}
	}
	return false
}

// constant reports whether one of the cells of l comes on most pages: a running
// head may name the chapter beside the document. A row of a table may have such a
// cell too: "Supported" beside a recommendation.
func (f *furnisher) constant(page, side int, l *line) bool {
	if page == 0 || len(l.cells) < 2 { // a cover names the document in its own right
		return false
	}
	if first := labelOf(l.text); first.kind == compound || first.kind == numeral {
		return false
	}
	for _, c := range l.cells {
		if text := strings.TrimSpace(l.text[c.start:c.end]); len(text) > 5 && !f.column[text] && f.same(side, text, l.y) > max(2, f.pages/3) {
			return true
		}
	}
	return false
}

// same counts the pages on which a line or a cell says that text, numbers
// included, at that height.
func (f *furnisher) same(side int, text string, y float32) int {
	n, last := 0, -1
	for _, p := range f.places[side][key(text)] {
		if p.page != last && abs(p.y-y) < 6 && strings.TrimSpace(p.text) == text {
			n, last = n+1, p.page
		}
	}
	return n
}

// sure reports whether a line that repeats need not stand apart from the text:
// it is on most pages, or in the very same place of pages in a row.
func (f *furnisher) sure(page, side int, l *line) bool {
	return float64(f.times(side, l)) > 0.4*float64(max(3, f.pages)) || f.inRow(page, side, l) || f.constant(page, side, l)
}
