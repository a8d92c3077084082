package cite

import "strings"

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
	if numero && s.shape(at) == upper && len(s.word(at)) == 1 && s.isMark(at+1, '/') {
		at += 2 // L/2000/010
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
	case s.is(i-1, "this", "that", "said", "such", "any"):
		return at
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
