package pdf

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A line is one line of text on a page, in logical order.
type line struct {
	page   int // from 1
	x0, x1 float32
	y      float32 // baseline
	size   float32 // of most of its characters
	style  style   // what all its letters share
	text   string
	cells  []cell // the stretches between wide gaps, at least one
	marks  []mark // raised characters: note markers
	rtl    bool
	role   role
	below  float32 // how far a row of a table reaches below y
}

// A role is what a line is on its page.
type role uint8

const (
	running  role = iota // text that flows from line to line
	rowOf                // a whole row of a table, cells separated by tabs
	note                 // the first line of a footnote
	noteMore             // the others
)

// A cell is a stretch of a line without a wide gap.
type cell struct {
	x0, x1     float32
	start, end int // bytes of line.text
}

// A mark is a raised stretch of a line.
type mark struct{ start, end int } // bytes of line.text

func (l *line) top() float32    { return l.y - 0.75*l.size }
func (l *line) bottom() float32 { return l.y + l.below + 0.25*l.size }

// Gaps between glyphs, in parts of the font size.
const (
	wordGap = 0.14 // a space, where none is drawn: pdftotext splits at 0.1, tight kerning reaches 0.08
	wallGap = 0.25 // where a rule stands in it
	cellGap = 1.1  // wider than justified text spreads its words in most lines
)

// A run is a stretch of glyphs drawn one after the other on one baseline.
type run struct {
	from, to int // of sheet.glyphs
	x0, x1   float32
	y, size  float32
	marks    bool // nothing but vowel marks
}

// lines groups the glyphs of s into lines, from top to bottom.
func (s *sheet) lines() []line {
	rows := rowsOf(s.runs())
	out := make([]line, 0, len(rows))
	s.lattices = latticesOf(s.rules)
	b := lineBuilder{sheet: s, walls: cellWalls(s.lattices)}
	for i := range rows {
		if l, ok := b.build(&rows[i]); ok {
			out = append(out, l)
		}
	}
	return out
}

// runs cuts the glyphs where the baseline or the direction changes.
func (s *sheet) runs() []run {
	var out []run
	for i := range s.glyphs {
		g := &s.glyphs[i]
		if n := len(out); n > 0 {
			if r := &out[n-1]; r.continues(g) {
				r.to, r.x1, r.marks = i+1, max(r.x1, g.x1), r.marks && isMark(g.r)
				continue
			}
		}
		if g.r == ' ' {
			continue
		}
		out = append(out, run{from: i, to: i + 1, x0: g.x0, x1: g.x1, y: g.y, size: g.size, marks: isMark(g.r)})
	}
	return out
}

func (r *run) continues(g *glyph) bool {
	if g.r == ' ' {
		return abs(g.y-r.y) < 0.05*r.size && g.x0-r.x1 < r.size && g.x0 > r.x0
	}
	return abs(g.y-r.y) < 0.05*r.size && abs(g.size-r.size) < 0.03*r.size && g.x0 >= r.x1-0.3*r.size && g.x0-r.x1 < 0.8*r.size
}

func abs(x float32) float32 {
	if x < 0 {
		return -x
	}
	return x
}

// A row is the runs of one line of text.
type row struct {
	y, size float32
	marks   bool // nothing but vowel marks so far
	runs    []run
}

// rowsOf joins runs that stand on one baseline, with what is raised or lowered there.
func rowsOf(runs []run) []row {
	slices.SortStableFunc(runs, func(a, b run) int { return compare(a.y, b.y) })
	var rows []row
	for _, r := range runs {
		joined := false
		for i := len(rows) - 1; i >= 0 && i >= len(rows)-3 && !joined; i-- {
			joined = rows[i].join(r)
		}
		if !joined {
			rows = append(rows, row{y: r.y, size: r.size, marks: r.marks, runs: []run{r}})
		}
	}
	return rows
}

func compare(a, b float32) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// join takes r into the row where it stands on its line. Runs come from top to
// bottom, so a raised one comes before the line that it belongs to.
func (w *row) join(r run) bool {
	dy := r.y - w.y
	switch {
	case dy <= 0.25*min(r.size, w.size):
	case r.size < 0.85*w.size && dy < 0.3*w.size: // lowered
	case w.size < 0.85*r.size && dy < 0.55*r.size, w.marks && dy < 0.9*r.size: // the row so far is raised
		w.y, w.size = r.y, r.size
	case r.marks && dy < 0.5*w.size: // marks below their letters
		w.runs = append(w.runs, r)
		return true
	default:
		return false
	}
	if r.size > w.size || w.marks && !r.marks {
		w.y, w.size = r.y, r.size
	}
	w.marks = w.marks && r.marks
	w.runs = append(w.runs, r)
	return true
}

// mostSize is the font size of most glyphs: a large initial does not make a line large.
func (w *row) mostSize() float32 {
	var sizes [8]struct { // more sizes than a line has that a person set
		size float32
		n    int
	}
	best := 0
	for i := range w.runs {
		r := &w.runs[i]
		k := 0
		for k < len(sizes)-1 && sizes[k].n > 0 && abs(sizes[k].size-r.size) > 0.02*w.size {
			k++
		}
		if sizes[k].n == 0 {
			sizes[k].size = r.size
		}
		if sizes[k].n += r.to - r.from; sizes[k].n > sizes[best].n {
			best = k
		}
	}
	return sizes[best].size
}

// A lineBuilder makes lines of rows, reusing its buffers.
type lineBuilder struct {
	sheet  *sheet
	walls  []rule // between the cells of tables
	text   []byte
	glyphs []glyph
	gaps   []float32
	whites []float32 // of a line with two directions: what is white before each glyph
}

