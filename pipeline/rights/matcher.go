package rights

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/rights/linear"
	"github.com/haki-project/haki/pipeline/rights/terms"
)

// lexicon finds the terms of all schemes in one pass over a text of one language.
type lexicon struct {
	set   *terms.Set
	terms []term
	from  []int // terms of scheme i: terms[from[i]:from[i+1]]
}

// term is what a number in the set means.
type term struct {
	scheme, label int // places; label is -1 for what takes back
	text          string
	weight        float64
	except        bool
	key           uint64 // of its label, for models
}

// newLexicons makes a lexicon of each language that any scheme has terms in.
func newLexicons(schemes []*Scheme) (map[string]*lexicon, error) {
	all := map[string]*lexicon{}
	add := func(lang, written string, t term) error {
		if all[lang] == nil {
			all[lang] = &lexicon{set: terms.NewSet()}
		}
		var err error
		if t.text, t.weight, err = weighted(written); err != nil {
			return err
		}
		if t.label >= 0 && !t.except {
			t.key = linear.Key(schemes[t.scheme].ID + ":" + schemes[t.scheme].Labels[t.label].ID)
		}
		all[lang].terms = append(all[lang].terms, t)
		return all[lang].set.Add(t.text, lang, len(all[lang].terms)-1)
	}
	for i, s := range schemes {
		if err := s.eachTerm(i, add); err != nil {
			return nil, fmt.Errorf("scheme %s: %w", s.ID, err)
		}
	}
	for _, x := range all {
		x.from = make([]int, len(schemes)+1)
		for _, t := range x.terms {
			x.from[t.scheme+1]++
		}
		for i := range schemes {
			x.from[i+1] += x.from[i]
		}
	}
	return all, nil
}

// eachTerm calls add for everything that s, which has place i, looks for in a text.
func (s *Scheme) eachTerm(i int, add func(lang, written string, t term) error) error {
	lists := func(byLanguage map[string][]string, t term) error {
		for _, lang := range sorted(byLanguage) {
			for _, written := range byLanguage[lang] {
				if err := add(lang, written, t); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := lists(s.Not, term{scheme: i, label: -1}); err != nil {
		return err
	}
	for k, l := range s.Labels {
		if err := lists(l.Terms, term{scheme: i, label: k}); err != nil {
			return fmt.Errorf("label %s: %w", l.ID, err)
		}
		if err := lists(l.Except, term{scheme: i, label: k, except: true}); err != nil {
			return fmt.Errorf("label %s: %w", l.ID, err)
		}
	}
	return nil
}

// hit is a term found in a text.
type hit struct {
	term   int
	span   pipeline.Span
	voided bool // taken back by what stands before it, or part of an excepted phrase
}

// find appends the terms in text to hits and sorts them by term, then by place.
func (x *lexicon) find(text string, hits []hit) []hit {
	quiet := true
	x.set.Find(text, func(h terms.Hit) {
		t := &x.terms[h.Term]
		quiet = quiet && !t.except && t.label >= 0
		hits = append(hits, hit{term: h.Term, span: pipeline.Span{h.Start, h.End}})
	})
	if !quiet {
		x.void(text, hits)
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(a.term-b.term, a.span[0]-b.span[0], a.span[1]-b.span[1])
	})
	return hits
}

// void marks the hits that do not count.
func (x *lexicon) void(text string, hits []hit) {
	for _, by := range hits {
		b := &x.terms[by.term]
		if b.label >= 0 && !b.except {
			continue
		}
		for i := range hits {
			h := &hits[i]
			t := &x.terms[h.term]
			switch {
			case t.scheme != b.scheme || t.except || t.label < 0:
			case b.label < 0:
				h.voided = h.voided || takenBack(text, by.span, h.span)
			case b.label == t.label:
				h.voided = h.voided || by.span[0] <= h.span[0] && h.span[1] <= by.span[1]
			}
		}
	}
}

// takenBack says whether what stands at by ("other than") reaches the term at
// s: at most two words are between, and no end of a clause.
func takenBack(text string, by, s pipeline.Span) bool {
	if s[0] < by[1] {
		return false
	}
	between := text[by[1]:s[0]]
	return len(between) < 60 && !strings.ContainsAny(between, ".;:!?,") && len(strings.Fields(between)) <= 2
}

// found appends the terms among hits as models see them: by their label.
func (x *lexicon) found(hits []hit, list []linear.Found) []linear.Found {
	for _, h := range hits {
		if key := x.terms[h.term].key; key != 0 && !h.voided {
			list = append(list, linear.Found{Key: key, Start: int32(h.span[0]), End: int32(h.span[1])})
		}
	}
	return list
}

// mark is why a label may be said: a term, a reference or another label.
type mark struct {
	label  int
	what   string
	weight float64
	spans  []pipeline.Span
	void   bool
}

// marks appends the distinct terms of scheme i among hits, which are sorted by
// term, to list; their places are kept in spans.
func (x *lexicon) marks(i int, hits []hit, list []mark, spans *[]pipeline.Span) []mark {
	from := x.from[i]
	k, _ := slices.BinarySearchFunc(hits, from, func(h hit, term int) int { return h.term - term })
	for k < len(hits) && hits[k].term < x.from[i+1] {
		end := k + 1
		for end < len(hits) && hits[end].term == hits[k].term {
			end++
		}
		if t := &x.terms[hits[k].term]; t.label >= 0 && !t.except {
			list = append(list, t.mark(hits[k:end], spans))
		}
		k = end
	}
	return list
}

// maxPlaces is how many places of a term are kept.
const maxPlaces = 8

// mark says that t stands at hits: at those that count, or, where none does, at the first.
func (t *term) mark(hits []hit, spans *[]pipeline.Span) mark {
	begin := len(*spans)
	for _, h := range hits {
		n := len(*spans)
		if again := n > begin && (*spans)[n-1] == h.span; !h.voided && !again && n-begin < maxPlaces {
			*spans = append(*spans, h.span)
		}
	}
	void := len(*spans) == begin
	if void {
		*spans = append(*spans, hits[0].span)
	}
	return mark{t.label, t.text, t.weight, (*spans)[begin:len(*spans):len(*spans)], void}
}
