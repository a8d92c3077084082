package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/pipeline"
)

func TestLinesOf(t *testing.T) {
	long := strings.Repeat("before ", 30) + "torture" + strings.Repeat(" after", 30)
	at := strings.Index(long, "torture")
	many := make([]pipeline.Span, maxLines+3)
	for i := range many {
		many[i] = pipeline.Span{i, i + 1}
	}
	tests := map[string]struct {
		text, language string
		marks          []pipeline.Span
		want           []string // left, mark and right between bars
	}{
		"whole":             {"No torture here.", "en", []pipeline.Span{{3, 10}}, []string{"No |torture| here."}},
		"a line a mark":     {"No torture, no torture.", "en", []pipeline.Span{{3, 10}, {15, 22}}, []string{"No |torture|, no torture.", "No torture, no |torture|."}},
		"cut between words": {long, "en", []pipeline.Span{{at, at + 7}}, []string{"… " + strings.Repeat("before ", 15) + "|torture|" + strings.Repeat(" after", 18) + " …"}},
		"no mark":           {"Text.", "en", nil, []string{"||Text."}},
		"no spaces":         {strings.Repeat("酷", 90), "zh", []pipeline.Span{{135, 138}}, []string{strings.Repeat("酷", 37) + "|酷|" + strings.Repeat("酷", 36)}},
		"right to left":     {"قبل حقوق بعد", "ar", []pipeline.Span{{7, 15}}, []string{" بعد|حقوق|قبل "}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			h := index.Hit{Marks: tt.marks}
			h.Text, h.Document.Language = tt.text, tt.language
			var got []string
			for _, l := range linesOf(h) {
				got = append(got, l.Left+"|"+l.Mark+"|"+l.Right)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	h := index.Hit{Marks: many}
	h.Text = strings.Repeat("x", 40)
	if n := len(linesOf(h)); n != maxLines {
		t.Errorf("%d lines of one passage, want %d at most", n, maxLines)
	}
}
