package terms

import (
	"math"

	"github.com/haki-project/haki/index/query"
)

// Leaf is a term or a phrase that adds to the score, with its boost.
type Leaf struct {
	Node  Node // Term or Phrase
	Boost float64
}

// Leaves returns what adds to the score of a passage, in the order of the query:
// the words asked for, not those under a Not.
func Leaves(n Node) []Leaf { return appendLeaves(nil, n, 1) }

func appendLeaves(leaves []Leaf, n Node, boost float64) []Leaf {
	switch n := n.(type) {
	case Term, Phrase:
		return append(leaves, Leaf{n, boost})
	case And:
		for _, child := range n.Nodes {
			leaves = appendLeaves(leaves, child, boost)
		}
	case Or:
		for _, child := range n.Nodes {
			leaves = appendLeaves(leaves, child, boost)
		}
	case Boost:
		return appendLeaves(leaves, n.Node, boost*n.Factor)
	}
	return leaves
}

// BM25's usual constants.
const (
	Saturation = 1.2
	LengthBias = 0.75
)

// Ranked reports whether a leaf scores by how often and how rarely it occurs.
// Prefixes, patterns and fuzzy words of the text add their boost alone; headings
// and titles are the same for many passages and do likewise.
func (l Leaf) Ranked() bool {
	switch n := l.Node.(type) {
	case Term:
		return n.Field == Body && (n.Mode == query.Stem || n.Mode == query.Exact)
	case Phrase:
		return n.Field == Body
	}
	return false
}

// Rarity is BM25's weight of what n of all passages have.
func Rarity(n, all int) float64 {
	return math.Log(1 + (float64(all-n)+0.5)/(float64(n)+0.5))
}
