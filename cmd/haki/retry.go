package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/pipeline"
)

type retryOptions struct {
	json bool
	read readOptions
}

func newRetry(a *app) *cobra.Command {
	var o retryOptions
	c := &cobra.Command{
		Use:   "retry",
		Short: "Read again only what failed or was read in part",
		Long: `Read again the files that failed, and those with pages that were not read: after
Tesseract was installed, after a file was mended, or with another --pdf-engine.
haki status lists them.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return runRetry(c.Context(), a, o) },
	}
	c.Flags().BoolVar(&o.json, "json", false, "one JSON object an item on stdout, then the totals")
	o.read.flags(c)
	return c
}

func runRetry(ctx context.Context, a *app, o retryOptions) error {
	store, err := a.openStore(true)
	if err != nil {
		return err
	}
	ledger, err := store.Ledger()
	if err != nil {
		return err
	}
	if len(ledger.Unfinished()) == 0 {
		return fmt.Errorf("%w: no file has failed or was read in part", errNothing)
	}
	return a.runSource(ctx, store.Unfinished(nil), o.read, o.json, pipeline.RunOptions{Retry: true})
}
