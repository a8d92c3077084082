package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/pipeline/rights"
)

type schemeImportOptions struct{ id, label string }

func newSchemeImport(a *app) *cobra.Command {
	var o schemeImportOptions
	c := &cobra.Command{
		Use: "import FILE", Short: "A code book of another program as a scheme, in YAML",
		Long: `Print a scheme made of the labels of another program: a REFI-QDA code book (.qdc, as
MAXQDA, NVivo, ATLAS.ti, QualCoder and Taguette write it), a thesaurus in SKOS (RDF/XML),
or a CSV with a column label (or tag, name, path) and any of id, note (or description),
parent, terms:en. A label's name is its term where the file gives no others: add some,
then use the scheme with --scheme.`,
		Example: `  haki scheme import codes.qdc > mine.yaml
  haki retag --dry-run --scheme mine.yaml`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return runSchemeImport(a, o, args[0]) },
	}
	c.Flags().StringVar(&o.id, "id", "", "id of the scheme (default: the file's name)")
	c.Flags().StringVar(&o.label, "label", "", "name of the scheme (default: the file's name)")
	return c
}

// maxCodeBook bounds what is read of a file of labels, in bytes.
const maxCodeBook = 16 << 20

func runSchemeImport(a *app, o schemeImportOptions, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxCodeBook))
	if err != nil {
		return err
	}
	name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	if o.label == "" {
		o.label = name
	}
	if o.id == "" {
		o.id = strings.Trim(strings.Map(idRune, strings.ToLower(name)), "-")
	}
	s, err := readCodeBook(data, o.id, o.label)
	if err != nil {
		return fmt.Errorf("%w: %s: %w", errUsage, file, err)
	}
	return rights.WriteScheme(a.stdout, s)
}

// idRune keeps of a file's name what an id may have.
func idRune(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
		return r
	}
	return '-'
}

// readCodeBook tells the format by the content.
func readCodeBook(data []byte, id, label string) (*rights.Scheme, error) {
	head := data[:min(len(data), 4096)]
	switch {
	case bytes.Contains(head, []byte("<CodeBook")):
		return rights.ReadQDC(bytes.NewReader(data), id, label)
	case bytes.Contains(head, []byte("RDF")) && bytes.Contains(head, []byte("<")):
		return rights.ReadSKOS(bytes.NewReader(data), id, label)
	}
	return rights.ReadSchemeCSV(bytes.NewReader(data), id, label)
}
