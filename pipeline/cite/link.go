package cite

import (
	"slices"
	"strings"
)

// link joins the places found with the instruments they are of, and drops what
// is no reference by itself.
func (s *scan) link() {
	for a := 0; a < len(s.atoms); a++ {
		if s.atoms[a].kind != pinAtom {
			continue
		}
		last := s.chain(a)
		if b := s.instrumentAfter(last); b >= 0 && !s.endsEarlier(a, last, b) {
			for k := a; k <= last; k++ {
				s.join(k, b)
			}
			s.share(b)
		} else if b := s.instrumentBefore(a); b >= 0 {
			for k := a; k <= last; k++ {
				s.join(k, b)
			}
		} else {
			s.carry(a, last)
		}
		a = last
	}
}

// chain returns the last of the places that are named together from a on:
// "article 10, and not under article 7", "article 7, read in conjunction with
// article 2 (3)".
func (s *scan) chain(a int) int {
	for a+1 < len(s.atoms) && s.atoms[a+1].kind == pinAtom && s.glued(s.atoms[a].to, s.atoms[a+1].from, glue) {
		a++
	}
	return a
}

// maxGlue is how many tokens may stand between two parts of one reference.
const maxGlue = 12

// glued reports whether all tokens from, …, to-1 are words of the set, commas
// or brackets.
func (s *scan) glued(from, to int, set map[string]bool) bool {
	if to-from > maxGlue || to < from {
		return false
	}
	for k := from; k < to; k++ {
		if s.ends(k) || s.isMark(k, ';') && set == nil {
			return false
		}
		if s.isMark(k, ',') || s.role(k) == roleAnd || s.role(k) == roleThe {
			continue
		}
		if s.shape(k) == mark && !s.isMark(k, '\'') && !s.isMark(k, ';') || !set[fold(s.word(k))] {
			return false
		}
	}
	return true
}

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// glue are the words between places of the same instrument.
var glue = set("read", "in", "conjunction", "with", "together", "alone", "separately", "and", "or", "not", "under", "of", "also", "as", "well", "both", "with", "combination",
	"connection", "possibly", "taken", "jointly", "when", "to", "be", "light", "either", "alternatively", "juncto", "along", "by", "then", "further", "on", "between", "them",
	"lu", "lue", "lus", "conjointement", "avec", "leído", "leídos", "conjuntamente", "con", "взят", "совместно", "рассматриваемый", "same", "violation", "for", ";")

// ofWords are the words between a place and the instrument after it.
var ofWords = set("of", "to", "in", "under", "from", "said", "same", "new", "old", "then", "current", "on", "annex", "thereof", "first", "second", "third", "last", "final", "sentence", "sentences", "state", "party", "states", "parties", "committee", "s", "'", "’", "its", "that", "this",
	"with", "du", "de", "del", "des", "d", "l", "by", "contained", "draft", "aforementioned", "abovementioned", "above", "mentioned", "-", "de", "la", "le", "los", "из", "от", "к", "من", "في", "amended", "revised",
	"present", "настоящего", "настоящей", "présent", "présente", "presente", "former", "country", "federal", "common", "both", "thereto", "their", "court", "preamble", "document", "report", "note")

// inWords are the words between an instrument and the place named after it.
var inWords = set("in", "its", "under", "pursuant", "to", "particularly", "particular", "especially", "notably", "see", "including", "as", "provided", "set", "out", "for", "by", "with", "respect", "also",
	"specifically", "inter", "alia", "namely", "enshrined", "forth", "through", "mainly", "relating", "regarding", "concerning", "contained", "e", "g", "cf", "at", "thereof")

// instrumentAfter returns the atom that "of the …" after the places ending
// with atom a leads to, or -1.
func (s *scan) instrumentAfter(a int) int {
	b := a + 1
	if b >= len(s.atoms) || s.atoms[b].kind == pinAtom || !s.holdsPlaces(b) {
		return -1
	}
	from, to := s.atoms[a].to, s.beforeCommittee(b)
	if s.isMark(from, ')') {
		return -1
	}
	for from < to && s.isMark(from, '"') {
		from++
	}
	if to > from && s.isMark(to-1, '"') {
		to--
	}
	if !s.glued(from, to, ofWords) {
		return -1
	}
	if s.lists(from, to) {
		return -1
	}
	return b
}

// endsEarlier reports whether the places of atoms a to last belong to the
// instrument before them, though atom b follows: in a list of sources each
// symbol comes before its paragraphs ("E/C.12/A/2, para. 6, CRC/C/B/3, para. 9").
func (s *scan) endsEarlier(a, last, b int) bool {
	for k := s.atoms[last].to; k < s.atoms[b].from; k++ {
		if !s.isMark(k, ',') && !s.isMark(k, ';') {
			return false
		}
	}
	return s.instrumentBefore(a) >= 0
}

// share gives the places of atom b to the instruments that the sentence goes on
// to name with "of": "article 19 of the Universal Declaration and of the Covenant".
func (s *scan) share(b int) {
	for n := b + 1; n < len(s.atoms) && (s.atoms[n].kind == treatyAtom || s.atoms[n].kind == weakAtom) && s.andOf(s.atoms[n-1].to, s.atoms[n].from); n++ {
		s.atoms[n].pins = append(s.atoms[n].pins, s.atoms[b].pins...)
	}
}

