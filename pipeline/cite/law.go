package cite

import "strings"

// law takes the national act, code, law, decree or constitution whose head
// word is token i: named before it (the Domestic Violence Act), numbered after
// it (Law No. 26.485) or told after it (Code of Criminal Procedure).
func (s *scan) law(i int) int {
	if s.notLaw(i) {
		return i
	}
	if s.shape(i) == lower {
		return s.lowerLaw(i)
	}
	if s.is(i, "statute", "statutes") {
		return s.add(atom{kind: weakAtom, from: i, to: i + 1, target: "STATUTE"})
	}
	if s.inLongerName(i) {
		return i
	}
	from := s.nameBefore(i)
	to := s.lawNumber(i + 1)
	if to == i+1 {
		to = s.titleAfter(i)
	}
	if from == i && to == i+1 || from == i && to > i+1 && s.onlyYear(i+1, to) {
		return s.weakLaw(i)
	}
	return s.add(atom{kind: lawAtom, from: from, to: s.lawTail(to), target: s.phrase(from, to)})
}

// inLongerName reports whether the head word at i is followed by the rest of a
// name with its own head: Criminal Law Amendment Act, Penal Code (Amendment) Bill.
func (s *scan) inLongerName(i int) bool {
	for k := i + 1; k < i+5; k++ {
		switch {
		case s.role(k) == roleLaw && s.shape(k) == title:
			return k > i+1
		case s.capital(k) || s.isMark(k, ')') || k == i+1 && s.isMark(k, '('):
		default:
			return false
		}
	}
	return false
}

// phrase is tokens [from, to) as printed, white space made single.
func (s *scan) phrase(from, to int) string {
	return strings.Join(strings.Fields(s.text[s.tok[from].start:s.tok[to-1].end]), " ")
}

// notLaw tells the other uses of the head words apart: Law Society, Code of
// Conduct, President Bill Clinton, New International Economic Order.
func (s *scan) notLaw(i int) bool {
	switch strings.ToLower(s.word(i)) {
	case "law", "laws":
		return s.is(i+1, "of") && s.is(i+3, "sea", "jungle", "land", "treaties", "nations", "gravity", "armed", "god", "lord") || s.is(i+1, "society", "commission", "enforcement", "school", "reform", "faculty", "library", "journal", "review", "department", "officer", "officers",
			"association", "centre", "center", "institute", "group", "firm", "clinic", "council", "development", "making", "and", "lord", "lords", "degree", "students") ||
			s.is(i-1, "of", "international", "humanitarian", "rights", "islamic", "sharia", "shariah", "common", "customary", "martial", "religious", "moral", "natural",
				"public", "arms", "private", "european", "union", "refugee", "case", "domestic", "environmental", "maritime", "comparative", "conventional", "treaty", "space") && s.lawNumber(i+1) == i+1
	case "act", "acts":
		return s.is(i-1, "final", "founding", "helsinki", "constitutive", "terrorist")
	case "code", "codes":
		return s.is(i+1, "of") && s.is(i+2, "conduct", "ethics", "practice", "honour", "silence") || s.is(i-1, "dress", "postal", "zip", "area", "country", "genetic", "source", "moral")
	case "bill", "bills":
		return s.shape(i+1) == title && s.is(i-1, "president", "mr", "secretary", "with", "by", "and") || s.shape(i+1) == title && !s.is(i+1, "No", "On", "Number")
	case "order", "orders":
		return !s.is(i-1, "executive", "ministerial", "presidential", "administrative", "royal", "supreme", "departmental") && s.lawYear(i+1) == i+1
	case "legislation":
		return true
	case "statute", "statutes":
		return s.is(i+1, "of") && s.is(i+2, "limitations", "limitation") || s.is(i-1, "court", "tribunal")
	case "regulation", "constitutions":
		return s.lawNumber(i+1) == i+1
	case "regulations":
		return s.is(i-1, "rules", "laws", "financial", "staff") && s.is(i-2, "and", "United") || s.role(i+1) == roleAnd
	}
	return false
}

