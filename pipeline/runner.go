package pipeline

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// ErrHalt is wrapped by a Processor's error when no other document would fare
// better, so that going on is pointless.
var ErrHalt = errors.New("cannot go on")

// Indexer is what the runner asks of an index. It is an interface because the
// index depends on this package.
type Indexer interface {
	Put(ctx context.Context, docs ...*Document) error
	Delete(ctx context.Context, ids ...ID) error
	Publish(ctx context.Context, mark string) error
	Mark() string
}

// StoredProcessor is a Processor that also hands over the document as
// [EncodeDocument] writes it, so that what a worker process encoded is not
// encoded again.
type StoredProcessor interface {
	Processor
	ProcessStored(ctx context.Context, o Original) (d *Document, stored []byte, err error)
}

// Runner takes items to the store, the index and the ledger.
type Runner struct {
	Store     *Store // opened for writing
	Processor Processor
	Index     Indexer // nil leaves the index for a later run
}

// RunOptions changes how a run goes; the zero value is right for most.
type RunOptions struct {
	Workers      int           // documents in work at once; default the number of cores
	MaxSize      int64         // bytes of an original, default 2 GiB: the largest a reader of ours can hold
	Retry        bool          // do again what failed or was read in part before
	Force        bool          // do everything again
	PublishEvery int           // documents between two publications, default 500
	PublishAfter time.Duration // time between two publications, default 30 s: what a person waits for a first hit
	Progress     func(Event)   // called by one goroutine, in source order
	Now          func() time.Time

	batchItems int // outcomes committed at once, default 256: one sync is shared by as many
}

