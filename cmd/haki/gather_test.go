package main

import (
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// A report lists 2,000 recommendations of as many documents.
func TestWhatAReportListsKeepsNoDocument(t *testing.T) {
	r := pipeline.RecommendationRecord{File: "a.pdf", Symbol: "A/HRC/98/7", Country: "KEN", Cycle: 5, Recommendation: pipeline.Recommendation{
		Number: "10.2", Text: "Open every road & bridge \"now\" <soon>", States: []string{"NOR", "PRT"}, Status: "supported", Action: 5, Page: 3,
		Tags: []pipeline.Tag{{Scheme: "themes", ID: "right-to-food", Label: "Right to food", Score: 1, By: "uhri"}},
	}}
	own := alone(r)
	if diff := cmp.Diff(r, own); diff != "" {
		t.Error(diff)
	}
	if unsafe.StringData(own.Text) == unsafe.StringData(r.Text) || unsafe.StringData(own.Tags[0].Label) == unsafe.StringData(r.Tags[0].Label) {
		t.Error("it is no copy")
	}
}
