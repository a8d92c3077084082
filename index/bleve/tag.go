package bleve

import "github.com/haki-project/haki/pipeline"

// Tags are two thirds of what a hit shows, and say the same again and again. So
// a document keeps once what its tags have in common, and a passage refers to it.

// tagName is what tags of one label share that one thing made.
type tagName struct {
	Scheme string `json:"s"`
	ID     string `json:"i"`
	Label  string `json:"l"`
	By     string `json:"b"`
}

// packedTag is a tag of a passage: the place of its name among those of the
// document, its score, then start and length of each span, in bytes.
type packedTag []float64

// tagNames lists the names of a document's tags in the order in which they are met.
type tagNames struct {
	list  []tagName
	place map[tagName]int
}

func namesOf(d *pipeline.Document) tagNames {
	n := tagNames{place: map[tagName]int{}}
	for i := range d.Passages {
		for _, t := range d.Passages[i].Tags {
			name := tagName{t.Scheme, t.ID, t.Label, t.By}
			if _, ok := n.place[name]; !ok {
				n.place[name] = len(n.list)
				n.list = append(n.list, name)
			}
		}
	}
	return n
}

// pack returns tags of the document that n was made of.
func (n *tagNames) pack(tags []pipeline.Tag) []packedTag {
	packed := make([]packedTag, len(tags))
	for i, t := range tags {
		p := make(packedTag, 2, 2+2*len(t.Spans))
		p[0], p[1] = float64(n.place[tagName{t.Scheme, t.ID, t.Label, t.By}]), t.Score
		for _, s := range t.Spans {
			p = append(p, float64(s[0]), float64(s[1]-s[0]))
		}
		packed[i] = p
	}
	return packed
}

// tagsOf is the reverse of pack. [errDamaged] says that the tags are not of these names.
func tagsOf(packed []packedTag, names []tagName) ([]pipeline.Tag, error) {
	tags := make([]pipeline.Tag, len(packed))
	for i, p := range packed {
		if len(p) < 2 || len(p)%2 != 0 || p[0] < 0 || p[0] >= float64(len(names)) {
			return nil, errDamaged
		}
		name := names[int(p[0])]
		tags[i] = pipeline.Tag{Scheme: name.Scheme, ID: name.ID, Label: name.Label, Score: p[1], By: name.By}
		for s := p[2:]; len(s) > 0; s = s[2:] {
			tags[i].Spans = append(tags[i].Spans, pipeline.Span{int(s[0]), int(s[0] + s[1])})
		}
	}
	return tags, nil
}
