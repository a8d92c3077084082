package main

import (
	"fmt"
	"sort"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// documentQuality is one line of the quality report.
type documentQuality struct {
	ID   pipeline.ID `json:"id"`
	File string      `json:"file"`
	pipeline.Quality
	Doubt float64 `json:"doubt"` // by what the report is sorted: 0 is a sound text
}

// runQuality prints for each document how far its text can be trusted, worst first.
func runQuality(a *app, store *pipeline.Store, asJSON bool) error {
	var list []documentQuality
	for d, err := range store.Documents() {
		if err != nil {
			return err
		}
		list = append(list, documentQuality{d.ID, d.File, d.Quality, d.Doubt()})
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Doubt > list[j].Doubt })
	if asJSON {
		return encoder(a.stdout).Encode(list)
	}
	rows := make([][]string, len(list))
	for i, q := range list {
		rows[i] = q.row()
	}
	newScreen(a.stdout).table([]string{"doubt", "pages", "empty", "glyphs", "foreign", "gaps", "read by", "ocr", "file"}, rows)
	return nil
}

func (q documentQuality) row() []string {
	gaps := make([]string, 0, 3)
	for i, g := range q.NumberGaps {
		if i == 3 {
			gaps = append(gaps, "…")
			break
		}
		gaps = append(gaps, g[0]+"→"+g[1])
	}
	ocr := ""
	if len(q.OCRPages) > 0 {
		ocr = fmt.Sprintf("%d at %.2f", len(q.OCRPages), q.OCRConfidence)
	} else if len(q.NeedsOCR) > 0 {
		ocr = fmt.Sprintf("%d needed", len(q.NeedsOCR))
	}
	return []string{
		fmt.Sprintf("%.3f", q.Doubt), number(q.Pages), number(len(q.EmptyPages)), number(q.UnmappedGlyphs),
		fmt.Sprintf("%.3f", q.ForeignWords), strings.Join(gaps, " "), strings.Join(q.Engines, "+"), ocr, q.File,
	}
}
