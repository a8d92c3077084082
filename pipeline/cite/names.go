package cite

import (
	"fmt"
	"slices"
	"strings"
)

// names is a deterministic automaton over words: it finds the longest name
// that begins at a token in one walk, however many variants share its words.
type names struct {
	first map[edge]int32 // node 0, kept apart because every token asks it
	next  []map[edge]int32
	value []string // what ends at a node, "" for none
}

// edge is a word, in any case or in capitals only.
type edge struct {
	id   wordID
	caps bool
}

// name is one line of a data file: a pattern and what it stands for.
type name struct{ pattern, value string }

// newNames compiles patterns (see data/instruments.txt) and adds their words to lx.
func newNames(list []name, lx *lexicon) (*names, error) {
	var g graph
	start := g.node()
	for _, n := range list {
		end, err := g.pattern(n.pattern, start, lx)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", n.pattern, err)
		}
		g.value[end] = n.value
	}
	return g.determine(start), nil
}

// graph is the automaton as the patterns say it: several edges of a node may
// carry the same word, and some carry none.
type graph struct {
	edges [][]graphEdge
	free  [][]int32 // edges that need no word
	value map[int32]string
}

type graphEdge struct {
	edge
	to int32
}

func (g *graph) node() int32 {
	if g.value == nil {
		g.value = map[int32]string{}
	}
	g.edges = append(g.edges, nil)
	g.free = append(g.free, nil)
	return int32(len(g.edges) - 1)
}

// pattern adds one pattern that begins at from and returns where it ends.
func (g *graph) pattern(pattern string, from int32, lx *lexicon) (int32, error) {
	p := patternParser{g: g, lx: lx, words: splitPattern(pattern)}
	end := p.sequence(from)
	if p.at != len(p.words) {
		return 0, fmt.Errorf("unexpected %q", p.words[p.at])
	}
	if end == from {
		return 0, fmt.Errorf("empty pattern")
	}
	return end, nil
}

func splitPattern(pattern string) []string {
	for _, c := range []string{"[", "]", "(", ")", "|"} {
		pattern = strings.ReplaceAll(pattern, c, " "+c+" ")
	}
	return strings.Fields(pattern)
}

type patternParser struct {
	g     *graph
	lx    *lexicon
	words []string
	at    int
}

func (p *patternParser) peek() string {
	if p.at < len(p.words) {
		return p.words[p.at]
	}
	return ""
}

// sequence reads words and groups up to a closing bracket, a bar or the end.
func (p *patternParser) sequence(from int32) int32 {
	for {
		switch w := p.peek(); w {
		case "", "]", ")", "|":
			return from
		case "[", "(":
			p.at++
			from = p.group(from, w == "[")
		default:
			p.at++
			from = p.literal(from, w)
		}
	}
}

func (p *patternParser) group(from int32, optional bool) int32 {
	end := p.g.node()
	for {
		last := p.sequence(from)
		p.g.free[last] = append(p.g.free[last], end)
		if p.peek() != "|" {
			break
		}
		p.at++
	}
	if w := p.peek(); w == "]" || w == ")" {
		p.at++
	}
	if optional {
		p.g.free[from] = append(p.g.free[from], end)
	}
	return end
}

// literalBrackets turns the signs for brackets that are part of a name into them.
var literalBrackets = strings.NewReplacer("{", "(", "}", ")")

// literal adds the tokens of one word of a pattern; articles are left out, as
// they are skipped in texts.
func (p *patternParser) literal(from int32, word string) int32 {
	word = literalBrackets.Replace(word)
	for _, t := range lex(strings.TrimSuffix(word, "~"), p.lx) {
		text := strings.TrimSuffix(word, "~")[t.start:t.end]
		id := t.id
		if t.shape != mark {
			if strings.HasSuffix(word, "~") {
				text += "~"
			}
			if id, _ = p.lx.findStemOf(text); id == 0 {
				id = p.lx.add(text, none)
			}
		}
		if t.role == roleThe {
			continue
		}
		to := p.g.node()
		e := edge{id: id, caps: t.shape == upper && len(text) > 1}
		p.g.edges[from] = append(p.g.edges[from], graphEdge{edge: e, to: to})
		from = to
	}
	return from
}

// determine makes every node have one edge a word (the subset construction).
func (g *graph) determine(start int32) *names {
	n := &names{}
	ids := map[string]int32{}
	var sets [][]int32
	add := func(set []int32) int32 {
		set = g.closure(set)
		key := fmt.Sprint(set)
		if id, ok := ids[key]; ok {
			return id
		}
		id := int32(len(sets))
		ids[key] = id
		sets = append(sets, set)
		return id
	}
	add([]int32{start})
	for at := 0; at < len(sets); at++ {
		targets := map[edge][]int32{}
		for _, s := range sets[at] {
			for _, e := range g.edges[s] {
				targets[e.edge] = append(targets[e.edge], e.to)
			}
		}
		next := map[edge]int32{}
		for _, e := range sortedEdges(targets) {
			next[e] = add(targets[e])
		}
		n.next = append(n.next, next)
		n.value = append(n.value, g.valueOf(sets[at]))
	}
	n.first = n.next[0]
	return n
}

func sortedEdges(m map[edge][]int32) []edge {
	var list []edge
	for e := range m {
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b edge) int {
		if a.id != b.id {
			return int(a.id) - int(b.id)
		}
		if a.caps == b.caps {
			return 0
		} else if a.caps {
			return 1
		}
		return -1
	})
	return list
}

// closure returns set and every node reachable without a word, sorted.
func (g *graph) closure(set []int32) []int32 {
	seen := map[int32]bool{}
	var visit func(int32)
	visit = func(s int32) {
		if seen[s] {
			return
		}
		seen[s] = true
		for _, t := range g.free[s] {
			visit(t)
		}
	}
	for _, s := range set {
		visit(s)
	}
	list := make([]int32, 0, len(seen))
	for s := range seen {
		list = append(list, s)
	}
	slices.Sort(list)
	return list
}

// valueOf prefers the pattern written first.
func (g *graph) valueOf(set []int32) string {
	for _, s := range set {
		if v := g.value[s]; v != "" {
			return v
		}
	}
	return ""
}

// match returns the value of the longest name that begins with token i, and
// the token after it; "" where none does.
func (n *names) match(tokens []token, i int) (value string, end int) {
	if i < 0 || i >= len(tokens) {
		return "", i
	}
	at, ok := n.step(0, tokens[i])
	if !ok {
		return "", i
	}
	for j := i + 1; ; j++ {
		if v := n.value[at]; v != "" && tokens[j-1].role != roleThe {
			value, end = v, j
		}
		if j >= len(tokens) {
			return value, end
		}
		to, ok := n.step(at, tokens[j])
		if !ok {
			if tokens[j].role == roleThe {
				continue
			}
			return value, end
		}
		at = to
	}
}

func (n *names) step(at int32, t token) (int32, bool) {
	if t.id == 0 {
		return 0, false
	}
	edges := n.next[at]
	if t.shape == upper {
		if to, ok := edges[edge{id: t.id, caps: true}]; ok {
			return to, true
		}
	}
	to, ok := edges[edge{id: t.id}]
	return to, ok
}
