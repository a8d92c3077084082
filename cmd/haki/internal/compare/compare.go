// Package compare takes two versions of a document and gives the passages in
// which they differ: added, removed, changed, or only numbered otherwise.
//
// Passages with the same words are the same passage, wherever they stand now.
// Of those left over, one that stands in the same place with mostly the same
// words, or that bears the same number, is the earlier one changed.
package compare

import (
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// Kind says how a passage differs.
type Kind string

// The kinds of difference.
const (
	Added      Kind = "added"
	Removed    Kind = "removed"
	Changed    Kind = "changed"
	Renumbered Kind = "renumbered" // the same words under another number
)

// Change is one passage that differs. Before is nil for one that was added,
// After for one that was removed.
type Change struct {
	Kind   Kind     `json:"change"`
	Before *Passage `json:"before,omitempty"`
	After  *Passage `json:"after,omitempty"`
}

// Passage is one side of a change.
type Passage struct {
	ID     string               `json:"id"`
	Number string               `json:"number,omitempty"`
	Kind   pipeline.PassageKind `json:"kind"`
	Page   int                  `json:"page,omitempty"` // from 1, 0 where the document has no pages
	Text   string               `json:"text"`
}

// alike is the share of words that two passages at the same place must have in
// common to be one passage, changed: below half they say different things.
const alike = 0.5

// near is how many passages of one gap are tried for each of the other side, so
// that a document of which nothing is left costs no more than its length.
const near = 8

// Passages returns the differences between two versions, in the order of the
// newer one; what was removed stands where it used to.
func Passages(before, after *pipeline.Document) []Change {
	p := &pairing{old: read(before), new: read(after)}
	p.sameWords()
	p.samePlace()
	p.sameNumber()
	return p.changes()
}

// side is one version, read for comparing.
type side struct {
	doc   *pipeline.Document
	words [][]string // of each passage
	key   []string   // its words as one string
	pair  []int      // the passage of the other side, -1 none
}

func read(d *pipeline.Document) *side {
	n := len(d.Passages)
	s := &side{doc: d, words: make([][]string, n), key: make([]string, n), pair: make([]int, n)}
	for i := range d.Passages {
		s.words[i] = strings.Fields(d.PassageText(&d.Passages[i]))
		s.key[i], s.pair[i] = strings.Join(s.words[i], " "), -1
	}
	return s
}

type pairing struct{ old, new *side }

func (p *pairing) join(o, n int) { p.old.pair[o], p.new.pair[n] = n, o }

// sameWords pairs the passages with equal words, the first with the first.
func (p *pairing) sameWords() {
	at := map[string][]int{}
	for o, key := range p.old.key {
		at[key] = append(at[key], o)
	}
	for n, key := range p.new.key {
		if free := at[key]; len(free) > 0 {
			p.join(free[0], n)
			at[key] = free[1:]
		}
	}
}

// samePlace pairs what is left between the same two neighbours, in order, where
// most words are the same.
func (p *pairing) samePlace() {
	gaps := map[int][]int{} // by the old passage that precedes them
	for o, last := 0, -1; o < len(p.old.pair); o++ {
		if p.old.pair[o] >= 0 {
			last = o
		} else {
			gaps[last] = append(gaps[last], o)
		}
	}
	last := -1
	for n, pair := range p.new.pair {
		if pair >= 0 {
			last = pair
			continue
		}
		gap := gaps[last]
		for i, o := range gap[:min(near, len(gap))] {
			if p.comparable(o, n) && overlap(p.old.words[o], p.new.words[n]) >= alike {
				p.join(o, n)
				gaps[last] = gap[i+1:]
				break
			}
		}
	}
}

func (p *pairing) comparable(o, n int) bool {
	a, b := p.old.doc.Passages[o].Kind, p.new.doc.Passages[n].Kind
	return a == b || a != pipeline.Heading && b != pipeline.Heading
}

// sameNumber pairs what is left by printed number and kind, where only one
// passage on each side bears it.
func (p *pairing) sameNumber() {
	old, unique := p.old.numbered(), p.new.numbered()
	for key, n := range unique {
		if o, ok := old[key]; ok && o >= 0 && n >= 0 {
			p.join(o, n)
		}
	}
}

// numbered returns the unpaired passages by kind and number; -1 for a number
// that several have.
func (s *side) numbered() map[string]int {
	at := map[string]int{}
	for i := range s.doc.Passages {
		q := &s.doc.Passages[i]
		if s.pair[i] >= 0 || q.Number == "" {
			continue
		}
		key := string(q.Kind) + " " + q.Number
		if _, taken := at[key]; taken {
			at[key] = -1
			continue
		}
		at[key] = i
	}
	return at
}

// overlap is the share of words that two passages have in common, 0…1 (Dice).
func overlap(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	count := map[string]int{}
	for _, w := range a {
		count[w]++
	}
	common := 0
	for _, w := range b {
		if count[w] > 0 {
			count[w]--
			common++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}

func (p *pairing) changes() []Change {
	var list []Change
	removed := func(from int) { // those that stood from here to the next passage that is still there
		for ; from < len(p.old.pair) && p.old.pair[from] < 0; from++ {
			list = append(list, Change{Kind: Removed, Before: p.old.passage(from)})
		}
	}
	removed(0)
	for n, o := range p.new.pair {
		switch {
		case o < 0:
			list = append(list, Change{Kind: Added, After: p.new.passage(n)})
			continue
		case p.old.key[o] != p.new.key[n]:
			list = append(list, Change{Changed, p.old.passage(o), p.new.passage(n)})
		case p.old.doc.Passages[o].Number != p.new.doc.Passages[n].Number:
			list = append(list, Change{Renumbered, p.old.passage(o), p.new.passage(n)})
		}
		removed(o + 1)
	}
	return list
}

func (s *side) passage(i int) *Passage {
	q := &s.doc.Passages[i]
	return &Passage{ID: q.ID, Number: q.Number, Kind: q.Kind, Page: q.Page, Text: s.doc.PassageText(q)}
}

// Count returns how many changes are of a kind.
func Count(list []Change, k Kind) int {
	n := 0
	for _, c := range list {
		if c.Kind == k {
			n++
		}
	}
	return n
}

// Middle returns the parts of two texts that differ: what lies between the words
// that both begin and both end with.
func Middle(before, after string) (old, now pipeline.Span) {
	head := 0
	for i := 0; i < min(len(before), len(after)) && before[i] == after[i]; i++ {
		if before[i] == ' ' {
			head = i + 1
		}
	}
	tail, most := 0, min(len(before), len(after))-head
	for i := 1; i <= most && before[len(before)-i] == after[len(after)-i]; i++ {
		if startsWord(before, len(before)-i, head) && startsWord(after, len(after)-i, head) {
			tail = i
		}
	}
	return pipeline.Span{head, trimmed(before, head, tail)}, pipeline.Span{head, trimmed(after, head, tail)}
}

// trimmed is where the middle ends, without the space before the tail.
func trimmed(text string, head, tail int) int {
	end := len(text) - tail
	if end > head && text[end-1] == ' ' {
		return end - 1
	}
	return end
}

func startsWord(text string, at, head int) bool { return at == head || text[at-1] == ' ' }
