package upr

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/haki-project/haki/pipeline/states"
)

// group is a bracket that lists recommending States, as (Portugal, Spain). Brackets
// that follow each other with nothing but punctuation between make one group.
type group struct {
	start, end int // bytes of the text, brackets included
	states     []string
}

// maxBracket bounds a list of States, in bytes: the longest printed has some forty names.
const maxBracket = 1200

// groups returns the lists of States in text, in order. The State under review,
// self, recommends nothing to itself: a bracket that names it alone is no list.
func groups(text, self string) []group {
	var found []group
	for i := 0; i < len(text); i++ {
		if text[i] != '(' {
			continue
		}
		end := bracketEnd(text, i)
		if end < 0 {
			continue
		}
		list := listed(text[i+1:end], self)
		if len(list) == 0 {
			continue
		}
		end = min(end+1, len(text))
		if n := len(found); n > 0 && onlyJoins(text[found[n-1].end:i]) {
			found[n-1].states = union(found[n-1].states, list)
			found[n-1].end = end
		} else {
			found = append(found, group{i, end, list})
		}
		i = end - 1
	}
	return append(found, unopened(text, found, self)...)
}

// unopened finds the list of States at the end of a text whose opening bracket
// was left out: "ratify the Protocol Bangladesh);".
func unopened(text string, found []group, self string) []group {
	s := strings.TrimRight(text, " ;.\n")
	from := 0
	if len(found) > 0 {
		from = found[len(found)-1].end
	}
	if !strings.HasSuffix(s, ")") || len(s) <= from || strings.Contains(s[from:], "(") {
		return nil
	}
	inner := s[from : len(s)-1]
	for _, m := range states.Find(inner) {
		if code, ok := states.Lookup(inner[m.Start:]); ok && states.Member(code) && code != self {
			return []group{{from + m.Start, len(s), []string{code}}}
		}
	}
	return nil
}

// bracketEnd returns where the bracket that opens at open closes, -1 where it
// does not. A bracket whose inner pair alone was closed, as (Iran (Islamic
// Republic of);, closes with that; one that was never closed ends before the
// semicolon or with the text.
func bracketEnd(text string, open int) int {
	depth, inner := 0, -1
	limit := min(len(text), open+maxBracket)
	for i := open; i < limit; i++ {
		switch text[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
			inner = i
		case ';':
			if inner >= 0 && strings.TrimSpace(text[inner+1:i]) == "" {
				return inner
			}
		}
	}
	if inner >= 0 {
		return inner
	}
	if limit == len(text) && len(text)-open < 200 {
		return len(text)
	}
	return -1
}

// onlyJoins reports whether what stands between two brackets makes them one list.
func onlyJoins(between string) bool {
	for _, w := range strings.Fields(between) {
		switch strings.Trim(strings.ToLower(w), ",;.&/") {
		case "", "and":
		default:
			return false
		}
	}
	return true
}

var (
	chunkSplit = regexp.MustCompile(`[,;/]|\.\s`)
	andSplit   = regexp.MustCompile(`\s+(?:and|&|et|y)\s+`)
	behalf     = regexp.MustCompile(`(?i)\bon\s+behalf\s+of\b|\bin\s+the\s+name\s+of\b`)
	credit     = regexp.MustCompile(`(?i)^(?:as )?(?:also )?(?:recommended|made|proposed|suggested)?\s*(?:by|from|inter alia)\s+`)
	// noteMark is the marker of a footnote that an extractor read as part of the name.
	noteMark = regexp.MustCompile(`\s?\d{1,2}$`)
	// figures are what no list of States holds.
	figures = regexp.MustCompile(`\d{3}|\d[^\d\s,;)]|\d\s+\pL|[:“”"]|^\d`)
	// tails are the second halves of names that are printed after a comma.
	tails = regexp.MustCompile(`(?i)^(?:the )?(?:islamic|bolivarian|plurinational|democratic people[’'‟]s|united|federated)?\s*(?:republic|states?)\s+of$`)
)

