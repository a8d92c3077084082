package web

import (
	"net/http"
	"net/url"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
)

// unread is a query that cannot be read: where it is wrong, and what to write instead.
type unread struct {
	Before, Wrong, After      string // the query, cut at what is wrong
	Message, Suggestion, Href string
}

func newUnread(v url.Values, q string, e *query.Error) *unread {
	from, to := e.Span()
	from = min(from, len(q))
	to = min(max(to, from), len(q))
	return &unread{q[:from], q[from:to], q[to:], e.Message, e.Suggestion, with(without(v, "offset"), "q", e.Suggestion)}
}

// counted is a part of a query with what it finds alone.
type counted struct {
	Query string
	Count int
	Href  string
}

// partsOf counts what each part of a query finds by itself.
func (s *Server) partsOf(r *http.Request, text string) (list []counted) {
	q, err := query.Parse(text)
	if err != nil {
		return nil
	}
	parts, err := index.Parts(r.Context(), s.Index, q)
	if err != nil {
		s.Logger.Warn("parts of a query", "error", err.Error())
	}
	for _, p := range parts {
		list = append(list, counted{p.Query.String(), p.Count, queryURL("q", p.Query.String())})
	}
	return list
}
