package rights

import (
	"fmt"
	"slices"
	"strings"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/rights/terms"
)

// lexicon finds the terms of all schemes in one pass over a text of one language.
type lexicon struct {
	set   *terms.Set
	terms []term
}

// term is what a number in the set means.
type term struct {
	scheme, label int // places; scheme and label are -1 for what takes back
	text          string
	weight        float64
	except        bool
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
		all[lang].terms = append(all[lang].terms, t)
		return all[lang].set.Add(t.text, lang, len(all[lang].terms)-1)
	}
	for i, s := range schemes {
		if err := s.eachTerm(i, add); err != nil {
			return nil, fmt.Errorf("scheme %s: %w", s.ID, err)
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

// find appends the terms in text to hits, in the order of where they begin.
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

// mark is why a label may be said: a term, a reference or another label.
type mark struct {
	label  int
	what   string
	weight float64
	spans  []pipeline.Span
	void   bool
}

// marks are the distinct terms of scheme i among hits, strongest places kept.
func (x *lexicon) marks(i int, hits []hit) []mark {
	var list []mark
	place := map[int]int{}
	for _, h := range hits {
		t := &x.terms[h.term]
		if t.scheme != i || t.label < 0 || t.except {
			continue
		}
		k, ok := place[h.term]
		if !ok || list[k].void && !h.voided {
			if !ok {
				k = len(list)
				list = append(list, mark{})
			}
			place[h.term] = k
			list[k] = mark{t.label, t.text, t.weight, []pipeline.Span{h.span}, h.voided}
			continue
		}
		if !h.voided && !slices.Contains(list[k].spans, h.span) && len(list[k].spans) < 8 {
			list[k].spans = append(list[k].spans, h.span)
		}
	}
	return list
}
