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
		if o == "" || !fits(o, n.form) || !inSessions(o, n) && o != "FOREIGN" {
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

// skipOrgan steps over the organ where it stands between word and number
// ("резолюция Генеральной Ассамблеи 60/251").
func (s *scan) skipOrgan(i int) int {
	j := i
	for j < i+3 && (s.role(j) == roleOf || s.role(j) == roleThe || s.isMark(j, '\'')) {
		j++
	}
	if s.is(j, "المجلس", "الجمعية", "Совета", "Ассамблеи") && s.shape(j+1) == number {
		s.seen = append(s.seen, mention{body: s.shortOrgan(j), from: j, to: j + 1})
		return j + 1
	}
	if !s.in(j) || !s.starts[s.tok[j].id] {
		return i
	}
	body, to := s.bodies.match(s.tok, j)
	if body == "" {
		return i
	}
	s.seen = append(s.seen, mention{body: body, from: j, to: to})
	if s.role(to) == roleNumero || s.isMark(to, ',') {
		to++
	}
	return to
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
		if s.shape(n.to) == upper && len(s.word(n.to)) == 1 && s.isLetterOfNumber(n.to) {
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
	return s.isMark(i+1, ',') || s.isMark(i+1, '.') || s.isMark(i+1, ')') || s.isMark(i+1, ';') || s.is(i+1, "of", "and", "to", "entitled", "on")
}

// oldNumber reads the year or the session in brackets after n.
func (s *scan) oldNumber(n numbered) (numbered, bool) {
	at, letters := n.to, ""
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
	return n, len(n.number) >= 2
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
// number before the slash: the General Assembly numbers so since its thirty-first.
func inSessions(organ string, n numbered) bool {
	session := atoi(leadingDigits(n.number))
	if n.form != sessionForm || session == 0 {
		return true
	}
	switch organ {
	case "GA":
		return session >= 31 && session <= 99
	case "HRC":
		return session <= 80
	}
	return true
}

// organ says whose the resolutions named at token i are, and where the words
// that say so begin; "" where nothing near says it.
func (s *scan) organ(i int, first numbered, to int) (string, int) {
	if s.is(i, "UNSCR", "UNSCRs") {
		return "SC", i
	}
	o, from := s.organBefore(min(i, first.from))
	if after := s.skipDate(to); o != "" && s.role(after) == roleOf && !s.is(i-1, "its") && s.mentionEnding(i) == nil {
		if said := s.organAfter(to); said != "" {
			return said, i
		}
	}
	if o != "" {
		return o, from
	}
	if len(s.seen) > 0 {
		if m := s.seen[len(s.seen)-1]; m.from > i && m.to <= first.from && symbolOf[m.body][0] != "" {
			return m.body, i
		}
	}
	if o := s.organAfter(to); o != "" {
		return o, i
	}
	return "", i
}

// organBefore finds the organ in "Council resolution", "the General Assembly,
// in its resolution", "by the Assembly in its decision".
func (s *scan) organBefore(i int) (string, int) {
	if s.is(i-1, "第") {
		return s.organFarBefore(i)
	}
	for k := i - 1; k >= max(0, i-12); k-- {
		if m := s.mentionEnding(k + 1); m != nil {
			if _, ok := symbolOf[m.body]; ok || m.body == "FOREIGN" {
				return m.body, m.from
			}
		}
		if s.shape(k) == title && s.is(k, "Council", "Assembly", "Commission", "Conseil", "Consejo", "Assemblée", "Asamblea", "Совет", "Совета", "Ассамблея", "Ассамблеи") {
			if o := s.shortOrgan(k); o != "" {
				return o, k
			}
		}
		if s.ends(k) || s.shape(k) == number || s.isMark(k, ';') {
			break
		}
	}
	if s.c.Body != "" && s.is(i-1, "its", "ses", "sa", "sus", "su", "свои", "своей", "своих", "свою") {
		return s.c.Body, i
	}
	return "", i
}

// organFarBefore finds the organ of a Chinese sentence, where date and title
// stand between it and the number.
func (s *scan) organFarBefore(i int) (string, int) {
	for k := len(s.seen) - 1; k >= 0 && i-s.seen[k].to < maxAhead; k-- {
		if _, ok := symbolOf[s.seen[k].body]; !ok {
			continue
		}
		for j := s.seen[k].to; j < i; j++ {
			if s.isMark(j, '.') && s.word(j) == "。" {
				return "", i
			}
		}
		return s.seen[k].body, i
	}
	return "", i
}

func (s *scan) mentionEnding(to int) *mention {
	for k := len(s.seen) - 1; k >= 0 && s.seen[k].to >= to; k-- {
		if s.seen[k].to == to {
			return &s.seen[k]
		}
	}
	return nil
}

// shortOrgan resolves "the Council" by what was named before or by the
// document's own body.
func (s *scan) shortOrgan(i int) string {
	var among []string
	switch strings.ToLower(s.word(i)) {
	case "council", "conseil", "consejo", "совет", "совета", "المجلس", "理事会":
		among = []string{"HRC", "SC", "ECOSOC"}
	case "assembly", "assemblée", "asamblea", "ассамблея", "ассамблеи", "الجمعية":
		return "GA"
	case "commission":
		among = []string{"CHR"}
	}
	for k := len(s.seen) - 1; k >= max(0, len(s.seen)-maxAround); k-- {
		for _, o := range among {
			if s.seen[k].body == o {
				return o
			}
		}
	}
	for _, o := range among {
		if s.c.Body == o {
			return o
		}
	}
	return ""
}

// organAfter finds the organ in "resolution 60/251 of the General Assembly",
// "decision 13/1 adopted by the Working Group", ", the Sub-Commission".
func (s *scan) organAfter(to int) string {
	at := s.skipDate(to)
	if s.isMark(at, '(') && s.role(at+1) == roleParagraph && s.isMark(at+4, ')') {
		at += 5
	}
	for k := at; k < at+5 && s.in(k); k++ {
		if s.starts[s.tok[k].id] {
			if body, _ := s.bodies.match(s.tok, k); body != "" {
				return body
			}
		}
		if !s.isMark(k, ',') && !s.isMark(k, '\'') && s.role(k) != roleOf && s.role(k) != roleThe && !s.is(k, "by", "adopted", "l") {
			return ""
		}
	}
	return ""
}

// organOfForm decides where no organ is named beside the number: by the
// earlier numbered resolutions, the document's body, or the number itself.
func (s *scan) organOfForm(n numbered, i int) string {
	if strings.HasPrefix(n.number, "ES-") {
		return "GA"
	}
	if n.form == plainForm {
		if plausibleSC(n.number) && strings.HasSuffix(n.number, ")") {
			return "SC"
		}
		return ""
	}
	if s.goalAgenda(i, n) {
		return "GA"
	}
	if n.form == romanForm && s.organs[n.form] == "" {
		return "GA"
	}
	if o := s.organs[n.form]; o != "" && inSessions(o, n) {
		return o
	}
	if s.c.Body != "" && fits(s.c.Body, n.form) && inSessions(s.c.Body, n) {
		return s.c.Body
	}
	return ""
}

// goalAgenda reports whether the resolution is named as that of the 2030 Agenda.
func (s *scan) goalAgenda(i int, n numbered) bool {
	if n.number != "70/1" {
		return false
	}
	for k := i - 1; k >= max(0, i-8); k-- {
		if s.is(k, "Agenda") || s.word(k) == "2030" {
			return true
		}
	}
	return false
}

// lastOfYear holds the number of the last resolution that the Security Council
// adopted in each year from 1946 on.
var lastOfYear = []int{
	15, 37, 66, 78, 89, 96, 98, 103, 104, 110, 121, 126, 131, 132, 160, 169, 171, 185, 199, 219, 232, 245, 262, 275, 291, 307, 324, 344, 366, 384,
	402, 422, 443, 461, 484, 499, 529, 545, 559, 580, 593, 606, 626, 646, 683, 725, 799, 892, 969, 1035, 1092, 1147, 1219, 1284, 1334, 1386, 1452,
	1521, 1580, 1651, 1738, 1794, 1859, 1907, 1966, 2033, 2085, 2132, 2195, 2259, 2336, 2397, 2450, 2503, 2560, 2617, 2671, 2721, 2768,
}

// plausibleSC reports whether number, "1325" or "1325(2000)", can be a
// resolution of the Security Council.
func plausibleSC(number string) bool {
	head, year, found := strings.Cut(strings.TrimSuffix(number, ")"), "(")
	n, err := strconv.Atoi(head)
	if err != nil || n < 1 || n > 3500 {
		return false
	}
	if !found {
		return true
	}
	known := yearOf(n)
	y, err := strconv.Atoi(year)
	return err == nil && (known == y || known == 0 && y >= 1946+len(lastOfYear))
}

func yearOf(n int) int {
	for k, last := range lastOfYear {
		if n <= last {
			return 1946 + k
		}
	}
	return 0
}

// withYear adds the year that a Security Council resolution was adopted in.
func withYear(number string) string {
	n, err := strconv.Atoi(number)
	if err != nil {
		return number
	}
	if y := yearOf(n); y > 0 {
		return number + "(" + strconv.Itoa(y) + ")"
	}
	return number
}
