package upr

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// conclusions matches the title of the part that lists recommendations.
var conclusions = regexp.MustCompile(`(?i)^(?:[IVX]+\.?\s*)?conclusions\s+(?:and|and\s*/\s*or|or)\s+recommendations\s*(?:\*|\W*$|\d{1,3}\.\s)`)

// annex matches the title of what follows it.
var annex = regexp.MustCompile(`(?i)^annex(?:es)?\b|^composition of the delegation|^appendix\b`)

// body returns the passages of the conclusions: from their title to the annex.
func body(d *pipeline.Document) (from, to int) {
	to = len(d.Passages)
	for i := range d.Passages {
		p := &d.Passages[i]
		text := d.PassageText(p)
		if p.Kind != pipeline.Footnote && (len(text) < 120 || p.Kind == pipeline.Heading) && conclusions.MatchString(strings.TrimSpace(text)) {
			from, to = i+1, len(d.Passages)
			if len(text) >= 60 {
				from = i // the first paragraph ran into the title
			}
		} else if from > 0 && to == len(d.Passages) && len(text) < 80 && annex.MatchString(text) {
			to = i
		}
	}
	return from, to
}

// report gathers the recommendations of one report.
type report struct {
	d        *pipeline.Document
	flow     *flow
	dialogue *dialogue
	out      []pipeline.Recommendation
	paras    []int  // for each of out, the lead it stands under
	answer   string // of the list that is being read
	pledge   bool   // the part that is being read is about pledges

	announced bool // the list that is being read holds pledges
	comments  bool // the list that is being read explains answers
}

func fromReport(d *pipeline.Document) []pipeline.Recommendation {
	from, to := body(d)
	r := &report{d: d, flow: newFlow(d, from, to)}
	for _, u := range units(r.flow) {
		text := r.flow.text[u.start:u.end]
		switch u.kind {
		case heading:
			r.pledge = pledging(text)
		case lead:
			if r.lead(u, text, from); r.pledge || r.announced {
				r.promise(u, text)
			}
		case entry:
			r.entry(u, text)
		}
	}
	for i := range r.out {
		if r.out[i].Status == "" {
			r.out[i].Status = pending
		}
	}
	return r.out
}

// lead reads a paragraph of the report itself: it introduces the list that
// follows, answers the one above, or answers paragraphs of the dialogue.
func (r *report) lead(u unit, text string, dialogueEnd int) {
	r.answer, r.comments = "", commenting.MatchString(text)
	r.announced = announces.MatchString(text)
	if !strings.Contains(strings.ToLower(text), "recommend") {
		return
	}
	r.answer = answerIn(text)
	if r.answer == "" {
		return
	}
	if items := entriesIn(text); len(items) > 0 && !ahead.MatchString(text) {
		r.settle(items, explains.MatchString(text))
		return
	}
	if all := citations(text); len(all) > 0 {
		if r.dialogue == nil {
			r.dialogue = newDialogue(r.d, dialogueEnd)
		}
		r.add(u.para, r.dialogue.records(r.d, all, r.answer)...)
		return
	}
	r.above(text)
}

func (r *report) add(para int, recs ...pipeline.Recommendation) {
	for _, rec := range recs {
		r.out = append(r.out, rec)
		r.paras = append(r.paras, para)
	}
}

// above answers the list before a lead that has none of its own.
func (r *report) above(text string) {
	s := strings.ToLower(text)
	again := r.answer == implemented && strings.Contains(s, " above")
	for i := range r.out {
		if r.out[i].Status == "" || again && !r.out[i].Pledge && r.paras[i] == r.paras[len(r.paras)-1] {
			r.out[i].Status = r.answer
		}
	}
}

// settle gives an answer to the entries of the lists above that a lead names.
// One that only explains an answer given before changes none.
func (r *report) settle(items map[string]bool, explained bool) {
	last := 0
	if n := len(r.paras); n > 0 {
		last = r.paras[n-1]
	}
	for i := range r.out {
		_, item, _ := strings.Cut(r.out[i].Number, ".")
		if (items[r.out[i].Number] || r.paras[i] == last && items[item]) && (!explained || r.out[i].Status == "") {
			r.out[i].Status = r.answer
		}
	}
}

// entry reads one number of a list.
func (r *report) entry(u unit, text string) {
	if r.pledge || r.announced {
		r.promise(u, text)
		return
	}
	if r.comments || explanation.MatchString(text) {
		return
	}
	for _, c := range clauses(text, self(r.d)) {
		if c.text != "" {
			r.add(u.para, record(r.d, r.flow, u.number, c, r.answer, u.start+c.start, u.start+c.end))
		}
	}
}

