package bench_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/bench"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// learned has seen one document of that text.
func learned(text string) *bench.Grower {
	g := bench.NewGrower()
	g.See(&pipeline.Document{Text: text, Passages: []pipeline.Passage{{End: len(text)}}})
	return g
}

func TestMixIsWhatAPersonAsks(t *testing.T) {
	mix := grower().Mix(1, 4)
	kinds := map[string]int{}
	for _, q := range mix {
		kinds[q.Kind]++
		if q.Request.Limit != 20 || !q.Request.Highlights || !slices.Equal(q.Request.Facets, []string{"country", "issue"}) {
			t.Errorf("%s asks %+v", q.Request.Query, q.Request)
		}
		if deep := q.Request.Offset > 0; deep != (q.Kind == "deep") {
			t.Errorf("%s of kind %s begins at %d", q.Request.Query, q.Kind, q.Request.Offset)
		}
		if _, err := query.Parse(q.Request.Query.String()); err != nil {
			t.Errorf("nobody can type %s: %v", q.Request.Query, err)
		}
	}
	if want := map[string]int{"words": 8, "phrase": 4, "boolean": 4, "prefix": 4, "facets": 4, "deep": 4}; fmt.Sprint(kinds) != fmt.Sprint(want) {
		t.Errorf("kinds %v, want %v", kinds, want)
	}
	if again := grower().Mix(1, 4); fmt.Sprint(again) != fmt.Sprint(mix) {
		t.Error("the same seed makes other queries")
	}
	if other := grower().Mix(2, 4); fmt.Sprint(other) == fmt.Sprint(mix) {
		t.Error("another seed makes the same queries")
	}
	if none := grower().Mix(1, 0); len(none) != 0 {
		t.Errorf("%d queries where none is wanted", len(none))
	}
}

// Texts without a word that the mix could ask for, and odd ones.
func TestMixOfOddTexts(t *testing.T) {
	tests := []struct {
		name, text string
		queries    bool
	}{
		{"nothing", "", false},
		{"short words", "a an to of it is", false},
		{"other scripts", "人权 법률 права حقوق", false},
		{"one word", "torture", true},
		{"one word again and again", strings.Repeat("torture ", 100), true},
		{"operators", `torture AND OR NOT "prison" (reform)* ~2 ^5 field:value \`, true},
		{"bytes", "torture\xff\x00 prison", true},
	}
	for _, tt := range tests {
		g := learned(tt.text)
		mix := g.Mix(3, 5)
		if (len(mix) > 0) != tt.queries {
			t.Errorf("%s: %d queries", tt.name, len(mix))
		}
		for d := range g.Documents(3, 5) {
			if err := d.Check(); err != nil {
				t.Errorf("%s: %v", tt.name, err)
			}
		}
	}
}

func TestGrowCounts(t *testing.T) {
	g := learned("The right to a fair and public trial is a right of everyone.")
	tests := []struct{ passages, documents int }{{-1, 0}, {0, 0}, {1, 1}, {119, 1}, {120, 1}, {121, 2}, {360, 3}, {361, 4}}
	for _, tt := range tests {
		documents, passages := 0, 0
		for d := range g.Documents(1, tt.passages) {
			documents++
			passages += len(d.Passages)
			for i := range d.Passages {
				if d.Passages[i].Number != fmt.Sprint(i+1) || d.PassageText(&d.Passages[i]) == "" {
					t.Fatalf("passage %d: %+v", i, d.Passages[i])
				}
			}
		}
		if documents != tt.documents || passages != max(tt.passages, 0) {
			t.Errorf("%d passages: %d in %d documents, want %d documents", tt.passages, passages, documents, tt.documents)
		}
	}
	next, stop := iter.Pull(g.Documents(1, 1000))
	defer stop()
	if d, ok := next(); !ok || len(d.Passages) != 120 {
		t.Error("no first document")
	}
}

// TestGrownWordsAreLearned checks that no word is invented.
func TestGrownWordsAreLearned(t *testing.T) {
	text := "The right to a fair and public trial is a right of everyone."
	known := strings.Fields(text)
	for d := range learned(text).Documents(5, 50) {
		for w := range strings.FieldsSeq(d.Text) {
			if !slices.Contains(known, w) {
				t.Fatalf("%q was never seen", w)
			}
		}
	}
}

func TestPercentile(t *testing.T) {
	taken := make([]time.Duration, 100)
	for i := range taken {
		taken[i] = time.Duration(i + 1)
	}
	tests := []struct {
		share float64
		want  time.Duration
	}{{0, 1}, {0.01, 2}, {0.5, 51}, {0.95, 96}, {0.99, 100}, {1, 100}}
	for _, tt := range tests {
		if got := (bench.Times{Taken: taken}).Percentile(tt.share); got != tt.want {
			t.Errorf("Percentile(%g) = %d, want %d", tt.share, got, tt.want)
		}
	}
	if got := (bench.Times{Taken: taken[:1]}).Percentile(0.99); got != 1 {
		t.Errorf("Percentile of one = %d", got)
	}
}

// failing answers queries until one.
type failing struct {
	index.Reader
	answers int
}

func (f *failing) Search(context.Context, index.Request) (*index.Result, error) {
	if f.answers--; f.answers < 0 {
		return nil, errors.New("the disk is gone")
	}
	return &index.Result{Total: 7}, nil
}

func TestMeasureCountsAndFails(t *testing.T) {
	mix := []bench.Query{{Kind: "words"}, {Kind: "phrase"}, {Kind: "words"}}
	for i := range mix {
		mix[i].Request.Query = query.Word{Text: "law"}
	}
	times, err := bench.Measure(t.Context(), &failing{answers: 3}, mix)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, k := range times {
		got = append(got, fmt.Sprintf("%s %d %d", k.Kind, len(k.Taken), k.Hits))
		if !slices.IsSorted(k.Taken) {
			t.Errorf("%s: %v is not in order", k.Kind, k.Taken)
		}
	}
	if want := "all 3 21, words 2 14, phrase 1 7"; strings.Join(got, ", ") != want {
		t.Errorf("times %v, want %s", got, want)
	}
	if _, err := bench.Measure(t.Context(), &failing{answers: 1}, mix); err == nil || !strings.Contains(err.Error(), "law: the disk is gone") {
		t.Errorf("an index that fails: %v", err)
	}
	if times, err := bench.Measure(t.Context(), &failing{}, nil); err != nil || len(times) != 1 || times[0].Percentile(0.5) != 0 {
		t.Errorf("no queries: %v, %v", times, err)
	}
}
