package opensearch

import (
	"fmt"
	"strconv"

	"github.com/haki-project/haki/index/terms"
)

// Scores are BM25 as index/bleve has it: they depend on what is published and on
// nothing else, so not on shards, copies or what was deleted, which the cluster's
// own statistics would bring in. How many passages have each word is counted
// first; then a word's share is made of how often it stands in a passage, which is
// what the index calls a score. Phrases count once a passage.

// statistics are what scores depend on, of all passages published.
type statistics struct {
	passages int
	length   float64 // mean, in words
	found    []int   // by leaf: passages that have it
}

// counting returns the aggregations that fill statistics for leaves.
func (t translator) counting(leaves []terms.Leaf) object {
	aggregations := object{"length": object{"avg": object{"field": lengthField}}}
	for i, leaf := range leaves {
		if leaf.Ranked() {
			aggregations["leaf"+strconv.Itoa(i)] = object{"filter": t.query(leaf.Node)}
		}
	}
	return aggregations
}

func (a *answer) statistics(leaves int) statistics {
	s := statistics{passages: a.Hits.Total.Value, length: 1, found: make([]int, leaves)}
	if l, ok := a.Aggregations["length"]; ok && l.Value > 0 {
		s.length = l.Value
	}
	for i := range s.found {
		s.found[i] = a.Aggregations["leaf"+strconv.Itoa(i)].Count
	}
	return s
}

// share is BM25's part for a word: _score is how often it stands in the passage.
var share = fmt.Sprintf("double n = _score; return params.w * n * %g / (n + %g * (%g + %g * doc['%s'].value / params.mean));",
	terms.Saturation+1, terms.Saturation, 1-terms.LengthBias, terms.LengthBias, lengthField)

// scoring returns a clause for each leaf that adds to the score.
func (t translator) scoring(leaves []terms.Leaf, s statistics) []object {
	var clauses []object
	for i, leaf := range leaves {
		weight := leaf.Boost
		if leaf.Ranked() {
			weight *= terms.Rarity(s.found[i], s.passages)
		}
		switch n := leaf.Node.(type) {
		case terms.Term:
			if leaf.Ranked() {
				clauses = append(clauses, t.shared(n, weight, s.length))
				continue
			}
		case terms.Phrase:
			if !leaf.Ranked() {
				continue
			}
		}
		clauses = append(clauses, object{"constant_score": object{"filter": t.query(leaf.Node), "boost": weight}})
	}
	return clauses
}

// shared scores a word by how often any of its forms stands in a passage.
func (t translator) shared(n terms.Term, weight, mean float64) object {
	forms := n.Forms(t.languages)
	times := make([]object, len(forms))
	for i, form := range forms {
		times[i] = object{"term": object{wordFields[n.Field]: form}}
	}
	return object{"script_score": object{
		"query":  object{"bool": object{"should": times}},
		"script": object{"source": share, "params": object{"w": weight, "mean": mean}},
	}}
}
