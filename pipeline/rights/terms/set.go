package terms

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"
)

// Set holds terms, each with a number that its owner gave it. It may be used by
// many goroutines at once after the last Add.
type Set struct {
	ids      map[string]int32   // language and word as written → symbol
	exact    map[uint64][]int32 // folded word → symbols
	prefix   map[uint64][]int32 // folded beginning → symbols
	exactly  [1 << 10]uint64    // bits of the hashes in exact: most words of a text are in neither
	known    [1 << 10]uint8     // bits of the hashes in prefix
	start    []int32            // by symbol: the node that it leads to from the root, 0 for none
	nodes    []node             // the root first
	longest  int                // letters of the longest beginning
	shortest int
	pool     sync.Pool
}

// edge leads to a node by a symbol.
type edge struct{ symbol, to int32 }

// node is a place in the tree of terms.
type node struct {
	ends []int32 // numbers of the terms that end here
	gaps []gap
	next []edge // few, except from the root, which has none here
}

// gap leads to a node from which up to words words are passed over.
type gap struct {
	words int
	to    int32
}

// Hit is a term found: Text[Start:End] are its words.
type Hit struct {
	Term       int
	Start, End int
}

// NewSet returns a set without terms.
func NewSet() *Set {
	s := &Set{ids: map[string]int32{}, exact: map[uint64][]int32{}, prefix: map[uint64][]int32{}, nodes: make([]node, 1), shortest: 99}
	s.pool.New = func() any { return &scratch{} }
	return s
}

// Add adds a term of a language (ISO 639-1) under a number. The error says what
// is wrong with how the term is written.
func (s *Set) Add(term, lang string, number int) error {
	elements, err := parse(term)
	if err != nil {
		return err
	}
	return s.insert(0, elements, lang, number, 4096)
}

// insert adds the rest of a term below a node, one branch an alternative.
func (s *Set) insert(at int32, rest []element, lang string, number, budget int) error {
	if len(rest) == 0 {
		s.nodes[at].ends = append(s.nodes[at].ends, int32(number))
		return nil
	}
	e := rest[0]
	if e.gap > 0 {
		return s.insert(s.gapTo(at, e.gap), rest[1:], lang, number, budget)
	}
	if budget /= max(1, len(e.words)); budget == 0 {
		return fmt.Errorf("too many alternatives; write it as several terms")
	}
	for _, w := range e.words {
		to := s.child(at, s.symbol(w, lang))
		if err := s.insert(to, rest[1:], lang, number, budget); err != nil {
			return err
		}
	}
	return nil
}

func (s *Set) gapTo(at int32, words int) int32 {
	for _, g := range s.nodes[at].gaps {
		if g.words == words {
			return g.to
		}
	}
	to := s.node()
	s.nodes[at].gaps = append(s.nodes[at].gaps, gap{words, to})
	return to
}

func (s *Set) node() int32 {
	s.nodes = append(s.nodes, node{})
	return int32(len(s.nodes) - 1)
}

// child is the node that a symbol leads to from node at, made where there is none.
func (s *Set) child(at, symbol int32) int32 {
	if to := s.follow(at, symbol); to != 0 {
		return to
	}
	to := s.node()
	if at != 0 {
		s.nodes[at].next = append(s.nodes[at].next, edge{symbol, to})
		return to
	}
	for int(symbol) >= len(s.start) {
		s.start = append(s.start, 0)
	}
	s.start[symbol] = to
	return to
}

// follow is the node that a symbol leads to from node at, 0 for none.
func (s *Set) follow(at, symbol int32) int32 {
	if at == 0 {
		if int(symbol) < len(s.start) {
			return s.start[symbol]
		}
		return 0
	}
	for _, e := range s.nodes[at].next {
		if e.symbol == symbol {
			return e.to
		}
	}
	return 0
}

// symbol returns the number of a word of a term. A word of a text has the
// symbols of all words that it is a form of.
func (s *Set) symbol(word, lang string) int32 {
	if id, ok := s.ids[lang+" "+word]; ok {
		return id
	}
	id := int32(len(s.ids) + 1)
	s.ids[lang+" "+word] = id
	beginning, open := strings.CutSuffix(word, "*")
	for _, f := range forms(beginning, lang) {
		h := hash(f)
		if !open {
			s.exact[h] = append(s.exact[h], id)
			s.exactly[h>>54] |= 1 << (h >> 48 & 63)
			continue
		}
		s.prefix[h] = append(s.prefix[h], id)
		s.known[h>>51&1023] |= 1 << (h >> 61)
		n := utf8.RuneCountInString(f)
		s.longest, s.shortest = max(s.longest, n), min(s.shortest, n)
	}
	return id
}
