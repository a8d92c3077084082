package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

func TestRetryAfter(t *testing.T) {
	now := time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		status int
		value  string
		want   time.Duration
		asked  bool
	}{
		{503, "120", 2 * time.Minute, true},
		{429, "Tue, 01 Jan 2030 12:00:30 GMT", 30 * time.Second, true},
		{503, "Tue, 01 Jan 2030 11:00:00 GMT", 0, true},
		{503, "99999999999", 365 * 24 * time.Hour, true},
		{503, "soon", 0, false},
		{503, "", 0, false},
		{200, "120", 0, false},
	} {
		got, asked := retryAfter(&http.Response{StatusCode: tt.status, Header: http.Header{"Retry-After": {tt.value}}}, now)
		if got != tt.want || asked != tt.asked {
			t.Errorf("%d %q: %s, %t", tt.status, tt.value, got, asked)
		}
	}
}

func TestJudgeStatus(t *testing.T) {
	for _, tt := range []struct {
		status int
		header string
		want   error
	}{
		{200, "", nil},
		{206, "", nil},
		{204, "", pipeline.ErrNotDocument},
		{304, "", pipeline.ErrNotDocument}, // nothing was known, so nothing can be unchanged
		{401, "", pipeline.ErrBlocked},
		{403, "", pipeline.ErrBlocked},
		{404, "", pipeline.ErrMissing},
		{429, "", pipeline.ErrSlow},
		{451, "", pipeline.ErrBlocked},
		{502, "", pipeline.ErrServer},
		{503, "", pipeline.ErrSlow},
		{202, "X-Amzn-Waf-Action", pipeline.ErrBlocked},
		{200, "Cf-Mitigated", pipeline.ErrBlocked},
	} {
		resp := &http.Response{StatusCode: tt.status, Status: http.StatusText(tt.status), Header: http.Header{}, ContentLength: -1}
		if tt.header != "" {
			resp.Header.Set(tt.header, "challenge")
		}
		if err := judgeStatus(resp); !errors.Is(err, tt.want) {
			t.Errorf("%d %s: %v", tt.status, tt.header, err)
		}
	}
}

func TestJudgeBody(t *testing.T) {
	article := "<html><body><p>" + string(bytes.Repeat([]byte("A long article on captcha. "), 4000)) + "</p></body></html>"
	for _, tt := range []struct {
		name, body, want, mediaType string
		err                         error
	}{
		{"page", "<html><body>A speech</body></html>", "", "text/html", nil},
		{"page for a PDF", "<html><body>Loading</body></html>", "pdf", "text/html", pipeline.ErrNotDocument},
		{"page said to be a PDF", "<html><body>Loading</body></html>", "", "application/pdf", pipeline.ErrNotDocument},
		{"wall", "<html><body>Please enable JavaScript and cookies</body></html>", "", "text/html", pipeline.ErrBlocked},
		{"article about walls", article, "", "text/html", nil},
		{"white space", " \n ", "", "text/plain", pipeline.ErrNotDocument},
		{"half a PDF", "%PDF-1.7\n1 0 obj", "pdf", "application/pdf", pipeline.ErrTruncated},
		{"PDF", "%PDF-1.7\nstartxref\n9\n%%EOF", "pdf", "application/pdf", nil},
		{"text for an office file", "plain", "office", "", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "body")
			if err := os.WriteFile(file, []byte(tt.body), 0o600); err != nil {
				t.Fatal(err)
			}
			resp := &http.Response{StatusCode: 200, Status: "200 OK", Header: http.Header{"Content-Type": {tt.mediaType}}}
			if err := judgeBody(file, tt.want, resp); !errors.Is(err, tt.err) {
				t.Errorf("got %v, want %v", err, tt.err)
			}
		})
	}
}

func TestFileName(t *testing.T) {
	for _, tt := range []struct{ address, disposition, want string }{
		{"https://a.example/papers/b%20c.pdf?x=1", "", "b c.pdf"},
		{"https://a.example/get", `attachment; filename="G21.pdf"`, "G21.pdf"},
		{"https://a.example/get", `attachment; filename="..\..\evil.pdf"`, "evil.pdf"},
		{"https://a.example/get", `nonsense;;`, "get"},
		{"https://a.example/", "", "a.example"},
	} {
		header := map[string][]string{}
		if tt.disposition != "" {
			header["Content-Disposition"] = []string{tt.disposition}
		}
		if got := fileName(tt.address, header); got != tt.want {
			t.Errorf("%s %s: %q, want %q", tt.address, tt.disposition, got, tt.want)
		}
	}
}

func TestFilesOfARecordByLanguage(t *testing.T) {
	files := []marcFile{
		{"http://a/x-FR.pdf", languageOf("", "http://a/x-FR.pdf")}, {"http://a/x-EN.pdf", languageOf("English", "http://a/x-EN.pdf")},
		{"http://a/x-XX.pdf", languageOf("", "http://a/x-XX.pdf")}, {"http://a/y", languageOf("العربية", "http://a/y")},
	}
	for _, tt := range []struct {
		languages, want []string
	}{
		{[]string{"en", "fr"}, []string{"http://a/x-EN.pdf", "http://a/x-FR.pdf"}},
		{[]string{"ar"}, []string{"http://a/y"}},
		{[]string{"zh"}, nil},
		{nil, []string{"http://a/x-FR.pdf", "http://a/x-EN.pdf", "http://a/x-XX.pdf", "http://a/y"}},
	} {
		if diff := cmp.Diff(tt.want, preferred(files, tt.languages)); diff != "" {
			t.Errorf("%v: %s", tt.languages, diff)
		}
	}
}

func TestPathsIntoJSON(t *testing.T) {
	var root any
	if err := json.Unmarshal([]byte(`{"a":[{"b":"x"},{"b":["y","z"]}],"n":12,"t":true}`), &root); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"a.0.b": "x", "a.1.b": "y", "a.1.b.1": "z", "n": "12", "t": "", "a.2.b": "", "a.x": "", "n.b": "", "none": ""} {
		if got := text(at(root, path)); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestPackedPageIsUnpackedOnceAndRemembered(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte("<urlset></urlset>")); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	given := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		switch {
		case r.URL.Path == "/robots.txt":
			http.NotFound(w, r)
		case r.Header.Get("If-None-Match") != "":
			w.WriteHeader(http.StatusNotModified)
		default:
			given++
			if _, err := w.Write(packed.Bytes()); err != nil {
				t.Error(err)
			}
		}
	}))
	defer s.Close()
	c, _ := testClient(t, t.TempDir())
	for range 2 {
		body, err := c.page(context.Background(), s.URL+"/sitemap.xml.gz", "")
		if err != nil || string(body) != "<urlset></urlset>" {
			t.Errorf("%q, %v", body, err)
		}
		if err := c.Prune(); err != nil {
			t.Fatal(err)
		}
	}
	if given != 1 {
		t.Errorf("the page was given %d times", given)
	}
}
