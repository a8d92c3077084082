package pdf

import (
	"slices"
	"strings"
)

// tableRows is how many lines with several cells make a table.
const tableRows = 3

// markTables joins the lines of each table on a page to rows: one line a row,
// its cells separated by tabs. The running text has the given size.
func markTables(lines []line, rules []rule, body float32) []line {
	grids := gridsOf(lines, rules, body)
	var out []line
	for i := 0; i < len(lines); {
		if g, n := gridAt(grids, lines[i:]); n > 0 {
			out = append(out, g.rows(lines[i:i+n])...)
			i += n
			continue
		}
		end := tableEnd(lines, i)
		if end <= i {
			out = append(out, lines[i])
			i++
			continue
		}
		out = append(out, rowsOfTable(lines[i:end], rules)...)
		i = end
	}
	return out
}

// gridAt returns the grid that the first of lines stands in, and how many lines do.
func gridAt(grids []grid, lines []line) (g *grid, n int) {
	for i := range grids {
		for g = &grids[i]; n < len(lines) && g.holds(&lines[n]); n++ {
		}
		if n > 0 {
			return g, n
		}
	}
	return nil, 0
}

// tabular reports a line of several cells that is no hanging label and its text.
func (l *line) tabular() bool {
	if l.role != running || len(l.cells) < 2 || l.rtl && len(l.cells) < 3 {
		return false
	}
	if len(l.cells) > 2 {
		return true
	}
	lab := labelOf(l.text)
	return lab.kind == unlabelled || !stands(l, lab)
}

// tableEnd returns where the table that starts at line i ends, i where none
// does: lines with cells that start where others of the table start, and single
// cells that go on with one of them.
func tableEnd(lines []line, i int) int {
	if !lines[i].tabular() {
		return i
	}
	starts := append([]cell(nil), lines[i].cells...)
	n, end := 1, i+1
	for k := i + 1; k < len(lines); k++ {
		l := &lines[k]
		step := l.y - lines[k-1].y
		if l.role != running || step < 0 || step > 3.5*l.size {
			break
		}
		shared := sharedStarts(starts, l.cells)
		switch {
		case l.tabular() && shared >= min(2, len(l.cells)):
			starts = append(starts, l.cells...)
			n, end = n+1, k+1
		case len(l.cells) == 1 && shared == 1 && l.x1 < lines[i].x1+l.size && step < 1.6*l.size && fits(starts, l):
		default:
			k = len(lines)
		}
		if k < len(lines) && len(l.cells) == 1 && n >= tableRows {
			end = k + 1
		}
	}
	if n < tableRows {
		return i
	}
	return end
}

// sharedStarts counts the cells that begin where one of starts begins.
func sharedStarts(starts, cells []cell) int {
	n := 0
	for _, c := range cells {
		for _, s := range starts {
			if abs(s.x0-c.x0) < 3 || abs(s.x1-c.x1) < 3 {
				n++
				break
			}
		}
	}
	return n
}

// fits reports whether the only cell of l stays in its column: it does not run
// on into where another begins.
func fits(starts []cell, l *line) bool {
	for _, s := range starts {
		if s.x0 > l.x0+3 && l.x1 > s.x0+3 {
			return false
		}
	}
	return true
}

// rowsOfTable joins the lines of a table to rows.
func rowsOfTable(lines []line, rules []rule) []line {
	columns := columnsOf(lines)
	tight := tightest(lines)
	return joinRows(lines, columns, func(i int) bool {
		return i == 0 || newRow(&lines[i-1], &lines[i], columns, rules, tight)
	})
}

// joinRows makes rows of lines; begins tells whether line i is the first of one.
// It is asked for each line in turn, and must say so of the first.
func joinRows(lines []line, columns []float32, begins func(i int) bool) []line {
	var out []line
	var cells []string
	flush := func() {
		if n := len(out); n > 0 {
			out[n-1].text = strings.Trim(strings.Join(cells, "\t"), "\t ")
		}
	}
	for i := range lines {
		l := &lines[i]
		if begins(i) {
			flush()
			row := *l
			row.role, row.marks = rowOf, nil
			out, cells = append(out, row), make([]string, len(columns))
		} else {
			row := &out[len(out)-1]
			row.x0, row.x1 = min(row.x0, l.x0), max(row.x1, l.x1)
			row.below = l.y - row.y
		}
		for _, c := range l.cells {
			k := columnAt(columns, c)
			cells[k] = strings.TrimSpace(cells[k] + " " + l.text[c.start:c.end])
		}
	}
	flush()
	return out
}

// columnsOf returns where the columns of a table begin, from the left.
func columnsOf(lines []line) []float32 {
	var starts []float32
	for i := range lines {
		for _, c := range lines[i].cells {
			starts = append(starts, c.x0)
		}
	}
	slices.Sort(starts)
	columns := starts[:1]
	for _, x := range starts[1:] {
		if x-columns[len(columns)-1] > 12 {
			columns = append(columns, x)
		}
	}
	return columns
}

func columnAt(columns []float32, c cell) int {
	k := 0
	for k+1 < len(columns) && columns[k+1] <= c.x0+3 {
		k++
	}
	return k
}

// tightest is the smallest step between two lines of a table.
func tightest(lines []line) float32 {
	best := float32(1e6)
	for i := 1; i < len(lines); i++ {
		best = min(best, lines[i].y-lines[i-1].y)
	}
	return best
}

// newRow reports whether l begins a row after before: there is a rule between,
// or the first column has text and the step is not that within a cell.
func newRow(before, l *line, columns []float32, rules []rule, tight float32) bool {
	for _, r := range rules {
		if r.horizontal() && r.y0 > before.y-1 && r.y0 < l.y-0.3*l.size && r.x0 < l.x1 && r.x1 > l.x0 {
			return true
		}
	}
	first := columnAt(columns, l.cells[0]) == 0
	return first && (len(l.cells) > 1 || l.y-before.y > 1.15*tight)
}
