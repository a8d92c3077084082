package source

import (
	"context"
	"fmt"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

type numbered int

func (n numbered) Each(_ context.Context, yield func(pipeline.Item) error) error {
	for i := range int(n) {
		if err := yield(pipeline.Item{URI: fmt.Sprintf("file:///in/%d.pdf", i)}); err != nil {
			return err
		}
	}
	return nil
}

// The parts together are the source, each item in one of them, about as many in each.
func TestPart(t *testing.T) {
	const items, parts = 1000, 3
	seen := map[string]int{}
	for i := range parts {
		p, err := Part(numbered(items), fmt.Sprintf("%d/%d", i+1, parts))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		if err := p.Each(t.Context(), func(it pipeline.Item) error { seen[it.URI]++; n++; return nil }); err != nil {
			t.Fatal(err)
		}
		if n < items/parts*3/4 || n > items/parts*5/4 {
			t.Errorf("part %d has %d of %d items", i+1, n, items)
		}
	}
	for uri, n := range seen {
		if n != 1 {
			t.Errorf("%s is in %d parts", uri, n)
		}
	}
	if len(seen) != items {
		t.Errorf("%d of %d items are in a part", len(seen), items)
	}
}

func TestPartRefuses(t *testing.T) {
	for _, of := range []string{"", "2", "0/3", "4/3", "1/0", "-1/3", "1/3x", "a/b"} {
		if _, err := Part(numbered(1), of); err == nil {
			t.Errorf("%q was taken", of)
		}
	}
}
