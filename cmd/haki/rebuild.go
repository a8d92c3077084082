package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	bleve "github.com/haki-project/haki/index/plain"
	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/cite"
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
	if _, err := os.Stat(a.corpus); err != nil {
		return fmt.Errorf("%s: %w: make one with haki ingest, or name another with --corpus", a.corpus, pipeline.ErrNoCorpus)
	}
	store, err := pipeline.Open(a.corpus, false)
	if err != nil {
		return err
	}
	idx, err := bleve.OpenWriter(a.indexDir(), bleve.Options{Fresh: true, References: cite.Terms})
	if err != nil {
		return errors.Join(err, store.Close())
	}
	total := 0
	err = store.Replay(ctx, idx, func(_, n int) { total = n })
	if err := errors.Join(err, idx.Close(), store.Close()); err != nil {
		return err
	}
	if !a.quiet {
		fmt.Fprintf(a.stderr, "the index holds %s again\n", count(total, "document"))
	}
	return nil
}
