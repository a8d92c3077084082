package opensearch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// keepAlive is how long a point in time waits for the next request.
const keepAlive = "5m"

// page sends a search for the hits that q asks for, all other parts of it in body.
func (a *asking) page(ctx context.Context, q index.Request, body object) (*answer, error) {
	if q.Limit <= 0 {
		return a.search(ctx, body)
	}
	if err := a.order(ctx, q.Sort, body); err != nil {
		return nil, err
	}
	body["_source"] = recordField
	if q.Offset+q.Limit <= a.limits.window {
		body["from"], body["size"] = q.Offset, q.Limit
		return a.search(ctx, body)
	}
	return a.deep(ctx, q, body)
}

// deep walks to a page that lies beyond the cluster's window, on one point in time.
func (a *asking) deep(ctx context.Context, q index.Request, body object) (*answer, error) {
	w, err := a.walk(ctx)
	if err != nil {
		return nil, err
	}
	defer w.close(ctx)
	first, err := a.search(ctx, object{"size": 0, "query": body["query"], "aggs": body["aggs"], "track_total_hits": true, "pit": w.pit()})
	if err != nil {
		return nil, err
	}
	delete(body, "aggs")
	if q.Offset >= first.Hits.Total.Value {
		return first, nil
	}
	skim := object{"query": body["query"], "sort": body["sort"], "_source": false}
	for skipped := 0; skipped < q.Offset; skipped += a.limits.window {
		skim["size"] = min(a.limits.window, q.Offset-skipped)
		if _, err := w.next(ctx, skim); err != nil {
			return nil, err
		}
	}
	for left := q.Limit; left > 0; left -= a.limits.window {
		body["size"] = min(a.limits.window, left)
		got, err := w.next(ctx, body)
		if err != nil {
			return nil, err
		}
		first.Hits.Hits = append(first.Hits.Hits, got.Hits.Hits...)
	}
	return first, nil
}

// walk goes through the hits of a query on one point in time.
type walk struct {
	*asking
	id    string
	after []json.RawMessage // sort values of the last hit
}

func (a *asking) walk(ctx context.Context) (*walk, error) {
	w := &walk{asking: a}
	return w, w.open(ctx)
}

func (w *walk) open(ctx context.Context) error {
	var opened struct {
		ID string `json:"pit_id"`
	}
	path := "/" + w.index + "/_search/point_in_time?allow_partial_pit_creation=false&keep_alive=" + keepAlive
	if err := w.do(ctx, http.MethodPost, path, nil, &opened); err != nil {
		return err
	}
	w.id = opened.ID
	return nil
}

func (w *walk) pit() object { return object{"id": w.id, "keep_alive": keepAlive} }

// close gives the point in time back; the cluster drops it by itself if that fails.
func (w *walk) close(ctx context.Context) {
	_ = w.once(context.WithoutCancel(ctx), http.MethodDelete, "/_search/point_in_time", []byte(fmt.Sprintf(`{"pit_id":[%q]}`, w.id)), nil)
}

// next returns the hits after those it returned before.
func (w *walk) next(ctx context.Context, body object) (*answer, error) {
	body["pit"] = w.pit()
	if w.after != nil {
		body["search_after"] = w.after
	}
	got, err := w.search(ctx, body)
	if err != nil {
		return nil, err
	}
	if got.PIT != "" {
		w.id = got.PIT
	}
	if n := len(got.Hits.Hits); n > 0 {
		w.after = got.Hits.Hits[n-1].Sort
	}
	return got, nil
}

// Each implements index.Reader.
func (r *reader) Each(ctx context.Context, q query.Node, yield func(index.Ref) error) error {
	a, err := r.ask(ctx, q)
	if err != nil {
		return err
	}
	w, err := a.walk(ctx)
	if err != nil {
		return err
	}
	defer func() { w.close(ctx) }()
	for {
		got, err := w.refs(ctx)
		if tooMany(err) {
			if err = a.verify(ctx, hasPattern); err == nil {
				got, err = w.refs(ctx)
			}
		}
		if err != nil {
			return err
		}
		for _, h := range got.Hits.Hits {
			if err := yield(index.Ref{Document: pipeline.ID(h.Fields[documentField][0]), Passage: h.Fields[passageField][0]}); err != nil {
				return err
			}
		}
		if len(got.Hits.Hits) < r.limits.page {
			return nil
		}
	}
}

// refs returns the next page of Each.
func (w *walk) refs(ctx context.Context) (*answer, error) {
	return w.steady(ctx, object{
		"query": w.query, "sort": byDocument, "size": w.limits.page, "track_total_hits": false,
		"_source": false, "docvalue_fields": []string{documentField, passageField},
	})
}

// steady is next, which outlives the loss of a node. A node that ends takes the
// points in time with it that it held: then another is opened, and the walk goes on
// from where it was, if nothing that it may still have to show was removed.
func (w *walk) steady(ctx context.Context, body object) (*answer, error) {
	var got *answer
	err := w.repeat(ctx, func() (err error) {
		if got, err = w.next(ctx, body); !lost(err) {
			return err
		}
		if err := w.reopen(ctx); err != nil {
			return err
		}
		if got, err = w.next(ctx, body); lost(err) {
			return fmt.Errorf("%w: %w", ErrUnreachable, err) // of this node too: once more
		}
		return err
	})
	return got, err
}

// lost reports whether a point in time is no longer there, or the node that held it.
func lost(err error) bool {
	var f *Failure
	return errors.As(err, &f) && (slices.Contains(lostTypes, f.Type) || strings.HasPrefix(f.Reason, "no node found for id"))
}

var lostTypes = []string{
	"search_context_missing_exception", "node_disconnected_exception", "node_not_connected_exception", "node_closed_exception",
	"no_shard_available_action_exception",
}

// ErrMoved says that an index changed while a walk through it had to begin anew.
var ErrMoved = errors.New("the index changed while a node of the cluster was lost: run it again")

func (w *walk) reopen(ctx context.Context) error {
	now, err := w.readState(ctx)
	if err != nil {
		return err
	}
	if now.index != w.index || now.Removed != w.Removed {
		return ErrMoved
	}
	return w.open(ctx)
}
