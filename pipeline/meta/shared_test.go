package meta_test

import (
	"context"
	"encoding/csv"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/haki-project/haki/ingest"
	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/meta"
	"github.com/haki-project/haki/pipeline/nlp"
)

const shared = "../../../shared"

// TestSharedCorpus holds kind, symbol, language and date of real documents to
// what their origin tells, on every tenth of those that are read quickly.
func TestSharedCorpus(t *testing.T) {
	gold, err := os.Open(filepath.Join(shared, "gold", "metadata.csv"))
	if err != nil {
		if strings.Contains(os.Getenv("HAKI_REQUIRE"), "shared") {
			t.Fatal(err)
		}
		t.Skip("the shared corpus is not here: ", err)
	}
	defer gold.Close()
	rows, err := csv.NewReader(gold).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	paths, right, total := corpusFiles(t), map[string]int{}, map[string]int{}
	for i, row := range rows[1:] {
		if i%10 != 0 || strings.HasSuffix(row[0], ".pdf") {
			continue
		}
		m := read(t, paths[row[0]])
		for name, pair := range map[string][2]string{"kind": {row[1], string(m.Kind)}, "symbol": {row[2], m.Symbol}, "date": {row[4], m.Date}, "language": {row[5], m.Language}} {
			if pair[0] == "" {
				continue
			}
			if total[name]++; pair[0] == pair[1] {
				right[name]++
			}
		}
	}
	for name, least := range map[string]float64{"kind": 0.97, "symbol": 0.97, "language": 0.98, "date": 0.95} {
		if got := float64(right[name]) / float64(total[name]); got < least || total[name] == 0 {
			t.Errorf("%s: %d of %d, want %.2f", name, right[name], total[name], least)
		}
	}
}

func corpusFiles(t *testing.T) map[string]string {
	t.Helper()
	paths := map[string]string{}
	err := filepath.WalkDir(filepath.Join(shared, "corpus"), func(path string, d fs.DirEntry, err error) error {
		paths[filepath.Base(path)] = path
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// read returns the metadata of a file, without its name as a hint.
func read(t *testing.T, path string) pipeline.Metadata {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	d, err := ingest.Extract(context.Background(), pipeline.Original{Path: path, File: filepath.Base(path), Size: info.Size()}, ingest.Options{})
	if err != nil {
		t.Log(path, err)
		return pipeline.Metadata{}
	}
	d.File = ""
	for _, stage := range []pipeline.Stage{nlp.New(), meta.New()} {
		if err := stage.Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Check(); err != nil {
		t.Errorf("%s: %v", path, err)
	}
	return d.Metadata
}
