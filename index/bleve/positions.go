package bleve

import (
	"math/bits"

	index "github.com/blevesearch/bleve_index_api"
	zap "github.com/blevesearch/zapx/v17"
)

// zap keeps a frequency and, at five bytes or more each, locations for every
// term of an entry. Nearly always all positions of a term fit into the frequency
// itself, which halves the index; the few others go into one location.
//
//	one position:  position<<1 | 1
//	two to nine:   0 | count-2 in 3 bits | width-1 in 4 bits | first, then steps, width bits each
//	inLocation:    the positions are in the location: first, then steps
const (
	inLocation   = 2 // read as three positions with steps of 0, which no term has
	maxPacked    = 9
	packedHeader = 8
	packedBits   = 60 // zap shifts by one; an int stays positive
)

// pack returns frequency and locations for rising positions.
func pack(positions []int) (frequency int, locations []*index.TokenLocation) {
	if len(positions) == 1 {
		return positions[0]<<1 | 1, nil
	}
	width := 1
	for i, p := range positions {
		width = max(width, bits.Len(uint(step(positions, i, p))))
	}
	if len(positions) > maxPacked || width > 16 || packedHeader+width*len(positions) > packedBits {
		return inLocation, []*index.TokenLocation{location(positions)}
	}
	packed := uint64(len(positions)-2)<<1 | uint64(width-1)<<4
	shift := packedHeader
	for i, p := range positions {
		packed |= uint64(step(positions, i, p)) << shift
		shift += width
	}
	return int(packed), nil
}

func step(positions []int, i, p int) int {
	if i == 0 {
		return p
	}
	return p - positions[i-1]
}

func location(positions []int) *index.TokenLocation {
	steps := make([]uint64, len(positions)-1)
	for i := range steps {
		steps[i] = uint64(positions[i+1] - positions[i])
	}
	return &index.TokenLocation{Position: positions[0], ArrayPositions: steps}
}

// count returns how many positions a posting has.
func count(p *zap.Posting) int {
	switch f := p.Frequency(); {
	case f&1 == 1:
		return 1
	case f == inLocation:
		return 1 + len(p.Locations()[0].ArrayPositions())
	default:
		return int(f>>1&7) + 2
	}
}

// unpack appends the positions of a posting.
func unpack(positions []int, p *zap.Posting) []int {
	f := p.Frequency()
	if f&1 == 1 {
		return append(positions, int(f>>1))
	}
	if f == inLocation {
		location := p.Locations()[0]
		at := int(location.Pos())
		positions = append(positions, at)
		for _, s := range location.ArrayPositions() {
			at += int(s)
			positions = append(positions, at)
		}
		return positions
	}
	n, width := int(f>>1&7)+2, int(f>>4&15)+1
	f >>= packedHeader
	mask := uint64(1)<<width - 1
	at := 0
	for range n {
		at += int(f & mask)
		f >>= width
		positions = append(positions, at)
	}
	return positions
}
