package pdf

import "slices"

// A grid is a table between rules that run across its whole width: above its
// head, below its head, at its end, perhaps between its rows. Papers of the
// United Nations set all tables so.
type grid struct {
	bands   []band
	columns []float32 // where they begin, from the left
}

// A band is a horizontal rule, perhaps drawn in pieces, one a column.
type band struct {
	y, x0, x1 float32
	pieces    []float32 // where they begin
}

const (
	// maxHead is how high the head of a table may be, in points: six lines.
	maxHead = 70
	// bandGap is what may lie between two pieces of one rule, in points.
	bandGap = 3
)

// bandsOf returns the horizontal rules of a page from top to bottom.
func bandsOf(rules []rule) []band {
	list := slices.DeleteFunc(slices.Clone(rules), func(r rule) bool { return !r.horizontal() })
	slices.SortFunc(list, func(a, b rule) int {
		if abs(a.y0-b.y0) > 1 {
			return compare(a.y0, b.y0)
		}
		return compare(a.x0, b.x0)
	})
	var bands []band
	for _, r := range list {
		if n := len(bands); n > 0 && abs(bands[n-1].y-r.y0) <= 1.5 && r.x0 <= bands[n-1].x1+bandGap {
			b := &bands[n-1]
			b.x1 = max(b.x1, r.x1)
			if r.x0 > b.pieces[len(b.pieces)-1]+bandGap {
				b.pieces = append(b.pieces, r.x0)
			}
			continue
		}
		bands = append(bands, band{y: r.y0, x0: r.x0, x1: r.x1, pieces: []float32{r.x0}})
	}
	return bands
}

// gridsOf finds the tables of a page whose running text has the given size.
func gridsOf(lines []line, rules []rule, body float32) []grid {
	bands := bandsOf(rules)
	var grids []grid
	for i := 0; i+2 < len(bands); i++ {
		g := grid{bands: bands[i : i+2]}
		if !bands[i].same(bands[i+1]) || bands[i+1].y-bands[i].y > maxHead || !g.head(lines, body) {
			continue
		}
		for k := i + 2; k < len(bands) && bands[k].same(bands[i]) && g.within(lines, bands[k]); k++ {
			g.bands = bands[i : k+1]
		}
		if g.columns = g.starts(lines); len(g.bands) > 2 && g.filled(lines) {
			grids = append(grids, g)
			i += len(g.bands) - 1
		}
	}
	return grids
}

// filled reports whether most of what the rules part stands in several columns:
// rules may also be the edges of what lies behind each line of a text.
func (g *grid) filled(lines []line) bool {
	n := 0
	for k := 1; k < len(g.bands); k++ {
		part, columns := grid{bands: g.bands[k-1 : k+1]}, map[int]bool{}
		for i := range lines {
			if part.holds(&lines[i]) {
				for _, c := range lines[i].cells {
					columns[columnAt(g.columns, c)] = true
				}
			}
		}
		if len(columns) > 1 {
			n++
		}
	}
	return 2*n > len(g.bands)-1
}

// same reports rules of one table: they reach from and to the same place.
func (b band) same(c band) bool { return abs(b.x0-c.x0) < bandGap && abs(b.x1-c.x1) < bandGap }

// holds reports whether l stands between the first and the last rule.
func (g *grid) holds(l *line) bool {
	return l.role == running && l.y > g.bands[0].y && l.y <= g.bands[len(g.bands)-1].y+1
}

// head reports whether what stands between the first two rules names columns:
// at least two, in letters no larger than those of the text.
func (g *grid) head(lines []line, body float32) bool {
	several := false
	for i := range lines {
		if l := &lines[i]; g.holds(l) {
			if l.size > 1.05*body || l.x0 < g.bands[0].x0-bandGap || l.x1 > g.bands[0].x1+bandGap {
				return false
			}
			several = several || l.tabular()
		}
	}
	return several
}

// within reports whether all lines down to end are parts of the table: none runs
// from one column on into the next, as a paragraph between two tables does.
func (g *grid) within(lines []line, end band) bool {
	more := grid{bands: []band{g.bands[len(g.bands)-1], end}}
	columns := grid{bands: append(slices.Clone(g.bands), end)}.starts(lines)
	n := 0
	for i := range lines {
		l := &lines[i]
		if !more.holds(l) {
			continue
		}
		n++
		for _, c := range l.cells {
			k := columnAt(columns, c)
			if k+1 < len(columns) && c.x1 > columns[k+1]+bandGap || c.x1 > end.x1+bandGap || c.x0 < end.x0-bandGap {
				return false
			}
		}
	}
	return n > 0
}

// starts returns where the columns begin: where the pieces of a rule do, else
// where the cells of the head do and at the left end.
func (g grid) starts(lines []line) []float32 {
	for _, b := range g.bands {
		if len(b.pieces) > 1 {
			return b.pieces
		}
	}
	columns := []float32{g.bands[0].x0}
	head := grid{bands: g.bands[:2]}
	for i := range lines {
		if head.holds(&lines[i]) {
			for _, c := range lines[i].cells {
				columns = append(columns, c.x0)
			}
		}
	}
	slices.Sort(columns)
	return slices.CompactFunc(columns, func(a, b float32) bool { return abs(a-b) < 12 })
}

// rows joins the lines of g to rows. One begins below a rule, and where the first
// column has text that does not go on with that above it.
func (g *grid) rows(lines []line) []line {
	dense := g.dense(lines)
	last, region := float32(-1e6), -1 // of the last line in the first column; of the line before
	return joinRows(lines, g.columns, func(i int) bool {
		l := &lines[i]
		now := slices.IndexFunc(g.bands, func(b band) bool { return b.y >= l.y-1 })
		begins := now != region
		region = now
		if columnAt(g.columns, l.cells[0]) == 0 {
			begins = begins || now > 1 && (l.y-last > 1.35*l.size || dense && len(l.cells) > 1)
			last = l.y
		}
		return begins
	})
}

// dense reports a table without rules or white between its rows, so that a step
// in its first column does not tell a row from a line. A line that stands in the
// first column alone goes on with one above it: such a table is not dense.
func (g *grid) dense(lines []line) bool {
	if len(g.bands) > 3 {
		return false
	}
	last, steps := float32(0), 0
	for i := range lines {
		l := &lines[i]
		if l.y < g.bands[1].y || columnAt(g.columns, l.cells[0]) != 0 {
			continue
		}
		if last > 0 {
			if l.y-last > 1.35*l.size || len(l.cells) == 1 {
				return false
			}
			steps++
		}
		last = l.y
	}
	return steps > 0
}
