package opensearch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/index/terms"
)

// Some phrases are more than a cluster's rules can say: a prefix or a pattern that
// fits more words than it allows in a phrase, or many words that can be mistaken
// for each other in any order. The passages that have all their words are then
// read, and looked at here; what is found stands in the query by its ID.

// maxVerified bounds what a phrase may find that way.
const maxVerified = 200_000

// tooMany reports whether the cluster turned a query away because a pattern in a
// phrase fits too many words.
func tooMany(err error) bool {
	var f *Failure
	return errors.As(err, &f) && strings.HasPrefix(f.Reason, "Automaton [")
}

// simple reports whether the cluster's rules can say a phrase, if its patterns fit
// few words.
func (t translator) simple(p terms.Phrase) bool {
	return p.Ordered || p.Slop == 0 || !slices.ContainsFunc(t.overlapping(p.Terms), func(group []int) bool { return len(group) > maxGroup })
}

func hasPattern(p terms.Phrase) bool {
	return slices.ContainsFunc(p.Terms, func(t terms.Term) bool { return t.Mode > query.Exact })
}

// phrases returns the phrases of a plan.
func phrases(n terms.Node) (list []terms.Phrase) {
	switch n := n.(type) {
	case terms.Phrase:
		return []terms.Phrase{n}
	case terms.Not:
		return phrases(n.Node)
	case terms.Boost:
		return phrases(n.Node)
	case terms.And:
		for _, child := range n.Nodes {
			list = append(list, phrases(child)...)
		}
	case terms.Or:
		for _, child := range n.Nodes {
			list = append(list, phrases(child)...)
		}
	}
	return list
}

// verify finds the phrases of the query that need it, and translates it anew.
func (a *asking) verify(ctx context.Context, needs func(terms.Phrase) bool) error {
	for _, p := range phrases(a.plan) {
		key := phraseKey(p)
		if _, done := a.found[key]; done || !needs(p) {
			continue
		}
		ids, err := a.look(ctx, p)
		if err != nil {
			return err
		}
		a.found[key] = ids
	}
	a.query = a.seen(a.translator.query(a.plan))
	return nil
}

// phraseKey is the same for phrases that are the same.
func phraseKey(p terms.Phrase) string { return fmt.Sprintf("%#v", p) }

// look reads every passage that has the words of a phrase and returns the IDs of
// those that have the phrase.
func (a *asking) look(ctx context.Context, p terms.Phrase) (ids []string, err error) {
	w, err := a.walk(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { w.close(ctx) }()
	all := terms.And{}
	inText := p
	inText.Field, inText.Terms = terms.Body, slices.Clone(p.Terms)
	for i, t := range p.Terms {
		all.Nodes = append(all.Nodes, t)
		inText.Terms[i].Field = terms.Body
	}
	marker := terms.NewMarker(inText)
	body := object{"query": a.seen(a.translator.query(all)), "sort": byDocument, "size": a.limits.page, "track_total_hits": false, "_source": recordField}
	for {
		got, err := w.steady(ctx, body)
		if err != nil {
			return nil, err
		}
		for _, h := range got.Hits.Hits {
			r := &h.Source.Record
			text := map[string]string{terms.Body: r.Text, terms.Section: terms.Headings(r.Section), terms.Title: r.Document.Title}[p.Field]
			if len(marker.Marks(r.Document.Language, text)) > 0 {
				ids = append(ids, h.ID)
			}
		}
		if len(ids) > maxVerified {
			return nil, fmt.Errorf("a phrase with a prefix or pattern that fits so many words finds over %d passages: make it longer", maxVerified)
		}
		if len(got.Hits.Hits) < a.limits.page {
			return ids, nil
		}
	}
}
