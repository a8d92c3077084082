package source

import (
	"context"
	"fmt"
	"hash/fnv"

	"github.com/haki-project/haki/pipeline"
)

// Part gives one of several machines its share of a source: of "2/8" every item
// that falls to the second of eight by the hash of its address. The machines must
// see the same addresses; together they then read each item once.
func Part(src pipeline.Source, of string) (pipeline.Source, error) {
	var p share
	var rest string
	if n, _ := fmt.Sscanf(of, "%d/%d%s", &p.mine, &p.all, &rest); n != 2 || p.mine < 1 || p.mine > p.all {
		return nil, fmt.Errorf("write a number and how many there are, as 2/8")
	}
	p.Source = src
	return p, nil
}

type share struct {
	pipeline.Source
	mine, all uint64
}

// Each implements pipeline.Source.
func (p share) Each(ctx context.Context, yield func(pipeline.Item) error) error {
	return p.Source.Each(ctx, func(it pipeline.Item) error {
		h := fnv.New64a()
		h.Write([]byte(it.URI))
		if h.Sum64()%p.all != p.mine-1 {
			return nil
		}
		return yield(it)
	})
}
