package compare

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// document makes passages of lines: "12 text" has the number 12, "- text" none,
// "# text" is a heading.
func document(lines ...string) *pipeline.Document {
	d := &pipeline.Document{}
	for _, line := range lines {
		number, text, _ := strings.Cut(line, " ")
		p := pipeline.Passage{Kind: pipeline.Paragraph, Number: number, Start: len(d.Text), End: len(d.Text) + len(text)}
		switch number {
		case "-":
			p.Number = ""
		case "#":
			p.Number, p.Kind = "", pipeline.Heading
		}
		d.Text += text + "\n"
		d.Passages = append(d.Passages, p)
	}
	d.NumberPassages()
	return d
}

// brief writes changes one a line.
func brief(list []Change) []string {
	var lines []string
	for _, c := range list {
		line := string(c.Kind)
		for _, p := range []*Passage{c.Before, c.After} {
			if p != nil {
				line += " " + p.ID
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func TestPassages(t *testing.T) {
	three := []string{"1 Everyone may speak.", "2 No one is held without reason.", "3 Schools are open to all."}
	for name, tt := range map[string]struct {
		before, after []string
		want          []string
	}{
		"equal":      {three, three, nil},
		"spaces":     {three, []string{three[0], "2 No  one is held\nwithout reason.", three[2]}, nil},
		"changed":    {three, []string{three[0], "2 No one is held without good reason.", three[2]}, []string{"changed p2 p2"}},
		"removed":    {three, []string{three[0], three[2]}, []string{"removed p2"}},
		"first gone": {three, three[1:], []string{"removed p1"}},
		"added":      {three, append(three[:3:3], "4 Water is shared."), []string{"added p4"}},
		"inserted": {three, []string{three[0], "2 Water is shared.", "3 No one is held without reason.", "4 Schools are open to all."},
			[]string{"added p2", "renumbered p2 p3", "renumbered p3 p4"}},
		"shifted and changed": {three, []string{"1 Water is shared.", "2 Everyone may speak.", "3 No one at all is held without reason.", "4 Schools are open to all."},
			[]string{"added p1", "renumbered p1 p2", "changed p2 p3", "renumbered p3 p4"}},
		"rewritten under its number": {three, []string{three[0], "2 Courts sit in public, and judges give grounds.", three[2]}, []string{"changed p2 p2"}},
		"without number":             {[]string{"- The garden is green and wide.", "- End."}, []string{"- The garden is green and small.", "- End."}, []string{"changed s1 s1"}},
		"a heading is no paragraph":  {[]string{"# Water for all people"}, []string{"- Water for all people now"}, []string{"removed s1", "added s1"}},
		"from nothing":               {nil, three[:1], []string{"added p1"}},
		"to nothing":                 {three[:1], nil, []string{"removed p1"}},
		"repeated rows":              {[]string{"- none", "- none", "- end"}, []string{"- none", "- end"}, []string{"removed s2"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, brief(Passages(document(tt.before...), document(tt.after...)))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMiddle(t *testing.T) {
	for _, tt := range []struct{ before, after, old, now string }{
		{"held without reason at all", "held without good reason at all", "", "good"},
		{"one two three", "one four three", "two", "four"},
		{"same", "same", "", ""},
		{"", "new", "", "new"},
		{"a a a", "a a", "a", ""},
	} {
		old, now := Middle(tt.before, tt.after)
		if o, n := old.Of(tt.before), now.Of(tt.after); strings.TrimSpace(o) != strings.TrimSpace(tt.old) || strings.TrimSpace(n) != strings.TrimSpace(tt.now) {
			t.Errorf("%q, %q: %q and %q differ, want %q and %q", tt.before, tt.after, o, n, tt.old, tt.now)
		}
	}
}

func TestALongDocumentRewrittenCostsNoMoreThanItsLength(t *testing.T) {
	before, after := make([]string, 5_000), make([]string, 5_000)
	for i := range before {
		before[i], after[i] = "- "+strings.Repeat("old ", 20)+strings.Repeat("x", i%50), "- "+strings.Repeat("new ", 20)+strings.Repeat("y", i%50)
	}
	start := time.Now()
	list := Passages(document(before...), document(after...))
	if took := time.Since(start); took > 30*time.Second || Count(list, Added) != 5_000 || Count(list, Removed) != 5_000 {
		t.Errorf("%d changes after %s", len(list), took)
	}
}

func FuzzPassages(f *testing.F) {
	f.Add("1 a\n2 b", "1 a\n3 b")
	f.Add("- a a\n# b", "")
	f.Fuzz(func(t *testing.T, a, b string) {
		before, after := document(strings.Split(a, "\n")...), document(strings.Split(b, "\n")...)
		list := Passages(before, after)
		if len(before.Passages)+Count(list, Added) != len(after.Passages)+Count(list, Removed) {
			t.Errorf("%d passages, %d after, do not add up: %v", len(before.Passages), len(after.Passages), brief(list))
		}
		for _, c := range list {
			if c.Kind == Changed || c.Kind == Renumbered {
				old, now := Middle(c.Before.Text, c.After.Text)
				_, _ = old.Of(c.Before.Text), now.Of(c.After.Text)
			}
		}
	})
}
