package upr

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// Answer is what a State says in an addendum to one recommendation of its report.
type Answer struct {
	Number  string `json:"number"` // as the addendum prints it: 122.11, or 18 where it counts within the report's list; * for all others
	Status  string `json:"status"` // supported, implemented, pending, rejected, noted
	Text    string `json:"text"`   // the State's reasons, "" where it gives none
	Passage string `json:"passage"`
	Start   int    `json:"start"` // bytes of Document.Text that the answer was read from
	End     int    `json:"end"`
}

// ReportOf returns the symbol of the report that an addendum answers:
// A/HRC/21/11 for A/HRC/21/11/Add.1, "" for a symbol without addendum.
func ReportOf(symbol string) string {
	report, _, found := strings.Cut(symbol, "/Add.")
	if !found {
		return ""
	}
	return report
}

// Answers reads what the State under review answers in the addendum d, from
// tables and prose, one for each recommendation, in the order of their first mention.
func Answers(d *pipeline.Document) []Answer {
	r := &reading{d: d, at: map[string]int{}}
	r.tables()
	for _, s := range statements(d) {
		r.statement(s)
	}
	return r.out
}

// others is the number of an answer to all recommendations that have none of their own.
const others = "*"

// Settle returns recs with the answers of an addendum applied to those that
// the report left pending. A number without a point counts within the report's list.
func Settle(recs []pipeline.Recommendation, answers []Answer) []pipeline.Recommendation {
	by := map[string]string{}
	for _, a := range answers {
		by[a.Number] = a.Status
	}
	out := append([]pipeline.Recommendation(nil), recs...)
	for i := range out {
		r := &out[i]
		if r.Status != pending && r.Status != "" {
			continue
		}
		_, item, _ := strings.Cut(r.Number, ".")
		for _, number := range []string{r.Number, item, others} {
			if status := by[number]; status != "" {
				r.Status = status
				break
			}
		}
	}
	return out
}

// reading gathers the answers of one addendum.
type reading struct {
	d       *pipeline.Document
	out     []Answer
	at      map[string]int // number → index in out
	section string         // answer that the heading above gives
	items   []string       // numbers that the next statement explains
}

// give records an answer; reasons given later complete it, they do not change it.
func (r *reading) give(number, status, text string, s statement) {
	i, ok := r.at[number]
	if !ok {
		if status == "" {
			return
		}
		r.at[number] = len(r.out)
		r.out = append(r.out, Answer{Number: number, Status: status, Text: text, Passage: s.passage, Start: s.start, End: s.end})
		return
	}
	if r.out[i].Text == "" {
		r.out[i].Text = text
	}
}

// tick is a mark in the column of an answer.
var tick = regexp.MustCompile(`^\s*[XxХх✓✔√]\s*$`)

// marked returns the answers that the columns of a table stand for, by their
// places: "Supported" and "Noted" in its first row.
func marked(cells []string) map[int]string {
	marks := map[int]string{}
	for i, cell := range cells {
		if status := position(cell); status != "" && len(cell) < 40 {
			marks[i] = status
		}
	}
	return marks
}

// tables reads rows that give a number and a position.
func (r *reading) tables() {
	marks := map[int]string{}
	for i := range r.d.Passages {
		p := &r.d.Passages[i]
		if p.Kind != pipeline.Table {
			continue
		}
		cells := strings.Split(r.d.PassageText(p), "\t")
		numbers, _ := leadingNumbers(cells[0])
		if len(numbers) == 0 && p.Number != "" {
			numbers = []string{strings.TrimRight(p.Number, ".")}
		}
		if len(numbers) == 0 {
			marks = marked(cells)
		}
		status, reasons := "", ""
		for k, cell := range cells[min(1, len(cells)-1):] {
			if tick.MatchString(cell) && marks[k+1] != "" {
				status = marks[k+1]
				continue
			}
			if strings.Trim(cell, " -–—") == "" {
				continue
			}
			if status == "" && positionTitle.MatchString(cell+" ") || status == "" && len(cell) < 60 {
				status = position(cell)
			} else if status != "" {
				reasons = strings.TrimSpace(reasons + " " + cell)
			}
		}
		for _, n := range numbers {
			r.give(n, status, reasons, statement{passage: p.ID, start: p.Start, end: p.End})
		}
	}
}

// statement is a paragraph, with what an extractor cut off it.
type statement struct {
	text       string
	heading    bool
	passage    string
	start, end int // bytes of Document.Text
}

