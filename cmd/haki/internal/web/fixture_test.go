package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/bleve"
	"github.com/haki-project/haki/pipeline"
)

// nasty is what a stranger may write into every field of a document.
const nasty = `"><script>alert(1)</script><img src=x onerror=alert(2)>'` + "\x01\x1b[31m\u202e{{.}}javascript:alert(3)"

// fake makes documents without reading bytes: one ordinary, one hostile.
type fake struct{}

func (fake) Recipe() string { return "fake" }

func (fake) Process(_ context.Context, o pipeline.Original) (*pipeline.Document, error) {
	b, err := os.ReadFile(o.Path)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(string(b), "broken") {
		return nil, fmt.Errorf("%s: %w", o.File, pipeline.ErrMalformed)
	}
	d := ordinary()
	if strings.HasPrefix(string(b), "hostile") {
		d = hostile()
	}
	if lang := strings.TrimPrefix(string(b), "in "); lang != string(b) {
		d.Symbol, d.Language, d.Title = "X/"+lang, lang, "In "+lang
	}
	d.SHA256, d.ID, d.File, d.URI, d.Recipe = o.SHA256, pipeline.ID(o.SHA256[:16]), o.File, o.URI, "fake"
	return d, d.Check()
}

func ordinary() *pipeline.Document {
	d := &pipeline.Document{MediaType: "application/pdf", Pages: []pipeline.Page{{Number: 1, Width: 595, Height: 842}, {Number: 2, Width: 595, Height: 842}}}
	d.Metadata = pipeline.Metadata{Title: "Review of Sylvania", Kind: pipeline.KindUPRReport, Symbol: "A/HRC/98/7", Language: "en", Countries: []string{"BRA"}, Date: "2031-03-14", Body: "HRC", Session: 58, Cycle: 4}
	add(d, pipeline.Passage{Kind: pipeline.Heading, Level: 1, Page: 1}, "Conclusions")
	said := add(d, pipeline.Passage{Number: "12", Kind: pipeline.Paragraph, Page: 1, Section: []string{"Conclusions"}}, "The delegation spoke of torture and of the Covenant.")
	said.References = []pipeline.Reference{{Kind: "un-document", Target: "A/HRC/98/7", Pinpoints: []string{"para:13.1"}, Start: 4, End: 14}}
	p := add(d, pipeline.Passage{Number: "13.1", Kind: pipeline.Recommended, Page: 2, Section: []string{"Conclusions"}, Boxes: []pipeline.Box{{Page: 2, X0: 50, Y0: 60, X1: 400, Y1: 90}}}, "13.1 Prevent torture in line with the Covenant (Norway);")
	p.Tags = []pipeline.Tag{{Scheme: "rights", ID: "torture", Label: "torture", Score: .93, By: "terms:rights/3", Spans: []pipeline.Span{{13, 20}}}, {Scheme: "upr-issues", ID: "detention", Label: "detention", Score: .8, By: "model:upr-issues/1"}}
	p.References = []pipeline.Reference{{Kind: "treaty", Target: "ICCPR", Pinpoints: []string{"art:7"}, Start: 38, End: 46, URI: "https://treaties.example/iccpr"}}
	d.NumberPassages()
	d.Recommendations = []pipeline.Recommendation{{Number: "13.1", Text: "Prevent torture in line with the Covenant", States: []string{"NOR"}, Status: "supported", Action: 4, Tags: p.Tags, Page: 2, Passage: "p13.1", Start: p.Start, End: p.End}}
	return d
}

func hostile() *pipeline.Document {
	d := &pipeline.Document{MediaType: nasty}
	d.Metadata = pipeline.Metadata{Title: nasty, Kind: pipeline.Kind(nasty), Symbol: nasty, Language: nasty, Countries: []string{nasty}, Date: nasty, Body: nasty, Cycle: 9}
	add(d, pipeline.Passage{Kind: pipeline.Heading, Section: []string{nasty}}, nasty)
	p := add(d, pipeline.Passage{Number: nasty, Kind: pipeline.PassageKind(nasty), Section: []string{nasty}, Notes: []string{nasty}, Identifier: nasty}, "nastiness "+nasty+" recommendation")
	p.Tags = []pipeline.Tag{{Scheme: nasty, ID: nasty, Label: nasty, By: nasty, Spans: []pipeline.Span{{0, 30}}}, {Scheme: "rights", ID: nasty, Label: nasty, By: nasty}}
	p.References = []pipeline.Reference{{Kind: nasty, Target: nasty, Pinpoints: []string{nasty}, Start: 0, End: 9, URI: "javascript:alert(4)"}}
	d.NumberPassages()
	d.Quality.Notes = []string{nasty}
	d.Recommendations = []pipeline.Recommendation{{Number: nasty, Text: nasty, States: []string{nasty}, Status: nasty, Tags: p.Tags, Passage: p.ID, Start: p.Start, End: p.End}}
	return d
}

