package rights

import (
	"context"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

func TestWhatAnIndexStatesCounts(t *testing.T) {
	tagger, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	text := "Open schools for all girls, and end torture in prisons."
	stated := &pipeline.Stated{By: "uhri", Action: 2, Tags: []pipeline.Tag{
		{Scheme: "themes", Label: "A13 Reservations", By: "uhri", Score: 1}, {Scheme: "themes", Label: "reservations", By: "uhri", Score: 1},
		{Scheme: "themes", Label: "Nobody's theme", By: "uhri", Score: 1}, {Scheme: "sdg", Label: "16.2 - Protect children", By: "uhri", Score: 1}, {Scheme: "sdg", Label: "S05 SDG 5 - equality", By: "uhri", Score: 1},
	}}
	d := &pipeline.Document{
		Text: text, Metadata: pipeline.Metadata{Language: "en"},
		Passages:        []pipeline.Passage{{ID: "p1", Kind: pipeline.Recommended, End: len(text), Stated: stated}},
		Recommendations: []pipeline.Recommendation{{Text: text, Passage: "p1", End: len(text)}},
	}
	for range 2 { // tagging again changes nothing
		if err := tagger.Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		for what, tags := range map[string][]pipeline.Tag{"passage": d.Passages[0].Tags, "recommendation": d.Recommendations[0].Tags} {
			got := map[string][]string{}
			for _, tag := range tags {
				got[tag.Scheme] = append(got[tag.Scheme], tag.ID)
				if (tag.By == "uhri") != (tag.Scheme == "themes" || tag.Scheme == "sdg") {
					t.Errorf("%s: %+v", what, tag)
				}
			}
			if len(got["themes"]) != 2 || got["themes"][0] != "reservations" || got["themes"][1] != "nobody-s-theme" || len(got["sdg"]) != 2 || got["sdg"][0] != "16" || got["sdg"][1] != "5" || len(got["rights"]) == 0 {
				t.Errorf("%s: %v", what, got)
			}
		}
		if d.Recommendations[0].Action != 2 {
			t.Errorf("action %d", d.Recommendations[0].Action)
		}
	}
}

// TestLabelsOfOHCHR are known to the schemes by the names that OHCHR gives them.
func TestLabelsOfOHCHR(t *testing.T) {
	schemes, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range schemes {
		for i := range s.Labels {
			l := &s.Labels[i]
			if got := s.named(l.Label); s.ID != "sdg" && (got == nil || slug(got.Label) != slug(l.Label)) {
				t.Errorf("%s: %q is named %v", s.ID, l.Label, got)
			}
		}
	}
}
