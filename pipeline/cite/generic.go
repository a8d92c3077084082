package cite

import "strings"

// generic takes an international instrument that the tables do not have, by
// the shape of its name (OTHER), or "the Convention" (weak). The head word is
// token i.
func (s *scan) generic(i int) int {
	if s.shape(i) == lower || s.shape(i) == han {
		if s.is(i, "convention", "conventions") && s.saysILO(i, i) {
			return s.labour(s.labourStart(i), i)
		}
		return s.foreignWeak(i)
	}
	if s.is(i, "conventions") {
		return s.labour(s.labourStart(i), i)
	}
	if s.is(i, "protocol", "protocols") {
		if next := s.plainProtocol(i); next > i {
			return next
		}
	}
	if !s.namesInstruments(i) {
		return i
	}
	from := s.properBefore(i)
	if s.is(i, "convention") {
		if next := s.labour(from, i); next > i {
			return next
		}
	}
	to := s.subjectOfName(i)
	if s.isBodyOf(to) {
		return to
	}
	if s.role(to-1) == roleLaw && to > i+1 {
		return i // the act that implements the instrument
	}
	if to == i+1 && from == i || from < i && to == i+1 && !s.distinctive(from, i) {
		return s.weak(i)
	}
	if s.ofBody(from) || s.nationalPlan(from, to) || to == i+1 && s.pointedAt(from) {
		return max(to, i)
	}
	return s.add(atom{kind: treatyAtom, from: from, to: s.acronymAfter(to), target: "OTHER"})
}

// pointedAt reports whether the words at i are a name that only stands for one
// given before: these Fundamental Principles.
func (s *scan) pointedAt(i int) bool {
	return s.is(i-1, "these", "those", "such", "its", "their", "our", "both", "said")
}

// plainProtocol takes "Second Protocol to the ICCPR", an optional protocol
// that is not called optional.
func (s *scan) plainProtocol(i int) int {
	base, to := s.baseAfter(i + 1)
	if !hasProtocol(base) {
		return i
	}
	p := protocol{from: i, to: to, plural: s.plural(i)}
	for s.capital(p.from-1) && p.from > s.done && s.is(p.from-1, "first", "second", "third", "additional", "facultative") {
		p.from--
		p.ordinal = strings.ToLower(s.word(p.from))
	}
	codes := s.subjectsAfter(&p)
	if len(codes) == 0 {
		codes = p.codes(base)
	}
	s.addAll(codes, p.from, p.to)
	return s.done
}

// isBodyOf reports whether the word at i makes a body of the name before it:
// North Atlantic Treaty Organization.
func (s *scan) isBodyOf(i int) bool {
	return s.capital(i) && s.is(i, "Organization", "Organisation", "Council", "Commission", "Committee", "Secretariat", "Parties", "Area", "Team", "Force", "Body", "Bodies", "Unit", "Section", "Division", "Group")
}

// namesInstruments reports whether the head word at i is one that names
// instruments by its shape alone; of the others only those of the tables count.
func (s *scan) namesInstruments(i int) bool {
	return s.is(i, "convention", "covenant", "protocol", "declaration", "treaty", "charter", "principles", "guidelines", "agreement", "rules")
}

// subjectOfName returns the token after "on the Release and Handover of
// Children" behind the head word at i, i+1 where nothing of the kind follows.
func (s *scan) subjectOfName(i int) int {
	at := i + 1
	if !s.is(at, "on", "for", "against", "relating", "concerning", "regarding", "of", "to", "relative") {
		return at
	}
	j := at + 1
	for s.is(j, "to") || s.role(j) == roleThe {
		j++
	}
	treatyOf := s.is(i, "treaty") && s.is(at, "of")
	if !s.capital(j) || s.is(at, "of", "to", "for") && !treatyOf && !s.longTitle(at+1) {
		return at
	}
	return s.titleEnd(at)
}

// longTitle tells "Treaty of Amity and Cooperation" from "Declaration of Kenya".
func (s *scan) longTitle(i int) bool { return s.titleEnd(i-1)-i >= 4 }

// titleEnd is capitalsAfter from the word after i; "and" before something that
// is named for itself ends it.
func (s *scan) titleEnd(i int) int {
	end := i
	for k := i + 1; k < i+26 && s.in(k); k++ {
		switch {
		case s.capital(k):
			if s.role(k) == roleInstrument && s.role(k-1) == roleThe || s.is(k, "See") || s.isMark(k+1, '/') && s.adjacent(k+1) && s.symbolStarts[s.word(k)] {
				return end // a note that fell into the text
			}
			end = k + 1
		case s.role(k) == roleThe && s.role(k-1) == roleAnd:
			return end
		case s.role(k) == roleThe || s.role(k) == roleOf || s.role(k) == roleAnd || s.isMark(k, '-') || s.isMark(k, '\'') ||
			s.is(k, "on", "for", "to", "in", "against", "with", "from", "by", "as", "s"):
		case s.isMark(k, ',') && s.capital(k+1) && s.commaList(k, k+6):
		default:
			return end
		}
		if s.ends(k) || s.blank(k+1) {
			return end
		}
	}
	return end
}

// properBefore returns where the capitals before the head word at i begin.
func (s *scan) properBefore(i int) int {
	from := i
	for k := i - 1; k >= max(s.done, i-10); k-- {
		if s.ends(k) {
			break
		}
		switch {
		case s.capital(k) && !s.opensSentence(k):
			from = k
		case s.isMark(k, '-') || s.isMark(k, '\'') || s.is(k, "s") && s.isMark(k-1, '\''):
		case s.is(k, "of", "on", "and") && s.capital(k-1) && s.capital(k+1) && k > i-6 && !s.opensSentence(k-1):
		case s.isYear(k) && k == from-1 && !s.is(k-1, "in", "since", "of"):
			return k
		default:
			return from
		}
	}
	return from
}

