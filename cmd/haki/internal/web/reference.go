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
	http.Redirect(w, r, destination(d.Passages[i].References[n]), http.StatusSeeOther)
	return nil
}

// destination prefers what the corpus has, then the official address.
func destination(ref pipeline.Reference) string {
	if doc, passage, _ := strings.Cut(ref.Stored, ":"); doc != "" {
		return passageURL(pipeline.ID(doc), passage)
	}
	if strings.HasPrefix(ref.URI, "https://") {
		return ref.URI
	}
	return queryURL("q", "cites:"+quoted(ref.Target))
}

// number reads a whole number, -1 where it is none.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
