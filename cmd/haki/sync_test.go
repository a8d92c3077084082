package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/cmd/haki/internal/report"
	"github.com/haki-project/haki/ingest/source/sourcetest"
	"github.com/haki-project/haki/pipeline"
)

// night is a corpus, its haki.yaml and the server that it asks.
type night struct {
	t      *testing.T
	server *sourcetest.Server
	dir    string
}

func newNight(t *testing.T, yaml string) *night {
	t.Helper()
	n := &night{t: t, server: sourcetest.New(), dir: t.TempDir()}
	t.Cleanup(n.server.Close)
	n.write("haki.yaml", "allow_private: true\ndelay: 0s\n"+strings.ReplaceAll(yaml, "SERVER", n.server.URL))
	return n
}

func (n *night) write(name, content string) {
	n.t.Helper()
	if err := os.WriteFile(filepath.Join(n.dir, name), []byte(content), 0o600); err != nil {
		n.t.Fatal(err)
	}
}

// sync runs haki sync and returns its report.
func (n *night) sync(want int, args ...string) *report.Report {
	n.t.Helper()
	args = append([]string{"sync", "--quiet", "--json", "--corpus", filepath.Join(n.dir, "corpus"), "--config", filepath.Join(n.dir, "haki.yaml")}, args...)
	stdout, stderr, code := command(n.t, nil, args...)
	if code != want {
		n.t.Fatalf("exit code %d, want %d: %s%s", code, want, stdout, stderr)
	}
	if stdout == "" {
		return nil
	}
	r := &report.Report{}
	if err := json.Unmarshal([]byte(stdout), r); err != nil {
		n.t.Fatalf("%v: %s", err, stdout)
	}
	return r
}

func readReport(t *testing.T, path string) *report.Report {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := &report.Report{}
	if err := json.Unmarshal(b, r); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return r
}

// paper is a document of a few paragraphs that differ by what is said in the second.
func paper(name, says string) string {
	return "1. The people of " + name + " met in spring and agreed on the words below.\n\n2. " + says + "\n\n3. Done in the hall of the people, before witnesses of every village.\n"
}

const feedYAML = "sources:\n- {name: papers, kind: feed, address: SERVER/feed.xml}\nsearches:\n- {name: water, query: water}\n"

func TestSyncFetchesOnlyWhatChanged(t *testing.T) {
	n := newNight(t, feedYAML)
	n.server.Put("a.txt", paper("Arda", "Water shall be shared by all who live along the river."))
	n.server.Put("b.txt", paper("Berun", "Roads shall be open to every traveller by day and night."))
	first := n.sync(0)
	if len(first.New) != 2 || first.Searches[0].Count != 1 || first.Searches[0].Hits[0].URI != n.server.URL+"/files/a.txt" {
		t.Errorf("%+v", first)
	}
	fetched := n.server.Bodies("")

	second := n.sync(5)
	if second.News() || n.server.Bodies("") != fetched || second.Sources[0].Unchanged != 2 {
		t.Errorf("unchanged sources: %d bodies more, %+v", n.server.Bodies("")-fetched, second.Sources)
	}

	n.server.Put("b.txt", paper("Berun", "Roads shall be open to every traveller, and water free at each inn."))
	third := n.sync(0)
	if len(third.New) != 0 || len(third.Changed) != 1 || third.Changed[0].Previous == "" || *third.Changed[0].Passages != (report.Passages{Changed: 1}) {
		t.Fatalf("%+v", third)
	}
	if s := third.Searches[0]; s.Count != 1 || !strings.HasSuffix(s.Hits[0].Citation, "para. 2") {
		t.Errorf("only the passage that is new counts: %+v", s)
	}
	if n.server.Bodies("") != fetched+1 {
		t.Errorf("%d bodies for one change", n.server.Bodies("")-fetched)
	}
}

