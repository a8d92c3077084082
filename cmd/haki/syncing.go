package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/haki-project/haki/cmd/haki/internal/report"
	"github.com/haki-project/haki/ingest/source"
	"github.com/haki-project/haki/pipeline"
)

// syncing is one run of sync, while it holds the corpus.
type syncing struct {
	*writing
	a          *app
	plan       *plan
	options    syncOptions
	client     *source.Client
	ledger     *pipeline.Ledger
	unfinished bool // the run before did not come to its end
	report     *report.Report
	at         map[string]int // place of a document in New or Changed, by URI; changed ones as ^place
}

// begin takes up what an earlier run brought in and did not live to report.
func (s *syncing) begin() error {
	var err error
	if s.ledger, err = s.store.Ledger(); err != nil {
		return err
	}
	now := time.Now().UTC()
	s.report = &report.Report{ID: now.Format("20060102T150405.000Z"), Corpus: s.a.corpus, Started: now}
	o := s.plan.sources[0].Client
	o.Dir = s.a.fetchDir()
	if s.client, err = source.NewClient(o); err != nil {
		return err
	}
	var from int64
	from, s.unfinished, err = s.plan.folder().Begin(s.ledger.Seq())
	if err != nil || !s.unfinished {
		return err
	}
	for _, o := range s.ledger.Documents() {
		if o.Seq > from {
			s.news(o, previous(s.ledger, o), "")
		}
	}
	return nil
}

func (s *syncing) close() error {
	var err error
	if s.client != nil {
		err = s.client.Close()
	}
	return errors.Join(err, s.writing.close())
}

// source takes every item of a source through the pipeline.
func (s *syncing) source(ctx context.Context, c *source.Config) error {
	src, err := newPolled(*c, s)
	if err != nil {
		return fmt.Errorf("%w: %s: %w", errUsage, c.Name, err)
	}
	if !s.a.quiet {
		fmt.Fprintf(s.a.stderr, "%s: %s\n", c.Name, c.Address)
	}
	sum := report.Source{Name: c.Name, Kind: c.Kind, Address: c.Address}
	p := newProgress(s.a, false)
	var before pipeline.Report
	counts, err := s.runner.Run(ctx, src, pipeline.RunOptions{Workers: s.options.read.Workers, Progress: func(ev pipeline.Event) {
		p.event(ev)
		s.note(src, &sum, ev, before)
		before = ev.Report
	}})
	p.finish(counts)
	if err != nil {
		return err
	}
	sum.Total = counts.Total
	if src.failure != nil {
		sum.Reason, sum.Message = pipeline.Reason(src.failure), src.failure.Error()
		fmt.Fprintf(s.a.stderr, "haki: %s: %s: %s\n", c.Name, sum.Reason, plain(sum.Message))
	}
	s.report.Sources = append(s.report.Sources, sum)
	return nil
}

// note counts how an item ended; before are the counts up to the one before it.
func (s *syncing) note(src *polled, sum *report.Source, ev pipeline.Event, before pipeline.Report) {
	o, had := ev.Outcome, src.had(ev.Outcome.URI)
	switch {
	case o.State == pipeline.Failed && o.Reason == pipeline.Reason(pipeline.ErrGone):
		sum.Gone++
		s.report.Gone = append(s.report.Gone, goneOf(o, had.live, sum.Name))
	case o.State == pipeline.Failed:
		sum.Failed++
		s.report.Failed = append(s.report.Failed, report.Failure{
			URI: o.URI, File: o.File, Source: sum.Name, Reason: o.Reason, Message: o.Message, Advice: pipeline.Advice(o.Reason),
			Known: ev.Resume == pipeline.FailedBefore || had.last != nil && had.last.State == pipeline.Failed && had.last.Reason == o.Reason,
		})
	case ev.New > before.New:
		sum.New++
		s.news(o, nil, sum.Name)
	case ev.Changed > before.Changed && had.live != nil && had.live.Document == o.Document:
		sum.Reread++
	case ev.Changed > before.Changed:
		sum.Changed++
		s.news(o, had.live, sum.Name)
	case ev.Duplicates > before.Duplicates:
		sum.Duplicates++
	default:
		sum.Unchanged++
	}
}

// goneOf is a document that its publisher has taken out, as it was last read.
func goneOf(o, live *pipeline.Outcome, from string) report.Document {
	d := report.Document{URI: o.URI, File: o.File, Source: from}
	if live != nil && live.Summary != nil {
		d.ID, d.Title, d.Symbol, d.Kind = live.Document, live.Summary.Title, live.Summary.Symbol, live.Summary.Kind
	}
	return d
}

// news adds a document to the report, once an address.
func (s *syncing) news(o, old *pipeline.Outcome, from string) {
	d := report.Document{ID: o.Document, URI: o.URI, File: o.File, Source: from}
	if o.Summary != nil {
		d.Title, d.Symbol, d.Kind = o.Summary.Title, o.Summary.Symbol, o.Summary.Kind
	}
	if from == "" && o.Provenance != nil {
		d.Source = o.Provenance.Source
	}
	if old != nil {
		d.Previous = old.Document
	}
	if i, met := s.at[o.URI]; met && i >= 0 {
		d.Previous = ""
		s.report.New[i] = d
	} else if met {
		d.Previous = s.report.Changed[^i].Previous
		s.report.Changed[^i] = d
	} else if old == nil {
		s.at[o.URI] = len(s.report.New)
		s.report.New = append(s.report.New, d)
	} else {
		s.at[o.URI] = ^len(s.report.Changed)
		s.report.Changed = append(s.report.Changed, d)
	}
}

func metricsOf(r *report.Report, documents int) func(io.Writer) error {
	return func(w io.Writer) error { return r.Metrics(w, documents) }
}
