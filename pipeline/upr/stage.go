package upr

import (
	"context"

	"github.com/haki-project/haki/pipeline"
)

type stage struct{}

// New returns the stage that fills Recommendations of reports and matrices of the Universal Periodic Review and marks the passages they stand
// in; in concluding observations and reports of mandate holders it marks
// recommendations, concerns and positive aspects. It reads Kind, Countries,
// Text, Pages and Passages. Of the rows of an index it makes records as the
// index states them.
func New() pipeline.Stage { return stage{} }

// Name implements [pipeline.Stage].
func (stage) Name() string { return "upr/2" }

// Annotate implements [pipeline.Stage].
func (stage) Annotate(ctx context.Context, d *pipeline.Document) error {
	if d.ListedBy != "" {
		d.Recommendations = fromStated(d)
		return ctx.Err()
	}
	switch d.Kind {
	case pipeline.KindUPRReport:
		d.Recommendations = fromReport(d)
	case pipeline.KindUPRAddendum: // answers recommendations of its report, which are read there
	case pipeline.KindLaw, pipeline.KindSpeech, pipeline.KindResolution:
	default:
		d.Recommendations = fromTables(d)
	}
	if d.Kind == pipeline.KindTreatyBody || d.Kind == pipeline.KindUNReport {
		conclude(d)
	}
	mark(d)
	return ctx.Err()
}

// mark sets the kind of the passages that hold recommendations. The report's own
// numbered paragraphs stay what they are, also where recommendations run in them:
// who counts or cites paragraphs must find each.
func mark(d *pipeline.Document) {
	holds := map[string]bool{}
	for _, r := range d.Recommendations {
		holds[r.Passage] = true
	}
	for i := range d.Passages {
		if p := &d.Passages[i]; holds[p.ID] && (p.Kind != pipeline.Paragraph || !whole(p.Number)) {
			p.Kind = pipeline.Recommended
		}
	}
}

// whole reports whether a number is that of a paragraph, as 77, and not of an
// item below one, as 77.3 or (a).
func whole(number string) bool {
	for _, c := range number {
		if c < '0' || c > '9' {
			return false
		}
	}
	return number != ""
}
