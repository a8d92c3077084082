package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// problem is an answer that a person can act on (RFC 9457).
type problem struct {
	Status int    `json:"status"`
	Title  string `json:"title"`
	Detail string `json:"detail,omitempty"`
}

func (p problem) Error() string { return p.Title + ": " + p.Detail }

// problems maps what went wrong to what is answered, first match wins. What is
// not listed is nobody's fault but ours: it goes to the log.
var problems = []struct {
	err    error
	status int
	title  string
}{
	{pipeline.ErrNotFound, http.StatusNotFound, "It is not in the corpus"},
	{pipeline.ErrAmbiguous, http.StatusConflict, "Several documents match"},
	{pipeline.ErrNoCorpus, http.StatusServiceUnavailable, "There is no corpus yet"},
	{pipeline.ErrLocked, http.StatusConflict, "Another program is writing to the corpus"},
	{pipeline.ErrTooLarge, http.StatusRequestEntityTooLarge, "It is too large"},
	{context.DeadlineExceeded, http.StatusServiceUnavailable, "It took too long"},
	{pipeline.ErrDiskFull, http.StatusInsufficientStorage, "The disk is full"},
}

func problemOf(err error) problem {
	var p problem
	if errors.As(err, &p) {
		return p
	}
	var bad *query.Error
	if errors.As(err, &bad) {
		return problem{http.StatusBadRequest, "The query cannot be read", bad.Error()}
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return problem{http.StatusRequestEntityTooLarge, "It is too large", err.Error()}
	}
	for _, k := range problems {
		if errors.Is(err, k.err) {
			return problem{k.status, k.title, err.Error()}
		}
	}
	return problem{http.StatusInternalServerError, "Something went wrong here", "the log of the server says what"}
}

// serve runs a handler and answers for it where it fails.
func (s *Server) serve(pattern string, h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := h(w, r)
		if err == nil || errors.Is(err, context.Canceled) {
			return
		}
		p := problemOf(err)
		if p.Status >= 500 {
			s.Logger.Error("failed", "id", w.Header().Get("X-Request-Id"), "route", pattern, "error", err.Error())
		}
		s.fail(w, r, p)
	})
}

// fail answers with a problem: JSON to programs, a page to people.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, p problem) {
	if sw, ok := w.(*statusWriter); ok && sw.wrote {
		return // half an answer has gone out: cutting it off is all that is left
	}
	if strings.HasPrefix(r.URL.Path, "/api/") || strings.Contains(r.Header.Get("Accept"), "application/json") {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(p.Status)
		_ = json.NewEncoder(w).Encode(p) // a client that went away needs no answer
		return
	}
	s.page(w, r, p.Status, "problem.html", p.Title, p)
}

// nothing answers for addresses that there are none of, or not with that method.
func (s *Server) nothing(mux *http.ServeMux) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			other := r.Clone(r.Context())
			other.Method = method
			if _, pattern := mux.Handler(other); method != r.Method && pattern != "/" {
				w.Header().Set("Allow", method)
				return problem{http.StatusMethodNotAllowed, "That cannot be done here", r.Method + " " + r.URL.Path + ": only " + method + " is answered"}
			}
		}
		return problem{http.StatusNotFound, "There is no such page", r.URL.Path}
	}
}
