package indextest

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
)

// Same fills two backends with the same documents and checks that every query of
// the table and n random ones have the same hits in every order, with the same
// marks, and the same counts. Scores may differ where a phrase adds to them.
func Same(t *testing.T, one, other Backend, n int) {
	docs := slices.Concat(Documents(), RandomDocuments(11, 120))
	a, b := filled(t, one, docs...), filled(t, other, docs...)
	queries := randomQueries(12, n)
	for _, c := range cases {
		queries = append(queries, parsed(t, c.query))
	}
	for _, q := range queries {
		if x, y := all(t, a, q), all(t, b, q); !slices.Equal(x, y) {
			t.Errorf("%s: Each\n%v\nand\n%v", q, x, y)
		}
		for _, sort := range []index.Sort{index.ByDocument, index.ByDate} {
			request := index.Request{Query: q, Limit: 25, Offset: 2, Sort: sort, Facets: facetsChecked, Highlights: true}
			if x, y := search(t, a, request), search(t, b, request); fmt.Sprintf("%+v", x) != fmt.Sprintf("%+v", y) {
				t.Errorf("%s by %s:\n%+v\nand\n%+v", q, sort, x, y)
			}
		}
		if !scoresPhrases(q) {
			sameScores(t, a, b, q)
		}
	}
}

func scoresPhrases(q query.Node) (has bool) {
	query.Visit(q, func(n query.Node) bool {
		_, phrase := n.(query.Phrase)
		has = has || phrase
		return true
	})
	return has
}

// sameScores compares the best hits; of those with equal scores the order too.
func sameScores(t *testing.T, a, b index.Reader, q query.Node) {
	t.Helper()
	request := index.Request{Query: q, Limit: 30}
	x, y := search(t, a, request), search(t, b, request)
	for i := range x.Hits {
		if math.Abs(x.Hits[i].Score-y.Hits[i].Score) > 1e-5*math.Abs(x.Hits[i].Score) {
			t.Errorf("%s: hit %d scores %g and %g", q, i, x.Hits[i].Score, y.Hits[i].Score)
			return
		}
	}
}
