package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/pipeline/rights"
)

type evalOptions struct {
	gold, scheme string
	json         bool
	read         readOptions
}

func newEval(a *app) *cobra.Command {
	var o evalOptions
	c := &cobra.Command{Use: "eval", Short: "Measure tags, recommendations and references against labels"}
	tags := &cobra.Command{
		Use:   "tags --gold FILE",
		Short: "F1, precision and recall of tags, and how often a score is right",
		Long: `Tag the texts of a CSV (columns id, text, labels separated by |, and action where there
is one) and compare. A model that was trained on the same texts flatters itself:
measure on texts that it has not seen.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return runEvalTags(a, o) },
	}
	f := tags.Flags()
	f.StringVar(&o.gold, "gold", "", "CSV of labelled texts")
	f.StringArrayVar(&o.read.Models, "model", nil, "model that haki train learned, in place of Haki's own")
	f.StringVar(&o.scheme, "scheme", "upr-issues", "scheme of the labels")
	f.BoolVar(&o.json, "json", false, "as JSON")
	c.AddCommand(tags, newEvalRecommendations(a), newEvalReferences(a))
	return c
}

func runEvalTags(a *app, o evalOptions) error {
	if o.gold == "" {
		return fmt.Errorf("%w: name the labelled texts, as --gold labelled.csv", errUsage)
	}
	f, err := os.Open(o.gold)
	if err != nil {
		return err
	}
	defer f.Close()
	tagger, err := newTagger(o.read)
	if err != nil {
		return err
	}
	e, err := tagger.Evaluate(o.scheme, f)
	if err != nil {
		return err
	}
	if o.json {
		return encoder(a.stdout).Encode(e)
	}
	printEvaluation(newScreen(a.stdout), e)
	return nil
}

func printEvaluation(s *screen, e *rights.Evaluation) {
	fmt.Fprintf(s, "%s: micro-F1 %.3f (precision %.3f, recall %.3f), macro-F1 %.3f\n", count(e.Texts, "text"), e.Micro.F1, e.Micro.Precision, e.Micro.Recall, e.Macro)
	if e.Actions > 0 {
		fmt.Fprintf(s, "category of action right in %.3f of %d\n", e.Action, e.Actions)
	}
	var rows [][]string
	labels := slices.SortedFunc(maps.Keys(e.Labels), func(x, y string) int { return cmp.Or(cmp.Compare(e.Labels[x].F1, e.Labels[y].F1), cmp.Compare(x, y)) })
	for _, l := range labels {
		f := e.Labels[l]
		rows = append(rows, []string{fmt.Sprintf("%.3f", f.F1), fmt.Sprintf("%.3f", f.Precision), fmt.Sprintf("%.3f", f.Recall), fmt.Sprint(f.Right + f.Missed), l})
	}
	s.table([]string{"F1", "precision", "recall", "texts", "label, weakest first"}, rows)
	rows = nil
	for _, c := range e.Confusions[:min(len(e.Confusions), 15)] {
		rows = append(rows, []string{fmt.Sprint(c.Count), c.Said, c.Meant})
	}
	s.table([]string{"times", "said", "where people said"}, rows)
	rows = nil
	for _, b := range e.Bins {
		if b.Tags > 0 {
			rows = append(rows, []string{fmt.Sprintf("%.1f–%.1f", b.From, b.To), fmt.Sprint(b.Tags), fmt.Sprintf("%.3f", float64(b.Right)/float64(b.Tags))})
		}
	}
	s.table([]string{"score", "tags", "right"}, rows)
}