// lowerLaw takes what is a reference in small letters too: "penal code", "code
// of criminal procedure", "law No. 26.485".
func (s *scan) lowerLaw(i int) int {
	if s.is(i, "code", "codes") {
		if from := s.codeName(i); from < i {
			return s.add(atom{kind: lawAtom, from: from, to: s.lawTail(i + 1), target: s.phrase(from, i+1)})
		}
		if s.is(i+1, "of") && s.is(i+2, "criminal", "civil", "penal", "military", "administrative") && s.is(i+3, "procedure", "justice", "discipline") {
			return s.add(atom{kind: lawAtom, from: i, to: s.lawTail(i + 4), target: s.phrase(i, i+4)})
		}
		return i
	}
	if s.role(i+1) == roleNumero && s.is(i, "act", "law", "decree", "ordinance", "bill", "regulation", "order") {
		if to := s.lawNumber(i + 1); to > i+1 {
			from := i
			for from > s.done && (s.isMark(from-1, '-') || s.is(from-1, "decree", "federal", "organic", "presidential", "legislative", "royal", "ministerial", "executive")) {
				from--
			}
			return s.add(atom{kind: lawAtom, from: from, to: to, target: s.phrase(from, to)})
		}
	}
	return i
}

// codeName returns where the name of a code in small letters begins.
func (s *scan) codeName(i int) int {
	switch {
	case s.is(i-1, "procedure", "proceedings") && s.is(i-2, "criminal", "civil", "penal", "administrative"):
		return i - 2
	case s.is(i-1, "status") && s.is(i-2, "personal"):
		return i - 2
	case s.is(i-1, "penal", "criminal", "civil", "family", "labour", "labor", "electoral", "election", "commercial", "military", "nationality", "tax"):
		if (s.role(i-2) == roleAnd) && s.is(i-3, "penal", "criminal", "civil", "family", "labour", "labor") && i-3 >= s.done {
			return i - 3
		}
		return i - 1
	}
	return i
}

// nameBefore returns where the name that ends with the head word at i begins,
// i where no name stands before it.
func (s *scan) nameBefore(i int) int {
	from := i
	depth := 0
	for k := i - 1; k >= max(s.done, i-maxBack); k-- {
		if s.blank(k + 1) {
			break
		}
		switch {
		case s.isMark(k, ')') && k == i-1, s.isMark(k, ')') && depth == 0 && k > i-6:
			depth++
		case s.isMark(k, '(') && depth > 0:
			depth--
		case depth > 0 && s.shape(k) != mark:
		case s.capital(k):
			if s.opensSentence(k) || s.role(k) == roleLaw && !s.capital(k+1) && !s.isMark(k+1, '(') {
				return from
			}
			from = k
		case s.shape(k) == number && s.isYear(k) && from-k <= 1 && !s.is(k-1, "of", "in", "since"):
			from = k
		case s.isMark(k, '-') || s.isMark(k, '\'') || s.is(k, "s") && s.isMark(k-1, '\''):
		case s.isMark(k, ',') && s.shape(k+1) == title && s.capital(k-1) && s.commaList(k, i):
		case s.connects(k):
		default:
			return from
		}
	}
	return from
}

// commaList reports whether the comma at k stands inside a name such as
// "Persons, Houses and Papers Act": another "and" must follow before i.
func (s *scan) commaList(k, i int) bool {
	for j := k + 1; j < i && j < k+5; j++ {
		if s.role(j) == roleAnd {
			return s.capital(j+1) && j+1 < i
		}
		if !s.capital(j) {
			return false
		}
	}
	return false
}

// connects reports whether the small word at k can stand inside the name of a
// law: and, of the, for, against.
func (s *scan) connects(k int) bool {
	if s.role(k) == roleThe {
		return s.is(k-1, "of", "for", "to", "on", "against", "with")
	}
	return s.is(k, "of", "and", "for", "to", "on", "in", "against", "or", "with", "from", "by")
}

