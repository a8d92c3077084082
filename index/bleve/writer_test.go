package bleve

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"unsafe"

	index_api "github.com/blevesearch/bleve_index_api"
	zap "github.com/blevesearch/zapx/v17"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/indextest"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

func mustOpen(t *testing.T, dir string) index.Writer {
	t.Helper()
	w, err := OpenWriter(dir, indextest.Options())
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func totalOf(t *testing.T, dir string) int {
	t.Helper()
	r, err := OpenReader(dir, indextest.Options())
	must(t, err)
	defer func() { _ = r.Close() }()
	result, err := r.Search(t.Context(), index.Request{})
	must(t, err)
	return result.Total
}

func TestOneWriter(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	if _, err := OpenWriter(dir, index.Options{}); !errors.Is(err, ErrLocked) {
		t.Errorf("second writer: %v, want ErrLocked", err)
	}
	must(t, w.Close())
	must(t, mustOpen(t, dir).Close())
	if err := w.Put(t.Context(), indextest.Documents()...); err == nil {
		t.Error("a closed writer takes documents")
	}
}

// A writer knows every document that it ever took: were its notes parts of what
// the documents were decoded from, it would keep them all.
func TestAWriterKeepsNoDocument(t *testing.T) {
	w := mustOpen(t, t.TempDir()).(*writer)
	defer func() { _ = w.Close() }()
	docs := indextest.Documents()
	own := map[*byte]bool{}
	for _, d := range docs {
		own[unsafe.StringData(string(d.ID))] = true
	}
	check := func(when string) {
		if len(w.where) != len(docs) {
			t.Errorf("%s: knows %d documents, want %d", when, len(w.where), len(docs))
		}
		for id := range w.where {
			if own[unsafe.StringData(string(id))] {
				t.Errorf("%s: holds on to %s", when, id)
			}
		}
	}
	must(t, w.Put(t.Context(), docs...))
	check("put")
	must(t, w.Publish(t.Context(), "all"))
	check("published")
}

// TestCrash leaves what a writer killed at any step leaves and checks that the
// published generation is read, and that the next writer clears the rest away.
func TestCrash(t *testing.T) {
	dir := t.TempDir()
	docs := indextest.Documents()
	w := mustOpen(t, dir)
	must(t, w.Put(t.Context(), docs[0]))
	must(t, w.Publish(t.Context(), "first"))
	must(t, w.Put(t.Context(), docs[1:]...))
	w.(*writer).flush()
	_ = w.(*writer).jobs.Wait()
	for _, left := range []string{segmentName(77) + zapFile, segmentName(78) + recFile, currentFile + ".new"} {
		must(t, os.WriteFile(filepath.Join(dir, left), []byte("half"), 0o600))
	}
	must(t, w.(*writer).lock.Unlock()) // as the system does for a process that is gone
	if got := totalOf(t, dir); got != len(docs[0].Passages) {
		t.Errorf("after a crash: %d passages, want %d", got, len(docs[0].Passages))
	}
	again := mustOpen(t, dir)
	if again.Mark() != "first" {
		t.Errorf("mark %q, want first", again.Mark())
	}
	if files, _ := os.ReadDir(dir); len(files) != 5 {
		t.Errorf("left after a crash: %v", files)
	}
	must(t, again.Put(t.Context(), docs...))
	must(t, again.Publish(t.Context(), "second"))
	must(t, again.Close())
	if got := totalOf(t, dir); got != 14 {
		t.Errorf("continued: %d passages, want 14", got)
	}
}

// TestFull fails to write a segment and checks that the published generation stays.
func TestFull(t *testing.T) {
	dir := t.TempDir()
	docs := indextest.Documents()
	w := mustOpen(t, dir)
	must(t, w.Put(t.Context(), docs[0]))
	must(t, w.Publish(t.Context(), "first"))
	w.(*writer).builder.dir = filepath.Join(dir, "missing") // no file can be made there
	must(t, w.Put(t.Context(), docs[1:]...))
	if err := w.Publish(t.Context(), "second"); err == nil {
		t.Fatal("published what could not be written")
	}
	if err := w.Put(t.Context(), docs[1]); err == nil {
		t.Error("a writer that failed takes documents")
	}
	if w.Mark() != "first" || totalOf(t, dir) != len(docs[0].Passages) {
		t.Errorf("mark %q, %d passages after a failure", w.Mark(), totalOf(t, dir))
	}
	must(t, w.Close())
	w = mustOpen(t, dir)
	must(t, w.Put(t.Context(), docs...))
	must(t, w.Publish(t.Context(), "second"))
	must(t, w.Close())
	if got := totalOf(t, dir); got != 14 {
		t.Errorf("after recovery: %d passages, want 14", got)
	}
}

// TestDamaged cuts each file of an index at several places: opening and searching
// end in an error or in hits, never in a panic or a wrong process.
func TestDamaged(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	must(t, w.Put(t.Context(), indextest.Documents()...))
	must(t, w.Publish(t.Context(), "whole"))
	must(t, w.Close())
	for _, name := range []string{currentFile, segmentName(0) + vocFile, segmentName(0) + recFile} {
		path := filepath.Join(dir, name)
		whole, err := os.ReadFile(path)
		must(t, err)
		for _, cut := range []int{0, 1, len(whole) / 2, len(whole) - 1} {
			must(t, os.WriteFile(path, whole[:cut], 0o600))
			if r, err := OpenReader(dir, index.Options{}); err == nil {
				_, _ = r.Search(t.Context(), index.Request{Query: query.Word{Text: "torture"}, Limit: 5}) // an error is as good as hits
				must(t, r.Close())
			}
		}
		must(t, os.WriteFile(path, whole, 0o600))
	}
	if got := totalOf(t, dir); got != 14 {
		t.Errorf("mended: %d passages, want 14", got)
	}
}

// TestReadersWhileWriting searches all the time while a writer publishes: no
// search fails, and each sees a published state, whose passages are all of some
// documents put so far.
func TestReadersWhileWriting(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	defer func() { _ = w.Close() }()
	r, err := OpenReader(dir, indextest.Options())
	must(t, err)
	defer func() { _ = r.Close() }()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var searches sync.WaitGroup
	for range 3 {
		searches.Go(func() {
			last := 0
			for ctx.Err() == nil {
				result, err := r.Search(context.Background(), index.Request{Query: query.Word{Text: "law"}, Limit: 20, Facets: []string{"country"}, Highlights: true})
				if err != nil {
					t.Errorf("search during writing: %v", err)
					return
				}
				if result.Total < last || result.Total%10 != 0 {
					t.Errorf("%d hits after %d: not a published state", result.Total, last)
					return
				}
				last = result.Total
			}
		})
	}
	for i := range 40 {
		must(t, w.Put(t.Context(), lawDocument(i)))
		must(t, w.Publish(t.Context(), fmt.Sprint(i)))
	}
	stop()
	searches.Wait()
	if got := totalOf(t, dir); got != 400 {
		t.Errorf("%d passages in the end, want 400", got)
	}
}

// lawDocument has ten passages, each with the word law.
func lawDocument(i int) *pipeline.Document {
	d := &pipeline.Document{ID: pipeline.ID(fmt.Sprintf("%04d", i)), URI: fmt.Sprintf("file:///%04d", i), Metadata: pipeline.Metadata{Language: "en"}}
	for k := range 10 {
		start := len(d.Text)
		d.Text += fmt.Sprintf("The law of day %d, article %d.\n", i, k)
		d.Passages = append(d.Passages, pipeline.Passage{Start: start, End: len(d.Text) - 1})
	}
	d.NumberPassages()
	return d
}

// TestOpenFilesOutliveTheirNames searches a generation whose files a writer has
// already replaced.
func TestOpenFilesOutliveTheirNames(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	defer func() { _ = w.Close() }()
	must(t, w.Put(t.Context(), lawDocument(0)))
	must(t, w.Publish(t.Context(), "0"))
	r, err := OpenReader(dir, indextest.Options())
	must(t, err)
	defer func() { _ = r.Close() }()
	seen := 0
	must(t, r.Each(t.Context(), query.All{}, func(index.Ref) error {
		if seen++; seen == 1 {
			for i := range 20 {
				must(t, w.Put(t.Context(), lawDocument(i)))
				must(t, w.Publish(t.Context(), "again"))
			}
		}
		return nil
	}))
	if seen != 10 {
		t.Errorf("Each yielded %d, want the 10 of its generation", seen)
	}
}

// TestRebuilt puts another index in the place of one that a reader has open.
func TestRebuilt(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	w := mustOpen(t, dir)
	must(t, w.Put(t.Context(), lawDocument(0)))
	must(t, w.Publish(t.Context(), "old"))
	must(t, w.Close())
	r, err := OpenReader(dir, indextest.Options())
	must(t, err)
	defer func() { _ = r.Close() }()
	w = mustOpen(t, dir+".new")
	must(t, w.Put(t.Context(), indextest.Documents()...))
	must(t, w.Publish(t.Context(), "new"))
	must(t, w.Close())
	must(t, os.Rename(dir, dir+".old"))
	must(t, os.Rename(dir+".new", dir))
	result, err := r.Search(t.Context(), index.Request{Query: query.Word{Text: "torture"}})
	must(t, err)
	if result.Total != 2 {
		t.Errorf("%d hits in the rebuilt index, want 2", result.Total)
	}
}

func TestPack(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	lists := [][]int{{0}, {1}, {0, 1}, {0, 1, 2}, {70_000}, {0, 70_000}, {5, 6, 7, 8, 9, 10, 11, 12, 13, 14}}
	for range 20_000 {
		list := []int{random.IntN(1 << random.IntN(18))}
		for range random.IntN(12) {
			list = append(list, list[len(list)-1]+1+random.IntN(1<<random.IntN(14)))
		}
		lists = append(lists, list)
	}
	var docs []index_api.Document
	for _, list := range lists {
		frequency, locations := pack(list)
		f := &index_api.TokenFreq{Locations: locations}
		f.SetFrequency(frequency)
		docs = append(docs, &entry{[]index_api.Field{&field{name: "text.en", frequencies: index_api.TokenFrequencies{"term": f}}}})
	}
	base, _, err := plugin.New(docs)
	must(t, err)
	dictionary, err := base.Dictionary("text.en")
	must(t, err)
	p, ok, err := newPosting(dictionary, []byte("term"))
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	iterator := p.iterator(nil)
	for i, want := range lists {
		next, err := iterator.Next()
		must(t, err)
		got := unpack(nil, next.(*zap.Posting))
		if !slices.Equal(got, want) || count(next.(*zap.Posting)) != len(want) {
			t.Fatalf("list %d: %v, want %v", i, got, want)
		}
	}
}

func TestMergeGroups(t *testing.T) {
	backend := openBackend(t)
	w := backend.Writer.(*writer)
	for i := range 100 {
		must(t, w.Put(t.Context(), lawDocument(i%90)))
		must(t, w.Publish(t.Context(), fmt.Sprint(i)))
	}
	if len(w.segments) > 2*mergeFactor {
		t.Errorf("%d segments after 100 generations", len(w.segments))
	}
	if got := totalOf(t, w.dir); got != 900 {
		t.Errorf("%d passages, want 900", got)
	}
	for id, at := range w.where {
		rec, err := openRecords(filepath.Join(w.dir, at.segment.name+recFile))
		must(t, err)
		if rec.metas[at.n].ID != id || at.segment.deleted.Contains(at.n) {
			t.Errorf("%s is not at %s/%d", id, at.segment.name, at.n)
		}
		rec.close()
	}
}
