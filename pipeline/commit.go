package pipeline

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// ErrStaleIndex says that the index belongs to another state of the corpus than
// the ledger, as after a restore: only a rebuild makes them agree.
var ErrStaleIndex = errors.New("index does not belong to this corpus")

const (
	batchCost  = 16 << 20        // bytes of decoded documents a batch, about
	batchAfter = 1 * time.Second // so that a person sees progress
)

// committer is the one goroutine that changes the corpus. It takes jobs in
// source order, whatever order they end in, so that which of two equal files
// counts as the first depends on the source alone.
type committer struct {
	*run
	report    Report
	ended     int
	failed    map[string]*Outcome // by SHA-256: what failed in this run
	batch     batch
	unseen    int // documents since the last publication
	published time.Time
}

type put struct {
	id     ID
	doc    *Document // nil: read it from the store
	stored string    // see Outcome.Stored
}

func newCommitter(r *run) *committer {
	return &committer{run: r, failed: map[string]*Outcome{}, published: time.Now()}
}

// recover makes index and ledger agree after whatever ended the last run.
func (c *committer) recover(ctx context.Context) error {
	if c.Index != nil {
		if err := c.Store.Replay(ctx, c.Index, nil); err != nil {
			return err
		}
	}
	return c.adopt(ctx)
}

// adopt gives documents that nobody holds any longer to their duplicates.
func (c *committer) adopt(ctx context.Context) error {
	for _, o := range c.ledger.orphans() {
		if err := c.promote(ctx, o); err != nil {
			return err
		}
	}
	return c.flush(ctx)
}

// commitAll commits jobs until the channel is closed. An interrupted run still
// commits what is whole: outer is done then, and inner too; after a fatal error
// only inner is.
func (c *committer) commitAll(outer, inner context.Context, ended <-chan *job) error {
	waiting, next := map[int]*job{}, 0
	whole := context.WithoutCancel(outer)
	tick := time.NewTicker(batchAfter)
	defer tick.Stop()
	for {
		select {
		case j, ok := <-ended:
			if !ok {
				return c.finish(outer, inner)
			}
			waiting[j.n] = j
		case <-tick.C:
			if err := c.flush(whole); err != nil {
				return err
			}
		}
		for j := waiting[next]; j != nil; j = waiting[next] {
			delete(waiting, next)
			next++
			if err := c.take(inner, j); errors.Is(err, context.Canceled) && outer.Err() != nil {
				return c.finish(outer, inner)
			} else if err != nil {
				return err
			}
			if c.full() {
				if err := c.flush(whole); err != nil {
					return err
				}
			}
		}
	}
}

func (c *committer) finish(outer, inner context.Context) error {
	if inner.Err() != nil && outer.Err() == nil {
		return nil // the disk or the processor failed: leave everything as it is
	}
	ctx := context.WithoutCancel(outer)
	if err := c.flush(ctx); err != nil {
		return err
	}
	if outer.Err() == nil {
		if err := c.adopt(ctx); err != nil {
			return err
		}
	}
	return c.publish(ctx)
}

// take adds one job to the batch.
func (c *committer) take(ctx context.Context, j *job) error {
	<-c.slots
	c.ended++
	err := c.decide(ctx, j)
	c.claims.release(j.sha, j.n)
	return err
}

// decide says how a job ends; only here is known what came before it.
func (c *committer) decide(ctx context.Context, j *job) error {
	last := c.ledger.Last(j.item.URI)
	if c.upToDate(j.resume) {
		return c.skip(j, last)
	}
	if j.err == nil && j.summary == nil && !j.same {
		if err := c.second(ctx, j, last); err != nil {
			return err
		}
	}
	switch owner := c.ownerOf(j); {
	case j.err != nil:
		c.fail(j)
	case owner != nil && owner.SHA256 != j.sha:
		j.err = fmt.Errorf("its ID %s is taken by other bytes, those of %s", owner.Document, owner.URI)
		c.fail(j)
	case owner != nil && owner.URI != j.item.URI:
		return c.duplicate(ctx, j, owner, last)
	case j.same:
		c.touch(j, last)
	default:
		return c.done(ctx, j)
	}
	return nil
}

func (c *committer) ownerOf(j *job) *Outcome {
	if j.sha == "" {
		return nil
	}
	return c.ledger.Owner(idOf(j.sha))
}

// second settles an item that no extractor has read because another one with
// the same bytes was there or in work. Where that one is gone meanwhile it is read
// after all, unless it failed; and where the item itself has come to hold the
// document, by a change of the other or by another machine, it is as recorded.
func (c *committer) second(ctx context.Context, j *job, last *Outcome) error {
	switch owner := c.ownerOf(j); {
	case owner != nil && owner.URI != j.item.URI:
		return nil
	case owner != nil && last.sameBytes(j.sha, c.recipe, j.item.Set):
		j.same = true
		return nil
	}
	if o := c.failed[j.sha]; o != nil {
		j.err = &recorded{reason: o.Reason, message: o.Message}
		return nil
	}
	return c.extract(ctx, j)
}

