package query

import (
	"strconv"
	"strings"
	"unicode"
)

// Error says what is wrong with a query, where, and what to write instead.
type Error struct {
	Pos        int    // byte of the query, from 0
	Column     int    // character of the query, from 1
	Message    string // what is wrong
	Suggestion string // a query that parses
	end        int    // byte after what is wrong
	instead    string // what to put there
}

// Error returns position (characters, counted from 1), message and suggestion in one line.
func (e *Error) Error() string {
	return "query, at " + strconv.Itoa(e.Column) + ": " + e.Message + "; try: " + e.Suggestion
}

// Span returns the bytes of the query that are wrong, from and to; an empty span
// is where something is missing.
func (e *Error) Span() (from, to int) { return e.Pos, max(e.end, e.Pos) }

// fail leaves the parser: bytes from start to end are wrong.
func (p *parser) fail(start, end int, instead, message string) {
	end = max(start, min(end, len(p.s)))
	if p.field != "" { // stands before the group
		instead = strings.TrimPrefix(instead, p.field+":")
	}
	panic(&Error{Pos: min(start, len(p.s)), end: end, instead: instead, Message: message})
}

// repaired returns a query like s that parses: each mistake mended in turn, or
// the words of s alone where that does not end.
func repaired(s string, e *Error) string {
	for range 8 {
		s = strings.Join(strings.Fields(s[:e.Pos]+e.instead+s[e.end:]), " ")
		if s == "" {
			return "*"
		}
		if _, e = parse(s); e == nil {
			return s
		}
	}
	return plainWords(s)
}

// plainWords returns up to twenty words of s, without any operator.
func plainWords(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return !searchable(r) && !unicode.IsMark(r) })
	var kept []string
	for _, w := range words {
		if len(kept) < 20 && hasLetter(w) && !isOperator(w) && len(w) < 100 {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		return "*"
	}
	return strings.Join(kept, " ")
}
