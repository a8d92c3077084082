package web

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/haki-project/haki/index/export"
	"github.com/haki-project/haki/pipeline"
)

func TestPages(t *testing.T) {
	b := newBench(t, Options{}, map[string]string{"report.pdf": "ordinary", "bad.pdf": "broken", "arabic.txt": "in ar"})
	id := b.id("report.pdf")
	tests := []struct {
		name, url, class string
		want             string
		n                int
	}{
		{"all", "/?q=*", "hit", "", 6},
		{"what there is", "/", "figures", "Passages6 Recommendations2 References4 Could not be read1", 1},
		{"doors", "/", "door", "Torture 2", 3},
		{"last added", "/", "newest", "In ar", 1},
		{"formats", "/?q=torture", "panel", "REFI-QDA", 2},
		{"a query", "/?q=number:13.1+lang:en", "hit", "Prevent torture", 1},
		{"marks", "/?q=prevent+lang:en", "text", "Prevent", 1},
		{"filters that are on", "/?q=torture+lang:en", "active", "Language: English", 1},
		{"key words in context", "/?q=prevent+lang:en&view=kwic", "mid", "Prevent", 1},
		{"years", "/?q=torture", "years", "2031", 1},
		{"a bad query", "/?q=country:(", "bad", "cannot be read", 1},
		{"passages", "/doc/" + id, "recommendation", "Prevent torture in line", 1},
		{"the one asked for", "/doc/" + id + "?p=p13.1", "chosen", "recommended by Norway", 1},
		{"its box on the page", "/doc/" + id + "?p=p13.1", "box", "", 1},
		{"reasons of a tag", "/doc/" + id, "why", "93 % sure", 2},
		{"references", "/doc/" + id, "ref", "Covenant", 2},
		{"recommendations", "/recommendations?country=BRA", "list", "Prevent torture", 1},
		{"heat", "/recommendations?country=BRA", "heat", "detention", 1},
		{"timeline", "/recommendations?country=BRA", "numbers", "supported22 All22", 1},
		{"timeline drawn", "/recommendations?country=BRA", "timeline", "Cycle 4", 1},
		{"compared with itself", "/recommendations?country=BRA&vs=BRA", "side", "", 0},
		{"side by side", "/recommendations?country=BRA&vs=KEN", "side", "Kenya 0Nothing on this.", 2},
		{"quality", "/quality", "figures", "Documents2Nothing to doubt2", 1},
		{"filtered out", "/recommendations?country=BRA&status=noted", "more", "", 0},
		{"documents", "/documents", "title", "", 2},
		{"found documents", "/documents?find=arab", "title", "In ar", 1},
		{"failures", "/documents", "failures", "bad.pdf", 1},
		{"citations", "/cite?id=" + id + ":p13.1", "styles", "OSCOLA", 2},
		{"similar", "/similar?doc=" + id + "&p=p12", "hits", "A/HRC/98/7", 1},
		{"evidence", "/evidence?doc=" + id + "&n=0", "lead", "for a person to judge", 1},
		{"help", "/help", "list", "country:BRA", 2},
		{"the API", "/api", "operation", "", 9},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := b.get(tt.url).Body.String()
			got := texts(t, page, tt.class)
			if tt.name == "the API" {
				tt.n = len(got) // as many as are described, which another test counts
			}
			if len(got) != tt.n || !strings.Contains(strings.Join(got, "\n"), tt.want) {
				t.Errorf("%s: %d of class %s: %q, want %d with %q", tt.url, len(got), tt.class, got, tt.n, tt.want)
			}
		})
	}
}

