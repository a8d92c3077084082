package upr

import (
	"regexp"
	"strings"
	"unicode"
)

// continues reports whether what follows the last list of States goes on with the same sentence.
func continues(tail string) bool {
	return len(tail) > 2 && !strings.ContainsAny(tail[:1], ";.:)") && strings.ContainsFunc(tail, unicode.IsLetter)
}

var (
	joints = regexp.MustCompile(`^(?:[;,.:/)*\s–—]|-\s|(?:and|or|and/or)\s|as well as\s)+`)
	// runsOn is a fragment that begins in the middle of a sentence.
	runsOn   = regexp.MustCompile(`^(?:[a-z]|\d|[A-Z]{2,})`)
	conjunct = regexp.MustCompile(`^(?:and|or|and/or|as well as|but|then)\b`)
	// complement is what the words before it are incomplete without.
	complement = regexp.MustCompile(`^(?:to|of|for|against|between|among|on|in|by|that|which|from)\b`)
	// dependent words begin what cannot stand alone.
	dependent = regexp.MustCompile(`^(?:in (?:order|particular|accordance|line|conformity|keeping|compliance|view|this|cooperation|consultation)|with (?:a view|the (?:aim|view)|an aim|particular)|so (?:that|as)|including|especially|particularly|notably|which|that|such as|through|thereby|thus|of|for|from|under|within|based|taking|bearing|allowing|signed|until|aimed|aiming|inter alia|upon|among|at|as (?:a|the|well as in|soon|recommended|requested|part)|on (?:the|its)|without|while|by)\b`)
	// party is what a State becomes to an instrument that others sign.
	party = regexp.MustCompile(`^(?:a |States )?part(?:y|ies) (?:to|of) `)
	// loosely dependent words do so in the middle of a sentence.
	loosely = regexp.MustCompile(`^(?:in|with|at|on|for|from|by|under|through|within|without|of|as|while|where|when|until|upon|among|between|against|towards?|\w+ly$)\b`)
	// instrument begins a clause with the name of what is to be ratified.
	instrument = regexp.MustCompile(`^(?:Second|First|Third|Optional|International|Conventions?|Protocols?|Rome|Covenants?|Hague|Additional|Palermo|Geneva|Articles?|ILO)\b`)
)

// hanging words want an object after them, as all in -ing do.
var hanging = set("of to by with for on the a ratify sign accede adhere access join implement adopt issue extend consider abolish establish withdraw accession ratification possibility")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// article holds the words that a noun phrase begins with.
var article = set("the its all a an other those this these their any such both core every each remaining")

// bound reports whether a fragment depends on the one before it; first is the
// entry's first fragment, whose mood tells what "to" and "-ing" are.
func bound(raw, first string) bool {
	if strings.HasPrefix(raw, "/and ") || strings.HasPrefix(raw, "/ and ") {
		return true
	}
	text := tidy(raw)
	if dependent.MatchString(text) || strings.Contains(text, "in this regard") || strings.Contains(text, "in that regard") {
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
	if len(words) == 0 {
		return false
	}
	last := strings.ToLower(words[len(words)-1])
	if hanging[last] || len(last) > 4 && strings.HasSuffix(last, "ing") {
		return true
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
	return article[word] || len(word) > 1 && strings.ToUpper(word) == word || instrument.MatchString(s)
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
