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
	if s.inLongerName(i) || s.isMark(i+1, '-') && s.role(i+2) == roleLaw {
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
	a := atom{kind: lawAtom, from: from, to: s.lawTail(to), target: s.phrase(from, to)}
	s.nameShort(a)
	return s.add(a)
}

// nameShort notes the acronym that stands in brackets behind the law a.
func (s *scan) nameShort(a atom) {
	i := a.to
	if !s.isMark(i, '(') {
		return
	}
	for i++; s.isMark(i, '"') || s.role(i) == roleThe; i++ {
	}
	if w := s.word(i); s.shape(i) == upper && len(w) > 2 && (s.isMark(i+1, ')') || s.isMark(i+2, ')')) {
		if s.laws == nil {
			s.laws = map[string]string{}
		}
		s.laws[w] = a.target
	}
}

// shortLaw takes the acronym that the text gave to a law, at token i.
func (s *scan) shortLaw(i int) int {
	if s.tok[i].shape == upper {
		if next := s.placesOfAcronym(i); next > i {
			return next
		}
	}
	if s.laws == nil || s.tok[i].shape != upper || s.isMark(i+1, ')') && s.isMark(i-1, '(') {
		return i
	}
	if target := s.laws[s.word(i)]; target != "" {
		return s.add(atom{kind: lawAtom, from: i, to: i + 1, target: target})
	}
	return i
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
		return s.is(i-1, "model") || s.is(i, "laws") && s.role(i-1) == roleAnd || s.is(i+1, "of") && s.is(i+3, "sea", "jungle", "land", "treaties", "nations", "gravity", "armed", "god", "lord") || s.is(i+1, "society", "commission", "enforcement", "school", "reform", "faculty", "library", "journal", "review", "department", "officer", "officers",
			"association", "centre", "center", "institute", "group", "firm", "clinic", "council", "development", "making", "and", "lord", "lords", "degree", "students") ||
			s.is(i-1, "of", "international", "humanitarian", "rights", "islamic", "sharia", "shariah", "common", "customary", "martial", "religious", "moral", "natural",
				"public", "arms", "private", "european", "union", "refugee", "case", "domestic", "environmental", "maritime", "comparative", "conventional", "treaty", "space") && s.lawNumber(i+1) == i+1
	case "act", "acts":
		return s.is(i, "acts") && s.is(i+1, "of") || s.is(i-1, "model") || s.is(i-1, "final", "founding", "helsinki", "constitutive", "terrorist")
	case "code", "codes":
		return s.is(i+1, "of") && s.is(i+2, "conduct", "ethics", "practice", "honour", "silence") || s.is(i-1, "dress", "postal", "zip", "area", "country", "genetic", "source", "moral")
	case "bill", "bills":
		return s.shape(i+1) == title && s.is(i-1, "president", "mr", "secretary", "with", "by", "and") || s.shape(i+1) == title && !s.is(i+1, "No", "On", "Number")
	case "order", "orders":
		return !s.citedPlaces(i) && !s.is(i-1, "executive", "ministerial", "presidential", "administrative", "royal", "supreme", "departmental") && s.lawYear(i+1) == i+1
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
	if (s.role(i+1) == roleNumero || s.longNumber(i+1)) && s.is(i, "act", "law", "decree", "ordinance", "bill", "regulation", "order") {
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

// citedPlaces reports whether articles of what token i names were cited before
// it: an order with articles is a law, "the order No. 5" of a court is none.
func (s *scan) citedPlaces(i int) bool {
	if s.role(i+1) != roleNumero || len(s.atoms) == 0 {
		return false
	}
	last := s.atoms[len(s.atoms)-1]
	return last.kind == pinAtom && s.role(last.to) == roleOf && i-last.to <= 2
}

// placesOfAcronym takes the acronym of a law that articles or sections are cited
// of, at token i: section 64 of the IRPA, article 435 of the Kyrgyz CPC.
func (s *scan) placesOfAcronym(i int) int {
	w := s.word(i)
	if s.shape(i) != upper || len(w) < 2 || len(w) > 6 || len(s.atoms) == 0 || s.capital(i+1) || s.isMark(i+1, '/') {
		return i
	}
	last := s.atoms[len(s.atoms)-1]
	if last.kind != pinAtom || last.labels != roleArticle && last.labels != roleSection || s.role(last.to) != roleOf || i-last.to > 3 || s.role(last.to+1) != roleThe {
		return i
	}
	switch w {
	case "UN", "EU", "AU", "ILO", "WTO", "NATO", "OSCE", "OAU", "OAS", "IAEA", "WHO", "ICC", "ICJ", "TEU", "TFEU", "GATT", "SDG", "SDGS", "TRIPS", "ASEAN":
		return i
	}
	if full := s.laws[w]; full != "" {
		w = full
	}
	from := i
	if s.shape(i-1) == title {
		from-- // Kyrgyz CPC
	}
	return s.add(atom{kind: lawAtom, from: from, to: i + 1, target: w})
}

// longNumber reports whether the number of a law such as 2007-038 stands at token i.
func (s *scan) longNumber(i int) bool {
	if w := s.word(i); s.shape(i) == number && len(w) > 3 && (strings.Contains(w, ".") || s.is(i+1, "of") && s.isYear(i+2)) {
		return true
	}
	return s.shape(i) == number && len(s.word(i)) > 1 && (s.isMark(i+1, '-') || s.isMark(i+1, '/')) && s.adjacent(i+1) && s.shape(i+2) == number && s.adjacent(i+2) && len(s.word(i+2)) > 1
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
		case depth > 0 && (s.shape(k) != mark || s.isMark(k, ',') || s.isMark(k, '-') || s.isMark(k, '\'')):
		case s.isMark(k, '.') && s.adjacent(k) && s.shape(k-1) == upper && len(s.word(k-1)) == 1:
		case s.shape(k) == lower && s.isMark(k-1, '-') && s.capital(k-2):
		case s.capital(k):
			if s.opensSentence(k) && !s.insideTitle(k) || s.role(k) == roleLaw && !s.capital(k+1) && !s.isMark(k+1, '(') && !s.isMark(k+1, '-') {
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

// insideTitle reports whether a word that often opens a recommendation (reform,
// review) stands inside a name here: Land Reform Act.
func (s *scan) insideTitle(k int) bool {
	return s.shape(k) == title && s.shape(k-1) == title && s.role(k) == none && !s.ends(k-1) && !s.opensSentence(k-1) && (s.capital(k-2) || s.role(k-2) == roleThe)
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

// weakLaw takes "the Act", "this Law", "the Constitution": a reference only
// where an article of it is given.
func (s *scan) weakLaw(i int) int {
	if s.shape(i+1) == title && !s.ends(i) && s.role(i+1) != rolePart || s.isMark(i+1, '(') && s.is(i+2, "Amendment") {
		return i // the first word of a longer name: Constitution Amendment Bill
	}
	return s.add(atom{kind: weakAtom, from: i, to: i + 1, target: "LAW"})
}
