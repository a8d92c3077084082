package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/index/export"
	"github.com/haki-project/haki/index/link"
	"github.com/haki-project/haki/pipeline"
)

type exportOptions struct {
	query, format, out string
	bom                bool
}

func newExport(a *app) *cobra.Command {
	var o exportOptions
	c := &cobra.Command{
		Use:   "export KIND",
		Short: "Passages, recommendations, references or documents to a file",
		Long: `Export passages, recommendations, references, documents, or the voluntary pledges of
States under review: everything, or what a query finds. There is no cap. With -o a manifest (query, counts, hash of the
corpus, version, date) is written beside the file as FILE.manifest.json.`,
		Example: `  haki export recommendations --query 'country:BRA' --format xlsx -o brazil.xlsx
  haki export passages --query 'right:torture' --format jsonl | jq .text`,
		Args:      cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs),
		ValidArgs: []string{"passages", "recommendations", "references", "documents", "pledges"},
		RunE:      func(c *cobra.Command, args []string) error { return runExport(c.Context(), a, o, export.Kind(args[0])) },
	}
	f := c.Flags()
	f.StringVar(&o.query, "query", "", "only what this query finds")
	f.StringVarP(&o.format, "format", "f", "", "format; by default that of the file's name, else jsonl")
	f.StringVarP(&o.out, "output", "o", "", "file to write; stdout where not given")
	f.BoolVar(&o.bom, "bom", false, "CSV: begin with a byte order mark, so that Excel reads it as UTF-8")
	return c
}

// formatOf is the format asked for, or the one that the file's name says.
func (o exportOptions) formatOf() string {
	if o.format != "" {
		return o.format
	}
	if ext := strings.TrimPrefix(filepath.Ext(o.out), "."); ext != "" {
		return ext
	}
	return "jsonl"
}

func runExport(ctx context.Context, a *app, o exportOptions, kind export.Kind) error {
	if formats := export.Formats(kind); !slices.Contains(formats, o.formatOf()) {
		return fmt.Errorf("%w: cannot write %s as %q: choose one of %s", errUsage, kind, o.formatOf(), strings.Join(formats, ", "))
	}
	store, err := a.openStore(true)
	if err != nil {
		return err
	}
	defer store.Close()
	docs := 0
	from, err := a.selections(store, o.query, &docs)
	if err != nil {
		return err
	}
	write := func(w io.Writer) (int, error) {
		return export.Write(ctx, w, kind, o.formatOf(), export.Options{BOM: o.bom, Version: version()}, from)
	}
	if o.out == "" || o.out == "-" {
		_, err := write(a.stdout)
		return err
	}
	m := export.Manifest{Kind: kind, Format: o.formatOf(), Query: o.query, Version: version(), Date: time.Now().UTC(), Command: o.command(kind)}
	if m.Corpus, err = store.Hash(); err != nil {
		return err
	}
	if err := writeWithManifest(o.out, &m, write, &docs); err != nil {
		return err
	}
	if !a.quiet {
		fmt.Fprintf(a.stderr, "%s from %s in %s\n", count(m.Rows, "row"), count(docs, "document"), o.out)
	}
	return nil
}

// command is what to type to get the same file from the same corpus.
func (o exportOptions) command(kind export.Kind) string {
	words := []string{"haki", "export", string(kind), "--format", o.formatOf()}
	if o.query != "" {
		words = append(words, "--query", export.ShellQuoted(o.query))
	}
	if o.bom {
		words = append(words, "--bom")
	}
	return strings.Join(words, " ")
}

// writeWithManifest writes the file whole or not at all, then its manifest.
func writeWithManifest(path string, m *export.Manifest, write func(io.Writer) (int, error), docs *int) error {
	hash := sha256.New()
	err := atomically(path, func(w io.Writer) (err error) {
		m.Rows, err = write(io.MultiWriter(w, hash))
		return err
	})
	if err != nil {
		return err
	}
	m.SHA256, m.Documents = hex.EncodeToString(hash.Sum(nil)), *docs
	return atomically(path+".manifest.json", m.Write)
}

// atomically gives path its content at once: readers never see half a file.
func atomically(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("write %s: there is no folder %s: make it first", path, filepath.Dir(path))
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer os.Remove(f.Name()) //nolint:errcheck // gone already where all went well
	if err := errors.Join(write(f), f.Sync(), f.Chmod(0o644), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return os.Rename(f.Name(), path)
}

// selections yields what the query finds, or everything, in the order of URI,
// ID and place; docs counts the documents.
func (a *app) selections(store *pipeline.Store, text string, docs *int) (export.Selections, error) {
	resolver, err := link.NewResolver(store)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(text) == "" {
		return counted(export.Completed(export.All(store), resolver.Resolve), docs), nil
	}
	q, err := a.parseQuery(text)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, yield func(export.Selection) error) error {
		r, err := a.reader()
		if err != nil {
			return err
		}
		defer r.Close()
		return counted(export.Completed(export.Found(r, store, q), resolver.Resolve), docs)(ctx, yield)
	}, nil
}

// counted counts the documents that from yields.
func counted(from export.Selections, docs *int) export.Selections {
	return func(ctx context.Context, yield func(export.Selection) error) error {
		return from(ctx, func(s export.Selection) error {
			*docs++
			return yield(s)
		})
	}
}
