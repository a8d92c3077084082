package web

import (
	"context"
	"fmt"
	"net/http"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/link"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// evidencePage is a recommendation with the passages that bear on it.
type evidencePage struct {
	link.Evidence
	Href string
}

// evidence ranks the passages of the State's documents for one recommendation.
func (s *Server) evidence(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	_, d, err := s.corpus.document(v.Get("doc"))
	if err != nil {
		return err
	}
	n := number(v.Get("n"))
	if n < 0 || n >= len(d.Recommendations) {
		return fmt.Errorf("recommendation %q of %s: %w", v.Get("n"), d.ID, pipeline.ErrNotFound)
	}
	rec := d.RecommendationRecord(n)
	linker, err := s.linker(r.Context(), rec.Country)
	if err != nil {
		return err
	}
	p := evidencePage{linker.Rank(rec, referencesOf(d, &d.Recommendations[n]), d.Date), passageURL(d.ID, rec.Passage)}
	s.page(w, r, http.StatusOK, "evidence.html", "Evidence for "+rec.Symbol+", para. "+rec.Number, p)
	return nil
}

// linker holds every passage of a State's documents.
func (s *Server) linker(ctx context.Context, country string) (*link.Linker, error) {
	store, err := s.corpus.store()
	if err != nil {
		return nil, err
	}
	linker := link.New(link.Options{Limit: 10})
	var last pipeline.ID
	err = s.Index.Each(ctx, query.Field{Name: "country", Value: query.Word{Text: country}}, func(ref index.Ref) error {
		if ref.Document == last {
			return nil
		}
		last = ref.Document
		d, err := store.Document(ref.Document)
		if err != nil {
			return err
		}
		linker.Add(d)
		return nil
	})
	return linker, err
}

// referencesOf are those of the passage that a recommendation stands in, as far as they lie in its text.
func referencesOf(d *pipeline.Document, r *pipeline.Recommendation) []pipeline.Reference {
	p := d.Passage(r.Passage)
	if p == nil {
		return nil
	}
	var list []pipeline.Reference
	for _, ref := range p.References {
		if at := p.Start + ref.Start; at >= r.Start && at < r.End || r.End == 0 {
			list = append(list, ref)
		}
	}
	return list
}
