package query

import "slices"

// Simplify returns a tree that matches the same with fewer nodes: nested And and
// Or made flat, doubles and doubled NOTs dropped, what matches everything or
// nothing drawn through.
func Simplify(n Node) Node {
	return Map(n, func(n Node) Node {
		switch n := n.(type) {
		case And:
			return simplifyAnd(n)
		case Or:
			return simplifyOr(n)
		case Not:
			return simplifyNot(n)
		case Boost:
			return simplifyBoost(n)
		case Phrase:
			if len(n.Words) == 1 {
				return n.Words[0]
			}
		}
		return n
	})
}

var nothing = Not{All{}}

func simplifyAnd(a And) Node {
	var nodes []Node
	for _, n := range a.Nodes {
		if inner, nested := n.(And); nested {
			nodes = append(nodes, inner.Nodes...)
		} else if n != (All{}) {
			nodes = append(nodes, n)
		}
	}
	nodes = distinct(nodes)
	switch {
	case slices.ContainsFunc(nodes, isNothing):
		return nothing
	case len(nodes) == 0:
		return All{}
	case len(nodes) == 1:
		return nodes[0]
	}
	return And{nodes}
}

func simplifyOr(o Or) Node {
	var nodes []Node
	for _, n := range o.Nodes {
		if inner, nested := n.(Or); nested {
			nodes = append(nodes, inner.Nodes...)
		} else if !isNothing(n) {
			nodes = append(nodes, n)
		}
	}
	nodes = distinct(nodes)
	switch {
	case slices.ContainsFunc(nodes, func(n Node) bool { _, all := n.(All); return all }):
		return All{}
	case len(nodes) == 0:
		return nothing
	case len(nodes) == 1:
		return nodes[0]
	}
	return Or{nodes}
}

func simplifyNot(n Not) Node {
	switch inner := n.Node.(type) {
	case Not:
		return inner.Node
	case Boost:
		return Not{inner.Node}
	}
	return n
}

func simplifyBoost(b Boost) Node {
	if inner, nested := b.Node.(Boost); nested {
		b = Boost{inner.Node, inner.Factor * b.Factor}
	}
	if _, negative := b.Node.(Not); negative || b.Factor == 1 {
		return b.Node
	}
	return b
}

func isNothing(n Node) bool {
	not, is := n.(Not)
	if !is {
		return false
	}
	_, all := not.Node.(All)
	return all
}

// distinct drops nodes that print alike, keeping the first.
func distinct(nodes []Node) []Node {
	seen := map[string]bool{}
	var kept []Node
	for _, n := range nodes {
		if s := n.String(); !seen[s] {
			seen[s] = true
			kept = append(kept, n)
		}
	}
	return kept
}
