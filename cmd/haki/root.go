package main

import (
	"io"
	"os"

	"github.com/spf13/cobra"
)

// app is what every command shares: where the corpus is and whom to talk to.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	corpus         string
	index          string // "" for the one in the corpus
	shards         int    // of a new index on a cluster
	replicas       int
	quiet          bool
	started        bool // a command's own work has begun: its errors are no usage errors
}

const rootLong = `Haki reads human-rights texts: UN reports, speeches, national laws. It extracts
the text, tags rights, finds recommendations and references, and builds an index
that researchers can search and cite. All of it works offline, on this machine.

Exit codes: 0 done · 1 nothing done · 2 wrong usage · 3 some inputs failed ·
4 corpus locked by another writer · 5 nothing new (sync) · 130 interrupted.`

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:           "haki",
		Short:         "Search, cite and count what human-rights texts say",
		Long:          rootLong,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(c *cobra.Command, _ []string) error {
			if err := c.ValidateRequiredFlags(); err != nil { // cobra asks only later
				return err
			}
			if a.index == "" { // no default of the flag: help would show the password
				a.index = os.Getenv("HAKI_INDEX")
			}
			_, err := a.backend() // an address that cannot be read is wrong usage
			a.started = err == nil
			return err
		},
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.PersistentFlags().StringVar(&a.corpus, "corpus", defaultCorpus(), "folder of the corpus, or file://, s3://, gs://, azblob:// address of one that machines share (or set HAKI_CORPUS)")
	root.PersistentFlags().StringVar(&a.index, "index", "", "index on a cluster, as opensearch://host:9200/name (or set HAKI_INDEX); else it is in the corpus")
	root.PersistentFlags().IntVar(&a.shards, "index-shards", 3, "parts of a new index on a cluster")
	root.PersistentFlags().IntVar(&a.replicas, "index-replicas", 1, "copies of each of these parts")
	root.PersistentFlags().BoolVarP(&a.quiet, "quiet", "q", false, "no progress, only errors")
	root.AddGroup(&cobra.Group{ID: "in", Title: "In:"}, &cobra.Group{ID: "out", Title: "Out:"}, &cobra.Group{ID: "care", Title: "Care of the corpus and the tagger:"})
	list := commands(a)
	for _, group := range root.Groups() { // in their order, which is that of suggestions too
		for _, c := range list[group.ID] {
			c.GroupID = group.ID
			root.AddCommand(c)
		}
	}
	root.AddCommand(newWorker(), newMan(a))
	return root
}

func defaultCorpus() string {
	if dir := os.Getenv("HAKI_CORPUS"); dir != "" {
		return dir
	}
	return "haki-corpus"
}
