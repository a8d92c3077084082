package meta

import (
	"context"

	"github.com/haki-project/haki/pipeline"
)

// Stage fills Metadata. It holds nothing and serves any number of documents at
// the same time.
type Stage struct{}

// New returns the stage.
func New() Stage { return Stage{} }

// Name returns the stage's name with its version.
func (Stage) Name() string { return "meta/1" }

// Annotate fills the empty fields of d.Metadata but Language. It reads Text,
// Pages, Passages, Language and File.
func (Stage) Annotate(ctx context.Context, d *pipeline.Document) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if d.ListedBy != "" {
		if d.Kind == pipeline.KindUPRReport {
			d.Cycle = first(d.Cycle, cycleOf(d.Session))
		}
		return nil // the rows of an index say what they are from, and have no front page
	}
	f := readFront(d)
	var found pipeline.Metadata
	found.Symbol = first(d.Symbol, f.symbol())
	found.Kind = first(d.Kind, f.kind(found.Symbol))
	found.Body = f.body(found.Symbol, found.Kind)
	found.Session = f.session(found.Symbol, found.Kind)
	found.Cycle = f.cycle(found.Symbol, found.Kind, found.Session)
	found.Countries = f.countries(found.Symbol, found.Kind)
	found.Date = f.date(found.Kind)
	found.Title = f.title(found.Kind, found.Countries)
	hint(&found, d.File)
	found.Language = d.Language
	found.Apply(d.Metadata)
	found.Title = withoutSite(found.Title)
	d.Metadata = found
	return nil
}

// first returns the first of values that is not zero.
func first[T comparable](values ...T) T {
	var zero T
	for _, v := range values {
		if v != zero {
			return v
		}
	}
	return zero
}
