package main

import (
	"context"

	"github.com/haki-project/haki/index/export"
	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/upr"
)

// settled gives the recommendations that a report left pending the answers of
// its addenda, where the corpus has them.
func settled(store *pipeline.Store, from export.Selections) (export.Selections, error) {
	addenda, err := addendaOf(store)
	if err != nil || len(addenda) == 0 {
		return from, err
	}
	return func(ctx context.Context, yield func(export.Selection) error) error {
		return from(ctx, func(s export.Selection) error {
			for _, id := range addenda[s.Document.Symbol] {
				if err := settle(store, s.Document, id); err != nil {
					return err
				}
			}
			return yield(s)
		})
	}, nil
}

// addendaOf lists the addenda in the corpus by the symbol of the report that they answer.
func addendaOf(store *pipeline.Store) (map[string][]pipeline.ID, error) {
	ledger, err := store.Ledger()
	if err != nil {
		return nil, err
	}
	addenda := map[string][]pipeline.ID{}
	for _, o := range ledger.Documents() {
		if o.Summary == nil || o.Summary.Kind != pipeline.KindUPRAddendum {
			continue
		}
		if report := upr.ReportOf(o.Summary.Symbol); report != "" {
			addenda[report] = append(addenda[report], o.Document)
		}
	}
	return addenda, nil
}

// settle reads an addendum and notes its answers in the report.
func settle(store *pipeline.Store, report *pipeline.Document, id pipeline.ID) error {
	d, err := store.Document(id)
	if err != nil {
		return err
	}
	for i, r := range upr.Settle(report.Recommendations, upr.Answers(d)) {
		if was := &report.Recommendations[i]; r.Status != was.Status {
			was.Answer, was.AnsweredIn = r.Status, d.Symbol
		}
	}
	return nil
}
