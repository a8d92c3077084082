package bleve

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/gofrs/flock"
	"golang.org/x/sync/errgroup"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/pipeline"
)

// lockFile is held by the one writer.
const lockFile = "LOCK"

// ErrLocked says that another process writes this index.
var ErrLocked = errors.New("index is being written by another process")

// flushBytes is how much text a new segment holds: enough that merging is rare,
// little enough that building it takes under a hundred megabytes.
const flushBytes = 3 << 20

// writer collects documents, builds segments of them on several cores and
// publishes generations. Its methods may be called by many goroutines.
type writer struct {
	dir     string
	lock    *flock.Flock
	builder builder
	workers int // at a merge
	builds  int // segments built at once

	mu       sync.Mutex
	manifest manifest
	segments []*building
	where    map[pipeline.ID]spot
	pending  []*pipeline.Document
	bytes    int
	next     int // number of the next segment's name
	jobs     *errgroup.Group
	failed   error
	changed  bool
}

// building is a segment of the generation to come.
type building struct {
	name     string
	docs     uint32
	passages int
	deleted  *roaring.Bitmap
}

// spot is where a document is: in a segment, or pending where segment is nil.
type spot struct {
	segment *building
	n       uint32
}

// OpenWriter opens the index in dir for writing, making it where there is none.
// Files that a crashed writer left are removed. It returns [ErrLocked] while
// another process has it open for writing.
func OpenWriter(dir string, o index.Options) (index.Writer, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	lock := flock.New(filepath.Join(dir, lockFile))
	held, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	if !held {
		return nil, fmt.Errorf("%s: %w", dir, ErrLocked)
	}
	w := &writer{dir: dir, lock: lock, workers: o.Workers, builds: o.Workers, where: map[pipeline.ID]spot{}}
	if o.Workers <= 0 {
		w.workers = runtime.GOMAXPROCS(0)
		w.builds = (w.workers + 1) / 2 // making the documents of a segment takes longer than building it
	}
	w.builder = builder{dir: dir, references: o.References}
	if err := w.load(); err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	w.startJobs()
	w.clean()
	return w, nil
}

// load reads which documents the published generation has, and where.
func (w *writer) load() (err error) {
	if w.manifest, err = readManifest(w.dir); err != nil {
		return err
	}
	if w.manifest.Index == "" {
		w.manifest.Index = newIndexName()
	}
	for _, item := range w.manifest.Segments {
		b := &building{name: item.Name}
		if b.deleted, err = item.deleted(); err != nil {
			return err
		}
		rec, err := openRecords(filepath.Join(w.dir, item.Name+recFile))
		if err != nil {
			return err
		}
		b.docs = uint32(len(rec.metas))
		for n, meta := range rec.metas {
			b.passages += int(meta.Passages)
			if !b.deleted.Contains(uint32(n)) {
				w.where[meta.ID] = spot{b, uint32(n)}
			}
		}
		rec.close()
		w.segments = append(w.segments, b)
		w.next = max(w.next, segmentNumber(item.Name)+1)
	}
	return nil
}

func segmentName(n int) string { return fmt.Sprintf("s%08d", n) }

func segmentNumber(name string) int {
	n := 0
	_, _ = fmt.Sscanf(name, "s%d", &n) // another name counts as none
	return n
}

func (w *writer) startJobs() {
	w.jobs = &errgroup.Group{}
	w.jobs.SetLimit(w.builds)
}

// Put implements index.Writer.
func (w *writer) Put(ctx context.Context, docs ...*pipeline.Document) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, d := range docs {
		if err := w.ready(ctx); err != nil {
			return err
		}
		w.remove(d.ID)
		w.place(d.ID, spot{nil, uint32(len(w.pending))})
		w.pending = append(w.pending, d)
		w.changed = true
		if w.bytes += len(d.Text); w.bytes >= flushBytes {
			w.flush()
		}
	}
	return nil
}

// place notes where a document is, under a copy of its ID: the ID itself may be a
// part of the bytes that the whole document was decoded from.
func (w *writer) place(id pipeline.ID, at spot) {
	w.where[pipeline.ID(strings.Clone(string(id)))] = at
}