// build returns the line of row w; ok is false where it holds nothing but space.
func (b *lineBuilder) build(w *row) (l line, ok bool) {
	slices.SortStableFunc(w.runs, func(a, c run) int { return compare(a.x0, c.x0) })
	b.gather(w.runs)
	if len(b.glyphs) == 0 {
		return line{}, false
	}
	l = line{page: b.sheet.number, y: w.y, size: w.mostSize(), style: bold | italic}
	b.whites = b.whites[:0]
	rtl, ltr := b.directions()
	switch {
	case rtl > ltr:
		l.rtl = true
		logical(b.glyphs)
	case rtl > 0:
		logicalParts(b.glyphs)
	}
	if rtl > 0 {
		b.measure(l.rtl)
	}
	b.write(&l)
	return l, strings.TrimSpace(l.text) != ""
}

// gather collects the glyphs of runs, without those drawn twice to look bold.
func (b *lineBuilder) gather(runs []run) {
	b.glyphs = b.glyphs[:0]
	for i := range runs {
		if i > 0 && b.again(&runs[i-1], &runs[i]) {
			continue
		}
		b.glyphs = append(b.glyphs, b.sheet.glyphs[runs[i].from:runs[i].to]...)
	}
	for len(b.glyphs) > 0 && b.glyphs[len(b.glyphs)-1].r == ' ' {
		b.glyphs = b.glyphs[:len(b.glyphs)-1]
	}
}

// again reports whether r draws what before drew, in the same place.
func (b *lineBuilder) again(before, r *run) bool {
	if abs(r.x0-before.x0) > 0.15*r.size || r.to-r.from != before.to-before.from {
		return false
	}
	for i := 0; i < r.to-r.from; i++ {
		if b.sheet.glyphs[r.from+i].r != b.sheet.glyphs[before.from+i].r {
			return false
		}
	}
	return true
}

// write fills in the text of l and what follows from its glyphs.
func (b *lineBuilder) write(l *line) {
	b.text = b.text[:0]
	l.x0, l.x1 = b.glyphs[0].x0, b.glyphs[0].x1
	var prev *glyph
	space, raised := false, false
	threshold := b.tracking(l.size) + wordGap
	for i := range b.glyphs {
		g := &b.glyphs[i]
		if g.r == ' ' {
			space = true
			continue
		}
		gap := gapBetween(prev, g)
		if len(b.whites) > 0 {
			gap = b.whites[i]
		}
		if prev == nil || gap > (cellGap+threshold-wordGap)*l.size || gap > wallGap*l.size && b.walled(prev, g) {
			b.cell(l, g)
		}
		if prev != nil && (space || gap > threshold*g.size && !joinsWide(prev.r, g.r) || b.besideNumber(prev.r, g.r)) {
			b.text = append(b.text, ' ')
			if len(l.cells) > 0 && l.cells[len(l.cells)-1].start == len(b.text)-1 {
				l.cells[len(l.cells)-1].start++
			}
		}
		up := g.size < 0.85*l.size && g.y < l.y-0.15*l.size
		b.mark(l, up, raised)
		b.text = utf8.AppendRune(b.text, g.r)
		if up {
			l.marks[len(l.marks)-1].end = len(b.text)
		}
		c := &l.cells[len(l.cells)-1]
		c.x0, c.x1, c.end = min(c.x0, g.x0), max(c.x1, g.x1), len(b.text)
		l.x0, l.x1 = min(l.x0, g.x0), max(l.x1, g.x1)
		if isLetter(g.r) {
			l.style &= g.style
		}
		space, raised = false, up
		if !isMark(g.r) || prev == nil {
			prev = g
		}
	}
	l.text = string(b.text)
}

// tracking returns how far apart the letters of the gathered line are set, in
// parts of the font size; 0 for text that is not spaced out.
func (b *lineBuilder) tracking(size float32) float32 {
	b.gaps = b.gaps[:0]
	wide := 0
	for i := 1; i < len(b.glyphs); i++ {
		if p, g := &b.glyphs[i-1], &b.glyphs[i]; p.r != ' ' && g.r != ' ' && !isMark(g.r) {
			gap := gapBetween(p, g)
			if gap > wordGap*size {
				wide++
			}
			b.gaps = append(b.gaps, gap)
		}
	}
	if len(b.gaps) < 6 || 2*wide < len(b.gaps) {
		return 0
	}
	slices.Sort(b.gaps)
	return b.gaps[len(b.gaps)/2] / size
}

// walled reports whether a vertical rule stands between two glyphs of a line.
func (b *lineBuilder) walled(p, g *glyph) bool {
	from, to := min(p.x1, g.x1), max(p.x0, g.x0)
	for i := range b.walls {
		if w := &b.walls[i]; w.x0 > from-1 && w.x0 < to+1 && w.y0 < g.y && w.y1 > g.y-0.5*g.size {
			return true
		}
	}
	return false
}

func (b *lineBuilder) cell(l *line, g *glyph) {
	l.cells = append(l.cells, cell{x0: g.x0, x1: g.x1, start: len(b.text), end: len(b.text)})
}

func (b *lineBuilder) mark(l *line, up, before bool) {
	if up && !before {
		l.marks = append(l.marks, mark{start: len(b.text)})
	}
}

// gapBetween is the white between two neighbours, whichever way the text runs.
func gapBetween(a, b *glyph) float32 {
	switch {
	case a == nil:
		return 0
	case b.x0 >= a.x0:
		return b.x0 - a.x1
	}
	return a.x0 - b.x1
}

func joinsWide(a, b rune) bool { return isWide(a) && isWide(b) }

func isLetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0xc0 && r != 0xd7 && r != 0xf7 && (r < 0x2000 || r > 0x2bff) && r != unknown
}
