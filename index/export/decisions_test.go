package export

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// TestWriteDecisions holds the columns that haki tag --file reads, and that no
// cell is a formula to a spreadsheet.
func TestWriteDecisions(t *testing.T) {
	document := pipeline.DocumentRecord{ID: "4b91", File: "report.pdf", Metadata: pipeline.Metadata{Symbol: "A/HRC/98/7"}}
	when := time.Date(2031, 3, 14, 9, 26, 53, 0, time.FixedZone("", 3600))
	list := []DecisionRecord{
		{
			Correction: pipeline.Correction{Document: "old", Passage: "p1", Scheme: "rights", Tag: "torture", Verdict: pipeline.Added, Who: "=cmd|' /C calc'!A0", When: when},
			Passage:    pipeline.PassageRecord{ID: "4b91:p13.1", Number: "13.1", Page: 2, Kind: pipeline.Recommended, Text: "-13.1 Prevent, \"always\",\ntorture", Document: document},
			There:      true, Stands: true,
		},
		{
			Correction: pipeline.Correction{Document: "old", Passage: "p9", Scheme: "rights", Tag: "life", Verdict: pipeline.Undone, Who: "Ann", When: when},
			Passage:    pipeline.PassageRecord{Document: document},
		},
	}
	var b strings.Builder
	if err := WriteDecisions(&b, list); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"passage", "tag", "verdict", "who", "when", "stands", "citation", "text"},
		{"4b91:p13.1", "rights:torture", "added", "'=cmd|' /C calc'!A0", "2031-03-14T08:26:53Z", "true", "A/HRC/98/7, para. 13.1, p. 2", "'-13.1 Prevent, \"always\",\ntorture"},
		{"old:p9", "rights:life", "undone", "Ann", "2031-03-14T08:26:53Z", "false", "A/HRC/98/7", ""},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
}
