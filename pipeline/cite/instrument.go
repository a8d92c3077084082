package cite

import "strings"

// named takes an instrument, an organ or a committee known by name at token i.
func (s *scan) named(i int) int {
	body, bodyEnd := s.bodies.match(s.tok, i)
	code, end := s.instruments.match(s.tok, i)
	if body == "CESCR" && bodyEnd == i+1 && s.isJoined(i) {
		return s.treaty(i, i+1, "ICESCR")
	}
	if body != "" && bodyEnd >= end {
		s.seen = append(s.seen, mention{body: body, from: i, to: bodyEnd})
		return bodyEnd
	}
	if code == "OTHER" && s.tokLatin(i) && !s.anyCapital(i, end) {
		return end // "a chemical weapons convention" is wished for, not named
	}
	if code == "ACHR" && end == i+2 && s.isMark(i-1, '-') {
		code, end = "", i // Inter-American Convention against …
	}
	if code == "" && s.shortEuropean(i) {
		return s.treaty(i, i+2, "ECHR")
	}
	if code == "UDHR" && s.tokLatin(i) && !s.anyCapital(i, end) {
		return end // "a universal declaration" is wished for too
	}
	if code != "" && code != "OTHER" && s.regional(i-1) {
		return s.add(atom{kind: treatyAtom, from: s.properBefore(i), to: s.titleEnd(end - 1), target: "OTHER"})
	}
	if code != "" && end == i+1 && s.actsAsBody(i, code) {
		s.seen = append(s.seen, mention{body: committeeOf(code), from: i, to: end})
		return end
	}
	if code == "" || s.ofBody(i) {
		return max(end, i)
	}
	return s.treaty(i, end, code)
}

// shortEuropean reports whether "European Convention" at token i is that on human
// rights: articles of it are cited, or the text names the Court that keeps it.
func (s *scan) shortEuropean(i int) bool {
	if !s.is(i, "European") || !s.is(i+1, "Convention") || s.is(i+2, "on", "for", "against", "relating", "of", "to") {
		return false
	}
	if n := len(s.atoms); n > 0 && s.atoms[n-1].kind == pinAtom && s.role(s.atoms[n-1].to) == roleOf && i-s.atoms[n-1].to <= 2 {
		return true
	}
	for k := max(0, i-maxAround); k < min(len(s.tok), i+maxAround); k++ {
		if s.is(k, "European") && (s.is(k+1, "Court") || s.is(k+1, "Commission") && s.is(k+2, "of") && s.is(k+3, "Human")) {
			return true
		}
	}
	return false
}

// committeeOf is the committee that watches over the instrument code.
func committeeOf(code string) string {
	for body, instrument := range instrumentOf {
		if instrument == code {
			return body
		}
	}
	return ""
}

// isJoined reports whether a State joins, or has reservations to, what token i
// names, so that the acronym of a committee stands for its instrument.
func (s *scan) isJoined(i int) bool {
	for k := i - 1; k > i-5 && k >= 0 && !s.ends(k); k-- {
		if s.is(k, "ratify", "ratifying", "ratified", "ratification", "accede", "acceding", "accession", "sign", "signing", "signed", "party", "reservation", "reservations", "protocol", "implementation") {
			return true
		}
	}
	return false
}

// regional reports whether the word at i makes another instrument of the name
// after it: Inter-American Convention against Corruption.
func (s *scan) regional(i int) bool {
	return s.shape(i) == title && s.is(i, "American", "European", "African", "Arab", "Islamic", "Asian", "Commonwealth")
}

// anyCapital reports whether a word of tokens [from, to) has a capital.
func (s *scan) anyCapital(from, to int) bool {
	for k := from; k < to; k++ {
		if s.capital(k) {
			return true
		}
	}
	return false
}

