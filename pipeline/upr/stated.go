package upr

import (
	"slices"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// fromStated makes the records of the rows of an index. Where the text names the
// States as reports print them, "Ratify the Covenant (France, Spain)", it is cut
// as a report's would be, as long as the index names no others.
func fromStated(d *pipeline.Document) []pipeline.Recommendation {
	var out []pipeline.Recommendation
	for i := range d.Passages {
		p := &d.Passages[i]
		if p.Stated == nil || p.Kind != pipeline.Recommended {
			continue
		}
		text := d.PassageText(p)
		for _, c := range statedClauses(text, self(d), p.Stated.States) {
			r := pipeline.Recommendation{
				Number: p.Number, Text: c.text, States: c.states, Status: statedAnswer(p.Stated.Status), Page: p.Page, Passage: p.ID, Start: p.Start + c.start, End: p.Start + c.end,
			}
			settleStated(&r, p.Stated)
			out = append(out, r)
		}
	}
	return out
}

func statedClauses(text, self string, states []string) []clause {
	list := clauses(text, self)
	var named []string
	for _, c := range list {
		named = union(named, c.states)
	}
	if len(named) > 0 && (len(states) == 0 || subset(named, states)) {
		return slices.DeleteFunc(list, func(c clause) bool { return c.text == "" })
	}
	return []clause{{text: text, states: states, end: len(text)}}
}

func subset(some, all []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(all, s) })
}

// statedAnswer is the answer that an index gives in its own word.
func statedAnswer(word string) string {
	word = strings.ToLower(strings.TrimSpace(word))
	if slices.Contains([]string{supported, implemented, pending, rejected, noted}, word) {
		return word
	}
	return position(word)
}

// settleStated keeps apart what the report says and what was answered later,
// where an index tells both.
func settleStated(r *pipeline.Recommendation, s *pipeline.Stated) {
	switch answer := statedAnswer(s.Answer); {
	case r.Status == "":
		r.Status = answer
	case answer != "" && r.Status == pending:
		r.Answer, r.AnsweredIn = answer, s.By
	}
}
