package cite

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestDocuments reads invented papers whole: what a paragraph makes plain is
// carried to the next. The first line of a paper says body, kind and symbol.
func TestDocuments(t *testing.T) {
	files, err := filepath.Glob("testdata/documents/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no papers: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			d := read(string(raw))
			if err := New().Annotate(context.Background(), d); err != nil {
				t.Fatal(err)
			}
			if err := d.Check(); err != nil {
				t.Fatal(err)
			}
			golden(t, strings.TrimSuffix(file, ".txt")+".golden", told(d))
		})
	}
}

// read makes a document of a paper of testdata/documents.
func read(raw string) *pipeline.Document {
	first, rest, _ := strings.Cut(raw, "\n")
	f := append(strings.Fields(first), "", "", "")
	m := pipeline.Metadata{Body: f[0], Kind: pipeline.Kind(f[1]), Symbol: f[2]}
	return paper(m, strings.Split(strings.TrimSpace(rest), "\n\n")...)
}

// told lists the references of d: paragraph, target, places, words of the text.
func told(d *pipeline.Document) string {
	var b strings.Builder
	for i, p := range d.Passages {
		text := d.PassageText(&p)
		for _, r := range p.References {
			fmt.Fprintf(&b, "%d\t%s %s\t%s\t%s\n", i+1, r.Kind, r.Target, strings.Join(r.Pinpoints, " "), text[r.Start:r.End])
		}
	}
	return b.String()
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// FuzzAnnotate holds a document of any paragraphs to spans that lie in them.
func FuzzAnnotate(f *testing.F) {
	f.Add("The CRC applies.\n\nArticle 3 of the Convention; resolution 5/1", "CRC")
	f.Add("\xff\n\n\n\nIbid., para. 3", "")
	f.Fuzz(func(t *testing.T, text, body string) {
		d := paper(pipeline.Metadata{Body: body, Kind: pipeline.KindTreatyBody}, strings.Split(text, "\n\n")...)
		if err := New().Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		for i := range d.Passages {
			checkSpans(t, d.PassageText(&d.Passages[i]), d.Passages[i].References)
		}
	})
}
