package opensearch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/index/terms"
	"github.com/haki-project/haki/pipeline"
)

// reader answers on what was published last. It is safe for use by many
// goroutines.
type reader struct {
	*client
	compiler terms.Compiler
	markers  sync.Pool // of *terms.Marker
}

func openReader(c *client, o index.Options) (index.Reader, error) {
	synonyms, err := terms.NewSynonyms(o.Synonyms)
	if err != nil {
		return nil, err
	}
	return &reader{client: c, compiler: terms.Compiler{Synonyms: synonyms, Country: o.Country}}, nil
}

// Close implements index.Reader.
func (r *reader) Close() error {
	r.close()
	return nil
}

// answer is what the cluster says to a search.
type answer struct {
	PIT  string `json:"pit_id"`
	Hits struct {
		Total struct {
			Value int `json:"value"`
		} `json:"total"`
		Hits []struct {
			ID     string  `json:"_id"`
			Score  float64 `json:"_score"`
			Source struct {
				Record pipeline.PassageRecord `json:"record"`
			} `json:"_source"`
			Fields map[string][]string `json:"fields"`
			Sort   []json.RawMessage   `json:"sort"`
		} `json:"hits"`
	} `json:"hits"`
	Aggregations map[string]aggregation `json:"aggregations"`
}

type aggregation struct {
	Value   float64  `json:"value"`
	Count   int      `json:"doc_count"`
	Others  int      `json:"sum_other_doc_count"`
	Unsure  int      `json:"doc_count_error_upper_bound"`
	Buckets []bucket `json:"buckets"`
}

type bucket struct {
	Key    string `json:"key"`
	Count  int    `json:"doc_count"`
	Unsure int    `json:"doc_count_error_upper_bound"`
}

// asking is one query under way, on one published state.
type asking struct {
	*client
	*state
	translator
	plan  terms.Node
	query object // its matches that are published
}

// ask reads the state and translates q for it.
func (r *reader) ask(ctx context.Context, q query.Node) (*asking, error) {
	s, err := r.readState(ctx)
	if err != nil {
		return nil, err
	}
	if q == nil {
		q = query.All{}
	}
	a := &asking{client: r.client, state: s, translator: translator{s.Languages, map[string][]string{}}, plan: r.compiler.Compile(query.Simplify(q))}
	return a, a.verify(ctx, func(p terms.Phrase) bool { return !a.simple(p) })
}

// search sends a search; an answer of some shards alone is an error.
func (a *asking) search(ctx context.Context, body object) (*answer, error) {
	path := "/" + a.index + "/_search?allow_partial_search_results=false"
	if _, has := body["pit"]; has {
		path = "/_search?allow_partial_search_results=false"
	}
	var got answer
	if err := a.do(ctx, http.MethodPost, path, body, &got); err != nil {
		return nil, explained(err)
	}
	return &got, nil
}

// explained says what to do about an answer that is no fault of the cluster.
func explained(err error) error {
	var f *Failure
	if errors.As(err, &f) && (f.Type == "too_many_nested_clauses" || f.Type == "too_many_clauses") {
		return fmt.Errorf("the query has more words than the cluster allows: use fewer, or raise indices.query.bool.max_clause_count: %w", err)
	}
	return err
}

// tries is how often a search is begun again because its index was replaced.
const tries = 3

// Search implements index.Reader.
func (r *reader) Search(ctx context.Context, q index.Request) (result *index.Result, err error) {
	for range tries {
		a, err := r.ask(ctx, q.Query)
		if err != nil {
			return nil, err
		}
		result, err = r.searchOn(ctx, a, q)
		if tooMany(err) {
			if err = a.verify(ctx, hasPattern); err == nil {
				result, err = r.searchOn(ctx, a, q)
			}
		}
		if !hasStatus(err, http.StatusNotFound) {
			return result, err
		}
	}
	return nil, ErrReplaced
}

func (r *reader) searchOn(ctx context.Context, a *asking, q index.Request) (*index.Result, error) {
	body := object{"track_total_hits": true, "size": 0, "query": a.query}
	wanted, err := newFacets(q)
	if err != nil {
		return nil, err
	}
	if len(wanted) > 0 {
		body["aggs"] = wanted.aggregations()
	}
	got, err := a.page(ctx, q, body)
	if err != nil {
		return nil, err
	}
	result := &index.Result{Total: got.Hits.Total.Value, Hits: r.show(a, got, q.Highlights)}
	result.Facets, err = wanted.counts(ctx, a, got)
	return result, err
}

// show makes hits of an answer.
func (r *reader) show(a *asking, got *answer, marks bool) []index.Hit {
	if len(got.Hits.Hits) == 0 {
		return nil
	}
	marker, ok := r.markers.Get().(*terms.Marker)
	if !ok {
		marker = terms.NewMarker(nil)
	}
	marker.Reset(a.plan)
	defer r.markers.Put(marker)
	hits := make([]index.Hit, len(got.Hits.Hits))
	for i, h := range got.Hits.Hits {
		hits[i] = index.Hit{PassageRecord: h.Source.Record, Score: h.Score}
		if marks {
			hits[i].Marks = marker.Marks(h.Source.Record.Document.Language, h.Source.Record.Text)
		}
	}
	return hits
}

// Orders of hits. Ties are broken by document and place.
var (
	byDocument  = []object{{uriField: "asc"}, {documentField: "asc"}, {placeField: "asc"}}
	byDate      = slices.Concat([]object{{keyPrefix + "date": object{"order": "desc", "missing": "_last"}}}, byDocument)
	byRelevance = slices.Concat([]object{{"_score": "desc"}}, byDocument)
)

// order adds the order of hits to a search and, where that is relevance, scores.
func (a *asking) order(ctx context.Context, by index.Sort, body object) error {
	leaves := terms.Leaves(a.plan)
	switch {
	case by == index.ByDate:
		body["sort"] = byDate
		return nil
	case by == index.ByDocument || len(leaves) == 0:
		body["sort"] = byDocument
		return nil
	}
	counted, err := a.search(ctx, object{"track_total_hits": true, "size": 0, "query": a.seen(matchAll), "aggs": a.counting(leaves)})
	if err != nil {
		return err
	}
	body["sort"] = byRelevance
	body["query"] = object{"bool": object{"filter": a.query, "should": a.scoring(leaves, counted.statistics(len(leaves)))}}
	return nil
}
