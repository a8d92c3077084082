package cite

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

const labelled = "../../../shared/gold/references/dev.jsonl"

// passage is one hand-labelled passage; what lies on Ignore counts neither way.
type passage struct {
	ID, Text   string
	References []pipeline.Reference
	Ignore     []pipeline.Span
}

// count is what was labelled, what was found and what agrees.
type count struct{ want, found, both int }

func (c count) recall() float64    { return float64(c.both) / float64(max(1, c.want)) }
func (c count) precision() float64 { return float64(c.both) / float64(max(1, c.found)) }

// TestLabelledPassages holds the bars on passages labelled by hand: a reference
// is found where kind and target agree and the spans overlap.
func TestLabelledPassages(t *testing.T) {
	file, err := os.Open(labelled)
	if err != nil {
		if strings.Contains(os.Getenv("HAKI_REQUIRE"), "shared") {
			t.Fatal(err)
		}
		t.Skipf("needs %s", labelled)
	}
	defer file.Close()
	kinds, pins := map[string]count{}, count{}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var p passage
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		score(p, Find(p.Text, Context{}), kinds, &pins)
	}
	var all count
	for kind, c := range kinds {
		all = count{all.want + c.want, all.found + c.found, all.both + c.both}
		bar := 0.95
		if kind == "un-document" || kind == "treaty" {
			bar = 0.98
		}
		t.Logf("%s: %+v", kind, c)
		if c.recall() < bar || c.precision() < bar {
			t.Errorf("%s: recall %.3f, precision %.3f, both must reach %.2f", kind, c.recall(), c.precision(), bar)
		}
	}
	if all.recall() < 0.95 || all.precision() < 0.97 || pins.recall() < 0.97 || pins.precision() < 0.97 {
		t.Errorf("all %+v, pinpoints %+v", all, pins)
	}
}

func score(p passage, found []pipeline.Reference, kinds map[string]count, pins *count) {
	for _, want := range p.References {
		c := kinds[want.Kind]
		c.want++
		pins.want += len(want.Pinpoints)
		if i := slices.IndexFunc(found, func(r pipeline.Reference) bool { return agrees(want, r) }); i >= 0 {
			c.both++
			c.found++
			pins.found += len(found[i].Pinpoints)
			for _, pin := range found[i].Pinpoints {
				if slices.Contains(want.Pinpoints, pin) {
					pins.both++
				}
			}
			found = slices.Delete(found, i, i+1)
		}
		kinds[want.Kind] = c
	}
	for _, extra := range found {
		if !slices.ContainsFunc(p.Ignore, pipeline.Span{extra.Start, extra.End}.Overlaps) {
			c := kinds[extra.Kind]
			c.found++
			kinds[extra.Kind] = c
		}
	}
}

func agrees(want, got pipeline.Reference) bool {
	return want.Kind == got.Kind && want.Start < got.End && got.Start < want.End &&
		(want.Kind == "national-law" || strings.EqualFold(want.Target, got.Target))
}
