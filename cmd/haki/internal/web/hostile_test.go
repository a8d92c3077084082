package web

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"mime"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// TestHostileDocumentInTheAPI holds that the API gives a hostile document back as
// it is, as JSON that no browser takes for a page.
func TestHostileDocumentInTheAPI(t *testing.T) {
	b := newBench(t, Options{}, map[string]string{nastyFile + ".txt": "hostile"})
	id := b.id(nastyFile + ".txt")
	_, d, err := b.corpus.document(id)
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{
		"/api/v1/search?q=nastiness&facets=country,right,kind,lang", "/api/v1/documents/" + id, "/api/v1/passages/" + url.PathEscape(id+":"+d.Passages[1].ID),
		"/api/v1/passages", "/api/v1/recommendations", "/api/v1/references", "/api/v1/documents", "/api/v1/status", "/api/v1/search?q=" + url.QueryEscape(nasty),
		"/api/v1/documents/" + url.PathEscape(nasty), "/complete?word=" + url.QueryEscape("country:"), "/api/v1/search?sort=" + url.QueryEscape(nasty),
	} {
		w := b.get(address)
		media, _, err := mime.ParseMediaType(w.Header().Get("Content-Type"))
		if err != nil || !slices.Contains([]string{"application/json", "application/problem+json", "application/x-ndjson"}, media) || w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %d as %q", address, w.Code, w.Header().Get("Content-Type"))
		}
		if w.Code >= 500 {
			t.Errorf("%s: %d", address, w.Code)
		}
		for decode := json.NewDecoder(bytes.NewReader(w.Body.Bytes())); decode.More(); {
			var any json.RawMessage
			if err := decode.Decode(&any); err != nil {
				t.Errorf("%s: %v", address, err)
				break
			}
		}
		if bytes.IndexFunc(w.Body.Bytes(), func(c rune) bool { return c < ' ' && c != '\n' }) >= 0 {
			t.Errorf("%s: a control character as it is", address)
		}
	}
	var record struct{ Title string }
	if err := json.Unmarshal(b.get("/api/v1/documents/"+id).Body.Bytes(), &record); err != nil || record.Title != nasty {
		t.Errorf("the title came as %q: %v", record.Title, err)
	}
}

// TestHostileDocumentInExports holds that an export is a file to keep, and that
// its cells are no formulas.
func TestHostileDocumentInExports(t *testing.T) {
	b := newBench(t, Options{}, map[string]string{nastyFile + ".txt": "hostile"})
	for _, format := range []string{"csv", "jsonl", "tei", "bibtex"} {
		w := b.get("/export?as=passages:" + format)
		if !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") || strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") || w.Code != 200 {
			t.Errorf("%s: %d %v", format, w.Code, w.Header())
		}
	}
	rows, err := csv.NewReader(b.get("/export?as=passages:csv").Body).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	for _, row := range rows[1:] {
		for _, cell := range row {
			if strings.IndexAny(cell, "=+-@") == 0 {
				t.Errorf("a cell that a spreadsheet computes: %q", cell)
			}
		}
	}
	w := b.get("/doc/" + b.id(nastyFile+".txt") + "/original")
	if w.Header().Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") || strings.ContainsAny(w.Header().Get("Content-Disposition"), "\r\n") {
		t.Errorf("the original is sent as %v", w.Header())
	}
}

// TestExportOfRecommendationsShown holds that the file has what the page shows.
func TestExportOfRecommendationsShown(t *testing.T) {
	b := newBench(t, Options{}, map[string]string{"report.pdf": "ordinary", "other.txt": "in fr"})
	for filter, want := range map[string]int{"": 2, "&status=supported": 2, "&status=noted": 0, "&from=NOR": 2, "&from=BRA": 0, "&right=torture": 2, "&issue=detention": 2, "&issue=torture": 0, "&cycle=4": 2, "&cycle=1": 0} {
		lines := strings.Count(b.get("/recommendations/export?country=BRA&as=recommendations:jsonl"+filter).Body.String(), "\n")
		shown := len(texts(t, b.get("/recommendations?country=BRA"+filter).Body.String(), "more"))
		if lines != want || shown != want {
			t.Errorf("%q: %d in the file, %d on the page, want %d", filter, lines, shown, want)
		}
	}
	for address, want := range map[string]int{"/recommendations/export": 400, "/recommendations/export?country=BRA&as=recommendations:none": 400, "/recommendations/export?country=BRA&as=recommendations:xlsx&zip=1": 200} {
		if w := b.get(address); w.Code != want {
			t.Errorf("%s: %d, want %d", address, w.Code, want)
		}
	}
}