func (w *writer) ready(ctx context.Context) error {
	if w.failed != nil {
		return w.failed
	}
	return ctx.Err()
}

// Delete implements index.Writer.
func (w *writer) Delete(ctx context.Context, ids ...pipeline.ID) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.ready(ctx); err != nil {
		return err
	}
	for _, id := range ids {
		w.remove(id)
	}
	return nil
}

func (w *writer) remove(id pipeline.ID) {
	at, ok := w.where[id]
	if !ok {
		return
	}
	delete(w.where, id)
	w.changed = true
	if at.segment == nil {
		w.bytes -= len(w.pending[at.n].Text)
		w.pending[at.n] = nil
		return
	}
	at.segment.deleted.Add(at.n)
}

// flush has a segment built of what is pending. It waits while all workers are
// at work, which is what bounds the memory.
func (w *writer) flush() {
	docs := slices.DeleteFunc(w.pending, func(d *pipeline.Document) bool { return d == nil })
	w.pending, w.bytes = nil, 0
	if len(docs) == 0 {
		return
	}
	b := &building{name: w.newName(), docs: uint32(len(docs)), deleted: roaring.New()}
	for n, d := range docs {
		w.place(d.ID, spot{b, uint32(n)})
		b.passages += len(d.Passages)
	}
	w.segments = append(w.segments, b)
	w.jobs.Go(func() error { return w.builder.build(b.name, docs) })
}

func (w *writer) newName() string {
	w.next++
	return segmentName(w.next - 1)
}

// Publish implements index.Writer.
func (w *writer) Publish(ctx context.Context, mark string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.ready(ctx); err != nil {
		return err
	}
	w.flush()
	if err := w.publish(ctx, mark); err != nil {
		w.failed = fmt.Errorf("index: publish: %w", err)
		return w.failed
	}
	w.clean()
	return nil
}

func (w *writer) publish(ctx context.Context, mark string) error {
	err := w.jobs.Wait()
	w.startJobs()
	if err != nil {
		return err
	}
	if !w.changed && w.manifest.Mark == mark && w.manifest.Generation > 0 {
		return nil
	}
	if err := w.mergeAll(ctx); err != nil {
		return err
	}
	next := manifest{Version: formatVersion, Index: w.manifest.Index, Generation: w.manifest.Generation + 1, Mark: mark}
	for _, b := range w.segments {
		item := segmentItem{Name: b.name}
		if !b.deleted.IsEmpty() {
			if item.Deleted, err = b.deleted.ToBytes(); err != nil {
				return err
			}
		}
		next.Segments = append(next.Segments, item)
	}
	if err := next.publish(w.dir); err != nil {
		return err
	}
	w.manifest, w.changed = next, false
	return nil
}

// Mark implements index.Writer.
func (w *writer) Mark() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.manifest.Mark
}

// Close implements index.Writer. What was not published is dropped.
func (w *writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.lock == nil {
		return nil
	}
	_ = w.jobs.Wait() // what was being built is dropped with the rest
	w.clean()
	err := w.lock.Unlock()
	w.lock, w.failed = nil, errors.New("index: writer is closed")
	return err
}

// clean removes files that neither the published generation nor the one to come
// has. A reader that still has one open keeps it until it is done; where the
// system forbids removing an open file, a later clean does it.
func (w *writer) clean() {
	keep := map[string]bool{}
	for _, item := range w.manifest.Segments {
		keep[item.Name] = true
	}
	if w.lock != nil && w.failed == nil {
		for _, b := range w.segments {
			keep[b.name] = true
		}
	}
	files, err := os.ReadDir(w.dir)
	if err != nil {
		return
	}
	for _, f := range files {
		name, _, _ := strings.Cut(f.Name(), ".")
		if strings.HasPrefix(name, "s") && len(name) == len(segmentName(0)) && !keep[name] || f.Name() == currentFile+".new" {
			_ = os.Remove(filepath.Join(w.dir, f.Name()))
		}
	}
}
