package rights

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// engine applies the terms of all schemes.
type engine struct {
	schemes  []*Scheme
	lexicons map[string]*lexicon // by language
	anchors  []map[string][]mark // by scheme, by target or "target pinpoint"
	implied  []map[string][]mark // by scheme, by "scheme:label" of a scheme before it
	place    []map[string]int    // by scheme, place of a label by its id
}

func newEngine(schemes []*Scheme) (*engine, error) {
	e := &engine{schemes: schemes}
	var err error
	if e.lexicons, err = newLexicons(schemes); err != nil {
		return nil, err
	}
	for _, s := range schemes {
		anchors, implied, place := map[string][]mark{}, map[string][]mark{}, map[string]int{}
		for k, l := range s.Labels {
			place[l.ID] = k
			put(anchors, k, l.Anchors)
			put(implied, k, l.From)
		}
		e.anchors, e.implied, e.place = append(e.anchors, anchors), append(e.implied, implied), append(e.place, place)
	}
	return e, nil
}

// put files what speaks for label k by what is looked up.
func put(to map[string][]mark, k int, list []string) {
	for _, written := range list {
		if what, weight, err := weighted(written); err == nil {
			to[what] = append(to[what], mark{label: k, what: what, weight: weight})
		}
	}
}

// marks are everything that speaks for labels of scheme i in a text: terms,
// references, and the tags of schemes before it.
func (e *engine) marks(i int, in *reading, tags []pipeline.Tag) []mark {
	var list []mark
	if len(in.hits) > 0 && (e.schemes[i].Form == "" || in.modelled) {
		list = in.lexicon.marks(i, in.hits)
	}
	for _, r := range in.refs {
		list = append(list, e.anchored(i, r)...)
	}
	for _, t := range tags {
		for _, m := range e.implied[i][t.Scheme+":"+t.ID] {
			m.what, m.weight, m.spans = t.Scheme+":"+t.ID, float64(m.weight*min(1, t.Score+0.2)), t.Spans
			list = append(list, m)
		}
	}
	return list
}

// anchored are the labels that a reference speaks for: those of its pinpoints,
// and those of the instrument as a whole.
func (e *engine) anchored(i int, r pipeline.Reference) []mark {
	var list []mark
	span := pipeline.Span{r.Start, r.End}
	add := func(key string) {
		for _, m := range e.anchors[i][key] {
			m.what, m.spans = key, []pipeline.Span{span}
			list = append(list, m)
		}
	}
	add(r.Target)
	for _, p := range r.Pinpoints {
		add(r.Target + " " + p)
		if whole, _, ok := strings.Cut(p, "("); ok {
			add(r.Target + " " + whole)
		}
	}
	return list
}

// scores combines marks: a label is wrong only if everything that speaks for it
// is. A scheme with a share gives each label in proportion to the strongest.
func (s *Scheme) scores(marks []mark) []float64 {
	against := make([]float64, len(s.Labels)) // sum of log(1-weight)
	for _, m := range marks {
		if !m.void {
			against[m.label] += float64(math.Log1p(-m.weight) * more(len(m.spans)))
		}
	}
	top := 0.0
	for _, a := range against {
		top = min(top, a)
	}
	scores := make([]float64, len(against))
	for k, a := range against {
		if a < 0 && a <= float64(s.Share*top) {
			scores[k] = 1 - math.Exp(max(a, -4))
		}
	}
	return scores
}

// more is how much a term counts that is found n times.
func more(n int) float64 { return 1 + 0.25*float64(min(n, 5)-1) }

// tags are the labels of scheme i that marks speak for clearly enough.
func (e *engine) tags(i int, marks []mark) []pipeline.Tag {
	if len(marks) == 0 {
		return nil
	}
	s := e.schemes[i]
	var tags []pipeline.Tag
	for k, score := range s.scores(marks) {
		if score < s.threshold() {
			continue
		}
		l := &s.Labels[k]
		tags = append(tags, pipeline.Tag{Scheme: s.ID, ID: l.ID, Label: l.Label, Score: score, By: "terms:" + s.Name(), Spans: weightiest(marks, k)})
	}
	return tags
}

// maxSpans is how many places a tag shows.
const maxSpans = 5

// weightiest are the places that speak loudest for label k, in their order.
func weightiest(marks []mark, k int) []pipeline.Span {
	var mine []mark
	for _, m := range marks {
		if m.label == k && !m.void {
			mine = append(mine, m)
		}
	}
	slices.SortStableFunc(mine, func(a, b mark) int { return cmp.Compare(b.weight, a.weight) })
	var spans []pipeline.Span
	for _, m := range mine {
		spans = append(spans, m.spans...)
	}
	return firstSpans(spans)
}

// firstSpans keeps the first few distinct spans, in the order of the text.
func firstSpans(spans []pipeline.Span) []pipeline.Span {
	var kept []pipeline.Span
	for _, s := range spans {
		if len(kept) < maxSpans && !slices.ContainsFunc(kept, s.Overlaps) {
			kept = append(kept, s)
		}
	}
	slices.SortFunc(kept, func(a, b pipeline.Span) int { return a[0] - b[0] })
	return kept
}
