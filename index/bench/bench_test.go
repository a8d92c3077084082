package bench_test

import (
	"slices"
	"testing"
	"time"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/bench"
	"github.com/haki-project/haki/index/bleve"
	"github.com/haki-project/haki/index/indextest"
	"github.com/haki-project/haki/pipeline"
)

func grower() *bench.Grower {
	g := bench.NewGrower()
	for _, d := range indextest.Documents() {
		g.See(d)
	}
	return g
}

func TestGrowIsDeterministic(t *testing.T) {
	a, b := slices.Collect(grower().Documents(7, 300)), slices.Collect(grower().Documents(7, 300))
	passages := 0
	ids := map[pipeline.ID]bool{}
	for i, d := range a {
		if d.ID != b[i].ID || d.Text != b[i].Text {
			t.Fatalf("document %d differs from run to run", i)
		}
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		ids[d.ID] = true
		passages += len(d.Passages)
	}
	if passages != 300 || len(ids) != len(a) {
		t.Errorf("%d passages in %d documents with %d IDs, want 300", passages, len(a), len(ids))
	}
	if other := slices.Collect(grower().Documents(8, 300)); other[0].Text == a[0].Text {
		t.Error("another seed grows the same text")
	}
	if none := slices.Collect(bench.NewGrower().Documents(1, 10)); len(none) != 0 {
		t.Errorf("%d documents grown from nothing", len(none))
	}
}

func TestMeasure(t *testing.T) {
	dir, g := t.TempDir(), grower()
	w, err := bleve.OpenWriter(dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	for d := range g.Documents(1, 500) {
		if err := w.Put(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Publish(t.Context(), "grown"); err != nil {
		t.Fatal(err)
	}
	r, err := bleve.OpenReader(dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	mix := g.Mix(1, 3)
	times, err := bench.Measure(t.Context(), r, mix)
	if err != nil {
		t.Fatal(err)
	}
	if len(times) != 7 || times[0].Kind != "all" || len(times[0].Taken) != len(mix) || times[0].Hits == 0 {
		t.Errorf("times %+v of %d queries", times, len(mix))
	}
	some := bench.Times{Taken: []time.Duration{1, 2, 3, 4}}
	if some.Percentile(0.5) != 3 || some.Percentile(1) != 4 || (bench.Times{}).Percentile(0.5) != 0 {
		t.Errorf("percentiles of %v", some.Taken)
	}
}
