package linear

import (
	"math"
	"testing"
)

// TestAModelDecidesAsItLearned compares the decisions of a model, which adds up
// small integers kind by kind, with those of the weights it was made of.
func TestAModelDecidesAsItLearned(t *testing.T) {
	o := Options{Spec: fullSpec, Prune: 1e-9}.withDefaults()
	y, err := truths(lessons())
	if err != nil {
		t.Fatal(err)
	}
	all := []int{}
	for i := range lessons() {
		all = append(all, i)
	}
	d := gather(lessons(), o.Spec, o.MinTexts)
	m := &Model{Spec: o.Spec, Labels: []Label{{ID: "school"}, {ID: "water"}}}
	if err := m.fit(d, y, o); err != nil {
		t.Fatal(err)
	}
	s := m.pool.Get().(*scratch)
	for j, l := range m.Labels {
		w := svm(d, all, func(i int) bool { return y.has[j][i] }, o.Cost)
		for i, e := range lessons() {
			text := e.Text
			m.read(Split(text, nil), nil, s)
			got, want := s.decisions[j]*l.Scale+l.Bias, float64(d.dot(w, i))
			if math.Abs(got-want) > 0.02 {
				t.Fatalf("%s of %q: decision %.4f, learned %.4f", l.ID, text, got, want)
			}
			if right := y.has[j][i]; right != (want > 0) {
				t.Errorf("%s of %q: decision %.2f", l.ID, text, want)
			}
		}
	}
}

func TestRowsHaveLengthOne(t *testing.T) {
	d := gather([]Example{{Text: "keep the wells clean"}, {Text: "keep the wells"}, {Text: "wells of the village"}}, fullSpec, 1)
	for i, r := range d.rows {
		sum := 0.0
		for _, v := range r.values {
			sum += float64(v) * float64(v)
		}
		if math.Abs(sum-1) > 1e-5 {
			t.Errorf("text %d: squares add up to %f", i, sum)
		}
	}
}

func TestRarityRisesAsTextsFall(t *testing.T) {
	last := uint8(0)
	for _, df := range []int{1000, 300, 30, 3, 1} {
		r := rarity(df, 1000)
		if r <= last {
			t.Errorf("%d of 1000 texts: %d, after %d", df, r, last)
		}
		last = r
	}
	if got := rarity(1000, 1000); got != 16 {
		t.Errorf("a feature of every text: %d, want 16", got)
	}
}

func TestTheLikeliestIsSaidWhereNothingElseIs(t *testing.T) {
	m, _ := trained(t)
	if m.Least != least {
		t.Fatalf("every example has a label, least is %v", m.Least)
	}
	for j := range m.Labels {
		m.Labels[j].Threshold = 0.999999
	}
	if err := m.build(); err != nil {
		t.Fatal(err)
	}
	words := Split("Open schools for the children", nil)
	if said := m.Say(words); len(said) != 1 || m.Labels[said[0].Label].ID != "school" || len(said[0].Places) == 0 {
		t.Errorf("said %+v", said)
	}
	m.Least = 0
	if said := m.Say(words); said != nil {
		t.Errorf("least 0: said %+v", said)
	}
	if said := m.Say(nil); said != nil {
		t.Errorf("of no words: said %+v", said)
	}
}

func TestTextsWithoutLabelsForbidTheLikeliest(t *testing.T) {
	m, _, err := Train(append(lessons(), Example{Text: "The meeting was closed"}), Options{Name: "x/1", Spec: fullSpec})
	if err != nil {
		t.Fatal(err)
	}
	if m.Least != 0 {
		t.Errorf("least %v", m.Least)
	}
}

func TestProbabilitiesHaveFourDigits(t *testing.T) {
	m, _ := trained(t)
	for _, p := range m.Scores(Split("Open schools, and keep rivers clean", nil), nil) {
		if r := math.Round(p*1e4) / 1e4; r != p {
			t.Errorf("%v", p)
		}
	}
}

func TestWordsBefore(t *testing.T) {
	words := Split("one two three", nil)
	for limit, want := range map[int]int{0: 0, 2: 0, 3: 1, 7: 2, 12: 2, 13: 3, 99: 3} {
		if got := len(words.Before(limit)); got != want {
			t.Errorf("before byte %d: %d words, want %d", limit, got, want)
		}
	}
}
