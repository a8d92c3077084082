package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/haki-project/haki/cmd/haki/internal/report"
	"github.com/haki-project/haki/ingest/source"
	"github.com/haki-project/haki/pipeline"
)

type syncOptions struct {
	config string
	since  string
	limit  int
	dryRun bool
	watch  bool
	json   bool
	read   readOptions
}

func newSync(a *app) *cobra.Command {
	var o syncOptions
	c := &cobra.Command{
		Use:   "sync [NAME...]",
		Short: "Bring in what is new at the sources of haki.yaml, and report it",
		Long: `Ask the sources of haki.yaml (all, or those named) what they have, fetch what is new
or has changed, read and index it, and report: new and changed documents, failures by
their reason, new recommendations, hits of saved searches. The report goes to stdout
as Markdown, and where haki.yaml says: a folder, an Atom feed, a webhook, a metrics
file. docs/batch.md shows the file and how to run this each night.

Exit code 0 with news, 5 when nothing is new, 3 when a source, a document or the
webhook failed that did not fail for the same reason at the run before.`,
		Example: `  haki sync --config haki.yaml
  haki sync --dry-run hrc-reports
  haki sync --watch inbox`,
		RunE: func(c *cobra.Command, args []string) error { return runSync(c.Context(), a, o, args) },
	}
	f := c.Flags()
	f.StringVar(&o.config, "config", "haki.yaml", "file that lists the sources")
	f.StringVar(&o.since, "since", "", "only what is dated on or after this day, as 2024-07-26")
	f.IntVar(&o.limit, "limit", 0, "documents of each source at most; the others have their turn at the next run")
	f.BoolVar(&o.dryRun, "dry-run", false, "list what would be read, fetch no document, change nothing")
	f.BoolVar(&o.watch, "watch", false, "then wait, and sync a folder when something in it changes, until interrupted")
	f.BoolVar(&o.json, "json", false, "the report as JSON")
	o.read.flags(c)
	return c
}

func runSync(ctx context.Context, a *app, o syncOptions, names []string) error {
	p, err := loadPlan(o.config, a.dir(), names)
	if err != nil {
		return err
	}
	if err := p.narrow(o); err != nil {
		return err
	}
	switch {
	case o.dryRun:
		return a.dryRun(ctx, p, o)
	case o.watch:
		return a.syncWatching(ctx, p, o)
	}
	return a.syncOnce(ctx, p, o)
}

// narrow applies --since and --limit to every source.
func (p *plan) narrow(o syncOptions) error {
	if _, err := time.Parse(time.DateOnly, o.since); o.since != "" && err != nil {
		return fmt.Errorf("%w: --since %s: write a day as 2024-07-26", errUsage, o.since)
	}
	if o.limit < 0 {
		return fmt.Errorf("%w: --limit counts items, from 1", errUsage)
	}
	for i := range p.sources {
		c := &p.sources[i]
		if o.since != "" && !c.Export() {
			c.Since = o.since
		}
		if o.limit > 0 && !c.Export() {
			c.Limit = o.limit
		}
	}
	return nil
}

// syncOnce polls, fetches, reads, indexes, and reports.
func (a *app) syncOnce(ctx context.Context, p *plan, o syncOptions) error {
	r, documents, err := a.syncSources(ctx, p, o)
	if err != nil {
		return err
	}
	if err := a.publish(p, r, documents); err != nil {
		return err
	}
	if err := a.printReport(r, o.json); err != nil {
		return err
	}
	if p.report.Webhook != "" {
		if err := p.folder().Deliver(ctx, report.Webhook{URL: p.report.Webhook, Secret: p.secret}); err != nil {
			return fmt.Errorf("%w: %w", errSomeFailed, err)
		}
	}
	return verdict(r)
}