// treaty adds an instrument named at tokens [from, to) with the acronym in
// brackets after it.
func (s *scan) treaty(from, to int, code string) int {
	if code == "CRC" || code == "ICCPR" || strings.HasSuffix(code, "-OP") {
		if tail, end := s.tails.match(s.tok, to); tail != "" && strings.Contains(tail, "-OP") && s.isOptional(from) {
			code, to = tail, end
		}
	}
	if strings.HasPrefix(code, "ILO-") || code == "OTHER" {
		if s.is(to, "plus") || s.isMark(to, '-') && s.is(to+1, "plus") {
			return to // standards beyond the instrument
		}
		if s.is(to-1, "Convention") {
			if next := s.labour(from, to-1); next > to-1 {
				return next
			}
		}
	}
	if s.shape(to) == han || s.shape(to+1) == han {
		if codes, end := s.hanProtocol(code, to); len(codes) > 0 {
			s.addAll(codes, from, end)
			return s.done
		}
	}
	return s.add(atom{kind: treatyAtom, from: from, to: s.acronymAfter(to), target: code})
}

func (s *scan) isOptional(i int) bool { return s.is(i, "op", "optional") }

// acronymAfter returns the token after "(CRC)" or "(“the Convention”)" at i,
// which names what stands before once more.
func (s *scan) acronymAfter(i int) int {
	if !s.isMark(i, '(') {
		return i
	}
	j := i + 1
	for s.isMark(j, '"') || s.role(j) == roleThe || s.is(j, "hereinafter", "hereafter", "referred", "to", "as") || s.isMark(j, ',') || s.isMark(j, '\'') {
		j++
	}
	words := 0
	for k := j; k < j+7 && s.in(k); k++ {
		if s.isMark(k, ')') {
			if words > 0 {
				return k + 1
			}
			return i
		}
		switch {
		case s.shape(k) == upper || s.shape(k) == title && (k > j || s.role(k) == roleInstrument || s.is(k, "Optional")):
			words++
		case s.isYear(k), s.shape(k) == number && words > 0 && len(s.word(k)) < 3, s.isMark(k, '-'), s.isMark(k, '"'), s.isMark(k, '\''):
		default:
			return i
		}
	}
	return i
}

// ofBody reports whether the name at i is part of a body's name (Working Group
// on the Effective Implementation of the Durban Declaration).
func (s *scan) ofBody(i int) bool {
	for k := i - 1; k > i-12 && k >= s.done; k-- {
		if s.is(k, "Group") && s.is(k-1, "Working") || s.is(k, "Rapporteur") && s.is(k-1, "Special") {
			return true
		}
		if !s.capital(k) && s.role(k) != roleOf && s.role(k) != roleThe && s.role(k) != roleAnd && !s.is(k, "on", "for") {
			return false
		}
	}
	return false
}

// bodyVerbs are what a committee does and an instrument does not.
var bodyVerbs = []string{"recommended", "urged", "noted", "expressed", "welcomed", "regretted", "called", "encouraged", "requested", "reiterated",
	"commended", "recommends", "urges", "notes", "expresses", "regrets", "calls", "encourages", "requests", "reiterates", "commends", "observed",
	"invited", "invites", "remained", "remains", "raised", "found", "also", "further", "asked", "advised", "referred", "recalled", "appreciated", "stressed",
	"indicated", "acknowledged", "emphasized", "highlighted", "deplored", "considered", "concluded", "reported", "issued", "adopted", "made", "received"}

