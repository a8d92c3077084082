package ingest

import (
	"context"
	"errors"
	"fmt"

	"github.com/haki-project/haki/pipeline"
)

// embed reads a file that lies in another as part of it, under a heading with
// its name ("" for none). What cannot be read is left out and said in the
// document's quality notes; only the limits and ctx are errors.
func (b *builder) embed(ctx context.Context, around *source, name string, data []byte) error {
	if around.depth+1 > b.opt.MaxNesting {
		b.notes = append(b.notes, fmt.Sprintf("%s was left out: it lies %d files deep.", called(name), around.depth+1))
		return nil
	}
	s := &source{name: name, data: data, opt: b.opt, depth: around.depth + 1, budget: around.budget}
	f, err := sniff(s)
	if err != nil {
		b.notes = append(b.notes, fmt.Sprintf("%s was left out: %v.", called(name), err))
		return nil
	}
	if name != "" {
		b.add(block{kind: pipeline.Heading, level: 1, text: name, settled: true})
	}
	defer b.enter(name)()
	err = f.read(ctx, s, b)
	if b.err != nil {
		return b.err
	}
	if err != nil {
		if ctx.Err() != nil || errors.Is(err, pipeline.ErrTooLarge) {
			return err
		}
		b.notes = append(b.notes, fmt.Sprintf("%s was left out: %v.", called(name), err))
	}
	return nil
}

// enter makes what is added belong to a file in the file, until the function
// that it returns is called.
func (b *builder) enter(name string) (leave func()) {
	scope, base, meta := b.scope, b.base, b.meta
	b.scope = fmt.Sprintf("%s%d/", scope, len(b.blocks))
	if name != "" {
		b.base++
	}
	b.meta = pipeline.Metadata{}
	return func() { b.scope, b.base, b.meta = scope, base, meta }
}

func called(name string) string {
	if name == "" {
		return "A part without a name"
	}
	return name
}
