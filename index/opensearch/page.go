package opensearch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

const (
	maxWindow = 10_000 // hits that a cluster numbers from the start, its default
	pageSize  = 5_000  // hits a request of Each
	keepAlive = "5m"   // how long a point in time waits for the next request
)

// page sends a search for the hits that q asks for, all other parts of it in body.
func (a *asking) page(ctx context.Context, q index.Request, body object) (*answer, error) {
	if q.Limit <= 0 {
		return a.search(ctx, body)
	}
	if err := a.order(ctx, q.Sort, body); err != nil {
		return nil, err
	}
	body["_source"] = recordField
	if q.Offset+q.Limit <= maxWindow {
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
	for skipped := 0; skipped < q.Offset; skipped += maxWindow {
		skim["size"] = min(maxWindow, q.Offset-skipped)
		if _, err := w.next(ctx, skim); err != nil {
			return nil, err
		}
	}
	for left := q.Limit; left > 0; left -= maxWindow {
		body["size"] = min(maxWindow, left)
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
		if err != nil {
			return err
		}
		for _, h := range got.Hits.Hits {
			if err := yield(index.Ref{Document: pipeline.ID(h.Fields[documentField][0]), Passage: h.Fields[passageField][0]}); err != nil {
				return err
			}
		}
		if len(got.Hits.Hits) < pageSize {
			return nil
		}
	}
}

// refs returns the next page of Each. A node that ends takes the points in time
// with it that it held: then another is opened, and the walk goes on from where it
// was, if nothing that it may still have to show was removed.
func (w *walk) refs(ctx context.Context) (*answer, error) {
	body := object{
		"query": w.query, "sort": byDocument, "size": pageSize, "track_total_hits": false,
		"_source": false, "docvalue_fields": []string{documentField, passageField},
	}
	var got *answer
	err := w.repeat(ctx, func() (err error) {
		if got, err = w.next(ctx, body); !lost(err) {
			return err
		}
		if err := w.reopen(ctx); err != nil {
			return err
		}
		got, err = w.next(ctx, body)
		return err
	})
	return got, err
}

// lost reports whether a point in time is no longer there.
func lost(err error) bool {
	var f *Failure
	return errors.As(err, &f) && f.Type == "search_context_missing_exception"
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
