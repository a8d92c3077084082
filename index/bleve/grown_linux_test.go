package bleve

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/bench"
	"github.com/haki-project/haki/pipeline"
)

var (
	grown    = flag.Int("grown", 0, "passages of the corpus that TestGrown measures; 0 skips it")
	grownDir = flag.String("grown-dir", "", "index that TestGrown keeps, and measures without building where it is there")
)

// sample learns from the speeches of the shared corpus.
func sample(t *testing.T) *bench.Grower {
	t.Helper()
	g := bench.NewGrower()
	seen := 0
	err := filepath.WalkDir("../../../shared/corpus/speeches", func(path string, _ os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".txt" {
			return err
		}
		data, err := os.ReadFile(path)
		d := &pipeline.Document{Metadata: pipeline.Metadata{Kind: pipeline.KindSpeech, Language: "en", Countries: []string{fmt.Sprintf("C%02d", seen%40)}}, Text: string(data)}
		start, end := 0, 0
		for line := range strings.Lines(d.Text) {
			if end += len(line); end-start < 400 && end < len(d.Text) {
				continue
			}
			tags := []pipeline.Tag{{Scheme: "upr-issues", ID: fmt.Sprintf("issue-%d", (start/7)%54), Label: "An issue", Score: 0.9, By: "model:upr-issues/1"}}
			d.Passages = append(d.Passages, pipeline.Passage{Start: start, End: end, Tags: tags})
			start = end
		}
		g.See(d)
		seen++
		return err
	})
	if err != nil || seen == 0 {
		t.Skipf("no speeches at ../shared/corpus/speeches to grow from: %v", err)
	}
	return g
}

// TestGrown prints what an index of a grown corpus costs:
// go test ./index/bleve -run TestGrown -grown 1000000 -v
func TestGrown(t *testing.T) {
	if *grown == 0 {
		t.Skip("no -grown given")
	}
	g := sample(t)
	dir := *grownDir
	if dir == "" {
		dir = t.TempDir()
	}
	if _, err := os.Stat(filepath.Join(dir, currentFile)); err != nil {
		build(t, g, dir)
	}
	r, err := OpenReader(dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	mix := g.Mix(1, 30)
	if _, err := bench.Measure(t.Context(), r, mix[:70]); err != nil {
		t.Fatal(err)
	}
	times, err := bench.Measure(t.Context(), r, mix)
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range times {
		t.Logf("%-8s %4d queries, p50 %6.1f ms, p95 %6.1f ms, p99 %6.1f ms, %d hits", kind.Kind, len(kind.Taken), ms(kind.Percentile(0.5)), ms(kind.Percentile(0.95)), ms(kind.Percentile(0.99)), kind.Hits)
	}
	used := bench.Times{}
	for _, q := range mix {
		before := cpu()
		if _, err := r.Search(t.Context(), q.Request); err != nil {
			t.Fatal(err)
		}
		used.Taken = append(used.Taken, cpu()-before)
	}
	slices.Sort(used.Taken)
	t.Logf("processor time, whatever else the machine does: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms", ms(used.Percentile(0.5)), ms(used.Percentile(0.95)), ms(used.Percentile(0.99)))
	if status, err := os.ReadFile("/proc/self/status"); err == nil {
		for line := range strings.Lines(string(status)) {
			if strings.HasPrefix(line, "Vm") || strings.HasPrefix(line, "Rss") {
				t.Log(strings.TrimSpace(line))
			}
		}
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	t.Logf("heap %d MB, from the system %d MB", memory.HeapAlloc>>20, memory.Sys>>20)
}

// cpu is the processor time that this process has used.
func cpu() time.Duration {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage) // cannot fail for oneself
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// build writes the corpus and prints its rate and size.
func build(t *testing.T, g *bench.Grower, dir string) {
	w, err := OpenWriter(dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	text, passages, growing := 0, 0, time.Duration(0)
	start, startCPU := time.Now(), cpu()
	last := start
	for d := range g.Documents(1, *grown) {
		growing += time.Since(last)
		text += len(d.Text)
		passages += len(d.Passages)
		if err := w.Put(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		last = time.Now()
	}
	if err := w.Publish(t.Context(), "grown"); err != nil {
		t.Fatal(err)
	}
	taken, used := time.Since(start), cpu()-startCPU
	var size int64
	files, _ := os.ReadDir(dir)
	by := map[string]int64{}
	for _, f := range files {
		if info, err := f.Info(); err == nil {
			size += info.Size()
			by[filepath.Ext(f.Name())] += info.Size()
		}
	}
	t.Logf("%d passages, %d MB of text: %.1f s (inventing %.1f), %.0f passages/s, %.1f s of processor, %.0f passages a processor second, index %d MB (%.2f of the text) %v",
		passages, text>>20, taken.Seconds(), growing.Seconds(), float64(passages)/taken.Seconds(), used.Seconds(), float64(passages)/used.Seconds(), size>>20, float64(size)/float64(text), by)
}
