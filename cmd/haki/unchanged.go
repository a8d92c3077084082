package main

import (
	"context"
	"errors"
	"io"
	"reflect"
	"sort"
	"strings"
	"sync"

	"github.com/haki-project/haki/pipeline"
)

// unchanged stands between a source on the network and what unpacks archives.
// Items that the ledger has just so are sent past the latter without a way to
// open them, since looking into one whose bytes are no longer kept would fetch
// it again; [unchanged.restore] gives it back.
type unchanged struct {
	source   pipeline.Source
	ledger   *pipeline.Ledger
	recipe   string
	archives bool // the run before came to its end, so the members of an archive are all in the ledger

	outcomes func() []*pipeline.Outcome // of the ledger, by URI
	mu       sync.Mutex
	open     map[string]func() (io.ReadCloser, error) // by URI
}

func newUnchanged(src pipeline.Source, ledger *pipeline.Ledger, recipe string, archives bool) *unchanged {
	return &unchanged{
		source: src, ledger: ledger, recipe: recipe, archives: archives,
		outcomes: sync.OnceValue(ledger.Outcomes), open: map[string]func() (io.ReadCloser, error){},
	}
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
				return each(members, yield)
			}
		}
		if o != nil && o.SHA256 != "" && o.Size == it.Size && o.Modified.Equal(it.Modified) {
			u.mu.Lock()
			u.open[it.URI] = it.Open
			u.mu.Unlock()
			it.Open = nil
		}
		return yield(it)
	})
}

func each(items []pipeline.Item, yield func(pipeline.Item) error) error {
	for _, it := range items {
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
	if it.Open != nil || it.Err != nil {
		return
	}
	it.Open = notKept
	if open := u.open[it.URI]; open != nil {
		it.Open = open
		delete(u.open, it.URI)
	}
}

// members returns what was in an archive that is the one read before, none where
// any of it would have to be read again.
func (u *unchanged) members(archive pipeline.Item) []pipeline.Item {
	all, prefix := u.outcomes(), archive.URI+"#"
	var items []pipeline.Item
	for i := sort.Search(len(all), func(i int) bool { return all[i].URI >= prefix }); i < len(all) && strings.HasPrefix(all[i].URI, prefix); i++ {
		o := all[i]
		if !o.Modified.Equal(archive.Modified) {
			continue // it was in an earlier version of the archive
		}
		it := pipeline.Item{URI: o.URI, File: o.File, Size: o.Size, Modified: o.Modified, Set: archive.Set, Provenance: o.Provenance}
		switch {
		case o.State == pipeline.Failed && o.SHA256 == "":
			it.Err = asRecorded{o}
		case o.State != pipeline.Duplicate && (o.Recipe != u.recipe || !sameMetadata(o.Set, archive.Set)):
			return nil
		}
		items = append(items, it)
	}
	return items
}

func sameMetadata(recorded *pipeline.Metadata, given pipeline.Metadata) bool {
	if recorded == nil {
		recorded = &pipeline.Metadata{}
	}
	return reflect.DeepEqual(*recorded, given)
}

// asRecorded is a failure that the ledger has.
type asRecorded struct{ outcome *pipeline.Outcome }

func (r asRecorded) Error() string { return r.outcome.Message }

// Unwrap gives the error its name.
func (r asRecorded) Unwrap() error { return pipeline.FromReason(r.outcome.Reason) }

// errNotKept would be the failure of an item that is opened although nothing
// about it has changed.
var errNotKept = errors.New("its archive is no longer kept; run haki sync again")

func notKept() (io.ReadCloser, error) { return nil, errNotKept }
