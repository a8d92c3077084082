package terms

import "slices"

// Near finds the places where the terms of a phrase stand together, in the
// positions at which each term stands. It keeps its memory from call to call;
// one belongs to one goroutine.
type Near struct {
	slop    int
	ordered bool
	places  [][2]int
	next    []int
	used    []int
	merged  []int
}

// NewNear returns a Near for p.
func NewNear(p Phrase) *Near {
	return &Near{slop: p.Slop, ordered: p.Ordered || p.Slop == 0, next: make([]int, len(p.Terms)), used: make([]int, len(p.Terms))}
}

// Places returns first and last position of each place, in order, no two of them
// overlapping. positions[i] are those of term i, rising. The list is valid until
// the next call.
func (n *Near) Places(positions [][]int) [][2]int {
	n.places = n.places[:0]
	for _, list := range positions {
		if len(list) == 0 {
			return nil
		}
	}
	if n.ordered {
		n.inOrder(positions)
	} else {
		n.inAnyOrder(positions)
	}
	return n.places
}

// inOrder takes each first position and the nearest following one of every next
// term: no later choice of a middle term can end earlier.
func (n *Near) inOrder(positions [][]int) {
	for i := range n.next {
		n.next[i] = 0
	}
	free := 0
	for _, first := range positions[0] {
		if first < free {
			continue
		}
		last, ok := n.follow(positions, first)
		if !ok {
			return
		}
		if last-first+1-len(positions) <= n.slop {
			n.places = append(n.places, [2]int{first, last})
			free = last + 1
		}
	}
}

// follow returns where the last term stands if each term takes the first place
// after that of the term before; ok is false where one has no place left.
func (n *Near) follow(positions [][]int, first int) (last int, ok bool) {
	last = first
	for i := 1; i < len(positions); i++ {
		list, k := positions[i], n.next[i]
		for k < len(list) && list[k] <= last {
			k++
		}
		n.next[i] = k
		if k == len(list) {
			return 0, false
		}
		last = list[k]
	}
	return last, true
}

// inAnyOrder slides a window over all positions and asks whether each term finds
// a place of its own in it.
func (n *Near) inAnyOrder(positions [][]int) {
	n.merged = n.merged[:0]
	for _, list := range positions {
		n.merged = append(n.merged, list...)
	}
	slices.Sort(n.merged)
	n.merged = slices.Compact(n.merged)
	width := len(positions) + n.slop
	free := 0
	for _, first := range n.merged {
		if first < free {
			continue
		}
		if last := n.shortest(positions, first, first+width-1); last >= 0 {
			n.places = append(n.places, [2]int{first, last})
			free = last + 1
		}
	}
}

// shortest returns the first position at which a window that begins at first
// holds all terms, -1 where none up to limit does.
func (n *Near) shortest(positions [][]int, first, limit int) int {
	for _, list := range positions {
		if k, _ := slices.BinarySearch(list, first); k == len(list) || list[k] > limit {
			return -1
		}
	}
	from, _ := slices.BinarySearch(n.merged, first)
	for _, last := range n.merged[from:] {
		if last > limit {
			return -1
		}
		if last-first+1 >= len(positions) && n.assigned(positions, first, last) {
			return last
		}
	}
	return -1
}

// assigned reports whether every term can have a position of its own in
// [first,last]: a matching of terms and positions, by augmenting paths. Terms
// share positions only where one word matches two of them.
func (n *Near) assigned(positions [][]int, first, last int) bool {
	for i := range n.used {
		n.used[i] = -1
	}
	for i := range positions {
		if !n.place(positions, i, first, last, 0) {
			return false
		}
	}
	return true
}

func (n *Near) place(positions [][]int, term, first, last, depth int) bool {
	if depth > len(positions) {
		return false
	}
	list := positions[term]
	k, _ := slices.BinarySearch(list, first)
	for ; k < len(list) && list[k] <= last; k++ {
		holder := slices.Index(n.used, list[k])
		if holder < 0 {
			n.used[term] = list[k]
			return true
		}
		if holder == term {
			continue
		}
		n.used[holder] = -1
		n.used[term] = list[k]
		if n.place(positions, holder, first, last, depth+1) {
			return true
		}
		n.used[holder], n.used[term] = list[k], -1
	}
	return false
}
