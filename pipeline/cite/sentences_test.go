package cite

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// TestSentences holds every rule of the conventions to invented sentences.
func TestSentences(t *testing.T) {
	raw, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		text, want, ok := strings.Cut(line, " |")
		if !ok {
			t.Fatalf("no bar in %q", line)
		}
		var c Context
		if rest, ok := strings.CutPrefix(text, "@"); ok {
			c.Body, text, _ = strings.Cut(rest, " ")
		}
		list := Find(text, c)
		checkSpans(t, text, list)
		if got, want := written(list), sorted(want); got != want {
			t.Errorf("%s\n  got  %s\n  want %s", text, got, want)
		}
	}
}

// written is the form of references in testdata/sentences.txt, sorted.
func written(list []pipeline.Reference) string {
	var all []string
	for _, r := range list {
		target := r.Target
		if r.Kind == "national-law" {
			target = "law=" + target
		}
		pins := slices.Clone(r.Pinpoints)
		slices.Sort(pins)
		all = append(all, strings.Join(append([]string{target}, pins...), " "))
	}
	return sorted(strings.Join(all, " ; "))
}

func sorted(list string) string {
	parts := strings.Split(list, ";")
	for i, p := range parts {
		words := strings.Fields(p)
		first := slices.IndexFunc(words, func(w string) bool { return strings.Contains(w, ":") })
		if first > 0 {
			slices.Sort(words[first:])
		}
		parts[i] = strings.Join(words, " ")
	}
	slices.Sort(parts)
	return strings.Join(parts, " ; ")
}
