package cite

import (
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// maxSymbol is how many tokens a symbol may have; the longest in use have about 30.
const maxSymbol = 48

// symbol takes the UN document symbols that begin at token i: one, and those
// that "and Corr.1", ", Add.2" or "Add.1–3" derive from it.
func (s *scan) symbol(i int) int {
	if !s.symbolStarts[s.word(i)] || i > 0 && s.isMark(i-1, '/') && s.adjacent(i) {
		return i
	}
	to := s.symbolEnd(i)
	if to == i {
		return i
	}
	symbol := s.symbolText(i, to)
	if strings.Count(symbol, "/") < 2 && !shortSymbol(symbol) || !strings.ContainsAny(symbol, "0123456789") {
		return i
	}
	symbol, to = s.yearAfter(symbol, to)
	if s.isHeader(i, to) {
		return to
	}
	s.add(atom{kind: documentAtom, from: i, to: to, target: symbol})
	s.suffixes(i, to, symbol)
	return s.done
}

// shortSymbol reports whether a symbol with one slash is one: S/PV.4072, S/25704.
func shortSymbol(symbol string) bool {
	organ, rest, _ := strings.Cut(symbol, "/")
	return len(organ) == 1 && (strings.HasPrefix(rest, "PV.") || len(rest) >= 4 && leadingDigits(rest) == rest)
}

// isHeader reports whether the symbol at tokens [i, to) is a page header that
// fell into the text: nothing leads to it and nothing goes on from it.
func (s *scan) isHeader(i, to int) bool {
	if s.c.Kind == pipeline.KindOther && s.c.Title != "" {
		return false
	}
	if s.role(to) == roleAnd {
		return false
	}
	if s.shape(to) == title && (s.is(to, "Page") && s.shape(to+1) == number || s.is(to+2, "Distr")) || s.shape(to) == number && s.isMark(to+1, '/') && (i == 0 || s.isMark(to+3, '/')) ||
		s.isYear(i-1) && s.isMark(i-2, '/') {
		return true
	}
	if s.in(to) && s.shape(to) == mark && !s.isMark(to, '*') || i == 0 && s.in(to) {
		return false
	}
	if i == 0 {
		return true
	}
	leads := s.shape(i-1) == number || s.shape(i-1) == mark && !s.isMark(i-1, '.') || s.role(i-1) != none && s.role(i-1) != roleThe && s.role(i-1) != roleInstrument && s.role(i-1) != roleLaw ||
		s.is(i-1, "see", "document", "documents", "report", "reports", "symbol", "in", "by", "as", "with", "under", "from", "also", "paper", "papers", "note", "letter", "draft", "at")
	if leads {
		return false
	}
	return !s.in(to) || s.isMark(to, '*') || !s.isMark(i-1, '.') && s.shape(to) == lower
}

// symbolEnd returns the token after the symbol at i: parts joined by slashes
// without gaps, the gap of "Add. 1" and "Corr. 1" excepted.
func (s *scan) symbolEnd(i int) int {
	to := i + 1
	for to < i+maxSymbol && s.isMark(to, '/') && s.adjacent(to) {
		next := s.partEnd(to + 1)
		if next == to+1 {
			break
		}
		to = next
	}
	if to == i+1 {
		return i
	}
	return to
}

// partEnd returns the token after one part of a symbol: HRC, WG.6, 60, S-36,
// 1325(2000), Add.1.
func (s *scan) partEnd(i int) int {
	spaced := s.shape(i) == upper && s.isMark(i+1, '/') // "A/HRC/WG.6/17/ ISR/1"
	if !s.adjacent(i) && !spaced {
		return i
	}
	switch s.shape(i) {
	case number:
	case upper, title:
		if s.shape(i) == title && !s.isSuffix(i) && !s.is(i, "Sub", "Summary", "Misc", "Inf", "Conf") {
			return i
		}
	default:
		return i
	}
	to := i + 1
	for to < i+10 && s.in(to) {
		switch {
		case s.adjacent(to) && (s.shape(to) == number || s.shape(to) == upper):
			to++
		case s.isMark(to, '.') && s.shape(to+1) == number && (s.adjacent(to+1) || s.isSuffix(to-1)) && s.adjacent(to):
			to += 2
		case s.isMark(to, '-') && s.adjacent(to) && s.adjacent(to+1) && s.shape(to+1) == number && (s.shape(to-1) == upper || s.joinsReports(to)):
			to += 2
		case s.isMark(to, '(') && s.adjacent(to) && s.isMark(to+2, ')') && (s.shape(to+1) == number || s.shape(to+1) == upper || s.shape(to+1) == title):
			to += 3
		default:
			return to
		}
	}
	return to
}

// joinsReports reports whether the dash at token i stands in the symbol of a
// treaty body for reports taken together: CEDAW/C/SVN/CO/5-6, CRC/C/COD/3-5.
func (s *scan) joinsReports(i int) bool {
	if len(s.word(i-1)) > 2 || len(s.word(i+1)) > 2 || !s.isMark(i-2, '/') || s.isMark(i+2, '/') && !s.adjacent(i+2) {
		return false
	}
	for k := i - 3; k > i-12 && k >= 0 && s.adjacent(k+1); k-- {
		if w := s.word(k); s.isMark(k+1, '/') && !s.isMark(k-1, '/') {
			return acronymBody(w) != "" || w == "E" && s.word(k+2) == "C"
		}
	}
	return false
}

// isSuffix reports whether token i is a word that derives a document from another.
func (s *scan) isSuffix(i int) bool { return s.is(i, "Add", "Corr", "Rev", "Amend") }

// symbolText writes tokens [from, to) without gaps, Arabic digits as 0–9.
func (s *scan) symbolText(from, to int) string {
	var b strings.Builder
	for k := from; k < to; k++ {
		w := s.word(k)
		if s.shape(k) == number {
			w = westernDigits(w)
		} else if s.isSuffix(k) {
			w = strings.ToUpper(w[:1]) + strings.ToLower(w[1:])
		} else if s.isMark(k, '-') {
			w = "-"
		}
		b.WriteString(w)
	}
	return b.String()
}

// yearAfter joins the year of "S/RES/1325 (2000)" and the session of
// "A/RES/2200 A (XXI)" to the symbol.
func (s *scan) yearAfter(symbol string, to int) (string, int) {
	if !strings.Contains(symbol, "/RES/") {
		return symbol, to
	}
	at, letter := to, ""
	if s.shape(at) == upper && len(s.word(at)) == 1 && s.isMark(at+1, '(') {
		letter = s.word(at)
		at++
	}
	if s.isMark(at, '(') && s.isMark(at+2, ')') && (s.isYear(at+1) || isRoman(s.word(at+1))) {
		return symbol + letter + "(" + s.word(at+1) + ")", at + 3
	}
	return symbol, to
}

func (s *scan) isYear(i int) bool {
	w := s.word(i)
	return s.shape(i) == number && len(w) == 4 && (w[:2] == "19" || w[:2] == "20")
}

// suffixes takes "and Corr.1", ", Add.1 and 2" and "and Add.1–3" after the
// symbol that ends at token to.
func (s *scan) suffixes(from, to int, symbol string) {
	at := to
	if s.endsInSuffix(to) {
		at = s.suffixNumbers(from, at, symbol[:strings.LastIndexByte(symbol, '/')], s.suffixWord(to-3))
	}
	for range 20 {
		j := at
		for j < at+3 && (s.isMark(j, ',') || s.role(j) == roleAnd || s.is(j, "as", "well")) {
			j++
		}
		if j == at || !s.isSuffix(j) || !s.isMark(j+1, '.') || s.shape(j+2) != number {
			return
		}
		base := symbol
		if k := strings.LastIndex(symbol, "/"+s.suffixWord(j)+"."); k >= 0 {
			base = symbol[:k]
		}
		target := base + "/" + s.symbolText(j, j+3)
		s.add(atom{kind: documentAtom, from: j, to: j + 3, target: target})
		at = s.suffixNumbers(from, j+3, base, s.suffixWord(j))
	}
}

func (s *scan) suffixWord(i int) string { return s.symbolText(i, i+1) }

func (s *scan) endsInSuffix(to int) bool { return s.isSuffix(to-3) && s.isMark(to-2, '.') }

// suffixNumbers takes "–3", "-3" and "and 2" after "Add.1", which ends at token to.
func (s *scan) suffixNumbers(from, to int, base, word string) int {
	for range 20 {
		j, ranged := to, s.isMark(to, '-') || s.is(to, "to")
		for j < to+1 && (s.isMark(j, '-') || s.isMark(j, ',') && s.role(j+2) == roleAnd || s.role(j) == roleAnd || s.is(j, "to")) {
			j++
		}
		if j == to || s.shape(j) != number || len(s.word(j)) > 2 || s.isMark(j+1, '/') || s.isMark(j+1, '(') || s.beginsText(j+1) {
			return to
		}
		list := []string{s.word(j)}
		if ranged {
			list = append(between(s.word(to-1), s.word(j)), list...)
		}
		for _, n := range list {
			s.add(atom{kind: documentAtom, from: j, to: j + 1, target: base + "/" + word + "." + n})
		}
		to = j + 1
	}
	return to
}

// beginsText reports whether a word follows that makes the number before it
// something else than the number of an addendum ("Add.1 and 2 other reports").
func (s *scan) beginsText(i int) bool {
	return s.shape(i) == lower && s.role(i) != roleAnd && s.in(i) && !s.is(i, "of", "to", "in", "for")
}
