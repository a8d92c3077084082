package opensearch

import (
	"fmt"
	"slices"

	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/index/terms"
)

// phrase translates a phrase into intervals. In order, each word after the one
// before, the cluster's own rule is ours. In any order it lets two words of the
// phrase share one word of the text, which ours does not: where two of them can
// match the same word, the rule is made of more parts, see [translator.apart].
func (t translator) phrase(p terms.Phrase) object {
	if ids, done := t.found[phraseKey(p)]; done {
		return object{"ids": object{"values": ids}}
	}
	field := wordFields[p.Field]
	sources := make([]object, len(p.Terms))
	for i, term := range p.Terms {
		sources[i] = t.source(term)
	}
	if p.Ordered || p.Slop == 0 {
		return object{"intervals": object{field: object{"all_of": object{"ordered": true, "max_gaps": p.Slop, "intervals": sources}}}}
	}
	groups := t.overlapping(p.Terms)
	if len(groups) == 0 {
		return object{"intervals": object{field: object{"all_of": object{"ordered": false, "max_gaps": p.Slop, "intervals": sources}}}}
	}
	return object{"intervals": object{field: t.apart(p, sources, groups)}}
}

// apart is a rule for words that may be the same word of the text. Each of them
// finds a word of its own in a stretch of text if and only if every choice of k of
// them finds k words there (Hall's theorem); the choices that matter are those of
// words that can be mistaken for each other. Such parts lie over each other, so
// that gaps cannot be counted: the stretch is measured instead.
func (t translator) apart(p terms.Phrase, sources []object, groups [][]int) object {
	parts := newSet()
	for _, source := range sources {
		parts.add(source)
	}
	for _, group := range groups {
		for _, chosen := range choices(group) {
			any := newSet()
			for _, k := range chosen {
				any.add(sources[k])
			}
			times := slices.Repeat([]object{{"any_of": object{"intervals": any.list}}}, len(chosen))
			parts.add(object{"all_of": object{"ordered": true, "intervals": times}})
		}
	}
	short := object{"script": object{"source": fmt.Sprintf("interval.end - interval.start < %d", len(p.Terms)+p.Slop)}}
	return object{"all_of": object{"ordered": false, "intervals": parts.list, "filter": short}}
}

// set is a list without doubles: a rule given twice would have to match twice.
type set struct {
	list []object
	seen map[string]bool
}

func newSet() *set { return &set{seen: map[string]bool{}} }

func (s *set) add(rule object) {
	if key := fmt.Sprint(rule); !s.seen[key] { // prints maps sorted
		s.seen[key] = true
		s.list = append(s.list, rule)
	}
}

// overlapping returns groups of terms, two at least, that can match the same word,
// one through another.
func (t translator) overlapping(list []terms.Term) (groups [][]int) {
	in := make([]int, len(list)) // group of each term
	for i := range in {
		in[i] = i
	}
	for i := range list {
		for k := range i {
			if in[i] != in[k] && t.mayShare(list[i], list[k]) {
				from, to := in[i], in[k]
				for j := range in {
					if in[j] == from {
						in[j] = to
					}
				}
			}
		}
	}
	for g := range list {
		var group []int
		for i := range list {
			if in[i] == g {
				group = append(group, i)
			}
		}
		if len(group) > 1 {
			groups = append(groups, group)
		}
	}
	return groups
}

// mayShare reports whether one word may match both; in doubt it does.
func (t translator) mayShare(a, b terms.Term) bool {
	if a.Mode > query.Exact || b.Mode > query.Exact {
		return true
	}
	if a.Fold == b.Fold {
		return true
	}
	if a.Mode == query.Exact && b.Mode == query.Exact {
		return false
	}
	for _, language := range t.languages {
		if terms.Stem(language, a.Fold) == terms.Stem(language, b.Fold) {
			return true
		}
	}
	return false
}

// maxGroup bounds the choices of a group, which double with each word; phrases
// with a larger one are looked for by [asking.verify].
const maxGroup = 6

// choices returns the subsets of two and more of group.
func choices(group []int) (list [][]int) {
	for mask := range 1 << len(group) {
		var chosen []int
		for i, k := range group {
			if mask>>i&1 == 1 {
				chosen = append(chosen, k)
			}
		}
		if len(chosen) > 1 {
			list = append(list, chosen)
		}
	}
	return list
}

// maxExpansions is how many terms of a segment a pattern in a phrase may fit: as
// many as a cluster allows that nobody configured.
const maxExpansions = 1024

// source is the rule for one word of a phrase.
func (t translator) source(n terms.Term) object {
	switch n.Mode {
	case query.Prefix, query.Wildcard:
		return object{"wildcard": object{"pattern": n.FormPattern(), "max_expansions": maxExpansions}}
	case query.Fuzzy:
		return object{"fuzzy": object{"term": n.FormPattern(), "fuzziness": n.Distance, "prefix_length": 1, "transpositions": true}}
	}
	forms := n.Forms(t.languages)
	list := make([]object, len(forms))
	for i, form := range forms {
		list[i] = object{"match": object{"query": form}}
	}
	if len(list) == 1 {
		return list[0]
	}
	return object{"any_of": object{"intervals": list}}
}
