package opensearch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"crypto/rand"

	"github.com/haki-project/haki/index"
)

// Rebuild makes an index beside the one there, has fill fill it, and puts
// it in its place in one step: readers see the old one until then. Others that
// write the old one meanwhile are told to come again.
func (x *Index) Rebuild(ctx context.Context, o index.Options, fill func(index.Writer) error) error {
	c := newClient(x.address, x.limits)
	defer c.close()
	if err := c.ensure(ctx, x.layout); err != nil {
		return err
	}
	old, err := c.claim(ctx)
	if err != nil {
		return err
	}
	if err := c.removeAllBut(ctx, old.index); err != nil {
		return errors.Join(err, c.release(context.WithoutCancel(ctx), old))
	}
	made := fmt.Sprintf("%s.%s-%s", c.Name, time.Now().UTC().Format("20060102t150405"), strings.ToLower(rand.Text()[:8]))
	err = c.make(ctx, made, x.layout, o, fill)
	if err == nil {
		err = c.replace(ctx, old, made)
	}
	if err != nil {
		whole := context.WithoutCancel(ctx)
		return errors.Join(err, c.removeIndex(whole, made), c.release(whole, old))
	}
	return c.removeIndex(ctx, old.index)
}

// claim marks the index as one whose place will be taken. Nobody writes one of
// another version, which is left as it is.
func (c *client) claim(ctx context.Context) (*state, error) {
	var claimed *state
	err := c.update(ctx, c.Name, func(s *state) error {
		if s.rebuilding() {
			return ErrReplaced
		}
		s.Rebuild = time.Now().UTC()
		claimed = s
		return nil
	})
	if errors.Is(err, errFormat) {
		return c.readForeign(ctx)
	}
	return claimed, err
}

func (c *client) readForeign(ctx context.Context) (*state, error) {
	s, err := c.readState(ctx)
	if errors.Is(err, errFormat) {
		return s, nil
	}
	return s, err
}

// removeAllBut removes every index of this name but one: what rebuilds that did not
// end have left.
func (c *client) removeAllBut(ctx context.Context, keep string) error {
	var all map[string]struct{}
	if err := c.do(ctx, http.MethodGet, "/"+c.Name+".*/_alias", nil, &all); err != nil {
		return err
	}
	for name := range all {
		if name == keep {
			continue
		}
		if err := c.removeIndex(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

func (c *client) release(ctx context.Context, old *state) error {
	if old.Format != formatVersion {
		return nil
	}
	return c.update(ctx, old.index, func(s *state) error {
		if s.Rebuild.Equal(old.Rebuild) {
			s.Rebuild = time.Time{}
		}
		return nil
	})
}

func (c *client) make(ctx context.Context, name string, l Layout, o index.Options, fill func(index.Writer) error) error {
	if err := c.create(ctx, l, name); err != nil {
		return err
	}
	s, err := c.stateOf(ctx, name)
	if err != nil {
		return err
	}
	w := newWriter(newClient(c.Address, c.limits), s, o)
	return errors.Join(fill(w), w.Close())
}

// replace gives the name to the index made, in one step.
func (c *client) replace(ctx context.Context, old *state, made string) error {
	now, err := c.stateOf(ctx, old.index)
	if err != nil && !errors.Is(err, errFormat) {
		return err
	}
	if err == nil && (!now.Rebuild.Equal(old.Rebuild) || !now.rebuilding()) {
		return ErrExpired // others may have written the old index since
	}
	return c.do(ctx, http.MethodPost, "/_aliases", object{"actions": []object{
		{"remove": object{"index": old.index, "alias": c.Name}}, {"add": object{"index": made, "alias": c.Name}},
	}}, nil)
}

// removeIndex removes an index, which may be gone already.
func (c *client) removeIndex(ctx context.Context, name string) error {
	err := c.do(ctx, http.MethodDelete, "/"+name, nil, nil)
	if hasStatus(err, http.StatusNotFound) {
		return nil
	}
	return err
}

// Size is how many bytes one copy of the index has on disk.
func (x *Index) Size(ctx context.Context) (int64, error) {
	c := newClient(x.address, x.limits)
	defer c.close()
	var stats struct {
		All struct {
			Primaries struct {
				Store struct {
					Bytes int64 `json:"size_in_bytes"`
				} `json:"store"`
			} `json:"primaries"`
		} `json:"_all"`
	}
	err := c.do(ctx, http.MethodGet, "/"+c.Name+"/_stats/store", nil, &stats)
	return stats.All.Primaries.Store.Bytes, err
}

// Remove removes the index with all that is in it.
func (x *Index) Remove(ctx context.Context) error {
	c := newClient(x.address, x.limits)
	defer c.close()
	if err := c.removeAllBut(ctx, ""); err != nil {
		return err
	}
	return c.do(ctx, http.MethodDelete, "/_index_template/"+c.Name, nil, nil)
}
