package cite

import (
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// recommendation takes the numbered recommendations of the Universal Periodic
// Review at token i, or those of one of its cycles.
func (s *scan) recommendation(i int) int {
	if next := s.uprNumbers(i); next > i {
		return next
	}
	if next := s.europeRecommendation(i); next > i {
		return next
	}
	return s.uprCycle(i)
}

// europeRecommendation takes "Recommendation 1737 of 17 March 2006 of the
// Parliamentary Assembly", "Recommendation CM/Rec(2010)5" as instruments.
func (s *scan) europeRecommendation(i int) int {
	if s.shape(i) != title || s.role(i) != roleRecommendation {
		return i
	}
	at := s.afterLabel(i)
	if s.is(at, "CM") && s.isMark(at+1, '/') && s.is(at+2, "Rec") {
		for at < i+16 && s.in(at) && (s.adjacent(at+1) || at == i) {
			at++
		}
		return s.add(atom{kind: treatyAtom, from: i, to: at + 1, target: "OTHER"})
	}
	if s.shape(at) != number {
		return i
	}
	to := at + 1
	if s.isMark(to, '(') && s.isYear(to+1) && s.isMark(to+2, ')') {
		to += 3
	}
	to = s.skipDate(to)
	for k := to; k < to+3; k++ {
		if body, end := s.bodyAt(k); body == "FOREIGN" {
			return s.add(atom{kind: treatyAtom, from: i, to: end, target: "OTHER"})
		}
	}
	return i
}

func (s *scan) bodyAt(i int) (string, int) {
	if !s.in(i) || !s.starts[s.tok[i].id] {
		return "", i
	}
	return s.bodies.match(s.tok, i)
}

// uprNumbers reads "recommendations 166.177 to 166.184", "recommendation in
// paragraph 31.130", "recommendations Nos. 62.1 and 62.3".
func (s *scan) uprNumbers(i int) int {
	at := i + 1
	for at < i+8 && (s.is(at, "in", "contained", "under", "number", "numbers", "numbered", "listed", "set", "out", "from") || s.role(at) == roleThe ||
		s.role(at) == roleParagraph || s.role(at) == roleNumero || s.isMark(at, '.') || s.isMark(at, '(') || s.isMark(at, '#') || s.role(at) == roleOf) {
		at++
	}
	if !s.isUPRNumber(at) {
		return i
	}
	numbers, to := s.numbers(at, roleParagraph, true)
	var pins []string
	for _, n := range numbers {
		pins = append(pins, "rec:"+n)
	}
	return s.add(atom{kind: uprAtom, from: i, to: to, target: "UPR", pins: pins})
}

// isUPRNumber reports whether token i is a recommendation's number: 119.10, or
// in the papers of a review itself a plain 12.
func (s *scan) isUPRNumber(i int) bool {
	w := s.word(i)
	if s.shape(i) != number {
		return false
	}
	head, tail, dotted := strings.Cut(w, ".")
	if !dotted {
		return len(w) <= 3 && s.role(i-1) != roleParagraph && !s.isMark(i+1, '%') && !s.is(i+1, "per") && (s.c.Kind == pipeline.KindUPRAddendum || s.speaksOfReview())
	}
	return len(head) <= 3 && len(tail) <= 3 && head[0] != '0' && !s.is(i+1, "per", "million", "billion") && !s.isMark(i+1, '%')
}

// speaksOfReview reports whether the text names the Universal Periodic Review.
func (s *scan) speaksOfReview() bool {
	if s.review == 0 {
		s.review = -1
		for k := range s.tok {
			if s.reviewAt(k) > k {
				s.review = 1
				break
			}
		}
	}
	return s.review > 0
}

// cycleReach is how many tokens may stand between "recommendations" and "cycle".
const cycleReach = 14

// uprCycle reads "recommendations received during the third cycle of the
// universal periodic review" and "the second-cycle recommendations".
func (s *scan) uprCycle(i int) int {
	for k := i + 1; k < i+cycleReach && s.in(k); k++ {
		if cycles, end := s.cycleAt(k); len(cycles) > 0 {
			s.addCycles(cycles, i, end)
			return end
		}
		if s.ends(k) || s.isMark(k, ';') || s.is(k, "before", "until", "for", "towards", "since", "after", "ahead", "prior") && s.reachesOrdinal(k+1) || s.role(k) == roleRecommendation || s.role(k) == roleInstrument {
			break
		}
	}
	for k := i - 1; k >= max(s.done, i-6); k-- {
		if cycles, end := s.cycleAt(k); len(cycles) > 0 && end <= i {
			s.addCycles(cycles, k, i+1)
			return i + 1
		}
		if s.ends(k) || s.isMark(k, ',') {
			break
		}
	}
	return i
}

// reachesOrdinal reports whether "the third" or the like stands at token i.
func (s *scan) reachesOrdinal(i int) bool {
	for k := i; k < i+4; k++ {
		if ordinalNumber(s.word(k)) > 0 {
			return true
		}
	}
	return false
}

func (s *scan) addCycles(cycles []int, from, to int) {
	for _, c := range cycles {
		s.add(atom{kind: cycleAtom, from: from, to: to, target: "UPR/" + strconv.Itoa(c)})
	}
}

// cycleAt reads "third cycle", "first and second UPR cycles", "first UPR" at
// token i, with what follows: "of the universal periodic review".
func (s *scan) cycleAt(i int) ([]int, int) {
	n := ordinalNumber(s.word(i))
	at := i + 1
	if n == 0 {
		return nil, i
	}
	if s.shape(i) == number {
		if !s.adjacent(at) || !s.is(at, "st", "nd", "rd", "th") {
			return nil, i
		}
		at++
	}
	cycles := []int{n}
	if s.role(at) == roleAnd {
		if m := ordinalNumber(s.word(at + 1)); m > 0 {
			cycles = append(cycles, m)
			at += 2
		}
	}
	review, before := s.reviewAt(at), at
	at = review
	if s.isMark(at, '-') {
		at++
	}
	if !s.is(at, "cycle", "cycles") {
		if review > before {
			return cycles, review
		}
		return nil, i
	}
	at++
	j := at
	for j < at+3 && (s.role(j) == roleOf || s.role(j) == roleThe) {
		j++
	}
	if end := s.reviewAt(j); end > j {
		return cycles, end
	}
	return cycles, at
}

// reviewAt returns the token after "UPR" or "universal periodic review" at i, or i.
func (s *scan) reviewAt(i int) int {
	switch {
	case s.is(i, "UPR"):
		return i + 1
	case s.seq(i, "universal", "periodic", "review"):
		return i + 3
	}
	return i
}

func ordinalNumber(w string) int {
	switch strings.ToLower(w) {
	case "first", "1":
		return 1
	case "second", "2":
		return 2
	case "third", "3":
		return 3
	case "fourth", "4":
		return 4
	}
	return 0
}
