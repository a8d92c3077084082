package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/ingest/source"
	"github.com/haki-project/haki/pipeline"
)

type ingestOptions struct {
	set      []string
	metadata string
	force    bool
	json     bool
	part     string
	read     readOptions
}

// readOptions say how documents are read; every command that reads some has them.
type readOptions struct {
	Workers   int
	PDFEngine string   `json:"pdf_engine"`
	Schemes   []string `json:"schemes"` // paths of scheme files
	Models    []string `json:"models"`  // paths of trained models
	NoIndex   bool     `json:"-"`
}

func newIngest(a *app) *cobra.Command {
	var o ingestOptions
	c := &cobra.Command{
		Use:   "ingest SOURCE...",
		Short: "Read files, folders, zips, URLs into the corpus",
		Long: `Read documents into the corpus: files, folders (with all below them; a .hakiignore
there says what to leave out), zip archives, - for stdin, URLs, feed:URL, oai:URL,
sitemap:URL, list:FILE; the export of the Universal Human Rights Index (JSON) and of
UPR Info (CSV), whose rows come in as recommendations. PDF, DOCX, DOC, ODT, RTF, EPUB, EML, HTML, TXT, Markdown,
Akoma Ntoso and other legal XML are told apart by their content.

What was read before and has not changed is passed over; a file that cannot be
read is recorded with the reason (haki status) and never stops the run.`,
		Example: `  haki ingest reports/ speeches.zip
  haki ingest --set kind=law --set country=KEN kenya/
  curl -s https://example.org/report.pdf | haki ingest -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return runIngest(c.Context(), a, o, args) },
	}
	f := c.Flags()
	f.StringArrayVar(&o.set, "set", nil, "metadata of every document, as kind=law, country=KEN,TZA, date=2012-07-09, symbol=, session=, cycle=, body=, language=, title=")
	f.StringVar(&o.metadata, "metadata", "", "CSV with a line of metadata a file (columns file,kind,symbol,countries,date,language,session,cycle,title,body)")
	f.BoolVar(&o.force, "force", false, "read everything again")
	f.BoolVar(&o.json, "json", false, "one JSON object an item on stdout, then the totals")
	f.StringVar(&o.part, "part", "", "of machines that read one source into a shared corpus: 2/8 takes the second eighth of the items, by their addresses")
	f.BoolVar(&o.read.NoIndex, "no-index", false, "leave the index to another machine, or to haki rebuild --missing")
	o.read.flags(c)
	return c
}

func (o *readOptions) flags(c *cobra.Command) {
	f := c.Flags()
	f.IntVar(&o.Workers, "workers", 0, "documents read at once (default the number of cores)")
	o.schemeFlag(c)
	f.StringVar(&o.PDFEngine, "pdf-engine", "", "read every PDF with layout or pdfium; by default each page with the one that suits it")
}

func (o *readOptions) schemeFlag(c *cobra.Command) {
	c.Flags().StringArrayVar(&o.Schemes, "scheme", nil, "file with a scheme of tags of your own (may be given again); haki scheme show makes one to begin with")
	c.Flags().StringArrayVar(&o.Models, "model", nil, "file with a model that haki train learned, in place of Haki's own of the same scheme (may be given again)")
}

func runIngest(ctx context.Context, a *app, o ingestOptions, args []string) error {
	set, err := parseSet(o.set)
	if err != nil {
		return err
	}
	src, err := source.Open(args, source.Options{Set: set, Metadata: o.metadata, Stdin: a.stdin})
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if o.part != "" {
		if src, err = source.Part(src, o.part); err != nil {
			return fmt.Errorf("%w: --part %s: %w", errUsage, o.part, err)
		}
	}
	return a.runSource(ctx, src, o.read, o.json, pipeline.RunOptions{Force: o.force})
}

// runSource takes every item of src through the pipeline and tells how it went.
func (a *app) runSource(ctx context.Context, src pipeline.Source, read readOptions, asJSON bool, o pipeline.RunOptions) error {
	w, err := a.openWriting(read)
	if err != nil {
		return err
	}
	ledger, err := w.store.Ledger()
	if err != nil {
		return errors.Join(err, w.close())
	}
	src = withdrawn{src, ledger}
	p := newProgress(a, asJSON)
	o.Workers, o.Progress = read.Workers, p.event
	report, err := w.runner.Run(ctx, src, o)
	p.finish(report)
	if err := errors.Join(err, w.close()); err != nil {
		return err
	}
	switch {
	case report.Total == 0:
		return fmt.Errorf("%w: there was no document to read", errNothing)
	case report.Failed+report.FailedBefore > 0:
		return fmt.Errorf("%w: %d of %d; haki status tells why", errSomeFailed, report.Failed+report.FailedBefore, report.Total)
	}
	return nil
}

// parseSet reads --set kind=law --set country=KEN.
func parseSet(list []string) (pipeline.Metadata, error) {
	var m pipeline.Metadata
	for _, s := range list {
		name, value, ok := strings.Cut(s, "=")
		if !ok {
			return m, fmt.Errorf("%w: --set %s: write --set name=value, as --set kind=law", errUsage, s)
		}
		if err := source.SetField(&m, name, value); err != nil {
			return m, fmt.Errorf("%w: --set %s: %w", errUsage, s, err)
		}
	}
	return m, nil
}

// ingestEvent is one line of ingest --json.
type ingestEvent struct {
	File    string          `json:"file"`
	URI     string          `json:"uri"`
	State   pipeline.State  `json:"state"`
	Why     pipeline.Resume `json:"why"` // what was to be done: missing, changed, equal, …
	Reason  string          `json:"reason,omitempty"`
	Message string          `json:"message,omitempty"`
	ID      pipeline.ID     `json:"document,omitempty"`
}

func printEvent(e *json.Encoder, ev pipeline.Event) error {
	o := ev.Outcome
	return e.Encode(ingestEvent{o.File, o.URI, o.State, ev.Resume, o.Reason, o.Message, o.Document})
}
