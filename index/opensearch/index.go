package opensearch

import (
	"context"

	"github.com/haki-project/haki/index"
)

// Index is the index at an address.
type Index struct {
	address *Address
	layout  Layout
	limits  limits
}

// Open reads an address; l says how a new index lies in the cluster. It asks
// nothing of the cluster yet.
func Open(address string, l Layout) (*Index, error) {
	a, err := ParseAddress(address)
	if err != nil {
		return nil, err
	}
	return &Index{a, l.orDefault(), usual.of(a)}, nil
}

// OpenReader opens the index for reading; where the cluster has none of that name,
// searches wrap [ErrNoIndex].
func (x *Index) OpenReader(o index.Options) (index.Reader, error) {
	return openReader(newClient(x.address, x.limits), o)
}

// OpenWriter opens the index for writing, making it where there is none. Any
// number of machines may.
func (x *Index) OpenWriter(ctx context.Context, o index.Options) (index.Writer, error) {
	c := newClient(x.address, x.limits)
	if err := c.ensure(ctx, x.layout); err != nil {
		return nil, err
	}
	s, err := c.readState(ctx)
	if err != nil {
		return nil, err
	}
	return newWriter(c, s, o), nil
}
