package pdf

import "slices"

// A page is set in columns where a strip at least this wide, in parts of the
// font size, stays white from top to bottom …
const gutterWidth = 0.9

// … and at least this many lines stand on either side of it.
const columnLines = 8

// columns puts the lines of a page that is set in two columns into reading
// order: within each stretch between lines that run across, left before right.
func columns(lines []line, rules []rule) []line {
	gutter, ok := gutterOf(lines, rules)
	if !ok {
		return lines
	}
	var out, right []line
	for i := range lines {
		l := &lines[i]
		if l.x0 < gutter && l.x1 > gutter && !l.splits(gutter) {
			out = append(append(out, right...), *l)
			right = right[:0]
			continue
		}
		first, second := l.split(gutter)
		if first != nil {
			out = append(out, *first)
		}
		if second != nil {
			right = append(right, *second)
		}
	}
	return append(out, right...)
}

// gutterOf finds the middle of the white strip between two columns of prose.
func gutterOf(lines []line, rules []rule) (float32, bool) {
	if len(lines) < columnLines {
		return 0, false
	}
	m := marginsOf(lines)
	width := m.right - m.left
	var candidates []float32
	for i := range lines {
		for k, c := range lines[i].cells {
			if k > 0 || c.x0 > m.left+0.35*width {
				candidates = append(candidates, c.x0)
			}
		}
	}
	start, n := commonest(candidates, 3)
	if n < columnLines || start < m.left+0.35*width || start > m.left+0.65*width {
		return 0, false
	}
	gutter := start - gutterWidth*lines[len(lines)/2].size/2
	if tabled(rules, gutter, width) || !prose(lines, gutter) {
		return 0, false
	}
	return gutter, true
}

// commonest returns the value that most of list are within tolerance of, and how many.
func commonest(list []float32, tolerance float32) (best float32, n int) {
	slices.Sort(list)
	for i := range list {
		k := i
		for k < len(list) && list[k]-list[i] <= tolerance {
			k++
		}
		if k-i > n {
			best, n = list[i], k-i
		}
	}
	return best, n
}

// tabled reports rules that run across the gutter: a table, not columns.
func tabled(rules []rule, gutter, width float32) bool {
	n := 0
	for _, r := range rules {
		if r.horizontal() && r.x0 < gutter-0.2*width && r.x1 > gutter+0.2*width {
			n++
		}
	}
	return n >= 3
}

// prose reports whether the text on both sides fills its column: in tables one
// side is ragged or short.
func prose(lines []line, gutter float32) bool {
	m := marginsOf(lines)
	var filled, count [2]int
	across := 0
	for i := range lines {
		l := &lines[i]
		if l.x0 < gutter && l.x1 > gutter && !l.splits(gutter) {
			across++
			continue
		}
		first, second := l.split(gutter)
		for side, part := range [2]*line{first, second} {
			if part == nil {
				continue
			}
			count[side]++
			room := gutter - m.left
			if side == 1 {
				room = m.right - gutter
			}
			if part.x1-part.x0 > 0.75*room {
				filled[side]++
			}
		}
	}
	for side := range count {
		if count[side] < columnLines || 2*filled[side] < count[side] {
			return false
		}
	}
	return 4*across < len(lines)
}

// splits reports whether l has a gap at the gutter.
func (l *line) splits(gutter float32) bool {
	for i := 1; i < len(l.cells); i++ {
		if l.cells[i-1].x1 <= gutter+1 && l.cells[i].x0 >= gutter-1 {
			return true
		}
	}
	return false
}

// split cuts l at the gutter; a side without text is nil.
func (l *line) split(gutter float32) (left, right *line) {
	at := 0
	for at < len(l.cells) && (l.cells[at].x0+l.cells[at].x1)/2 < gutter {
		at++
	}
	if at > 0 {
		left = l.part(0, at)
	}
	if at < len(l.cells) {
		right = l.part(at, len(l.cells))
	}
	return left, right
}

// part returns the line of cells from…to of l.
func (l *line) part(from, to int) *line {
	start, end := l.cells[from].start, l.cells[to-1].end
	p := *l
	p.text = l.text[start:end]
	p.x0, p.x1 = l.cells[from].x0, l.cells[to-1].x1
	p.cells, p.marks = nil, nil
	for _, c := range l.cells[from:to] {
		c.start, c.end = c.start-start, c.end-start
		p.cells = append(p.cells, c)
		p.x0, p.x1 = min(p.x0, c.x0), max(p.x1, c.x1)
	}
	for _, m := range l.marks {
		if m.start >= start && m.end <= end {
			p.marks = append(p.marks, mark{m.start - start, m.end - start})
		}
	}
	return &p
}
