package indextest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// Backend is a new, empty index: its writer and a way to open readers of it.
type Backend struct {
	Writer index.Writer
	Open   func() (index.Reader, error)
	Random int // random queries to check, default 10,000, or 300 in a short test
}

// Options are what Run's backends are opened with.
func Options() index.Options {
	return index.Options{Workers: 2, Country: func(name string) string {
		return map[string]string{"brazil": "BRA", "argentina": "ARG"}[strings.ToLower(name)]
	}}
}

// Run runs the suite; open makes a backend with Options, closed by its cleanup.
func Run(t *testing.T, open func(t *testing.T) Backend) {
	t.Run("Queries", func(t *testing.T) { testQueries(t, open(t)) })
	t.Run("Publish", func(t *testing.T) { testPublish(t, open(t)) })
	t.Run("Replace", func(t *testing.T) { testReplace(t, open(t)) })
	t.Run("Order", func(t *testing.T) { testOrder(t, open(t)) })
	t.Run("Facets", func(t *testing.T) { testFacets(t, open(t)) })
	t.Run("Batches", func(t *testing.T) { testBatches(t, open(t), open(t)) })
	t.Run("Random", func(t *testing.T) { testRandom(t, open(t)) })
}

// filled writes docs and returns a reader of them.
func filled(t *testing.T, b Backend, docs ...*pipeline.Document) index.Reader {
	t.Helper()
	must(t, b.Writer.Put(t.Context(), docs...))
	must(t, b.Writer.Publish(t.Context(), "filled"))
	return opened(t, b)
}

