package bleve

import (
	"context"
	"fmt"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
)

// countedQueries is how many counts a generation remembers: ten facets of sixty
// values take about 25 kB, all of them some 6 MB.
const countedQueries = 256

// counted remembers the facets of the queries last asked: turning the page,
// sorting, and the lists of all values count nothing anew. It goes with its
// generation, so that it is never behind.
type counted = lru.Cache[string, map[string][]index.Count]

func newCounted() *counted {
	c, err := lru.New[string, map[string][]index.Count](countedQueries)
	if err != nil {
		panic(err) // the number above is positive
	}
	return c
}

// facetsOf counts, or remembers, the fields asked for. What it returns is shared.
func (m *matches) facetsOf(ctx context.Context, q index.Request, perDocument [][]uint32) (map[string][]index.Count, error) {
	if len(q.Facets) == 0 {
		return nil, nil
	}
	key := fmt.Sprint(q.Facets, q.FacetSize, "*")
	if q.Query != nil {
		key = fmt.Sprint(q.Facets, q.FacetSize, query.Simplify(q.Query))
	}
	if known, ok := m.snapshot.counted.Get(key); ok {
		return known, nil
	}
	facets, err := m.facets(ctx, q, perDocument)
	if err == nil {
		m.snapshot.counted.Add(key, facets)
	}
	return facets, err
}
