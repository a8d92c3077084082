package web

import (
	"fmt"
	"net/http"
	"strings"
	"unicode"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// similarPage is a passage and those that say something alike.
type similarPage struct {
	Passage pipeline.PassageRecord
	Hits    []hit
}

// alikeWords bounds the words asked for: a passage's first words say what it is about.
const alikeWords = 40

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
	res, err := s.Index.Search(r.Context(), index.Request{Query: alike(p.Passage), Limit: perPage, Highlights: true})
	if err != nil {
		return err
	}
	for _, h := range res.Hits {
		p.Hits = append(p.Hits, newHit(h, ""))
	}
	s.page(w, r, http.StatusOK, "similar.html", "Similar passages", p)
	return nil
}

// alike asks for any of the words of a passage, in every other passage.
func alike(r pipeline.PassageRecord) query.Node {
	seen := map[string]bool{}
	var words []query.Node
	for _, w := range strings.FieldsFunc(r.Text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsMark(c) }) {
		if w = strings.ToLower(w); len(w) < 4 && w[0] < 0x80 || seen[w] || len(words) == alikeWords {
			continue
		}
		seen[w] = true
		words = append(words, query.Word{Text: w})
	}
	self := query.Field{Name: "id", Value: query.Word{Text: r.ID}}
	return query.Simplify(query.And{Nodes: []query.Node{query.Or{Nodes: words}, query.Not{Node: self}}})
}
