package linear

import "math/rand/v2"

// svm learns weights (one a feature, the bias last) that separate the examples
// at idx for which y is true from the others: a linear support vector machine
// with squared hinge loss, by dual coordinate descent (Hsieh and others, 2008).
func svm(d *dataset, idx []int, y func(int) bool, cost float64) []float64 {
	const epochs, tolerance = 60, 0.02
	bias := len(d.keys)
	w, alpha := make([]float64, bias+1), make([]float64, len(idx))
	order := make([]int, len(idx))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(1, 2)) // the same model from the same examples
	diagonal := 1 / (2 * cost)
	for range epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		largest := 0.0
		for _, k := range order {
			i, sign := idx[k], -1.0
			if y(idx[k]) {
				sign = 1
			}
			gradient := sign*d.dot(w, i) - 1 + diagonal*alpha[k]
			if alpha[k] == 0 && gradient >= 0 {
				continue
			}
			largest = max(largest, gradient, -gradient)
			old := alpha[k]
			alpha[k] = max(0, old-gradient/(2+diagonal)) // |x|² is 1, and 1 for the bias
			d.add(w, i, sign*(alpha[k]-old))
		}
		if largest < tolerance {
			break
		}
	}
	return w
}

// dot is the decision of weights w on example i.
func (d *dataset) dot(w []float64, i int) float64 {
	sum := 0.0
	for _, f := range d.rows[i] {
		sum += w[f]
	}
	return float64(sum*d.norm[i]) + w[len(w)-1]
}

func (d *dataset) add(w []float64, i int, by float64) {
	step := by * d.norm[i]
	for _, f := range d.rows[i] {
		w[f] += step
	}
	w[len(w)-1] += by
}
