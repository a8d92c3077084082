package linear

import (
	"math/rand/v2"
	"testing"
)

// TestRowsAddWhatTheCellsHold compares sums over rows and lists with sums cell
// by cell, for more features than a lane holds and the extremes of a weight.
func TestRowsAddWhatTheCellsHold(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, labels := range []int{1, 3, 54, 255} {
		start, cells := []uint32{0}, []cell(nil)
		for f := range 700 {
			for label := range labels {
				switch {
				case f%3 == 0:
					cells = append(cells, cell{uint8(label), int8(-128 + 255*(f%2))})
				case random.IntN(9) == 0:
					cells = append(cells, cell{uint8(label), int8(random.IntN(255) - 127)})
				}
			}
			start = append(start, uint32(len(cells)))
		}
		values := make([]known, 700)
		for f := range values {
			values[f].value = uint8(f)
		}
		r, places, ok := newRows(values, start, cells, labels)
		if !ok {
			t.Fatalf("%d labels refused", labels)
		}
		var got, want [256]int32
		var list []feature
		for f := range 700 {
			list = append(list, feature{place: places[f]})
			if v := r.value(places[f]); v != f%256 {
				t.Fatalf("feature %d: value %d, want %d", f, v, f%256)
			}
			for label := range labels {
				w := int8(0)
				for _, c := range cells[start[f]:start[f+1]] {
					if int(c.label) == label {
						w = c.weight
					}
				}
				if want[label] += int32(w); r.weight(places[f], label) != w {
					t.Fatalf("feature %d, label %d of %d: weight %d, want %d", f, label, labels, r.weight(places[f], label), w)
				}
			}
		}
		if r.add(list, &got); got != want {
			t.Errorf("%d labels: sums %v, want %v", labels, got[:labels], want[:labels])
		}
	}
}
