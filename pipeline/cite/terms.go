package cite

import (
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// Terms returns what r is found by in an index, the widest first: target,
// target and pinpoint, and for a pinpoint with paragraphs each whole it is part
// of. ICCPR art:14(3)(g) gives ICCPR, ICCPR:art:14, ICCPR:art:14(3),
// ICCPR:art:14(3)(g); SDG/16.3 gives SDG/16 too. [Term] makes a query value
// comparable with them.
func Terms(r pipeline.Reference) []string {
	target := Term(r.Target)
	var terms []string
	if r.Kind == "sdg" {
		if goal, _, ok := strings.Cut(target, "."); ok {
			terms = append(terms, goal)
		}
	}
	terms = append(terms, target)
	seen := map[string]bool{target: true}
	for _, pin := range r.Pinpoints {
		for _, whole := range wholes(pin) {
			if term := target + ":" + whole; !seen[term] {
				seen[term] = true
				terms = append(terms, term)
			}
		}
	}
	return terms
}

// wholes returns pin and what it is part of, the widest first: art:14,
// art:14(3), art:14(3)(g).
func wholes(pin string) []string {
	pin = plainPin(pin)
	var list []string
	for i := range pin {
		if pin[i] == '(' && i > 0 {
			list = append(list, pin[:i])
		}
	}
	return append(list, pin)
}

// Term writes a query value the way [Terms] does: the target in capitals, the
// pinpoint in its short form. "iccpr:article:14" and "ICCPR art. 14 (3)" become
// ICCPR:art:14 and ICCPR:art:14(3); a value it cannot read comes back trimmed
// and in capitals.
func Term(value string) string {
	value = strings.Join(strings.Fields(value), " ")
	target, pin := splitPin(value)
	target = strings.ToUpper(strings.ReplaceAll(target, " ", ""))
	if pin == "" {
		return target
	}
	return target + ":" + plainPin(pin)
}

// pinLabels are the ways to write the type of a pinpoint in a query.
var pinLabels = map[string]string{
	"art": "art", "article": "art", "articles": "art", "para": "para", "paragraph": "para", "par": "para", "sec": "sec", "section": "sec",
	"ch": "ch", "chap": "ch", "chapter": "ch", "annex": "annex", "rec": "rec", "recommendation": "rec", "rule": "rule", "principle": "principle", "part": "part",
}

// splitPin cuts a query value where its pinpoint begins.
func splitPin(value string) (target, pin string) {
	cut := strings.FieldsFunc(value, func(r rune) bool { return r == ':' || r == ' ' })
	if len(cut) < 3 {
		return value, ""
	}
	label := pinLabels[strings.ToLower(strings.TrimSuffix(cut[1], "."))]
	if label == "" {
		return value, ""
	}
	return cut[0], label + ":" + strings.Join(cut[2:], "")
}

// plainPin folds the letters of a pinpoint's type, and nothing else: art:VI and
// art:14(3)(g) stay as printed.
func plainPin(pin string) string {
	label, number, ok := strings.Cut(strings.ReplaceAll(pin, " ", ""), ":")
	if !ok {
		return pin
	}
	return strings.ToLower(label) + ":" + number
}
