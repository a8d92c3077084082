package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/cite"
	"github.com/haki-project/haki/pipeline/upr"
)

// What both measures of things found in texts are asked for.
type evalFound struct {
	gold, manifest, predicted string
	errors                    int
	json                      bool
}

func (o *evalFound) flags(c *cobra.Command, gold, predicted string) *cobra.Command {
	f := c.Flags()
	f.StringVar(&o.gold, "gold", "", gold)
	f.StringVar(&o.predicted, "predicted", "", predicted)
	f.IntVar(&o.errors, "errors", 0, "errors printed, at most")
	f.BoolVar(&o.json, "json", false, "as JSON")
	_ = c.MarkFlagRequired("gold") // the flag exists
	return c
}

func newEvalReferences(a *app) *cobra.Command {
	var o evalFound
	return o.flags(&cobra.Command{
		Use:   "references --gold FILE",
		Short: "Recall and precision of references, kind by kind",
		Long: `Find the references of labelled passages and compare. FILE has a JSON object a line:
id, text, references (kind, target, pinpoints, start, end in bytes) and ignore (spans
that count neither way). A reference is found where kind and target agree and the
spans overlap; pinpoints are counted apart, on the references found.`,
		Example: "  haki eval references --gold labels.jsonl --errors 20",
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return runEvalReferences(a, o) },
	}, "labelled passages, one JSON object a line", "what haki annotate --jsonl printed for them, instead of finding now")
}

func runEvalReferences(a *app, o evalFound) error {
	find := func(_, text string) []pipeline.Reference { return cite.Find(text, cite.Context{}) }
	if o.predicted != "" {
		said, err := predictedReferences(o.predicted)
		if err != nil {
			return err
		}
		find = func(id, _ string) []pipeline.Reference { return said[id] }
	}
	gold, err := os.Open(o.gold)
	if err != nil {
		return err
	}
	defer gold.Close()
	e, err := cite.Evaluate(gold, find)
	if err != nil {
		return fmt.Errorf("%s: %w", o.gold, err)
	}
	if o.json {
		return encoder(a.stdout).Encode(e)
	}
	o.printErrors(a, e.Errors)
	var rows [][]string
	row := func(name string, s cite.Score) {
		rows = append(rows, []string{fmt.Sprintf("%.4f", s.Recall()), fmt.Sprintf("%.4f", s.Precision()), fmt.Sprintf("%.4f", s.F1()), fmt.Sprint(s.Labelled), fmt.Sprint(s.Found), name})
	}
	for _, kind := range slices.Sorted(maps.Keys(e.Kinds)) {
		row(kind, e.Kinds[kind])
	}
	row("pinpoints", e.Pinpoints)
	row("all, "+count(e.Passages, "passage"), e.All)
	newScreen(a.stdout).table([]string{"recall", "precision", "F1", "labelled", "found", "kind"}, rows)
	return nil
}

func predictedReferences(file string) (map[string][]pipeline.Reference, error) {
	said := map[string][]pipeline.Reference{}
	for line, err := range jsonLines[struct {
		ID         string
		References []pipeline.Reference
	}](file) {
		if err != nil {
			return nil, err
		}
		said[line.ID] = line.References
	}
	return said, nil
}

func newEvalRecommendations(a *app) *cobra.Command {
	var o evalFound
	c := o.flags(&cobra.Command{
		Use:   "recommendations --gold FILE --manifest FILE",
		Short: "Recall and precision of recommendations, session by session",
		Long: `Compare the recommendations of the corpus with labels. The labels are a CSV with a row
a recommending State (country, session, state, number, status, text); the manifest, a
CSV too, says which file is which report (file, country, session). A label is found
where a record of its report holds four fifths of its words, and attributed where
that record names its State; a record and a State are right where a label of both
shares three fifths of the shorter text. Number and status count over the attributed.`,
		Example: "  haki eval recommendations --gold labels.csv --manifest reports.csv",
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return runEvalRecommendations(a, o) },
	}, "CSV of labels", "what haki export recommendations --format jsonl printed, instead of the corpus")
	c.Flags().StringVar(&o.manifest, "manifest", "", "CSV of reports: file, country, session")
	_ = c.MarkFlagRequired("manifest") // the flag exists
	return c
}

func runEvalRecommendations(a *app, o evalFound) error {
	records := jsonLines[pipeline.RecommendationRecord](o.predicted)
	if o.predicted == "" {
		store, err := a.openStore(true)
		if err != nil {
			return err
		}
		defer store.Close()
		records = recordsOf(store)
	}
	gold, err := os.Open(o.gold)
	if err != nil {
		return err
	}
	defer gold.Close()
	manifest, err := os.Open(o.manifest)
	if err != nil {
		return err
	}
	defer manifest.Close()
	e, err := upr.Evaluate(gold, manifest, records)
	if err != nil {
		return err
	}
	if o.json {
		return encoder(a.stdout).Encode(e)
	}
	o.printErrors(a, e.Errors)
	var rows [][]string
	row := func(name string, s upr.Score) {
		cells := []string{fmt.Sprint(s.Labels)}
		for _, f := range []float64{s.Recall(), s.AttributedRecall(), s.Precision(), s.F1(), s.Number(), s.Status()} {
			cells = append(cells, fmt.Sprintf("%.4f", f))
		}
		rows = append(rows, append(cells, name))
	}
	for _, session := range slices.Sorted(maps.Keys(e.Sessions)) {
		row(fmt.Sprintf("session %d", session), e.Sessions[session])
	}
	row("all, "+count(e.Reports, "report"), e.All)
	newScreen(a.stdout).table([]string{"labels", "recall", "attributed", "precision", "F1", "number", "status", ""}, rows)
	return nil
}

func recordsOf(store *pipeline.Store) iter.Seq2[pipeline.RecommendationRecord, error] {
	return func(yield func(pipeline.RecommendationRecord, error) bool) {
		for d, err := range store.Documents() {
			if err != nil {
				yield(pipeline.RecommendationRecord{}, err)
				return
			}
			for i := range d.Recommendations {
				if !yield(d.RecommendationRecord(i), nil) {
					return
				}
			}
		}
	}
}

func (o evalFound) printErrors(a *app, list []string) {
	for _, e := range list[:min(len(list), max(o.errors, 0))] {
		fmt.Fprintln(a.stderr, plain(e))
	}
}

// jsonLines yields every line of a file as a T, or why it cannot be read.
func jsonLines[T any](file string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		f, err := os.Open(file)
		if err != nil {
			yield(none, err)
			return
		}
		defer f.Close()
		d := json.NewDecoder(bufio.NewReader(f))
		for {
			var v T
			if err := d.Decode(&v); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				yield(none, fmt.Errorf("%s: %w", file, err))
				return
			}
			if !yield(v, nil) {
				return
			}
		}
	}
}
