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
	by       []string            // by scheme, what its tags are said by
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
		e.by = append(e.by, "terms:"+s.Name())
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
	list := in.marks[:0]
	if len(in.hits) > 0 && (e.schemes[i].Form == "" || in.modelled) {
		list = in.lexicon.marks(i, in.hits, list, &in.spans)
	}
	if len(e.anchors[i]) > 0 {
		for _, r := range in.refs {
			list = append(list, e.anchored(i, r)...)
		}
	}
	if len(e.implied[i]) == 0 {
		tags = nil
	}
	for _, t := range tags {
		for _, m := range e.implied[i][t.Scheme+":"+t.ID] {
			m.what, m.weight, m.spans = t.Scheme+":"+t.ID, float64(m.weight*min(1, t.Score+0.2)), t.Spans
			list = append(list, m)
		}
	}
	in.marks = list
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

// scored is a label with a score.
type scored struct {
	label int
	score float64
}

// scores combines marks: a label is wrong only if everything that speaks for it
// is. A scheme with a share gives each label in proportion to the strongest.
// Labels that nothing speaks for are left out; the others keep their order.
func (s *Scheme) scores(marks []mark, in *reading) []scored {
	against := in.against(len(s.Labels)) // by label: sum of log(1-weight)
	list := in.scored[:0]
	for _, m := range marks {
		if m.void {
			continue
		}
		if against[m.label] == 0 {
			list = append(list, scored{label: m.label})
		}
		against[m.label] += float64(math.Log1p(-m.weight) * more(len(m.spans)))
	}
	in.scored = list
	top := 0.0
	for _, l := range list {
		top = min(top, against[l.label])
	}
	for k, l := range list {
		a := against[l.label]
		if against[l.label] = 0; a <= float64(s.Share*top) {
			list[k].score = math.Round(1e4*(1-math.Exp(max(a, -4)))) / 1e4 // no tag may hang on the last bits
		}
	}
	slices.SortFunc(list, func(a, b scored) int { return a.label - b.label })
	return list
}

// more is how much a term counts that is found n times.
func more(n int) float64 { return 1 + 0.25*float64(min(n, 5)-1) }

// tags appends the labels of scheme i that something in a text speaks for clearly enough.
func (e *engine) tags(i int, in *reading, tags []pipeline.Tag) []pipeline.Tag {
	marks := e.marks(i, in, tags)
	if len(marks) == 0 {
		return tags
	}
	s := e.schemes[i]
	for _, found := range s.scores(marks, in) {
		if found.score < s.threshold() {
			continue
		}
		l := &s.Labels[found.label]
		tags = append(tags, pipeline.Tag{Scheme: s.ID, ID: l.ID, Label: l.Label, Score: found.score, By: e.by[i], Spans: weightiest(marks, found.label)})
	}
	return tags
}

// maxSpans is how many places a tag shows.
const maxSpans = 5

// weightiest are the places that speak loudest for label k, in their order.
func weightiest(marks []mark, k int) []pipeline.Span {
	var room [16]mark // mostly enough, and on the stack
	mine, places := room[:0], 0
	for _, m := range marks {
		if m.label == k && !m.void {
			mine, places = append(mine, m), places+len(m.spans)
		}
	}
	slices.SortStableFunc(mine, func(a, b mark) int { return cmp.Compare(b.weight, a.weight) })
	kept := make([]pipeline.Span, 0, min(places, maxSpans))
	for _, m := range mine {
		kept = firstSpans(kept, m.spans)
	}
	return inOrder(kept)
}

// firstSpans adds to kept the first few spans that overlap none in it.
func firstSpans(kept, spans []pipeline.Span) []pipeline.Span {
	for _, s := range spans {
		if len(kept) < maxSpans && !slices.ContainsFunc(kept, s.Overlaps) {
			kept = append(kept, s)
		}
	}
	return kept
}

// inOrder sorts spans as they stand in the text.
func inOrder(spans []pipeline.Span) []pipeline.Span {
	slices.SortFunc(spans, func(a, b pipeline.Span) int { return a[0] - b[0] })
	return spans
}
