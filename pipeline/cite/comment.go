package cite

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// comment is a general comment or recommendation that was adopted.
type comment struct {
	body, kind string // CRC, GC
	number     int
	years      []string // of adoption and of publication, which texts mix up
	words      []string // of its subject, folded
}

// readComments reads lines "CRC GC 14 2013 best interests".
func readComments(file string) ([]comment, error) {
	lines, err := dataLines(file)
	if err != nil {
		return nil, err
	}
	list := make([]comment, 0, len(lines))
	for _, line := range lines {
		f := strings.Fields(line)
		if len(f) < 4 {
			return nil, fmt.Errorf("%s: %q has fewer than four fields", file, line)
		}
		n, err := strconv.Atoi(f[2])
		if err != nil {
			return nil, fmt.Errorf("%s: %q: %w", file, line, err)
		}
		list = append(list, comment{body: f[0], kind: f[1], number: n, years: strings.Split(f[3], ","), words: strings.Fields(fold(strings.Join(f[4:], " ")))})
	}
	return list, nil
}

// comment takes "general comment No. 14 (2013)" at token i ("general").
func (s *scan) comment(i int) int {
	kind, label, first := s.commentKind(i)
	if kind == "" {
		return i
	}
	at := s.afterLabel(label)
	if s.word(at) == "°" || s.word(at) == "º" {
		at++
	}
	if s.isMark(at, '(') {
		return i
	}
	added := false
	for range 12 {
		n, to := s.commentNumber(at)
		if n == 0 {
			break
		}
		year := ""
		if s.isMark(to, '(') && s.isYear(to+1) && s.isMark(to+2, ')') {
			year = s.word(to + 1)
			to += 3
		}
		from := at
		if !added {
			from = first
		}
		s.add(atom{kind: commentAtom, from: from, to: to, target: s.commentTarget(kind, n, year, i, to), own: s.ownComment(i, to)})
		added = true
		next, _ := s.separator(to, false)
		if next == to {
			break
		}
		for s.role(next) == roleNumero || s.isMark(next, '.') {
			next++
		}
		if !s.commentContinues(next) {
			break
		}
		at = next
	}
	if !added {
		return i
	}
	return s.done
}

// commentKind says what the word "general" at token i makes of its noun: GC, GR
// or "" where it is neither; label is the word before the number, first the
// first of the two: French and Spanish put the noun before.
func (s *scan) commentKind(i int) (kind string, label, first int) {
	switch {
	case s.is(i+1, "comment", "comments"):
		return "GC", i + 1, i
	case s.is(i+1, "recommendation", "recommendations"):
		return "GR", i + 1, i
	case s.is(i-1, "observation", "observations", "observación", "observaciones", "comentario", "comentarios"):
		return "GC", i, i - 1
	case s.is(i-1, "recommandation", "recommandations", "recomendación", "recomendaciones"):
		return "GR", i, i - 1
	}
	return "", i, i
}

func (s *scan) commentContinues(i int) bool {
	return s.shape(i) == number && !isMonth(s.word(i+1)) && len(s.word(i)) <= 2 && s.shape(i+1) != lower || s.role(i-2) == roleNumero || s.role(i-1) == roleNumero
}

// ownComment reports whether the comment at tokens [i, to) is said to be that
// of the committee that speaks: "the Committee's", "its".
func (s *scan) ownComment(i, to int) bool {
	if s.committeeBeside(i, to) != "" {
		return false
	}
	for k := i - 1; k >= max(0, i-4); k-- {
		if s.is(k, "its", "Committee") {
			return true
		}
	}
	return false
}

func (s *scan) commentNumber(i int) (int, int) {
	if s.shape(i) == number {
		n, err := strconv.Atoi(s.word(i))
		if err == nil && n > 0 && n < 100 {
			return n, i + 1
		}
		return 0, i
	}
	if s.shape(i) == upper && isRoman(s.word(i)) {
		return fromRoman(s.word(i)), i + 1
	}
	return 0, i
}

func fromRoman(w string) int {
	value := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100}
	total := 0
	for k := 0; k < len(w); k++ {
		v := value[w[k]]
		if k+1 < len(w) && value[w[k+1]] > v {
			v = -v
		}
		total += v
	}
	return total
}

