package web

import (
	"cmp"
	"slices"
	"strings"
)

// comparison is what two States were told on the same things: how often, and on
// one of them in which words.
type comparison struct {
	Rows        []comparedRow
	ID, Label   string // what the texts are about
	Left, Right side
}

// comparedRow counts one right or issue for both.
type comparedRow struct {
	ID, Label         string
	Left, Right       int
	LeftBar, RightBar int // out of 100
}

// side is the recommendations to one of them on what was chosen.
type side struct {
	State   string
	Total   int
	Records []record
}

const (
	maxCompared     = 25 // rights or issues in the table
	maxComparedSide = 40 // texts of each
)

// compare counts what both were told, what both were told most first.
func compare(left, right []record, f recommendationFilter) *comparison {
	scheme := schemesBy[f.By]
	unchosen := f
	unchosen.Issue, unchosen.Right = choose(f.By == "issues", "", f.Issue), choose(f.By == "rights", "", f.Right)
	left, right = kept(left, unchosen), kept(right, unchosen)
	rows := map[string]*comparedRow{}
	count := func(list []record, of func(*comparedRow) *int) {
		for _, r := range list {
			for _, t := range tagged(r.Tags, scheme) {
				if rows[t.ID] == nil {
					rows[t.ID] = &comparedRow{ID: t.ID, Label: tagName(t)}
				}
				*of(rows[t.ID])++
			}
		}
	}
	count(left, func(r *comparedRow) *int { return &r.Left })
	count(right, func(r *comparedRow) *int { return &r.Right })
	c := &comparison{ID: f.Chosen()}
	for _, row := range rows {
		c.Rows = append(c.Rows, *row)
	}
	c.order()
	if c.ID == "" && len(c.Rows) > 0 {
		c.ID = c.Rows[0].ID
	}
	if row := rows[c.ID]; row != nil {
		c.Label = row.Label
	}
	c.Left, c.Right = newSide(f.State, left, scheme, c.ID), newSide(f.Versus, right, scheme, c.ID)
	return c
}

func (c *comparison) order() {
	most := 1
	for _, r := range c.Rows {
		most = max(most, r.Left, r.Right)
	}
	for i := range c.Rows {
		c.Rows[i].LeftBar, c.Rows[i].RightBar = 100*c.Rows[i].Left/most, 100*c.Rows[i].Right/most
	}
	slices.SortFunc(c.Rows, func(a, b comparedRow) int {
		return cmp.Or(min(b.Left, b.Right)-min(a.Left, a.Right), b.Left+b.Right-a.Left-a.Right, strings.Compare(a.ID, b.ID))
	})
	c.Rows = c.Rows[:min(len(c.Rows), maxCompared)]
}

func newSide(state string, list []record, scheme, tag string) side {
	s := side{State: state}
	for _, r := range list {
		if !r.has(scheme, tag) {
			continue
		}
		if s.Total++; s.Total <= maxComparedSide {
			s.Records = append(s.Records, r)
		}
	}
	return s
}
