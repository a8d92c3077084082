package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/index"
)

func newRebuild(a *app) *cobra.Command {
	missing := false
	c := &cobra.Command{
		Use:   "rebuild",
		Short: "Make the index anew from the store",
		Long: `Make the index anew from the documents in the store. Nothing is read again; readers
see the old index until the new one is whole.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if missing {
				return runCatchUp(c.Context(), a)
			}
			return runRebuild(c.Context(), a)
		},
	}
	c.Flags().BoolVar(&missing, "missing", false, "only what the index lacks, as after haki ingest --no-index")
	return c
}

// runCatchUp lets the index take what it lacks.
func runCatchUp(ctx context.Context, a *app) error {
	store, err := a.existing()
	if err != nil {
		return err
	}
	return errors.Join(a.replay(ctx, store), store.Close())
}

func runRebuild(ctx context.Context, a *app) error {
	store, err := a.existing()
	if err != nil {
		return err
	}
	total := 0
	b, err := a.backend()
	if err == nil {
		err = b.Rebuild(ctx, rebuildOptions(), func(w index.Writer) error {
			return store.Replay(ctx, w, func(_, n int) { total = n })
		})
	}
	if err := errors.Join(err, store.Close()); err != nil {
		return err
	}
	if !a.quiet {
		fmt.Fprintf(a.stderr, "the index holds %s again\n", count(total, "document"))
	}
	return nil
}
