package linear

import (
	"math"
	"math/bits"
)

// vocabulary finds the weights of a model's features by their keys. What makes
// looking up slow is memory, not arithmetic, so it is kept small: every key has a
// bit, which turns most unknown keys away, and the number of bits set before it
// is the number of its entry.
type vocabulary struct {
	bits    []uint64
	before  []uint32 // bits set in the numbers before
	scale   uint64   // bits that keys belong to; some more take what is moved on from the last
	entries []entry  // by ascending key; behind the last a key that no other is greater than
}

// entry says where the weights of a feature are.
type entry struct {
	key   uint32
	place place
}

const (
	sparse   = 10  // bits a feature: an unknown key meets a set bit once in ten times
	farthest = 256 // bits that a key may stand behind its own: keys are random, except in a file that somebody made against it
)

// newVocabulary makes the vocabulary of features with distinct keys and the
// places of their weights; false says that too many of the keys are alike.
func newVocabulary(features []known, places []place) (vocabulary, bool) {
	v := vocabulary{scale: uint64(sparse*len(features) + 64), entries: make([]entry, len(features), len(features)+1)}
	v.bits = make([]uint64, (v.scale+farthest)/64+1)
	v.before = make([]uint32, len(v.bits))
	for i, f := range features {
		v.entries[i] = entry{f.key, places[i]}
	}
	other := make([]entry, len(features))
	byHalf(v.entries, other, 0)
	byHalf(other, v.entries, 16)
	ok := v.setBits()
	v.entries = append(v.entries, entry{math.MaxUint32, nowhere})
	return v, ok
}

// byHalf copies entries to other, sorted by the 16 bits of their keys from one
// on; of equal ones the order stays. To compare hundreds of thousands would take
// a fifth of the time in which a tagger is loaded.
func byHalf(entries, other []entry, from int) {
	next := make([]uint32, 1<<16+1)
	for _, e := range entries {
		next[e.key>>from&0xFFFF+1]++
	}
	for i := range next[1:] {
		next[i+1] += next[i]
	}
	for _, e := range entries {
		at := &next[e.key>>from&0xFFFF]
		other[*at] = e
		*at++
	}
}

// setBits gives every key, in their order, its own bit or, where that is taken,
// the next free one.
func (v *vocabulary) setBits() bool {
	next := uint64(0)
	for _, e := range v.entries {
		own := v.bit(e.key)
		if next = max(own, next); next-own > farthest {
			return false
		}
		v.bits[next/64] |= 1 << (next % 64)
		next++
	}
	for i := 1; i < len(v.bits); i++ {
		v.before[i] = v.before[i-1] + uint32(bits.OnesCount64(v.bits[i-1]))
	}
	return true
}

// bit is that of a key: greater keys have none before it.
func (v *vocabulary) bit(key uint32) uint64 { return uint64(key) * v.scale >> 32 }

// perhaps is 1 where a feature may be known, 0 where it is not.
func (v *vocabulary) perhaps(key uint32) uint64 {
	at := v.bit(key)
	return v.bits[at/64] >> (at % 64) & 1
}

// find returns where the weights of a feature are.
func (v *vocabulary) find(key uint32) place {
	at := v.bit(key)
	i := v.before[at/64] + uint32(bits.OnesCount64(v.bits[at/64]&(1<<(at%64)-1)))
	for ; v.entries[i].key < key; i++ {
	}
	if e := v.entries[i]; e.key == key {
		return e.place
	}
	return nowhere
}
