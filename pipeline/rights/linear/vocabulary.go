package linear

import "math/bits"

// vocabulary finds a model's features by their keys. Most features of a text
// are in no vocabulary, so a small table of bits turns them away first.
type vocabulary struct {
	keys   []uint32 // ascending
	gate   []uint64 // a bit for every run of 1<<narrow keys: whether one is known
	narrow uint8
	from   []uint32 // keys that begin with the bits b are keys[from[b]:from[b+1]]
	wide   uint8
}

func newVocabulary(keys []uint32) vocabulary {
	size := min(22, max(6, bits.Len(uint(len(keys)))))
	v := vocabulary{keys: keys, narrow: uint8(32 - size - 3), wide: uint8(32 - size)}
	v.gate = make([]uint64, 1<<(size+3)/64)
	v.from = make([]uint32, 1<<size+1)
	for _, k := range keys {
		at := k >> v.narrow
		v.gate[at/64] |= 1 << (at % 64)
		v.from[k>>v.wide+1]++
	}
	for b := range 1 << size {
		v.from[b+1] += v.from[b]
	}
	return v
}

// perhaps says whether a feature may be known; where not, it is not.
func (v *vocabulary) perhaps(hash uint64) bool {
	at := key(hash) >> (v.narrow & 31)
	return v.gate[at/64]>>(at%64)&1 != 0
}

// find returns the place of a feature, -1 where it is unknown. The keys of one
// beginning are one or two, except in a file that somebody made for it.
func (v *vocabulary) find(hash uint64) int32 {
	k := key(hash)
	low, high := v.from[k>>(v.wide&31)], v.from[k>>(v.wide&31)+1]
	for low < high {
		middle := low + (high-low)/2
		switch known := v.keys[middle]; {
		case known == k:
			return int32(middle)
		case known < k:
			low = middle + 1
		default:
			high = middle
		}
	}
	return -1
}
