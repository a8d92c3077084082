package pdf

import (
	"slices"
	"strings"
)

// A lattice is a table whose rows and cells all have lines around them.
type lattice struct {
	rows []latticeRow
}

// A latticeRow is what stands between two horizontal rules.
type latticeRow struct {
	top, bottom float32
	right       float32   // where its last cell ends
	columns     []float32 // where its cells begin, from the left; one for a row that is not parted
}

// holds reports whether l stands in the row.
func (w *latticeRow) holds(l *line) bool {
	return l.role == running && l.y > w.top && l.y <= w.bottom+1 && l.x0 >= w.columns[0]-2*bandGap && l.x0 < w.right
}

// whole reports whether no line of the row goes on beside it: what is there would
// end up in the middle of a cell.
func (w *latticeRow) whole(lines []line) bool {
	for i := range lines {
		if l := &lines[i]; w.holds(l) && l.cells[len(l.cells)-1].x0 > w.right {
			return false
		}
	}
	return true
}

// maxWalls bounds the vertical rules of a page that are looked at: tables that a
// person reads have fewer.
const maxWalls = 300

// wallsOf returns the vertical rules of a page that may part cells.
func wallsOf(rules []rule) []rule {
	var walls []rule
	for _, r := range rules {
		if !r.horizontal() && r.y1-r.y0 > 4 {
			walls = append(walls, r)
		}
	}
	if len(walls) > maxWalls {
		return nil
	}
	return walls
}

// latticesOf finds the tables with lines around their cells: horizontal rules of
// one width with verticals at both ends, and at least two rows that others part.
func latticesOf(rules []rule) []lattice {
	bands, walls := bandsOf(rules), wallsOf(rules)
	if len(walls) < 3 || len(bands) < 3 || len(bands) > maxWalls {
		return nil
	}
	var out []lattice
	used := make([]bool, len(bands))
	for i := range bands {
		if used[i] {
			continue
		}
		var l lattice
		above, parted := bands[i], 0
		for k := i + 1; k < len(bands); k++ {
			if used[k] || abs(bands[k].x0-bands[i].x0) > bandGap || abs(bands[k].x1-bands[i].x1) > 4*bandGap {
				continue
			}
			row, ok := rowBetween(above, bands[k], walls)
			if !ok {
				break
			}
			if len(row.columns) > 1 {
				parted++
			}
			l.rows, above, used[k] = append(l.rows, row), bands[k], true
		}
		if parted >= 2 {
			out = append(out, l)
		}
	}
	return out
}

// rowBetween returns the row between two rules, where verticals close it.
func rowBetween(a, b band, walls []rule) (row latticeRow, closed bool) {
	row = latticeRow{top: a.y, bottom: b.y, right: max(a.x1, b.x1), columns: []float32{a.x0}}
	left, right := false, false
	for _, x := range standing(a.y, b.y, walls) {
		switch {
		case abs(x-a.x0) <= 2*bandGap:
			left = true
		case abs(x-b.x1) <= 2*bandGap || abs(x-a.x1) <= 2*bandGap:
			right = true
		case x > a.x0 && x < a.x1:
			row.columns = append(row.columns, x)
		}
	}
	return row, left && right && b.y-a.y > 4
}

// standing returns where verticals reach from top to bottom, perhaps in pieces.
func standing(top, bottom float32, walls []rule) []float32 {
	type pile struct{ x, height float32 }
	var piles []pile
	for _, w := range walls {
		h := min(w.y1, bottom) - max(w.y0, top)
		if h <= 0 {
			continue
		}
		i := slices.IndexFunc(piles, func(p pile) bool { return abs(p.x-w.x0) < bandGap })
		if i < 0 {
			piles, i = append(piles, pile{x: w.x0}), len(piles)
		}
		piles[i].height += h
	}
	var out []float32
	for _, p := range piles {
		if p.height > 0.8*(bottom-top) {
			out = append(out, p.x)
		}
	}
	slices.Sort(out)
	return out
}

// cellWalls returns the verticals between the cells of a page's lattices. Others
// part nothing: those of a picture behind the text would cut its words apart.
func cellWalls(lattices []lattice) []rule {
	var walls []rule
	for _, l := range lattices {
		at := map[float32]int{} // where in walls the one above is
		for _, row := range l.rows {
			for _, x := range row.columns[1:] {
				if i, ok := at[x]; ok && walls[i].y1 == row.top {
					walls[i].y1 = row.bottom
					continue
				}
				at[x] = len(walls)
				walls = append(walls, rule{x, row.top, x, row.bottom})
			}
		}
	}
	return walls
}

// joinLattices makes one line of each row that is parted, its cells between tabs.
func joinLattices(lines []line, lattices []lattice) []line {
	for _, l := range lattices {
		for _, row := range l.rows {
			if len(row.columns) > 1 && row.whole(lines) {
				lines = row.join(lines)
			}
		}
	}
	return lines
}

func (w *latticeRow) join(lines []line) []line {
	var out []line
	at := -1
	cells := make([]string, len(w.columns))
	for i := range lines {
		l := &lines[i]
		if !w.holds(l) {
			out = append(out, *l)
			continue
		}
		if at < 0 {
			at = len(out)
			row := *l
			row.role, row.marks = rowOf, nil
			out = append(out, row)
		}
		row := &out[at]
		row.x0, row.x1, row.below = min(row.x0, l.x0), max(row.x1, l.x1), max(row.below, l.y-row.y)
		for _, c := range l.cells {
			k := columnAt(w.columns, c)
			cells[k] = strings.TrimSpace(cells[k] + " " + l.text[c.start:c.end])
		}
	}
	if at >= 0 {
		if out[at].rtl {
			slices.Reverse(cells)
		}
		out[at].text = strings.TrimRight(strings.Join(cells, "\t"), "\t")
	}
	return out
}
