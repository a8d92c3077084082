package pipeline

import (
	"context"
	"fmt"
	"os"
	"time"
)

// batch is what is committed together: files, then ledger, then index.
type batch struct {
	files    []*staged
	puts     []put
	gone     []ID
	outcomes []*Outcome
	events   []Event
	counted  map[*Outcome]*int // where the report counts an outcome
	cost     int64
}

// count notes where the report counts o, should it have to be moved.
func (b *batch) count(o *Outcome, counter *int) {
	if b.counted == nil {
		b.counted = map[*Outcome]*int{}
	}
	b.counted[o] = counter
}

func (c *committer) full() bool {
	return len(c.batch.events) >= c.batchItems || c.batch.cost >= batchCost
}

// keep puts an original into the batch, unless its bytes are there already.
func (c *committer) keep(st *staged) {
	if info, err := os.Stat(st.final); err == nil && info.Size() == st.size {
		st.drop()
		return
	}
	for _, f := range c.batch.files {
		if f.final == st.final {
			st.drop()
			return
		}
	}
	c.batch.files = append(c.batch.files, st)
}

// flush makes the batch durable: files first, then "done"; the index, which can
// catch up from there, last. A crash between two steps repeats work and loses nothing.
func (c *committer) flush(ctx context.Context) error {
	b := c.batch
	c.batch = batch{}
	defer c.decoded.Add(-b.cost)
	if err := c.Store.commit(b.files...); err != nil {
		return err
	}
	recorded, err := c.Store.record(ctx, c.ledger, b.outcomes)
	if err != nil {
		return err
	}
	c.recount(b, recorded)
	if err := c.index(ctx, b); err != nil {
		return err
	}
	for _, e := range b.events {
		e.Listed, e.Total = c.listed.Load(), int(c.total.Load())
		c.Progress(e)
	}
	if c.unseen >= c.PublishEvery || c.unseen > 0 && time.Since(c.published) >= c.PublishAfter {
		return c.publish(ctx)
	}
	return nil
}

// recount corrects the report and what is told of each item where another
// machine was first with it.
func (c *committer) recount(b batch, recorded []*Outcome) {
	now := map[*Outcome]*Outcome{}
	for i, o := range b.outcomes {
		now[o] = recorded[i]
		if n := b.counted[o]; n != nil && (recorded[i] == nil || recorded[i].State != o.State) {
			*n--
			if recorded[i] == nil {
				c.report.Skipped++
			} else {
				c.report.Duplicates++
			}
		}
	}
	for i := range b.events {
		if o := now[b.events[i].Outcome]; o != nil {
			b.events[i].Outcome = o
		}
	}
}

// index hands the batch to the index, but for what the batch itself or another
// machine superseded, and what other machines brought in meanwhile.
func (c *committer) index(ctx context.Context, b batch) error {
	if c.Index == nil {
		return nil
	}
	arrived, left := c.ledger.arrived()
	if err := c.Store.putAll(ctx, c.Index, arrived, nil); err != nil {
		return err
	}
	b.gone = append(b.gone, left...)
	newest := map[ID]int{}
	for i, p := range b.puts {
		newest[p.id] = i
	}
	var docs []*Document
	for i, p := range b.puts {
		if owner := c.ledger.Owner(p.id); owner == nil || owner.Stored != p.stored || newest[p.id] != i {
			continue
		}
		if p.doc != nil {
			if err := c.Store.overlay(p.doc); err != nil {
				return err
			}
			docs = append(docs, p.doc)
			continue
		}
		if err := c.indexStored(ctx, p.id); err != nil {
			return err
		}
	}
	c.unseen += len(b.puts) + len(arrived) + len(b.gone)
	if len(docs) > 0 {
		if err := c.Index.Put(ctx, docs...); err != nil {
			return fmt.Errorf("index: %w", err)
		}
	}
	var gone []ID
	for _, id := range b.gone {
		if c.ledger.Owner(id) == nil {
			gone = append(gone, id)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	return wrap("index", c.Index.Delete(ctx, gone...))
}

func (c *committer) indexStored(ctx context.Context, id ID) error {
	d, err := c.Store.Document(id)
	if err != nil {
		return err
	}
	return wrap("index", c.Index.Put(ctx, d))
}

func (c *committer) publish(ctx context.Context) error {
	c.unseen, c.published = 0, time.Now()
	if c.Index == nil {
		return nil
	}
	return c.Store.publish(ctx, c.Index)
}

func wrap(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
