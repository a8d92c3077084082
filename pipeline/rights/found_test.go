package rights

import (
	"slices"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline/rights/linear"
)

// TestModelsSeeTermsThatCount holds what models see of a text to the terms that
// speak for a label there: not those taken back or excepted.
func TestModelsSeeTermsThatCount(t *testing.T) {
	x := taggerWith(t, mineScheme).engine.lexicons["en"]
	coal, bird := linear.Key("mine:coal"), linear.Key("mine:bird")
	for text, want := range map[string][]linear.Found{
		"burn coal":              {{Key: coal, Start: 5, End: 9}},
		"burn lignite and coal":  {{Key: coal, Start: 17, End: 21}, {Key: coal, Start: 5, End: 12}},
		"a coal tit sang":        {{Key: bird, Start: 7, End: 10}},
		"metals other than coal": nil,
		"nothing of the kind":    nil,
	} {
		got := slices.DeleteFunc(x.found(x.find(text, nil), nil), func(f linear.Found) bool { return f.Key != coal && f.Key != bird })
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// TestTrainLearnsFromTerms gives labels to texts that share no words but words
// of one issue: what was learned of some of them holds for the others.
func TestTrainLearnsFromTerms(t *testing.T) {
	var gold strings.Builder
	gold.WriteString("id,text,labels\n")
	for range 20 {
		for _, thing := range []string{"checkpoints", "passports", "visas"} {
			gold.WriteString("a,Look into " + thing + ",travel\n")
		}
		for _, thing := range []string{"pensions", "culture", "welfare"} {
			gold.WriteString("b,Look into " + thing + ",social\n")
		}
	}
	trained, err := Train("small", strings.NewReader(gold.String()))
	if err != nil {
		t.Fatal(err)
	}
	tagger, err := New(Options{Models: []*linear.Model{trained.Labels}, Schemes: []*Scheme{{ID: "small", Label: "Small"}}})
	if err != nil {
		t.Fatal(err)
	}
	const unseen = "Put an end to roadblocks"
	in := tagger.read(unseen, "en", nil)
	said := trained.Labels.Say(in.words, in.found...)
	if len(said) != 1 || trained.Labels.Labels[said[0].Label].ID != "travel" || !slices.Equal(said[0].Places, [][2]int{{14, 24}}) {
		t.Errorf("of %q is said %+v, want travel for its last word", unseen, said)
	}
	if blind := trained.Labels.Say(in.words); len(blind) != 0 {
		t.Errorf("without terms %+v", blind)
	}
}