// TestEveryPageIsSound holds what is true of every page there is.
func TestEveryPageIsSound(t *testing.T) {
	b := newBench(t, Options{}, map[string]string{"report.pdf": "ordinary", "x" + nastyFile + ".txt": "hostile", nastyFile: "broken"})
	bad := b.id("x" + nastyFile + ".txt")
	_, d, err := b.corpus.document(bad)
	if err != nil {
		t.Fatal(err)
	}
	id := url.QueryEscape(bad + ":" + d.Passages[1].ID)
	seen := 0
	for _, address := range []string{
		"/", "/?q=nastiness", "/?q=nastiness&view=kwic", "/?q=" + url.QueryEscape(nasty), "/?sort=" + url.QueryEscape(nasty) + "&view=" + url.QueryEscape(nasty),
		"/doc/" + bad, "/doc/" + bad + "?p=" + url.QueryEscape(d.Passages[1].ID), "/doc/" + url.PathEscape(nasty), "/cite?id=" + id,
		"/similar?doc=" + bad + "&p=" + url.QueryEscape(d.Passages[1].ID), "/evidence?doc=" + bad + "&n=0", "/recommendations", "/recommendations?country=" + url.QueryEscape(nasty),
		"/documents", "/documents?find=" + url.QueryEscape(nasty), "/corrections", "/corrections?past=1&who=" + url.QueryEscape(nasty), "/help", "/api", "/nothing" + url.PathEscape(nasty),
	} {
		w := b.get(address)
		if w.Code >= 500 {
			t.Errorf("%s: %d", address, w.Code)
		}
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			continue
		}
		page := w.Body.String()
		seen += strings.Count(page, "&lt;script&gt;alert(1)")
		for _, n := range elements(t, page, func(*html.Node) bool { return true }) {
			checkElement(t, address, n)
		}
		if i := strings.IndexFunc(page, func(c rune) bool { return visible(c) != c }); i >= 0 {
			t.Errorf("%s: control character %q", address, page[i:min(i+9, len(page))])
		}
		if titles := elements(t, page, func(n *html.Node) bool { return n.Data == "h1" }); len(titles) != 1 {
			t.Errorf("%s: %d headings of the first rank", address, len(titles))
		}
	}
	if seen < 30 {
		t.Errorf("the hostile text was shown %d times only: the test tests little", seen)
	}
}

const nastyFile = `<script>alert(1)<img src=x onerror=alert(2)>"'`

func checkElement(t *testing.T, address string, n *html.Node) {
	t.Helper()
	switch {
	case n.Data == "script" && (attribute(n, "src") != "/static/app.js" || n.FirstChild != nil), n.Data == "style", n.Data == "img", n.Data == "iframe":
		t.Errorf("%s: <%s> that is not ours", address, n.Data)
	}
	for _, a := range n.Attr {
		if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
			t.Errorf("%s: <%s %s>", address, n.Data, a.Key)
		}
		if (a.Key == "href" || a.Key == "src" || a.Key == "action") && !ours(a.Val) {
			t.Errorf("%s: <%s %s=%q> leads away", address, n.Data, a.Key, a.Val)
		}
	}
}

func ours(address string) bool {
	return strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") || strings.HasPrefix(address, "#") || strings.HasPrefix(address, "?")
}

func TestMargins(t *testing.T) {
	r := pipeline.PassageRecord{Text: "No torture, no torture.", Tags: []pipeline.Tag{
		{Scheme: "rights", ID: "torture", Spans: []pipeline.Span{{3, 10}, {15, 22}}}, {Scheme: "sdg", ID: "16"}, {Scheme: "upr-issues", ID: "detention"}, {Scheme: "themes", ID: "torture"}, {Scheme: "groups", ID: "detainees"},
	}}
	front, others := margins(r, true)
	names := func(list []margin) (s string) {
		for _, m := range list {
			s += m.Scheme + ":" + m.ID + " "
		}
		return s
	}
	if names(front) != "rights:torture upr-issues:detention groups:detainees " || names(others) != "sdg:16 themes:torture " {
		t.Errorf("in front %s, folded away %s", names(front), names(others))
	}
	if !slices.Equal(front[0].Words, []string{"torture"}) || !others[0].Writable {
		t.Errorf("%+v", front[0])
	}
}

// TestCitationsHoldNoControlCharacter holds that RIS, whose lines end as those of
// files do, is shown as lines.
func TestCitationsHoldNoControlCharacter(t *testing.T) {
	b := newBench(t, Options{}, map[string]string{"report.pdf": "ordinary"})
	address := "/cite?id=" + b.id("report.pdf") + ":p13.1&id=" + b.id("report.pdf") + ":p12"
	if page := b.get(address).Body.String(); strings.ContainsRune(page, '\ufffd') || strings.Count(page, "TY  -") != 2 {
		t.Error("a citation is not shown as it is copied")
	}
	if ris := b.get(address + "&style=ris").Body.String(); strings.Count(ris, "TY  -") != 2 {
		t.Errorf("two passages cited: %s", ris)
	}
}

func TestFollow(t *testing.T) {
	b := newBench(t, Options{}, map[string]string{"report.pdf": "ordinary", "h.txt": "hostile"})
	_, d, err := b.corpus.document("h.txt")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ url, to string }{
		{"/ref?doc=report.pdf&p=p13.1&n=0", "https://treaties.example/iccpr"},
		{"/ref?doc=report.pdf&p=p13.1&n=1", ""},
		{"/ref?doc=report.pdf&p=p99&n=0", ""},
		{"/ref?doc=h.txt&n=0&p=" + url.QueryEscape(d.Passages[1].ID), "/?q=cites"},
		{"/ref?doc=report.pdf&p=p12&n=0", "/doc/" + b.id("report.pdf") + "?p=p13.1"},
	}
	for _, tt := range tests {
		w := b.get(tt.url)
		if got := w.Header().Get("Location"); !strings.HasPrefix(got, tt.to) || tt.to == "" && w.Code != http.StatusNotFound {
			t.Errorf("%s: %d to %q, want %q", tt.url, w.Code, got, tt.to)
		}
	}
}

