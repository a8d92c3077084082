package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/haki-project/haki/pipeline"
)

// unchanged stands between a source on the network and what unpacks archives.
// Items that the ledger has just so are opened from the store, should a new
// version of the program want to read them again, and not from the network. They
// are sent past the unpacking without a way to open them, since it would look
// into each; [unchanged.restore] gives it back.
type unchanged struct {
	source   pipeline.Source
	store    *pipeline.Store
	ledger   *pipeline.Ledger
	archives bool // the run before came to its end, so the members of an archive are all in the ledger

	mu   sync.Mutex
	open map[string]opener // by URI
}

// opener opens an item.
type opener func() (io.ReadCloser, error)

func newUnchanged(src pipeline.Source, store *pipeline.Store, ledger *pipeline.Ledger, archives bool) *unchanged {
	return &unchanged{source: src, store: store, ledger: ledger, archives: archives, open: map[string]opener{}}
}

// Each yields the items of the source; for an archive that has not changed those
// that were in it.
func (u *unchanged) Each(ctx context.Context, yield func(pipeline.Item) error) error {
	return u.source.Each(ctx, func(it pipeline.Item) error {
		if it.Err != nil {
			return yield(it)
		}
		o := u.ledger.Last(it.URI)
		if o == nil && u.archives {
			if members := u.members(it); len(members) > 0 {
				return u.each(members, yield)
			}
		}
		if o != nil && o.SHA256 != "" && o.Size == it.Size && o.Modified.Equal(it.Modified) {
			it.Open = u.stored(o, it.Open)
			return u.each([]pipeline.Item{it}, yield)
		}
		return yield(it)
	})
}

// each yields items without their ways to be opened, and remembers those.
func (u *unchanged) each(items []pipeline.Item, yield func(pipeline.Item) error) error {
	for _, it := range items {
		u.mu.Lock()
		u.open[it.URI] = it.Open
		u.mu.Unlock()
		it.Open = nil
		if err := yield(it); err != nil {
			return err
		}
	}
	return nil
}

// restore gives an item its way to be opened back.
func (u *unchanged) restore(it *pipeline.Item) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if open := u.open[it.URI]; it.Open == nil && open != nil {
		it.Open = open
		delete(u.open, it.URI)
	}
}

// stored opens the original that the store keeps, or else as otherwise does.
func (u *unchanged) stored(o *pipeline.Outcome, otherwise opener) opener {
	return func() (io.ReadCloser, error) {
		if path, err := u.store.Original(o.SHA256); err == nil {
			return os.Open(path)
		}
		return otherwise()
	}
}

// notKept is how an item opens whose archive is not at hand.
func notKept() (io.ReadCloser, error) {
	return nil, fmt.Errorf("%w: its original is no longer in the store", pipeline.ErrUnreadable)
}

// members returns what was in an archive that is the one read before, none where
// the archive has to be opened again.
func (u *unchanged) members(archive pipeline.Item) []pipeline.Item {
	var items []pipeline.Item
	for _, o := range u.ledger.Members(archive.URI) {
		if !o.Modified.Equal(archive.Modified) {
			continue // it was in an earlier version of the archive
		}
		it := pipeline.Item{URI: o.URI, Archive: archive.URI, File: o.File, Size: o.Size, Modified: o.Modified, Set: archive.Set, Provenance: o.Provenance}
		it.Open = u.stored(o, notKept)
		if o.State == pipeline.Failed && o.SHA256 == "" {
			it.Err = asRecorded{o}
		} else if _, err := u.store.Original(o.SHA256); err != nil {
			return nil
		}
		items = append(items, it)
	}
	return items
}

// asRecorded is a failure that the ledger has.
type asRecorded struct{ outcome *pipeline.Outcome }

func (r asRecorded) Error() string { return r.outcome.Message }

// Unwrap gives the error its name.
func (r asRecorded) Unwrap() error { return pipeline.FromReason(r.outcome.Reason) }
