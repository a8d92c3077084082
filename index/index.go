// Package index says what a full-text index of passages promises, whatever
// keeps it: the embedded backend (index/bleve) and the distributed one
// (index/opensearch) pass the same suite (index/indextest).
//
// The unit is the passage. The index is a cache of the store: it can be thrown
// away and rebuilt, and it says up to which ledger mark it is complete.
package index

import (
	"context"
	"errors"

	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// Reader answers queries on the last published state. Counts are exact.
type Reader interface {
	Search(ctx context.Context, r Request) (*Result, error)
	// Each calls yield for every matching passage, in the order of document URI,
	// document ID and place in the document, in bounded memory.
	Each(ctx context.Context, q query.Node, yield func(Ref) error) error
	Close() error
}

// Writer changes an index. What it wrote is seen by readers after Publish, all
// of it or none.
type Writer interface {
	// Put replaces every passage of each document.
	Put(ctx context.Context, docs ...*pipeline.Document) error
	Delete(ctx context.Context, ids ...pipeline.ID) error
	// Publish makes everything written visible and durable, and remembers mark.
	Publish(ctx context.Context, mark string) error
	// Mark is what the last successful Publish was told, "" for a new index.
	Mark() string
	Close() error
}

// Options say how passages become terms. A reader and a writer of one index get
// the same; the zero value works.
type Options struct {
	// References returns the terms under which a reference is found by ref:,
	// nil means target, target:pinpoint and every shorter pinpoint.
	References func(pipeline.Reference) []string
	// Country returns the ISO 3166-1 alpha-3 code of a country's name, "" where
	// it knows none; nil means codes only.
	Country func(name string) string
	// Synonyms is a user's own list, in the format of index/terms/synonyms.txt.
	Synonyms string
	// Workers is how many cores building takes, by default those that making the
	// documents leaves: half of them.
	Workers int
}

// ErrNoFacet says that a request asks to count a field that has no counts.
var ErrNoFacet = errors.New("the field has no facet")

// Ref names a passage.
type Ref struct {
	Document pipeline.ID
	Passage  string // ID within the document
}

// Sort is an order of hits.
type Sort string

// The orders of hits; ties are broken by document and place.
const (
	ByRelevance Sort = "relevance"
	ByDate      Sort = "date"     // newest first
	ByDocument  Sort = "document" // as Each
)

// Request is one search.
type Request struct {
	Query      query.Node
	Limit      int      // hits wanted; 0 means none, only counts
	Offset     int      // hits skipped
	Sort       Sort     // "" means ByRelevance
	Facets     []string // fields to count: country, issue, right, kind, …
	FacetSize  int      // values a facet at most, default 20
	Highlights bool     // fill Hit.Marks
}

// Result is what a search found.
type Result struct {
	Total  int
	Hits   []Hit
	Facets map[string][]Count // each in falling count, then by value; may be shared: only to be read
}

// Hit is one passage found.
type Hit struct {
	pipeline.PassageRecord
	Score float64         `json:"score"`
	Marks []pipeline.Span `json:"highlights,omitempty"` // bytes of Text that matched
}

// Count is how many hits a query would have with the filter field:value added,
// as query.Filter adds it.
type Count struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}
