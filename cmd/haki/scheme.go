package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/pipeline/rights"
)

func newScheme(a *app) *cobra.Command {
	c := &cobra.Command{Use: "scheme", Short: "Schemes of tags: list, show, check, import"}
	c.AddCommand(
		newSchemeImport(a),
		&cobra.Command{
			Use: "list [SCHEME]", Short: "The schemes, or the tags of one", Args: cobra.MaximumNArgs(1),
			RunE: func(_ *cobra.Command, args []string) error { return runSchemeList(a, args) },
		},
		newSchemeShow(a),
		&cobra.Command{
			Use: "check FILE", Short: "Everything that is wrong with a scheme file, by line", Args: cobra.ExactArgs(1),
			RunE: func(_ *cobra.Command, args []string) error { return runSchemeCheck(a, args[0]) },
		},
	)
	return c
}

func newSchemeShow(a *app) *cobra.Command {
	var format, base string
	c := &cobra.Command{
		Use: "show SCHEME", Short: "A scheme as YAML, to begin one of your own with, or as CSV or SKOS", Args: cobra.ExactArgs(1),
		Long: `Print a scheme of Haki: as YAML, as CSV for a spreadsheet, or as SKOS (RDF/XML) for a
thesaurus. haki scheme import reads the last two back. They hold the labels with names,
parents and terms; what belongs to the scheme as a whole only YAML does.`,
		Example: `  haki scheme show rights > mine.yaml
  haki scheme show groups --format csv > groups.csv`,
		RunE: func(_ *cobra.Command, args []string) error { return runSchemeShow(a, args[0], format, base) },
	}
	c.Flags().StringVar(&format, "format", "yaml", "yaml, csv or skos")
	c.Flags().StringVar(&base, "base", "urn:haki:scheme", "with --format skos: address that ids are put behind")
	return c
}

// readSchemes reads a user's own schemes.
func readSchemes(paths []string) ([]*rights.Scheme, error) {
	var list []*rights.Scheme
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		s, err := rights.ReadScheme(f)
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, fmt.Errorf("%w: %s: %w: haki scheme check %s lists all that is wrong", errUsage, path, err, path)
		}
		list = append(list, s)
	}
	return list, nil
}

func runSchemeList(a *app, args []string) error {
	schemes, err := rights.Embedded()
	if err != nil {
		return err
	}
	var rows [][]string
	for _, s := range schemes {
		if len(args) == 0 {
			rows = append(rows, []string{s.ID, fmt.Sprint(len(s.Labels)), s.Label})
			continue
		}
		for _, l := range s.Labels {
			if s.ID == args[0] {
				rows = append(rows, []string{l.ID, l.Family, l.Label})
			}
		}
	}
	if len(rows) == 0 {
		return noScheme(args[0])
	}
	header := []string{"scheme", "tags", "what"}
	if len(args) > 0 {
		header = []string{"tag", "family", "label"}
	}
	newScreen(a.stdout).table(header, rows)
	return nil
}

func noScheme(id string) error {
	return fmt.Errorf("%w: there is no scheme %s: haki scheme list shows them", errUsage, id)
}

func runSchemeShow(a *app, id, format, base string) error {
	write := map[string]func(*rights.Scheme) error{
		"yaml": func(s *rights.Scheme) error { return rights.WriteScheme(a.stdout, s) },
		"csv":  func(s *rights.Scheme) error { return rights.WriteSchemeCSV(a.stdout, s) },
		"skos": func(s *rights.Scheme) error { return rights.WriteSKOS(a.stdout, s, base) },
	}[format]
	if write == nil {
		return fmt.Errorf("%w: --format %s: there are yaml, csv and skos", errUsage, format)
	}
	schemes, err := rights.Embedded()
	if err != nil {
		return err
	}
	for _, s := range schemes {
		if s.ID == id {
			return write(s)
		}
	}
	return noScheme(id)
}

func runSchemeCheck(a *app, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	problems := rights.CheckScheme(f)
	for _, p := range problems {
		fmt.Fprintf(a.stdout, "%s: %v\n", file, p)
	}
	if len(problems) > 0 {
		return fmt.Errorf("%w: %s in %s", errSomeFailed, count(len(problems), "problem"), file)
	}
	if !a.quiet {
		fmt.Fprintln(a.stderr, file, "is a sound scheme")
	}
	return nil
}
