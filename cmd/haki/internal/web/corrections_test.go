package web

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/haki-project/haki/pipeline"
)

// decide keeps a decision of a person, minute by minute after each other.
func (b *bench) decide(file, passage, who string, verdict pipeline.Verdict, scheme, tag string, minute int) {
	b.t.Helper()
	_, d, err := b.corpus.document(file)
	if err != nil {
		b.t.Fatal(err)
	}
	p := d.Passage(passage)
	when := time.Date(2031, 3, 14, 9, minute, 0, 0, time.UTC)
	if err := b.correct(b.t.Context(), d.ID, pipeline.Correction{
		Document: d.ID, Passage: passage, Text: pipeline.TextHash(d.PassageText(p)), Scheme: scheme, Tag: tag, Verdict: verdict, Who: who, When: when,
	}); err != nil {
		b.t.Fatal(err)
	}
}

// corrected is a corpus in which three persons have decided.
func corrected(t *testing.T) *bench {
	b := newBench(t, Options{}, map[string]string{"report.pdf": "ordinary", "b.txt": "in fr"})
	b.decide("report.pdf", "p13.1", "Ann", pipeline.Added, "rights", "health", 1)
	b.decide("b.txt", "p12", "Bo", pipeline.Accepted, "rights", "torture", 2)
	b.decide("report.pdf", "p13.1", "Cy", pipeline.Undone, "rights", "health", 3)
	b.decide("report.pdf", "p13.1", "Ann", pipeline.Rejected, "rights", "torture", 4)
	return b
}

func TestCorrectionsPage(t *testing.T) {
	b := corrected(t)
	for query, want := range map[string]string{
		"":                                  "rejected Torture Ann 09:04|accepted Torture Bo 09:02",
		"past=1":                            "rejected Torture Ann 09:04|undone Health Cy 09:03|accepted Torture Bo 09:02|added Health Ann 09:01",
		"past=1&who=Ann":                    "rejected Torture Ann 09:04|added Health Ann 09:01",
		"verdict=accepted":                  "accepted Torture Bo 09:02",
		"tag=rights:torture&find=x%2FFR":    "accepted Torture Bo 09:02",
		"find=sylvania":                     "rejected Torture Ann 09:04",
		"who=Nobody":                        "",
		"past=1&offset=1":                   "rejected Torture Ann 09:04|undone Health Cy 09:03|accepted Torture Bo 09:02|added Health Ann 09:01",
		"offset=-5&who=%3Cscript%3E&past=1": "",
	} {
		page := b.get("/corrections?" + query)
		var rows []string
		for _, n := range elements(t, page.Body.String(), func(n *html.Node) bool { return n.Data == "tr" && hasClass(n, "hit") }) {
			cells := map[string]string{}
			for _, c := range elementsOf(n, "td") {
				cells[attribute(c, "data-label")] = textOf(c)
			}
			said := strings.TrimSuffix(cells["Decision"], " no longer counts")
			rows = append(rows, fmt.Sprintf("%s %s %s", said, cells["By"], strings.Fields(cells["When"])[1]))
		}
		if got := strings.Join(rows, "|"); page.Code != http.StatusOK || got != want {
			t.Errorf("%s: %d\ngot  %s\nwant %s", query, page.Code, got, want)
		}
	}
	if page := b.get("/corrections").Body.String(); !strings.Contains(page, "<strong>2 corrections</strong> of 4 made") {
		t.Error("the page does not say how many there are")
	}
	none := newBench(t, Options{}, nil).get("/corrections").Body.String()
	if !strings.Contains(none, "Nobody has corrected a tag yet") {
		t.Error("a corpus without corrections has no hint")
	}
}

// elementsOf are the elements of a name below n.
func elementsOf(n *html.Node, name string) (list []*html.Node) {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && c.Data == name {
			list = append(list, c)
		}
	}
	return list
}

// TestCorrectionsExport has the rows of the page, filter for filter, oldest first.
func TestCorrectionsExport(t *testing.T) {
	b := corrected(t)
	for query, want := range map[string]int{"": 2, "past=1": 4, "past=1&who=Ann": 2, "who=Nobody": 0} {
		w := b.get("/corrections/export?" + query)
		rows, err := csv.NewReader(w.Body).ReadAll()
		if err != nil || len(rows) != want+1 || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/csv") || !strings.Contains(w.Header().Get("Content-Disposition"), "haki-corrections.csv") {
			t.Errorf("%s: %d rows, want %d; %v %v", query, len(rows)-1, want, w.Header(), err)
		}
	}
	rows, _ := csv.NewReader(b.get("/corrections/export?past=1").Body).ReadAll()
	if first := strings.Join(rows[1][1:6], " "); first != "rights:health added Ann 2031-03-14T09:01:00Z false" || rows[1][0] != b.id("report.pdf")+":p13.1" {
		t.Errorf("the first row is %q", rows[1])
	}
}

// TestUndoInTheList takes a correction back and comes back to the list as it was.
func TestUndoInTheList(t *testing.T) {
	b := corrected(t)
	page := b.get("/corrections?who=Ann").Body.String()
	form := elements(t, page, func(n *html.Node) bool { return n.Data == "form" && attribute(n, "method") == "post" })
	if len(form) != 1 {
		t.Fatalf("%d forms to take something back", len(form))
	}
	values := url.Values{}
	for n := range form[0].Descendants() {
		if name := attribute(n, "name"); name != "" {
			values.Set(name, attribute(n, "value"))
		}
	}
	post := func(values url.Values) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, attribute(form[0], "action"), strings.NewReader(values.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return b.do(r)
	}
	if w := post(values); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/corrections?offset=0&who=Ann" {
		t.Errorf("%d to %s", w.Code, w.Header().Get("Location"))
	}
	if after := b.get("/corrections?who=Ann").Body.String(); !strings.Contains(after, "None matches these filters") {
		t.Error("what was taken back is still there")
	}
	for _, bad := range []string{"https://evil.example/corrections", "//evil.example/corrections", "/documents", "javascript:alert(1)", "%zz"} {
		values.Set("back", bad)
		if to := post(values).Header().Get("Location"); !strings.HasPrefix(to, "/doc/") {
			t.Errorf("back to %s leads to %s", bad, to)
		}
	}
	b.Correct = nil
	if page := b.get("/corrections").Body.String(); strings.Contains(page, "Undo") {
		t.Error("a read-only server offers to undo")
	}
}
