package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/pipeline/rights"
	"github.com/haki-project/haki/pipeline/rights/linear"
)

type trainOptions struct {
	gold   []string
	scheme string
	out    string
}

func newTrain(a *app) *cobra.Command {
	var o trainOptions
	c := &cobra.Command{
		Use:   "train --gold FILE",
		Short: "Learn a tagger from labelled texts",
		Long: `Learn a linear model from a CSV with the columns id, text, labels (ids separated by |)
and, for recommendations, action (1-5). The same texts give the same model. It
prints what the model said of texts that it had not learned from.`,
		Example: `  haki train --gold labelled.csv --scheme upr-issues -o models/`,
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return runTrain(a, o) },
	}
	f := c.Flags()
	f.StringArrayVar(&o.gold, "gold", nil, "CSV of labelled texts (may be given again)")
	f.StringVar(&o.scheme, "scheme", "upr-issues", "scheme that the labels belong to")
	f.StringVarP(&o.out, "output", "o", ".", "folder for the models, SCHEME.bin and action.bin")
	return c
}

func runTrain(a *app, o trainOptions) error {
	if len(o.gold) == 0 {
		return fmt.Errorf("%w: name the labelled texts, as --gold labelled.csv", errUsage)
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
	t, err := rights.Train(o.scheme, gold...)
	if err != nil {
		return err
	}
	if err := writeModel(a, filepath.Join(o.out, o.scheme+".bin"), t.Labels); err != nil || t.Action == nil {
		return err
	}
	return writeModel(a, filepath.Join(o.out, "action.bin"), t.Action)
}

func writeModel(a *app, path string, m *linear.Model) error {
	if err := atomically(path, m.Write); err != nil {
		return err
	}
	fmt.Fprintln(a.stderr, "wrote", path)
	return nil
}
