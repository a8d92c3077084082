package rights

import (
	"slices"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

func TestWhyNamesTermsForAndAgainst(t *testing.T) {
	tagger := newTagger(t)
	text := "The old castle offers an enabling environment, not a healthy environment for the people who live beside the river."
	e, err := tagger.Why(text, "en", nil, "rights", "healthy-environment")
	if err != nil {
		t.Fatal(err)
	}
	if !e.Said() || e.By != "terms:rights/1" {
		t.Errorf("got %+v", e)
	}
	i := slices.IndexFunc(e.Reasons, func(r Reason) bool { return strings.HasPrefix(r.What, "healthy") })
	if i < 0 || e.Reasons[i].Spans[0].Of(text) != "healthy environment" {
		t.Errorf("reasons %+v", e.Reasons)
	}
}

func TestWhyOfModel(t *testing.T) {
	tagger := newTagger(t)
	text := "Abolish the death penalty for every crime"
	e, err := tagger.Why(text, "", nil, "upr-issues", "death-penalty")
	if err != nil {
		t.Fatal(err)
	}
	if !e.Said() || !strings.Contains(e.Reasons[0].What, "death") {
		t.Errorf("got %+v", e)
	}
	if e, err = tagger.Why(text, "", nil, "upr-issues", "right-to-food"); err != nil || e.Said() {
		t.Errorf("right to food: %+v, %v", e, err)
	}
}

func TestWhyOfNothing(t *testing.T) {
	tagger := newTagger(t)
	if _, err := tagger.Why("x", "en", nil, "nosuch", "y"); err == nil || !strings.Contains(err.Error(), "rights") {
		t.Errorf("got %v", err)
	}
	if _, err := tagger.Why("x", "en", nil, "rights", "nosuch"); err == nil {
		t.Error("no error")
	}
}

func TestReferencesSpeakForRights(t *testing.T) {
	tagger := newTagger(t)
	text := "The case was decided under article 7 of that instrument."
	refs := []pipeline.Reference{{Kind: "treaty", Target: "ICCPR", Pinpoints: []string{"art:7"}, Start: 27, End: 36}}
	if got := ids(tagger.Tag(text, "en", refs), "rights"); !slices.Contains(got, "torture") {
		t.Errorf("got %v", got)
	}
}

func TestNegationAndException(t *testing.T) {
	tagger := newTagger(t)
	for text, want := range map[string]bool{
		"The inquiry concerned crimes other than torture, and took two years to be completed.": false,
		"The inquiry concerned torture, and took two years to be completed.":                   true,
	} {
		got := slices.Contains(ids(tagger.Tag(text, "en", nil), "rights"), "torture")
		if got != want {
			t.Errorf("%q: torture %v, want %v", text, got, want)
		}
	}
}

func TestAnnotate(t *testing.T) {
	tagger := newTagger(t)
	text := "Chapter one\n\nAbolish the death penalty for every crime"
	d := &pipeline.Document{Text: text, Passages: []pipeline.Passage{
		{ID: "s1", Kind: pipeline.Heading, Start: 0, End: 11}, {ID: "p1", Kind: pipeline.Recommended, Start: 13, End: len(text)}},
		Recommendations: []pipeline.Recommendation{{Text: text[13:], Passage: "p1"}}}
	if err := tagger.Annotate(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	if len(d.Passages[0].Tags) > 0 || len(d.Passages[1].Tags) == 0 || len(d.Recommendations[0].Tags) == 0 || d.Recommendations[0].Action != 5 {
		t.Errorf("got %+v", d)
	}
}

func FuzzTag(f *testing.F) {
	f.Add("Ratify the convention against torture", "en")
	f.Add("\xff\xfe女性 النساء", "zh")
	tagger, err := New(Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		for _, tag := range tagger.Tag(text, lang, nil) {
			for _, s := range tag.Spans {
				if s[0] < 0 || s[1] <= s[0] || s[1] > len(text) {
					t.Fatalf("%s: span %v of %d bytes", tag.ID, s, len(text))
				}
			}
		}
		tagger.Action(text)
	})
}

func FuzzCheckScheme(f *testing.F) {
	f.Add("id: x\nlabels:\n- id: a\n  label: A\n  terms: {en: [a b]}\n")
	f.Add("id: x\nlabels: &a\n- *a\n")
	f.Fuzz(func(t *testing.T, file string) { CheckScheme(strings.NewReader(file)) })
}
