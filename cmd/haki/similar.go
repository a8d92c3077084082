package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/link"
)

func newSimilar(a *app) *cobra.Command {
	var o searchOptions
	c := &cobra.Command{
		Use:     "similar DOC:PASSAGE",
		Short:   "Passages that say something alike, best first",
		Example: `  haki similar A/HRC/21/11:119.10`,
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return runSimilar(c.Context(), a, o, args[0]) },
	}
	f := c.Flags()
	f.IntVar(&o.limit, "limit", 10, "passages shown")
	f.BoolVar(&o.json, "json", false, "one JSON object: query, total, hits")
	return c
}

func runSimilar(ctx context.Context, a *app, o searchOptions, name string) error {
	d, p, err := a.find(name)
	if err != nil {
		return err
	}
	if p == nil {
		return fmt.Errorf("%w: name a passage, as %s:12", errUsage, name)
	}
	r, err := a.reader()
	if err != nil {
		return err
	}
	defer r.Close()
	q := link.Alike(d.PassageRecord(placeOf(d, p)))
	res, err := r.Search(ctx, index.Request{Query: q, Limit: o.limit, Highlights: true})
	if err != nil {
		return err
	}
	if o.json {
		replay, err := a.provenance(q.String(), res.Total)
		if err != nil {
			return err
		}
		return printResultJSON(a, replay, res)
	}
	printResult(newScreen(a.stdout), o, res)
	return nil
}
