package bleve

import (
	"context"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/index/terms"
)

// view is a segment as one generation sees it, with what one search has found
// out about it. It belongs to one goroutine at a time.
type view struct {
	*member
	ctx     context.Context
	words   map[terms.Term]*found
	phrases map[string]*together
}

// found is where a term stands: postings and their union, live passages only.
type found struct {
	postings []posting
	entries  *roaring.Bitmap
}

func newView(ctx context.Context, m *member) *view {
	return &view{member: m, ctx: ctx, words: map[terms.Term]*found{}, phrases: map[string]*together{}}
}

// eval returns the live passages that match n and are in within. Bitmaps are
// never changed once returned.
func (v *view) eval(n terms.Node, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if err := v.ctx.Err(); err != nil {
		return nil, err
	}
	if within.IsEmpty() {
		return within, nil
	}
	switch n := n.(type) {
	case terms.Term:
		f, err := v.term(n)
		if err != nil {
			return nil, err
		}
		return roaring.And(f.entries, within), nil
	case terms.Phrase:
		return v.phrase(n, within)
	case terms.Keyed:
		return v.keyed(n, within)
	case terms.Range:
		return v.ranged(n, within)
	case terms.And:
		return v.and(n, within)
	case terms.Or:
		return v.or(n, within)
	case terms.Not:
		matched, err := v.eval(n.Node, within)
		if err != nil {
			return nil, err
		}
		return roaring.AndNot(within, matched), nil
	case terms.Boost:
		return v.eval(n.Node, within)
	}
	return within, nil
}

// and narrows step by step, phrases last: they read positions.
func (v *view) and(n terms.And, within *roaring.Bitmap) (_ *roaring.Bitmap, err error) {
	for _, costly := range []bool{false, true} {
		for _, child := range n.Nodes {
			if hasPhrase(child) != costly {
				continue
			}
			if within, err = v.eval(child, within); err != nil {
				return nil, err
			}
		}
	}
	return within, nil
}

func hasPhrase(n terms.Node) bool {
	switch n := n.(type) {
	case terms.Phrase:
		return true
	case terms.Not:
		return hasPhrase(n.Node)
	case terms.Boost:
		return hasPhrase(n.Node)
	case terms.And:
		return anyPhrase(n.Nodes)
	case terms.Or:
		return anyPhrase(n.Nodes)
	}
	return false
}

func anyPhrase(nodes []terms.Node) bool {
	for _, n := range nodes {
		if hasPhrase(n) {
			return true
		}
	}
	return false
}

func (v *view) or(n terms.Or, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	parts := make([]*roaring.Bitmap, 0, len(n.Nodes))
	for _, child := range n.Nodes {
		part, err := v.eval(child, within)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return roaring.FastOr(parts...), nil
}

// fieldWords are the names in zap files of the fields with words.
var fieldWords = map[string]struct {
	name  string
	level level
}{terms.Body: {bodyWords, ofPassage}, terms.Section: {sectionWords, ofSection}, terms.Title: {titleWords, ofDocument}}

// term finds t; of a heading or a title the passages under it.
func (v *view) term(t terms.Term) (*found, error) {
	if f, ok := v.words[t]; ok {
		return f, nil
	}
	in := fieldWords[t.Field]
	fields, err := v.wordFields(in.name)
	if err != nil {
		return nil, err
	}
	f := &found{}
	for _, field := range fields {
		list, err := v.postings(field, t)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", v.name, err)
		}
		f.postings = append(f.postings, list...)
	}
	f.entries = v.spread(union(f.postings), in.level)
	v.words[t] = f
	return f, nil
}

// spread returns the live passages of the documents or sections in entries.
func (v *view) spread(entries *roaring.Bitmap, l level) *roaring.Bitmap {
	if l == ofPassage {
		if v.dead == nil {
			return entries
		}
		return roaring.And(entries, v.live)
	}
	passages := roaring.New()
	for it := entries.Iterator(); it.HasNext(); {
		entry := it.Next()
		n := v.holder[entry]
		from, to := v.passages(n)
		if l == ofSection {
			from, to = v.under(entry, n)
		}
		passages.AddRange(uint64(from), uint64(to))
	}
	passages.RunOptimize()
	if v.dead != nil {
		passages.And(v.live)
	}
	return passages
}

// under returns the entries of the passages of a section's entry.
func (s *segment) under(entry, n uint32) (from, to uint32) {
	meta := &s.rec.metas[n]
	first, end := s.passages(n)
	section := entry - s.first[n] - 1
	from, to = first+meta.Sections[section], end
	if int(section)+1 < len(meta.Sections) {
		to = first + meta.Sections[section+1]
	}
	return from, to
}

// keyed finds whole values.
func (v *view) keyed(k terms.Keyed, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if in, words := fieldWords[k.Field]; words && k.Field != terms.Body {
		return v.anyWord(in.name, in.level, within)
	}
	from, to := k.Literal(), after(k.Literal())
	if k.Mode == query.Stem {
		to = k.Value + "\x01"
	}
	return v.values(k.Field, from, to, within, func(term string) bool {
		key, _ := terms.Cut(term)
		return k.MatchesKey(key)
	})
}

// ranged finds whole values in a range.
func (v *view) ranged(r terms.Range, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	to := ""
	if r.To != "" {
		to = r.To + "\x00"
	}
	return v.values(r.Field, r.From, to, within, func(string) bool { return true })
}

func (v *view) values(field, from, to string, within *roaring.Bitmap, accepts func(string) bool) (*roaring.Bitmap, error) {
	var parts []*roaring.Bitmap
	for _, source := range keyFields[field] {
		dictionary, err := v.zap.Dictionary(source.name)
		if err != nil {
			return nil, err
		}
		list, err := scan(dictionary, from, to, accepts)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", v.name, err)
		}
		parts = append(parts, v.spread(union(list), source.level))
	}
	return roaring.And(roaring.FastOr(parts...), within), nil
}

// anyWord finds what has the field at all.
func (v *view) anyWord(name string, l level, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	fields, err := v.wordFields(name)
	if err != nil {
		return nil, err
	}
	var all []posting
	for _, field := range fields {
		list, err := scan(field.dictionary, "", "", func(string) bool { return true })
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	return roaring.And(v.spread(union(all), l), within), nil
}