// recorded is a failure read from the ledger.
type recorded struct{ reason, message string }

func (r *recorded) Error() string { return r.message }
func (r *recorded) Unwrap() error { return FromReason(r.reason) }

func (c *committer) skip(j *job, last *Outcome) error {
	if last.State == Failed {
		c.report.FailedBefore++
	} else {
		c.report.Skipped++
	}
	c.tell(j, last)
	return nil
}

func (c *committer) outcome(j *job, state State) *Outcome {
	o := &Outcome{
		URI: j.item.URI, File: j.item.File, State: state, SHA256: j.sha, Recipe: c.recipe, Set: orNil(j.item.Set),
		Size: j.item.Size, Modified: j.item.Modified, Provenance: j.item.Provenance, Time: c.Now().UTC(),
	}
	if j.original != nil {
		c.keep(j.original)
	}
	return o
}

func (c *committer) record(j *job, o *Outcome) {
	o = c.ledger.note(o)
	c.batch.outcomes = append(c.batch.outcomes, o)
	c.tell(j, o)
}

func (c *committer) tell(j *job, o *Outcome) {
	e := Event{Report: c.report, Ended: c.ended, Outcome: o, Resume: j.resume}
	c.batch.events = append(c.batch.events, e)
}

// maxMessage bounds a failure's message in bytes: the ledger is for people.
const maxMessage = 2000

func message(err error) string {
	m := strings.ToValidUTF8(err.Error(), "\uFFFD")
	if len(m) > maxMessage {
		m = strings.ToValidUTF8(m[:maxMessage], "") + " …"
	}
	return m
}

func (c *committer) fail(j *job) {
	o := c.outcome(j, Failed)
	o.Reason, o.Message = Reason(j.err), message(j.err)
	c.report.Failed++
	if j.sha != "" {
		c.failed[j.sha] = o
	}
	c.unkeep(j)
	c.record(j, o)
}

func (c *committer) duplicate(ctx context.Context, j *job, owner, last *Outcome) error {
	o := c.outcome(j, Duplicate)
	o.Document = owner.Document
	if j.same && last.State == Duplicate {
		c.report.Skipped++
	} else {
		c.report.Duplicates++
	}
	c.unkeep(j)
	return c.settle(ctx, j, o)
}

// touch records that the same bytes have a new time, so that the next run need
// not read them.
func (c *committer) touch(j *job, last *Outcome) {
	o := c.outcome(j, last.State)
	o.Reason, o.Message, o.Document, o.DuplicateOf, o.Summary = last.Reason, last.Message, last.Document, last.DuplicateOf, last.Summary
	o.Stored = last.Stored
	if o.State == Failed {
		c.report.FailedBefore++
	} else {
		c.report.Skipped++
	}
	c.record(j, o)
}

func (c *committer) done(ctx context.Context, j *job) error {
	counter := &c.report.Changed
	if c.ledger.Live(j.item.URI) == nil {
		counter = &c.report.New
	}
	*counter++
	o := c.outcome(j, Done)
	c.batch.count(o, counter)
	c.put(j, o)
	return c.settle(ctx, j, o)
}

func (c *committer) put(j *job, o *Outcome) {
	o.Document, o.Summary, o.Stored = idOf(j.sha), j.summary, j.document.stored
	b := &c.batch
	b.files, b.puts, b.cost = append(b.files, j.document), append(b.puts, put{o.Document, j.doc, o.Stored}), b.cost+j.cost
}

// unkeep lets go of a document that is not wanted after all.
func (c *committer) unkeep(j *job) {
	j.document.drop()
	c.decoded.Add(-j.cost)
}

// settle records o and sees to the document that the item had before: the
// oldest duplicate takes it over; without one it leaves the index, and stays in
// the store as an earlier version.
func (c *committer) settle(ctx context.Context, j *job, o *Outcome) error {
	old := c.ledger.Live(o.URI)
	c.record(j, o)
	if old == nil || old.State != Done || old.Document == o.Document {
		return nil
	}
	if heir := c.ledger.heir(old.Document); heir != nil {
		return c.promote(ctx, heir)
	}
	c.batch.gone = append(c.batch.gone, old.Document)
	return nil
}

// promote makes a duplicate the holder of its document, made anew with that
// item's name and metadata: the result is that of an ingest without the first.
func (c *committer) promote(ctx context.Context, twin *Outcome) error {
	path, err := c.Store.Original(twin.SHA256)
	if err != nil {
		return err
	}
	j := &job{path: path, sha: twin.SHA256, size: twin.Size, item: Item{
		URI: twin.URI, File: twin.File, Size: twin.Size, Modified: twin.Modified, Set: orZero(twin.Set), Provenance: twin.Provenance,
	}}
	if err := c.extract(ctx, j); err != nil {
		return err
	}
	o := c.outcome(j, Done)
	if j.err != nil {
		o.State, o.Reason, o.Message = Failed, Reason(j.err), message(j.err)
	} else {
		c.put(j, o)
	}
	c.ledger.note(o)
	c.batch.outcomes = append(c.batch.outcomes, o)
	return nil
}