// andOf reports whether tokens from, …, to-1 are "and of the".
func (s *scan) andOf(from, to int) bool {
	and, of := false, false
	for k := from; k < to; k++ {
		switch {
		case s.role(k) == roleAnd:
			and = true
		case s.role(k) == roleOf && and:
			of = true
		case s.role(k) != roleThe && !s.isMark(k, ','):
			return false
		}
	}
	return of
}

// beforeCommittee returns where atom b begins, together with the committee
// whose general comment it is: "the Human Rights Committee's general comment".
func (s *scan) beforeCommittee(b int) int {
	from := s.atoms[b].from
	if s.atoms[b].kind != commentAtom {
		return from
	}
	for k := from - 1; k >= max(0, from-3); k-- {
		if m := s.mentionEnding(k + 1); m != nil {
			return m.from
		}
	}
	return from
}

// lists reports whether only "and" or a comma stands between tokens from and
// to, so that what follows is a new reference.
func (s *scan) lists(from, to int) bool {
	and := false
	for k := from; k < to; k++ {
		if s.role(k) == roleAnd {
			and = true
		} else if s.role(k) == roleOf || s.is(k, "in", "to", "under") {
			return false
		}
	}
	return and
}

// holdsPlaces reports whether atom b is something that has articles or paragraphs.
func (s *scan) holdsPlaces(b int) bool {
	switch s.atoms[b].kind {
	case treatyAtom, documentAtom, commentAtom, lawAtom, weakAtom:
		return true
	}
	return false
}

// instrumentBefore returns the atom that the places beginning with atom a stand
// behind: "the Convention (art. 12)", "A/73/207, paras. 60–74", or -1.
func (s *scan) instrumentBefore(a int) int {
	b := a - 1
	if s.atoms[a].labels == roleArticle && s.is(s.atoms[a].to, "thereof", "thereto") {
		return s.treatyBefore(a)
	}
	if b < 0 || !s.holdsPlaces(b) {
		return -1
	}
	p := s.atoms[a]
	from, to := s.atoms[b].to, p.from
	if s.isMark(to-1, '(') {
		to--
	}
	bracket := to < p.from
	if s.isMark(from, '(') && from < to {
		from++
	}
	if from == to && (bracket || s.atoms[b].kind != weakAtom) || from < to && s.glued(from, to, inWords) && !s.lists(from, to) {
		return b
	}
	if s.isMark(from, ')') || s.isMark(from, '"') {
		if s.glued(from+1, to, inWords) && (bracket || to > from+1) {
			return b
		}
		if from+1 == to && s.shape(to) == han {
			return b
		}
	}
	if from == to && s.shape(to) == han {
		return b
	}
	if s.inSentence(b, a, bracket) {
		return b
	}
	return -1
}

// treatyBefore returns the last atom before atom a that has articles.
func (s *scan) treatyBefore(a int) int {
	for b := a - 1; b >= max(0, a-maxAround); b-- {
		if s.atoms[b].kind == treatyAtom || s.atoms[b].kind == lawAtom {
			return b
		}
	}
	return -1
}

// inSentence reports whether the places of atom a end the sentence that names
// atom b: "General recommendation No. 21 states that … (para. 14)", "…,
// paragraph 42 of which".
func (s *scan) inSentence(b, a int, bracket bool) bool {
	p, i := s.atoms[a], s.atoms[b]
	of := s.role(p.to) == roleOf && s.is(p.to+1, "which")
	if !bracket && !of {
		return false
	}
	switch {
	case i.kind == weakAtom, i.kind == lawAtom:
		return false
	case i.kind == treatyAtom && (p.labels != roleArticle || len(i.pins) > 0):
		return false
	case i.kind != treatyAtom && p.labels != roleParagraph:
		return false
	}
	if p.from-i.to > maxAhead {
		return false
	}
	for k := i.to; k < p.from; k++ {
		if s.ends(k) {
			return false
		}
	}
	return true
}

// join gives atom b the places of atom a, and the words in between.
func (s *scan) join(a, b int) {
	p := &s.atoms[a]
	group := s.atoms[b].group
	for k := b; k < len(s.atoms) && (k == b || group > 0 && s.atoms[k].group == group); k++ {
		i := &s.atoms[k]
		for _, pin := range p.pins {
			if i.kind == documentAtom && !strings.HasPrefix(pin, "para:") && p.labels != roleAnnex || slices.Contains(i.pins, pin) {
				continue
			}
			i.pins = append(i.pins, pin)
		}
		i.from, i.to = min(i.from, p.from), max(i.to, p.to)
		if i.kind == weakAtom && i.target == "LAW" {
			i.kind, i.target = lawAtom, s.word(i.to-1)
		}
	}
	p.target = "joined"
}

// carry gives articles named alone the instrument of the sentence before.
func (s *scan) carry(a, last int) {
	for k := a; k <= last; k++ {
		s.atoms[k].spread = true
	}
}
