package opensearch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/terms"
	"github.com/haki-project/haki/pipeline"
)

// writer sends documents to the cluster and publishes them. Its methods may be
// called by many goroutines, and any number of machines may have one open.
type writer struct {
	*client
	index   string // its own name: the one we write even while another takes its place
	encoder *encoder

	mu        sync.Mutex
	mark      string
	txn       int // 0: none is open
	puts      int // in this transaction
	written   map[pipeline.ID]string
	languages map[string]bool
	pending   bytes.Buffer
	workers   int
	jobs      *errgroup.Group
	sending   context.Context // ends when one of the jobs fails
	failed    error
}

// bulkBytes is how much is sent at once: OpenSearch advises 5 to 15 MB.
const bulkBytes = 5 << 20

func newWriter(c *client, s *state, o index.Options) *writer {
	w := &writer{client: c, index: s.index, mark: s.Mark, encoder: newEncoder(o.References), workers: o.Workers}
	if w.workers <= 0 {
		w.workers = runtime.GOMAXPROCS(0)
	}
	w.reset()
	return w
}

// reset forgets the transaction. The number of jobs bounds what is on its way:
// while the cluster is busy, Put waits.
func (w *writer) reset() {
	w.txn, w.puts, w.written, w.languages = 0, 0, map[pipeline.ID]string{}, map[string]bool{}
	w.pending.Reset()
	w.jobs, w.sending = errgroup.WithContext(context.Background())
	w.jobs.SetLimit(w.workers)
}

// Put implements index.Writer.
func (w *writer) Put(ctx context.Context, docs ...*pipeline.Document) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, d := range docs {
		if err := w.ready(ctx); err != nil {
			return err
		}
		version := w.version(d.ID)
		w.languages[terms.Language(d.Language)] = true
		if err := w.encoder.encode(&w.pending, d, w.txn, version); err != nil {
			return err
		}
		if w.pending.Len() >= bulkBytes {
			w.flush()
		}
	}
	return nil
}

// ready opens a transaction where none is.
func (w *writer) ready(ctx context.Context) error {
	if w.failed == nil && w.sending.Err() != nil {
		w.failed = fmt.Errorf("index %s: %w", w.Address, w.jobs.Wait())
	}
	if err := errors.Join(w.failed, ctx.Err()); err != nil || w.txn > 0 {
		return err
	}
	return w.update(ctx, w.index, func(s *state) (err error) {
		w.txn, err = s.begin()
		return err
	})
}

// version names what a document is from now on.
func (w *writer) version(id pipeline.ID) string {
	w.puts++
	v := fmt.Sprintf("%d.%d", w.txn, w.puts)
	w.written[id] = v
	return v
}

// Delete implements index.Writer.
func (w *writer) Delete(ctx context.Context, ids ...pipeline.ID) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.ready(ctx); err != nil {
		return err
	}
	for _, id := range ids {
		w.version(id) // of which there are no passages
	}
	return nil
}

// flush sends what is pending.
func (w *writer) flush() {
	if w.pending.Len() == 0 {
		return
	}
	b := newBulk(bytes.Clone(w.pending.Bytes()))
	w.pending.Reset()
	w.jobs.Go(func() error { return w.send(w.sending, w.index, b) })
}

// Publish implements index.Writer.
func (w *writer) Publish(ctx context.Context, mark string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.ready(ctx); err != nil {
		return err
	}
	if err := w.publish(ctx, mark); err != nil {
		w.failed = fmt.Errorf("index %s: publish: %w", w.Address, err)
		return w.failed
	}
	w.mark = mark
	w.reset()
	return nil
}

func (w *writer) publish(ctx context.Context, mark string) error {
	w.flush()
	if err := w.jobs.Wait(); err != nil {
		return err
	}
	if err := w.refresh(ctx, w.index); err != nil {
		return err
	}
	err := w.update(ctx, w.index, func(s *state) error {
		if slices.Contains(s.Closed, w.txn) {
			return nil // an earlier try whose answer was lost
		}
		if _, open := s.Open[w.txn]; !open {
			return ErrExpired
		}
		if s.rebuilding() {
			return ErrReplaced
		}
		superseded, err := w.superseded(ctx, s)
		if err != nil {
			return err
		}
		s.finish(w.txn, mark, slices.Collect(maps.Keys(w.languages)), superseded)
		return nil
	})
	if err != nil {
		return err
	}
	return w.sweep(ctx, w.index)
}

// Mark implements index.Writer.
func (w *writer) Mark() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.mark
}

// farewell is how long Close tries to tidy up; what it leaves is not seen, and
// removed by a later writer.
const farewell = 10 * time.Second

// Close implements index.Writer. What was not published is dropped.
func (w *writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if errors.Is(w.failed, errClosed) {
		return nil
	}
	_ = w.jobs.Wait() // what was on its way is dropped with the rest
	if w.txn > 0 {
		ctx, cancel := context.WithTimeout(context.Background(), farewell)
		defer cancel()
		_ = w.drop(ctx, w.index, w.txn)
	}
	w.failed = errClosed
	w.close()
	return nil
}

var errClosed = errors.New("index: writer is closed")