// verdict is how sync ends.
func verdict(r *report.Report) error {
	switch {
	case r.FailedNow() > 0:
		return fmt.Errorf("%w: %d; the report and haki status tell why", errSomeFailed, r.FailedNow())
	case !r.News():
		return errNoNews
	}
	return nil
}

// syncSources takes what the sources have through the pipeline, while it holds
// the corpus, and gathers the report. documents is how many the corpus has then.
func (a *app) syncSources(ctx context.Context, p *plan, o syncOptions) (r *report.Report, documents int, err error) {
	w, err := a.openWriting(o.read)
	if err != nil {
		return nil, 0, err
	}
	s := &syncing{a: a, plan: p, options: o, writing: w, at: map[string]int{}}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := s.begin(); err != nil {
		return nil, 0, err
	}
	for i := range p.sources {
		if err := s.source(ctx, &p.sources[i]); err != nil {
			return nil, 0, err
		}
	}
	if err := s.gather(ctx); err != nil {
		return nil, 0, err
	}
	return s.report, len(s.ledger.Documents()), s.client.Prune()
}

// publish writes the report where the plan says, but for the webhook.
func (a *app) publish(p *plan, r *report.Report, documents int) error {
	folder := p.folder()
	if err := folder.Keep(r, p.report.Webhook != ""); err != nil {
		return err
	}
	if p.report.Feed != "" {
		if err := folder.Feed(p.report.Feed, p.report.FeedURL); err != nil {
			return err
		}
	}
	if p.report.Metrics == "" {
		return nil
	}
	return report.WriteFile(p.report.Metrics, metricsOf(r, documents))
}

func (a *app) printReport(r *report.Report, asJSON bool) error {
	switch {
	case asJSON:
		return r.JSON(a.stdout)
	case a.quiet && !r.Worth():
		return nil // cron mails whatever a command prints
	}
	return r.Markdown(a.stdout)
}

// quietTime is how long a folder must be still before it is read: longer than
// the pauses in copying a file over a network.
const quietTime = 2 * time.Second

// syncWatching syncs everything once, then each folder when it changes.
func (a *app) syncWatching(ctx context.Context, p *plan, o syncOptions) error {
	folders := p.folders()
	if len(folders) == 0 {
		return fmt.Errorf("%w: --watch needs a source of kind folder", errUsage)
	}
	for _, c := range folders {
		if info, err := os.Stat(c.Address); err != nil || !info.IsDir() {
			return fmt.Errorf("%w: %s: %s is no folder to watch", errUsage, c.Name, c.Address)
		}
	}
	var one sync.Mutex // run at a time
	again := func(ctx context.Context, p *plan) error {
		one.Lock()
		defer one.Unlock()
		return a.goOn(a.syncOnce(ctx, p, o))
	}
	g, inner := errgroup.WithContext(ctx)
	for _, c := range folders {
		only := *p
		only.sources = []source.Config{c}
		g.Go(func() error {
			return source.Watch(inner, c.Address, quietTime, func() error { return again(inner, &only) })
		})
	}
	g.Go(func() error { return again(inner, p) })
	return g.Wait()
}

// folders are the sources to be watched: those that say so, or else all folders.
func (p *plan) folders() []source.Config {
	var said, all []source.Config
	for _, c := range p.sources {
		if c.Kind != "folder" {
			continue
		}
		all = append(all, c)
		if c.Watch {
			said = append(said, c)
		}
	}
	if len(said) > 0 {
		return said
	}
	return all
}

// goOn tells of an end that is no reason to stop watching.
func (a *app) goOn(err error) error {
	switch {
	case err == nil, errors.Is(err, errNoNews):
		return nil
	case errors.Is(err, errSomeFailed), errors.Is(err, pipeline.ErrLocked):
		fmt.Fprintf(a.stderr, "haki: %v\n", err)
		return nil
	}
	return err
}

// fetchDir is where what was fetched for the corpus is remembered.
func (a *app) fetchDir() string { return filepath.Join(a.dir(), "fetch") }
