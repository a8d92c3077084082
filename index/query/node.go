package query

import "strings"

// Node is a node of a query tree; String prints it in the query language, so
// that Parse reads the same tree again. The set of nodes is closed: [All],
// [Word], [Phrase], [Field], [Range], [And], [Or], [Not], [Boost].
type Node interface {
	String() string
	node()
}

// All matches every passage.
type All struct{}

// Mode says how a [Word] is matched.
type Mode uint8

// The modes of a word.
const (
	Stem     Mode = iota // with its inflections, case and diacritics folded
	Exact                // this form only; with a capital in it, this case only
	Prefix               // words that begin so
	Wildcard             // ? is one letter, * any number of letters
	Fuzzy                // up to Distance letters wrong, missing or too many
)

// Word matches passages that have the word. Text is as typed, without operators.
// A word that the index cuts in several (self-determination) is a phrase of them.
type Word struct {
	Text     string
	Mode     Mode
	Distance int // of Fuzzy, 1 or 2
}

// Phrase matches passages that have the words together. With Slop 0 they follow
// each other; else at most Slop other words may stand between the first and the
// last of them, in any order unless Ordered.
type Phrase struct {
	Words   []Word
	Slop    int
	Ordered bool
}

// Field matches passages by something other than their text: Value is a [Word]
// or a [Phrase], matched as [Fields] says the field is.
type Field struct {
	Name  string
	Value Node
}

// Range matches values from From to To, both included; "" leaves an end open.
type Range struct {
	Field    string
	From, To string
}

// And matches what all its nodes match.
type And struct{ Nodes []Node }

// Or matches what one of its nodes matches.
type Or struct{ Nodes []Node }

// Not matches every passage that its node does not.
type Not struct{ Node Node }

// Boost multiplies what its node adds to the score.
type Boost struct {
	Node   Node
	Factor float64 // over 0
}

func (All) node()    {}
func (Word) node()   {}
func (Phrase) node() {}
func (Field) node()  {}
func (Range) node()  {}
func (And) node()    {}
func (Or) node()     {}
func (Not) node()    {}
func (Boost) node()  {}

// Children returns the nodes directly under n.
func Children(n Node) []Node {
	switch n := n.(type) {
	case And:
		return n.Nodes
	case Or:
		return n.Nodes
	case Not:
		return []Node{n.Node}
	case Boost:
		return []Node{n.Node}
	case Field:
		return []Node{n.Value}
	}
	return nil
}

// Visit calls visit for n and, where it returns true, for the nodes under it.
func Visit(n Node, visit func(Node) bool) {
	if !visit(n) {
		return
	}
	for _, child := range Children(n) {
		Visit(child, visit)
	}
}

// Map returns a tree in which every node, from the leaves up, is what change
// makes of it. n stays as it is. Values of fields are not visited.
func Map(n Node, change func(Node) Node) Node {
	switch t := n.(type) {
	case And:
		n = And{mapAll(t.Nodes, change)}
	case Or:
		n = Or{mapAll(t.Nodes, change)}
	case Not:
		n = Not{Map(t.Node, change)}
	case Boost:
		n = Boost{Map(t.Node, change), t.Factor}
	}
	return change(n)
}

func mapAll(nodes []Node, change func(Node) Node) []Node {
	mapped := make([]Node, len(nodes))
	for i, n := range nodes {
		mapped[i] = Map(n, change)
	}
	return mapped
}

// Filter returns n narrowed to passages whose field has value: what a count of
// a facet promises.
func Filter(n Node, field, value string) Node {
	return Simplify(And{[]Node{n, Field{field, Word{Text: value}}}})
}

// Words returns every word of n that a passage's text is searched for, those
// under a Not left out: what a person would call the terms of the query.
func Words(n Node) []Word {
	var words []Word
	Visit(n, func(n Node) bool {
		switch n := n.(type) {
		case Not, Field:
			return false
		case Word:
			words = append(words, n)
		case Phrase:
			words = append(words, n.Words...)
		}
		return true
	})
	return words
}

// hasLetter reports whether s has anything that an index keeps.
func hasLetter(s string) bool { return strings.ContainsFunc(s, searchable) }