// plainWords are capitals before a head word that name no particular
// instrument: Optional Protocol, Framework Agreement, Peace Agreement.
func plainWord(w string) bool {
	switch strings.ToLower(w) {
	case "optional", "framework", "peace", "national", "general", "new", "free", "trade", "association", "partnership", "cooperation", "bilateral", "regional", "draft",
		"political", "final", "joint", "basic", "core", "human", "rights", "law", "legal", "the", "united", "nations", "un", "first", "second", "third", "state", "member", "states",
		"agreement", "government", "comprehensive", "ceasefire", "interim", "additional", "international", "european", "annual", "african", "statutory", "judges", "court", "procedure",
		"constitutional", "party", "framework's", "social", "economic", "policy", "guiding", "standard", "minimum", "operational", "its", "model", "republic", "federal", "mr", "ministerial", "special":
		return true
	}
	return false
}

// distinctive reports whether tokens [from, to) have a capital that is more
// than a plain word: Kyoto Protocol, Paris Principles.
func (s *scan) distinctive(from, to int) bool {
	for k := from; k < to; k++ {
		if s.capital(k) && !plainWord(s.word(k)) && len(s.word(k)) > 2 {
			return s.is(to, "convention", "covenant", "protocol", "declaration", "treaty", "charter", "principles", "rules", "guidelines", "agreement")
		}
	}
	return false
}

// nationalPlan reports whether the name is of something national.
func (s *scan) nationalPlan(from, to int) bool {
	for k := from; k < to; k++ {
		if s.is(k, "National", "Ministry", "Parliament") {
			return true
		}
	}
	return false
}

// weak takes "the Convention", "the Covenant": a reference only with an
// article of it, and then the one that text or document makes plain.
func (s *scan) weak(i int) int {
	target := s.weakWords[s.tok[i].id]
	if target == "" {
		target = strings.ToUpper(s.word(i))
	}
	if target == "PROTOCOL" && s.followsRefugee(i) {
		return s.add(atom{kind: treatyAtom, from: i, to: i + 1, target: "REFUGEE-P"})
	}
	switch target {
	case "CONVENTION", "COVENANT", "PROTOCOL", "DECLARATION", "CHARTER", "STATUTE", "TREATY", "AGREEMENT":
		return s.add(atom{kind: weakAtom, from: i, to: i + 1, target: target})
	}
	return i
}

// followsRefugee reports whether the word at i is the protocol in "the
// Convention relating to the Status of Refugees and the Protocol thereto".
func (s *scan) followsRefugee(i int) bool {
	if len(s.atoms) == 0 {
		return false
	}
	last := s.atoms[len(s.atoms)-1]
	return last.target == "REFUGEE" && s.joins(last.to, i)
}

// foreignWeak is weak for languages whose words have no capitals.
func (s *scan) foreignWeak(i int) int {
	if s.shape(i) == han || s.text[s.tok[i].start] >= 0xD8 {
		return s.weak(i)
	}
	return i
}

// supra takes "supra note 3" at token i: behind a source it only says where that
// was first cited; alone it stands for what the document's note 3 cites.
func (s *scan) supra(i int) int {
	to := i + 1
	if s.is(to, "note", "notes", "n", "fn", "footnote") {
		if to++; s.isMark(to, '.') {
			to++
		}
	}
	note := ""
	if s.shape(to) == number && to > i+1 {
		note, to = s.word(to), to+1
	}
	if n := len(s.atoms); n > 0 && s.holdsPlaces(n-1) && s.onlyMarks(s.atoms[n-1].to, i) {
		s.atoms[n-1].to, s.done = to, to
		return to
	}
	if cited := s.c.Notes[note]; note != "" && cited.target != "" {
		return s.add(atom{kind: cited.kind, from: i, to: to, target: cited.target})
	}
	return i
}

// onlyMarks reports whether tokens from, …, to-1 are commas and brackets, two at most.
func (s *scan) onlyMarks(from, to int) bool {
	for k := from; k < to; k++ {
		if !s.isMark(k, ',') && !s.isMark(k, '(') {
			return false
		}
	}
	return to-from <= 2
}

// leadsToPlace reports whether ", art. 5" or the like follows at token i.
func (s *scan) leadsToPlace(i int) bool {
	for s.isMark(i, '.') || s.isMark(i, ',') {
		i++
	}
	return pinType[s.role(i)] != ""
}

// ibid takes "Ibid., para. 36" where what it repeats stands right before.
func (s *scan) ibid(i int) int {
	if s.is(i, "supra") {
		return s.supra(i)
	}
	if len(s.atoms) == 0 || s.is(i, "idem") {
		return i
	}
	last := s.atoms[len(s.atoms)-1]
	if last.kind == pinAtom && len(s.atoms) > 1 {
		last = s.atoms[len(s.atoms)-2]
	}
	if last.kind != documentAtom && last.kind != commentAtom && (last.kind != treatyAtom || !s.leadsToPlace(i+1)) {
		return i
	}
	for k := s.atoms[len(s.atoms)-1].to; k < i; k++ {
		if s.shape(k) != mark && s.shape(k) != number || i-k > 6 {
			return i
		}
	}
	return s.add(atom{kind: last.kind, from: i, to: s.afterLabel(i), target: last.target})
}
