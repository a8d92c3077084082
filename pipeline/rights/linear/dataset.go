package linear

import (
	"cmp"
	"slices"
)

// dataset holds examples as the features they have, in a vocabulary of the
// features that enough of them share.
type dataset struct {
	known []known // the most frequent first
	rows  []row   // by example
}

// known is a feature of the vocabulary.
type known struct {
	key   uint32
	value uint8 // see rarity
}

// row is what one example has: features and the value of each; the squares of
// the values add up to 1.
type row struct {
	features []int32
	values   []float32
}

// gather reads the features of examples; the vocabulary is those that at least
// minTexts of them have.
func gather(examples []Example, spec Spec, minTexts int) *dataset {
	sets := make([][]feature, len(examples))
	parallel(len(examples), func(i int) { sets[i] = distinct(&examples[i], spec) })
	d := &dataset{known: vocabularyOf(sets, minTexts), rows: make([]row, len(sets))}
	place := make(map[uint32]int32, len(d.known))
	for i, k := range d.known {
		place[k.key] = int32(i)
	}
	parallel(len(sets), func(i int) { d.rows[i] = d.row(sets[i], place) })
	return d
}

// distinct are the features of an example, each once, by ascending key.
func distinct(x *Example, spec Spec) []feature {
	var e emitter
	spec.emit(Split(x.Text, nil), &e)
	e.found(x.Found)
	slices.SortStableFunc(e.list, func(a, b feature) int { return cmp.Compare(a.key, b.key) })
	return slices.CompactFunc(e.list, func(a, b feature) bool { return a.key == b.key })
}

func vocabularyOf(sets [][]feature, minTexts int) []known {
	count := map[uint32]int{}
	for _, set := range sets {
		for _, f := range set {
			count[f.key]++
		}
	}
	var list []known
	for k, n := range count {
		if n >= minTexts {
			list = append(list, known{k, rarity(n, len(sets))})
		}
	}
	slices.SortFunc(list, func(a, b known) int { return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.key, b.key)) })
	return list
}

func (d *dataset) row(set []feature, place map[uint32]int32) row {
	var r row
	var kindOf []kind
	var square [kinds]int
	for _, f := range set {
		if p, ok := place[f.key]; ok {
			v := int(d.known[p].value)
			r.features, kindOf = append(r.features, p), append(kindOf, f.kind)
			square[f.kind] += v * v
		}
	}
	of := shares(&square)
	for i, p := range r.features {
		r.values = append(r.values, float32(float64(d.known[p].value)*of[kindOf[i]]))
	}
	return r
}

// dot is the decision of weights w, the bias last, on example i.
func (d *dataset) dot(w []float32, i int) float32 {
	r, sum := &d.rows[i], w[len(w)-1]
	for k, f := range r.features {
		sum += float32(w[f] * r.values[k])
	}
	return sum
}

func (d *dataset) add(w []float32, i int, by float32) {
	r := &d.rows[i]
	for k, f := range r.features {
		w[f] += float32(by * r.values[k])
	}
	w[len(w)-1] += by
}
