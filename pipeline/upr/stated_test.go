package upr

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// rowsOf is a document of rows of an index, each a passage of one text.
func rowsOf(stated pipeline.Stated, texts ...string) *pipeline.Document {
	d := &pipeline.Document{ListedBy: stated.By, Metadata: pipeline.Metadata{Kind: pipeline.KindUPRReport, Countries: []string{"KEN"}}}
	for _, text := range texts {
		start := len(d.Text)
		d.Text += text + "\n\n"
		d.Passages = append(d.Passages, pipeline.Passage{Number: "10.2", Kind: pipeline.Recommended, Start: start, End: start + len(text), Stated: &stated})
	}
	d.NumberPassages()
	return d
}

func TestRecordsOfAnIndex(t *testing.T) {
	for name, tt := range map[string]struct {
		stated pipeline.Stated
		text   string
		want   []string // text, States, status, answer
	}{
		"States in the text": {pipeline.Stated{By: "uhri", States: []string{"FRA", "LTU"}, Status: "Supported"}, "Ratify the Covenant (France) (Lithuania);", []string{"Ratify the Covenant|FRA,LTU|supported|"}},
		"one each": {
			pipeline.Stated{By: "uhri", States: []string{"SVK", "UKR"}, Status: "Noted"}, "Complete the process of ratification (Ukraine); Increase efforts towards it (Slovakia);",
			[]string{"Complete the process of ratification|UKR|noted|", "Increase efforts towards it|SVK|noted|"},
		},
		"States apart":           {pipeline.Stated{By: "upr-info", States: []string{"NOR"}, Status: "pending", Answer: "accepted"}, "Open the road", []string{"Open the road|NOR|pending|supported upr-info"}},
		"the index names others": {pipeline.Stated{By: "uhri", States: []string{"NOR"}, Status: "Supported/Noted"}, "Talk to Peru (Peru)", []string{"Talk to Peru (Peru)|NOR|noted|"}},
		"implemented":            {pipeline.Stated{By: "upr-info", Status: "implemented", Answer: "accepted"}, "Open the road", []string{"Open the road||implemented|"}},
		"only an answer":         {pipeline.Stated{By: "upr-info", Answer: "Noted"}, "Open the road", []string{"Open the road||noted|"}},
		"no answer":              {pipeline.Stated{By: "uhri"}, "Open the road.", []string{"Open the road.|||"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := rowsOf(tt.stated, tt.text)
			if err := New().Annotate(context.Background(), d); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range d.Recommendations {
				got = append(got, r.Text+"|"+strings.Join(r.States, ",")+"|"+r.Status+"|"+strings.TrimSpace(r.Answer+" "+r.AnsweredIn))
				if r.Passage != "p10.2" || r.Number != "10.2" || r.Start < 0 || r.End > len(d.Text) || r.End <= r.Start {
					t.Errorf("%+v", r)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestConcernsOfAnIndexAreNoRecommendations(t *testing.T) {
	d := rowsOf(pipeline.Stated{By: "uhri"}, "The wells are dry.")
	d.Kind, d.Passages[0].Kind = pipeline.KindTreatyBody, pipeline.Concern
	if err := New().Annotate(context.Background(), d); err != nil || len(d.Recommendations) != 0 || d.Passages[0].Kind != pipeline.Concern {
		t.Errorf("%v, %+v", err, d)
	}
}
