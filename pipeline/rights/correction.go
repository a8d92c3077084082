package rights

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/rights/linear"
)

// ByPerson is what made a tag that a person gave or confirmed.
const ByPerson = "person"

// Correction is what a person said of one label of one passage: that it is
// right, or that it is wrong. It outlives every tagger.
type Correction struct {
	Passage string    `json:"passage"` // document ID, colon, passage ID
	Scheme  string    `json:"scheme"`
	Label   string    `json:"label"`
	Right   bool      `json:"right"` // whether the passage is about it
	Who     string    `json:"who"`
	When    time.Time `json:"when"`
}

// ParseCorrection reads "+torture", "-justice" or "+rights:torture". A label
// without scheme is looked for in the schemes of t, in their order; the error
// says when none has it.
func (t *Tagger) ParseCorrection(passage, text, who string, when time.Time) (Correction, error) {
	c := Correction{Passage: passage, Right: strings.HasPrefix(text, "+"), Who: who, When: when}
	if text == "" || text[0] != '+' && text[0] != '-' {
		return c, fmt.Errorf("%q: write +label to add or confirm a tag, -label to reject it", text)
	}
	scheme, label, ok := strings.Cut(text[1:], ":")
	if !ok {
		scheme, label = "", text[1:]
	}
	for i, s := range t.engine.schemes {
		if _, known := t.engine.place[i][label]; known && (scheme == "" || scheme == s.ID) {
			c.Scheme, c.Label = s.ID, label
			return c, nil
		}
	}
	return c, fmt.Errorf("%q: no label %q in %s", text, label, cmp.Or(scheme, strings.Join(t.Schemes(), ", ")))
}

// Apply returns tags as corrected: rejected ones are gone, confirmed ones and
// added ones are a person's. The last word on a label counts. tags is left as it is.
func (t *Tagger) Apply(tags []pipeline.Tag, corrections []Correction) []pipeline.Tag {
	corrected := slices.Clone(tags)
	ordered := slices.Clone(corrections)
	slices.SortStableFunc(ordered, func(a, b Correction) int { return a.When.Compare(b.When) })
	for _, c := range ordered {
		i := slices.IndexFunc(corrected, func(g pipeline.Tag) bool { return g.Scheme == c.Scheme && g.ID == c.Label })
		switch {
		case c.Right && i >= 0:
			corrected[i].By, corrected[i].Score = ByPerson, 1
		case c.Right:
			corrected = append(corrected, pipeline.Tag{Scheme: c.Scheme, ID: c.Label, Label: t.name(c), Score: 1, By: ByPerson})
		case i >= 0:
			corrected = slices.Delete(corrected, i, i+1)
		}
	}
	return corrected
}

func (t *Tagger) name(c Correction) string {
	for _, s := range t.engine.schemes {
		if l := s.Find(c.Label); l != nil && s.ID == c.Scheme {
			return l.Label
		}
	}
	return c.Label
}

// Corrected is a text with its tags of a scheme after corrections, to learn from.
func Corrected(text, scheme string, tags []pipeline.Tag) linear.Example {
	e := linear.Example{Text: text}
	for _, tag := range tags {
		if tag.Scheme == scheme {
			e.Labels = append(e.Labels, tag.ID)
		}
	}
	return e
}