func (o RunOptions) withDefaults() RunOptions {
	if o.Workers <= 0 {
		o.Workers = runtime.NumCPU()
	}
	if o.MaxSize <= 0 {
		o.MaxSize = 2 << 30
	}
	if o.PublishEvery <= 0 {
		o.PublishEvery = 500
	}
	if o.PublishAfter <= 0 {
		o.PublishAfter = 30 * time.Second
	}
	if o.batchItems <= 0 {
		o.batchItems = 256
	}
	if o.Progress == nil {
		o.Progress = func(Event) {}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// Report counts how the items of a run ended.
type Report struct {
	Total        int `json:"total"`
	New          int `json:"new"`           // documents that were not there before
	Changed      int `json:"changed"`       // documents made anew: other bytes, recipe or metadata
	Duplicates   int `json:"duplicates"`    // met for the first time, or again after a change
	Failed       int `json:"failed"`        // in this run
	FailedBefore int `json:"failed_before"` // unchanged since they failed, and not tried again
	Skipped      int `json:"skipped"`       // up to date
}

// Event tells how far a run is, after each item.
type Event struct {
	Report
	Listed  bool     // the source has named all its items: Total is final
	Ended   int      // items that are done with
	Outcome *Outcome // of the item that ended
	Resume  Resume   // what was to be done about it
}

const (
	// window is how many items may be in work or wait for a slower one before
	// them, so that commits follow source order: enough that one document of a
	// minute does not idle the workers.
	window = 256
	// lookahead is how far the source may run ahead, so that the number of
	// items is known early; an item takes some 300 bytes.
	lookahead = 20_000
	// keepDecoded is how many bytes of decoded documents may wait for their
	// turn in memory; those beyond are read again from the store.
	keepDecoded = 48 << 20
)

// run is the state of one run.
type run struct {
	*Runner
	RunOptions
	ledger  *Ledger
	recipe  string
	slots   chan struct{} // one for each item between dispatch and commit
	claims  claims
	decoded atomic.Int64 // bytes, about, of documents that wait in memory
	total   atomic.Int64
	listed  atomic.Bool
	source  error // what ended the source early; read after the run
}

// Run ingests every item of src. Each item ends as an outcome in the ledger; the
// error is for what makes going on pointless: the source, the disk, the index,
// ctx. What was committed by then stays, and the same Run again does the rest.
func (r *Runner) Run(ctx context.Context, src Source, o RunOptions) (Report, error) {
	ledger, err := r.Store.Ledger()
	if err != nil {
		return Report{}, err
	}
	n := &run{
		Runner: r, RunOptions: o.withDefaults(), ledger: ledger, recipe: r.Processor.Recipe(),
		slots: make(chan struct{}, window), claims: claims{lowest: map[string]int{}},
	}
	c := newCommitter(n)
	if err := c.recover(ctx); err != nil {
		return c.report, err
	}
	err = n.work(ctx, src, c)
	c.report.Total = int(n.total.Load())
	if ctx.Err() != nil {
		return c.report, context.Cause(ctx)
	}
	return c.report, errors.Join(err, n.source)
}

func (r *run) work(ctx context.Context, src Source, c *committer) error {
	g, inner := errgroup.WithContext(ctx)
	items, todo, ended := make(chan Item, lookahead), make(chan *job), make(chan *job)
	g.Go(func() error { r.list(inner, src, items); return nil })
	var senders sync.WaitGroup
	send := func(work func() error) {
		senders.Add(1)
		g.Go(func() error { defer senders.Done(); return work() })
	}
	send(func() error { return r.dispatch(inner, items, todo, ended) })
	for range r.Workers {
		send(func() error { return r.processAll(inner, todo, ended) })
	}
	g.Go(func() error { senders.Wait(); close(ended); return nil })
	g.Go(func() error { return c.commitAll(ctx, inner, ended) })
	return g.Wait()
}

// list lets what is already found be finished when the source fails.
func (r *run) list(ctx context.Context, src Source, items chan<- Item) {
	defer close(items)
	r.source = src.Each(ctx, func(it Item) error {
		r.total.Add(1)
		return hand(ctx, items, it)
	})
	r.listed.Store(r.source == nil)
}

func (r *run) dispatch(ctx context.Context, items <-chan Item, todo, ended chan<- *job) error {
	defer close(todo)
	n := 0
	for it := range items {
		j := &job{n: n, item: it, resume: resume(it, r.ledger.Last(it.URI), r.recipe)}
		n++
		if err := hand(ctx, r.slots, struct{}{}); err != nil {
			return err
		}
		to := todo
		if r.upToDate(j.resume) {
			to = ended
		}
		if err := hand(ctx, to, j); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) upToDate(s Resume) bool {
	return !r.Force && (s == Equal || s.onRetry() && !r.Retry)
}

func hand[T any](ctx context.Context, to chan<- T, v T) error {
	select {
	case to <- v:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (r *run) processAll(ctx context.Context, todo <-chan *job, ended chan<- *job) error {
	for j := range todo {
		if err := r.process(ctx, j); err != nil {
			return err
		}
		if err := hand(ctx, ended, j); err != nil {
			return err
		}
	}
	return nil
}

// job is an item on its way.
type job struct {
	n        int // place in source order
	item     Item
	resume   Resume
	original *staged
	path     string    // of the original's bytes
	sha      string    // "" where they could not be read
	size     int64     // bytes
	same     bool      // read, and found to be what the ledger has
	document *staged   // set with summary
	doc      *Document // nil where memory is short: read it from the store
	summary  *Summary
	cost     int64 // bytes that doc takes in memory, about
	err      error // the outcome's
}

// process reads an item and makes its document. It returns an error only for
// what ends the run.
func (r *run) process(ctx context.Context, j *job) error {
	if err := r.read(j); err != nil || j.err != nil {
		return err
	}
	again := r.Force || r.Retry && j.resume.onRetry()
	last := r.ledger.Last(j.item.URI)
	if j.same = !again && last.sameBytes(j.sha, r.recipe, j.item.Set); j.same {
		return nil
	}
	if owner := r.ledger.Owner(idOf(j.sha)); owner != nil && owner.URI != j.item.URI || !r.claims.take(j.sha, j.n) {
		return nil // a duplicate, unless the first one fails: the committer decides
	}
	return r.extract(ctx, j)
}

// read brings the item's bytes into the store's tmp folder.
func (r *run) read(j *job) error {
	if j.err = j.item.Err; j.err != nil {
		return nil
	}
	in, err := j.item.Open()
	if err != nil {
		j.err = fmt.Errorf("%w: %w", ErrUnreadable, err)
		return nil
	}
	defer in.Close()
	st, err := r.Store.stageOriginal(in, r.MaxSize)
	switch {
	case errors.Is(err, ErrUnreadable), errors.Is(err, ErrTooLarge):
		j.err = err
		return nil
	case err != nil:
		return err
	}
	j.original, j.path, j.sha, j.size = st, st.tmp, st.sha256, st.size
	return nil
}

// extract makes the document and stages it.
func (r *run) extract(ctx context.Context, j *job) error {
	o := Original{Path: j.path, SHA256: j.sha, Size: j.size, File: j.item.File, URI: j.item.URI, Set: j.item.Set, Provenance: j.item.Provenance}
	d, stored, err := r.processStored(ctx, o)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, ErrHalt) {
		return err
	}
	if j.err = err; err != nil {
		return nil
	}
	if j.document, err = r.Store.stageDocument(d.ID, stored); err != nil {
		return err
	}
	j.summary, j.cost = d.Summary(), cost(d)
	if r.decoded.Add(j.cost) <= keepDecoded {
		j.doc = d
	} else {
		r.decoded.Add(-j.cost)
		j.cost = 0
	}
	return nil
}

func (r *run) processStored(ctx context.Context, o Original) (*Document, []byte, error) {
	if p, ok := r.Processor.(StoredProcessor); ok {
		return p.ProcessStored(ctx, o)
	}
	d, err := r.Processor.Process(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	d.Identify(o, r.recipe)
	if err := d.Check(); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrCrashed, err)
	}
	stored, err := EncodeDocument(d)
	return d, stored, err
}

// Identify says in d what it was made from.
func (d *Document) Identify(o Original, recipe string) {
	d.ID, d.SHA256, d.File, d.URI, d.Provenance, d.Recipe = idOf(o.SHA256), o.SHA256, o.File, o.URI, o.Provenance, recipe
}

func idOf(sha string) ID { return ID(sha[:16]) }

// cost is about what d takes in memory, in bytes. Rows of an index have some
// fifteen tags each, and a record of its own with as many.
func cost(d *Document) int64 {
	const passage, tag, reference = 600, 160, 250
	n := 10_000 + 2*len(d.Text) + passage*(len(d.Passages)+len(d.Recommendations))
	for i := range d.Passages {
		n += tag*len(d.Passages[i].Tags) + reference*len(d.Passages[i].References)
	}
	for i := range d.Recommendations {
		n += tag * len(d.Recommendations[i].Tags)
	}
	return int64(n)
}

// claims tells which of several items in work with the same bytes comes first
// in source order, so that the others need not be read by an extractor.
type claims struct {
	mu     sync.Mutex
	lowest map[string]int // by SHA-256
}

// take reports whether no earlier item has the same bytes.
func (c *claims) take(sha string, n int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if m, taken := c.lowest[sha]; taken && m < n {
		return false
	}
	c.lowest[sha] = n
	return true
}

func (c *claims) release(sha string, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lowest[sha] == n {
		delete(c.lowest, sha)
	}
}
