package upr

import (
	"regexp"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// columns are the places of what a table of recommendations tells, -1 where it has none.
type columns struct{ text, position int }

var (
	textTitle     = regexp.MustCompile(`(?i)^\s*(?:no\.?\s*)?(?:and\s+)?(?:text of (?:the )?)?recommendations?\b`)
	positionTitle = regexp.MustCompile(`(?i)^\s*(?:(?:full )?position|response|status|(?:state )?reply|accepted|supported|decision)\b`)
	source        = regexp.MustCompile(`(?i)\bsource\s+of\s+position\b`)
	rowNumber     = regexp.MustCompile(`^\s*(\d{1,3}\s?\.\s?\d{1,3}|\d{1,3}\.)\.?\s+`)
)

// header reads the titles of a table; ok is false where they are not those of
// a table of recommendations with the State's position.
func header(row string) (c columns, ok bool) {
	c = columns{-1, -1}
	for i, cell := range strings.Split(row, "\t") {
		switch {
		case c.text < 0 && textTitle.MatchString(cell) && len(cell) < 80:
			c.text = i
		case c.position < 0 && positionTitle.MatchString(cell) && len(cell) < 80:
			c.position = i
		}
	}
	return c, c.text >= 0 && c.position >= 0
}

// fromTables reads tables of recommendations, such as the matrices of OHCHR:
// a row a recommendation, once for each theme that it is listed under.
func fromTables(d *pipeline.Document) []pipeline.Recommendation {
	var out []pipeline.Recommendation
	var c columns
	found := false
	seen := map[string]bool{}
	for i := range d.Passages {
		p := &d.Passages[i]
		if p.Kind != pipeline.Table {
			continue
		}
		row := d.PassageText(p)
		if h, ok := header(row); ok {
			c, found = h, true
			continue
		}
		if !found {
			continue
		}
		for _, r := range fromRow(d, p, row, c) {
			if key := r.Number + "\x00" + r.Text; !seen[key] {
				seen[key] = true
				out = append(out, r)
			}
		}
	}
	return out
}

// fromRow reads one row, none where it has no position.
func fromRow(d *pipeline.Document, p *pipeline.Passage, row string, c columns) []pipeline.Recommendation {
	cells := strings.Split(row, "\t")
	if len(cells) <= max(c.text, c.position) {
		return nil
	}
	status := position(cells[c.position])
	if status == "" {
		return nil
	}
	at := p.Start
	for _, cell := range cells[:c.text] {
		at += len(cell) + 1
	}
	text, number := cells[c.text], strings.TrimRight(p.Number, ".")
	if m := rowNumber.FindStringSubmatchIndex(text); m != nil {
		number = strings.TrimRight(compact(text[m[2]:m[3]]), ".")
		text, at = text[m[1]:], at+m[1]
	}
	if m := source.FindStringIndex(text); m != nil {
		text = text[:m[0]]
	}
	var out []pipeline.Recommendation
	for _, cl := range clauses(text, self(d)) {
		if cl.text != "" {
			out = append(out, pipeline.Recommendation{Number: number, Text: cl.text, States: cl.states, Status: status,
				Page: p.Page, Passage: p.ID, Start: at + cl.start, End: at + cl.end})
		}
	}
	return out
}

// inPart begins an answer that accepts only some of a recommendation.
var inPart = regexp.MustCompile(`^(?:supported|accepted|supports?|accepts?) (?:in part|partially|partly)\b`)

// position reads the cell that gives the State's answer in a word or two, "" where it is none.
func position(cell string) string {
	s := strings.ToLower(strings.Join(strings.Fields(cell), " "))
	if len(s) > 200 {
		s = s[:200]
	}
	switch {
	case strings.HasPrefix(s, "partial"), strings.HasPrefix(s, "supported/noted"), strings.HasPrefix(s, "note"), strings.HasPrefix(s, "partly"), strings.HasPrefix(s, "take note"), inPart.MatchString(s):
		return noted
	case strings.HasPrefix(s, "support"), strings.HasPrefix(s, "accept"), s == "yes":
		return supported
	case s == "no":
		return rejected
	}
	return answerIn(s)
}
