package web

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// lists are the values that the recommendations to a State have.
type lists struct {
	Makers, Issues, Rights, Goals []facetValue
	Statuses                      []string
	Cycles                        []int
}

// listsOf counts what the recommendations can be filtered by.
func listsOf(all []record) (l lists) {
	makers, issues, rights, goals := tallied{}, tallied{}, tallied{}, tallied{}
	has, cycles := map[string]bool{}, map[int]bool{}
	for _, r := range all {
		has[r.Said()], cycles[r.Cycle] = true, true
		for _, state := range r.States {
			makers.add(state, stateName(state))
		}
		for _, goal := range r.Goals {
			goals.add(goal, label("sdg", goal))
		}
		for _, t := range r.Tags {
			switch t.Scheme {
			case "upr-issues":
				issues.add(t.ID, humanly(t.Label))
			case "rights":
				rights.add(t.ID, tagName(t))
			}
		}
	}
	l.Makers, l.Issues, l.Rights, l.Goals = makers.byLabel(), issues.byLabel(), rights.byLabel(), goals.byLabel()
	l.Statuses = slices.DeleteFunc(slices.Clone(statuses), func(s string) bool { return !has[s] })
	l.Cycles = slices.Sorted(maps.Keys(cycles))
	return l
}

// tallied counts values.
type tallied map[string]*facetValue

func (t tallied) add(value, label string) {
	if t[value] == nil {
		t[value] = &facetValue{Value: value, Label: label}
	}
	t[value].Count++
}

func (t tallied) byLabel() []facetValue {
	list := make([]facetValue, 0, len(t))
	for _, v := range t {
		list = append(list, *v)
	}
	slices.SortFunc(list, func(a, b facetValue) int {
		return cmp.Or(natural(a.Label, b.Label), strings.Compare(a.Value, b.Value))
	})
	return list
}

// natural compares as people sort: Goal 2 before Goal 10.
func natural(a, b string) int {
	x, y := strings.TrimRight(a, "0123456789"), strings.TrimRight(b, "0123456789")
	return cmp.Or(strings.Compare(x, y), len(a)-len(b), strings.Compare(a, b))
}