// commentTarget says whose general comment it is: of a committee named beside
// it, else of the one whose comment has this number, year and subject.
func (s *scan) commentTarget(kind string, n int, year string, i, to int) string {
	body := s.committeeBeside(i, to)
	if body == "" {
		body = s.committeeByYear(kind, n, year, to)
	}
	if body == "" && s.fitsKind(s.c.Body, kind) {
		body = s.c.Body
	}
	if body == "" {
		body = s.committeeBySubject(kind, n, to)
	}
	if body == "" {
		return ""
	}
	return fmt.Sprintf("%s/%s/%d", body, s.kindOf(body, kind), n)
}

// kindOf corrects what texts call the comments of a body.
func (s *scan) kindOf(body, kind string) string {
	switch body {
	case "CEDAW", "CERD":
		return "GR"
	case "":
		return kind
	}
	return "GC"
}

func (s *scan) fitsKind(body, kind string) bool {
	switch body {
	case "CEDAW", "CERD":
		return kind == "GR"
	case "CCPR", "CESCR", "CRC", "CAT", "CRPD", "CMW", "CED":
		return kind == "GC"
	}
	return false
}

// committees are the bodies that adopt general comments.
var committees = []string{"CCPR", "CESCR", "CRC", "CEDAW", "CERD", "CAT", "CRPD", "CMW", "CED"}

// committeeBeside finds "the Human Rights Committee's general comment", "general
// comment No. 14 (2000) of the Committee on Economic, Social and Cultural Rights".
func (s *scan) committeeBeside(i, to int) string {
	if body := s.committeeAfter(to); body != "" {
		return body
	}
	for k := i - 1; k >= max(0, i-10); k-- {
		if m := s.mentionEnding(k + 1); m != nil && slices.Contains(committees, m.body) {
			return m.body
		}
		if c := acronymBody(s.word(k)); c != "" && s.shape(k) == upper {
			return c
		}
		if s.ends(k) || s.isMark(k, ';') {
			break
		}
	}
	return ""
}

// committeeAfter finds "of the Committee on …" at token to.
func (s *scan) committeeAfter(to int) string {
	for k := to; k < to+5 && s.in(k); k++ {
		if body, _ := s.bodies.match(s.tok, k); slices.Contains(committees, body) {
			return body
		}
		if s.shape(k) == upper && acronymBody(s.word(k)) != "" {
			return acronymBody(s.word(k))
		}
		if !s.isMark(k, ',') && s.role(k) != roleOf && s.role(k) != roleThe && !s.is(k, "by", "adopted", "issued") && !s.isMark(k, '(') {
			break
		}
	}
	return ""
}

// acronymBody is w where it is a committee's acronym, else "".
func acronymBody(w string) string {
	if slices.Contains(committees, w) {
		return w
	}
	return ""
}

// committeeByYear decides where year and number, or number and words of the
// subject after it, belong to one committee only.
func (s *scan) committeeByYear(kind string, n int, year string, to int) string {
	best, score, tie := "", 0, false
	for _, c := range s.comments {
		if c.number != n || c.kind != kind {
			continue
		}
		points := s.subjectPoints(c, to)
		if year != "" {
			if !slices.Contains(c.years, year) {
				continue
			}
			points += 2
		}
		if points > score {
			best, score, tie = c.body, points, false
		} else if points == score && points > 0 {
			tie = true
		}
	}
	if tie {
		return ""
	}
	return best
}

// subjectPoints counts the words of a comment's subject in the dozen tokens
// after its number.
func (s *scan) subjectPoints(c comment, to int) int {
	points := 0
	for k := to; k < to+16 && s.in(k) && !s.ends(k); k++ {
		if s.is(k, c.words...) {
			points++
		}
	}
	return points
}

// committeeBySubject takes the committee of the instrument that the text is
// about, where it has a comment of this number.
func (s *scan) committeeBySubject(kind string, n, to int) string {
	bodyOf := map[string]string{"ICCPR": "CCPR", "ICESCR": "CESCR", "ICERD": "CERD", "ICRMW": "CMW"}
	best, score := "", 0
	for _, c := range s.comments {
		if c.number != n || c.kind != kind {
			continue
		}
		code := c.body
		for instrument, body := range bodyOf {
			if body == c.body {
				code = instrument
			}
		}
		points := 2 * s.evidence()[code]
		points += s.wordsAnywhere(c)
		if points > score {
			best, score = c.body, points
		}
	}
	return best
}

func (s *scan) wordsAnywhere(c comment) int {
	key := c.body + c.kind + strconv.Itoa(c.number)
	if points, ok := s.weights[key]; ok {
		return points
	}
	points := 0
	for k := range min(len(s.tok), maxEvidence/8) {
		if s.is(k, c.words...) {
			points++
		}
	}
	s.weights[key] = points
	return points
}
