package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
)

var readingFiles = flag.Int("reading-files", 60, "files that TestSearchesWhileIngesting has read")

// So many people search at once, one of them each searchEvery: 200 times a second.
const (
	atOnce      = 4
	searchEvery = 5 * time.Millisecond
)

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
	begun, done, people := time.Now(), make(chan struct{}), make([]person, atOnce)
	var searching sync.WaitGroup
	for i := range people {
		searching.Go(func() { people[i].search(t, r, q, done) })
	}
	if code := <-ended; code != 0 {
		t.Errorf("ingest ended with %d", code)
	}
	close(done)
	searching.Wait()
	lasted := time.Since(begun).Seconds()
	if last, want := people[0].once(t, r, q), 3*(*readingFiles+1); last != want {
		t.Errorf("%d passages in the end, want %d", last, want)
	}
	var took []time.Duration
	states := 0
	for i := range people {
		took = append(took, people[i].took...)
		states = max(states, people[i].states)
	}
	slices.Sort(took)
	t.Logf("%d searches at %.0f a second, %d states seen, p50 %v, p95 %v", len(took), float64(len(took))/lasted, states, took[len(took)/2], took[len(took)*95/100])
}

// person searches again and again, and never sees less than before.
type person struct {
	took         []time.Duration
	last, states int
}

// search asks until done is closed, at even intervals, whatever the answers take.
func (p *person) search(t *testing.T, r index.Reader, q query.Node, done chan struct{}) {
	tick := time.NewTicker(atOnce * searchEvery)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
			p.once(t, r, q)
		}
	}
}

// once searches and returns how many hits there are.
func (p *person) once(t *testing.T, r index.Reader, q query.Node) int {
	start := time.Now()
	res, err := r.Search(t.Context(), index.Request{Query: q, Limit: 10, Facets: []string{"kind"}, Highlights: true})
	p.took = append(p.took, time.Since(start))
	switch {
	case err != nil:
		t.Error(err)
	case res.Total%3 != 0 || res.Total < p.last || len(res.Hits) != min(res.Total, 10):
		t.Errorf("after %d hits %d, of which %d are shown: no committed state", p.last, res.Total, len(res.Hits))
	default:
		if res.Total != p.last {
			p.states++
		}
		p.last = res.Total
	}
	return p.last
}
