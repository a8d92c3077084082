// Package report tells what a run over sources brought: in goes a [Report], out
// come Markdown for people, JSON for programs, an Atom feed, a signed webhook
// and a text file for Prometheus.
package report

import (
	"fmt"
	"time"

	"github.com/haki-project/haki/pipeline"
)

// Report is what one run brought.
type Report struct {
	ID       string     `json:"id"` // of the run: its beginning, UTC
	Corpus   string     `json:"corpus"`
	Started  time.Time  `json:"started"`
	Ended    time.Time  `json:"ended"`
	Sources  []Source   `json:"sources"`
	New      []Document `json:"new"`
	Changed  []Document `json:"changed"`
	Gone     []Document `json:"gone"` // no longer in the archive or the index that they came from
	Failed   []Failure  `json:"failed"`
	Searches []Search   `json:"searches"`

	// New recommendations, the first MaxListed of them; those of a new version
	// only as far as the earlier one did not have them.
	Recommendations     []pipeline.RecommendationRecord `json:"recommendations"`
	RecommendationCount int                             `json:"recommendation_count"`
}

// MaxListed bounds the recommendations of a report and the hits of each of its
// searches; the counts beside them are always exact.
const MaxListed = 2000

// Source is one source of the configuration and how its items ended.
type Source struct {
	Name       string `json:"name"`
	Kind       string `json:"kind"`
	Address    string `json:"address,omitempty"`
	Total      int    `json:"total"`
	New        int    `json:"new"`
	Changed    int    `json:"changed"`
	Reread     int    `json:"reread,omitempty"` // same bytes, but another program version or other metadata
	Duplicates int    `json:"duplicates"`
	Unchanged  int    `json:"unchanged"`
	Gone       int    `json:"gone"`
	Failed     int    `json:"failed"`
	Reason     string `json:"reason,omitempty"` // why the source itself could not be read: missing, slow, …
	Message    string `json:"message,omitempty"`
}

// Document is one document that is new or has changed.
type Document struct {
	ID       pipeline.ID   `json:"document"`
	URI      string        `json:"uri"`
	File     string        `json:"file"`
	Title    string        `json:"title,omitempty"`
	Symbol   string        `json:"symbol,omitempty"`
	Kind     pipeline.Kind `json:"kind,omitempty"`
	Source   string        `json:"source,omitempty"`
	Previous pipeline.ID   `json:"previous,omitempty"` // the version that was at the address before
	Passages *Passages     `json:"passages,omitempty"` // of a changed document
}

// Passages counts how two versions differ.
type Passages struct {
	Added   int `json:"added"`
	Removed int `json:"removed"`
	Changed int `json:"changed"`
}

func (p *Passages) String() string {
	noun := "passages"
	if p.Added == 1 {
		noun = "passage"
	}
	return fmt.Sprintf("%d %s added, %d removed, %d changed", p.Added, noun, p.Removed, p.Changed)
}

// Failure is one item that could not be had or read.
type Failure struct {
	URI     string `json:"uri"`
	File    string `json:"file"`
	Source  string `json:"source"`
	Reason  string `json:"reason"` // missing, blocked, slow, not-a-document, encrypted, …
	Message string `json:"message"`
	Advice  string `json:"advice"`
	Known   bool   `json:"known"` // it failed for the same reason at the run before
}

// Search is a saved search and its hits in what is new.
type Search struct {
	Name  string `json:"name"`
	Query string `json:"query"`
	Count int    `json:"count"`
	Hits  []Hit  `json:"hits"` // the first MaxListed
}

// Hit is one passage of a new document, or a new passage of a changed one.
type Hit struct {
	Passage  string `json:"passage"`  // document ID, colon, passage ID
	Citation string `json:"citation"` // as in a footnote
	URI      string `json:"uri"`
	Text     string `json:"text"`
}

// Name is what people call a document: its symbol and title, else its file.
func (d *Document) Name() string {
	switch {
	case d.Symbol != "" && d.Title != "":
		return d.Symbol + ": " + d.Title
	case d.Symbol != "":
		return d.Symbol
	case d.Title != "":
		return d.Title
	}
	return d.File
}

// News reports whether a document is new, has changed or is gone.
func (r *Report) News() bool { return len(r.New)+len(r.Changed)+len(r.Gone) > 0 }

// FailedNow counts what failed and did not fail for the same reason before:
// items, and sources that could not be read at all, which are counted each time.
func (r *Report) FailedNow() int {
	n := 0
	for _, f := range r.Failed {
		if !f.Known {
			n++
		}
	}
	for _, s := range r.Sources {
		if s.Reason != "" {
			n++
		}
	}
	return n
}

// Worth reports whether there is anything to tell people.
func (r *Report) Worth() bool { return r.News() || r.FailedNow() > 0 }

// brief is the report with at most n entries in each list.
func (r *Report) brief(n int) *Report {
	b := *r
	b.New, b.Changed, b.Gone, b.Failed = head(r.New, n), head(r.Changed, n), head(r.Gone, n), head(r.Failed, n)
	b.Recommendations = head(r.Recommendations, n)
	b.Searches = make([]Search, len(r.Searches))
	for i, s := range r.Searches {
		s.Hits = head(s.Hits, n)
		b.Searches[i] = s
	}
	return &b
}

// head returns the first n of a list, never nil, so that JSON prints a list.
func head[T any](list []T, n int) []T {
	return append([]T{}, list[:min(n, len(list))]...)
}
