package source

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/ingest/source/sourcetest"
	"github.com/haki-project/haki/pipeline"
)

// poll lists the items of a source: path and reason or metadata.
func poll(t *testing.T, s *sourcetest.Server, src pipeline.Source) []string {
	t.Helper()
	var list []string
	err := src.Each(context.Background(), func(it pipeline.Item) error {
		line := strings.TrimPrefix(it.URI, s.URL)
		if it.Provenance == nil || it.Provenance.Fetched.IsZero() || it.Provenance.Source == "" {
			t.Errorf("%s has no provenance: %+v", line, it.Provenance)
		}
		if it.Err != nil {
			list = append(list, line+": "+pipeline.Reason(it.Err))
			return nil
		}
		if body := read(t, it); int64(len(body)) != it.Size {
			t.Errorf("%s: %d bytes, said to have %d", line, len(body), it.Size)
		}
		list = append(list, strings.Join(strings.Fields(line+" "+it.Set.Symbol+" "+it.Set.Title), " "))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestListings(t *testing.T) {
	s := newServer(t)
	for _, name := range []string{"a.pdf", "b.pdf", "c.pdf"} {
		s.Put(name, sourcetest.PDF(100))
	}
	listFile := filepath.Join(t.TempDir(), "list.txt")
	if err := os.WriteFile(listFile, []byte("# papers\n\n"+s.URL+"/files/a.pdf\n"+s.URL+"/files/a.pdf\n"+s.URL+"/nowhere.pdf\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	titled := []string{"/files/a.pdf Paper a.pdf", "/files/b.pdf Paper b.pdf", "/files/c.pdf Paper c.pdf"}
	for name, tt := range map[string]struct {
		config Config
		want   []string
	}{
		"list":    {Config{Kind: "urls", Address: listFile}, []string{"/files/a.pdf", "/nowhere.pdf: missing"}},
		"feed":    {Config{Kind: "feed", Address: "/feed.xml"}, titled},
		"since":   {Config{Kind: "feed", Address: "/feed.xml", Since: "2030-01-02"}, titled[1:]},
		"limit":   {Config{Kind: "feed", Address: "/feed.xml", Limit: 2}, titled[:2]},
		"exclude": {Config{Kind: "feed", Address: "/feed.xml", Exclude: []string{`PAPER [ab]`}}, titled[2:]},
		"sitemap": {Config{Kind: "sitemap", Address: "/sitemap.xml"}, []string{"/files/a.pdf", "/files/b.pdf", "/files/c.pdf"}},
		"oai_dc":  {Config{Kind: "oai", Address: "/oai"}, titled},
		"window":  {Config{Kind: "oai", Address: "/oai", Since: "2031-01-01"}, nil},
		"marcxml": {Config{Kind: "oai", Address: "/oai", Prefix: "marcxml", Languages: []string{"en"}}, []string{"/files/a.pdf A/HRC/99/1 Paper a.pdf", "/files/b.pdf A/HRC/99/1 Paper b.pdf", "/files/c.pdf A/HRC/99/1 Paper c.pdf"}},
		"json": {Config{Kind: "json", Address: "/api", Items: "hits.list", URL: "links.0", Next: "next", Fields: map[string]string{"title": "name"}},
			[]string{"/files/a.pdf A.PDF", "/files/b.pdf B.PDF", "/files/c.pdf C.PDF"}},
		"symbols": {Config{Kind: "symbols", Address: "/files/{symbol}.{format}", Symbols: []string{"{a}"}}, []string{"/files/{a}.pdf: missing"}},
		"no feed": {Config{Kind: "feed", Address: "/files/a.pdf"}, []string{"/files/a.pdf: not-a-document"}},
		"gone":    {Config{Kind: "sitemap", Address: "/gone.pdf"}, []string{"/gone.pdf: missing"}},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := testClient(t, t.TempDir())
			tt.config.Name = name
			if strings.HasPrefix(tt.config.Address, "/") && tt.config.Kind != "urls" {
				tt.config.Address = s.URL + tt.config.Address
			}
			src, err := tt.config.Source(c)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, poll(t, s, src)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSymbolsFallBackToTheNextFormat(t *testing.T) {
	s := newServer(t)
	s.Put("en/A/HRC/99/2.pdf", sourcetest.PDF(10))
	s.Put("fr/A/HRC/99/3.doc", "old Word")
	c, _ := testClient(t, t.TempDir())
	config := Config{
		Name: "un", Kind: "symbols", Address: s.URL + "/files/{lang}/{symbol}.{format}", Symbols: []string{"A/HRC/99/{2..3}"}, Languages: []string{"en", "fr"},
	}
	src, err := config.Source(c)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"/files/en/A/HRC/99/2.pdf A/HRC/99/2", "/files/fr/A/HRC/99/2.pdf: missing", "/files/en/A/HRC/99/3.pdf: missing", "/files/fr/A/HRC/99/3.doc A/HRC/99/3",
	}
	if diff := cmp.Diff(want, poll(t, s, src)); diff != "" {
		t.Error(diff)
	}
}

func TestSecondPollFetchesNoBody(t *testing.T) {
	s := newServer(t)
	for _, name := range []string{"a.pdf", "b.pdf"} {
		s.Put(name, sourcetest.PDF(100))
	}
	dir := t.TempDir()
	var polls [2][]pipeline.Item
	for n := range polls {
		c, _ := testClient(t, dir)
		config := Config{Name: "papers", Kind: "feed", Address: s.URL + "/feed.xml"}
		src, err := config.Source(c)
		if err != nil {
			t.Fatal(err)
		}
		if err := src.Each(context.Background(), func(it pipeline.Item) error { polls[n] = append(polls[n], it); return it.Err }); err != nil {
			t.Fatal(err)
		}
	}
	if s.Bodies("") != 2 {
		t.Errorf("%d bodies for two documents", s.Bodies(""))
	}
	for i, it := range polls[1] {
		if was := polls[0][i]; it.URI != was.URI || it.Size != was.Size || !it.Modified.Equal(was.Modified) {
			t.Errorf("%+v looks changed from %+v", it, was)
		}
	}
}

func TestOpenUnderstandsAddresses(t *testing.T) {
	s := newServer(t)
	s.Put("a.pdf", sourcetest.PDF(10))
	o := Options{Fetch: ClientOptions{Dir: t.TempDir(), AllowPrivate: true, Delay: -1}}
	src, err := Open([]string{"feed:" + s.URL + "/feed.xml", s.URL + "/nowhere"}, o)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"/files/a.pdf Paper a.pdf", "/nowhere: missing"}, poll(t, s, src)); diff != "" {
		t.Error(diff)
	}
	for _, arg := range []string{"feed:nothing", "oai:", "gopher://x", "list:"} {
		if _, err := Open([]string{arg}, o); err == nil || !strings.Contains(err.Error(), arg) {
			t.Errorf("%s: %v", arg, err)
		}
	}
}

func TestEachStops(t *testing.T) {
	s := newServer(t)
	s.Put("a.pdf", sourcetest.PDF(10))
	s.Put("b.pdf", sourcetest.PDF(10))
	c, _ := testClient(t, t.TempDir())
	config := Config{Name: "x", Kind: "feed", Address: s.URL + "/feed.xml"}
	src, err := config.Source(c)
	if err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	if err := src.Each(context.Background(), func(pipeline.Item) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("yield's error: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := src.Each(ctx, func(pipeline.Item) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("ended context: %v", err)
	}
}

func FuzzListings(f *testing.F) {
	f.Add([]byte(`<OAI-PMH><ListRecords><record><metadata><dc><identifier>http://a/b.pdf</identifier></dc></metadata></record></ListRecords></OAI-PMH>`))
	f.Add([]byte(`<urlset><url><loc>http://a/</loc></url></urlset>`))
	f.Add([]byte(`{"hits":[{"url":"a","n":[1,2]}],"next":"b"}`))
	f.Add([]byte("sources:\n- name: a\n  kind: urls\n  urls: [http://a/b]\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		if a, err := parseOAI(body); err == nil {
			for _, r := range a.Records {
				for _, prefix := range []string{"oai_dc", "marcxml"} {
					if e, ok := (oai{prefix: prefix, languages: []string{"en"}}).entry(r); ok && len(e.URLs) == 0 && e.Err == nil {
						t.Errorf("%+v: neither address nor error", r)
					}
				}
			}
		}
		if _, _, err := parseSitemap(body, "http://a.example/"); err != nil && pipeline.Reason(err) == "failed" {
			t.Errorf("sitemap: %v", err)
		}
		l := jsonList{items: "hits", url: "url", next: "next", fields: map[string]string{"title": "n"}}
		if _, _, err := l.page(body, "http://a.example/", func(Entry) error { return nil }); err != nil && pipeline.Reason(err) == "failed" {
			t.Errorf("json: %v", err)
		}
		if configs, err := parseConfig(body, "/"); err == nil && len(configs) == 0 {
			t.Error("a configuration without sources")
		}
	})
}

// TestALimitLeavesNothingOut brings in a list over several runs, two documents
// each, past two at its top that always fail.
func TestALimitLeavesNothingOut(t *testing.T) {
	s := newServer(t)
	urls := []string{s.URL + "/gone.pdf", s.URL + "/forbidden.pdf"}
	for _, name := range []string{"a.pdf", "b.pdf", "c.pdf", "d.pdf"} {
		s.Put(name, sourcetest.PDF(100))
		urls = append(urls, s.URL+"/files/"+name)
	}
	dir, at := t.TempDir(), time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
	run := func() []string {
		c, _ := testClient(t, dir)
		c.now = func() time.Time { at = at.Add(time.Second); return at }
		config := Config{Name: "x", Kind: "urls", URLs: urls, Limit: 2}
		src, err := config.Source(c)
		if err != nil {
			t.Fatal(err)
		}
		list := poll(t, s, src)
		for i := range list {
			list[i] = strings.TrimPrefix(list[i], "/files/")
		}
		return list
	}
	for n, want := range [][]string{
		{"/gone.pdf: missing", "/forbidden.pdf: blocked"}, {"a.pdf", "b.pdf"}, {"c.pdf", "d.pdf"}, {"/gone.pdf: missing", "/forbidden.pdf: blocked"}, {"a.pdf", "b.pdf"},
	} {
		if diff := cmp.Diff(want, run()); diff != "" {
			t.Errorf("run %d: %s", n+1, diff)
		}
	}
	urls = append([]string{s.URL + "/nothing.pdf"}, urls...) // what is new comes first, and beside it what is longest ago
	if diff := cmp.Diff([]string{"/nothing.pdf: missing", "c.pdf"}, run()); diff != "" {
		t.Error(diff)
	}
	if s.Bodies("") != 4 {
		t.Errorf("%d bodies for four documents", s.Bodies(""))
	}
}
