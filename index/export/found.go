package export

import (
	"context"
	"fmt"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// All yields every document of a store, whole.
func All(store *pipeline.Store) Selections {
	return func(ctx context.Context, yield func(Selection) error) error {
		for d, err := range store.Documents() {
			if err != nil {
				return err
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := yield(Selection{Document: d, All: true}); err != nil {
				return err
			}
		}
		return nil
	}
}

// Completed yields what from yields, each document after complete has been at it.
func Completed(from Selections, complete func(*pipeline.Document) error) Selections {
	return func(ctx context.Context, yield func(Selection) error) error {
		return from(ctx, func(s Selection) error {
			if err := complete(s.Document); err != nil {
				return err
			}
			return yield(s)
		})
	}
}

// Found yields what a query finds, in the order of URI, ID and place. It is an
// error if the index names a passage that the store does not have: a count must
// never be larger than what can be quoted.
func Found(r index.Reader, store *pipeline.Store, q query.Node) Selections {
	return func(ctx context.Context, yield func(Selection) error) error {
		g := &grouper{store: store, yield: yield}
		if err := r.Each(ctx, q, g.add); err != nil {
			return err
		}
		return g.flush()
	}
}

// grouper gathers the passages found of one document after the other.
type grouper struct {
	store *pipeline.Store
	yield func(Selection) error
	id    pipeline.ID
	found map[string]bool
}

func (g *grouper) add(ref index.Ref) error {
	if ref.Document != g.id {
		if err := g.flush(); err != nil {
			return err
		}
		g.id, g.found = ref.Document, map[string]bool{}
	}
	g.found[ref.Passage] = true
	return nil
}

func (g *grouper) flush() error {
	if g.id == "" {
		return nil
	}
	d, err := g.store.Document(g.id)
	if err != nil {
		return err
	}
	s := Selection{Document: d}
	for i := range d.Passages {
		if g.found[d.Passages[i].ID] {
			s.Passages = append(s.Passages, i)
		}
	}
	if len(s.Passages) != len(g.found) {
		return fmt.Errorf("the index is behind the store at %s: haki rebuild mends it", d.File)
	}
	return g.yield(s)
}