// opensSentence reports whether the word at k has a capital only because a sentence begins with it,
// or never is part of a law's name.
func (s *scan) opensSentence(k int) bool {
	switch strings.ToLower(s.word(k)) {
	case "the", "a", "an", "this", "these", "that", "its", "in", "under", "on", "by", "of", "for", "and", "with", "as", "if", "article", "articles", "section", "sections",
		"chapter", "per", "see", "also", "while", "although", "to", "from", "our", "their", "his", "her", "both", "all", "any", "each", "such", "however", "since", "after",
		"before", "when", "where", "whereas", "pursuant", "according", "regarding", "concerning", "part", "parts", "schedule", "schedules", "mr", "mrs", "ms", "review", "adopt", "amend",
		"repeal", "ratify", "enact", "pass", "implement", "revise", "bring", "ensure", "consider", "abolish", "harmonize", "reform", "take", "new", "draft", "parliament", "government",
		"recommends", "it", "there", "no", "some", "is", "was", "said", "same", "enforce", "strengthen", "promulgate", "modify", "accelerate", "finalize", "expedite", "decriminalize", "paragraph", "paragraphs", "clause", "rule", "subsection":
		return true
	}
	return false
}

// lawNumber returns the token after the number of a law at i: "No. 346/1990
// Coll.", "26.485", "1257 of 2008", "22/065 of 26 December 2022".
func (s *scan) lawNumber(i int) int {
	at, numero := i, false
	if s.isMark(at, '(') && s.role(at+1) == roleNumero {
		return i
	}
	if s.role(at) == roleNumero {
		if at++; s.isMark(at, '.') || s.word(at) == "°" || s.word(at) == "º" {
			at++
		}
		numero = true
	}
	if s.shape(at) == upper && s.isMark(at+1, '-') && s.shape(at+2) == number {
		at += 2
	}
	if s.shape(at) != number {
		return i
	}
	to := at + 1
	for to < at+8 && s.in(to) && (s.isMark(to, '/') || s.isMark(to, '-') || s.isMark(to, ',') && s.adjacent(to+1) && s.shape(to+1) == number || s.shape(to) == number || s.shape(to) == upper || s.shape(to) == lower && len(s.word(to)) == 1) && s.adjacent(to) {
		to++
	}
	ofYear := s.is(to, "of") && s.isYear(to+1)
	long := len(s.word(at)) >= 3 && !s.isYear(at)
	if !numero && to == at+1 && !strings.Contains(s.word(at), ".") && !ofYear && !long {
		return i
	}
	if s.is(to, "Coll") {
		if to++; s.isMark(to, '.') {
			to++
		}
	}
	if s.is(to, "of") && s.isYear(to+1) {
		return to + 2
	}
	return s.skipDate(to)
}

// lawYear returns the token after ", 1959" or "1996" at i, or i.
func (s *scan) lawYear(i int) int {
	switch {
	case s.isMark(i, ',') && s.isYear(i+1) && !isMonth(s.word(i+2)):
		return i + 2
	case s.isYear(i), s.is(i, "of") && s.isYear(i+1):
		if s.is(i, "of") {
			return i + 2
		}
		return i + 1
	case s.isMark(i, '(') && s.isYear(i+1) && s.isMark(i+2, ')'):
		return i + 3
	}
	return i
}

func (s *scan) onlyYear(from, to int) bool { return to-from <= 1 && s.isYear(from) }

// titleAfter returns the token after "on the Protection of Children", "of
// Criminal Procedure" behind the head word at i, i+1 where no title follows.
func (s *scan) titleAfter(i int) int {
	at := i + 1
	switch {
	case s.is(i, "Constitution", "Constitutions"):
		if !s.is(at, "of") {
			return at
		}
		return s.placeAfter(at)
	case s.is(i, "Laws", "Acts", "Bills", "Codes", "Decrees", "Order", "Orders", "Statute", "Statutes"):
		return at
	case s.is(at, "of"):
		if s.is(i, "Act") && (s.isYear(at+1) || s.is(at+1, "Parliament", "Congress", "God", "Union")) {
			return at
		}
		if s.is(i, "Code", "Bill", "Act", "Law", "Ordinance") && s.capital(at+1) {
			return s.capitalsAfter(at, at+1)
		}
	case s.is(at, "on", "concerning", "against", "regarding", "relating", "amending", "regulating", "prohibiting", "governing", "establishing", "respecting"):
		end := s.capitalsAfter(at, at+1)
		if end > at {
			return end
		}
		if s.shape(at+1) == lower || s.role(at+1) == roleThe {
			return s.lowerTitle(at)
		}
	case s.is(at, "for", "to"):
		if s.capital(at+1) || s.role(at+1) == roleThe && s.capital(at+2) {
			return s.capitalsAfter(at, at+1)
		}
	}
	return at
}

