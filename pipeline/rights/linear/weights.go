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

// Weights returns what each word or pair of words of text weighs for a label,
// the heaviest first, each place once.
func (m *Model) Weights(text string, label int) []Weight {
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	n := m.sum(text, s)
	if n == 0 {
		return nil
	}
	var list []Weight
	by := map[[2]int32]int{}
	unit := float64(m.Labels[label].Scale * norm(n))
	counted := map[int32]bool{}
	m.Spec.emit(s.words, &m.known, func(f feature) {
		i := m.known.find(f.hash)
		if i < 0 || counted[i] {
			return
		}
		counted[i] = true
		w := m.weight(i, label)
		if w == 0 {
			return
		}
		at := [2]int32{f.start, f.end}
		k, ok := by[at]
		if !ok {
			k = len(list)
			by[at] = k
			list = append(list, Weight{Start: int(f.start), End: int(f.end)})
		}
		list[k].Weight += float64(w) * unit
	})
	slices.SortStableFunc(list, func(a, b Weight) int { return cmp.Compare(max(b.Weight, -b.Weight), max(a.Weight, -a.Weight)) })
	return list
}

func (m *Model) weight(feature int32, label int) int8 {
	for _, c := range m.cells[m.start[feature]:m.start[feature+1]] {
		if int(c.label) == label {
			return c.weight
		}
	}
	return 0
}
