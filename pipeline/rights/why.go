package rights

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/haki-project/haki/pipeline"
)

// Reason is one thing that speaks for or against a label.
type Reason struct {
	What   string          // the term as the scheme writes it, the reference, the label that implies it, or words of the text
	Weight float64         // above 0 for the label, below 0 against it
	Spans  []pipeline.Span // bytes of the text
	Void   bool            // does not count: taken back, or part of an excepted phrase
}

// Explanation says why a label is said of a text or is not.
type Explanation struct {
	Scheme, Label string
	By            string
	Score         float64
	Threshold     float64 // the label is said from this score on
	Reasons       []Reason
}

// Said reports whether the label is said of the text.
func (e *Explanation) Said() bool { return e.Score >= e.Threshold }

// maxReasons is how many words a model's explanation shows.
const maxReasons = 20

// Why explains a label of a scheme for a text (see [Tagger.Tag] for lang and
// refs). The error says that there is no such scheme or label, and names those near.
func (t *Tagger) Why(text, lang string, refs []pipeline.Reference, scheme, label string) (*Explanation, error) {
	i := slices.IndexFunc(t.engine.schemes, func(s *Scheme) bool { return s.ID == scheme })
	if i < 0 {
		return nil, fmt.Errorf("no scheme %q: there are %v", scheme, t.Schemes())
	}
	k, ok := t.engine.place[i][label]
	if !ok {
		return nil, fmt.Errorf("no label %q in scheme %s; haki scheme lists its labels", label, scheme)
	}
	in := t.read(text, lang, refs)
	defer t.pool.Put(in)
	if t.models[scheme] != nil && in.modelled {
		return t.whyModel(scheme, label, in), nil
	}
	return t.whyTerms(in, i, k), nil
}

// Schemes are the ids of the schemes that t tags with.
func (t *Tagger) Schemes() []string {
	var list []string
	for _, s := range t.engine.schemes {
		list = append(list, s.ID)
	}
	return list
}

func (t *Tagger) whyModel(scheme, label string, in *reading) *Explanation {
	m := t.models[scheme]
	e := &Explanation{Scheme: scheme, Label: label, By: "model:" + m.Name, Threshold: 1}
	for j, l := range m.Labels {
		if l.ID != label {
			continue
		}
		e.Threshold = l.Threshold
		if scores := m.Scores(in.words, nil, in.found...); len(scores) > 0 {
			e.Score = scores[j]
		}
		for _, w := range m.Weights(in.words, j, in.found...) {
			if len(e.Reasons) < maxReasons {
				e.Reasons = append(e.Reasons, Reason{What: in.text[w.Start:w.End], Weight: w.Weight, Spans: []pipeline.Span{{w.Start, w.End}}})
			}
		}
	}
	return e
}

func (t *Tagger) whyTerms(in *reading, i, k int) *Explanation {
	s := t.engine.schemes[i]
	e := &Explanation{Scheme: s.ID, Label: s.Labels[k].ID, By: "terms:" + s.Name(), Threshold: s.threshold()}
	marks := t.engine.marks(i, in, t.tags(in, i))
	for _, found := range s.scores(marks, in) {
		if found.label == k {
			e.Score = found.score
		}
	}
	for _, m := range marks {
		if m.label == k {
			e.Reasons = append(e.Reasons, Reason{What: m.what, Weight: m.weight, Spans: m.spans, Void: m.void})
		}
	}
	slices.SortStableFunc(e.Reasons, func(a, b Reason) int { return cmp.Compare(b.Weight, a.Weight) })
	return e
}
