package upr

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/states"
)

// cited is a paragraph of the interactive dialogue that the conclusions answer
// by its number, as in "the recommendations noted in paragraphs 28 (a) and 36
// did not enjoy the support of the State".
type cited struct {
	para    int
	letters []string // of its recommendations, none for all
}

var (
	citation = regexp.MustCompile(`(?i)\bparagraphs?:?\s+`)
	citeStep = regexp.MustCompile(`^(?:(\d{1,3})|\(\s*([a-z](?:\s*,\s*[a-z])*)\s*\)|\(\s*[ivx]+\s*\))`)
	citeGap  = regexp.MustCompile(`^(?:[\s,;]|and\b|to\b|also\b|in\b|paragraphs?\b|last sentence\b|first sentence\b)+`)
	point    = regexp.MustCompile(`^\s?\.\s?\d`)
	namedBy  = regexp.MustCompile(`^\s*\((?:the )?[A-Z][^()\d]{2,60}\)`)
)

// citations returns the paragraphs of the dialogue that text cites, in order.
// Numbers of two parts, 77.13, are entries of a list and none of these.
func citations(text string) []cited {
	var all []cited
	read := 0 // bytes
	for _, m := range citation.FindAllStringIndex(text, -1) {
		if m[0] < read {
			continue
		}
		rest := text[m[1]:]
		for {
			step := citeStep.FindStringSubmatch(rest)
			if step == nil {
				break
			}
			rest = rest[len(step[0]):]
			switch {
			case step[1] != "" && point.MatchString(rest):
				return all
			case step[1] != "":
				n, _ := strconv.Atoi(step[1])
				all = append(all, cited{para: n})
			case step[2] != "" && len(all) > 0:
				last := &all[len(all)-1]
				last.letters = union(last.letters, strings.FieldsFunc(step[2], func(r rune) bool { return r == ',' || r == ' ' }))
			}
			rest = rest[len(namedBy.FindString(rest)):]
			rest = rest[len(citeGap.FindString(rest)):]
		}
		read = len(text) - len(rest)
	}
	return all
}

// dialogue is the part of a report before its conclusions, by paragraph.
type dialogue struct {
	flow  *flow
	paras map[int][2]int // number of a paragraph → bytes of the flow
}

func newDialogue(d *pipeline.Document, to int) *dialogue {
	f := newFlow(d, 0, to)
	g := &dialogue{flow: f, paras: map[int][2]int{}}
	last := 0
	for _, u := range units(f) {
		switch {
		case u.kind == lead:
			last = u.para
			g.paras[last] = [2]int{u.start, u.end}
		case u.kind == entry && last > 0:
			g.paras[last] = [2]int{g.paras[last][0], u.end}
		case u.kind == heading:
			last = 0
		}
	}
	return g
}

// said is one recommendation within a paragraph of the dialogue.
type said struct {
	letter     string
	start, end int // bytes of the flow
}

var (
	lettered = regexp.MustCompile(`\(([a-z])\s?\)`)
	urging   = regexp.MustCompile(`(?i)\b(?:recommend(?:s|ed|ing|ation to|ation that)?|encourag(?:e|ed|es|ing)|urg(?:e|ed|es|ing)|suggest(?:s|ed|ing)?|call(?:s|ed|ing)? (?:on|upon|for)|appeal(?:s|ed|ing)? to|request(?:s|ed|ing)?)\b`)
	// asking is a request to be told something.
	asking    = regexp.MustCompile(`(?i)^request\w* (?:for )?(?:\w+ )?(?:information|clarifications?|details|elaboration|explanations?)\b`)
	sentences = regexp.MustCompile(`[.?!]\s+(?:\d{1,2}\s+)?[A-Z“]`)
)

// maxParagraph bounds what is read of a paragraph of the dialogue, in bytes; the longest printed has 6,000.
const maxParagraph = 20000

