package cite

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

const labelled = "../../../shared/gold/references/dev.jsonl"

// shared returns what is kept beside the repository for developers, or skips.
func shared(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		if strings.Contains(os.Getenv("HAKI_REQUIRE"), "shared") {
			t.Fatal(err)
		}
		t.Skipf("needs %s", path)
	}
	return b
}

func findAlone(_, text string) []pipeline.Reference { return Find(text, Context{}) }

// TestQuality holds the bars on passages labelled by hand, and the committed
// figures to what is measured.
func TestQuality(t *testing.T) {
	e, err := Evaluate(bytes.NewReader(shared(t, labelled)), findAlone)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range e.Errors {
		t.Log(line)
	}
	for kind, s := range e.Kinds {
		bar := 0.95
		if kind == "un-document" || kind == "treaty" {
			bar = 0.98
		}
		if s.Recall() < bar || s.Precision() < bar {
			t.Errorf("%s: recall %.3f, precision %.3f, both must reach %.2f", kind, s.Recall(), s.Precision(), bar)
		}
	}
	if e.All.Recall() < 0.95 || e.All.Precision() < 0.97 || e.Pinpoints.Recall() < 0.97 || e.Pinpoints.Precision() < 0.97 {
		t.Errorf("all %+v, pinpoints %+v", e.All, e.Pinpoints)
	}
	got := report(e) + proseReport(t)
	const file = "testdata/quality.md"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s says\n%s\nmeasured is\n%s\nrun with -update if that is meant", file, want, got)
	}
}

func report(e *Evaluation) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Quality of references\n\nMade by `go test ./pipeline/cite -run TestQuality -update`; `haki eval references` prints the same of any labels.\n\n## Labelled passages\n\n%d passages\n\n", e.Passages)
	b.WriteString("| kind | labelled | found | agreed | recall | precision | F1 |\n|---|---|---|---|---|---|---|\n")
	row := func(name string, s Score) {
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %.4f | %.4f | %.4f |\n", name, s.Labelled, s.Found, s.Agreed, s.Recall(), s.Precision(), s.F1())
	}
	for _, kind := range slices.Sorted(maps.Keys(e.Kinds)) {
		row(kind, e.Kinds[kind])
	}
	row("pinpoints", e.Pinpoints)
	row("all", e.All)
	return b.String()
}

// Words that may name what can be cited: with a capital, or after one, or before a number.
var (
	headWords = words(`act acts law laws code codes constitution bill order decree convention conventions covenant covenants protocol protocols declaration
		declarations treaty treaties charter agreement agreements accord accords pact principles rules plan programme platform framework strategies strategy
		consensus agenda compact goals goal statute articles article chapter pathway amendments resolution resolutions decision decisions sdg sdgs`)
	instruments = words(`npt ctbt nafta gatt start unclos crc cedaw trips udhr unfccc icc trc cites att itlos`)
)

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// mayCite reports whether a sentence may name something that can be cited.
func mayCite(sentence string) bool {
	fields := strings.Fields(sentence)
	upper := func(i int) bool { return i >= 0 && i < len(fields) && strings.ToLower(fields[i]) != fields[i] }
	for i, w := range fields {
		bare := strings.ToLower(strings.Trim(w, `“”"'’‘()[],.;:!?-`))
		if strings.Contains(w, "/") || instruments[bare] {
			return true
		}
		for _, part := range strings.Split(bare, "-") {
			if headWords[part] && (upper(i) || upper(i-1) && i > 1 || i+1 < len(fields) && strings.ContainsAny(fields[i+1], "0123456789(")) {
				return true
			}
		}
	}
	return false
}

var sentenceForm = regexp.MustCompile(`[^.!?]+[.!?]+`)

// TestProse counts what is found in sentences of speeches that name nothing to
// cite: each is a false reference, and at most five stand in a megabyte.
func TestProse(t *testing.T) {
	size, false_ := prose(t)
	for _, f := range false_ {
		t.Log(f)
	}
	if rate := float64(len(false_)) / (float64(size) / 1e6); rate > 5 {
		t.Errorf("%d false references in %.1f MB: %.1f a MB", len(false_), float64(size)/1e6, rate)
	}
}

// prose returns how many bytes were read and what was found in them.
func prose(t *testing.T) (size int, found []string) {
	t.Helper()
	files, _ := filepath.Glob("../../../shared/corpus/speeches/general-debate/*.txt")
	if len(files) == 0 {
		shared(t, "../../../shared/corpus/speeches/general-debate")
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var kept []string
		for _, s := range sentenceForm.FindAllString(strings.Join(strings.Fields(string(raw)), " "), -1) {
			if !mayCite(s) {
				kept = append(kept, strings.TrimSpace(s))
			}
		}
		text := strings.Join(kept, " ")
		size += len(text)
		for _, r := range Find(text, Context{}) {
			found = append(found, fmt.Sprintf("%s: %s %s in %q", filepath.Base(file), r.Kind, r.Target, text[max(0, r.Start-30):min(len(text), r.End+30)]))
		}
	}
	return size, found
}

func proseReport(t *testing.T) string {
	size, found := prose(t)
	return fmt.Sprintf("\n## Prose that cites nothing\n\n%.1f MB of sentences of speeches that name nothing to cite: %d false references (%.2f a MB).\n", float64(size)/1e6, len(found), float64(len(found))/(float64(size)/1e6))
}
