package rights

import (
	"cmp"
	"regexp"
	"slices"

	"github.com/haki-project/haki/pipeline"
)

// state gives a passage, and the recommendations in it, the labels that an index
// states of it. An index gives every label of a scheme that it uses: what the
// tagger found in those schemes is dropped.
func (t *Tagger) state(p *pipeline.Passage, records []*pipeline.Recommendation) {
	if p.Stated == nil {
		return
	}
	stated := make([]pipeline.Tag, len(p.Stated.Tags))
	for i, tag := range p.Stated.Tags {
		stated[i] = t.named(tag)
	}
	p.Tags = withStated(p.Tags, stated)
	for _, r := range records {
		r.Tags = withStated(r.Tags, stated)
		r.Action = cmp.Or(p.Stated.Action, r.Action)
	}
}

// withStated puts what is stated in front of what was found in other schemes.
func withStated(found, stated []pipeline.Tag) []pipeline.Tag {
	var tags []pipeline.Tag
	has := func(same func(pipeline.Tag) bool) bool { return slices.ContainsFunc(tags, same) }
	for _, tag := range stated {
		if !has(func(o pipeline.Tag) bool { return o.Scheme == tag.Scheme && o.ID == tag.ID }) {
			tags = append(tags, tag)
		}
	}
	for _, tag := range found {
		if !slices.ContainsFunc(stated, func(o pipeline.Tag) bool { return o.Scheme == tag.Scheme }) {
			tags = append(tags, tag)
		}
	}
	return tags
}

// named finds the label of our scheme that an index means: by its id, its name
// or another name, a goal by its number. One that no scheme has keeps its own name.
func (t *Tagger) named(tag pipeline.Tag) pipeline.Tag {
	tag.ID = slug(tag.Label)
	for _, s := range t.engine.schemes {
		if s.ID != tag.Scheme {
			continue
		}
		if l := s.named(tag.Label); l != nil {
			tag.ID, tag.Label = l.ID, l.Label
		}
	}
	return tag
}

// goal is the number before the name of a goal or target: "16.2 - Protect
// children", "S05 SDG 5 - gender equality".
var goal = regexp.MustCompile(`^S?0*([1-9][0-9]?)\b`)

func (s *Scheme) named(name string) *Label {
	wanted := slug(name)
	if m := goal.FindStringSubmatch(name); m != nil && s.ID == "sdg" {
		wanted = m[1]
	}
	for _, same := range []func(*Label) bool{
		func(l *Label) bool { return l.ID == wanted || slug(l.Label) == wanted },
		func(l *Label) bool {
			return slices.ContainsFunc(l.Also, func(other string) bool { return slug(other) == wanted })
		},
	} {
		if i := slices.IndexFunc(s.Labels, func(l Label) bool { return same(&l) }); i >= 0 {
			return &s.Labels[i]
		}
	}
	return nil
}
