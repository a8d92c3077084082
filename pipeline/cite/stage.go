package cite

import (
	"context"
	"maps"

	"github.com/haki-project/haki/pipeline"
)

// New returns the stage that fills References of every passage. It reads text,
// passages and Metadata, and carries what a passage makes plain to the next:
// the organ of numbered resolutions, what "the Convention" means.
func New() pipeline.Stage { return stage{} }

type stage struct{}

// Name says which version of the rules made a reference.
func (stage) Name() string { return by }

// Annotate replaces the references of every passage of d.
func (stage) Annotate(ctx context.Context, d *pipeline.Document) error {
	c := contextOf(d)
	for i := range d.Passages {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := &d.Passages[i]
		s := newScan(d.PassageText(p), c)
		s.run()
		s.link()
		p.References = s.references()
		c = s.after()
		if p.Kind == pipeline.Footnote {
			c.Notes[p.Number] = s.firstCited()
		}
	}
	return nil
}

func contextOf(d *pipeline.Document) Context {
	return Context{Language: d.Language, Body: d.Body, Symbol: d.Symbol, Title: d.Title, Kind: d.Kind}
}

// firstCited is the source that s cites first, the zero Cited for none.
func (s *scan) firstCited() Cited {
	for a, t := range s.atoms {
		if s.holdsPlaces(a) && t.kind != weakAtom {
			return Cited{t.kind, t.target}
		}
	}
	return Cited{}
}

// after returns the context of the text that follows s.
func (s *scan) after() Context {
	c := s.c
	c.Defined, c.organs = maps.Clone(c.Defined), s.organs
	if c.Notes == nil {
		c.Notes = map[string]Cited{}
	}
	if c.Defined == nil {
		c.Defined = map[string]string{}
	}
	for _, a := range s.atoms {
		if a.kind != treatyAtom {
			continue
		}
		for family := range families {
			if member(family, a.target) {
				c.Defined[family] = a.target
			}
		}
	}
	return c
}
