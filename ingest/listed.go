package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/haki-project/haki/ingest/records"
	"github.com/haki-project/haki/pipeline"
)

// readListed makes a document of rows of an index of recommendations, a passage
// a row. It is told apart from the document that the rows are from by ListedBy.
func readListed(f records.Format) func(context.Context, *source, *builder) error {
	return func(_ context.Context, s *source, b *builder) error {
		list, err := records.Read(s.data, f)
		if err != nil {
			return err
		}
		var unknown, silent []string
		for i := range list {
			r := &list[i]
			if r.Text == "" {
				silent = append(silent, r.ID)
			}
			b.describe(r.Of)
			unknown = append(unknown, r.Unknown...)
			if !b.add(block{kind: r.Kind, text: r.Text, number: r.Number, identifier: r.ID, settled: true, stated: &r.Stated}) {
				return b.err
			}
		}
		b.listedBy = string(f)
		b.meta.Title = listedTitle(f, b.meta)
		b.notes = append(b.notes, fmt.Sprintf("Passages as %s lists them, not the whole document.", f.Title()))
		if len(silent) > 0 {
			b.notes = append(b.notes, fmt.Sprintf("%d rows have no text: %s.", len(silent), strings.Join(silent, ", ")))
		}
		if len(unknown) > 0 {
			b.notes = append(b.notes, "Names of States that are not known: "+strings.Join(distinct(unknown), "; ")+".")
		}
		return nil
	}
}

// describe adds what a row says of its document: the first word counts, but
// for States, of which a document may concern several.
func (b *builder) describe(of pipeline.Metadata) {
	countries := distinct(slices.Concat(b.meta.Countries, of.Countries))
	of.Apply(b.meta)
	b.meta = of
	b.meta.Countries = countries
}

// listedTitle names the document as people would look for it.
func listedTitle(f records.Format, m pipeline.Metadata) string {
	what := m.Symbol
	if what == "" && m.Session > 0 {
		what = fmt.Sprintf("review of %s at session %d", strings.Join(m.Countries, ", "), m.Session)
	}
	return strings.TrimSuffix(f.Title()+": "+what, ": ")
}

// distinct sorts a list and drops what is said twice.
func distinct(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}
