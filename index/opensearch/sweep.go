package opensearch

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"
)

// refresh makes everything written searchable, on every copy.
func (c *client) refresh(ctx context.Context, index string) error {
	return c.repeat(ctx, func() error {
		var answer struct {
			Shards struct {
				Failed int `json:"failed"`
			} `json:"_shards"`
		}
		err := c.once(ctx, http.MethodPost, "/"+index+"/_refresh", nil, &answer)
		if err == nil && answer.Shards.Failed > 0 {
			return &Failure{Status: http.StatusServiceUnavailable, Type: "refresh", Reason: fmt.Sprintf("%d shards failed", answer.Shards.Failed)}
		}
		return err
	})
}

// documentsAtOnce is how many documents are looked up in one request.
const documentsAtOnce = 1000

// superseded returns the versions of the documents of the transaction that nobody
// shall see once it is published: those published before, and those that it wrote
// itself and then others in their place.
func (w *writer) superseded(ctx context.Context, s *state) (versions []string, err error) {
	others := slices.DeleteFunc(slices.Concat(slices.Sorted(maps.Keys(s.Open)), s.Dropped), func(txn int) bool { return txn == w.txn })
	for ids := range slices.Chunk(slices.Sorted(maps.Keys(w.written)), documentsAtOnce) {
		current := make([]string, len(ids))
		for i, id := range ids {
			current[i] = w.written[id]
		}
		mustNot := []object{{"terms": object{versionField: current}}}
		if len(others) > 0 {
			mustNot = append(mustNot, object{"terms": object{txnField: others}})
		}
		found, err := w.versions(ctx, object{"bool": object{"filter": object{"terms": object{documentField: ids}}, "must_not": mustNot}})
		if err != nil {
			return nil, err
		}
		versions = append(versions, found...)
	}
	return versions, nil
}

// ErrOvertaken says that another writer changed a document at the same time, and
// made it another than ours.
var ErrOvertaken = errors.New("another writer changed the same document at the same time: run it again")

// stillThere checks that readers still see what was not sent again: the version
// that was there, or that of another writer who sent the same meanwhile.
func (w *writer) stillThere(ctx context.Context, s *state) error {
	for ids := range slices.Chunk(slices.Sorted(maps.Keys(w.kept)), documentsAtOnce) {
		there, err := w.published(ctx, s, ids)
		if err != nil {
			return err
		}
		for _, id := range ids {
			version, has := there[contentOf(w.kept[id])]
			if !has {
				return ErrOvertaken
			}
			w.written[id], w.kept[id] = version, version
		}
	}
	return nil
}

// versions returns the versions that passages of a query have.
func (w *writer) versions(ctx context.Context, matching object) (list []string, err error) {
	const most = 50_000
	var got answer
	body := object{"size": 0, "query": matching, "aggs": object{"versions": object{"terms": object{"field": versionField, "size": most}}}}
	path := "/" + w.index + "/_search?allow_partial_search_results=false"
	if err := w.do(ctx, http.MethodPost, path, body, &got); err != nil {
		return nil, err
	}
	found := got.Aggregations["versions"]
	if found.Others > 0 {
		return nil, fmt.Errorf("more than %d old versions of %d documents: run haki rebuild", most, documentsAtOnce)
	}
	for _, b := range found.Buckets {
		list = append(list, b.Key)
	}
	return list, nil
}

// sweep removes what is gone since a while, and what writers left that are dead.
func (c *client) sweep(ctx context.Context, index string) error {
	s, err := c.stateOf(ctx, index)
	if err != nil {
		return err
	}
	if dead := older(s.Open, c.limits.silence); len(dead) > 0 {
		if err := c.drop(ctx, index, dead...); err != nil {
			return err
		}
	}
	return c.remove(ctx, index, older(s.Gone, c.limits.grace))
}

func older[K comparable](m map[K]time.Time, than time.Duration) (list []K) {
	for k, since := range m {
		if time.Since(since) > than {
			list = append(list, k)
		}
	}
	return list
}

// remove removes versions that are gone.
func (c *client) remove(ctx context.Context, index string, versions []string) error {
	if len(versions) == 0 {
		return nil
	}
	// First said, then done: a walk that had to begin anew must not miss any.
	if err := c.update(ctx, index, func(s *state) error { s.Removed++; return nil }); err != nil {
		return err
	}
	for chunk := range slices.Chunk(versions, documentsAtOnce) {
		if err := c.deleteBy(ctx, index, object{"terms": object{versionField: chunk}}); err != nil {
			return err
		}
	}
	return c.update(ctx, index, func(s *state) error {
		for _, v := range versions {
			delete(s.Gone, v)
		}
		return nil
	})
}

// drop gives transactions up and removes what they wrote.
func (c *client) drop(ctx context.Context, index string, txns ...int) error {
	err := c.update(ctx, index, func(s *state) error { s.drop(txns...); return nil })
	if err != nil {
		return err
	}
	if err := c.refresh(ctx, index); err != nil {
		return err
	}
	return c.deleteBy(ctx, index, object{"terms": object{txnField: txns}})
}

// deleteBy removes what matches and is searchable. Another process may be removing
// the same.
func (c *client) deleteBy(ctx context.Context, index string, matching object) error {
	return c.do(ctx, http.MethodPost, "/"+index+"/_delete_by_query?conflicts=proceed&refresh=true", object{"query": matching}, nil)
}
