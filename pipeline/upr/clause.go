package upr

import (
	"regexp"
	"strings"
	"unicode"
)

// clause is one recommendation of those that share a number.
type clause struct {
	text       string // without the list of States
	states     []string
	start, end int // bytes of the entry's text
}

// clauses cuts the text of one number after each list of States. What follows
// the last one completes the clauses before it, as in "adhere to (Algeria) or
// consider ratifying (Mexico) the Convention"; a clause that begins with its
// object takes the verb of the one before, as in "ratify the Covenant (Peru);
// the Protocol (Chile)".
func clauses(entry, self string) []clause {
	lists := groups(entry, self)
	if len(lists) == 0 {
		return []clause{{text: tidy(entry), start: 0, end: len(entry)}}
	}
	tail := entry[lists[len(lists)-1].end:]
	if !continues(tail) {
		tail = ""
	}
	shared := sharers(entry, lists, tail)
	var out []clause
	from, verb := 0, ""
	for i, l := range lists {
		own := strings.TrimSpace(entry[from:l.start])
		text := tidy(own)
		if i > 0 && verb != "" && lacksVerb(text) {
			text = verb + " " + text
		} else if v := verbOf(text); v != "" {
			verb = v
		}
		c := clause{text: text, states: l.states, start: from, end: l.end}
		if i >= shared && tail != "" {
			c.text, c.end = tidy(c.text+" "+strings.TrimSpace(tail)), len(entry)
		}
		out = append(out, c)
		from = l.end
	}
	return out
}

// continues reports whether what follows the last list of States goes on with the same sentence.
func continues(tail string) bool {
	s := strings.TrimSpace(tail)
	return s != "" && !strings.ContainsAny(s[:1], ";.,:)") && len(strings.Fields(s)) > 1
}

// sharers returns the index of the first clause that the tail belongs to: those
// since the last semicolon or full stop after a list.
func sharers(entry string, lists []group, tail string) int {
	if tail == "" {
		return len(lists)
	}
	for i := len(lists) - 1; i > 0; i-- {
		between := strings.TrimSpace(entry[lists[i-1].end:lists[i].start])
		if strings.HasPrefix(between, ";") || strings.HasPrefix(between, ".") {
			return i
		}
	}
	return 0
}

var (
	joints      = regexp.MustCompile(`^(?:[;,.:/)\s–—]|-\s|(?:and|or|as well as|and/or)\s)+`)
	determiners = map[string]bool{"the": true, "its": true, "all": true, "a": true, "an": true, "other": true, "those": true, "this": true,
		"these": true, "their": true, "any": true, "such": true, "both": true, "core": true, "every": true, "each": true, "remaining": true}
)

// tidy collapses spaces and drops the punctuation and conjunctions between clauses.
func tidy(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	s = joints.ReplaceAllString(s, "")
	return strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(";,.:/–—-", r) })
}

// lacksVerb reports whether a clause begins with its object.
func lacksVerb(s string) bool {
	first, _, _ := strings.Cut(s, " ")
	word := strings.Trim(first, "“”\"‘’,;")
	return determiners[word] || len(word) > 1 && strings.ToUpper(word) == word || len(word) == 1 && word != "a" && word != "A"
}

// maxVerb is how many words a verb phrase has at most: "to consider favourably signing and ratifying".
const maxVerb = 8

// verbOf returns the words of a clause before its object, "" where there are none or no object.
func verbOf(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if i > maxVerb {
			break
		}
		if i > 0 && (determiners[strings.ToLower(w)] || unicode.IsUpper([]rune(w)[0])) {
			return strings.Join(words[:i], " ")
		}
	}
	return ""
}