// capitalsAfter returns the token after the last capital of a title that goes
// on from i, none where its first word has no capital.
func (s *scan) capitalsAfter(none, i int) int {
	end := none
	for k := i; k < i+24 && s.in(k); k++ {
		switch {
		case s.capital(k):
			end = k + 1
		case k > i && s.role(k) == roleThe && s.capital(k-1), s.role(k) == roleAnd && s.namesLaw(k+1):
			return end
		case s.role(k) == roleThe || s.role(k) == roleOf || s.role(k) == roleAnd || s.isMark(k, '-') || s.isMark(k, '\'') ||
			s.is(k, "on", "for", "to", "in", "against", "with", "from", "by", "as", "s"):
		default:
			return end
		}
		if s.ends(k) || s.blank(k+1) {
			return end
		}
	}
	return end
}

// namesLaw reports whether another law, "the Labour Code", is named at token i.
func (s *scan) namesLaw(i int) bool {
	if s.role(i) != roleThe {
		return false
	}
	last := i + 8
	for i++; s.capital(i) && s.role(i) != roleLaw; i++ {
		if i == last || s.ends(i) {
			return false
		}
	}
	return s.capital(i)
}

// placeAfter returns the token after "of [the] Republic of X" that begins at
// of, of itself where no name follows.
func (s *scan) placeAfter(of int) int {
	end := of
	for k := of; k < of+12 && s.in(k); k++ {
		switch {
		case s.capital(k):
			end = k + 1
		case s.is(k, "of") || s.role(k) == roleThe && (s.is(k-1, "of", "and") || !s.capital(k-1)), s.role(k) == roleAnd && s.capital(k+1), s.isMark(k, '-'), s.isMark(k, '\''):
		default:
			return end
		}
		if s.ends(k) || s.blank(k+1) {
			return end
		}
	}
	return end
}

// lowerTitle returns the token after a title in small letters: three words are
// enough to tell it.
func (s *scan) lowerTitle(i int) int {
	k := i + 1
	for k < i+5 && s.in(k) && s.shape(k) == lower && !s.ends(k) && !s.is(k, "was", "is", "has", "had", "which", "that", "and", "were", "will") {
		k++
	}
	return k
}

// lawTail steps over the year and the number in brackets behind a name: ",
// 1959 (38 of 1959)", "(No. 3 of 2004)".
func (s *scan) lawTail(i int) int {
	i = s.skipDate(s.lawYear(i))
	if n := s.lawNumber(i); n > i && s.role(i) == roleNumero {
		i = n
	}
	if s.isMark(i, '(') && (s.shape(i+1) == number || s.role(i+1) == roleNumero || s.is(i+1, "Act", "Law", "Cap", "Chapter")) {
		for k := i + 1; k < i+16 && s.in(k); k++ {
			if s.isMark(k, ')') {
				return k + 1
			}
		}
	}
	return i
}

// weakLaw takes "the Act", "this Law", "the Constitution": a reference only
// where an article of it is given.
func (s *scan) weakLaw(i int) int {
	if s.shape(i+1) == title && !s.ends(i) && s.role(i+1) != rolePart || s.isMark(i+1, '(') && s.is(i+2, "Amendment") {
		return i // the first word of a longer name: Constitution Amendment Bill
	}
	return s.add(atom{kind: weakAtom, from: i, to: i + 1, target: "LAW"})
}
