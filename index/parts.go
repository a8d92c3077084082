package index

import (
	"context"

	"github.com/haki-project/haki/index/query"
)

// Part is a part of a query with how many passages it finds by itself.
type Part struct {
	Query query.Node
	Count int
}

// maxParts bounds what is counted for a search that found nothing.
const maxParts = 8

// Parts counts what each part of a query finds by itself, so that a person whose
// search found nothing sees which part nothing has. It is nil for a query of one
// part, and for one of very many.
func Parts(ctx context.Context, r Reader, q query.Node) ([]Part, error) {
	and, ok := query.Simplify(q).(query.And)
	if !ok || len(and.Nodes) > maxParts {
		return nil, nil
	}
	parts := make([]Part, len(and.Nodes))
	for i, n := range and.Nodes {
		res, err := r.Search(ctx, Request{Query: n})
		if err != nil {
			return nil, err
		}
		parts[i] = Part{n, res.Total}
	}
	return parts, nil
}
