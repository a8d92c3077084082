package rights

import (
	"slices"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

func newTagger(t testing.TB) *Tagger {
	t.Helper()
	tagger, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	return tagger
}

func ids(tags []pipeline.Tag, scheme string) []string {
	var list []string
	for _, t := range tags {
		if t.Scheme == scheme {
			list = append(list, t.ID)
		}
	}
	slices.Sort(list)
	return list
}

func TestIssues(t *testing.T) {
	tagger := newTagger(t)
	for text, want := range map[string][]string{
		"Abolish the death penalty for every crime":                        {"death-penalty"},
		"Ratify the Convention on the Rights of Persons with Disabilities": {"disabilities", "international-instruments"},
		"Invite the Special Rapporteur on torture to visit the country":    {"special-procedures", "torture-and-other-cid-treatment"},
		"": nil,
	} {
		if got := ids(tagger.Tag(text, "en", nil), "upr-issues"); !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}

func TestAction(t *testing.T) {
	tagger := newTagger(t)
	for text, want := range map[string]int{
		"Abolish the death penalty for every crime":                    5,
		"Consider abolishing the death penalty":                        3,
		"Continue its efforts to bring clean water to all villages":    2,
		"Take measures against the ill-treatment of persons in prison": 4,
	} {
		if got := tagger.Action(text); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}

// TestNoTagsAreNil fails where what was read before shapes the answer.
func TestNoTagsAreNil(t *testing.T) {
	tagger := newTagger(t)
	for _, text := range []string{"On Monday", "Abolish the death penalty", "On Monday"} {
		if got := tagger.Tag(text, "en", nil); got != nil && len(got) == 0 {
			t.Errorf("%q: an empty list, not nil", text)
		}
	}
}
