package pipeline

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write testdata: the export of each stored corpus, and the corpus of a format that has none")

// formatItems are what the stored corpora were made of.
func formatItems() []Item {
	kenya := fakeItem("kenya.txt", "Article 1\nEveryone has the right to a clean environment.", nil)
	kenya.Set = Metadata{Kind: KindLaw, Countries: []string{"KEN"}}
	return []Item{
		fakeItem("a.txt", "One paragraph.\nAnother one, with ünïcode.", nil), fakeItem("b.txt", "!broken", nil),
		fakeItem("c.txt", "One paragraph.\nAnother one, with ünïcode.", nil), kenya,
	}
}

// A corpus of every format that was ever written is read, holds what it held,
// and is continued. testdata/corpus/N was written by the program of format N and
// is never written again: raise Format, and add another.
func TestEveryFormatIsRead(t *testing.T) {
	newest := filepath.Join("testdata", "corpus", "1")
	if _, err := os.Stat(newest); *update && err != nil {
		s := openStore(t, newest)
		o := RunOptions{Now: func() time.Time { return epoch }}
		ingest(t, s, nil, &fakeProcessor{recipe: "r"}, o, fakeItem("a.txt", "An earlier version.", nil))
		ingest(t, s, nil, &fakeProcessor{recipe: "r"}, o, formatItems()...)
		closeStore(t, s)
		os.Remove(filepath.Join(newest, "tmp")) //nolint:errcheck // it is made again
	}
	corpora, err := filepath.Glob("testdata/corpus/*")
	if err != nil || len(corpora) != Format {
		t.Fatalf("%d stored corpora for %d formats, %v", len(corpora), Format, err)
	}
	for _, stored := range corpora {
		t.Run(filepath.Base(stored), func(t *testing.T) { readFormat(t, stored) })
	}
}

func readFormat(t *testing.T, stored string) {
	dir := filepath.Join(t.TempDir(), "corpus")
	if err := os.CopyFS(dir, os.DirFS(stored)); err != nil {
		t.Fatal(err)
	}
	s := openStore(t, dir)
	if list := problems(t, s); len(list) > 0 {
		t.Fatalf("%+v", list)
	}
	golden := filepath.Join("testdata", "export", filepath.Base(stored)+".jsonl")
	got := exported(t, s)
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
	if n := len(ledgerOf(t, s).Versions("file:///in/a.txt")); n != 2 {
		t.Errorf("%d versions of a.txt, want 2", n)
	}
	x := openFakeIndex(t, "")
	report := ingest(t, s, x, &fakeProcessor{recipe: "r"}, RunOptions{}, formatItems()...)
	if want := (Report{Total: 4, Skipped: 3, FailedBefore: 1}); report != want {
		t.Errorf("continued: %+v, want %+v", report, want)
	}
	indexAgrees(t, s, x)
}
