package linear

import "slices"

// maxPlaces is how many places a label is said with.
const maxPlaces = 8

// heaviest are the features that weigh most for a label, the heaviest first.
type heaviest struct {
	top [maxPlaces + 1]heavy // the last is what falls out
	n   int
}

type heavy struct {
	start, end int32
	weight     float64
}

// add puts a feature behind those that weigh as much.
func (h *heaviest) add(f *feature, weight float64) {
	if h.n == maxPlaces && weight <= h.top[maxPlaces-1].weight {
		return
	}
	k := h.n
	for ; k > 0 && h.top[k-1].weight < weight; k-- {
		h.top[k] = h.top[k-1]
	}
	h.top[k] = heavy{f.start, f.end, weight}
	h.n = min(h.n+1, maxPlaces)
}

// locate adds to what is said where the features stand that weigh most for it.
func (m *Model) locate(s *scratch, said []Said) {
	if len(said) == 0 {
		return
	}
	s.heaviest = slices.Grow(s.heaviest[:0], len(said))[:len(said)]
	clear(s.heaviest)
	for kind := range s.met {
		m.weigh(s, kind, said)
	}
	for i := range said {
		h := &s.heaviest[i]
		said[i].Places = make([][2]int, h.n)
		for k, f := range h.top[:h.n] {
			said[i].Places[k] = [2]int{int(f.start), int(f.end)}
		}
	}
}

// weigh goes once over the features of a kind for all labels that are said.
func (m *Model) weigh(s *scratch, kind int, said []Said) {
	var number [256]uint8 // in said, from 1, by label
	for i := range said {
		number[said[i].Label] = uint8(i + 1)
	}
	share := s.shares[kind]
	for i := range s.met[kind] {
		f := &s.met[kind][i]
		if f.place.cells() == inRow {
			row := m.rows.row(f.place)
			for k := range said {
				if w := weightIn(row, said[k].Label); w > 0 {
					s.heaviest[k].add(f, float64(w)*share)
				}
			}
			continue
		}
		for c := m.rows.list(f.place); len(c) >= 2; c = c[2:] {
			if k, w := number[c[0]], int8(c[1]); k > 0 && w > 0 {
				s.heaviest[k-1].add(f, float64(w)*share)
			}
		}
	}
}
