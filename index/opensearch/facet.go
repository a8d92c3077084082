package opensearch

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/index/terms"
)

// facet is a field whose values are counted.
type facet struct {
	query.FieldInfo
	name string // as asked for
	size int    // values wanted
}

type facets []facet

// DefaultFacetSize is how many values of a facet are returned where nothing is said.
const defaultFacetSize = 20

func facetNamed(name string) (query.FieldInfo, error) {
	info, known := query.FieldNamed(name)
	if !known || !info.Facet {
		return info, fmt.Errorf("no facet %q: %w", name, index.ErrNoFacet)
	}
	return info, nil
}

func newFacets(q index.Request) (list facets, err error) {
	for _, name := range q.Facets {
		info, err := facetNamed(name)
		if err != nil {
			return nil, err
		}
		list = append(list, facet{info, name, cmp.Or(q.FacetSize, defaultFacetSize)})
	}
	return list, nil
}

func (f facet) keyField() string {
	if f.Name == "kind" {
		return keyPrefix + documentKind
	}
	return keyPrefix + f.Name
}

// firstCount is how many values of a facet each part of an index counts at first:
// nearly always enough for counts that are exact. maxCount is all of them.
const (
	firstCount = 1 << 10
	maxCount   = 1 << 30
)

func (f facet) aggregation(size int) object {
	return object{"terms": object{
		"field": f.keyField(), "size": size, "shard_size": size, "show_term_doc_count_error": true,
		"order": []object{{"_count": "desc"}, {"_key": "asc"}},
	}}
}

func (fs facets) aggregations() object {
	list := object{}
	for _, f := range fs {
		list[f.name] = f.aggregation(max(firstCount, 2*f.size))
	}
	return list
}

// counts returns the counts of facets. Values that a filter cannot tell apart are
// one, shown as the first of them.
func (fs facets) counts(ctx context.Context, a *asking, got *answer) (map[string][]index.Count, error) {
	if len(fs) == 0 {
		return nil, nil
	}
	counts := map[string][]index.Count{}
	for _, f := range fs {
		values, err := f.certain(ctx, a, got.Aggregations[f.name])
		if err != nil {
			return nil, err
		}
		shown, err := f.shown(ctx, a, values)
		if err != nil {
			return nil, err
		}
		list := make([]index.Count, len(values))
		for i, v := range values {
			list[i] = index.Count{Value: cmp.Or(shown[v.Key], f.plain(v.Key)), Count: v.Count}
		}
		slices.SortFunc(list, func(a, b index.Count) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
		})
		counts[f.name] = list[:min(f.size, len(list))]
	}
	return counts, nil
}

// plain is a key as shown where there is nothing better.
func (f facet) plain(key string) string {
	if f.Type == query.Number {
		return cmp.Or(strings.TrimLeft(key, "0"), "0")
	}
	return key
}

// certain returns the values wanted, and those that tie with the last of them, with
// counts that no part of the index could change; it asks for more values until it
// has those.
func (f facet) certain(ctx context.Context, a *asking, got aggregation) ([]bucket, error) {
	for size := max(firstCount, 2*f.size); ; size *= 16 {
		if values, ok := f.wanted(got); ok {
			return values, nil
		}
		if size >= maxCount {
			return nil, fmt.Errorf("facet %s: the cluster does not count exactly", f.name)
		}
		answer, err := a.search(ctx, object{"size": 0, "query": a.query, "aggs": object{f.name: f.aggregation(min(16*size, maxCount))}})
		if err != nil {
			return nil, err
		}
		got = answer.Aggregations[f.name]
	}
}

func (f facet) wanted(got aggregation) (values []bucket, certain bool) {
	n := len(got.Buckets)
	complete := got.Others == 0 && got.Unsure == 0
	if n > f.size {
		least := got.Buckets[f.size-1].Count
		n = f.size
		for n < len(got.Buckets) && got.Buckets[n].Count == least {
			n++
		}
		// What is not listed counts no more than the cluster's bound, or than the last listed.
		complete = complete || n < len(got.Buckets) && least > got.Unsure
	}
	values = got.Buckets[:n]
	return values, complete && !slices.ContainsFunc(values, func(b bucket) bool { return b.Unsure > 0 })
}

// maxPattern is how long a regular expression may be, less what we add to it.
const maxPattern = 900

// shown returns how the values are written, by key: the first where there are
// several.
func (f facet) shown(ctx context.Context, a *asking, values []bucket) (map[string]string, error) {
	if f.Type == query.Number || len(values) == 0 {
		return nil, nil
	}
	list := object{}
	for i, keys := range chunks(values) {
		list[fmt.Sprint(i)] = object{"terms": object{
			"field": shownPrefix + f.Name, "size": 1000 + 10*len(values), "include": "(" + strings.Join(keys, "|") + ")(\u0000.*)?",
		}}
	}
	got, err := a.search(ctx, object{"size": 0, "query": a.query, "aggs": list})
	if err != nil {
		return nil, err
	}
	shown := map[string]string{}
	for _, aggregation := range got.Aggregations {
		for _, b := range aggregation.Buckets {
			key, written := terms.Cut(b.Key)
			if known, has := shown[key]; !has || written < known {
				shown[key] = written
			}
		}
	}
	return shown, nil
}

// chunks splits keys so that no list of them makes too long a pattern.
func chunks(values []bucket) (list [][]string) {
	length := maxPattern
	for _, v := range values {
		if length+len(v.Key) >= maxPattern {
			list, length = append(list, nil), 0
		}
		list[len(list)-1] = append(list[len(list)-1], v.Key)
		length += len(v.Key) + 1
	}
	return list
}
