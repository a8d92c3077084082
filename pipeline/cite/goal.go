package cite

import (
	"strconv"
	"strings"
)

// goal takes the Sustainable Development Goals and targets at token i.
func (s *scan) goal(i int) int {
	if !s.isGoal(i) {
		return i
	}
	at := s.afterLabel(i)
	if s.isMark(at, '-') && s.adjacent(at) {
		at++
	}
	if s.role(i) == roleGoal && s.is(at, "target", "targets") {
		at++
	}
	list, to := s.goalNumbers(at, s.role(i) == roleTarget || s.is(at-1, "target", "targets"))
	from := i
	for k, g := range list {
		if k > 0 {
			from = g.from
		}
		s.add(atom{kind: goalAtom, from: from, to: g.to, target: "SDG/" + g.number})
	}
	return max(to, i)
}

// isGoal reports whether the word at i speaks of the Sustainable Development
// Goals: by its own form, by the words before, or by the rest of the text.
func (s *scan) isGoal(i int) bool {
	if s.is(i, "sdg", "sdgs", "ods", "odd") {
		return s.shape(i) != lower
	}
	if s.is(i-1, "development") && s.is(i-2, "millennium") || s.is(i-1, "strategic", "policy", "main", "objective", "MDG", "MDGs", "Aichi", "overall") {
		return false
	}
	if s.is(i-1, "development") && s.is(i-2, "sustainable") || s.is(i-1, "SDG", "SDGs") {
		return true
	}
	if s.role(i) == roleGoal && s.shape(i) != title && s.tokLatin(i) {
		return false
	}
	return s.speaksOfGoals(i)
}

// speaksOfGoals weighs what the text says of either set of goals.
func (s *scan) speaksOfGoals(i int) bool {
	for k := i + 1; k < i+9 && s.in(k); k++ {
		if s.is(k, "MDG", "MDGs", "Millennium") {
			return false
		}
		if s.is(k, "SDG", "SDGs", "Sustainable") || s.word(k) == "2030" {
			return true
		}
	}
	if s.sdg == 0 {
		s.sdg = s.goalsOfText()
	}
	return s.sdg > 0
}

func (s *scan) goalsOfText() int {
	sdg, mdg := 0, 0
	for k := range s.tok {
		switch {
		case s.tok[k].shape == number && s.word(k) == "2030", s.tok[k].id == s.sustainable && s.tok[k].shape == title, s.tok[k].id == s.sdgWord || s.tok[k].id == s.sdgsWord:
			sdg++
		case s.tok[k].id == s.millennium || s.tok[k].id == s.mdgs:
			mdg++
		}
	}
	if sdg > 0 && sdg >= mdg {
		return 1
	}
	return -1
}

// goalNumbers reads 13 and 14; 8.7; 16.3, 16.a; 1 to 6.
func (s *scan) goalNumbers(i int, targets bool) ([]numbered, int) {
	var list []numbered
	to := i
	for len(list) < maxNumbers {
		g, ok := s.goalNumber(i, targets)
		if !ok {
			break
		}
		next, ranged := s.separator(g.to, true)
		list = append(list, g)
		to = g.to
		if next == g.to {
			break
		}
		if ranged {
			end, ok := s.goalNumber(next, targets)
			if !ok {
				break
			}
			for _, n := range between(g.number, end.number) {
				list = append(list, numbered{number: n, from: g.from, to: end.to})
			}
		}
		for s.is(next, "Goal", "Goals", "target", "targets", "SDG") {
			next++
		}
		i = next
	}
	return list, to
}

func (s *scan) goalNumber(i int, targets bool) (numbered, bool) {
	w := s.word(i)
	if s.shape(i) != number || len(w) > 5 {
		return numbered{}, false
	}
	to := i + 1
	head, target, dotted := strings.Cut(w, ".")
	if n, err := strconv.Atoi(head); err != nil || n < 1 || n > 17 {
		return numbered{}, false
	}
	if !dotted && s.isMark(to, '.') && s.adjacent(to) && s.adjacent(to+1) && len(s.word(to+1)) == 1 {
		w, to, dotted = w+"."+strings.ToLower(s.word(to+1)), to+2, true
	}
	if targets && !dotted || dotted && target == "" && !strings.Contains(w, ".") || isMonth(s.word(to)) || s.is(to, "per") || s.isMark(to, '%') {
		return numbered{}, false
	}
	return numbered{number: w, from: i, to: to}, true
}
