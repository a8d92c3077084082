package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// followURL leads to the target of reference n of a passage.
func followURL(r pipeline.PassageRecord, n int) string {
	return fmt.Sprintf("/ref?doc=%s&p=%s&n=%d", r.Document.ID, queryEscape(short(r)), n)
}

// targetOf names what a reference points at, with its place in it.
func targetOf(ref pipeline.Reference) string {
	return strings.Join(append([]string{ref.Target}, ref.Pinpoints...), " ")
}

// follow leads to what a reference points at: the passage stored, else the
// official address, else what else in the corpus points at it. The address comes
// from a rule of ours and never from the request.
func (s *Server) follow(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	_, d, err := s.corpus.document(v.Get("doc"))
	if err != nil {
		return err
	}
	i, n := place(d, v.Get("p")), number(v.Get("n"))
	if i < 0 || n < 0 || n >= len(d.Passages[i].References) {
		return fmt.Errorf("reference %q of passage %q: %w", v.Get("n"), v.Get("p"), pipeline.ErrNotFound)
	}
	http.Redirect(w, r, s.destination(d.Passages[i].References[n]), http.StatusSeeOther)
	return nil
}

func (s *Server) destination(ref pipeline.Reference) string {
	if store, err := s.corpus.store(); err == nil && ref.Kind != "treaty" && ref.Target != "" {
		if o, err := store.Find(ref.Target); err == nil {
			if d, err := store.Document(o.Document); err == nil {
				return passageURL(d.ID, pointed(d, ref.Pinpoints))
			}
		}
	}
	if strings.HasPrefix(ref.URI, "https://") {
		return ref.URI
	}
	return queryURL("q", "cites:"+quoted(ref.Target))
}

// pointed is the passage that a pinpoint (para:12, art:14) names, "" for none.
func pointed(d *pipeline.Document, pinpoints []string) string {
	for _, pin := range pinpoints {
		_, at, _ := strings.Cut(pin, ":")
		for i := range d.Passages {
			if p := &d.Passages[i]; at != "" && p.Number == at && p.Kind != pipeline.Heading && p.Kind != pipeline.Footnote {
				return p.ID
			}
		}
	}
	return ""
}

// number reads a whole number, -1 where it is none.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
