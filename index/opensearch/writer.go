package opensearch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
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
	txn       int                    // 0: none is open
	puts      int                    // in this transaction
	written   map[pipeline.ID]string // by document: the version that is to be seen
	kept      map[pipeline.ID]string // of these, those that were published before
	languages map[string]bool
	pending   map[pipeline.ID]*image
	bytes     int
	workers   int
	jobs      *errgroup.Group
	sending   context.Context // ends when one of the jobs fails
	failed    error
}

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
	w.txn, w.puts, w.bytes = 0, 0, 0
	w.written, w.kept = map[pipeline.ID]string{}, map[pipeline.ID]string{}
	w.pending, w.languages = map[pipeline.ID]*image{}, map[string]bool{}
	w.startJobs()
}

func (w *writer) startJobs() {
	w.jobs, w.sending = errgroup.WithContext(context.Background())
	w.jobs.SetLimit(w.workers)
}

// arrive waits until all that was flushed is in the index.
func (w *writer) arrive() error {
	err := w.jobs.Wait()
	w.startJobs()
	return err
}

// Put implements index.Writer. What is there already, word for word, is not sent
// again: many machines that write one index learn of the same documents.
func (w *writer) Put(ctx context.Context, docs ...*pipeline.Document) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, d := range docs {
		if err := w.ready(ctx); err != nil {
			return err
		}
		m, err := w.encoder.encode(d)
		if err != nil {
			return err
		}
		w.withdraw(d.ID)
		w.pending[d.ID] = m
		w.languages[terms.Language(d.Language)] = true
		if w.bytes += m.bytes; w.bytes >= w.limits.bulk {
			if err := w.flush(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// withdraw forgets what of a document was put and not sent.
func (w *writer) withdraw(id pipeline.ID) {
	if m := w.pending[id]; m != nil {
		w.bytes -= m.bytes
		delete(w.pending, id)
	}
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

// version names what a document with that content is from now on.
func (w *writer) version(id pipeline.ID, content string) string {
	w.puts++
	v := fmt.Sprintf("%s.%d.%d", content, w.txn, w.puts)
	w.written[id] = v
	delete(w.kept, id)
	return v
}

// contentOf is the hash of the content that a version has.
func contentOf(version string) string {
	content, _, _ := strings.Cut(version, ".")
	return content
}

// Delete implements index.Writer.
func (w *writer) Delete(ctx context.Context, ids ...pipeline.ID) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.ready(ctx); err != nil {
		return err
	}
	for _, id := range ids {
		w.withdraw(id)
		w.version(id, "") // of which there are no passages
	}
	return nil
}

// flush sends what is pending and not there.
func (w *writer) flush(ctx context.Context) error {
	if len(w.pending) == 0 {
		return nil
	}
	ids := slices.Sorted(maps.Keys(w.pending))
	s, err := w.stateOf(ctx, w.index)
	if err != nil {
		return err
	}
	there, err := w.published(ctx, s, ids)
	if err != nil {
		return err
	}
	var lines bytes.Buffer
	for _, id := range ids {
		m := w.pending[id]
		if version, has := there[m.content]; has {
			w.written[id], w.kept[id] = version, version
			continue
		}
		lines.Write(m.bulk(w.txn, w.version(id, m.content)))
	}
	w.pending, w.bytes = map[pipeline.ID]*image{}, 0
	if lines.Len() > 0 {
		b := newBulk(lines.Bytes())
		w.jobs.Go(func() error { return w.send(w.sending, w.index, b) })
	}
	return nil
}

// published returns the versions of documents that readers of a state see, by content.
func (w *writer) published(ctx context.Context, s *state, ids []pipeline.ID) (map[string]string, error) {
	there := map[string]string{}
	for chunk := range slices.Chunk(ids, documentsAtOnce) {
		versions, err := w.versions(ctx, s.seen(object{"terms": object{documentField: chunk}}))
		if err != nil {
			return nil, err
		}
		for _, v := range versions {
			there[contentOf(v)] = v
		}
	}
	return there, nil
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
	if err := w.flush(ctx); err != nil {
		return err
	}
	if err := w.arrive(); err != nil {
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
		if err := w.stillThere(ctx, s); err != nil {
			return err
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
