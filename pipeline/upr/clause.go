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

// fragment is what stands between two lists of States.
type fragment struct {
	clause
	raw   string // with the punctuation before it
	fresh bool   // begins a sentence: after a semicolon, a full stop or nothing
}

// clauses cuts the text of one number after each list of States and makes each
// cutting a sentence: "sign (Peru)/ratify the Protocol (Chile), in order to
// end torture (Spain)" reads "sign the Protocol", "ratify the Protocol" and
// "ratify the Protocol in order to end torture".
func clauses(entry, self string) []clause {
	lists := groups(entry, self)
	if len(lists) == 0 {
		return []clause{{text: tidy(entry), start: 0, end: len(entry)}}
	}
	all := fragments(entry, lists)
	tail := strings.TrimSpace(entry[lists[len(lists)-1].end:])
	if !continues(tail) {
		tail = ""
	}
	out := make([]clause, len(all))
	chain, verb := "", ""
	for i, f := range all {
		text := tidy(f.raw)
		switch {
		case i > 0 && !f.fresh && bound(f.raw, tidy(all[0].raw)):
			text = chain + " " + strings.TrimLeft(f.raw, " ,./")
		case i > 0 && lacksVerb(text) && verb != "":
			text = verb + " " + text
		}
		if v, _ := split(text); v != "" {
			verb = v
		}
		chain = text
		f.text = text
		if object, end := following(all, i, tail); object != "" {
			f.text += " " + object
			f.end = max(f.end, end)
		}
		f.text = tidy(f.text)
		out[i] = f.clause
	}
	if last := &out[len(out)-1]; tail != "" {
		if !strings.HasSuffix(last.text, tidy(tail)) {
			last.text = tidy(last.text + " " + tail)
		}
		last.end = len(entry)
	}
	return out
}

func fragments(entry string, lists []group) []fragment {
	all := make([]fragment, len(lists))
	from := 0
	for i, l := range lists {
		raw := strings.TrimSpace(entry[from:l.start])
		all[i] = fragment{clause{states: l.states, start: from, end: l.end}, raw, i == 0 || raw != "" && strings.ContainsAny(raw[:1], ";.")}
		from = l.end
	}
	return all
}

// continues reports whether what follows the last list of States goes on with the same sentence.
func continues(tail string) bool {
	return tail != "" && !strings.ContainsAny(tail[:1], ";.:)") && len(strings.Fields(tail)) > 1
}

// following returns the object that fragment i leaves to a later one of its
// sentence, or to what follows the last list, and where that ends; "" where it has its own.
func following(all []fragment, i int, tail string) (object string, end int) {
	text := tidy(all[i].raw)
	last := i == len(all)-1
	if last || all[i+1].fresh {
		return "", 0 // the tail is added to the last clause in any case
	}
	slash := strings.HasPrefix(all[i+1].raw, "/")
	if !open(text, slash) && !strings.HasPrefix(all[i+1].raw, "of ") {
		return "", 0
	}
	for k := i + 1; k < len(all) && !all[k].fresh; k++ {
		next := tidy(all[k].raw)
		if open(next, k+1 < len(all) && strings.HasPrefix(all[k+1].raw, "/")) && k+1 < len(all) && !all[k+1].fresh {
			continue
		}
		if bound(all[k].raw, "") || gerund(next) {
			return next, all[k].end
		}
		if _, object := split(next); object != "" {
			return object, all[k].end
		}
	}
	if tail != "" && (i == len(all)-1 || allOpen(all[i+1:])) {
		return tail, 0
	}
	return "", 0
}

func allOpen(rest []fragment) bool {
	for _, f := range rest {
		if f.fresh || !open(tidy(f.raw), false) {
			return false
		}
	}
	return true
}

var (
	joints = regexp.MustCompile(`^(?:[;,.:/)\s–—]|-\s|(?:and|or|and/or)\s|as well as\s)+`)
	// hanging words want an object after them.
	hanging = regexp.MustCompile(`(?:^|\s)(?:of|to|by|with|for|on|the|a|ratify|sign|accede|adhere|access|join|implement|adopt|issue|extend|consider|abolish|establish|withdraw|accession|ratification|possibility|\w+ing)$`)
	// dependent words begin what cannot stand alone.
	dependent = regexp.MustCompile(`^(?:in (?:order|particular|accordance|line|conformity|keeping|compliance|view|this|cooperation|consultation)|with (?:a view|the (?:aim|view)|an aim|particular)|so (?:that|as)|including|especially|particularly|notably|which|that|such as|through|thereby|thus|of|for|from|under|within|based|taking|bearing|allowing|signed|until|aimed|aiming|inter alia|upon|among|at|as (?:a|the|well as in|soon|recommended|requested|part)|on (?:the|its)|without|by)\b`)
	article   = map[string]bool{"the": true, "its": true, "all": true, "a": true, "an": true, "other": true, "those": true, "this": true,
		"these": true, "their": true, "any": true, "such": true, "both": true, "core": true, "every": true, "each": true, "remaining": true}
)

// bound reports whether a fragment depends on the one before it; first is the
// entry's first fragment, whose mood tells what "to" and "-ing" are.
func bound(raw, first string) bool {
	if strings.HasPrefix(raw, "/and ") || strings.HasPrefix(raw, "/ and ") {
		return true
	}
	text := tidy(raw)
	if dependent.MatchString(text) {
		return true
	}
	if strings.HasPrefix(text, "to ") {
		return first != "" && !strings.HasPrefix(strings.ToLower(first), "to ")
	}
	return first != "" && gerund(text) && !gerund(first)
}

// gerund reports whether text begins with a word in -ing.
func gerund(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	return len(word) > 5 && strings.HasSuffix(word, "ing") && unicode.IsLower(rune(word[0]))
}

// maxOpen is how many words a phrase without an object of its own has at most.
const maxOpen = 8

// open reports whether a fragment still wants its object: "sign and ratify", "consider
// the possibility of", "become a party" before a slash.
func open(text string, slash bool) bool {
	words := strings.Fields(text)
	if len(words) == 0 || hanging.MatchString(strings.ToLower(text)) {
		return len(words) > 0
	}
	_, object := split(text)
	return object == "" && len(words) <= maxOpen || slash && len(words) <= 5 && strings.ToLower(object) == object
}

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
	return article[word] || len(word) > 1 && strings.ToUpper(word) == word
}

// maxVerb is how many words a verb phrase has at most: "to consider favourably signing and ratifying".
const maxVerb = 8

// split parts a clause into verb and object, both "" where it begins with its
// object; the object begins at the first article, name or acronym.
func split(s string) (verb, object string) {
	at, count := 0, 0
	for at < len(s) && count <= maxVerb+6 {
		word, rest, more := strings.Cut(s[at:], " ")
		first := []rune(word)
		if count > 0 && len(first) > 0 && (article[strings.ToLower(word)] || unicode.IsUpper(first[0])) {
			if count > maxVerb {
				return "", s[at:]
			}
			return strings.TrimSpace(s[:at]), s[at:]
		}
		if count == 0 && lacksVerb(s) {
			return "", s
		}
		if !more {
			break
		}
		at, count = len(s)-len(rest), count+1
	}
	return "", ""
}
