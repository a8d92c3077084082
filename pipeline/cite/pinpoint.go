package cite

import "strings"

// places is a list of pinpoints being read.
type places struct {
	pins []string
	to   int // token after the last
}

// pinpoint reads the places that begin at token i: "articles 2, 5 (a) and 15",
// "article 14, paragraph 3 (g)", "paragraph 3 of article 14".
func (s *scan) pinpoint(i int) int {
	p := s.places(i, 0)
	if p.to <= i || len(p.pins) == 0 {
		return i
	}
	return s.add(atom{kind: pinAtom, from: i, to: p.to, pins: p.pins, labels: s.role(i)})
}

func (s *scan) places(i, depth int) places {
	label := s.role(i)
	first := s.afterLabel(i)
	numbers, to := s.numbers(first, label, s.plural(i))
	if len(numbers) == 0 {
		return places{}
	}
	switch label {
	case roleParagraph, roleSub, roleSubsection:
		return s.innerFirst(label, numbers, to, depth)
	}
	p := places{to: to}
	for _, n := range numbers {
		p.pins = append(p.pins, pinType[label]+":"+n)
	}
	return s.outerFirst(label, p)
}

// afterLabel skips a full stop and "No." after a label.
func (s *scan) afterLabel(i int) int {
	i++
	if s.isMark(i, '.') {
		i++
	}
	if s.role(i) == roleNumero {
		if i++; s.isMark(i, '.') {
			i++
		}
	}
	return i
}

func (s *scan) plural(i int) bool {
	w := strings.ToLower(s.word(i))
	return strings.HasSuffix(w, "s")
}

// outerFirst reads what follows an article or section: its paragraphs, then
// further articles with theirs.
func (s *scan) outerFirst(label role, p places) places {
	for {
		i := p.to
		if s.isMark(i, ',') || s.isMark(i, '(') {
			i++
		}
		inner := s.role(i)
		if inner != roleParagraph && inner != roleSub && inner != roleSubsection && (inner != roleSection || label != roleArticle) {
			break
		}
		numbers, to := s.innerNumbers(i, inner)
		if len(numbers) == 0 {
			break
		}
		if s.isMark(i-1, '(') {
			if !s.isMark(to, ')') {
				break
			}
			to++
		}
		last := p.pins[len(p.pins)-1]
		p.pins = p.pins[:len(p.pins)-1]
		for _, n := range numbers {
			p.pins = append(p.pins, last+group(n))
		}
		p.to = to
		p = s.moreOuter(label, p)
	}
	return p
}

// innerNumbers reads the paragraphs of an article. After one paragraph, or
// after the "and" of several, a bare number is the next article's.
func (s *scan) innerNumbers(i int, label role) ([]string, int) {
	first := s.afterLabel(i)
	if s.plural(i) {
		return s.list(first, label, true, 2)
	}
	return s.list(first, label, false, 1)
}

// moreOuter reads on after the paragraphs of an article: ", 10, paragraph 1,
// and 14" continues the articles.
func (s *scan) moreOuter(label role, p places) places {
	i := p.to
	for s.isMark(i, ',') || s.isMark(i, ';') || s.role(i) == roleAnd {
		i++
	}
	if i == p.to || s.shape(i) != number || len(s.word(i)) > 3 {
		return p
	}
	numbers, to := s.numbers(i, label, true)
	for _, n := range numbers {
		p.pins = append(p.pins, pinType[label]+":"+n)
	}
	if len(numbers) > 0 {
		p.to = to
	}
	return p
}

// innerFirst reads what follows a paragraph or clause: "of article 14",
// ", section 1", or nothing.
func (s *scan) innerFirst(label role, numbers []string, to, depth int) places {
	i := to
	if s.isMark(i, ',') {
		i++
	}
	of := false
	for s.role(i) == roleOf || s.role(i) == roleThe || of && s.isMark(i, '\'') {
		of = true
		i++
	}
	if outer := s.role(i); depth < 3 && (of || !s.tokLatin(i) || outer == roleSection && label == roleParagraph) && s.holds(label, outer) {
		if p := s.places(i, depth+1); len(p.pins) > 0 {
			return p.inside(numbers, of || !s.tokLatin(i), label)
		}
	}
	p := places{to: to}
	if label == roleSub {
		return places{}
	}
	for _, n := range numbers {
		p.pins = append(p.pins, pinType[label]+":"+n)
	}
	return p
}

// holds reports whether a part of this kind can stand in that one.
func (s *scan) holds(inner, outer role) bool {
	switch outer {
	case roleArticle, roleSection, roleSubsection, roleRule, rolePrinciple:
		return inner != outer
	case roleParagraph:
		return inner == roleSub
	}
	return false
}

// inside puts numbers behind the first place of p ("paragraph 3 of article
// 14"), or before the last where "of" is missing ("paragraph 9, section 1").
func (p places) inside(numbers []string, of bool, label role) places {
	if !of {
		_, n, _ := strings.Cut(p.pins[0], ":")
		return places{pins: []string{pinType[label] + ":" + numbers[len(numbers)-1] + group(n)}, to: p.to}
	}
	var pins []string
	for _, n := range numbers {
		pins = append(pins, p.pins[0]+group(n))
	}
	return places{pins: append(pins, p.pins[1:]...), to: p.to}
}

