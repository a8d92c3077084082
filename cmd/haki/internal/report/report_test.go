package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"github.com/haki-project/haki/pipeline"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// sample is a report with everything in it, and with names that would like to be
// more than text.
func sample() *Report {
	start := time.Date(2031, 5, 2, 3, 30, 0, 0, time.UTC)
	return &Report{
		ID: "20310502T033000.000Z", Corpus: "corpus", Started: start, Ended: start.Add(95 * time.Second),
		Sources: []Source{
			{Name: "papers", Kind: "feed", Address: "https://papers.example/feed.xml", Total: 5, New: 1, Changed: 1, Unchanged: 1, Gone: 1, Failed: 2},
			{Name: `a "quoted" | name`, Kind: "sitemap", Address: "https://gone.example/sitemap.xml", Reason: "missing", Message: "not at its address: 404 Not Found"},
		},
		New: []Document{{
			ID: "00112233445566aa", URI: "https://papers.example/a.pdf?x=<1>", File: "a.pdf", Title: "On <b>water</b> & *bread*", Symbol: "A/HRC/99/7", Kind: pipeline.KindUNReport, Source: "papers",
		}},
		Changed: []Document{{
			ID: "00112233445566bb", URI: "file:///srv/in/act.txt", File: "act.txt", Source: "inbox", Previous: "00112233445566cc", Passages: &Passages{Added: 1, Removed: 2, Changed: 3},
		}},
		Gone: []Document{{ID: "00112233445566dd", URI: "https://index.example/all.json#A/HRC/1/2", File: "A-HRC-1-2.uhri.json", Symbol: "A/HRC/1/2", Source: "papers"}},
		Failed: []Failure{
			{URI: "https://papers.example/b.pdf", File: "b.pdf", Source: "papers", Reason: "blocked", Message: "the server refuses programs: 403 Forbidden", Advice: pipeline.Advice("blocked")},
			{URI: "https://papers.example/c.pdf", File: "c.pdf", Source: "papers", Reason: "missing", Message: "404", Advice: pipeline.Advice("missing"), Known: true},
		},
		Searches: []Search{
			{Name: "water & land", Query: "water AND land", Count: 1, Hits: []Hit{{Passage: "00112233445566aa:p3", Citation: "A/HRC/99/7, para. 3, p. 2", URI: "https://papers.example/a.pdf", Text: "Water and land [belong](javascript:x) to all.\x1b[31m"}}},
			{Name: "none", Query: "nothing", Hits: nil},
		},
		Recommendations: []pipeline.RecommendationRecord{{
			Document: "00112233445566aa", File: "a.pdf", Symbol: "A/HRC/99/7", Country: "XSY",
			Recommendation: pipeline.Recommendation{Number: "12.3", Text: "Open the wells to every village", States: []string{"SWE"}, Status: "supported"},
		}},
		RecommendationCount: 1,
	}
}

func TestGoldens(t *testing.T) {
	r := sample()
	for name, write := range map[string]func(io.Writer) error{
		"report.md": r.Markdown, "report.json": r.JSON,
		"feed.xml":   func(w io.Writer) error { return Atom(w, []*Report{r}, "https://haki.example/feed.xml") },
		"haki.prom":  func(w io.Writer) error { return r.Metrics(w, 1234) },
		"nothing.md": (&Report{Started: r.Started, Ended: r.Ended, Sources: []Source{{Name: "papers", Unchanged: 3}}}).Markdown,
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), b.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAFeedReaderReadsTheFeed(t *testing.T) {
	var b bytes.Buffer
	if err := Atom(&b, []*Report{sample(), sample()}, ""); err != nil {
		t.Fatal(err)
	}
	f, err := gofeed.NewParser().Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	if f.FeedType != "atom" || f.UpdatedParsed == nil || len(f.Items) != 6 {
		t.Fatalf("%s, %d entries", f.FeedType, len(f.Items))
	}
	for _, it := range f.Items {
		if it.GUID == "" || it.Title == "" || it.UpdatedParsed == nil || it.Content == "" {
			t.Errorf("%+v lacks what Atom asks for", it)
		}
	}
	if got := f.Items[1]; got.Title != "A/HRC/99/7: On <b>water</b> & *bread*" || got.Link != "https://papers.example/a.pdf?x=<1>" {
		t.Errorf("%q %q", got.Title, got.Link)
	}
}

func TestPrometheusReadsTheMetrics(t *testing.T) {
	var b bytes.Buffer
	if err := sample().Metrics(&b, 7); err != nil {
		t.Fatal(err)
	}
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(&b)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(families["haki_sync_items"].GetMetric()); n != 14 {
		t.Errorf("%d results, want 7 for each of 2 sources", n)
	}
	if up := families["haki_sync_source_up"].GetMetric()[1]; up.GetGauge().GetValue() != 0 || up.GetLabel()[0].GetValue() != `a "quoted" | name` {
		t.Errorf("%v", up)
	}
}

func TestFailuresThatStayAreNoNews(t *testing.T) {
	for _, tt := range []struct {
		name   string
		report Report
		failed int
		news   bool
	}{
		{"nothing", Report{}, 0, false},
		{"known failure", Report{Failed: []Failure{{Known: true}}}, 0, false},
		{"failure", Report{Failed: []Failure{{}, {Known: true}}}, 1, false},
		{"source", Report{Sources: []Source{{Reason: "slow"}, {}}}, 1, false},
		{"changed", Report{Changed: []Document{{}}}, 0, true},
	} {
		if n := tt.report.FailedNow(); n != tt.failed || tt.report.News() != tt.news || tt.report.Worth() != (tt.news || n > 0) {
			t.Errorf("%s: %d failed, news %t", tt.name, n, tt.report.News())
		}
	}
}

func TestLongListsAreCutInMarkdownOnly(t *testing.T) {
	r := sample()
	for i := range 120 {
		r.New = append(r.New, Document{ID: pipeline.ID(fmt.Sprintf("%016x", i)), File: fmt.Sprintf("f%d.pdf", i)})
	}
	var md, js bytes.Buffer
	if err := r.Markdown(&md); err != nil {
		t.Fatal(err)
	}
	if err := r.JSON(&js); err != nil {
		t.Fatal(err)
	}
	var back Report
	if err := json.Unmarshal(js.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(md.String(), "… and 71 more") || len(back.New) != 121 {
		t.Errorf("%d in JSON, Markdown:\n%s", len(back.New), md.String())
	}
}
