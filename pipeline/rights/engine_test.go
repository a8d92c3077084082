package rights

import (
	"slices"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// taggerWith is a tagger with one scheme more.
func taggerWith(t *testing.T, yaml string) *Tagger {
	t.Helper()
	s, err := ReadScheme(strings.NewReader(yaml))
	if err != nil {
		t.Fatal(err)
	}
	tagger, err := New(Options{Schemes: []*Scheme{s}})
	if err != nil {
		t.Fatal(err)
	}
	return tagger
}

const mineScheme = `
id: mine
label: Mine
say: 0.6
share: 0.5
not: {en: [other than]}
labels:
- {id: coal, label: Coal, terms: {en: [coal, lignite =0.6]}, except: {en: [coal tit]}}
- {id: gold, label: Gold, terms: {en: [gold =0.3, gold mine =0.5]}, anchors: ['ILO-C176']}
- {id: bird, label: Bird, terms: {en: [tit]}}
`

func TestTermsAddUp(t *testing.T) {
	tagger := taggerWith(t, mineScheme)
	for text, want := range map[string]map[string]float64{
		"lignite":                          {"coal": 0.6}, // as much as is needed, on every machine
		"gold":                             {},
		"a gold mine":                      {"gold": 0.65}, // 1-(1-0.3)(1-0.5)
		"coal":                             {"coal": 0.8},
		"a coal tit sang":                  {"bird": 0.8},
		"metals other than coal":           {},
		"coal, and metals other than coal": {"coal": 0.8},
		"coal and coal":                    {"coal": 0.8663}, // a second time a quarter more
	} {
		got := map[string]float64{}
		for _, tag := range tagger.Tag(text, "en", nil) {
			if tag.Scheme == "mine" {
				got[tag.ID] = tag.Score
			}
		}
		if len(got) != len(want) {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
		for id, score := range want {
			if got[id] != score {
				t.Errorf("%q: got %v, want %v", text, got, want)
			}
		}
	}
}

func TestAWeakLabelGivesWayToAStrongOne(t *testing.T) {
	tagger := taggerWith(t, mineScheme)
	strong := strings.Repeat("coal and lignite, ", 5)
	if got := ids(tagger.Tag(strong+"a gold mine", "en", nil), "mine"); !slices.Equal(got, []string{"coal"}) {
		t.Errorf("got %v", got)
	}
	if got := ids(tagger.Tag("coal near a gold mine", "en", nil), "mine"); !slices.Equal(got, []string{"coal", "gold"}) {
		t.Errorf("got %v", got)
	}
}

func TestAReferenceSpeaksForALabel(t *testing.T) {
	tagger := taggerWith(t, mineScheme)
	refs := []pipeline.Reference{{Kind: "treaty", Target: "ILO-C176", Start: 4, End: 14}}
	for _, tag := range tagger.Tag("The convention", "en", refs) {
		if tag.Scheme == "mine" && tag.ID == "gold" && slices.Equal(tag.Spans, []pipeline.Span{{4, 14}}) {
			return
		}
	}
	t.Error("no tag gold at the reference")
}

// TestTextsDoNotMix tags texts one after another and alone: the memory that one
// leaves must not show in the next, nor in the tags kept of the one before.
func TestTextsDoNotMix(t *testing.T) {
	tagger := taggerWith(t, mineScheme)
	texts := []string{"coal and a gold mine", "Ratify the convention against torture", "tit", "", "gold", "coal coal lignite tit"}
	var kept [][]pipeline.Tag
	for _, text := range texts {
		kept = append(kept, tagger.Tag(text, "en", nil))
	}
	for i, text := range texts {
		alone := taggerWith(t, mineScheme).Tag(text, "en", nil)
		if !slices.EqualFunc(kept[i], alone, sameTag) {
			t.Errorf("%q: %+v after others, %+v alone", text, kept[i], alone)
		}
	}
}

func sameTag(a, b pipeline.Tag) bool {
	return a.Scheme == b.Scheme && a.ID == b.ID && a.Score == b.Score && a.By == b.By && slices.Equal(a.Spans, b.Spans)
}
