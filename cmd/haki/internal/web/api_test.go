package web

import (
	"bufio"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/haki-project/haki/index/export"
	"github.com/haki-project/haki/pipeline"
)

func TestOpenAPIDescribesEveryRoute(t *testing.T) {
	b := newBench(t, Options{}, nil)
	var d struct {
		OpenAPI string
		Paths   map[string]map[string]any
	}
	if err := json.Unmarshal(b.get("/api/v1/openapi.json").Body.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	want := []string{"/search", "/documents/{id}", "/passages/{id}", "/status"}
	for _, kind := range export.Kinds {
		want = append(want, "/"+string(kind))
	}
	for _, path := range want {
		if d.Paths["/api/v1"+path]["get"] == nil {
			t.Errorf("%s is not described", path)
		}
	}
	if !strings.HasPrefix(d.OpenAPI, "3.1") || len(d.Paths) != len(want) {
		t.Errorf("OpenAPI %s with %d paths, want 3.1 with %d", d.OpenAPI, len(d.Paths), len(want))
	}
}

func TestAPISearchPageByPage(t *testing.T) {
	b := newBench(t, Options{}, map[string]string{"a.pdf": "ordinary", "b.txt": "in fr", "c.txt": "in ar"})
	seen, cursor := map[string]bool{}, ""
	for range 20 {
		var page struct {
			Total int
			Hits  []pipeline.PassageRecord
			Next  string
		}
		if err := json.Unmarshal(b.get("/api/v1/search?limit=2&q=torture&cursor="+cursor).Body.Bytes(), &page); err != nil {
			t.Fatal(err)
		}
		for _, h := range page.Hits {
			if seen[h.ID] {
				t.Errorf("%s twice", h.ID)
			}
			seen[h.ID] = true
		}
		if cursor = page.Next; cursor == "" {
			if len(seen) != page.Total || page.Total != 6 {
				t.Errorf("%d of %d seen", len(seen), page.Total)
			}
			return
		}
	}
	t.Error("the pages do not end")
}

func TestAPIStreamsRecords(t *testing.T) {
	b := newBench(t, Options{}, map[string]string{"a.pdf": "ordinary"})
	for kind, n := range map[string]int{"passages": 3, "recommendations": 1, "references": 2, "documents": 1} {
		w := b.get("/api/v1/" + kind)
		lines := 0
		for s := bufio.NewScanner(w.Body); s.Scan(); lines++ {
			if !json.Valid(s.Bytes()) {
				t.Errorf("%s: %s", kind, s.Text())
			}
		}
		if lines != n || w.Header().Get("Content-Type") != "application/x-ndjson" {
			t.Errorf("%s: %d lines of %s, want %d", kind, lines, w.Header().Get("Content-Type"), n)
		}
	}
}

func TestAPIProblems(t *testing.T) {
	b := newBench(t, Options{}, map[string]string{"a.pdf": "ordinary"})
	for address, status := range map[string]int{
		"/api/v1/search?q=(":                 400,
		"/api/v1/search?limit=-1":            422,
		"/api/v1/search?cursor=zz!":          400,
		"/api/v1/search?facets=nothing":      400,
		"/api/v1/documents/none":             404,
		"/api/v1/passages/none":              404,
		"/api/v1/passages/a.pdf:p99":         404,
		"/api/v1/passages/a.pdf:p12":         200,
		"/api/v1/documents/A%2FHRC%2F98%2F7": 200,
		"/api/v1/recommendations?q=(":        400,
		"/api/v1/nothing":                    404,
	} {
		w := b.get(address)
		if w.Code != status {
			t.Errorf("%s: %d, want %d: %s", address, w.Code, status, w.Body)
		}
		if media := w.Header().Get("Content-Type"); status >= 400 && media != "application/problem+json" {
			t.Errorf("%s: an error as %s", address, media)
		}
	}
}

// FuzzRequests holds that no address, whatever is in it, makes the server fail.
func FuzzRequests(f *testing.F) {
	b := newBench(f, Options{}, map[string]string{"a.pdf": "ordinary", "h.txt": "hostile"})
	b.Token = ""
	paths := []string{"/", "/api/v1/search", "/api/v1/passages", "/complete", "/cite", "/recommendations", "/documents", "/ref", "/similar", "/evidence", "/export", "/doc/a.pdf", "/api/v1/documents/x"}
	for _, q := range []string{"q=torture", "q=%22", "q=year:..&offset=-1", "cursor=AAAA", "word=country:b", "doc=a.pdf&p=p12&n=0", "country=BRA&cycle=9999999999", "from=1&to=2", nasty} {
		for i := range paths {
			f.Add(i, q)
		}
	}
	f.Fuzz(func(t *testing.T, i int, q string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, paths[uint(i)%uint(len(paths))], nil)
		if err != nil {
			t.Fatal(err)
		}
		r.URL.RawQuery = q
		if _, err := url.ParseQuery(q); err != nil {
			r.URL.RawQuery = "q=" + url.QueryEscape(q)
		}
		if w := b.do(r); w.Code >= 500 {
			t.Errorf("%s?%s: %d %s", r.URL.Path, r.URL.RawQuery, w.Code, w.Body)
		}
	})
}