// listed returns the States that the inside of a bracket lists, nil where it is
// something else: an acronym, an explanation, a date.
func listed(inner, self string) []string {
	if !mayList(inner) {
		return nil
	}
	var list []string
	unknown, onBehalf := 0, false
	chunks := chunkSplit.Split(inner, -1)
	for i := 0; i < len(chunks); i++ {
		chunk := strings.TrimSpace(chunks[i])
		if at := behalf.FindStringIndex(chunk); at != nil {
			onBehalf = true
			chunk, chunks[i] = strings.TrimSpace(chunk[:at[0]]), chunk[at[1]:]
			if chunk != "" {
				i--
			} else {
				chunk = strings.TrimSpace(chunks[i])
			}
		}
		if chunk == "" {
			continue
		}
		names, ok := named(noteMark.ReplaceAllString(credit.ReplaceAllString(chunk, ""), ""))
		list = union(list, names)
		switch {
		case ok || onBehalf || tails.MatchString(chunk) && len(list) > 0:
		case len(strings.Fields(chunk)) > 3 || !startsUpper(chunk):
			return nil
		default:
			unknown++
		}
	}
	if len(list) == 0 || 2*unknown > len(list) {
		return nil
	}
	return without(list, self)
}

// mayList turns away most brackets that list no State before they are taken apart.
func mayList(inner string) bool {
	s := strings.TrimSpace(inner)
	if len(s) < 2 || len(s) > maxBracket || figures.MatchString(s) {
		return false
	}
	return startsUpper(s) || strings.HasPrefix(s, "the ") || strings.HasPrefix(s, "former ") || credit.MatchString(s)
}

func startsUpper(s string) bool {
	for _, r := range strings.TrimPrefix(s, "the ") {
		return unicode.IsUpper(r)
	}
	return false
}

// named returns the States of a chunk that holds no comma, and whether nothing else is in it.
func named(chunk string) (list []string, whole bool) {
	chunk = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(chunk), "and "))
	chunk = strings.Trim(chunk, " .")
	if code, ok := member(chunk); ok {
		return []string{code}, true
	}
	parts := andSplit.Split(chunk, -1)
	if len(parts) > 1 && len(parts) < 12 {
		return conjoined(parts)
	}
	if list := crowded(chunk); list != nil {
		return list, true
	}
	if code, ok := states.Guess(chunk); ok && states.Member(code) {
		return []string{code}, true
	}
	return nil, false
}

// conjoined reads names joined by "and", which names contain as well: Trinidad and Tobago and Peru.
func conjoined(parts []string) (list []string, whole bool) {
	whole = true
	for i := 0; i < len(parts); {
		n := min(len(parts)-i, 3)
		for ; n > 1; n-- {
			if code, ok := member(strings.Join(parts[i:i+n], " and ")); ok {
				list = union(list, []string{code})
				break
			}
		}
		if n == 1 {
			names, ok := named(parts[i])
			list, whole = union(list, names), whole && ok
		}
		i += n
	}
	return list, whole
}

// crowded reads names that lost what stood between them, as Chile Egypt; nil
// where the chunk is not made of names alone.
func crowded(chunk string) []string {
	words := strings.Fields(chunk)
	if len(words) > 60 {
		return nil
	}
	var list []string
	for i := 0; i < len(words); {
		n := min(len(words)-i, 10)
		for ; n > 0; n-- {
			if code, ok := member(strings.Join(words[i:i+n], " ")); ok {
				list = union(list, []string{code})
				break
			}
		}
		if n == 0 {
			return nil
		}
		i += n
	}
	return list
}

func member(name string) (string, bool) {
	code, ok := states.Lookup(name)
	return code, ok && states.Member(code)
}

// union appends to list what it does not hold.
func union(list, more []string) []string {
	for _, s := range more {
		if !contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

func contains(list []string, s string) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}

func without(list []string, s string) []string {
	var kept []string
	for _, have := range list {
		if have != s {
			kept = append(kept, have)
		}
	}
	return kept
}
