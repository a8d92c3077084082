package main

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/haki-project/haki/cmd/haki/internal/compare"
	"github.com/haki-project/haki/cmd/haki/internal/report"
	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/pipeline"
)

// gather looks into what is new: its recommendations, how versions differ, and
// what it has for saved searches.
func (s *syncing) gather(ctx context.Context) error {
	r := s.report
	fresh := map[pipeline.ID]freshness{}
	for i := range r.New {
		if err := s.look(ctx, &r.New[i], fresh); err != nil {
			return err
		}
	}
	for i := range r.Changed {
		if err := s.look(ctx, &r.Changed[i], fresh); err != nil {
			return err
		}
	}
	if err := s.search(ctx, fresh); err != nil {
		return err
	}
	r.Ended = time.Now().UTC()
	return nil
}

// freshness says which passages of a document were not there before, by ID; nil
// means all.
type freshness map[string]bool

func (f freshness) has(passage string) bool { return f == nil || f[passage] }

// look opens one document of the report.
func (s *syncing) look(ctx context.Context, d *report.Document, fresh map[pipeline.ID]freshness) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	doc, err := s.store.Document(d.ID)
	if err != nil {
		return err
	}
	var old *pipeline.Document
	if d.Previous != "" {
		// What an earlier version had is worth less than a report that never comes.
		if old, err = s.store.Document(d.Previous); err != nil && !errors.Is(err, pipeline.ErrNotFound) {
			return err
		}
	}
	fresh[d.ID] = nil
	if old != nil {
		changes := compare.Passages(old, doc)
		d.Passages = &report.Passages{
			Added: compare.Count(changes, compare.Added), Removed: compare.Count(changes, compare.Removed), Changed: compare.Count(changes, compare.Changed),
		}
		fresh[d.ID] = freshOf(changes)
	}
	s.recommendations(doc, old)
	return nil
}

func freshOf(changes []compare.Change) freshness {
	f := freshness{}
	for _, c := range changes {
		if c.Kind == compare.Added || c.Kind == compare.Changed {
			f[strings.Clone(c.After.ID)] = true // not the whole document with it
		}
	}
	return f
}

// recommendations adds those that the earlier version did not have.
func (s *syncing) recommendations(doc, old *pipeline.Document) {
	had := map[string]bool{}
	if old != nil {
		for i := range old.Recommendations {
			had[old.Recommendations[i].Text] = true
		}
	}
	for i := range doc.Recommendations {
		if had[doc.Recommendations[i].Text] {
			continue
		}
		if s.report.RecommendationCount++; s.report.RecommendationCount <= report.MaxListed {
			s.report.Recommendations = append(s.report.Recommendations, alone(doc.RecommendationRecord(i)))
		}
	}
}

// alone is a copy of a record that does not keep its whole document in memory,
// of whose bytes its strings are parts.
func alone(r pipeline.RecommendationRecord) (own pipeline.RecommendationRecord) {
	b, err := json.Marshal(r)
	if err == nil {
		err = json.Unmarshal(b, &own)
	}
	if err != nil {
		return r
	}
	return own
}

// search asks the index, which has been published, for the saved searches.
func (s *syncing) search(ctx context.Context, fresh map[pipeline.ID]freshness) error {
	if len(s.plan.searches) == 0 {
		return nil
	}
	var reader index.Reader
	if len(fresh) > 0 {
		var err error
		if reader, err = s.a.reader(); err != nil {
			return err
		}
		defer reader.Close()
	}
	for _, saved := range s.plan.searches {
		found := report.Search{Name: saved.Name, Query: saved.Query}
		if reader != nil {
			if err := s.hits(ctx, reader, saved, fresh, &found); err != nil {
				return err
			}
		}
		s.report.Searches = append(s.report.Searches, found)
	}
	return nil
}

// hits keeps the passages found that are new. The index yields them document by
// document, so one is in memory at a time.
func (s *syncing) hits(ctx context.Context, reader index.Reader, saved savedSearch, fresh map[pipeline.ID]freshness, found *report.Search) error {
	var doc *pipeline.Document
	return reader.Each(ctx, saved.parsed, func(ref index.Ref) error {
		f, news := fresh[ref.Document]
		if !news || !f.has(ref.Passage) {
			return nil
		}
		if found.Count++; found.Count > report.MaxListed {
			return nil
		}
		if doc == nil || doc.ID != ref.Document {
			var err error
			if doc, err = s.store.Document(ref.Document); err != nil {
				return err
			}
		}
		if p := doc.Passage(ref.Passage); p != nil {
			record := doc.PassageRecord(placeOf(doc, p))
			found.Hits = append(found.Hits, report.Hit{
				Passage: record.ID, Citation: strings.Clone(citation(&record)), URI: strings.Clone(doc.URI), Text: strings.Clone(record.Text), // see alone
			})
		}
		return nil
	})
}
