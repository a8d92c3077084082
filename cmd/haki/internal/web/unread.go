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

// maxParts bounds what is counted for a search that found nothing.
const maxParts = 8

// partsOf counts what each part of a query finds by itself, so that a person
// sees which one it was that nothing has.
func (s *Server) partsOf(r *http.Request, text string) []counted {
	q, err := query.Parse(text)
	if err != nil {
		return nil
	}
	and, ok := query.Simplify(q).(query.And)
	if !ok || len(and.Nodes) < 2 || len(and.Nodes) > maxParts {
		return nil
	}
	list := make([]counted, len(and.Nodes))
	for i, n := range and.Nodes {
		res, err := s.Index.Search(r.Context(), index.Request{Query: n})
		if err != nil {
			s.Logger.Warn("parts of a query", "error", err.Error())
			return nil
		}
		list[i] = counted{n.String(), res.Total, queryURL("q", n.String())}
	}
	return list
}
