package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// epoch is when every test item was last changed.
var epoch = time.Date(2020, 1, 2, 3, 4, 5, 6000, time.UTC)

// fakeItem is an item whose bytes are given; opened counts its readings.
func fakeItem(name, content string, opened *atomic.Int64) Item {
	return Item{
		URI: "file:///in/" + name, File: name, Size: int64(len(content)), Modified: epoch,
		Open: func() (io.ReadCloser, error) {
			if opened != nil {
				opened.Add(1)
			}
			return io.NopCloser(strings.NewReader(content)), nil
		},
	}
}

type itemList []Item

func (l itemList) Each(ctx context.Context, yield func(Item) error) error {
	for _, it := range l {
		if err := yield(it); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// fakeProcessor makes a passage of each line. Bytes that begin with "!" are
// malformed; those that begin with "?" have a page that was not read.
type fakeProcessor struct {
	recipe string
	ocr    bool // reads every page
	before func(o Original) error
	count  atomic.Int64
}

func (p *fakeProcessor) Recipe() string { return p.recipe }

func (p *fakeProcessor) Process(_ context.Context, o Original) (*Document, error) {
	p.count.Add(1)
	if p.before != nil {
		if err := p.before(o); err != nil {
			return nil, err
		}
	}
	b, err := os.ReadFile(o.Path)
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(b, []byte("!")) {
		return nil, fmt.Errorf("%w: %s", ErrMalformed, b)
	}
	d := &Document{Text: string(b), Metadata: Metadata{Title: o.File, Kind: KindOther}}
	if bytes.HasPrefix(b, []byte("?")) && !p.ocr {
		d.Quality.NeedsOCR = []int{1}
	}
	d.Apply(o.Set)
	for start := 0; start < len(b); {
		end := start + bytes.IndexByte(append(b[start:len(b):len(b)], '\n'), '\n')
		d.Passages = append(d.Passages, Passage{Kind: Paragraph, Start: start, End: end})
		start = end + 1
	}
	d.NumberPassages()
	return d, nil
}

// fakeIndex keeps documents in memory, and on disk what was published.
type fakeIndex struct {
	mu        sync.Mutex
	path      string // "" keeps nothing
	docs      map[ID]string
	mark      string
	published int
	fail      error
}

type publishedIndex struct {
	Mark string
	Docs map[ID]string
}

func openFakeIndex(t testing.TB, path string) *fakeIndex {
	x := &fakeIndex{path: path, docs: map[ID]string{}}
	b, err := os.ReadFile(path)
	if path == "" || errors.Is(err, os.ErrNotExist) {
		return x
	}
	var p publishedIndex
	if err := errors.Join(err, json.Unmarshal(b, &p)); err != nil {
		t.Fatal(err)
	}
	x.mark, x.docs = p.Mark, p.Docs
	return x
}

func (x *fakeIndex) Put(_ context.Context, docs ...*Document) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, d := range docs {
		x.docs[d.ID] = d.URI + " " + d.Text
	}
	return x.fail
}

func (x *fakeIndex) Delete(_ context.Context, ids ...ID) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, id := range ids {
		delete(x.docs, id)
	}
	return nil
}

func (x *fakeIndex) Publish(_ context.Context, mark string) error {
	x.mark = mark
	x.published++
	if x.path == "" {
		return nil
	}
	b, err := json.Marshal(publishedIndex{x.mark, x.docs})
	if err != nil {
		return err
	}
	return errors.Join(os.WriteFile(x.path+".new", b, 0o644), os.Rename(x.path+".new", x.path))
}

func (x *fakeIndex) Mark() string { return x.mark }

// exported is all that a reader can see of a corpus: documents in order, the
// newest outcome of each item but its number and time.
func exported(t testing.TB, s *Store) string {
	t.Helper()
	var b strings.Builder
	for d, err := range s.Documents() {
		if err != nil {
			t.Fatal(err)
		}
		j, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(j, '\n'))
	}
	for _, o := range ledgerOf(t, s).Outcomes() {
		c := *o
		c.Seq, c.Time = 0, time.Time{}
		j, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(j, '\n'))
	}
	return b.String()
}

func ledgerOf(t testing.TB, s *Store) *Ledger {
	t.Helper()
	l, err := s.Ledger()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func openStore(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeStore(t, s) })
	return s
}

func closeStore(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func ingest(t testing.TB, s *Store, x Indexer, p Processor, o RunOptions, items ...Item) Report {
	t.Helper()
	r := Runner{Store: s, Processor: p, Index: x}
	report, err := r.Run(t.Context(), itemList(items), o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// indexAgrees fails the test unless x holds the live documents of s and no other.
func indexAgrees(t testing.TB, s *Store, x *fakeIndex) {
	t.Helper()
	want := map[ID]string{}
	for d, err := range s.Documents() {
		if err != nil {
			t.Fatal(err)
		}
		want[d.ID] = d.URI + " " + d.Text
	}
	if !maps.Equal(x.docs, want) {
		t.Errorf("index holds %v, want %v", slices.Sorted(maps.Keys(x.docs)), slices.Sorted(maps.Keys(want)))
	}
}
