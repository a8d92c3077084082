package linear

import (
	"fmt"
	"math"
	"slices"
)

// Options say how to learn. Zero fields take what did best on held-out texts
// of the Universal Periodic Review.
type Options struct {
	Name     string
	Spec     Spec
	MinTexts int     // a feature counts from so many texts on; default 3
	Cost     float64 // of an example on the wrong side; default 1
	Folds    int     // parts for held-out scores; default 5
	Prune    float64 // weights below this share of their label's largest are left out; default 0.02
}

func (o Options) withDefaults() Options {
	if o.MinTexts == 0 {
		o.MinTexts = 3 // once or twice is chance: a third of the vocabulary is met three times
	}
	if o.Cost == 0 {
		o.Cost = 1
	}
	if o.Folds == 0 {
		o.Folds = 5
	}
	if o.Prune == 0 {
		o.Prune = 0.02 // as good on held-out texts as 0.01, with half the weights
	}
	return o
}

// least is from which probability on the likeliest label is said of a text that
// would have none, where every example has one: it lost no F1 on held-out texts
// and gained some of rare labels.
const least = 0.15

// truth holds which examples have which label.
type truth struct {
	labels []string
	has    [][]bool // by label, by example
}

func truths(examples []Example) (*truth, error) {
	t := &truth{}
	for _, e := range examples {
		t.labels = append(t.labels, e.Labels...)
	}
	slices.Sort(t.labels)
	t.labels = slices.Compact(t.labels)
	if len(t.labels) == 0 || len(t.labels) > 255 {
		return nil, fmt.Errorf("%d labels in the examples: a model holds 1 to 255", len(t.labels))
	}
	t.has = make([][]bool, len(t.labels))
	for j := range t.has {
		t.has[j] = make([]bool, len(examples))
	}
	for i, e := range examples {
		for _, l := range e.Labels {
			j, _ := slices.BinarySearch(t.labels, l)
			t.has[j][i] = true
		}
	}
	return t, nil
}

// Train learns a model from examples. Held-out figures are returned with it:
// what the model's own folds said of examples they had not seen.
func Train(examples []Example, o Options) (*Model, *HeldOut, error) {
	o = o.withDefaults()
	y, err := truths(examples)
	if err != nil {
		return nil, nil, err
	}
	d := gather(examples, o.Spec, o.MinTexts)
	held := crossValidate(d, y, folds(examples, o.Folds), o)
	m := &Model{Name: o.Name, Spec: o.Spec, Labels: held.labels}
	if !slices.ContainsFunc(examples, func(e Example) bool { return len(e.Labels) == 0 }) {
		m.Least = least
	}
	return m, held, m.fit(d, y, o)
}

// fit learns the weights of m from all examples.
func (m *Model) fit(d *dataset, y *truth, o Options) error {
	all := make([]int, len(d.rows))
	for i := range all {
		all[i] = i
	}
	weights := make([][]float32, len(y.labels))
	parallel(len(weights), func(j int) {
		weights[j] = svm(d, all, func(i int) bool { return y.has[j][i] }, o.Cost)
	})
	m.quantise(d.known, weights, o.Prune)
	return m.build()
}

// quantise keeps weights, each times the value of its feature, as steps of a
// 127th of their label's largest. A feature whose weights all vanish stays
// known, because it counts for the length of a text.
func (m *Model) quantise(features []known, weights [][]float32, prune float64) {
	weight := func(j, f int) float64 { return float64(weights[j][f]) * float64(features[f].value) }
	for j, w := range weights {
		largest := 1e-9
		for f := range features {
			largest = max(largest, math.Abs(weight(j, f)))
		}
		m.Labels[j].Scale, m.Labels[j].Bias = largest/127, float64(w[len(features)])
	}
	m.features, m.start, m.cells = features, make([]uint32, 1, len(features)+1), nil
	for f := range features {
		for j := range weights {
			if q := math.Round(weight(j, f) / m.Labels[j].Scale); math.Abs(q) >= max(1, prune*127) {
				m.cells = append(m.cells, cell{uint8(j), int8(q)})
			}
		}
		m.start = append(m.start, uint32(len(m.cells)))
	}
}
