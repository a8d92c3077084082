package cite

import (
	"strconv"
	"strings"
)

// symbolOf is where the resolutions (%) and decisions of an organ are found:
// the two prefixes of their symbols.
var symbolOf = map[string][2]string{
	"HRC":    {"A/HRC/RES/", "A/HRC/DEC/"},
	"GA":     {"A/RES/", "A/DEC/"},
	"SC":     {"S/RES/", "S/DEC/"},
	"ECOSOC": {"E/RES/", "E/DEC/"},
	"CHR":    {"E/CN.4/RES/", "E/CN.4/DEC/"},
	"SUB":    {"E/CN.4/Sub.2/RES/", "E/CN.4/Sub.2/DEC/"},
	"CSW":    {"E/CN.6/RES/", "E/CN.6/DEC/"},
	"CCPCJ":  {"E/CN.15/RES/", "E/CN.15/DEC/"},
	"AGEING": {"A/AC.278/RES/", "A/AC.278/DEC/"},
}

// form is how a resolution is numbered; each organ uses few of them.
type form uint8

const (
	noForm      form = iota
	sessionForm      // 60/251, S-36/1, ES-10/13
	yearForm         // 2005/80
	plainForm        // 1325 (2000), 1325
	romanForm        // 217 A (III)
)

var formsOf = map[string][]form{
	"HRC": {sessionForm}, "GA": {sessionForm, romanForm}, "SC": {plainForm}, "ECOSOC": {yearForm, romanForm},
	"CHR": {yearForm, romanForm}, "SUB": {yearForm}, "CSW": {sessionForm}, "CCPCJ": {sessionForm}, "AGEING": {sessionForm},
}

// numbered is one resolution of a list.
type numbered struct {
	number   string
	form     form
	from, to int
}

// resolution takes the numbered resolutions or decisions at token i, each with
// the organ that the words around say.
func (s *scan) resolution(i int) int {
	if s.shape(i) == han && !s.is(i+1, "议", "定") {
		return i
	}
	list, to := s.resolutionNumbers(i)
	if len(list) == 0 {
		return i
	}
	kind := 0
	if s.role(i) == roleDecision || s.is(i+1, "定") {
		kind = 1
	}
	organ, from := s.organ(i, list[0], to)
	for k, n := range list {
		o := organ
		if o == "" || !fits(o, n.form) || !inSessions(o, n, s.lastSession()) && o != "FOREIGN" {
			o = s.organOfForm(n, i)
		}
		if n.form == plainForm && o == "SC" {
			n.number = withYear(n.number)
		}
		prefix, ok := symbolOf[o]
		if !ok {
			continue
		}
		start := n.from
		if k == 0 {
			start = min(from, n.from)
		}
		s.add(atom{kind: documentAtom, from: start, to: n.to, target: prefix[kind] + n.number})
		s.organs[n.form] = o
	}
	return max(to, s.done)
}

// resolutionNumbers reads "resolution 60/251 of 15 March 2006 and 62/219", or,
// where the number stands first (Chinese), the numbers before token i.
func (s *scan) resolutionNumbers(i int) ([]numbered, int) {
	at := s.afterLabel(i)
	at = s.skipOrgan(at)
	var list []numbered
	for len(list) < maxNumbers {
		n, ok := s.resolutionNumber(at)
		if !ok {
			break
		}
		list = append(list, n)
		at = s.skipDate(n.to)
		next, _ := s.separator(at, false)
		if _, ok := s.resolutionNumber(next); !ok && (s.plural(i) || !s.tokLatin(i)) {
			next = s.afterTopic(at)
		}
		if next == at {
			return list, n.to
		}
		for s.is(next, "Nos", "No") || s.isMark(next, '.') {
			next++
		}
		at = next
	}
	if len(list) == 0 {
		return s.numbersBefore(i)
	}
	return list, list[len(list)-1].to
}

// maxTopic is how many tokens may tell what a resolution of a list is about.
const maxTopic = 60

// afterTopic returns the next number of a list whose members are told with
// their topics: "resolutions 5/1, on institution-building, and 5/2, on the Code";
// i where none follows in the sentence.
func (s *scan) afterTopic(i int) int {
	at := i
	if s.isMark(at, ',') {
		at++
	}
	if !s.is(at, "on", "in", "by", "entitled", "concerning", "regarding", "relating", "relative", "relatives", "intitulée", "titulada", "sobre", "о", "об", "بشأن") {
		return i
	}
	for k := at + 1; k < i+maxTopic && s.in(k) && !s.ends(k) && s.role(k) != roleResolution && s.role(k) != roleDecision; k++ {
		if s.shape(k) == number && s.isMark(k+1, '/') && s.shape(k+2) == number && s.adjacent(k+1) && s.adjacent(k+2) && (s.role(k-1) == roleAnd || s.isMark(k-1, ',')) {
			return k
		}
	}
	return i
}

