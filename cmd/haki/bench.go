package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/bench"
)

type benchOptions struct {
	passages []int
	seed     uint64
	queries  int
	dir      string
}

func newBench(a *app) *cobra.Command {
	var o benchOptions
	c := &cobra.Command{
		Use:   "bench",
		Short: "Measure the index on corpora grown from the words of this one",
		Long: `Grow corpora of invented documents from the words of the corpus, build an index of each,
and print build rate, size, memory and the time that a fixed mix of queries takes.
The same corpus and seed give the same documents and queries. With --index the indexes
are made on that cluster, beside the one named, and removed again.`,
		Example: `  haki bench --passages 10000,100000,1000000`,
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return runBench(c.Context(), a, o) },
	}
	f := c.Flags()
	f.IntSliceVar(&o.passages, "passages", []int{10_000, 100_000}, "sizes of the corpora")
	f.Uint64Var(&o.seed, "seed", 1, "of documents and queries")
	f.IntVar(&o.queries, "queries", 20, "queries of each kind")
	f.StringVar(&o.dir, "dir", "", "folder for the indexes (default a temporary one)")
	return c
}

func runBench(ctx context.Context, a *app, o benchOptions) error {
	store, err := a.openStore(true)
	if err != nil {
		return err
	}
	defer store.Close()
	g := bench.NewGrower()
	seen := 0
	for d, err := range store.Documents() {
		if err != nil {
			return err
		}
		g.See(d)
		seen += len(d.Passages)
	}
	if seen < 1000 {
		return fmt.Errorf("%w: the corpus has %s, too few to grow from: ingest some reports first", errNothing, count(seen, "passage"))
	}
	for _, n := range o.passages {
		if err := o.one(ctx, a, g, n); err != nil {
			return err
		}
	}
	return nil
}

func (o benchOptions) one(ctx context.Context, a *app, g *bench.Grower, passages int) (err error) {
	dir, err := os.MkdirTemp(o.dir, "haki-bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary folder
	idx, err := a.scratch(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, idx.Remove(context.WithoutCancel(ctx))) }()
	start := time.Now()
	text, err := grow(ctx, g, o.seed, passages, idx)
	if err != nil {
		return err
	}
	built := time.Since(start)
	size, err := idx.Size(ctx)
	if err != nil {
		return err
	}
	debug.FreeOSMemory() // what building took is none of the search's
	r, err := idx.OpenReader(indexOptions())
	if err != nil {
		return err
	}
	defer r.Close()
	times, err := bench.Measure(ctx, r, g.Mix(o.seed, o.queries))
	if err != nil {
		return err
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Fprintf(a.stdout, "%d passages: built at %.0f a second, index %d MB, %.2f times the text, %d MB held for searching\n",
		passages, float64(passages)/built.Seconds(), size>>20, float64(size)/float64(text), (m.Sys-m.HeapReleased)>>20)
	var rows [][]string
	for _, t := range times {
		ms := func(share float64) string { return fmt.Sprintf("%.1f", t.Percentile(share).Seconds()*1000) }
		rows = append(rows, []string{ms(0.5), ms(0.95), ms(0.99), fmt.Sprint(t.Hits), t.Kind})
	}
	newScreen(a.stdout).table([]string{"p50 ms", "p95 ms", "p99 ms", "hits", "queries"}, rows)
	return nil
}

// grow fills an index with invented documents and returns the bytes of their text.
func grow(ctx context.Context, g *bench.Grower, seed uint64, passages int, idx backend) (text int64, err error) {
	err = idx.Rebuild(ctx, rebuildOptions(), func(w index.Writer) error {
		for d := range g.Documents(seed, passages) {
			text += int64(len(d.Text))
			if err := w.Put(ctx, d); err != nil {
				return err
			}
		}
		return w.Publish(ctx, "bench")
	})
	return text, err
}