func add(d *pipeline.Document, p pipeline.Passage, text string) *pipeline.Passage {
	p.Start = len(d.Text)
	d.Text += text
	p.End = len(d.Text)
	d.Text += "\n"
	d.Passages = append(d.Passages, p)
	return &d.Passages[len(d.Passages)-1]
}

// bench is a server over a corpus of its own.
type bench struct {
	*Server
	t   testing.TB
	dir string
}

// newBench makes a corpus of the contents given, by file name, and a server over it.
func newBench(t testing.TB, o Options, contents map[string]string) *bench {
	t.Helper()
	b := &bench{t: t, dir: t.TempDir()}
	b.write(func(r pipeline.Runner) error { return nil })
	for name, content := range contents {
		if _, err := b.upload(t.Context(), name, strings.NewReader(content)); err != nil {
			t.Fatal(err)
		}
	}
	reader, err := bleve.OpenReader(filepath.Join(b.dir, "index"), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = reader.Close() })
	o.Open, o.Index, o.Version, o.Logger = b.open, reader, "1.2.3", slog.New(slog.DiscardHandler)
	o.Upload, o.Retry, o.Correct = b.upload, b.retry, b.correct
	o.Render = func(context.Context, string, int, int) ([]byte, error) { return []byte("\x89PNG"), nil }
	if b.Server, err = New(o); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) open() (*pipeline.Store, error) { return pipeline.Open(b.dir, true) }

func (b *bench) write(do func(pipeline.Runner) error) {
	b.t.Helper()
	store, err := pipeline.Open(b.dir, false)
	if err != nil {
		b.t.Fatal(err)
	}
	w, err := bleve.OpenWriter(filepath.Join(b.dir, "index"), index.Options{})
	if err != nil {
		b.t.Fatal(err)
	}
	if err := errors.Join(do(pipeline.Runner{Store: store, Processor: fake{}, Index: w}), w.Close(), store.Close()); err != nil {
		b.t.Fatal(err)
	}
}

type single pipeline.Item

func (s single) Each(_ context.Context, yield func(pipeline.Item) error) error {
	return yield(pipeline.Item(s))
}

func (b *bench) upload(ctx context.Context, name string, content io.Reader) (out *pipeline.Outcome, err error) {
	bytes, err := io.ReadAll(content)
	if err != nil {
		return nil, err
	}
	it := pipeline.Item{URI: "upload:///" + name, File: name, Size: int64(len(bytes)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(string(bytes))), nil
	}}
	b.write(func(r pipeline.Runner) error {
		_, err := r.Run(ctx, single(it), pipeline.RunOptions{Progress: func(e pipeline.Event) {
			if e.Outcome != nil {
				out = e.Outcome
			}
		}})
		return err
	})
	return out, nil
}

func (b *bench) retry(ctx context.Context, uri string) (report pipeline.Report, err error) {
	b.write(func(r pipeline.Runner) error {
		report, err = r.Run(ctx, pipeline.Only(r.Store.Unfinished(nil), uri), pipeline.RunOptions{Retry: true})
		return err
	})
	return report, err
}

func (b *bench) correct(ctx context.Context, id pipeline.ID, list ...pipeline.Correction) error {
	b.write(func(r pipeline.Runner) error {
		return r.Store.Correct(ctx, r.Index, id, list...)
	})
	return nil
}

// do answers a request.
func (b *bench) do(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	if r.Host == "example.com" || r.Host == "" { // what httptest puts there
		r.Host = "127.0.0.1:8080"
	}
	b.Handler().ServeHTTP(w, r)
	return w
}

func (b *bench) get(url string) *httptest.ResponseRecorder {
	return b.do(httptest.NewRequest(http.MethodGet, url, nil))
}

// id is that of the document with a file name.
func (b *bench) id(file string) string {
	b.t.Helper()
	_, d, err := b.corpus.document(file)
	if err != nil {
		b.t.Fatal(err)
	}
	return string(d.ID)
}

// elements returns every element of a page that keep keeps.
func elements(t testing.TB, page string, keep func(*html.Node) bool) (list []*html.Node) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && keep(n) {
			list = append(list, n)
		}
	}
	return list
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasClass(n *html.Node, class string) bool {
	return strings.Contains(" "+attribute(n, "class")+" ", " "+class+" ")
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// texts are the texts of a page's elements of a class.
func texts(t testing.TB, page, class string) (list []string) {
	t.Helper()
	for _, n := range elements(t, page, func(n *html.Node) bool { return hasClass(n, class) }) {
		list = append(list, textOf(n))
	}
	return list
}
