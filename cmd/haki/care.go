package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/bucket"
)

func newVerify(a *app) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "verify",
		Short: "Check every hash and every span of the corpus",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return runVerify(c.Context(), a, asJSON) },
	}
	c.Flags().BoolVar(&asJSON, "json", false, "one JSON object a problem")
	return c
}

func runVerify(ctx context.Context, a *app, asJSON bool) error {
	store, err := a.openStore(true)
	if err != nil {
		return err
	}
	defer store.Close()
	checked := 0
	problems, err := store.Verify(ctx, func(done, _ int) { checked = done })
	if err != nil {
		return err
	}
	for _, p := range problems {
		if asJSON {
			err = encoder(a.stdout).Encode(p)
		} else {
			_, err = fmt.Fprintf(a.stdout, "%s: %s\n  %s\n", p.Path, p.Message, p.Advice)
		}
		if err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return fmt.Errorf("%w: %s in %s", errSomeFailed, count(len(problems), "problem"), count(checked, "item"))
	}
	if !a.quiet {
		fmt.Fprintf(a.stderr, "%s checked, all is as the ledger says\n", count(checked, "item"))
	}
	return nil
}

func newBackup(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Write the corpus to one file",
		Long: `Write originals, documents, corrections and ledger to one tar file. A file that holds an
earlier or an interrupted backup of this corpus is continued with what it lacks. The
index is not in it: haki rebuild makes it from the rest.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return runBackup(c.Context(), a, args[0]) },
	}
}

func runBackup(ctx context.Context, a *app, file string) error {
	store, err := a.openStore(true)
	if err != nil {
		return err
	}
	defer store.Close()
	r, err := store.Backup(ctx, file)
	if err != nil {
		return err
	}
	a.tell(r, "wrote", file)
	if r.Missing > 0 {
		return fmt.Errorf("%w: the store lacks %s that the ledger names; haki verify says which", errSomeFailed, count(r.Missing, "file"))
	}
	return nil
}

func newRestore(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "Bring the corpus of a backup into an empty folder",
		Long: `Bring the corpus of a backup into --corpus, which must be empty or hold an interrupted
restore, then make its index.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return runRestore(c.Context(), a, args[0]) },
	}
}

func runRestore(ctx context.Context, a *app, file string) error {
	if bucket.IsAddress(a.corpus) {
		return fmt.Errorf("%w: a backup is restored into a folder; name one with --corpus, then haki ingest its originals into the bucket", errUsage)
	}
	r, err := pipeline.Restore(ctx, file, a.corpus)
	if err != nil {
		return err
	}
	a.tell(r, "brought in", a.corpus)
	return runRebuild(ctx, a)
}

func (a *app) tell(r pipeline.BackupReport, did, where string) {
	if !a.quiet {
		fmt.Fprintf(a.stderr, "%s %s (%d MB) in %s; %d were there already\n", did, count(r.Files, "file"), r.Bytes>>20, where, r.Kept)
	}
}
