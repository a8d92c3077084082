package cite

import (
	"slices"

	"github.com/haki-project/haki/pipeline"
)

// Context is what is known of the document that a text stands in. Zero fields
// are unknown; then the text alone decides.
type Context struct {
	Language string        // ISO 639-1
	Body     string        // issuing body: HRC, GA, SC, ECOSOC, CCPR, CEDAW, …
	Symbol   string        // the document's own: naming it without a place is no reference
	Title    string        //
	Kind     pipeline.Kind //
	// Defined is what the document calls by a short name so far: CONVENTION → CRC.
	Defined map[string]string
	// Notes is what the document's notes cite first, by their numbers: "supra note 3".
	Notes  map[string]Cited
	organs map[form]string // whose the last numbered resolutions were
}

// Cited is what a note cites.
type Cited struct {
	kind   atomKind
	target string
}

// by names what made a reference.
const by = "cite/2"

// Find returns the references of text, sorted by where they start. Offsets are
// bytes of text.
func Find(text string, c Context) []pipeline.Reference {
	s := newScan(text, c)
	s.run()
	s.link()
	return s.references()
}

func (s *scan) references() []pipeline.Reference {
	list := []pipeline.Reference{}
	for a := range s.atoms {
		if r, ok := s.reference(a); ok {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(x, y pipeline.Reference) int {
		if x.Start != y.Start {
			return x.Start - y.Start
		}
		return x.End - y.End
	})
	return list
}

// reference makes atom a a reference where it is one.
func (s *scan) reference(a int) (pipeline.Reference, bool) {
	t := s.atoms[a]
	score := 1.0
	switch t.kind {
	case pinAtom:
		if t.target = s.carried(a); t.target == "" {
			return pipeline.Reference{}, false
		}
		t.kind, score = treatyAtom, 0.6
	case weakAtom:
		if len(t.pins) == 0 || t.target == "LAW" {
			return pipeline.Reference{}, false
		}
		t.kind, t.target, score = treatyAtom, s.resolveWeak(a), 0.9
	}
	if t.target == "" || t.kind == documentAtom && t.target == s.c.Symbol && len(t.pins) == 0 {
		return pipeline.Reference{}, false
	}
	r := pipeline.Reference{
		Kind: kindName[t.kind], Target: t.target, Pinpoints: append([]string{}, t.pins...),
		Start: int(s.tok[t.from].start), End: int(s.tok[t.to-1].end), Score: score, By: by,
	}
	r.URI = URI(r)
	return r, true
}
