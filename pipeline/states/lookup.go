package states

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Lookup returns the code of the State that has this name in one of the six UN
// languages: short, official, former, abbreviated or misspelt as in papers. Case,
// accents, punctuation and articles do not matter. A code in capitals is its own name.
func Lookup(name string) (code string, ok bool) {
	t := tables()
	if len(name) > maxName {
		return "", false
	}
	if _, ok := t.index[name]; ok && t.lookup[Fold(name)] == "" {
		return name, true
	}
	code, ok = t.lookup[Fold(name)]
	return code, ok
}

// maxName bounds what can be a name, in bytes; the longest in the table has 150.
const maxName = 400

// Guess is Lookup for a place where only a State can stand: it forgives one
// wrong letter in a name of six and two in a name of ten, not the first, where
// that leads to one State.
func Guess(name string) (code string, ok bool) {
	if code, ok = Lookup(name); ok || len(name) > maxName {
		return code, ok
	}
	folded := []rune(Fold(name))
	limit := 0
	switch n := len(folded); {
	case n >= 10:
		limit = 2
	case n >= 6:
		limit = 1
	default:
		return "", false
	}
	best := limit + 1
	for _, known := range tables().initial[folded[0]] {
		c := known.code
		d := distance(folded, known.name, best)
		switch {
		case d < best:
			best, code = d, c
		case d == best && d <= limit && c != code:
			code = "" // two States are as near
		}
	}
	return code, best <= limit && code != ""
}

// distance is the number of letters to add, drop, change or swap with their
// neighbour between a and b; anything above limit is reported as limit+1.
func distance(a, b []rune, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	var last2 []int
	last := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		low := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], last2[j-2]+1)
			}
			low = min(low, row[j])
		}
		if low > limit {
			return limit + 1
		}
		last2, last = last, row
	}
	return last[len(b)]
}

// articles are words that a name has or lacks freely.
var articles = map[string]bool{"the": true, "la": true, "le": true, "les": true, "los": true, "el": true, "l": true}

// Fold reduces a name to what Lookup compares: lower case, no accents, no
// articles, "saint" for "st", "and" for "&", one space between words.
func Fold(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ReplaceAll(name, "&", " and ")) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '’' || r == '\'' || r == '‘' || r == '‟' || r == '`' || r == '.' || r == '\u00ad':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	words := strings.Fields(b.String())
	kept := words[:0]
	for _, w := range words {
		if w == "st" {
			w = "saint"
		}
		if !articles[w] {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}
