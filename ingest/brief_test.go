package ingest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// brief prints a passage a line: its kind, its number (- for none) and its text.
func brief(d *pipeline.Document) []string {
	var lines []string
	for i := range d.Passages {
		p := &d.Passages[i]
		number := p.Number
		if number == "" {
			number = "-"
		}
		lines = append(lines, strings.Join([]string{string(p.Kind), number, strings.ReplaceAll(d.PassageText(p), "\t", " | ")}, " "))
	}
	return lines
}

// wantBrief compares the passages of a file with a line for each.
func wantBrief(t *testing.T, name string, data []byte, want ...string) *pipeline.Document {
	t.Helper()
	d := mustExtract(t, name, data)
	if diff := cmp.Diff(want, brief(d)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
	return d
}

// wantSection checks the headings above the passage whose text begins so.
func wantSection(t *testing.T, d *pipeline.Document, begins string, want ...string) {
	t.Helper()
	for i := range d.Passages {
		if strings.HasPrefix(d.PassageText(&d.Passages[i]), begins) {
			if diff := cmp.Diff(want, d.Passages[i].Section); diff != "" {
				t.Errorf("%q stands under (-want +got):\n%s", begins, diff)
			}
			return
		}
	}
	t.Errorf("no passage begins with %q: %q", begins, brief(d))
}