// actsAsBody reports whether the acronym at i is its committee's here: CEDAW
// was concerned, CAT recommended, CRC in 2009.
func (s *scan) actsAsBody(i int, code string) bool {
	switch code {
	case "CEDAW", "CAT", "CRC", "ICERD", "CRPD", "ICRMW", "CED", "ICCPR":
	default:
		return false
	}
	if code == "ICCPR" && !s.is(i, "CCPR") || code == "ICERD" && !s.is(i, "CERD") || code == "ICRMW" && !s.is(i, "CMW") {
		return false
	}
	if s.isMark(i+1, '/') {
		return true
	}
	if s.speaksFor(i) {
		return true
	}
	at := i + 1
	if s.isMark(at, '\'') {
		at += 2
	}
	if s.is(at, "general", "joint") && s.is(at+1, "comment", "comments", "recommendation", "recommendations", "general") {
		return true
	}
	if s.is(i+1, "was", "is", "were") && s.is(i+2, "concerned", "also", "deeply", "seriously", "particularly", "alarmed", "further", "encouraged", "pleased") {
		return true
	}
	if s.is(i+1, "had", "has", "have") && s.is(i+2, bodyVerbs...) || s.is(i+1, "in") && s.is(i+2, "recommending", "calling", "urging") {
		return true
	}
	if s.isMark(i+1, '\'') {
		i += 2
	}
	return s.is(i+1, bodyVerbs...) || s.is(i+1, "concluding", "recommendations", "recommendation", "concerns", "concern", "observations", "comments")
}

// speaksFor reports whether the words before the acronym at i make a committee
// of it: recommendations of CEDAW, as requested by CAT, asserted to CERD that,
// the Committee on the CRC.
func (s *scan) speaksFor(i int) bool {
	k := i - 1
	for k > i-3 && (s.role(k) == roleThe || s.is(k, "UN")) {
		k--
	}
	if s.isMark(i-1, '(') {
		m := s.mentionEnding(i - 1)
		return m != nil && instrumentOf[m.body] != ""
	}
	if s.role(k) == roleAnd || s.isMark(k, ',') {
		m := s.mentionEnding(k)
		return m != nil && instrumentOf[m.body] != ""
	}
	if s.is(k, "on") {
		return s.is(k-1, "committee")
	}
	if s.is(k, "to") {
		return s.is(i+1, "that") || s.is(k-1, "report", "reports", "reported", "replied", "submitted", "responses", "replies")
	}
	if s.role(k) != roleOf && !s.is(k, "by", "from") {
		return false
	}
	if s.is(k, "by") && s.is(k-1, "recommended", "requested", "expressed", "noted", "raised", "adopted", "issued", "made", "urged", "suggested", "found", "highlighted",
		"stated", "formulated", "identified", "voiced", "admissible", "considered", "examined", "received", "addressed", "observed") {
		return true
	}
	for j := k - 1; j > k-3; j-- {
		if s.is(j, "recommendations", "recommendation", "observations", "comments", "concerns", "concern", "views", "conclusions", "jurisprudence", "requests", "decisions", "members", "member", "sessions", "session") {
			return true
		}
	}
	return false
}

// protocolCodes are the optional protocols of the instruments that have several.
var protocolCodes = map[string][]string{
	"ICCPR": {"ICCPR-OP1", "ICCPR-OP2"},
	"CRC":   {"CRC-OP-AC", "CRC-OP-SC", "CRC-OP-IC"},
}

// hasProtocol are the instruments with one optional protocol, CODE-OP.
func hasProtocol(code string) bool {
	switch code {
	case "ICESCR", "CEDAW", "CAT", "CRPD", "CRC", "ICCPR":
		return true
	}
	return false
}

// protocol is an optional protocol being read.
type protocol struct {
	from, to int
	ordinal  string // first, second, third, two, three or ""
	plural   bool
}

// optional takes the optional protocols named at token i ("Optional" or its
// like): which they are is said by the words around them.
func (s *scan) optional(i int) int {
	p, ok := s.protocolAt(i)
	if !ok {
		return i
	}
	if s.ofRefugees(&p) {
		return s.add(atom{kind: treatyAtom, from: p.from, to: p.to, target: "REFUGEE-P"})
	}
	codes := s.subjectsAfter(&p)
	base, to := s.baseAfter(p.to)
	if base != "" {
		p.to = s.acronymAfter(to)
		if len(codes) == 0 {
			codes = s.subjectsAfter(&p)
		}
	} else if len(codes) == 0 {
		return s.protocolOfEarlier(p)
	}
	if len(codes) == 0 {
		codes = p.codes(base)
	}
	if codes == nil {
		return s.add(atom{kind: weakAtom, from: p.from, to: p.to, target: "OPTIONAL-PROTOCOL"})
	}
	s.addAll(codes, p.from, p.to)
	if base != "" && p.plural {
		s.moreBases(p)
	}
	return s.done
}

