package linear

import "slices"

// HeldOut is what models said of examples that they had not learned from.
type HeldOut struct {
	Labels []string
	Score  [][]float64 // probability, by label, by example
	Truth  [][]bool    // by label, by example
	labels []Label     // calibrated
}

// folds deals the groups of examples to n parts in turn; examples without a
// group follow the example before them, two hundred to a group (fewer of few examples),
// because lists of recommendations come State by State.
func folds(examples []Example, n int) []int {
	block := max(1, min(200, len(examples)/(4*n)))
	part, fold := make(map[string]int), make([]int, len(examples))
	for i, e := range examples {
		if e.Group == "" {
			fold[i] = i / block % n
			continue
		}
		if _, ok := part[e.Group]; !ok {
			part[e.Group] = len(part) % n
		}
		fold[i] = part[e.Group]
	}
	return fold
}

// crossValidate scores every example by weights learned without its fold, and
// fits probabilities and thresholds to those scores.
func crossValidate(d *dataset, y *truth, fold []int, o Options) *HeldOut {
	h := &HeldOut{Labels: y.labels, Truth: y.has, Score: make([][]float64, len(y.labels)), labels: make([]Label, len(y.labels))}
	parts := slices.Max(fold) + 1
	curves := make([]*curve, len(y.labels))
	parallel(len(y.labels), func(j int) {
		s := make([]float64, len(d.rows))
		for part := range parts {
			heldOut(d, y.has[j], fold, part, o.Cost, s)
		}
		a, b := platt(s, y.has[j])
		for i := range s {
			s[i] = sigmoid(float64(a*s[i]) + b)
		}
		h.Score[j], h.labels[j] = s, Label{ID: y.labels[j], A: a, B: b}
		curves[j] = newCurve(s, y.has[j])
	})
	for j, t := range thresholds(curves) {
		h.labels[j].Threshold = t
	}
	return h
}

// heldOut writes the decisions on the examples of one part into s.
func heldOut(d *dataset, has []bool, fold []int, part int, cost float64, s []float64) {
	var rest []int
	for i, f := range fold {
		if f != part {
			rest = append(rest, i)
		}
	}
	w := svm(d, rest, func(i int) bool { return has[i] }, cost)
	for i, f := range fold {
		if f == part {
			s[i] = float64(d.dot(w, i))
		}
	}
}
