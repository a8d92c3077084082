package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/haki-project/haki/index"
)

var readingFiles = flag.Int("reading-files", 60, "files that TestSearchesWhileIngesting has read")

// searchEvery paces the searches: 200 a second.
const searchEvery = 5 * time.Millisecond

// TestSearchesWhileIngesting searches 200 times a second while haki ingest runs:
// none fails, and each sees a committed state, in which a document has all of its
// three paragraphs or none, and what was there does not go. It logs how long the
// searches took (-v).
func TestSearchesWhileIngesting(t *testing.T) {
	in, corpus := t.TempDir(), t.TempDir()
	first := filepath.Join(t.TempDir(), "first.txt")
	for i := range *readingFiles + 1 {
		text := fmt.Sprintf("Prisoners of block %d wait for a judge.\n\nPrisoners of block %d write letters.\n\nPrisoners of block %d ask for a doctor.\n", i, i, i)
		file := filepath.Join(in, fmt.Sprintf("%05d.txt", i))
		if i == 0 {
			file = first
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, stderr, code := command(t, nil, "ingest", "-q", "--corpus", corpus, first); code != 0 {
		t.Fatal(stderr)
	}
	a := &app{corpus: corpus}
	r, err := a.reader()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	q, err := a.parseQuery("prisoners")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan int)
	go func() {
		_, _, code := command(t, nil, "ingest", "-q", "--corpus", corpus, in)
		ended <- code
	}()
	var took []time.Duration
	last, states, begun := 0, 0, time.Now()
	search := func() {
		start := time.Now()
		res, err := r.Search(t.Context(), index.Request{Query: q, Limit: 10, Facets: []string{"kind"}, Highlights: true})
		if err != nil {
			t.Fatal(err)
		}
		took = append(took, time.Since(start))
		if res.Total%3 != 0 || res.Total < last || len(res.Hits) != min(res.Total, 10) {
			t.Fatalf("after %d hits %d, of which %d are shown: no committed state", last, res.Total, len(res.Hits))
		}
		if res.Total != last {
			states++
		}
		last = res.Total
	}
	tick := time.NewTicker(searchEvery)
	defer tick.Stop()
	for running := true; running; {
		select {
		case code := <-ended:
			if code != 0 {
				t.Fatalf("ingest ended with %d", code)
			}
			running = false
		case <-tick.C:
			search()
		}
	}
	rate := float64(len(took)) / time.Since(begun).Seconds()
	search()
	if want := 3 * (*readingFiles + 1); last != want {
		t.Errorf("%d passages in the end, want %d", last, want)
	}
	slices.Sort(took)
	t.Logf("%d searches at %.0f a second, %d states seen, p50 %v, p95 %v", len(took), rate, states, took[len(took)/2], took[len(took)*95/100])
}