// statements joins passages that break off in a list of numbers.
func statements(d *pipeline.Document) []statement {
	var all []statement
	for i := range d.Passages {
		p := &d.Passages[i]
		if p.Kind == pipeline.Table || p.Kind == pipeline.Footnote {
			continue
		}
		text := strings.TrimSpace(d.PassageText(p))
		if n := len(all); n > 0 && text != "" && text[0] >= '0' && text[0] <= '9' && unfinished.MatchString(all[n-1].text) {
			all[n-1].text += " " + text
			all[n-1].end = p.End
			continue
		}
		all = append(all, statement{text, p.Kind == pipeline.Heading, p.ID, p.Start, p.End})
	}
	return all
}

var (
	unfinished = regexp.MustCompile(`(?:,|[-–]|\band|\bto)\s*$`)
	// numbered is the beginning of a statement that names what it is about.
	numbered = regexp.MustCompile(`(?i)^(?:ad\s+)?(?:(?:recommendations?|rec\.?|nos?\.?|paragraphs?)\s*(?:nos?\.?\s*)?)?(\d{1,3}(?:\.\s?\d{1,3})?(?:\s?(?:[,;&]|,?\s?and|[-–]|to)\s?\d{1,3}(?:\.\d{1,3})?)*)\s*(?:[:.;)–-]\s*|\s|$)`)
	aPoint   = regexp.MustCompile(`\d\.\s?\d|(?i)^(?:recommendation|rec\b|ad\b|no)`)
	// mention finds a list of numbers in prose: after the word, or with points.
	mention = regexp.MustCompile(`(?i)\b(?:recommendations?|recs?\.?|nos?\.|numbers?)\s*(?:(?:contained |set out |listed |made )?(?:in|under) (?:sub)?paragraphs?\s*)?(?:nos?\.?\s*)?:?\s*((?:\d{1,3}(?:\.\s?\d{1,3})?(?:\s?[-–]\s?\d{1,3}(?:\.\d{1,3})?)?[\s,;]*(?:and\s+|to\s+)?)+)`)
	pointed = regexp.MustCompile(`((?:\d{1,3}\.\s?\d{1,3}(?:\s?[-–]\s?\d{1,3}(?:\.\d{1,3})?)?[\s,;]*(?:and\s+|to\s+)?)+)`)
	span    = regexp.MustCompile(`(\d{1,3})(?:\.\s?(\d{1,3}))?(?:\s?(?:[-–]|\bto\b)\s?(\d{1,3})(?:\.(\d{1,3}))?)?`)
	breaks  = regexp.MustCompile(`[.;]\s+[A-Z]`)
	turns   = regexp.MustCompile(`;\s|,?\s(?:whereas|while|but)\s`)
	// paragraphNumber is that of the addendum's own paragraph before what it answers.
	paragraphNumber = regexp.MustCompile(`^\d{1,3}\.\s+(\d{1,3}\.\d{1,3}\s?[:,–-]|(?i:ad |recommendations? [\d., ]+(?:and [\d.]+)?\s?[:–]|response to ))`)
	// allBut begins what an answer to all recommendations leaves out.
	allBut  = regexp.MustCompile(`(?i)\ball (?:of )?(?:the |these )?(?:\w+ )?recommendations\b(?:[^.;]{0,40}?)\b(?:except|with the exception of|apart from|other than|save)\b`)
	theRest = regexp.MustCompile(`(?i)\b(?:all|the) (?:of the )?(?:other|remaining|rest of the)(?: pending)? recommendations\b`)
)

// maxTitle bounds a line that only names the recommendations that the next answers, in bytes.
const maxTitle = 200

// statement reads one paragraph.
func (r *reading) statement(s statement) {
	text := paragraphNumber.ReplaceAllString(strings.Join(strings.Fields(s.text), " "), "$1")
	numbers, rest := leadingNumbers(text)
	switch {
	case len(numbers) > 0:
		r.item(numbers, rest, s)
	case s.heading || len(text) < 160 && !strings.HasSuffix(text, ".") && !mention.MatchString(text):
		if status := answerIn(text); status != "" || s.heading {
			r.section = status
		}
		r.items = nil
	case r.prose(text, s):
		r.items = nil
	case len(text) < maxTitle && answerIn(text) == "" && len(numbersIn(text)) > 0:
		r.items = numbersIn(text)
	default:
		for _, n := range r.items {
			r.give(n, r.explicit(text), text, s)
		}
		r.items = nil
	}
}

// item reads a statement that begins with the numbers it answers.
func (r *reading) item(numbers []string, rest string, s statement) {
	if rest == "" || len(groups(rest, "")) > 0 && r.explicit(rest) == r.section || r.quotes(rest) {
		r.items = numbers
		for _, n := range numbers {
			r.give(n, r.section, "", s)
		}
		return
	}
	r.items = nil
	status := r.explicit(rest)
	for _, n := range numbers {
		r.give(n, status, rest, s)
	}
}

