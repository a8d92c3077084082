package opensearch

import (
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/index/terms"
)

// translator turns plans into queries of OpenSearch that match the same passages.
type translator struct {
	languages []string            // of the texts of the index
	found     map[string][]string // phrases looked for already, and the IDs of what has them
}

var (
	matchAll  = object{"match_all": object{}}
	matchNone = object{"match_none": object{}}
)

// wordFields names the fields with words.
var wordFields = map[string]string{terms.Body: textField, terms.Section: sectionField, terms.Title: titleField}

func (t translator) query(n terms.Node) object {
	switch n := n.(type) {
	case terms.Term:
		return t.term(n)
	case terms.Phrase:
		return t.phrase(n)
	case terms.Keyed:
		return keyed(n)
	case terms.Range:
		return ranged(n)
	case terms.And:
		return object{"bool": object{"filter": t.queries(n.Nodes)}}
	case terms.Or:
		if len(n.Nodes) == 0 {
			return matchNone
		}
		return object{"bool": object{"should": t.queries(n.Nodes), "minimum_should_match": 1}}
	case terms.Not:
		return object{"bool": object{"must_not": t.query(n.Node)}}
	case terms.Boost:
		return t.query(n.Node)
	}
	return matchAll
}

func (t translator) queries(nodes []terms.Node) []object {
	list := make([]object, len(nodes))
	for i, n := range nodes {
		list[i] = t.query(n)
	}
	return list
}

// every makes a pattern match by all terms that it fits, however many.
const every = "constant_score"

func (t translator) term(n terms.Term) object {
	field := wordFields[n.Field]
	switch n.Mode {
	case query.Prefix:
		pattern := n.FormPattern()
		return object{"prefix": object{field: object{"value": pattern[:len(pattern)-1], "rewrite": every}}}
	case query.Wildcard:
		return object{"wildcard": object{field: object{"value": n.FormPattern(), "rewrite": every}}}
	case query.Fuzzy:
		return object{"fuzzy": object{field: object{"value": n.FormPattern(), "fuzziness": n.Distance, "prefix_length": 1, "transpositions": true, "rewrite": every}}}
	}
	return object{"terms": object{field: n.Forms(t.languages)}}
}

func keyed(k terms.Keyed) object {
	field := keyPrefix + k.Field
	if words, is := wordFields[k.Field]; is {
		field = words
	}
	switch {
	case k.Mode == query.Prefix && k.Value == "":
		return object{"exists": object{"field": field}}
	case k.Mode == query.Prefix:
		return object{"prefix": object{field: object{"value": k.Value}}}
	case k.Mode == query.Wildcard:
		return object{"wildcard": object{field: object{"value": k.Value}}}
	}
	return object{"term": object{field: k.Value}}
}

func ranged(r terms.Range) object {
	bounds := object{}
	if r.From != "" {
		bounds["gte"] = r.From
	}
	if r.To != "" {
		bounds["lte"] = r.To
	}
	return object{"range": object{keyPrefix + r.Field: bounds}}
}