// ofRefugees reports whether p is the protocol of 1967, which delegations call
// optional: "the Refugee Convention and its Optional Protocol of 1967".
func (s *scan) ofRefugees(p *protocol) bool {
	if s.word(p.from-1) == "1967" {
		p.from--
		return true
	}
	if s.is(p.to, "of") && s.word(p.to+1) == "1967" || s.isMark(p.to, '(') && s.word(p.to+1) == "1967" && s.isMark(p.to+2, ')') {
		p.to += 2
		return true
	}
	n := len(s.atoms)
	return n > 0 && s.atoms[n-1].target == "REFUGEE" && s.joins(s.atoms[n-1].to, p.from)
}

func (s *scan) addAll(codes []string, from, to int) {
	g := 0
	if len(codes) > 1 {
		g = len(s.atoms) + 1
	}
	for _, code := range codes {
		s.add(atom{kind: treatyAtom, from: from, to: to, target: code, group: g})
	}
}

// protocolAt reads "first and second Optional Protocols", "Protocole facultatif".
func (s *scan) protocolAt(i int) (protocol, bool) {
	p := protocol{from: i, to: i + 2}
	noun := i + 1
	if !s.isProtocol(noun) {
		noun, p.from, p.to = i-1, i-1, i+1
		if !s.isProtocol(noun) {
			return p, false
		}
	}
	p.plural = strings.HasSuffix(strings.ToLower(s.word(noun)), "s") || strings.Contains(s.word(noun), "بروتوكولات")
	for k := p.from - 1; k >= p.from-4 && k >= s.done; k-- {
		w := strings.ToLower(s.word(k))
		switch w {
		case "first", "second", "third", "two", "three", "both", "deuxième", "segundo", "troisième", "tercer", "второ", "второй", "второго", "второму":
			if p.ordinal == "second" && w == "first" || p.ordinal == "third" && (w == "second" || w == "first") {
				w = "two"
				p.plural = true
			}
			p.ordinal, p.from = ordinalOf(w), k
		case "and", "1st":
		default:
			k = 0
		}
	}
	if s.is(p.to, "الثاني") {
		p.ordinal = "second"
	}
	return p, true
}

func ordinalOf(w string) string {
	switch w {
	case "deuxième", "segundo", "второй", "второго", "второму":
		return "second"
	case "troisième", "tercer":
		return "third"
	case "both":
		return "two"
	}
	return w
}

func (s *scan) isProtocol(i int) bool {
	return s.is(i, "protocol", "protocols", "protocole", "protocoles", "protocolo", "protocolos", "وبروتوكولاتها", "وبروتوكولها", "بروتوكولاتها", "والبروتوكولات", "البروتوكولات") ||
		s.in(i) && s.tok[i].id != 0 && (s.tok[i].id == s.protocolRu || s.tok[i].id == s.protocolAr)
}

// subjectsAfter reads "on the involvement of children in armed conflict and on
// the sale of children …" after p and moves its end.
func (s *scan) subjectsAfter(p *protocol) []string {
	var codes []string
	at := p.to
	if s.is(at, "thereto") {
		at++
	}
	for len(codes) < 3 {
		code, end := s.tails.match(s.tok, at)
		if code == "" {
			break
		}
		codes = append(codes, code)
		p.to = end
		at = end
		for s.isMark(at, ',') || s.role(at) == roleAnd || s.role(at) == roleThe || s.is(at, "Optional", "Protocol") && s.is(at+1, "Protocol", "on") {
			at++
		}
		if at == end {
			break
		}
	}
	return codes
}

