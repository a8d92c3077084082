package plain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/goccy/go-json"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/index/terms"
	"github.com/haki-project/haki/pipeline"
)

// Reader answers on the last published generation and follows new ones.
type Reader struct {
	dir      string
	compiler terms.Compiler
	mu       sync.Mutex
	open     *generation
}

// generation is one published state, kept open while somebody uses it.
type generation struct {
	current
	index     bleve.Index
	languages []string
	users     sync.WaitGroup
}

// ReaderOptions of a reader; the zero value works.
type ReaderOptions struct {
	Country func(name string) string // ISO code of a country's name
}

// ErrNoIndex says that nothing was published yet.
var ErrNoIndex = errors.New("there is no index yet: haki ingest makes one, haki rebuild makes it from the store")

// OpenReader opens the index in dir as it was last published.
func OpenReader(dir string, o ReaderOptions) (*Reader, error) {
	synonyms, err := terms.NewSynonyms("")
	if err != nil {
		return nil, err
	}
	r := &Reader{dir: dir, compiler: terms.Compiler{Synonyms: synonyms, Country: o.Country}}
	g, err := r.acquire()
	if err != nil {
		return nil, err
	}
	g.users.Done()
	return r, nil
}

// acquire returns the newest generation; the caller says Done when it is through.
func (r *Reader) acquire() (*generation, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	c, err := readCurrent(r.dir)
	if err != nil {
		return nil, err
	}
	if c.Generation == 0 {
		return nil, ErrNoIndex
	}
	if r.open == nil || r.open.Generation != c.Generation {
		if err := r.follow(c); err != nil {
			return nil, err
		}
	}
	r.open.users.Add(1)
	return r.open, nil
}

// follow opens a newer generation. One that was swept before it could be opened
// has a successor.
func (r *Reader) follow(c current) error {
	index, err := bleve.OpenUsing(c.folder(r.dir), map[string]any{"read_only": true})
	for tries := 0; err != nil && tries < 5; tries++ {
		if c, err = readCurrent(r.dir); err != nil {
			return err
		}
		index, err = bleve.OpenUsing(c.folder(r.dir), map[string]any{"read_only": true})
	}
	if err != nil {
		return fmt.Errorf("index: %w: haki rebuild makes it anew", err)
	}
	if old := r.open; old != nil {
		go func() { old.users.Wait(); _ = old.index.Close() }() // nothing was written to it
	}
	r.open = &generation{current: c, index: index}
	r.open.languages, err = languagesOf(index)
	return err
}

func languagesOf(index bleve.Index) (list []string, err error) {
	dict, err := index.FieldDict(keyPrefix + "lang")
	if err != nil {
		return nil, err
	}
	defer dict.Close()
	for {
		e, err := dict.Next()
		if err != nil || e == nil {
			slices.Sort(list)
			return slices.Compact(append(list, terms.Unknown)), err
		}
		list = append(list, terms.Language(e.Term))
	}
}

// Close lets go of the index.
func (r *Reader) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.open == nil {
		return nil
	}
	r.open.users.Wait()
	return r.open.index.Close()
}

var orders = map[index.Sort][]string{
	"": {"-_score", orderField}, index.ByRelevance: {"-_score", orderField}, index.ByDate: {"-" + dateField, orderField}, index.ByDocument: {orderField},
}

// Search answers one request.
func (r *Reader) Search(ctx context.Context, q index.Request) (*index.Result, error) {
	g, err := r.acquire()
	if err != nil {
		return nil, err
	}
	defer g.users.Done()
	plan := r.compiler.Compile(query.Simplify(q.Query))
	req := bleve.NewSearchRequestOptions(planner{g.languages}.query(plan), q.Limit, q.Offset, false)
	order, ok := orders[q.Sort]
	if !ok {
		return nil, fmt.Errorf("no order %q: relevance, date or document", q.Sort)
	}
	req.SortBy(order)
	req.Fields = []string{recordField}
	if err := addFacets(req, q); err != nil {
		return nil, err
	}
	res, err := g.index.SearchInContext(ctx, req)
	if err != nil {
		return nil, err
	}
	out := &index.Result{Total: int(res.Total), Facets: facetsOf(res)}
	out.Hits, err = g.hits(res.Hits, plan, q.Highlights)
	return out, err
}

func addFacets(req *bleve.SearchRequest, q index.Request) error {
	size := q.FacetSize
	if size <= 0 {
		size = 20
	}
	for _, name := range q.Facets {
		info, ok := query.FieldNamed(name)
		if !ok || !info.Facet {
			return fmt.Errorf("%q cannot be counted: haki search --help lists what can", name)
		}
		req.AddFacet(name, bleve.NewFacetRequest(valuePrefix+info.Name, size))
	}
	return nil
}

func facetsOf(res *bleve.SearchResult) map[string][]index.Count {
	facets := map[string][]index.Count{}
	for name, f := range res.Facets {
		counts := []index.Count{}
		for _, t := range f.Terms.Terms() {
			counts = append(counts, index.Count{Value: t.Term, Count: t.Count})
		}
		facets[name] = counts
	}
	return facets
}

func (g *generation) hits(found search.DocumentMatchCollection, plan terms.Node, marks bool) ([]index.Hit, error) {
	heads := map[string]pipeline.DocumentRecord{}
	hits := make([]index.Hit, len(found))
	for i, m := range found {
		h := &hits[i]
		h.Score = m.Score
		if err := json.Unmarshal([]byte(m.Fields[recordField].(string)), &h.PassageRecord); err != nil {
			return nil, err
		}
		id, _, _ := strings.Cut(m.ID, ":")
		head, ok := heads[id]
		if !ok {
			var err error
			if head, err = g.head(id); err != nil {
				return nil, err
			}
			heads[id] = head
		}
		h.Document = head
		if marks {
			h.Marks = terms.Marks(plan, head.Language, h.Text)
		}
	}
	return hits, nil
}

func (g *generation) head(id string) (d pipeline.DocumentRecord, err error) {
	doc, err := g.index.Document(id)
	if err != nil || doc == nil {
		return d, errors.Join(err, fmt.Errorf("document %s is not in the index: haki rebuild makes it anew", id))
	}
	err = json.Unmarshal(storedRecord(doc), &d)
	return d, err
}

// page is how many hits Each asks for at once.
const page = 5000

// Each yields every match in the order of URI, document ID and place.
func (r *Reader) Each(ctx context.Context, q query.Node, yield func(index.Ref) error) error {
	g, err := r.acquire()
	if err != nil {
		return err
	}
	defer g.users.Done()
	plan := planner{g.languages}.query(r.compiler.Compile(query.Simplify(q)))
	var after []string
	for {
		req := bleve.NewSearchRequestOptions(plan, page, 0, false)
		req.SortBy([]string{orderField})
		if after != nil {
			req.SetSearchAfter(after)
		}
		res, err := g.index.SearchInContext(ctx, req)
		if err != nil {
			return err
		}
		for _, h := range res.Hits {
			id, passage, _ := strings.Cut(h.ID, ":")
			if err := yield(index.Ref{Document: pipeline.ID(id), Passage: passage}); err != nil {
				return err
			}
			after = h.Sort
		}
		if len(res.Hits) < page {
			return nil
		}
	}
}
