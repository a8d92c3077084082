package linear

import (
	"math"
	"math/rand/v2"
)

// svm learns weights (one a feature, the bias last) that separate the examples
// at idx for which y is true from the others: a linear support vector machine
// with squared hinge loss, by dual coordinate descent (Hsieh and others, 2008),
// which leaves out examples that are plainly on their side until all else is settled.
func svm(d *dataset, idx []int, y func(int) bool, cost float64) []float32 {
	const epochs, tolerance = 60, 0.1 // a tenth of the margin: less changes no label
	s := &solver{d: d, idx: idx, y: y, w: make([]float32, len(d.known)+1), alpha: make([]float32, len(idx)), diagonal: float32(0.5 / cost)}
	random := rand.New(rand.NewPCG(1, 2)) // the same model from the same examples
	s.all()
	for range epochs {
		random.Shuffle(len(s.active), func(a, b int) { s.active[a], s.active[b] = s.active[b], s.active[a] })
		whole := len(s.active) == len(idx)
		switch largest := s.epoch(); {
		case largest >= tolerance:
			s.plain = largest
		case whole:
			return s.w
		default:
			s.all()
		}
	}
	return s.w
}

// solver is the state of the descent.
type solver struct {
	d        *dataset
	idx      []int
	y        func(int) bool
	w, alpha []float32
	diagonal float32
	active   []int   // places in idx
	plain    float32 // an example whose gradient is above it is left out
}

func (s *solver) all() {
	s.active = s.active[:0]
	for k := range s.idx {
		s.active = append(s.active, k)
	}
	s.plain = math.MaxFloat32
}

// epoch improves by each active example and returns the largest violation met.
func (s *solver) epoch() float32 {
	largest := float32(0)
	kept := s.active[:0]
	for _, k := range s.active {
		i, sign := s.idx[k], float32(-1)
		if s.y(i) {
			sign = 1
		}
		old := s.alpha[k]
		gradient := float32(sign*s.d.dot(s.w, i)) - 1 + float32(s.diagonal*old)
		if old == 0 && gradient > s.plain {
			continue
		}
		kept = append(kept, k)
		if old == 0 && gradient >= 0 {
			continue
		}
		largest = max(largest, gradient, -gradient)
		s.alpha[k] = max(0, old-gradient/(2+s.diagonal)) // |x|² is 1, and 1 for the bias
		s.d.add(s.w, i, float32(sign*(s.alpha[k]-old)))
	}
	s.active = kept
	return largest
}