// recommended returns what paragraph c of the dialogue recommends.
func (g *dialogue) recommended(c cited) []said {
	span, ok := g.paras[c.para]
	if !ok {
		return nil
	}
	text := g.flow.text[span[0]:min(span[1], span[0]+maxParagraph)]
	var all []said
	marks := sequence(text)
	for i, m := range marks {
		end := len(text)
		if i+1 < len(marks) {
			end = marks[i+1].start
		}
		if len(c.letters) == 0 || contains(c.letters, m.letter) {
			all = append(all, said{m.letter, span[0] + m.end, span[0] + m.end + sentence(text[m.end:end])})
		}
	}
	if len(marks) > 0 {
		return all
	}
	for from := 0; from < len(text); {
		end := from + sentence(text[from:])
		if at := urging.FindStringIndex(text[from:end]); at != nil && !asking.MatchString(text[from+at[0]:end]) {
			all = append(all, said{"", span[0] + from + at[1], span[0] + end})
		}
		from = max(end, from+1)
	}
	return all
}

// sequence returns the places of (a), (b), (c) in text, as far as they follow each other.
func sequence(text string) []said {
	var all []said
	want := byte('a')
	for _, m := range lettered.FindAllStringSubmatchIndex(text, -1) {
		if letter := text[m[2]]; letter == want || letter == want+1 && want > 'a' {
			all = append(all, said{string(letter), m[0], m[1]})
			want = letter + 1
		}
	}
	if len(all) < 2 && len(all) > 0 && !urging.MatchString(text[:all[0].start]) {
		return nil
	}
	return all
}

// sentence returns the length of the first sentence of text.
func sentence(text string) int {
	if m := sentences.FindStringIndex(text); m != nil {
		return m[0] + 1
	}
	return len(text)
}

// speaker returns the State that speaks at offset at of the flow, within the
// paragraph that begins at start: the last that began a sentence, else the first named.
func (g *dialogue) speaker(start, at int, self string) string {
	text := g.flow.text[start:at]
	first, last := "", ""
	for _, m := range states.Find(text) {
		if m.Code == self || !states.Member(m.Code) {
			continue
		}
		if first == "" {
			first = m.Code
		}
		before := strings.TrimSuffix(strings.TrimRight(text[:m.Start], " \n"), "The")
		before = strings.TrimRight(before, " \n")
		if before == "" || strings.HasSuffix(before, ".") {
			last = m.Code
		}
	}
	if last != "" {
		return last
	}
	return first
}

// records returns the recommendations of the paragraphs that the conclusions cite, with the answer they give.
func (g *dialogue) records(d *pipeline.Document, all []cited, answer string) []pipeline.Recommendation {
	var out []pipeline.Recommendation
	for _, c := range all {
		for _, s := range g.recommended(c) {
			text := spoken(g.flow.text[s.start:s.end], self(d))
			speaker := g.speaker(g.paras[c.para][0], s.start, self(d))
			if speaker == "" || text == "" {
				continue
			}
			number := strconv.Itoa(c.para)
			if s.letter != "" {
				number += " (" + s.letter + ")"
			}
			out = append(out, record(d, g.flow, number, clause{text: text, states: []string{speaker}}, answer, s.start, s.end))
		}
	}
	return out
}

var (
	opener    = regexp.MustCompile(`^(?:that\s+|:\s*)`)
	addressed = regexp.MustCompile(`^(?:[:,;]\s*|that\s+|should\s+|to\s+)+`)
)

// spoken tidies a recommendation of the dialogue: without the words that
// introduce it or the next, and without the name of the State that it is made to.
func spoken(text, self string) string {
	s := opener.ReplaceAllString(tidy(text), "")
	for _, end := range []string{" and to", " and"} {
		s = strings.TrimSuffix(s, end)
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(s, "to "), "the "), "The ")
	if found := states.Find(rest); len(found) > 0 && found[0].Start == 0 && found[0].Code == self {
		after := strings.TrimSpace(rest[found[0].End:])
		if !strings.HasPrefix(after, "’s") && !strings.HasPrefix(after, "'s") {
			s = addressed.ReplaceAllString(after, "")
		}
	}
	return tidy(s)
}
