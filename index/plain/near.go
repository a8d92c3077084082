package plain

import (
	"context"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/index/terms"
)

// nearQuery matches the terms of a phrase where they stand together: bleve's own
// phrase searcher knows no distances.
type nearQuery struct {
	phrase  terms.Phrase
	planner planner
}

func (q *nearQuery) Searcher(ctx context.Context, i bleveindex.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	o.IncludeTermVectors = true
	list := make([]search.Searcher, len(q.phrase.Terms))
	for k, t := range q.phrase.Terms {
		s, err := q.planner.term(t).Searcher(ctx, i, m, o)
		if err != nil {
			return nil, err
		}
		list[k] = s
	}
	all, err := searcher.NewConjunctionSearcher(ctx, i, list, o)
	if err != nil {
		return nil, err
	}
	return &nearSearcher{Searcher: all, phrase: q.phrase, near: terms.NewNear(q.phrase)}, nil
}

// nearSearcher passes on what a conjunction finds if its terms stand together.
type nearSearcher struct {
	search.Searcher
	phrase terms.Phrase
	near   *terms.Near
}

func (s *nearSearcher) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	m, err := s.Searcher.Next(ctx)
	return s.firstFrom(ctx, m, err)
}

func (s *nearSearcher) Advance(ctx *search.SearchContext, id bleveindex.IndexInternalID) (*search.DocumentMatch, error) {
	m, err := s.Searcher.Advance(ctx, id)
	return s.firstFrom(ctx, m, err)
}

func (s *nearSearcher) firstFrom(ctx *search.SearchContext, m *search.DocumentMatch, err error) (*search.DocumentMatch, error) {
	for err == nil && m != nil && !s.matches(m) {
		ctx.DocumentMatchPool.Put(m)
		m, err = s.Searcher.Next(ctx)
	}
	return m, err
}

func (s *nearSearcher) matches(m *search.DocumentMatch) bool {
	positions := make([][]int, len(s.phrase.Terms))
	field := wordField(s.phrase.Field)
	for _, l := range m.FieldTermLocations {
		if l.Field != field {
			continue
		}
		for k, t := range s.phrase.Terms {
			if asksFor(t, l.Term) {
				positions[k] = append(positions[k], int(l.Location.Pos))
			}
		}
	}
	for k := range positions {
		slices.Sort(positions[k])
		positions[k] = slices.Compact(positions[k])
	}
	return len(s.near.Places(positions)) > 0
}

// asksFor reports whether a term of the index is one that t asks for.
func asksFor(t terms.Term, indexed string) bool {
	if rest, ok := strings.CutPrefix(indexed, "\x01"); ok {
		language, stem, _ := strings.Cut(rest, "\x01")
		return t.Mode == query.Stem && terms.Stem(language, t.Fold) == stem
	}
	if t.Mode == query.Stem || t.Mode == query.Exact {
		return indexed == t.Fold
	}
	return t.MatchesFold(indexed)
}
