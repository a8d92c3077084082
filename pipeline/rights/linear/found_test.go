package linear

import (
	"slices"
	"testing"
)

// TestWhatIsFoundIsLearned gives two labels to texts of the same words, told
// apart by what else was found in them.
func TestWhatIsFoundIsLearned(t *testing.T) {
	sea, land := Key("mine:sea"), Key("mine:land")
	var list []Example
	for range 40 {
		list = append(list,
			Example{Text: "Protect it", Labels: []string{"sea"}, Found: []Found{{Key: sea, Start: 8, End: 10}}},
			Example{Text: "Protect it", Labels: []string{"land"}, Found: []Found{{Key: land, Start: 8, End: 10}}})
	}
	m, _, err := Train(list, Options{Name: "x/1", Spec: fullSpec})
	if err != nil {
		t.Fatal(err)
	}
	words := Split("Protect it", nil)
	for key, want := range map[uint64]string{sea: "sea", land: "land"} {
		found := Found{Key: key, Start: 8, End: 10}
		said := m.Say(words, found)
		if len(said) != 1 || m.Labels[said[0].Label].ID != want {
			t.Fatalf("%s: said %+v", want, said)
		}
		if !slices.Contains(said[0].Places, [2]int{8, 10}) {
			t.Errorf("%s: its place is missing from %v", want, said[0].Places)
		}
		label := said[0].Label
		if got, all := m.Scores(words, nil, found), m.Scores(words, nil); got[label] <= all[label] {
			t.Errorf("%s: score %v with what was found, %v without", want, got[label], all[label])
		}
		w := m.Weights(words, label, found)
		if len(w) == 0 || w[0].Weight <= 0 || w[0].Start != 8 || w[0].End != 10 {
			t.Errorf("%s: the heaviest place is %+v", want, w)
		}
	}
}

func TestWhatNoExampleHasSaysNothing(t *testing.T) {
	m, _ := trained(t)
	words := Split("Open schools for the children", nil)
	if got, want := m.Scores(words, nil, Found{Key: Key("other:label")}), m.Scores(words, nil); !slices.Equal(got, want) {
		t.Errorf("scores %v, want %v", got, want)
	}
}
