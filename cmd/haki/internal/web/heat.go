package web

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// heat is the table of rights or issues by cycle.
type heat struct {
	Cycles []int
	Rows   []heatRow
	More   int // rows that are not shown
}

type heatRow struct {
	ID, Label string
	Title     string // the label in full
	Total     int
	Cells     []heatCell
}

type heatCell struct {
	Cycle, Count int
	Level        int // 0 to 5: how dark
}

// maxHeatRows is how many rows a person looks through.
const maxHeatRows = 20

// heatOf counts the tags of a scheme by cycle, the most frequent first.
func heatOf(all []record, scheme string) heat {
	cycles, rows, counts, most := map[int]bool{}, map[string]*heatRow{}, map[string]map[int]int{}, 1
	for _, r := range all {
		cycles[r.Cycle] = true
		for _, t := range tagged(r.Tags, scheme) {
			if rows[t.ID] == nil {
				rows[t.ID], counts[t.ID] = &heatRow{ID: t.ID, Label: tagName(t), Title: t.Label}, map[int]int{}
			}
			rows[t.ID].Total++
			counts[t.ID][r.Cycle]++
			most = max(most, counts[t.ID][r.Cycle])
		}
	}
	h := heat{Cycles: slices.Sorted(maps.Keys(cycles))}
	for _, row := range rows {
		for _, c := range h.Cycles {
			n := counts[row.ID][c]
			row.Cells = append(row.Cells, heatCell{c, n, (n*5 + most - 1) / most})
		}
		h.Rows = append(h.Rows, *row)
	}
	slices.SortFunc(h.Rows, func(a, b heatRow) int { return cmp.Or(b.Total-a.Total, strings.Compare(a.ID, b.ID)) })
	h.More = max(len(h.Rows)-maxHeatRows, 0)
	h.Rows = h.Rows[:len(h.Rows)-h.More]
	return h
}