// quotes reports whether some text under a title that answers is the
// recommendation itself, which ends with the States that made it.
func (r *reading) quotes(text string) bool {
	lists := groups(text, "")
	return r.section != "" && len(lists) > 0 && len(strings.Trim(text[lists[len(lists)-1].end:], " ;.")) == 0
}

// explicit returns the answer that the first sentence of some reasons gives, else that of the section.
func (r *reading) explicit(reasons string) string {
	first := reasons
	if m := breaks.FindStringIndex(reasons); m != nil {
		first = reasons[:m[0]]
	}
	if s := strings.ToLower(first); strings.Contains(s, "recommendation") || len(s) < 60 {
		if status := position(s); status != "" {
			return r.within(status)
		}
	}
	return r.section
}

// within refines an answer by the section it stands in: what is accepted under
// "already implemented" was implemented.
func (r *reading) within(status string) string {
	if status == supported && r.section == implemented {
		return implemented
	}
	return status
}

// prose reads sentences that answer recommendations by their numbers; false
// where the paragraph does not.
func (r *reading) prose(text string, s statement) bool {
	found := false
	for from := 0; from < len(text); {
		end := len(text)
		if m := breaks.FindStringIndex(text[from:]); m != nil {
			end = from + m[0] + 1
		}
		for _, part := range sides(text[from:end]) {
			found = r.sentence(part, s) || found
		}
		from = end
	}
	return found
}

// sides cuts a sentence in two where it answers some recommendations one way
// and others another: "accepts 12.1, whereas it notes 12.2".
func sides(sentence string) []string {
	for _, m := range turns.FindAllStringIndex(sentence, -1) {
		a, b := sentence[:m[0]], sentence[m[1]:]
		if answerIn(a) != "" && answerIn(b) != "" && len(numbersIn(a)) > 0 && len(numbersIn(b)) > 0 {
			return append([]string{a}, sides(b)...)
		}
	}
	return []string{sentence}
}

// sentence reads one sentence of prose; false where it answers nothing.
func (r *reading) sentence(text string, s statement) bool {
	status := answerIn(text)
	if status == "" {
		return false
	}
	if m := allBut.FindStringIndex(text); m != nil {
		return r.exception(text, m, s)
	}
	if theRest.MatchString(text) {
		r.give(others, r.within(status), "", s)
		return true
	}
	numbers := numbersIn(text)
	for _, n := range numbers {
		r.give(n, r.within(status), "", s)
	}
	return len(numbers) > 0
}

// exception reads "accepts all recommendations except 12.3, which it notes": the
// words up to m answer the others, those after it what is left out.
func (r *reading) exception(text string, m []int, s statement) bool {
	left := answerIn(text[m[1]:])
	for _, n := range numbersIn("recommendations " + text[m[1]:]) {
		if left == "" || left == supported {
			left = noted
		}
		r.give(n, left, "", s)
	}
	if status := answerIn(text[:m[1]]); status != "" {
		r.give(others, r.within(status), "", s)
	}
	return true
}

// leadingNumbers returns the numbers that a text begins with, and the text after them.
func leadingNumbers(text string) (numbers []string, rest string) {
	m := numbered.FindStringSubmatchIndex(text)
	if m == nil || !aPoint.MatchString(text[:m[1]]) {
		return nil, text
	}
	return expand(text[m[2]:m[3]]), strings.TrimSpace(text[m[1]:])
}

// maxNumbers bounds the recommendations that one sentence answers; no report has 500.
const maxNumbers = 1000

// numbersIn returns the numbers of recommendations in a sentence.
func numbersIn(text string) []string {
	var all []string
	for _, re := range []*regexp.Regexp{mention, pointed} {
		for _, m := range re.FindAllStringSubmatch(text, -1) {
			if all = union(all, expand(m[1])); len(all) > maxNumbers {
				return all
			}
		}
	}
	return all
}

// expand returns the numbers of a list such as 122.17–19, 122.30 and 122.40 to 122.42.
func expand(list string) []string {
	var all []string
	for _, m := range span.FindAllStringSubmatch(list, -1) {
		prefix, first, last := "", m[1], m[3]
		if m[2] != "" {
			prefix, first = m[1]+".", m[2]
		}
		if m[4] != "" {
			last = m[4]
		}
		from, _ := strconv.Atoi(first)
		to, err := strconv.Atoi(last)
		if err != nil || to < from {
			to = from
		}
		for n := from; n <= to && n < from+maxRange; n++ {
			all = append(all, prefix+strconv.Itoa(n))
		}
	}
	return all
}
