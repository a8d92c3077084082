package bleve

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/index/terms"
)

// defaultFacetSize is how many values of a facet are returned where nothing is said.
const defaultFacetSize = 20

// tally counts the values of a facet by their key: values that a filter cannot
// tell apart are one, shown as the first of them.
type tally map[string]*index.Count

func (t tally) add(key, shown string, n int) {
	if n > 0 {
		t[key] = &index.Count{Value: shown, Count: n}
	}
}

// facets counts the fields asked for.
func (m *matches) facets(ctx context.Context, q index.Request, perDocument [][]uint32) (map[string][]index.Count, error) {
	facets := map[string][]index.Count{}
	for _, name := range q.Facets {
		info, known := query.FieldNamed(name)
		if !known || !info.Facet {
			return nil, fmt.Errorf("no facet %q: %w", name, index.ErrNoFacet)
		}
		tallies := make([]tally, len(m.views))
		err := m.parallel(ctx, func(ctx context.Context, i int) (err error) {
			tallies[i], err = m.count(ctx, i, keyFields[info.Name][0], perDocument[i])
			return err
		})
		if err != nil {
			return nil, err
		}
		facets[name] = top(tallies, info.Type, cmp.Or(q.FacetSize, defaultFacetSize))
	}
	return facets, nil
}

// count counts the values of a field among the matches of member i.
func (m *matches) count(ctx context.Context, i int, from source, perDocument []uint32) (tally, error) {
	v, counted := m.views[i], tally{}
	if m.entries[i].IsEmpty() {
		return counted, nil
	}
	dictionary, err := v.zap.Dictionary(from.name)
	if err != nil {
		return nil, err
	}
	var group []valued
	flush := func() {
		if len(group) > 0 {
			v.tally(counted, group, m.entries[i], from.level, perDocument)
		}
		group = group[:0]
	}
	err = eachTerm(dictionary, "", "", func(term string) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		p, ok, err := newPosting(dictionary, []byte(term))
		if !ok || err != nil {
			return err
		}
		key, shown := terms.Cut(strings.Clone(term))
		if len(group) > 0 && group[0].key != key {
			flush()
		}
		group = append(group, valued{key, shown, p})
		return nil
	})
	flush()
	return counted, err
}

// valued is a value of a facet: what it is found by, how it is written.
type valued struct {
	key, shown string
	posting
}

// tally counts a group of values with one key.
func (v *view) tally(to tally, group []valued, matched *roaring.Bitmap, l level, perDocument []uint32) {
	if len(group) == 1 {
		to.add(group[0].key, group[0].shown, v.hits(matched, group[0].entries, l, perDocument))
		return
	}
	postings := make([]posting, len(group))
	shown := ""
	for i, value := range group {
		postings[i] = value.posting
		if v.hits(matched, value.entries, l, perDocument) > 0 && (shown == "" || value.shown < shown) {
			shown = value.shown
		}
	}
	to.add(group[0].key, shown, v.hits(matched, union(postings), l, perDocument))
}

// hits is how many matches the entries of a value stand for.
func (v *view) hits(matched, entries *roaring.Bitmap, l level, perDocument []uint32) int {
	if l == ofPassage {
		return int(matched.AndCardinality(entries))
	}
	n := 0
	for it := entries.Iterator(); it.HasNext(); {
		n += int(perDocument[v.holder[it.Next()]])
	}
	return n
}

// top adds the tallies of the segments up and sorts: by count, then value.
func top(tallies []tally, t query.Type, size int) []index.Count {
	sum := tally{}
	for _, one := range tallies {
		for key, c := range one {
			if known := sum[key]; known != nil {
				known.Count += c.Count
				known.Value = min(known.Value, c.Value)
				continue
			}
			sum[key] = c
		}
	}
	counts := make([]index.Count, 0, len(sum))
	for _, c := range sum {
		if t == query.Number {
			c.Value = cmp.Or(strings.TrimLeft(c.Value, "0"), "0")
		}
		counts = append(counts, *c)
	}
	slices.SortFunc(counts, func(a, b index.Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return counts[:min(size, len(counts))]
}
