package cite

import (
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// conventions are the instruments that "the Convention" can mean.
var families = map[string][]string{
	"CONVENTION":  {"CRC", "CEDAW", "CRPD", "ICERD", "CAT", "ICRMW", "CED", "GENOCIDE", "REFUGEE", "STATELESS-54", "STATELESS-61", "UNTOC", "UNCAC", "UNFCCC", "ECHR", "ACHR", "ISTANBUL-CONVENTION"},
	"COVENANT":    {"ICCPR", "ICESCR"},
	"CHARTER":     {"UN-CHARTER", "ACHPR"},
	"STATUTE":     {"ROME"},
	"PROTOCOL":    {"PALERMO", "ICCPR-OP1", "ICCPR-OP2", "ICESCR-OP", "CEDAW-OP", "CAT-OP", "CRC-OP-AC", "CRC-OP-SC", "CRC-OP-IC", "CRPD-OP", "REFUGEE-P"},
	"DECLARATION": {"UDHR", "UNDRIP", "VIENNA-DPA", "BEIJING", "DURBAN"},
	"AGREEMENT":   {"PARIS-AGREEMENT"},
}

// instrumentOf is the instrument that a committee watches over.
var instrumentOf = map[string]string{
	"CCPR": "ICCPR", "CESCR": "ICESCR", "CERD": "ICERD", "CEDAW": "CEDAW", "CAT": "CAT", "CRC": "CRC", "CRPD": "CRPD", "CMW": "ICRMW", "CED": "CED", "SPT": "CAT-OP",
}

func member(family, code string) bool {
	for _, c := range families[family] {
		if c == code {
			return true
		}
	}
	return false
}

// resolveWeak says which instrument the weak atom a means; its own family name
// where nothing does.
func (s *scan) resolveWeak(a int) string {
	w := s.atoms[a].target
	if w == "OPTIONAL-PROTOCOL" || w == "PROTOCOL" {
		return s.resolveProtocol(a, w)
	}
	if c := s.earlier(a, w); c != "" {
		return c
	}
	if c := instrumentOf[s.c.Body]; member(w, c) {
		return c
	}
	for k := len(s.seen) - 1; k >= max(0, len(s.seen)-maxAround); k-- {
		if c := instrumentOf[s.seen[k].body]; member(w, c) {
			return c
		}
	}
	if c := s.c.Defined[w]; c != "" {
		return c
	}
	if w == "CHARTER" {
		return "UN-CHARTER"
	}
	if c := s.byArticle(a, w); c != "" {
		return c
	}
	if c := s.byComment(a, w); c != "" {
		return c
	}
	if c := s.bySubject(w); c != "" {
		return c
	}
	switch w {
	case "COVENANT", "CONVENTION":
		return w
	}
	return ""
}

// earlier returns the instrument of the family named last before atom a.
func (s *scan) earlier(a int, family string) string {
	for k := a - 1; k >= max(0, a-maxAround); k-- {
		if t := s.atoms[k]; t.kind == treatyAtom && (member(family, t.target) || s.otherOf(family, t)) {
			return t.target
		}
	}
	for k := a + 1; k < min(len(s.atoms), a+maxAround); k++ {
		if t := s.atoms[k]; t.kind == treatyAtom && member(family, t.target) {
			return t.target
		}
	}
	return ""
}

// carryReach is how many tokens an instrument is carried forward to articles
// named alone: about two sentences.
const carryReach = 80

// carried says whose articles atom a names where no instrument stands beside
// them: of the treaty named last, or that the issuing committee watches over.
func (s *scan) carried(a int) string {
	p := s.atoms[a]
	if !p.spread || p.labels != roleArticle || s.role(p.to) == roleOf || s.role(p.to) == roleTo && s.isMark(p.to, '-') {
		return ""
	}
	for k := a - 1; k >= 0 && p.from-s.atoms[k].to < carryReach; k-- {
		switch t := s.atoms[k]; {
		case t.kind == lawAtom, t.kind == weakAtom && t.target == "LAW":
			return ""
		case t.kind == treatyAtom && t.target != "OTHER":
			return t.target
		case t.kind == weakAtom && len(t.pins) > 0:
			if c := s.resolveWeak(k); c != t.target {
				return c
			}
			return ""
		}
	}
	if s.c.Kind == pipeline.KindTreatyBody {
		return instrumentOf[s.c.Body]
	}
	return ""
}

// otherOf reports whether t is an instrument without a code that its own name
// calls by the family's word.
func (s *scan) otherOf(family string, t atom) bool {
	if t.target != "OTHER" && !strings.HasPrefix(t.target, "ILO-") {
		return false
	}
	for k := t.from; k < t.to; k++ {
		if strings.EqualFold(s.word(k), family) {
			return true
		}
	}
	return false
}

func (s *scan) resolveProtocol(a int, w string) string {
	if c := s.earlier(a, "PROTOCOL"); c != "" {
		return c
	}
	base := instrumentOf[s.c.Body]
	if base == "" {
		base = s.earlier(a, "COVENANT")
	}
	if base == "" {
		base = s.earlier(a, "CONVENTION")
	}
	for k := max(0, a-maxAround); k < min(len(s.atoms), a+maxAround) && base == ""; k++ {
		if base == "" && s.atoms[k].kind == weakAtom && s.atoms[k].target == "COVENANT" {
			base = s.resolveWeak(k)
		}
	}
	if codes := (protocol{}).codes(base); len(codes) > 0 && base != "" {
		return codes[0]
	}
	if w == "PROTOCOL" {
		return ""
	}
	return w
}

// byArticle uses that some articles exist in one instrument only: complaints
// go by article 22 to the Committee against Torture, and the other covenant
// has 31 articles.
func (s *scan) byArticle(a int, w string) string {
	for _, pin := range s.atoms[a].pins {
		n, _ := strconv.Atoi(leadingDigits(strings.TrimPrefix(pin, "art:")))
		if w == "COVENANT" && n > 31 {
			return "ICCPR"
		}
		if w == "CONVENTION" && n == 22 && (s.evidence()["CAT"] > 0 || s.evidence()["PROCEDURE"] > 0) {
			return "CAT"
		}
	}
	return ""
}

func leadingDigits(w string) string {
	k := 0
	for k < len(w) && w[k] >= '0' && w[k] <= '9' {
		k++
	}
	return w[:k]
}

// byComment uses that a committee's papers cite its own general comments.
func (s *scan) byComment(a int, w string) string {
	for _, t := range s.atoms[max(0, a-maxAround):min(len(s.atoms), a+maxAround)] {
		body, _, _ := strings.Cut(t.target, "/")
		if c := instrumentOf[body]; t.kind == commentAtom && t.own && member(w, c) {
			return c
		}
	}
	return ""
}

// bySubject returns the instrument of the family that the text is about, ""
// where two are as likely.
func (s *scan) bySubject(family string) string {
	best, score, second := "", 0, 0
	for _, code := range families[family] {
		if n := s.evidence()[code]; n > score {
			best, score, second = code, n, score
		} else if n > second {
			second = n
		}
	}
	if score == second || score < 2 {
		return ""
	}
	return best
}

// maxEvidence is how many tokens of a text are weighed for its subject.
const maxEvidence = 5000

// evidence counts the words that only one instrument is about, by its code.
func (s *scan) evidence() map[string]int {
	if s.weights != nil {
		return s.weights
	}
	s.weights = map[string]int{}
	for i := 0; i < len(s.tok) && i < maxEvidence; {
		value, end := s.subjects.match(s.tok, i)
		if value == "" {
			i++
			continue
		}
		for f := strings.Fields(value); len(f) > 1; f = f[2:] {
			s.weights[f[0]] += atoi(f[1])
		}
		i = end
	}
	return s.weights
}

func atoi(w string) int {
	n, err := strconv.Atoi(w)
	if err != nil {
		return 0
	}
	return n
}
