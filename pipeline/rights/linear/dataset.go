package linear

import (
	"math"
	"slices"
)

// dataset holds examples as the features they have, in a vocabulary of the
// features that enough of them share.
type dataset struct {
	keys []uint32  // hash of each feature, ascending
	rows [][]int32 // features of each example, ascending
	norm []float64 // 1/√(number of features)
}

// gather reads the features of texts; the vocabulary is those that at least
// minTexts of them have.
func gather(texts []string, spec Spec, minTexts int) *dataset {
	sets := make([][]uint32, len(texts))
	parallel(len(texts), func(i int) { sets[i] = keySet(texts[i], spec) })
	count := map[uint32]int{}
	for _, set := range sets {
		for _, k := range set {
			count[k]++
		}
	}
	var keys []uint32
	for k, n := range count {
		if n >= minTexts {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return index(sets, keys)
}

func keySet(text string, spec Spec) []uint32 {
	var e emitter
	spec.emit(Split(text, nil), &e)
	set := make([]uint32, len(e.list))
	for i, f := range e.list {
		set[i] = f.key
	}
	slices.Sort(set)
	return slices.Compact(set)
}

func index(sets [][]uint32, keys []uint32) *dataset {
	d := &dataset{keys: keys, rows: make([][]int32, len(sets)), norm: make([]float64, len(sets))}
	place := make(map[uint32]int32, len(keys))
	for i, k := range keys {
		place[k] = int32(i)
	}
	parallel(len(sets), func(i int) {
		row := make([]int32, 0, len(sets[i]))
		for _, k := range sets[i] {
			if p, ok := place[k]; ok {
				row = append(row, p)
			}
		}
		d.rows[i], d.norm[i] = row, norm(len(row))
	})
	return d
}

// norm makes texts of any length comparable.
func norm(features int) float64 { return 1 / math.Sqrt(float64(max(1, features))) }
