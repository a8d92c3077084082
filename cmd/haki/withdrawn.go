package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// withdrawn tells what is no longer in an archive, or in the export of an index:
// items that the ledger has of it and that did not come this time are yielded
// with ErrGone, once. What was read of them stays.
type withdrawn struct {
	source pipeline.Source
	ledger *pipeline.Ledger
}

// Each yields the items of the source, and after those of each archive the ones
// that are gone.
func (w withdrawn) Each(ctx context.Context, yield func(pipeline.Item) error) error {
	var a arrivals
	err := w.source.Each(ctx, func(it pipeline.Item) error {
		if it.Archive != a.archive {
			if err := w.gone(a, yield); err != nil {
				return err
			}
			a = arrivals{archive: it.Archive, came: map[string]bool{}, set: it.Set}
		}
		a.note(it)
		return yield(it)
	})
	if err != nil {
		return err
	}
	return w.gone(a, yield)
}

// arrivals is what came of one archive.
type arrivals struct {
	archive string
	came    map[string]bool // by URI
	closed  []string        // archives within it that could not be opened: nothing is known of what is in them
	set     pipeline.Metadata
}

func (a *arrivals) note(it pipeline.Item) {
	if a.archive == "" {
		return
	}
	a.came[it.URI] = true
	if it.Err != nil {
		a.closed = append(a.closed, it.URI+"/")
	}
}

func (a *arrivals) has(uri string) bool {
	return a.came[uri] || slices.ContainsFunc(a.closed, func(c string) bool { return strings.HasPrefix(uri, c) })
}

func (w withdrawn) gone(a arrivals, yield func(pipeline.Item) error) error {
	if a.archive == "" {
		return nil
	}
	for _, o := range w.ledger.Members(a.archive) {
		if o.State == pipeline.Failed || a.has(o.URI) {
			continue
		}
		err := fmt.Errorf("%w: it was in %s and is no longer", pipeline.ErrGone, a.archive)
		if err := yield(pipeline.Item{URI: o.URI, File: o.File, Size: -1, Set: a.set, Provenance: o.Provenance, Err: err}); err != nil {
			return err
		}
	}
	return nil
}
