package bleve

import (
	"fmt"
	"testing"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/indextest"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// TestCountsAreOfTheirGeneration holds that what is remembered is never behind
// what is published, and that no query gets the counts of another.
func TestCountsAreOfTheirGeneration(t *testing.T) {
	dir, docs := t.TempDir(), indextest.Documents()
	w := mustOpen(t, dir)
	must(t, w.Put(t.Context(), docs[:len(docs)-1]...))
	must(t, w.Publish(t.Context(), "first"))
	r, err := OpenReader(dir, indextest.Options())
	must(t, err)
	defer r.Close()
	ask := func(q query.Node, size int, facets ...string) string {
		t.Helper()
		result, err := r.Search(t.Context(), index.Request{Query: q, Facets: facets, FacetSize: size})
		must(t, err)
		sum := 0
		for _, c := range result.Facets["lang"] {
			sum += c.Count
		}
		if len(facets) > 0 && facets[0] == "lang" && size == 0 && sum != result.Total {
			t.Errorf("%v: %d passages by language, %d found", q, sum, result.Total)
		}
		return fmt.Sprint(result.Facets)
	}
	law := query.Field{Name: "kind", Value: query.Word{Text: "law"}}
	all := ask(query.All{}, 0, "lang", "kind")
	if all != ask(nil, 0, "lang", "kind") || all != ask(query.And{Nodes: []query.Node{query.All{}}}, 0, "lang", "kind") {
		t.Error("the same query is counted otherwise when it is written otherwise")
	}
	if all == ask(law, 0, "lang", "kind") || all == ask(query.All{}, 1, "lang", "kind") || all == ask(query.All{}, 0, "lang") {
		t.Error("another query, size or field gets the same counts")
	}
	must(t, w.Put(t.Context(), docs[len(docs)-1]))
	must(t, w.Delete(t.Context(), pipeline.ID(docs[0].ID)))
	must(t, w.Publish(t.Context(), "second"))
	must(t, w.Close())
	if all == ask(query.All{}, 0, "lang", "kind") {
		t.Error("the counts are those of the generation before")
	}
}
