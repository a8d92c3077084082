package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/pipeline/rights"
	"github.com/haki-project/haki/pipeline/rights/linear"
)

type trainOptions struct {
	gold      []string
	corrected bool
	scheme    string
	out       string
}

func newTrain(a *app) *cobra.Command {
	var o trainOptions
	c := &cobra.Command{
		Use:   "train --gold FILE|--corrected",
		Short: "Learn a tagger from labelled texts",
		Long: `Learn a linear model from a CSV with the columns id, text, labels (ids separated by |)
and, for recommendations, action (1-5), from the passages whose tags a person has
corrected in the corpus (--corrected), or from both. The same texts give the same model.`,
		Example: `  haki train --gold labelled.csv --scheme upr-issues -o models/
  haki eval tags --gold unseen.csv --model models/upr-issues.bin
  haki retag --dry-run --model models/upr-issues.bin`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return runTrain(a, o) },
	}
	f := c.Flags()
	f.StringArrayVar(&o.gold, "gold", nil, "CSV of labelled texts (may be given again)")
	f.StringVar(&o.scheme, "scheme", "upr-issues", "scheme that the labels belong to")
	f.StringVarP(&o.out, "output", "o", ".", "folder for the models, SCHEME.bin and action.bin")
	f.BoolVar(&o.corrected, "corrected", false, "learn from the passages of the corpus whose tags a person has decided")
	return c
}

func runTrain(a *app, o trainOptions) error {
	if len(o.gold) == 0 && !o.corrected {
		return fmt.Errorf("%w: give labelled texts with --gold FILE, --corrected, or both", errUsage)
	}
	gold := make([]io.Reader, len(o.gold))
	for i, path := range o.gold {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		gold[i] = f
	}
	if o.corrected {
		texts, err := correctedTexts(a, o.scheme)
		if err != nil {
			return err
		}
		gold = append(gold, texts)
	}
	t, err := rights.Train(o.scheme, gold...)
	if err != nil {
		return err
	}
	if err := writeModel(a, filepath.Join(o.out, o.scheme+".bin"), t.Labels); err != nil || t.Action == nil {
		return err
	}
	return writeModel(a, filepath.Join(o.out, "action.bin"), t.Action)
}

// readModels reads models that haki train wrote.
func readModels(paths []string) ([]*linear.Model, error) {
	var list []*linear.Model
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		m, err := linear.Read(f)
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, fmt.Errorf("%w: %s: %w", errUsage, path, err)
		}
		list = append(list, m)
	}
	return list, nil
}

func writeModel(a *app, path string, m *linear.Model) error {
	if err := atomically(path, m.Write); err != nil {
		return err
	}
	fmt.Fprintln(a.stderr, "wrote", path)
	return nil
}
