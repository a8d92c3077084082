package upr

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden reads invented papers of each layout.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no papers: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			d := parsed(string(text))
			if err := New().Annotate(context.Background(), d); err != nil {
				t.Fatal(err)
			}
			var got any = d.Recommendations
			if d.Kind == pipeline.KindUPRAddendum {
				got = Answers(d)
			}
			checkSpans(t, d)
			compare(t, strings.TrimSuffix(file, ".txt")+".golden", got)
		})
	}
}

func compare(t *testing.T, file string, got any) {
	t.Helper()
	out, err := json.MarshalIndent(got, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	out = append(out, '\n')
	if *update {
		if err := os.WriteFile(file, out, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(out)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// checkSpans checks that every record lies in the text and in a passage marked as one.
func checkSpans(t *testing.T, d *pipeline.Document) {
	t.Helper()
	if err := d.Check(); err != nil {
		t.Error(err)
	}
	for _, r := range d.Recommendations {
		if r.Start < 0 || r.End < r.Start || r.End > len(d.Text) {
			t.Errorf("%s: [%d,%d) is not in a text of %d bytes", r.Number, r.Start, r.End, len(d.Text))
		}
		if p := d.Passage(r.Passage); p == nil || p.Kind != pipeline.Recommended {
			t.Errorf("%s: passage %q is not marked", r.Number, r.Passage)
		}
	}
}

func FuzzAnnotate(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		if text, err := os.ReadFile(file); err == nil {
			f.Add(string(text))
		}
	}
	f.Add("upr-report KEN\n\n# Conclusions and recommendations\n\n9. recommendations enjoy: \n\n9.1. (Peru)((Iran (Mali); \xff 9.2 /(Chile) of (Peru)/and (Mali)")
	f.Fuzz(func(t *testing.T, text string) {
		d := parsed(text)
		if err := New().Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		checkSpans(t, d)
		Settle(d.Recommendations, Answers(d))
	})
}

// TestHostile reads text that would take a careless reader for ever.
func TestHostile(t *testing.T) {
	lead := "upr-report KEN\n\n20. Peru recommended x.\n\n# Conclusions and recommendations\n\n40. The recommendations in paragraphs 20 enjoy the support of Kenya:\n\n"
	for name, unit := range map[string]string{
		"open brackets": "(", "brackets": "(Peru) and ", "nested": "(Iran (", "slashes": "/ratify (Peru)/the (Chile)", "numbers": "40.1. 40.2. ",
		"paragraphs": "paragraphs 20 (a) ", "names": "Guinea ", "lists": "1–300, ", "bullets": "\n• ",
	} {
		t.Run(name, func(t *testing.T) {
			body := strings.Repeat(unit, 20_000/len(unit))
			for _, kind := range []string{"upr-report KEN", "upr-addendum KEN", "treaty-body KEN"} {
				d := parsed(strings.Replace(lead, "upr-report KEN", kind, 1) + "40.1. " + body + "\n\n41. The recommendations in " + body)
				if err := New().Annotate(context.Background(), d); err != nil {
					t.Fatal(err)
				}
				checkSpans(t, d)
				Answers(d)
			}
		})
	}
}
