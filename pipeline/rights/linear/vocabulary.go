package linear

import "math/bits"

// vocabulary finds a model's features by their keys. Most features of a text
// are in no vocabulary, so a small table of bits turns them away first.
type vocabulary struct {
	gate   []uint64 // a bit for every run of 1<<narrow keys: whether one is known
	narrow uint8
	slots  []slot // a key stands in the slot that its first bits number, or soon after
	wide   uint8
}

// slot holds a key and the place of its feature, counted from 1; 0 is an empty slot.
type slot struct{ key, place uint32 }

// farthest is how many slots a key may stand from its own: the table is at most
// half full and keys are random, except in a file that somebody made against it.
const farthest = 256

// newVocabulary makes the vocabulary of features with distinct keys; false says that too many of them are alike.
func newVocabulary(features []known) (vocabulary, bool) {
	size := min(24, max(6, bits.Len(uint(len(features)))+1))
	v := vocabulary{narrow: uint8(32 - size - 2), wide: uint8(32 - size)}
	v.gate = make([]uint64, 1<<(size+2)/64)
	v.slots = make([]slot, 1<<size+farthest)
	for i, f := range features {
		k := f.key
		at := k >> v.narrow
		v.gate[at/64] |= 1 << (at % 64)
		from := k >> v.wide
		to := from
		for v.slots[to].place != 0 {
			if to++; to == from+farthest {
				return v, false
			}
		}
		v.slots[to] = slot{k, uint32(i + 1)}
	}
	return v, true
}

// perhaps says whether a feature may be known; where not, it is not.
func (v *vocabulary) perhaps(key uint32) bool {
	at := key >> (v.narrow & 31)
	return v.gate[at/64]>>(at%64)&1 != 0
}

// find returns the place of a feature, -1 where it is unknown.
func (v *vocabulary) find(key uint32) int32 {
	for _, s := range v.slots[key>>(v.wide&31):] {
		if s.key == key || s.place == 0 {
			return int32(s.place) - 1
		}
	}
	return -1
}
