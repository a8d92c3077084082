package terms

import (
	"slices"

	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// Marks returns the bytes of text that make it match n, sorted, none overlapping:
// words, and phrases whole. Parts of n about anything but the text count as
// matched, since text is that of a passage that the index found.
func Marks(n Node, language, text string) []pipeline.Span { return NewMarker(n).Marks(language, text) }

// Marker finds the marks of one plan in many texts. It remembers the stems of
// the words it met; one belongs to one goroutine.
type Marker struct {
	plan  Node
	stems map[string]map[string]string // by language, by fold
}

// NewMarker returns a Marker of a plan.
func NewMarker(plan Node) *Marker { return &Marker{plan, map[string]map[string]string{}} }

// maxStems bounds what a Marker remembers, in words of one language.
const maxStems = 1 << 16

// Reset gives the marker another plan; the stems stay.
func (mr *Marker) Reset(plan Node) {
	mr.plan = plan
	for _, stems := range mr.stems {
		if len(stems) > maxStems {
			clear(stems)
		}
	}
}

// Marks is [Marks] for the marker's plan.
func (mr *Marker) Marks(language, text string) []pipeline.Span {
	language = Language(language)
	m := &marker{language: language, text: text, tokens: Tokens(text), stems: mr.stems[language]}
	if m.stems == nil {
		m.stems = map[string]string{}
		mr.stems[language] = m.stems
	}
	m.folds = make([]string, len(m.tokens))
	for i, token := range m.tokens {
		m.folds[i] = Fold(token.Span.Of(text))
	}
	m.visit(mr.plan)
	return joined(m.spans)
}

type marker struct {
	language, text string
	tokens         []Token
	folds          []string
	stems          map[string]string
	spans          []pipeline.Span
}

// matches reports whether token i is one that t asks for.
func (m *marker) matches(t Term, i int) bool {
	fold := m.folds[i]
	switch t.Mode {
	case query.Exact:
		return fold == t.Fold && exactly(t.Written, m.tokens[i].Span.Of(m.text))
	case query.Stem:
		return fold == t.Fold || m.stem(fold) == m.stem(t.Fold)
	}
	return t.MatchesFold(fold)
}

func (m *marker) stem(fold string) string {
	stem, ok := m.stems[fold]
	if !ok {
		stem = Stem(m.language, fold)
		m.stems[fold] = stem
	}
	return stem
}

// visit reports whether n matches and marks what makes it so.
func (m *marker) visit(n Node) bool {
	before := len(m.spans)
	switch n := n.(type) {
	case Term:
		if n.Field == Body {
			return m.term(n)
		}
	case Phrase:
		if n.Field == Body {
			return m.phrase(n)
		}
	case Boost:
		return m.visit(n.Node)
	case Not:
		matched := m.visit(n.Node)
		m.spans = m.spans[:before]
		return !matched || !aboutText(n.Node)
	case And:
		for _, child := range n.Nodes {
			if !m.visit(child) {
				m.spans = m.spans[:before]
				return false
			}
		}
	case Or:
		any := false
		for _, child := range n.Nodes {
			any = m.visit(child) || any
		}
		return any
	}
	return true
}

// aboutText reports whether n asks for words of the text and nothing else.
func aboutText(n Node) bool {
	switch n := n.(type) {
	case Term:
		return n.Field == Body
	case Phrase:
		return n.Field == Body
	case Boost:
		return aboutText(n.Node)
	case Not:
		return aboutText(n.Node)
	case And:
		return !slices.ContainsFunc(n.Nodes, func(n Node) bool { return !aboutText(n) })
	case Or:
		return !slices.ContainsFunc(n.Nodes, func(n Node) bool { return !aboutText(n) })
	}
	return false
}

func (m *marker) term(t Term) bool {
	found := false
	for i := range m.tokens {
		if m.matches(t, i) {
			m.mark(i, i, t)
			found = true
		}
	}
	return found
}

func (m *marker) phrase(p Phrase) bool {
	positions := make([][]int, len(p.Terms))
	for i := range m.tokens {
		for k, t := range p.Terms {
			if m.matches(t, i) {
				positions[k] = append(positions[k], i)
			}
		}
	}
	places := NewNear(p).Places(positions)
	for _, place := range places {
		if p.Slop == 0 {
			m.mark(place[0], place[1], p.Terms[len(p.Terms)-1])
			continue
		}
		for k, list := range positions {
			for _, i := range list {
				if place[0] <= i && i <= place[1] {
					m.mark(i, i, p.Terms[k])
				}
			}
		}
	}
	return len(places) > 0
}

// mark marks tokens first to last; of a pair found by its first character alone,
// only that.
func (m *marker) mark(first, last int, t Term) {
	span := pipeline.Span{m.tokens[first].Span[0], m.tokens[last].Span[1]}
	if token := m.tokens[last]; token.Paired && !token.Last && t.Mode == query.Prefix && len(t.Fold) < token.Span[1]-token.Span[0] {
		span[1] = token.Span[0] + len(t.Fold)
	}
	m.spans = append(m.spans, span)
}

// joined sorts spans and joins those that overlap.
func joined(spans []pipeline.Span) []pipeline.Span {
	slices.SortFunc(spans, func(a, b pipeline.Span) int {
		if a[0] != b[0] {
			return a[0] - b[0]
		}
		return a[1] - b[1]
	})
	var kept []pipeline.Span
	for _, s := range spans {
		if last := len(kept) - 1; last >= 0 && s[0] < kept[last][1] {
			kept[last][1] = max(kept[last][1], s[1])
			continue
		}
		kept = append(kept, s)
	}
	return kept
}
