package web

import (
	"fmt"
	"net/http"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/link"
	"github.com/haki-project/haki/pipeline"
)

// similarPage is a passage and those that say something alike.
type similarPage struct {
	Passage pipeline.PassageRecord
	Hits    []hit
}

func (s *Server) similar(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	_, d, err := s.corpus.document(v.Get("doc"))
	if err != nil {
		return err
	}
	i := place(d, v.Get("p"))
	if i < 0 {
		return fmt.Errorf("passage %q of %s: %w", v.Get("p"), d.ID, pipeline.ErrNotFound)
	}
	p := similarPage{Passage: d.PassageRecord(i)}
	res, err := s.Index.Search(r.Context(), index.Request{Query: link.Alike(p.Passage), Limit: perPage, Highlights: true})
	if err != nil {
		return err
	}
	for _, h := range res.Hits {
		p.Hits = append(p.Hits, newHit(h))
	}
	s.page(w, r, http.StatusOK, "similar.html", "Similar passages", p)
	return nil
}
