package terms

import (
	"strings"
	"unicode/utf8"

	"github.com/haki-project/haki/index/query"
)

// Matches reports whether the term of a word in a text of language is one that t
// asks for.
func (t Term) Matches(language, term string) bool {
	fold, written := Cut(term)
	switch t.Mode {
	case query.Exact:
		return fold == t.Fold && exactly(t.Written, written)
	case query.Stem:
		return fold == t.Fold || Stem(language, fold) == Stem(language, t.Fold)
	}
	return t.MatchesFold(fold)
}

// MatchesFold reports whether a fold is one that the prefix, the pattern or the
// fuzzy word t asks for.
func (t Term) MatchesFold(fold string) bool {
	switch t.Mode {
	case query.Prefix:
		return strings.HasPrefix(fold, t.Fold)
	case query.Wildcard:
		return matchPattern(t.Fold, fold)
	}
	return within(t.Fold, fold, t.Distance)
}

// Literal returns what every match of t begins with.
func (t Term) Literal() string {
	switch t.Mode {
	case query.Wildcard:
		return t.Fold[:strings.IndexAny(t.Fold, "*?")]
	case query.Fuzzy:
		return ""
	}
	return t.Fold
}

// MatchesKey reports whether a value's key is one that k asks for.
func (k Keyed) MatchesKey(key string) bool {
	switch k.Mode {
	case query.Prefix:
		return strings.HasPrefix(key, k.Value)
	case query.Wildcard:
		return matchPattern(k.Value, key)
	}
	return key == k.Value
}

// Literal returns what every match of k begins with.
func (k Keyed) Literal() string {
	if k.Mode == query.Wildcard {
		return k.Value[:strings.IndexAny(k.Value, "*?")]
	}
	return k.Value
}

// matchPattern matches * with any runes and ? with one, without backtracking
// over more than one star: linear in practice, len(pattern)·len(s) at worst.
func matchPattern(pattern, s string) bool {
	star, mark := -1, 0
	p, i := 0, 0
	for i < len(s) {
		_, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, i
			p++
		case p < len(pattern) && pattern[p] == '?':
			p, i = p+1, i+size
		case p < len(pattern) && strings.HasPrefix(pattern[p:], s[i:i+size]):
			p, i = p+size, i+size
		case star >= 0:
			_, size = utf8.DecodeRuneInString(s[mark:])
			mark += size
			p, i = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// within reports whether a and b are at most d edits apart: a letter wrong,
// missing, too many, or two neighbours swapped (optimal string alignment).
func within(a, b string, d int) bool {
	if len(a)-len(b) > d*utf8.UTFMax || len(b)-len(a) > d*utf8.UTFMax {
		return false
	}
	var bufferA, bufferB [64]rune
	x, y := appendRunes(bufferA[:0], a), appendRunes(bufferB[:0], b)
	if len(x)-len(y) > d || len(y)-len(x) > d {
		return false
	}
	var rows [3][64]int
	if len(y) >= len(rows[0]) {
		return a == b
	}
	two, one, row := rows[0][:len(y)+1], rows[1][:len(y)+1], rows[2][:len(y)+1]
	for j := range one {
		one[j] = j
	}
	for i := range x {
		row[0] = i + 1
		least := row[0]
		for j := range y {
			cost := one[j]
			if x[i] != y[j] {
				cost++
			}
			cost = min(cost, one[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				cost = min(cost, two[j-1]+1)
			}
			row[j+1] = cost
			least = min(least, cost)
		}
		if least > d {
			return false
		}
		two, one, row = one, row, two
	}
	return one[len(y)] <= d
}

func appendRunes(runes []rune, s string) []rune {
	for _, r := range s {
		runes = append(runes, r)
	}
	return runes
}
