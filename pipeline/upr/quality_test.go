package upr

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/haki-project/haki/ingest"
	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/meta"
)

const sharedDir = "../../../shared"

// TestQuality reads the labelled reports, holds the bars, and holds the
// committed figures to what is measured.
func TestQuality(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 229 reports")
	}
	gold, manifest := shared(t, "gold/upr/recommendations.csv"), shared(t, "corpus/upr/manifest.csv")
	e, err := Evaluate(bytes.NewReader(gold), bytes.NewReader(manifest), reportsOf(t, manifest))
	if err != nil {
		t.Fatal(err)
	}
	early, all := sessions(e, 1, 7), e.All
	for _, bar := range []struct {
		what        string
		have, least float64
	}{
		{"recall", all.Recall(), 0.995}, {"attributed", all.AttributedRecall(), 0.985}, {"precision", all.Precision(), 0.985},
		{"number", all.Number(), 0.99}, {"status", all.Status(), 0.97},
		{"recall of sessions 1 to 7", early.Recall(), 0.96}, {"attributed of sessions 1 to 7", early.AttributedRecall(), 0.96}, {"precision of sessions 1 to 7", early.Precision(), 0.96},
	} {
		if bar.have < bar.least {
			t.Errorf("%s is %.4f, wanted %.4f", bar.what, bar.have, bar.least)
		}
	}
	compareText(t, "testdata/quality.md", table(e))
}

func sessions(e *Evaluation, from, to int) Score {
	var sum Score
	for session, s := range e.Sessions {
		if session >= from && session <= to {
			sum.add(s)
		}
	}
	return sum
}

func table(e *Evaluation) string {
	var b strings.Builder
	b.WriteString("# Quality of recommendations\n\nMade by `go test ./pipeline/upr -run TestQuality -update`; `haki eval recommendations` prints the same of any corpus and labels.\nOne label is one recommending State of one recommendation.\n\n")
	b.WriteString("| sessions | labels | found | with their State | recall | attributed | pairs | right | precision | numbers right | status right |\n|---|---|---|---|---|---|---|---|---|---|---|\n")
	row := func(name string, s Score) {
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %.4f | %.4f | %d | %d | %.4f | %d of %d, %.4f | %d of %d, %.4f |\n", name, s.Labels, s.Found, s.Attributed, s.Recall(), s.AttributedRecall(),
			s.Pairs, s.Right, s.Precision(), s.RightNumbers, s.Numbers, s.Number(), s.RightStatuses, s.Statuses, s.Status())
	}
	for _, session := range slices.Sorted(maps.Keys(e.Sessions)) {
		row(fmt.Sprint(session), e.Sessions[session])
	}
	row("1–7", sessions(e, 1, 7))
	row("8–17", sessions(e, 8, 17))
	row(fmt.Sprintf("all, %d reports", e.Reports), e.All)
	return b.String()
}

func compareText(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s says\n%s\nmeasured is\n%s\nrun with -update if that is meant", file, want, got)
	}
}

// shared returns a file that is kept beside the repository for developers, or skips.
func shared(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(sharedDir, name))
	if err != nil {
		if strings.Contains(os.Getenv("HAKI_REQUIRE"), "shared") {
			t.Fatal(err)
		}
		t.Skipf("needs %s of the folder %s", name, sharedDir)
	}
	return b
}

// reportsOf yields the records of every report of a manifest, read from its PDF.
func reportsOf(t *testing.T, manifest []byte) iter.Seq2[pipeline.RecommendationRecord, error] {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(manifest)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	docs := make([]*pipeline.Document, len(rows)-1)
	group, ctx := errgroup.WithContext(t.Context())
	group.SetLimit(2)
	for i, row := range rows[1:] {
		group.Go(func() (err error) {
			docs[i], err = readReport(ctx, row[0])
			return err
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	return func(yield func(pipeline.RecommendationRecord, error) bool) {
		for _, d := range docs {
			for i := range d.Recommendations {
				if !yield(d.RecommendationRecord(i), nil) {
					return
				}
			}
		}
	}
}

func readReport(ctx context.Context, file string) (*pipeline.Document, error) {
	d, err := ingest.Extract(ctx, pipeline.Original{Path: filepath.Join(sharedDir, "corpus/upr", file), File: file, URI: "file:///" + file}, ingest.Options{})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	for _, s := range []pipeline.Stage{meta.New(), New()} {
		if err := s.Annotate(ctx, d); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	return d, nil
}
