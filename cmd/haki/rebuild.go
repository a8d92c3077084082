package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/index/bleve"
	"github.com/haki-project/haki/pipeline"
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
	total, err := rebuildIndex(ctx, store, a.indexDir())
	if err := errors.Join(err, store.Close()); err != nil {
		return err
	}
	if !a.quiet {
		fmt.Fprintf(a.stderr, "the index holds %s again\n", count(total, "document"))
	}
	return nil
}

// rebuildIndex makes an index beside the old one, which may be damaged, and
// puts it in its place when it is whole.
func rebuildIndex(ctx context.Context, store *pipeline.Store, dir string) (total int, err error) {
	made, old := dir+".new", dir+".old"
	for _, litter := range []string{made, old} {
		if err := os.RemoveAll(litter); err != nil {
			return 0, err
		}
	}
	idx, err := bleve.OpenWriter(made, indexOptions())
	if err != nil {
		return 0, err
	}
	err = store.Replay(ctx, idx, func(_, n int) { total = n })
	if err := errors.Join(err, idx.Close()); err != nil {
		return 0, err
	}
	if err := os.Rename(dir, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	if err := os.Rename(made, dir); err != nil {
		return 0, err
	}
	return total, os.RemoveAll(old)
}
