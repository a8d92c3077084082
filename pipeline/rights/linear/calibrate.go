package linear

import "math"

// platt fits p = 1/(1+exp(-(a·s+b))) to decisions s and truths y by Newton's
// method, with the targets that Platt (1999) proposes against overconfidence.
func platt(s []float64, y []bool) (a, b float64) {
	positive := count(y)
	high := (float64(positive) + 1) / (float64(positive) + 2)
	low := 1 / (float64(len(y)-positive) + 2)
	a, b = 1, 0
	for range 50 {
		var ga, gb, haa, hab, hbb float64
		for i, x := range s {
			target := low
			if y[i] {
				target = high
			}
			p := sigmoid(float64(a*x) + b)
			e, v := p-target, p*(1-p)
			ga += float64(e * x)
			gb += e
			haa += float64(v * x * x)
			hab += float64(v * x)
			hbb += v
		}
		haa, hbb = haa+1e-3, hbb+1e-3
		det := float64(haa*hbb) - float64(hab*hab)
		da, db := (float64(hbb*ga)-float64(hab*gb))/det, (float64(haa*gb)-float64(hab*ga))/det
		a, b = a-clip(da), b-clip(db)
		if math.Abs(da)+math.Abs(db) < 1e-6 {
			break
		}
	}
	return max(a, 0.01), b
}

// clip keeps a step of Newton's method from leaving the region where it holds.
func clip(x float64) float64 { return min(2, max(-2, x)) }

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

func count(y []bool) int {
	n := 0
	for _, ok := range y {
		if ok {
			n++
		}
	}
	return n
}

// steps are the thresholds that are tried: 0.01, 0.02 … 0.99.
const steps = 100

// curve counts, for every threshold, how many are found and how many of those rightly.
type curve struct {
	found, right [steps]float64
	positives    float64
}

func newCurve(p []float64, y []bool) *curve {
	c := &curve{positives: float64(count(y))}
	for i := range p {
		for t := range min(steps, int(p[i]*steps)+1) {
			c.found[t]++
			if y[i] {
				c.right[t]++
			}
		}
	}
	return c
}

// thresholds returns for each label the probability from which saying it gives
// the best F1 on held-out examples. A label with few examples leans on what is
// best for all: every curve gets the pooled one added, as if from this many examples.
func thresholds(curves []*curve) []float64 {
	const borrowed = 1500 // more than most labels have: own curves of fewer did worse on later sessions
	pool := &curve{}
	for _, c := range curves {
		pool.add(c, 1)
	}
	best := make([]float64, len(curves))
	for j, c := range curves {
		mixed := *c
		mixed.add(pool, borrowed/max(1, pool.positives))
		best[j] = mixed.best()
	}
	return best
}

func (c *curve) add(o *curve, weight float64) {
	for t := range steps {
		c.found[t] += float64(weight * o.found[t])
		c.right[t] += float64(weight * o.right[t])
	}
	c.positives += float64(weight * o.positives)
}

// best is the threshold of the best F1; of several as good, the middle of the
// first run of them.
func (c *curve) best() float64 {
	first, last, top := 50, 50, -1.0
	for t := 3; t < steps-3; t++ {
		f := 2 * c.right[t] / max(1e-9, c.found[t]+c.positives)
		switch {
		case f > top:
			first, last, top = t, t, f
		case f == top && last == t-1:
			last = t
		}
	}
	return float64((first+last)/2) / steps
}
