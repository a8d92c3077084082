package web

import (
	"slices"
	"strings"

	"github.com/haki-project/haki/index"
)

// facets are counted beside the hits, in the order in which they are shown.
var facets = []string{"kind", "country", "year", "right", "issue", "group", "sdg", "status", "cycle", "lang"}

// facetNames are their headings.
var facetNames = map[string]string{
	"kind": "Kind", "country": "Country", "year": "Year", "right": "Right", "issue": "UPR issue", "group": "Persons concerned",
	"sdg": "Goal", "status": "Answer", "cycle": "UPR cycle", "lang": "Language",
}

type facet struct {
	Name, Title string
	Values      []facetValue
}

type facetValue struct {
	Value, Label string
	Count        int
	Href         string
	On           bool // the query has it already; Href takes it out
}

// facetSize is how many values of a facet are counted, shownValues how many are shown.
const (
	facetSize   = 60
	shownValues = 12
)

// newFacet makes each value a link that adds it to the query, or takes it out.
func newFacet(name, q string, rest func(q string) string, counts []index.Count) facet {
	f := facet{Name: name, Title: facetNames[name]}
	has, base := words(q), grouped(q)
	for _, c := range counts[:min(len(counts), shownValues)] {
		term := name + ":" + quoted(c.Value)
		value := facetValue{Value: c.Value, Label: label(name, c.Value), Count: c.Count, On: slices.Contains(has, term)}
		if value.On {
			value.Href = rest(removed(q, term))
		} else {
			value.Href = rest(base + term)
		}
		f.Values = append(f.Values, value)
	}
	return f
}

// grouped makes a query ready for a filter behind it: OR binds looser than a space.
func grouped(q string) string {
	switch {
	case q == "":
		return ""
	case strings.Contains(q, " OR ") && !strings.HasPrefix(q, "("):
		return "(" + q + ") "
	}
	return q + " "
}

// quoted is a value as the query language takes it.
func quoted(value string) string {
	if strings.ContainsAny(value, " \"()") {
		return `"` + strings.ReplaceAll(value, `"`, "") + `"`
	}
	return value
}
