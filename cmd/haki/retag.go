package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/pipeline"
)

type retagOptions struct {
	dryRun bool
	read   readOptions
}

func newRetag(a *app) *cobra.Command {
	var o retagOptions
	c := &cobra.Command{
		Use:   "retag",
		Short: "Tag every document again, with a new scheme or model",
		Long: `Tag every document again from what the store keeps of it, without reading sources.
It says first which tags are gained and lost; with --dry-run nothing else happens.
What persons decided about tags stays.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return runRetag(c.Context(), a, o) },
	}
	c.Flags().BoolVar(&o.dryRun, "dry-run", false, "only say what would change")
	o.read.schemeFlag(c)
	return c
}

func runRetag(ctx context.Context, a *app, o retagOptions) error {
	p, err := newProcessor(o.read)
	if err != nil {
		return err
	}
	open := a.existing
	if o.dryRun {
		open = func() (*pipeline.Store, error) { return a.openStore(true) }
	}
	store, err := open()
	if err != nil {
		return err
	}
	r := &retagger{store: store, processor: p, dryRun: o.dryRun, gained: map[string]int{}, lost: map[string]int{}}
	err = r.all(ctx)
	if err == nil {
		r.print(newScreen(a.stdout))
	}
	if err == nil && !o.dryRun {
		err = a.replay(ctx, store)
	}
	return errors.Join(err, store.Close())
}

// replay lets the index take what changed in the store.
func (a *app) replay(ctx context.Context, store *pipeline.Store) error {
	idx, err := a.indexWriter(ctx)
	if err != nil {
		return err
	}
	return errors.Join(store.Replay(ctx, idx, nil), idx.Close())
}

// retagger tags documents again and counts what that changes.
type retagger struct {
	store        *pipeline.Store
	processor    *processor
	dryRun       bool
	documents    int
	changed      int
	gained, lost map[string]int
}

func (r *retagger) all(ctx context.Context) error {
	ledger, err := r.store.Ledger()
	if err != nil {
		return err
	}
	for _, o := range ledger.Documents() {
		if err := ctx.Err(); err != nil {
			return err
		}
		d, err := r.store.Processed(o.Document)
		if err != nil {
			return err
		}
		if err := r.one(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

func (r *retagger) one(ctx context.Context, d *pipeline.Document) error {
	before := tagsOf(d)
	for i := range d.Passages {
		d.Passages[i].Tags = nil
	}
	for i := range d.Recommendations {
		d.Recommendations[i].Tags, d.Recommendations[i].Action = nil, 0
	}
	stages := r.processor.stages
	if err := stages[len(stages)-1].Annotate(ctx, d); err != nil { // the tagger is the last stage
		return err
	}
	r.documents++
	if r.compare(before, tagsOf(d)) {
		r.changed++
	}
	d.Recipe = r.processor.recipe
	if r.dryRun {
		return nil
	}
	return r.store.Amend(d)
}

// tagsOf counts each tag of each passage.
func tagsOf(d *pipeline.Document) map[[2]string]int {
	tags := map[[2]string]int{}
	for i := range d.Passages {
		for _, t := range d.Passages[i].Tags {
			tags[[2]string{d.Passages[i].ID, t.Scheme + ":" + t.ID}]++
		}
	}
	return tags
}

func (r *retagger) compare(before, after map[[2]string]int) (changed bool) {
	for k := range after {
		if before[k] == 0 {
			r.gained[k[1]]++
			changed = true
		}
	}
	for k := range before {
		if after[k] == 0 {
			r.lost[k[1]]++
			changed = true
		}
	}
	return changed
}

func (r *retagger) print(s *screen) {
	var names []string
	for name := range r.gained {
		names = append(names, name)
	}
	for name := range r.lost {
		names = append(names, name)
	}
	slices.Sort(names)
	var rows [][]string
	for _, name := range slices.Compact(names) {
		rows = append(rows, []string{fmt.Sprintf("+%d", r.gained[name]), fmt.Sprintf("-%d", r.lost[name]), name})
	}
	if len(rows) > 0 {
		s.table([]string{"gained", "lost", "tag (passages)"}, rows)
	}
	verb := "have"
	if r.dryRun {
		verb = "would have"
	}
	fmt.Fprintf(s, "%d of %s %s other tags\n", r.changed, count(r.documents, "document"), verb)
}
