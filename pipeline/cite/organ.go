package cite

import "strings"

// skipOrgan steps over the organ where it stands between word and number
// ("резолюция Генеральной Ассамблеи 60/251").
func (s *scan) skipOrgan(i int) int {
	j := i
	for j < i+3 && (s.role(j) == roleOf || s.role(j) == roleThe || s.isMark(j, '\'')) {
		j++
	}
	if s.is(j, "المجلس", "الجمعية", "Совета", "Ассамблеи") && s.shape(j+1) == number {
		s.seen = append(s.seen, mention{body: s.shortOrgan(j, noForm), from: j, to: j + 1})
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

// organ says whose the resolutions named at token i are, and where the words
// that say so begin; "" where nothing near says it.
func (s *scan) organ(i int, first numbered, to int) (string, int) {
	if s.is(i, "UNSCR", "UNSCRs") {
		return "SC", i
	}
	if len(s.seen) > 0 {
		if m := s.seen[len(s.seen)-1]; m.from > i && m.to <= first.from && symbolOf[m.body][0] != "" {
			return m.body, i
		}
	}
	if o := s.organBehind(to, first.form); o != "" {
		return o, i
	}
	if s.is(i-1, "its") && s.is(i-2, "in") {
		if o := s.organAfter(to); o != "" {
			return o, i // "in its resolution 78/197, the General Assembly"
		}
	}
	o, from := s.organBefore(min(i, first.from), first.form)
	if after := s.skipDate(to); o != "" && s.role(after) == roleOf && !s.is(i-1, "its") && s.mentionEnding(i) == nil {
		if said := s.organAfter(to); said != "" {
			return said, i
		}
	}
	if o != "" {
		return o, from
	}
	if o := s.organAfter(to); o != "" {
		return o, i
	}
	if s.isMark(i-1, '(') {
		return s.organFarBefore(i)
	}
	return "", i
}

// organReach is how many tokens may stand between the words "General Assembly"
// and "resolution" for them to be one reference: "the General Assembly, in its".
const organReach = 3

// organBefore finds the organ in "Council resolution", "the General Assembly,
// in its resolution", "by the Assembly in its decision".
func (s *scan) organBefore(i int, f form) (string, int) {
	if s.is(i-1, "第") {
		return s.organFarBefore(i)
	}
	for k := i - 1; k >= max(0, i-12); k-- {
		if m := s.mentionEnding(k + 1); m != nil {
			if _, ok := symbolOf[m.body]; ok || m.body == "FOREIGN" {
				if i-m.to > organReach {
					return m.body, i
				}
				return m.body, m.from
			}
		}
		if s.shape(k) == title && s.is(k, "Council", "Assembly", "Commission", "Conseil", "Consejo", "Assemblée", "Asamblea", "Совет", "Совета", "Ассамблея", "Ассамблеи") {
			said := noForm
			if k == i-1 && s.is(i, "resolution", "resolutions", "decision", "decisions") {
				said = f
			}
			if o := s.shortOrgan(k, said); o != "" {
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

// organFarBefore finds the organ of the sentence: in Chinese date and title
// stand between it and the number, in English a bracket ends what it "adopted
// … (resolution 28/27)".
func (s *scan) organFarBefore(i int) (string, int) {
	nearest := ""
	for k := len(s.seen) - 1; k >= 0 && i-s.seen[k].to < maxAhead; k-- {
		if _, ok := symbolOf[s.seen[k].body]; !ok {
			continue
		}
		if nearest == "" {
			nearest = s.seen[k].body
		}
		if at := s.seen[k].to; s.shape(i) == number && s.is(i-1, "第") && s.shape(at) != number && !s.is(at, "在", "于", "第", "关", "通") {
			continue // another organ is meant by what comes before: 大会2006年设立人权理事会的第60/251号
		}
		for j := s.seen[k].to; j < i; j++ {
			if s.isMark(j, '.') && s.word(j) == "。" || s.shape(i) != han && s.ends(j) {
				return "", i
			}
		}
		return s.seen[k].body, i
	}
	return nearest, i
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
func (s *scan) shortOrgan(i int, f form) string {
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
	if len(among) > 1 {
		return councilOfForm(f)
	}
	return ""
}

// organBehind finds the organ where a language puts it right behind the number:
// резолюция 77/212 Ассамблеи, la résolution 77/212 de l’Assemblée.
func (s *scan) organBehind(i int, f form) string {
	for j := i; j < i+3; j++ {
		if s.is(j, "Assemblée", "Asamblea", "Ассамблеи", "Совета", "Conseil", "Consejo") && s.shape(j) == title {
			if s.starts[s.tok[j].id] {
				if body, _ := s.bodies.match(s.tok, j); body != "" {
					return body
				}
			}
			return s.shortOrgan(j, f)
		}
		if s.role(j) != roleOf && s.role(j) != roleThe && !s.isMark(j, '\'') {
			return ""
		}
	}
	return ""
}

// farSession is a session of the Human Rights Council that lies ahead; it has
// held two to four a year since 2006.
const farSession = 80

// lastSession is the latest session of the Human Rights Council whose
// resolutions the document can cite: its own where its symbol says it.
func (s *scan) lastSession() int {
	rest, ok := strings.CutPrefix(s.c.Symbol, "A/HRC/")
	if !ok {
		return farSession
	}
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "RES/"), "DEC/")
	if n := atoi(leadingDigits(rest)); n > 0 {
		return n
	}
	return farSession
}

// councilOfForm is the council that numbers its resolutions so: "Council
// resolution 5/1", 1996/31, 1325 (2000).
func councilOfForm(f form) string {
	for _, o := range []string{"HRC", "SC", "ECOSOC"} {
		if f != romanForm && fits(o, f) {
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
	if o := s.organs[n.form]; o != "" && inSessions(o, n, s.lastSession()) {
		return o
	}
	if s.c.Body != "" && fits(s.c.Body, n.form) && inSessions(s.c.Body, n, s.lastSession()) {
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
