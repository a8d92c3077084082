package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/index"
)

func newRebuild(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "rebuild",
		Short: "Make the index anew from the store",
		Long: `Make the index anew from the documents in the store. Nothing is read again; readers
see the old index until the new one is whole.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return runRebuild(c.Context(), a) },
	}
}

func runRebuild(ctx context.Context, a *app) error {
	store, err := a.existing()
	if err != nil {
		return err
	}
	total := 0
	b, err := a.backend()
	if err == nil {
		err = b.Rebuild(ctx, indexOptions(), func(w index.Writer) error {
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