// baseAfter reads "to the Convention on the Rights of the Child" at token i.
func (s *scan) baseAfter(i int) (code string, to int) {
	j := i
	for j < i+4 && (s.role(j) == roleOf || s.role(j) == roleTo || s.role(j) == roleThe || s.is(j, "on") && j == i || s.is(j, "au", "al", "à", "к", "to", "الثاني", "الأول", "الملحق", "الملحقان", "الملحقين", "se", "rapportant", "relatif") || s.isMark(j, '\'')) {
		j++
	}
	if j == i && s.shape(i) != upper && s.tokLatin(i) {
		return "", i
	}
	return s.instruments.match(s.tok, j)
}

// tokLatin reports whether token i is written in Latin letters.
func (s *scan) tokLatin(i int) bool { return s.in(i) && s.text[s.tok[i].start] < 0xD0 }

// codes returns the optional protocols of base that p's number means, nil
// where base has none.
func (p protocol) codes(base string) []string {
	several := protocolCodes[base]
	switch {
	case strings.Contains(base, "-OP"):
		return []string{base}
	case several == nil && hasProtocol(base):
		return []string{base + "-OP"}
	case several == nil:
		return nil
	case p.ordinal == "second" && base == "ICCPR":
		return several[1:2]
	case p.ordinal == "second":
		return several[1:2]
	case p.ordinal == "third" && len(several) > 2:
		return several[2:3]
	case p.ordinal == "first":
		return several[:1]
	case p.ordinal == "two":
		return several[:2]
	case p.plural:
		return several
	case base == "CRC":
		return several[2:3] // the only one not tied to a subject by its usual name
	}
	return several[:1]
}

// protocolOfEarlier joins "and its Optional Protocol(s)" with the instruments
// named just before; elsewhere the words are weak.
func (s *scan) protocolOfEarlier(p protocol) int {
	added := false
	their := s.is(p.from-1, "their") || s.is(p.from-2, "their") || s.is(p.from-1, "respective")
	before := p.from
	for k := len(s.atoms) - 1; k >= 0 && s.joins(s.atoms[k].to, before) && s.atoms[k].kind == treatyAtom; k-- {
		base := s.atoms[k].target
		if codes := p.codes(base); codes != nil && !strings.Contains(base, "-OP") {
			n := len(s.atoms)
			s.addAll(codes, p.from, p.to)
			added = len(s.atoms) > n
		}
		before = s.atoms[k].from
		if !their {
			break
		}
	}
	if added {
		return s.done
	}
	return s.add(atom{kind: weakAtom, from: p.from, to: p.to, target: "OPTIONAL-PROTOCOL"})
}

// joins reports whether only "and its", "as well as the two" and the like stand
// between tokens from and to.
func (s *scan) joins(from, to int) bool {
	if to-from > 8 || from > to {
		return false
	}
	for k := from; k < to; k++ {
		if !s.isMark(k, ',') && !s.isMark(k, ')') && !s.isMark(k, '\'') && s.role(k) != roleAnd && s.role(k) != roleThe &&
			!s.is(k, "its", "their", "as", "well", "both", "two", "three", "with", "including", "together", "all", "also", "respective", "s", "a", "su", "sus", "ses", "son", "ainsi", "que", "así", "como", "его", "ее", "additional", "corresponding", "relevant", "first") {
			return false
		}
	}
	return true
}

// moreBases goes on with "Optional Protocols to CAT, to CEDAW and to CRPD".
func (s *scan) moreBases(p protocol) {
	at := p.to
	for range 8 {
		j := at
		for s.isMark(j, ',') || s.role(j) == roleAnd {
			j++
		}
		if j == at {
			return
		}
		to := s.is(j, "to")
		for s.is(j, "to") || s.role(j) == roleThe {
			j++
		}
		base, end := s.instruments.match(s.tok, j)
		first := s.atoms[len(s.atoms)-1].target
		if base == "" || !hasProtocol(base) || !to && (strings.HasPrefix(first, "CRC") || strings.HasPrefix(first, "ICCPR")) {
			return
		}
		one := protocol{from: j, to: end}
		s.addAll(one.codes(base), j, end)
		at = end
	}
}