// promise records voluntary pledges: an entry, each item of a list without
// numbers, or a paragraph that introduces none.
func (r *report) promise(u unit, text string) {
	for _, s := range items(text) {
		what := tidy(text[s[0]:s[1]])
		if what == "" || u.kind == lead && strings.HasSuffix(strings.TrimSpace(text[s[0]:s[1]]), ":") || boilerplate.MatchString(what) {
			continue
		}
		rec := record(r.d, r.flow, u.number, clause{text: what, states: []string{self(r.d)}}, supported, u.start+s[0], u.start+s[1])
		rec.Pledge = true
		r.add(u.para, rec)
	}
}

// boilerplate is said in every report and promises nothing.
var boilerplate = regexp.MustCompile(`(?i)^all conclusions|^reference is made|should not be construed as`)

var bullet = regexp.MustCompile(`(?:^|\n)\s*[•▪●○■]\s*`)

// items cuts text at bullets; without them it is one item.
func items(text string) [][2]int {
	marks := bullet.FindAllStringIndex(text, -1)
	var all [][2]int
	from := 0
	for _, m := range marks {
		all = append(all, [2]int{from, m[0]})
		from = m[1]
	}
	return append(all, [2]int{from, len(text)})
}

// record makes a record of what stands in bytes [start, end) of f.
func record(d *pipeline.Document, f *flow, number string, c clause, answer string, start, end int) pipeline.Recommendation {
	for start < end && strings.ContainsRune(" ;,.:/\n", rune(f.text[start])) {
		start++
	}
	from := f.doc(start)
	return pipeline.Recommendation{
		Number: number, Text: c.text, States: c.states, Status: answer, Page: page(d, from),
		Passage: d.Passages[f.pieces[f.pieceAt(start)].passage].ID, Start: from, End: max(from, f.doc(end)),
	}
}

// self returns the State under review.
func self(d *pipeline.Document) string {
	if len(d.Countries) == 0 {
		return ""
	}
	return d.Countries[0]
}

func pledging(title string) bool {
	s := strings.ToLower(title)
	return strings.Contains(s, "pledge") || strings.Contains(s, "voluntary commitment")
}

var (
	// ahead says that a lead introduces the list that follows it.
	ahead = regexp.MustCompile(`(?i)\b(?:following|below)\b`)
	// commenting introduces a list of explanations.
	commenting = regexp.MustCompile(`(?i)\bfollowing (?:comments|explanations|clarifications|observations|remarks)|comments? as follows`)
	// announces introduces a list of pledges.
	announces = regexp.MustCompile(`(?i)\bfollowing (?:new |additional |short-term )?(?:voluntary )?(?:pledges|commitments)|(?:pledges|commitments) (?:were|was) made`)
	// explains says that a lead comments on single recommendations.
	explains = regexp.MustCompile(`(?i)^\s*(?:with regards? to|regarding|in (?:respect|regard) (?:of|to)|as (?:for|regards)|concerning|with respect to)\b`)
	// explanation is an entry that comments on a recommendation instead of making one.
	explanation = regexp.MustCompile(`(?i)^\s*(?:with regards? to|regarding|in (?:respect|regard) (?:of|to)|as (?:for|regards)|concerning|with respect to)\s+(?:the\s+)?recommendations?\b`)
	twoPart     = regexp.MustCompile(`\b\d{1,3}\s?\.\s?\d{1,3}\b(?:\s?(?:[-–]|to\b)\s?\d{1,3}(?:\.\d{1,3})?\b)?`)
	plain       = regexp.MustCompile(`(?i)\b(?:Nos?\.?|numbers?|recommendations?|subparagraphs?)\s+(?:Nos?\.?\s*)?((?:\d{1,3}(?:\s?[-–]\s?\d{1,3})?(?:\s?,?\s?and\s|\s?,\s?|\s?&\s?)?)+)`)
	single      = regexp.MustCompile(`(\d{1,3})(?:\s?[-–]\s?(\d{1,3}))?`)
)

// maxRange bounds the entries of a range such as 85–119.
const maxRange = 300

// entriesIn returns the entries of lists that a paragraph names: 77.13 whole, 85
// to 119 as their numbers in the list.
func entriesIn(text string) map[string]bool {
	items := map[string]bool{}
	for _, m := range twoPart.FindAllString(text, -1) {
		for _, number := range expand(m) {
			items[number] = true
		}
	}
	if len(items) > 0 {
		return items
	}
	for _, m := range plain.FindAllStringSubmatch(text, -1) {
		for _, s := range single.FindAllStringSubmatch(m[1], -1) {
			from, _ := strconv.Atoi(s[1])
			to := from
			if s[2] != "" {
				to, _ = strconv.Atoi(s[2])
			}
			for n := from; n <= to && n < from+maxRange; n++ {
				items[strconv.Itoa(n)] = true
			}
		}
	}
	return items
}
