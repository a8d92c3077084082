package terms

import "github.com/haki-project/haki/index/query"

// Node is a node of a plan. The set is closed: [All], [Term], [Phrase], [Keyed],
// [Range], [And], [Or], [Not], [Boost].
type Node interface{ node() }

// The fields that have words. The zero Field of a term is the passage's text.
const (
	Body    = ""
	Section = "section"
	Title   = "title"
)

// All matches every passage.
type All struct{}

// Term matches passages with a word. Fold is what was typed, folded; for
// [query.Wildcard] it is a pattern of runes with * and ?.
type Term struct {
	Field    string
	Mode     query.Mode
	Fold     string
	Distance int    // of query.Fuzzy
	Written  string // as typed where that has case or diacritics; they count with query.Exact
}

// Phrase matches passages with the terms together: see [query.Phrase].
type Phrase struct {
	Field   string
	Terms   []Term // two at least
	Slop    int
	Ordered bool
}

// Keyed matches passages by a whole value as [Key] makes it; its Mode is Stem (this value),
// Prefix or Wildcard. An empty Value with Mode Prefix is any value.
type Keyed struct {
	Field string
	Mode  query.Mode
	Value string
}

// Range matches passages with a value from From to To, both included, compared
// as text; "" is open. Numbers are padded by [Number].
type Range struct {
	Field    string
	From, To string
}

// And matches what all its nodes match.
type And struct{ Nodes []Node }

// Or matches what one of its nodes matches.
type Or struct{ Nodes []Node }

// Not matches what its node does not.
type Not struct{ Node Node }

// Boost multiplies what its node adds to the score.
type Boost struct {
	Node   Node
	Factor float64
}

func (All) node()    {}
func (Term) node()   {}
func (Phrase) node() {}
func (Keyed) node()  {}
func (Range) node()  {}
func (And) node()    {}
func (Or) node()     {}
func (Not) node()    {}
func (Boost) node()  {}

// Number returns a whole number as ranges compare it: nine figures.
func Number(digits string) string {
	const zeros = "000000000"
	if len(digits) >= len(zeros) {
		return digits
	}
	return zeros[len(digits):] + digits
}
