package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// homePage is what the corpus holds, and where to begin.
type homePage struct {
	Passages, Documents, Recommendations, References, Failures int
	Years                                                      years
	Facets                                                     []facet // each value with its share of the largest
	States                                                     []facetValue
	Newest                                                     []*pipeline.Outcome
}

// homeFacets are the doors into the corpus, homeValues how many of each are shown.
var homeFacets = []string{"kind", "right", "country"}

const (
	homeValues = 10
	newestDocs = 8
)

func (s *Server) home(w http.ResponseWriter, r *http.Request) error {
	p := homePage{}
	res, err := s.everything(r.Context())
	if err != nil {
		return err
	}
	p.Passages, p.Years = res.Total, histogram(url.Values{}, res.Facets["year"])
	rest := searchURL(url.Values{})
	for _, name := range homeFacets {
		f := newFacet(name, "", rest, res.Facets[name])
		f.Values = f.Values[:min(len(f.Values), homeValues)]
		p.Facets = append(p.Facets, f)
	}
	if p.States, err = s.reviewed(r.Context()); err != nil {
		return err
	}
	if err := p.count(s); err != nil {
		return err
	}
	s.page(w, r, http.StatusOK, "home.html", "Search", p)
	return nil
}

// everything counts the whole corpus.
func (s *Server) everything(ctx context.Context) (*index.Result, error) {
	return s.Index.Search(ctx, index.Request{Query: query.All{}, Facets: facets, FacetSize: facetSize})
}

func (p *homePage) count(s *Server) error {
	_, ledger, err := s.corpus.ledger()
	if err != nil {
		return err
	}
	all := slices.Clone(ledger.Documents())
	p.Documents, p.Failures = len(all), len(ledger.Failures())
	for _, o := range all {
		if o.Summary != nil {
			p.Recommendations += o.Summary.Recommendations
			p.References += o.Summary.References
		}
	}
	slices.SortStableFunc(all, func(a, b *pipeline.Outcome) int { return b.Time.Compare(a.Time) })
	p.Newest = all[:min(len(all), newestDocs)]
	return nil
}

// Share is how much of the largest count a value has, out of 100.
func (f facet) Share(n int) int {
	if len(f.Values) == 0 || f.Values[0].Count == 0 {
		return 0
	}
	return max(100*n/f.Values[0].Count, 1)
}
