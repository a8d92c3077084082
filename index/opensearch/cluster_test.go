package opensearch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/bleve"
	"github.com/haki-project/haki/index/indextest"
	"github.com/haki-project/haki/index/opensearch/clustertest"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// small are bounds that few passages reach.
var small = limits{patience: 3 * time.Minute, silence: 24 * time.Hour, pause: 50 * time.Millisecond, grace: time.Hour, bulk: 32 << 10, window: 50, page: 40}

// fresh is an index that is not there yet.
func fresh(t testing.TB, c *clustertest.Cluster, l limits) *Index {
	t.Helper()
	x, err := Open(c.Address(), Layout{Replicas: 1})
	if err != nil {
		t.Fatal(err)
	}
	x.limits = l
	return x
}

func writerOf(t testing.TB, x *Index) *writer {
	t.Helper()
	w, err := x.OpenWriter(t.Context(), indextest.Options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w.(*writer)
}

func readerOf(t testing.TB, x *Index) index.Reader {
	t.Helper()
	r, err := x.OpenReader(indextest.Options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func backendOf(t testing.TB, x *Index) indextest.Backend {
	return indextest.Backend{Writer: writerOf(t, x), Random: 300, Open: func() (index.Reader, error) { return x.OpenReader(indextest.Options()) }}
}

func embedded(t *testing.T) indextest.Backend {
	t.Helper()
	dir := bleve.Dir(t.TempDir())
	w, err := dir.OpenWriter(t.Context(), indextest.Options())
	must(t, err)
	t.Cleanup(func() { must(t, w.Close()) })
	return indextest.Backend{Writer: w, Open: func() (index.Reader, error) { return dir.OpenReader(indextest.Options()) }}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// put writes documents and publishes them.
func put(t testing.TB, w index.Writer, docs ...*pipeline.Document) {
	t.Helper()
	must(t, w.Put(t.Context(), docs...))
	must(t, w.Publish(t.Context(), "put"))
}

// ids returns what a query finds, in order.
func ids(t testing.TB, r index.Reader, q string) (list []string) {
	t.Helper()
	n, err := query.Parse(q)
	must(t, err)
	must(t, r.Each(t.Context(), n, func(ref index.Ref) error {
		list = append(list, string(ref.Document)+":"+ref.Passage)
		return nil
	}))
	return list
}

// expect checks that a reader finds each passage of docs once, in order, and
// nothing else.
func expect(t testing.TB, r index.Reader, docs []*pipeline.Document) {
	t.Helper()
	want := indextest.Scan(query.All{}, docs)
	if got := ids(t, r, "*"); !slices.Equal(got, want) {
		t.Errorf("%d passages, want %d; different from number %d on", len(got), len(want), firstOther(got, want))
	}
}

func firstOther(a, b []string) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// TestCluster runs everything that needs a cluster, which takes long to start.
func TestCluster(t *testing.T) {
	c := clustertest.Start(t)
	on := func(name string, test func(*testing.T, *clustertest.Cluster)) {
		t.Run(name, func(t *testing.T) { test(t, c) })
	}
	t.Run("Conformance", func(t *testing.T) {
		indextest.Run(t, func(t *testing.T) indextest.Backend { return backendOf(t, fresh(t, c, usual)) })
	})
	t.Run("Same", func(t *testing.T) { indextest.Same(t, embedded(t), backendOf(t, fresh(t, c, small)), 150) })
	on("ManyExpansions", testManyExpansions)
	on("LongPhrases", testLongPhrases)
	on("DeepPages", testDeepPages)
	on("ManyWriters", testManyWriters)
	on("SameContent", testSameContent)
	on("SameAtOnce", testSameAtOnce)
	on("DeadWriter", testDeadWriter)
	on("Sweep", testSweep)
	on("Rebuild", testRebuild)
	on("NodeEnds", testNodeEnds)
}

// testManyExpansions searches for phrases with a prefix that fits more words than
// a cluster allows.
func testManyExpansions(t *testing.T, c *clustertest.Cluster) {
	docs := manyWords(3000)
	r := func() index.Reader {
		x := fresh(t, c, small)
		put(t, writerOf(t, x), docs...)
		return readerOf(t, x)
	}()
	for _, tt := range []struct{ query, ids string }{
		{`"alpha x*"`, "m:s1 m:s3"},
		{`"x* alpha"~3 -beta`, "m:s1"},
		{`section:"gamma x*" OR "alpha x0001"`, "m:s1"},
		{`section:"gamma r*" -"alpha x*"`, "m:s2 m:s4"},
	} {
		if got := strings.Join(ids(t, r, tt.query), " "); got != tt.ids {
			t.Errorf("%s: %s, want %s", tt.query, got, tt.ids)
		}
		n, err := query.Parse(tt.query)
		must(t, err)
		result, err := r.Search(t.Context(), index.Request{Query: n, Limit: 5, Facets: []string{"lang"}})
		must(t, err)
		if want := len(strings.Fields(tt.ids)); result.Total != want || len(result.Hits) != want || result.Facets["lang"][0].Count != want {
			t.Errorf("%s: %+v", tt.query, result)
		}
	}
	fuzzy := query.Phrase{Words: []query.Word{{Text: "alpha"}, {Text: "x0009", Mode: query.Fuzzy, Distance: 2}}}
	result, err := r.Search(t.Context(), index.Request{Query: fuzzy})
	must(t, err)
	if result.Total != 2 {
		t.Errorf("%s: %d passages", fuzzy, result.Total)
	}
}

// manyWords is a document with n words that begin with x.
func manyWords(n int) []*pipeline.Document {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("x%04d", i)
	}
	texts := []string{"alpha x0001", strings.Join(words, " "), "beta alpha x0002 beta", "x0003 beta alpha"}
	d := &pipeline.Document{ID: "m", URI: "file:///m", SHA256: strings.Repeat("0", 64), Metadata: pipeline.Metadata{Language: "en"}}
	for _, text := range texts {
		d.Passages = append(d.Passages, pipeline.Passage{Kind: pipeline.Paragraph, Section: []string{"Gamma ray"}, Start: len(d.Text), End: len(d.Text) + len(text)})
		d.Text += text + "\n"
	}
	d.NumberPassages()
	return []*pipeline.Document{d}
}

// testLongPhrases searches for words in any order of which each may be another.
func testLongPhrases(t *testing.T, c *clustertest.Cluster) {
	one, other := embedded(t), backendOf(t, fresh(t, c, small))
	docs := indextest.RandomDocuments(21, 80)
	put(t, one.Writer, docs...)
	put(t, other.Writer, docs...)
	a, err := one.Open()
	must(t, err)
	defer a.Close()
	b, err := other.Open()
	must(t, err)
	defer b.Close()
	for _, q := range []string{
		`"r* r* ri*"~2`, `"r* s* t* l* c* h*"~6`, `"r* rights s* t* l* c* fair f*"~4`, `"the of and law laws state states trial"~5`, `"right right right"~4`,
		`"right right right"~>4`, `"right law right"~>3`, `"right rights child right"~6`,
	} {
		if x, y := ids(t, a, q), ids(t, b, q); !slices.Equal(x, y) {
			t.Errorf("%s:\n%v\nand\n%v", q, x, y)
		}
	}
}

// testDeepPages asks for pages beyond those that a cluster numbers.
func testDeepPages(t *testing.T, c *clustertest.Cluster) {
	x := fresh(t, c, small)
	docs := indextest.RandomDocuments(31, 60)
	put(t, writerOf(t, x), docs...)
	r := readerOf(t, x)
	for _, sort := range []index.Sort{index.ByDocument, index.ByDate, index.ByRelevance} {
		q, err := query.Parse("right OR kind:*")
		must(t, err)
		var paged []string
		total := 0
		for offset := 0; offset <= total; offset += 70 {
			result, err := r.Search(t.Context(), index.Request{Query: q, Limit: 70, Offset: offset, Sort: sort, Facets: []string{"lang"}})
			must(t, err)
			total = result.Total
			for _, h := range result.Hits {
				paged = append(paged, h.ID)
			}
			if len(result.Facets["lang"]) == 0 {
				t.Errorf("%s, offset %d: no facet", sort, offset)
			}
		}
		want := indextest.Scan(query.All{}, docs)
		if total != len(want) || sort == index.ByDocument && !slices.Equal(paged, want) {
			t.Errorf("%s: %d of %d", sort, len(paged), len(want))
		}
		slices.Sort(paged)
		if len(slices.Compact(paged)) != len(want) {
			t.Errorf("%s: %d different passages, want %d", sort, len(slices.Compact(paged)), len(want))
		}
	}
}

// testManyWriters has several machines write overlapping documents at once.
func testManyWriters(t *testing.T, c *clustertest.Cluster) {
	x := fresh(t, c, small)
	docs := indextest.RandomDocuments(41, 60)
	var machines sync.WaitGroup
	for m := range 4 {
		w := writerOf(t, x)
		machines.Go(func() {
			for i := 0; i < len(docs); i += 10 {
				at := (i + 20*m) % len(docs)
				if err := publish(t.Context(), w, docs[at:at+10]); err != nil {
					t.Error(err)
				}
			}
		})
	}
	machines.Wait()
	expect(t, readerOf(t, x), docs)
}

// publish writes documents as the pipeline does.
func publish(ctx context.Context, w index.Writer, docs []*pipeline.Document) error {
	if err := w.Put(ctx, docs...); err != nil {
		return err
	}
	return w.Publish(ctx, "some")
}

// testSameContent checks that what is there is not sent again, unless it changed.
func testSameContent(t *testing.T, c *clustertest.Cluster) {
	x := fresh(t, c, small)
	docs := indextest.Documents()
	first := writerOf(t, x)
	put(t, first, docs...)
	second := writerOf(t, x)
	changed := *docs[1]
	changed.Title = "Another title"
	must(t, second.Put(t.Context(), docs[0], &changed, docs[2]))
	must(t, second.flush(t.Context()))
	if len(second.kept) != 2 || second.kept[docs[1].ID] != "" {
		t.Errorf("not sent again: %v", second.kept)
	}
	put(t, first, &changed) // the other machine is first with the same change
	must(t, second.Publish(t.Context(), "second"))
	r := readerOf(t, x)
	expect(t, r, docs)
	if got := ids(t, r, "title:another"); len(got) != len(changed.Passages) {
		t.Errorf("the change is found in %v", got)
	}
	must(t, second.Put(t.Context(), docs[0]))
	must(t, second.flush(t.Context()))
	must(t, first.Delete(t.Context(), docs[0].ID))
	must(t, first.Publish(t.Context(), "gone"))
	if err := second.Publish(t.Context(), "overtaken"); !errors.Is(err, ErrOvertaken) {
		t.Errorf("published what another removed meanwhile: %v", err)
	}
}

// testSameAtOnce has two machines send the same documents before either published,
// and a third that saw those of the first: it goes on with those of the second.
func testSameAtOnce(t *testing.T, c *clustertest.Cluster) {
	x := fresh(t, c, small)
	docs := indextest.Documents()
	first, second, third := writerOf(t, x), writerOf(t, x), writerOf(t, x)
	for _, w := range []*writer{first, second} {
		must(t, w.Put(t.Context(), docs...))
		must(t, w.flush(t.Context()))
	}
	must(t, first.Publish(t.Context(), "first"))
	must(t, third.Put(t.Context(), docs...))
	must(t, third.flush(t.Context()))
	if len(third.kept) == 0 {
		t.Error("the third sent again what is there")
	}
	must(t, second.Publish(t.Context(), "second"))
	must(t, third.Publish(t.Context(), "third"))
	expect(t, readerOf(t, x), docs)
}

// testDeadWriter checks that what a writer left is never seen, and removed at last.
func testDeadWriter(t *testing.T, c *clustertest.Cluster) {
	x := fresh(t, c, small)
	docs := indextest.RandomDocuments(51, 20)
	dead := writerOf(t, x)
	must(t, dead.Put(t.Context(), docs...))
	must(t, dead.flush(t.Context()))
	must(t, dead.arrive())
	w, r := writerOf(t, x), readerOf(t, x)
	put(t, w, docs[:5]...)
	expect(t, r, docs[:5])
	must(t, w.update(t.Context(), w.index, func(s *state) error {
		s.Open[dead.txn] = time.Now().Add(-small.silence - time.Hour)
		return nil
	}))
	put(t, w, docs[:6]...)
	expect(t, r, docs[:6])
	if n := count(t, c, w.index, object{"term": object{txnField: dead.txn}}); n != 0 {
		t.Errorf("%d passages of a dead writer are still there", n)
	}
	if err := dead.Publish(t.Context(), "undead"); !errors.Is(err, ErrExpired) {
		t.Errorf("a writer that was given up published: %v", err)
	}
	closed := writerOf(t, x)
	must(t, closed.Put(t.Context(), docs...))
	must(t, closed.Close())
	put(t, w, docs[:7]...)
	expect(t, r, docs[:7])
}

func count(t testing.TB, c *clustertest.Cluster, name string, matching object) int {
	t.Helper()
	var answer struct {
		Count int `json:"count"`
	}
	c.Ask(http.MethodPost, "/"+name+"/_refresh", nil, nil)
	c.Ask(http.MethodPost, "/"+name+"/_count", encoded(t, object{"query": matching}), &answer)
	return answer.Count
}

// testSweep checks that old versions are removed after a while, and not before.
func testSweep(t *testing.T, c *clustertest.Cluster) {
	x := fresh(t, c, small)
	docs := indextest.Documents()
	w, r := writerOf(t, x), readerOf(t, x)
	put(t, w, docs...)
	changed := *docs[0]
	changed.Title = "Another title"
	put(t, w, &changed)
	matching := object{"term": object{documentField: changed.ID}}
	if n := count(t, c, w.index, matching); n != 2*len(changed.Passages) {
		t.Errorf("%d passages of two versions", n)
	}
	w.limits.grace = 0
	put(t, w, docs[1])
	if n := count(t, c, w.index, matching); n != len(changed.Passages) {
		t.Errorf("%d passages of one version", n)
	}
	expect(t, r, docs)
	s, err := w.readState(t.Context())
	must(t, err)
	if len(s.Gone) != 0 || s.Removed == 0 {
		t.Errorf("state after sweeping: %+v", s)
	}
}

// testRebuild checks that a new index takes the place of the old in one step.
func testRebuild(t *testing.T, c *clustertest.Cluster) {
	x := fresh(t, c, small)
	docs := indextest.RandomDocuments(61, 30)
	other, r := writerOf(t, x), readerOf(t, x)
	put(t, other, docs[:10]...)
	failure := errors.New("no more documents")
	if err := x.Rebuild(t.Context(), indextest.Options(), func(index.Writer) error { return failure }); !errors.Is(err, failure) {
		t.Errorf("a rebuild that failed: %v", err)
	}
	expect(t, r, docs[:10])
	must(t, other.Put(t.Context(), docs[10:12]...))
	err := x.Rebuild(t.Context(), indextest.Options(), func(w index.Writer) error {
		if w.Mark() != "" {
			t.Errorf("mark of a new index: %q", w.Mark())
		}
		if err := x.Rebuild(t.Context(), indextest.Options(), nil); !errors.Is(err, ErrReplaced) {
			t.Errorf("two rebuilds at once: %v", err)
		}
		if err := other.Publish(t.Context(), "late"); !errors.Is(err, ErrReplaced) {
			t.Errorf("published into an index that is being replaced: %v", err)
		}
		if err := w.Put(t.Context(), docs...); err != nil {
			return err
		}
		expect(t, r, docs[:10])
		return w.Publish(t.Context(), "rebuilt")
	})
	must(t, err)
	expect(t, r, docs)
	w := writerOf(t, x)
	if w.Mark() != "rebuilt" {
		t.Errorf("mark after rebuild: %q", w.Mark())
	}
	put(t, w, docs[0])
	expect(t, r, docs)
	var all map[string]any
	c.Ask(http.MethodGet, "/"+x.address.Name+".*/_alias", nil, &all)
	if len(all) != 1 {
		t.Errorf("indices after rebuild: %v", all)
	}
	testRebuildOfAnotherVersion(t, x, w, docs)
	must(t, x.Remove(t.Context()))
	if _, err := r.Search(t.Context(), index.Request{}); !errors.Is(err, ErrNoIndex) {
		t.Errorf("search in an index that was removed: %v", err)
	}
}

// testRebuildOfAnotherVersion checks that an index that cannot be read says so, and
// can be replaced.
func testRebuildOfAnotherVersion(t *testing.T, x *Index, w *writer, docs []*pipeline.Document) {
	t.Helper()
	must(t, w.update(t.Context(), w.index, func(s *state) error {
		s.Format = formatVersion + 1
		return nil
	}))
	r := readerOf(t, x)
	if _, err := r.Search(t.Context(), index.Request{}); !errors.Is(err, errFormat) {
		t.Errorf("search in an index of another version: %v", err)
	}
	if _, err := x.OpenWriter(t.Context(), indextest.Options()); !errors.Is(err, errFormat) {
		t.Errorf("write an index of another version: %v", err)
	}
	must(t, x.Rebuild(t.Context(), indextest.Options(), func(w index.Writer) error {
		if err := w.Put(t.Context(), docs...); err != nil {
			return err
		}
		return w.Publish(t.Context(), "again")
	}))
	expect(t, r, docs)
}

// testNodeEnds ends a node while documents come in and searches run: nothing is
// lost, nothing doubled, no search fails.
func testNodeEnds(t *testing.T, c *clustertest.Cluster) {
	x := fresh(t, c, small)
	docs := indextest.RandomDocuments(71, 240)
	w := writerOf(t, x)
	put(t, w, docs[:60]...)
	before := indextest.Scan(query.All{}, docs[:60])
	var work sync.WaitGroup
	started := make(chan struct{}, 8)
	for range 8 {
		r := readerOf(t, x)
		work.Go(func() { walkSlowly(t, r, before, started) })
	}
	for range cap(started) {
		<-started
	}
	work.Go(func() { c.End(1) })
	for at := 60; at < len(docs); at += 20 {
		put(t, w, docs[at:at+20]...)
	}
	work.Wait()
	expect(t, readerOf(t, x), docs)
	c.Restart(1)
	expect(t, readerOf(t, x), docs)
}

// walkSlowly goes through all passages while a node ends.
func walkSlowly(t *testing.T, r index.Reader, want []string, started chan<- struct{}) {
	var got []string
	err := r.Each(t.Context(), query.All{}, func(ref index.Ref) error {
		if len(got) == 0 {
			started <- struct{}{}
		}
		if len(got)%small.page == 0 {
			time.Sleep(300 * time.Millisecond)
		}
		got = append(got, string(ref.Document)+":"+ref.Passage)
		_, err := r.Search(t.Context(), index.Request{Query: query.Word{Text: "right"}, Limit: 1})
		return err
	})
	if err != nil {
		t.Errorf("a walk while a node ended: %v", err)
	}
	if !slices.Equal(got, want) {
		t.Errorf("a walk while a node ended: %d passages, want %d; different from number %d on", len(got), len(want), firstOther(got, want))
	}
}