func TestSyncNamesEveryFailure(t *testing.T) {
	want := map[string]string{
		"/nothing.pdf": "missing", "/gone.pdf": "missing", "/forbidden.pdf": "blocked", "/captcha.html": "blocked", "/accepted.pdf": "slow",
		"/empty.pdf": "not-a-document", "/shell.pdf": "not-a-document", "/drop-always.pdf": "truncated", "/lie-long.pdf": "truncated",
		"/lie-short.pdf": "truncated", "/gigabytes.pdf": "too-large", "/loop": "redirects", "/chain": "redirects", "/away.pdf": "address",
		"/disallowed/a.pdf": "disallowed", "/error.pdf": "server-error", "/busy-long.pdf": "slow",
	}
	yaml := "sources:\n- name: bad\n  kind: urls\n  urls:\n"
	for path := range want {
		if path != "/busy-long.pdf" {
			yaml += "  - SERVER" + path + "\n"
		}
	}
	n := newNight(t, yaml+"  - SERVER/files/good.txt\n  - SERVER/busy-long.pdf\n- {name: gone, kind: sitemap, address: SERVER/gone.pdf}\n")
	n.server.Put("good.txt", paper("Calen", "Bread shall be sold at one price in town and country."))
	r := n.sync(3)
	got := map[string]string{}
	for _, f := range r.Failed {
		if f.Source != "bad" || f.Advice == "" || f.Known {
			t.Errorf("%+v", f)
		}
		got[strings.TrimPrefix(f.URI, n.server.URL)] = f.Reason
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(r.New) != 1 {
		t.Errorf("the good one is lost: %+v", r.New)
	}
	if r.Sources[1].Reason == "" || r.Sources[1].Failed != 0 {
		t.Errorf("a source that cannot be read says why: %+v", r.Sources[1])
	}
}

func TestAFailureThatStaysIsNoNews(t *testing.T) {
	n := newNight(t, "sources:\n- {name: one, kind: urls, urls: [SERVER/gone.pdf]}\n")
	n.sync(3)
	if r := n.sync(5); len(r.Failed) != 1 || !r.Failed[0].Known {
		t.Errorf("%+v", r.Failed)
	}
	stdout, _, _ := command(t, nil, "status", "--corpus", filepath.Join(n.dir, "corpus"))
	if !strings.Contains(stdout, "missing") {
		t.Errorf("status does not name it: %s", stdout)
	}
}

func TestSyncKeepsHowItCame(t *testing.T) {
	n := newNight(t, feedYAML)
	n.server.Put("a.txt", paper("Arda", "Water shall be shared by all."))
	r := n.sync(0)
	store, err := pipeline.Open(filepath.Join(n.dir, "corpus"), true)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	o, err := store.Find(string(r.New[0].ID))
	if err != nil {
		t.Fatal(err)
	}
	if p := o.Provenance; p == nil || p.Source != "papers" || p.URL != n.server.URL+"/files/a.txt" || len(p.Header["Etag"]) == 0 || p.Fetched.IsZero() {
		t.Errorf("%+v", p)
	}
}

func TestARunThatDiedIsReportedByTheNext(t *testing.T) {
	n := newNight(t, feedYAML)
	n.server.Put("a.txt", paper("Arda", "Water shall be shared by all."))
	n.sync(0)
	// What a kill between the last commit and the report leaves: the mark.
	n.write("corpus/reports/unreported", "0\n")
	if r := n.sync(0); len(r.New) != 1 || r.New[0].Source != "papers" || r.Searches[0].Count != 1 {
		t.Errorf("%+v", r)
	}
	n.sync(5)
}

func TestSyncWaitsForNoOtherWriter(t *testing.T) {
	n := newNight(t, feedYAML)
	store, err := pipeline.Open(filepath.Join(n.dir, "corpus"), false)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	n.sync(4)
	if n.server.Asked("/feed.xml") > 0 {
		t.Error("it polled all the same")
	}
}

func TestDryRunFetchesNoDocument(t *testing.T) {
	n := newNight(t, feedYAML)
	n.server.Put("a.txt", paper("Arda", "Water shall be shared by all."))
	args := []string{"sync", "--dry-run", "--corpus", filepath.Join(n.dir, "corpus"), "--config", filepath.Join(n.dir, "haki.yaml")}
	stdout, stderr, code := command(t, nil, args...)
	if code != 0 || !strings.Contains(stdout, "new") || !strings.Contains(stdout, "/files/a.txt") || n.server.Bodies("") != 0 {
		t.Errorf("exit code %d, %d bodies: %s%s", code, n.server.Bodies(""), stdout, stderr)
	}
	n.sync(0)
	n.sync(5, "--dry-run", "--since", "2030-01-01")
	n.sync(2, "--since", "yesterday")
	n.sync(2, "--limit", "-1")
}

func TestTheWebhookGetsWhatItMissed(t *testing.T) {
	var down atomic.Bool
	var deliveries []string
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if down.Load() {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		if want := "sha256=" + report.Sign([]byte("key"), r.Header.Get("X-Haki-Timestamp"), body); r.Header.Get("X-Haki-Signature") != want {
			t.Errorf("signature %s, want %s", r.Header.Get("X-Haki-Signature"), want)
		}
		deliveries = append(deliveries, r.Header.Get("X-Haki-Delivery"))
	}))
	defer hook.Close()
	n := newNight(t, feedYAML+"report: {webhook: "+hook.URL+", secret_file: key.txt}\n")
	n.write("key.txt", "key\n")
	n.server.Put("a.txt", paper("Arda", "Water shall be shared by all."))
	r := n.sync(0)
	n.sync(5) // nothing to tell
	if diff := cmp.Diff([]string{r.ID}, deliveries); diff != "" {
		t.Error(diff)
	}
	down.Store(true)
	n.server.Put("b.txt", paper("Berun", "Roads shall be open to all."))
	n.sync(3)
}

func TestPlansSayWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HAKI_WEBHOOK_SECRET", "")
	sources := "sources:\n- {name: a, kind: folder, address: a}\n"
	for yaml, want := range map[string]string{
		sources + "searches:\n- {name: x}\n":                                           "line 4: searches: a saved search is written as name: … and query: …",
		sources + "searches:\n- {name: x, query: y}\n- {name: x, query: z}\n":          "line 5: searches: two have the name x",
		sources + "searches:\n- {name: x, query: y}\n- name: z\n  query: '((('\n":      "line 5: searches: z: query, at 1",
		sources + "searches:\n- {name: x, query: y, mail: z}\n":                        "line 4: field mail not found",
		sources + "report: {colour: red}\n":                                            "line 3: field colour not found",
		sources + "report:\n  feed: f.xml\n  webhook: 'https://a.example/'\n":          "line 5: report: a webhook is signed",
		sources + "report:\n  secret_file: nowhere\n  webhook: 'https://a.example/'\n": "line 4: report: secret_file: open ",
		sources + "report: {webhook: 'ftp://a.example/'}\n":                            "line 3: report: webhook: ftp://a.example/ is no http",
		"sources: []\n": "no sources",
	} {
		path := filepath.Join(dir, "haki.yaml")
		if err := os.WriteFile(path, []byte(yaml), 0o600); err != nil {
			t.Fatal(err)
		}
		_, stderr, code := command(t, nil, "sync", "--config", path, "--corpus", filepath.Join(dir, "c"))
		if code != 2 || !strings.Contains(stderr, want) || strings.Contains(stderr, "main.") {
			t.Errorf("%s: exit code %d, %q; want 2 and %q", yaml, code, stderr, want)
		}
	}
}

func TestWatchSyncsWhatIsPutIntoAFolder(t *testing.T) {
	n := newNight(t, "sources:\n- {name: inbox, kind: folder, address: inbox, watch: true}\n")
	inbox := filepath.Join(n.dir, "inbox")
	if err := os.Mkdir(inbox, 0o755); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	out := &reportWatcher{seen: make(chan string, 10)}
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"sync", "--watch", "--json", "--quiet", "--corpus", filepath.Join(n.dir, "c"), "--config", filepath.Join(n.dir, "haki.yaml")}, nil, out, io.Discard)
	}()
	if first := <-out.seen; !strings.Contains(first, `"new":[]`) {
		t.Errorf("the first run: %s", first)
	}
	n.write("inbox/a.txt", paper("Arda", "Water shall be shared by all."))
	select {
	case second := <-out.seen:
		if !strings.Contains(second, `"file":"a.txt"`) {
			t.Errorf("the second run: %s", second)
		}
	case <-ctx.Done():
		t.Error("a new file was not noticed")
	}
	cancel()
	<-ended
}

// reportWatcher hands over each report that is written.
type reportWatcher struct {
	bytes.Buffer
	seen chan string
}

func (w *reportWatcher) Write(p []byte) (int, error) {
	n, err := w.Buffer.Write(p)
	for {
		line, rest, ok := bytes.Cut(w.Bytes(), []byte("\n"))
		if !ok {
			return n, err
		}
		w.seen <- string(line)
		left := bytes.Clone(rest)
		w.Reset()
		if _, err := w.Buffer.Write(left); err != nil {
			return n, err
		}
	}
}