func opened(t *testing.T, b Backend) index.Reader {
	t.Helper()
	r, err := b.Open()
	must(t, err)
	t.Cleanup(func() { must(t, r.Close()) })
	return r
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func parsed(t *testing.T, q string) query.Node {
	t.Helper()
	n, err := query.Parse(q)
	must(t, err)
	return n
}

func search(t *testing.T, r index.Reader, request index.Request) *index.Result {
	t.Helper()
	result, err := r.Search(context.Background(), request)
	must(t, err)
	return result
}

// all returns what Each yields.
func all(t *testing.T, r index.Reader, n query.Node) (ids []string) {
	t.Helper()
	must(t, r.Each(context.Background(), n, func(ref index.Ref) error {
		ids = append(ids, string(ref.Document)+":"+ref.Passage)
		return nil
	}))
	return ids
}

func hitIDs(hits []index.Hit) []string {
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	return ids
}

func marked(h index.Hit) string {
	parts := make([]string, len(h.Marks))
	for i, m := range h.Marks {
		parts[i] = m.Of(h.Text)
	}
	return strings.Join(parts, "|")
}

// testQueries checks the table: Each, counts, the page by document, marks.
func testQueries(t *testing.T, b Backend) {
	r := filled(t, b, Documents()...)
	for _, c := range cases {
		n, want := parsed(t, c.query), strings.Fields(c.ids)
		if got := all(t, r, n); !slices.Equal(got, want) {
			t.Errorf("%s: Each = %v, want %v", c.query, got, want)
		}
		result := search(t, r, index.Request{Query: n, Limit: 100, Sort: index.ByDocument, Highlights: true})
		if result.Total != len(want) || !slices.Equal(hitIDs(result.Hits), want) {
			t.Errorf("%s: %d hits %v, want %v", c.query, result.Total, hitIDs(result.Hits), want)
		} else if len(want) > 0 && marked(result.Hits[0]) != c.marks {
			t.Errorf("%s: marks %s, want %s", c.query, marked(result.Hits[0]), c.marks)
		}
		byScore := hitIDs(search(t, r, index.Request{Query: n, Limit: 100}).Hits)
		slices.Sort(byScore)
		slices.Sort(want)
		if !slices.Equal(byScore, want) {
			t.Errorf("%s: by relevance %v, want %v in any order", c.query, byScore, want)
		}
	}
}

// testPublish checks that readers see what was published, all of it or none.
func testPublish(t *testing.T, b Backend) {
	docs := Documents()
	r := opened(t, b)
	expect := func(when string, want int, mark string) {
		t.Helper()
		if got := search(t, r, index.Request{}).Total; got != want {
			t.Errorf("%s: %d passages, want %d", when, got, want)
		}
		if got := b.Writer.Mark(); got != mark {
			t.Errorf("%s: mark %q, want %q", when, got, mark)
		}
	}
	expect("empty", 0, "")
	must(t, b.Writer.Put(t.Context(), docs[0]))
	expect("put", 0, "")
	must(t, b.Writer.Publish(t.Context(), "one"))
	expect("published", 4, "one")
	must(t, b.Writer.Put(t.Context(), docs[1:]...))
	must(t, b.Writer.Delete(t.Context(), docs[0].ID))
	expect("put more", 4, "one")
	must(t, b.Writer.Publish(t.Context(), "two"))
	expect("published more", 10, "two")
	must(t, b.Writer.Publish(t.Context(), "three"))
	expect("published nothing", 10, "three")
}

// testReplace checks that a document put again is there once, as put last.
func testReplace(t *testing.T, b Backend) {
	docs := Documents()
	r := filled(t, b, docs...)
	for range 3 {
		must(t, b.Writer.Put(t.Context(), docs[0], docs[2], docs[0]))
		must(t, b.Writer.Publish(t.Context(), "again"))
	}
	if got := search(t, r, index.Request{}).Total; got != 14 {
		t.Errorf("%d passages after putting documents again, want 14", got)
	}
	short := *docs[0]
	short.Passages = short.Passages[:1]
	short.Recommendations = nil
	must(t, b.Writer.Put(t.Context(), &short))
	must(t, b.Writer.Delete(t.Context(), docs[1].ID, "unknown"))
	must(t, b.Writer.Publish(t.Context(), "shorter"))
	if got := all(t, r, parsed(t, "doc:a1 OR doc:b2")); !slices.Equal(got, []string{"a1:p1"}) {
		t.Errorf("after shortening and deleting: %v", got)
	}
	if got := all(t, r, parsed(t, "torture")); len(got) != 0 {
		t.Errorf("passages that are gone are found: %v", got)
	}
}

// testOrder checks sorts and pages.
func testOrder(t *testing.T, b Backend) {
	r := filled(t, b, Documents()...)
	byDate := hitIDs(search(t, r, index.Request{Query: parsed(t, "number:1 OR c3"), Limit: 9, Sort: index.ByDate}).Hits)
	if want := []string{"a1:p1", "b2:p1", "d4:p1", "e5:p1"}; !slices.Equal(byDate, want) {
		t.Errorf("by date: %v, want %v", byDate, want)
	}
	best := search(t, r, index.Request{Query: parsed(t, "torture OR right OR police"), Limit: 1})
	if best.Hits[0].ID != "a1:p2" || best.Hits[0].Score <= 0 {
		t.Errorf("best: %s, score %g", best.Hits[0].ID, best.Hits[0].Score)
	}
	for _, sort := range []index.Sort{index.ByRelevance, index.ByDate, index.ByDocument} {
		n := parsed(t, "right OR country:BRA OR law")
		whole := hitIDs(search(t, r, index.Request{Query: n, Limit: 100, Sort: sort}).Hits)
		var paged []string
		for offset := 0; offset <= len(whole); offset += 3 {
			paged = append(paged, hitIDs(search(t, r, index.Request{Query: n, Limit: 3, Offset: offset, Sort: sort}).Hits)...)
		}
		if !slices.Equal(whole, paged) {
			t.Errorf("%s: pages %v, whole %v", sort, paged, whole)
		}
	}
}

// testFacets checks counts of some facets by hand.
func testFacets(t *testing.T, b Backend) {
	r := filled(t, b, Documents()...)
	tests := []struct{ query, facet, want string }{
		{"*", "country", "[{BRA 8} {KAZ 4} {ARG 2}]"},
		{"torture", "issue", "[{torture 2} {international-instruments 1}]"},
		{"*", "state", "[{ESP 1} {FRA 1} {PRT 1}]"},
		{"*", "year", "[{2012 4} {2014 4} {2000 2} {2010 2}]"},
		{"number:1", "kind", "[{law 1} {resolution 1} {un-report 1} {upr-report 1}]"},
		{"*", "action", "[{3 1} {5 1}]"},
		{"nothingness", "lang", "[]"},
	}
	for _, tt := range tests {
		result := search(t, r, index.Request{Query: parsed(t, tt.query), Facets: []string{tt.facet}})
		if got := fmt.Sprint(result.Facets[tt.facet]); got != tt.want {
			t.Errorf("%s, facet %s: %s, want %s", tt.query, tt.facet, got, tt.want)
		}
	}
	if counts := search(t, r, index.Request{Facets: []string{"year"}, FacetSize: 1}).Facets["year"]; len(counts) != 1 {
		t.Errorf("FacetSize 1: %v", counts)
	}
	if _, err := r.Search(t.Context(), index.Request{Facets: []string{"weather"}}); err == nil {
		t.Error("an unknown facet is no error")
	}
}

// testBatches checks that what is found does not depend on how it was put.
func testBatches(t *testing.T, one, many Backend) {
	docs := RandomDocuments(7, 60)
	whole := filled(t, one, docs...)
	for i := len(docs) - 1; i >= 0; i-- {
		must(t, many.Writer.Put(t.Context(), docs[i], docs[(i*7)%len(docs)]))
		if i%5 == 0 {
			must(t, many.Writer.Publish(t.Context(), fmt.Sprint(i)))
		}
	}
	parts := opened(t, many)
	for _, n := range randomQueries(8, 60) {
		request := index.Request{Query: n, Limit: 50, Facets: []string{"country", "issue", "kind"}, Highlights: true}
		a, b := search(t, whole, request), search(t, parts, request)
		if fmt.Sprintf("%+v", a) != fmt.Sprintf("%+v", b) {
			t.Fatalf("%s: in one batch\n%+v\nin many\n%+v", n, a, b)
		}
	}
}
