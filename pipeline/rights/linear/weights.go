package linear

import (
	"cmp"
	"slices"
)

// Weight is what one place of a text weighs for or against a label, in units of
// the decision (1 is the margin).
type Weight struct {
	Start, End int // bytes of the text
	Weight     float64
}

// Weights returns what each word or pair of the words of a text, and what was found there, weighs for a
// label, the heaviest first, each place once.
func (m *Model) Weights(words Words, label int, found ...Found) []Weight {
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	m.read(words, found, s)
	var list []Weight
	by := map[[2]int32]int{}
	for kind, met := range s.met {
		unit := float64(m.Labels[label].Scale * s.shares[kind])
		for _, f := range met {
			w := m.rows.weight(f.place, label)
			if w == 0 {
				continue
			}
			at := [2]int32{f.start, f.end}
			k, ok := by[at]
			if !ok {
				k = len(list)
				by[at] = k
				list = append(list, Weight{Start: int(f.start), End: int(f.end)})
			}
			list[k].Weight += float64(float64(w) * unit)
		}
	}
	slices.SortStableFunc(list, func(a, b Weight) int { return cmp.Compare(max(b.Weight, -b.Weight), max(a.Weight, -a.Weight)) })
	return list
}
