package upr

import (
	"context"
	"regexp"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

type stage struct{}

// New returns the stage that fills Recommendations of reports, addenda and
// matrices of the Universal Periodic Review and marks the passages they stand
// in. It reads Kind, Countries, Text, Pages and Passages.
func New() pipeline.Stage { return stage{} }

// Name implements [pipeline.Stage].
func (stage) Name() string { return "upr/1" }

// Annotate implements [pipeline.Stage].
func (stage) Annotate(ctx context.Context, d *pipeline.Document) error {
	switch d.Kind {
	case pipeline.KindUPRReport:
		d.Recommendations = fromReport(d)
	}
	for _, r := range d.Recommendations {
		if p := d.Passage(r.Passage); p != nil {
			p.Kind = pipeline.Recommended
		}
	}
	return ctx.Err()
}

// conclusions matches the title of the part that lists recommendations.
var conclusions = regexp.MustCompile(`(?i)^(?:[IVX]+\.?\s*)?conclusions\s+(?:and|and\s*/\s*or|or)\s+recommendations`)

// annex matches the title of what follows it.
var annex = regexp.MustCompile(`(?i)^annex(?:es)?\b|^composition of the delegation|^appendix\b`)

// body returns the passages of the conclusions: from their title to the annex.
func body(d *pipeline.Document) (from, to int) {
	to = len(d.Passages)
	for i := range d.Passages {
		text := d.PassageText(&d.Passages[i])
		if len(text) < 120 && conclusions.MatchString(strings.TrimSpace(text)) {
			from, to = i+1, len(d.Passages)
		} else if from > 0 && to == len(d.Passages) && len(text) < 80 && annex.MatchString(text) {
			to = i
		}
	}
	return from, to
}

func fromReport(d *pipeline.Document) []pipeline.Recommendation {
	from, to := body(d)
	f := newFlow(d, from, to)
	return list(d, f)
}

// self returns the State under review.
func self(d *pipeline.Document) string {
	if len(d.Countries) == 0 {
		return ""
	}
	return d.Countries[0]
}

func list(d *pipeline.Document, f *flow) []pipeline.Recommendation {
	var out []pipeline.Recommendation
	answer, pledge := "", false
	open := 0 // records since which no answer was given
	for _, u := range units(f) {
		text := f.text[u.start:u.end]
		switch {
		case u.kind == heading:
			pledge = pledging(text)
		case u.kind == lead:
			given := ""
			if strings.Contains(strings.ToLower(text), "recommend") || strings.Contains(text, "following") {
				given = answerIn(text)
			}
			if open < len(out) && given != "" {
				for i := open; i < len(out); i++ {
					if out[i].Status == "" {
						out[i].Status = given
					}
				}
			}
			answer = given
			open = len(out)
		case u.kind == entry && !pledge:
			for _, c := range clauses(text, self(d)) {
				if c.text == "" {
					continue
				}
				start, end := f.doc(u.start+c.start), f.doc(u.start+c.end)
				out = append(out, pipeline.Recommendation{Number: u.number, Text: c.text, States: c.states, Status: answer,
					Page: page(d, start), Passage: d.Passages[f.pieces[f.pieceAt(u.start)].passage].ID, Start: start, End: end})
			}
		}
	}
	for i := range out {
		if out[i].Status == "" {
			out[i].Status = pending
		}
	}
	return out
}

func pledging(title string) bool {
	s := strings.ToLower(title)
	return strings.Contains(s, "pledge") || strings.Contains(s, "voluntary commitment")
}
