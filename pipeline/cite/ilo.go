package cite

import "strconv"

// lastILO is the highest number of an ILO convention; the count grows by about
// one in two years, so a little room is left.
const lastILO = 200

// labour takes ILO conventions by number, with the word Convention at token i:
// "ILO Convention No. 169", "Conventions Nos. 87 and 98 of the ILO", "Domestic
// Workers Convention, 2011 (No. 189)".
func (s *scan) labour(from, i int) int {
	numbers, to := s.labourNumbers(i + 1)
	if len(numbers) == 0 || s.ofCouncilOfEurope(from, to) {
		return i
	}
	if !s.isMark(to-1, ')') && !s.saysILO(from, to) && !wellKnownILO(numbers[0].number) {
		return i
	}
	for k, n := range numbers {
		start := n.from
		if k == 0 {
			start = from
		}
		end := n.to
		if k == len(numbers)-1 {
			end = to
		}
		s.add(atom{kind: treatyAtom, from: start, to: end, target: "ILO-C" + n.number})
	}
	return to
}

// labourStart returns where "ILO" or "ILO core" before the word at i begins.
func (s *scan) labourStart(i int) int {
	for k := i - 1; k >= max(s.done, i-3); k-- {
		if s.is(k, "ILO") {
			return k
		}
	}
	return i
}

// labourByAcronym takes "ILO C189", "ILO C. No. 189", "ILO 169" at token i.
func (s *scan) labourByAcronym(i int) int {
	if !s.is(i, "ILO") || s.is(i+1, "convention", "conventions") {
		return i
	}
	at := i
	if s.is(i+1, "C") && !s.adjacent(i+2) {
		at++
	}
	if s.isMark(at+1, '.') {
		at++
	}
	if at == i && s.role(i+1) != roleNumero && s.shape(i+1) != number && !s.is(i+1, "C") {
		return i
	}
	if next := s.labour(i, at); next > at {
		return next
	}
	return i
}

// labourNumbers reads ", 2011 (No. 189)", "No. 169", "Nos. 87 and 98", "169".
func (s *scan) labourNumbers(i int) ([]numbered, int) {
	at := i
	if y := s.lawYear(at); y > at {
		at = y
	}
	open := s.isMark(at, '(')
	if open {
		at++
	}
	numero := s.role(at) == roleNumero
	if numero {
		if at++; s.isMark(at, '.') || s.isMark(at, 'o') {
			at++
		}
	}
	if open && !numero || !open && at > i && !numero {
		return nil, i
	}
	var list []numbered
	for {
		n, ok := s.labourNumber(at)
		if !ok {
			break
		}
		list = append(list, n)
		next, _ := s.separator(n.to, false)
		if next == n.to {
			break
		}
		if s.role(next) == roleNumero {
			if next++; s.isMark(next, '.') {
				next++
			}
		}
		at = next
	}
	if len(list) == 0 {
		return nil, i
	}
	to := list[len(list)-1].to
	if open {
		if !s.isMark(to, ')') {
			return nil, i
		}
		to++
	}
	return list, to
}

func (s *scan) labourNumber(i int) (numbered, bool) {
	if s.shape(i) == upper && s.is(i, "C") && s.adjacent(i+1) {
		i++
	}
	n := atoi(s.word(i))
	if s.shape(i) != number || n < 1 || n > lastILO || isMonth(s.word(i+1)) {
		return numbered{}, false
	}
	return numbered{number: strconv.Itoa(n), from: i, to: i + 1}, true
}

// saysILO reports whether the ILO is named just before from or after to.
func (s *scan) saysILO(from, to int) bool {
	for k := max(0, from-6); k < to+10 && s.in(k); k++ {
		if s.is(k, "ILO", "OIT", "Labour", "Labor", "МОТ") {
			return true
		}
	}
	for _, a := range s.atoms[max(0, len(s.atoms)-maxAround):] {
		if len(a.target) > 5 && a.target[:5] == "ILO-C" {
			return true
		}
	}
	return false
}

func (s *scan) ofCouncilOfEurope(from, to int) bool {
	for k := max(0, from-4); k < to+6 && s.in(k); k++ {
		if s.is(k, "Europe") {
			return true
		}
	}
	return false
}

// wellKnownILO are the numbers that texts give without naming the organization:
// its fundamental conventions and the one on indigenous peoples.
func wellKnownILO(n string) bool {
	switch n {
	case "29", "87", "98", "100", "105", "111", "138", "169", "182", "189", "190":
		return true
	}
	return false
}