// group writes a paragraph behind its article: 3 becomes (3), 3(g) becomes (3)(g).
func group(n string) string {
	if strings.HasPrefix(n, "(") {
		return n
	}
	head, tail, found := strings.Cut(n, "(")
	if found {
		tail = "(" + tail
	}
	return "(" + head + ")" + tail
}

// numbers reads a list of numbers from token i, ranges expanded.
func (s *scan) numbers(i int, label role, plural bool) ([]string, int) {
	return s.list(i, label, plural, 0)
}

// list is numbers, which ends before a bare number that follows one already
// read (nested 1) or that follows the one after "and" (nested 2).
func (s *scan) list(i int, label role, plural bool, nested int) ([]string, int) {
	n, to := s.number(i, label)
	if n == "" {
		return nil, i
	}
	afterRange := false
	list, to := s.bracketed([]string{n}, to)
	for len(list) < maxNumbers {
		at, ranged := s.separator(s.afterGloss(to, label), plural || label == roleParagraph)
		if at == to || at == s.afterGloss(to, label) {
			break
		}
		var next string
		var end int
		if nested == 1 && !s.isMark(at, '(') && !ranged || nested == 2 && s.nextOuter(at, afterRange) {
			break
		}
		if nested == 2 && s.role(at-1) == roleAnd {
			nested = 1
		}
		if s.isMark(at, '(') {
			next, end = s.sibling(at, list[len(list)-1])
		} else if next, end = s.number(at, label); next != "" && !s.continues(at, to, label) {
			next = ""
		}
		if next == "" {
			break
		}
		last := list[len(list)-1]
		if ranged {
			next = fullEnd(last, next)
			list = append(list, between(last, next)...)
		}
		afterRange = ranged
		list, to = s.bracketed(append(list, next), end)
	}
	return list, s.afterGloss(to, label)
}

// nextOuter reports whether the number at token i, in a list of paragraphs, is
// an article: "articles 9, paragraphs 1 to 5, 12, 14, paragraph 3". One with
// paragraphs of its own is; after a range, so are those that lead to it.
func (s *scan) nextOuter(i int, afterRange bool) bool {
	for s.shape(i) == number {
		j := i + 1
		if s.isMark(j, ',') {
			j++
		}
		if r := s.role(j); r == roleParagraph || r == roleSub {
			return true
		}
		if !afterRange || j == i+1 {
			return false
		}
		i = j
	}
	return false
}

// bracketed reads the paragraphs that stand in one bracket behind the last
// number of list, which ends at token i: 6 (1–2), 14 (2 and 3 (d) and (g)).
func (s *scan) bracketed(list []string, i int) ([]string, int) {
	if !s.isMark(i, '(') || s.shape(i+1) != number || len(s.word(i+1)) > 2 {
		return list, i
	}
	inner, to := s.list(i+1, roleParagraph, true, 0)
	if len(inner) < 2 || !s.isMark(to, ')') {
		return list, i
	}
	last := list[len(list)-1]
	list = list[:len(list)-1]
	for _, n := range inner {
		list = append(list, last+group(n))
	}
	return list, to + 1
}

// maxGloss is how many tokens may tell in brackets what an article is about.
const maxGloss = 14

// afterGloss steps over "(best interests of the child)" behind an article where
// the list or its instrument follows: "articles 3 (best interests), 6 (life) and 12 of".
func (s *scan) afterGloss(i int, label role) int {
	if label != roleArticle && label != roleSection || !s.isMark(i, '(') {
		return i
	}
	for k := i + 1; k < i+maxGloss && s.in(k); k++ {
		if s.isMark(k, ')') {
			at, _ := s.separator(k+1, false)
			if k > i+1 && (at > k+1 && s.shape(at) == number || s.role(k+1) == roleOf) {
				return k + 1
			}
			return i
		}
		if s.shape(k) == number || s.isMark(k, ';') || s.isMark(k, '(') || s.role(k) == roleArticle || s.role(k) == roleParagraph {
			return i
		}
	}
	return i
}

// continues reports whether the number at token i, after a separator at to, can
// be the next of a list rather than the start of something else ("article 3,
// 12 of the members", "1 of the Covenant and 5 March").
func (s *scan) continues(i, to int, label role) bool {
	w := s.word(i)
	if s.shape(i) == number && len(w) == 4 && !s.isMark(i+1, '(') && (w[:2] == "19" || w[:2] == "20") && label != roleSection {
		return false
	}
	if s.capital(i) && s.isMark(to, ',') && !s.isMark(i+1, ',') && s.role(to+1) != roleAnd && len(w) == 1 {
		return false
	}
	return !isMonth(s.word(i+1)) && !s.is(i+1, "per", "percent", "years", "months", "days", "other")
}

// separator returns the token after what joins two numbers, and whether it
// makes a range.
func (s *scan) separator(i int, dash bool) (at int, ranged bool) {
	switch {
	case s.isMark(i, '-'):
		if dash || !s.adjacent(i) || s.isMark(i+1, '(') {
			return i + 1, true
		}
		return i, false
	case s.role(i) == roleTo:
		return i + 1, true
	}
	at = i
	for at < i+3 && (s.isMark(at, ',') || s.isMark(at, ';') || s.isMark(at, '&') || s.role(at) == roleAnd || s.isMark(at, '/') && s.role(at+1) == roleAnd) {
		at++
	}
	return at, false
}
