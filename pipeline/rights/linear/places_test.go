package linear

import (
	"cmp"
	"slices"
	"testing"
)

// TestPlacesAreThoseOfTheHeaviestFeatures compares the places of what is said with all
// features, sorted by what each weighs.
func TestPlacesAreThoseOfTheHeaviestFeatures(t *testing.T) {
	m, _ := trained(t)
	for j := range m.Labels {
		m.Labels[j].Threshold, m.Labels[j].cut = 0, -100
	}
	words := Split("Open more schools for the children of the province and keep the rivers clean, dig more wells in the district", nil)
	said := m.Say(words)
	if len(said) != len(m.Labels) {
		t.Fatalf("%d of %d labels said", len(said), len(m.Labels))
	}
	for _, s := range said {
		var all []heavy
		c := m.pool.Get().(*scratch)
		m.read(words, nil, c)
		for kind, met := range c.met {
			for _, f := range met {
				if w := float64(m.rows.weight(f.place, s.Label)) * c.shares[kind]; w > 0 {
					all = append(all, heavy{f.start, f.end, w})
				}
			}
		}
		slices.SortStableFunc(all, func(a, b heavy) int { return cmp.Compare(b.weight, a.weight) })
		var want [][2]int
		for _, h := range all[:min(maxPlaces, len(all))] {
			want = append(want, [2]int{int(h.start), int(h.end)})
		}
		if len(want) < maxPlaces || !slices.Equal(s.Places, want) {
			t.Errorf("label %s: places %v, want %v", m.Labels[s.Label].ID, s.Places, want)
		}
	}
}

func TestHeaviestKeepsTheOrderOfEqualWeights(t *testing.T) {
	var h heaviest
	for i, w := range []float64{1, 3, 1, 2, 3, 1, 1, 1, 1, 1, 4} {
		h.add(&feature{start: int32(i)}, w)
	}
	var got []int32
	for _, f := range h.top[:h.n] {
		got = append(got, f.start)
	}
	if want := []int32{10, 1, 4, 3, 0, 2, 5, 6}; !slices.Equal(got, want) {
		t.Errorf("features %v, want %v", got, want)
	}
}

func BenchmarkSay(b *testing.B) {
	m, _ := trained(b)
	const text = "Open more schools for the children of the province and keep the rivers clean, dig more wells in the district"
	words := Split(text, nil)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		m.Say(words)
	}
}
