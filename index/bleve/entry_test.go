package bleve

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// termsIn lists the terms that an analysis finds in a text, each with its frequency.
func termsIn(a *analysis, text string) []string {
	var list []string
	for term, f := range a.frequencies(text) {
		list = append(list, fmt.Sprintf("%q %d %d", term, f.Frequency(), len(f.Locations)))
	}
	slices.Sort(list)
	return list
}

// TestAnalysisForgetsTheTextBefore compares an analysis that has seen many texts
// with new ones: words that stand out in one are common, absent or far in the next.
func TestAnalysisForgetsTheTextBefore(t *testing.T) {
	var many strings.Builder
	for i := range 2 * maxFound {
		fmt.Fprintf(&many, "word%d Right ", i)
	}
	used := newAnalysis()
	for _, text := range []string{"right to life", "Right and right", many.String(), "life, Life and the right to a right", "", "right", many.String() + "end"} {
		want := termsIn(newAnalysis(), text)
		for range 2 { // as zap asks
			if got := termsIn(used, text); !slices.Equal(got, want) {
				t.Fatalf("%.40q: terms %v, want %v", text, got, want)
			}
		}
		clear(used.kept) // as where there are too many of them
	}
}

func TestAnalysisKeepsNoMapThatWasLarge(t *testing.T) {
	a := newAnalysis()
	var many strings.Builder
	for i := range 2 * maxFound {
		fmt.Fprintf(&many, "word%d ", i)
	}
	large := a.frequencies(many.String())
	small := a.frequencies("right to life")
	if small["right"] == nil || len(large) != 2*maxFound {
		t.Errorf("a short text after a long one: %d terms, %d of the long one", len(small), len(large))
	}
	if again := a.frequencies("right"); len(small) != 1 || !maps.Equal(again, small) {
		t.Error("a short text does not use the map of the one before")
	}
}

func TestTextFieldOfNoWords(t *testing.T) {
	e := &entry{}
	if n := e.words(newAnalysis(), "text.en", " ...! "); n != 0 || len(e.fields) != 0 {
		t.Errorf("%d words in %d fields", n, len(e.fields))
	}
	if n := e.words(newAnalysis(), "text.en", "right to life"); n != 3 || len(e.fields) != 1 || e.fields[0].AnalyzedLength() != 3 {
		t.Errorf("%d words in %d fields", n, len(e.fields))
	}
}

func BenchmarkFrequencies(b *testing.B) {
	const text = "The delegation explained that the new code of criminal procedure had shortened detention, and that every police station kept a register of persons in custody."
	a := newAnalysis()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		a.frequencies(text)
	}
}