// resolutionNumber reads one number at token i.
func (s *scan) resolutionNumber(i int) (numbered, bool) {
	n := numbered{from: i, to: i + 1}
	if s.isMark(i, '"') || s.is(i, "第") {
		i++
		n.from, n.to = i, i+1
	}
	prefix := ""
	if s.shape(i) == upper && s.is(i, "S", "ES", "SS", "DS") && s.isMark(i+1, '-') && s.shape(i+2) == number && s.adjacent(i+2) {
		prefix = strings.ToUpper(s.word(i)) + "-"
		i += 2
	}
	w := westernDigits(s.word(i))
	if s.shape(i) != number || strings.Contains(w, ".") || len(w) > 4 {
		return n, false
	}
	n.to = i + 1
	if s.isMark(i+1, '/') && s.shape(i+2) == number && len(s.word(i+2)) <= 8 {
		n.to = i + 3
		n.number, n.form = prefix+w+"/"+westernDigits(s.word(i+2)), sessionForm
		if len(w) == 4 {
			n.form = yearForm
		} else if x, _ := strconv.Atoi(w); x > 99 || strings.Contains(n.number, ".") {
			return n, false
		}
		if s.shape(n.to) == upper && len(s.word(n.to)) == 1 && (s.adjacent(n.to) || s.isLetterOfNumber(n.to)) {
			n.number += s.word(n.to)
			n.to++
		}
		return n, true
	}
	if prefix != "" {
		return n, false
	}
	n.number, n.form = w, plainForm
	return s.oldNumber(n)
}

// isLetterOfNumber tells the A of "48/75 A" from the first word of a sentence.
func (s *scan) isLetterOfNumber(i int) bool {
	return s.isMark(i+1, ',') || s.isMark(i+1, '.') || s.isMark(i+1, ')') || s.isMark(i+1, ';') || s.is(i+1, "of", "and", "to", "entitled", "on", "du", "de", "от")
}

// oldNumber reads the year or the session in brackets after n.
func (s *scan) oldNumber(n numbered) (numbered, bool) {
	at, letters := n.to, ""
	if s.isMark(at, '/') && s.shape(at+1) == upper && len(s.word(at+1)) == 1 && s.isMark(at+2, '(') {
		at++ // 217/A (III)
	}
	for at < n.to+3 && s.shape(at) == upper && len(s.word(at)) == 1 {
		letters += s.word(at)
		at++
	}
	if s.isMark(at, '(') && s.isMark(at+2, ')') {
		w := westernDigits(s.word(at + 1))
		if len(w) == 4 && s.shape(at+1) == number {
			n.number += "(" + w + ")"
			n.to = at + 3
			return n, letters == ""
		}
		if isRoman(w) {
			n.number, n.form, n.to = n.number+letters+"("+w+")", romanForm, at+3
			return n, true
		}
		if strings.HasPrefix(w, "S") && isRoman(strings.TrimPrefix(w, "S")) {
			n.number, n.form, n.to = n.number+letters+"("+w+")", romanForm, at+3
			return n, true
		}
	}
	return n, len(n.number) >= 3
}

// skipDate steps over "of 15 March 2006", "adopted on …" after a number.
func (s *scan) skipDate(i int) int {
	j := i
	if s.isMark(j, ',') && s.is(j+1, "of", "adopted", "dated") {
		j++
	}
	for j < i+4 && (s.is(j, "of", "adopted", "dated", "on", "du", "de", "del", "от", "المؤرخ", "المؤرخة", "المؤرخين") || j == i && s.isMark(j, ',') && s.is(j+1, "du", "de", "adoptée")) {
		j++
	}
	if j == i || s.shape(j) != number {
		return i
	}
	for k := j + 1; k < j+7 && s.in(k); k++ {
		if s.isYear(k) {
			if s.is(k+1, "года", "г") {
				return k + 2
			}
			return k + 1
		}
	}
	return i
}

// numbersBefore reads "第 5/1 号和第 16/21 号决议" backwards from token i.
func (s *scan) numbersBefore(i int) ([]numbered, int) {
	if s.shape(i) != han {
		return nil, i
	}
	var list []numbered
	to := i + 1
	for s.shape(to) == han && s.is(to, "议", "定") {
		to++
	}
	for k := i - 1; k >= max(0, s.done, i-maxAhead); k-- {
		if s.shape(k) == han && !s.is(k, "号", "第", "和", "及", "与", "年", "月", "日") {
			break
		}
		if s.is(k, "第") {
			if n, ok := s.resolutionNumber(k + 1); ok && n.to <= i {
				list = append([]numbered{n}, list...)
			}
		}
	}
	return list, to
}

func fits(organ string, f form) bool {
	for _, x := range formsOf[organ] {
		if x == f {
			return true
		}
	}
	return organ == "FOREIGN"
}

// inSessions reports whether the organ had, or will soon have, a session of the
// number before the slash: the General Assembly numbers so since its thirty-first,
// and last is the latest session of the Human Rights Council that can be cited.
func inSessions(organ string, n numbered, last int) bool {
	session := atoi(leadingDigits(n.number))
	if n.form != sessionForm || session == 0 {
		return true
	}
	switch organ {
	case "GA":
		return session >= 31 && session <= 99
	case "HRC":
		return session <= last
	}
	return true
}