// TestAnArchiveThatStaysIsNotFetchedAgain knows what was in it from the ledger.
func TestAnArchiveThatStaysIsNotFetchedAgain(t *testing.T) {
	n := newNight(t, "sources:\n- {name: zips, kind: urls, urls: [SERVER/files/a.zip]}\n")
	n.server.Put("a.zip", archive(t, "x.txt", paper("Arda", "Water shall be shared."), "y.txt", paper("Berun", "Roads shall be open."), "z.txt", ""))
	if r := n.sync(3); len(r.New) != 2 || len(r.Failed) != 1 {
		t.Fatalf("%+v", r)
	}
	if r := n.sync(5); r.Sources[0].Unchanged != 2 || r.Sources[0].Failed != 1 || n.server.Bodies("") != 1 {
		t.Errorf("%+v, %d bodies", r, n.server.Bodies(""))
	}
	n.server.Put("a.zip", archive(t, "x.txt", paper("Arda", "Water shall be sold."), "y.txt", paper("Berun", "Roads shall be open.")))
	if r := n.sync(0); len(r.Changed) != 1 || r.Sources[0].Unchanged != 1 {
		t.Errorf("%+v", r)
	}
	n.sync(5)
	if n.server.Bodies("") != 2 {
		t.Errorf("%d bodies", n.server.Bodies(""))
	}
}

// TestAnotherReadingTakesTheStoresOriginals: a new program version, here another
// engine, reads everything again and asks no server for it.
func TestAnotherReadingTakesTheStoresOriginals(t *testing.T) {
	n := newNight(t, "sources:\n- {name: mixed, kind: urls, urls: [SERVER/files/a.zip, SERVER/files/b.txt]}\n")
	n.server.Put("a.zip", archive(t, "x.txt", paper("Arda", "Water shall be shared."), "y.txt", paper("Berun", "Roads shall be open.")))
	n.server.Put("b.txt", paper("Calen", "Bread shall be sold at one price."))
	n.sync(0)
	if r := n.sync(5, "--pdf-engine", "pdfium"); r.Sources[0].Reread != 3 || n.server.Bodies("") != 2 {
		t.Errorf("%+v, %d bodies", r.Sources, n.server.Bodies(""))
	}
}

func archive(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, files[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestManyItemsFromManySources(t *testing.T) {
	n := newNight(t, strings.Replace(feedYAML, "searches:", "- {name: again, kind: sitemap, address: SERVER/sitemap.xml}\nsearches:", 1))
	for i := range 12 {
		n.server.Put(fmt.Sprintf("p%02d.txt", i), paper(fmt.Sprint("Place ", i), "Water shall be shared by all."))
	}
	r := n.sync(0)
	if len(r.New) != 12 || r.Sources[0].New != 12 || r.Sources[1].Unchanged != 12 || r.Searches[0].Count != 12 {
		t.Errorf("%+v, %d new", r.Sources, len(r.New))
	}
	if n.server.Bodies("") != 12 {
		t.Errorf("%d bodies for 12 documents in two listings", n.server.Bodies(""))
	}
}

// TestABackfillComesInOverSeveralRuns: a limit puts off, and leaves nothing out.
func TestABackfillComesInOverSeveralRuns(t *testing.T) {
	n := newNight(t, "sources:\n- {name: feed, kind: feed, address: SERVER/feed.xml, limit: 2}\n- {name: inbox, kind: folder, address: inbox, limit: 2}\n")
	inbox := filepath.Join(n.dir, "inbox")
	if err := os.Mkdir(inbox, 0o755); err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		n.server.Put(fmt.Sprintf("p%d.txt", i), paper(fmt.Sprint("Place ", i), "Water shall be shared by all."))
		n.write(fmt.Sprintf("inbox/i%d.txt", i), paper(fmt.Sprint("Inn ", i), "Bread shall be shared by all."))
	}
	n.write("inbox/a-empty.txt", "") // fails, and is not in the way
	var got []string
	for range 4 {
		stdout, _, code := command(t, nil, "sync", "--quiet", "--json", "--corpus", filepath.Join(n.dir, "corpus"), "--config", filepath.Join(n.dir, "haki.yaml"))
		r := &report.Report{}
		if err := json.Unmarshal([]byte(stdout), r); stdout != "" && err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(len(r.New), " ", code))
	}
	if diff := cmp.Diff([]string{"3 3", "4 0", "3 0", "0 5"}, got); diff != "" {
		t.Error(diff)
	}
	stdout, _, _ := command(t, nil, "sync", "--dry-run", "--corpus", filepath.Join(n.dir, "corpus"), "--config", filepath.Join(n.dir, "haki.yaml"), "feed")
	if strings.Count(stdout, "known") != 2 {
		t.Errorf("a dry run lists what would be asked for: %s", stdout)
	}
}