func TestCorrectAndUndo(t *testing.T) {
	b := newBench(t, Options{TrustedHeader: "X-User"}, map[string]string{"report.pdf": "ordinary"})
	id := b.id("report.pdf")
	decide := func(decision, tag string) int {
		r := httptest.NewRequest(http.MethodPost, "/doc/"+id+"/correct", strings.NewReader(url.Values{"passage": {"p13.1"}, "decision": {decision}, "tag": {tag}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("X-User", "Ada")
		return b.do(r).Code
	}
	has := func(tag string) bool {
		_, d, err := b.corpus.document(id)
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(d.Passage("p13.1").Tags, func(t pipeline.Tag) bool { return t.ID == tag })
	}
	for _, step := range []struct {
		decision, tag string
		status        int
		torture, food bool
	}{
		{"rejected rights torture", "", 303, false, false},
		{"undone rights torture", "", 303, true, false},
		{"accepted rights torture", "", 303, true, false},
		{"added", "right:food", 303, true, true},
		{"undone rights food", "", 303, true, false},
		{"added", "nothing:food", 400, true, false},
		{"burned rights torture", "", 400, true, false},
		{"rejected", "", 400, true, false},
	} {
		if code := decide(step.decision, step.tag); code != step.status || has("torture") != step.torture || has("food") != step.food {
			t.Fatalf("%s %s: %d, torture %v, food %v", step.decision, step.tag, code, has("torture"), has("food"))
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/doc/"+id, nil)
	r.Header.Set("X-User", "Ada")
	if got := texts(t, b.do(r).Body.String(), "decided"); len(got) != 1 || !strings.Contains(got[0], "by Ada") {
		t.Errorf("what is decided: %q", got)
	}
}

func TestUpload(t *testing.T) {
	b := newBench(t, Options{}, nil)
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, content := range map[string]string{"good.txt": "ordinary", "bad.txt": "broken"} {
		part, err := form.CreateFormFile("files", name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write([]byte(content)) // into memory
	}
	_ = form.Close() // into memory
	r := httptest.NewRequest(http.MethodPost, "/documents", &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Accept", "application/json")
	var got []pipeline.Outcome
	if err := json.Unmarshal(b.do(r).Body.Bytes(), &got); err != nil || len(got) != 2 {
		t.Fatalf("%v %v", got, err)
	}
	for _, o := range got {
		if (o.State == pipeline.Done) != (o.File == "good.txt") || o.State == pipeline.Failed && o.Reason == "" {
			t.Errorf("%s: %s %s", o.File, o.State, o.Reason)
		}
	}
	for uri, want := range map[string]string{"": "0 of 1", "upload:///bad.txt": "0 of 1", "upload:///other.txt": "0 of 0"} {
		r := httptest.NewRequest(http.MethodPost, "/retry", strings.NewReader(url.Values{"uri": {uri}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if page := b.do(r).Body.String(); !strings.Contains(page, want+" files could be read now") {
			t.Errorf("retry of %q does not say how it went: %q", uri, texts(t, page, "note"))
		}
	}
}

func TestExportEveryFormat(t *testing.T) {
	b := newBench(t, Options{}, map[string]string{"report.pdf": "ordinary"})
	for _, kind := range export.Kinds {
		for _, format := range export.Formats(kind) {
			w := b.get("/export?kind=" + string(kind) + "&format=" + format + "&q=torture")
			if w.Code != http.StatusOK || w.Body.Len() == 0 && kind != export.Pledges || !strings.Contains(w.Header().Get("Content-Disposition"), "haki-"+string(kind)) {
				t.Errorf("%s as %s: %d, %d bytes", kind, format, w.Code, w.Body.Len())
			}
		}
	}
	w := b.get("/export?kind=passages&format=csv&zip=1&q=torture")
	archive, err := zip.NewReader(bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len()))
	if err != nil || len(archive.File) != 2 {
		t.Fatal(archive, err)
	}
	f, err := archive.Open("manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	var m export.Manifest
	if err := json.NewDecoder(f).Decode(&m); err != nil || m.Rows != 2 || m.Documents != 1 || len(m.SHA256) != 64 || m.Query != "torture" {
		t.Errorf("%+v %v", m, err)
	}
}
