package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// reasons counts how the documents of a report failed.
func (n *night) reasons(want int) (documents int, failed map[string]int) {
	n.t.Helper()
	r := n.sync(want)
	failed = map[string]int{}
	for _, f := range r.Failed {
		failed[f.Reason]++
	}
	for _, s := range r.Sources {
		if s.Reason != "" {
			failed["source: "+s.Reason]++
		}
	}
	return len(r.New), failed
}

// papers serves a feed of so many documents, and ends with the request after
// the last one that it may answer.
type papers struct {
	*httptest.Server
	count int
	left  atomic.Int64 // documents until it dies
}

func newPapers(t *testing.T, count, left int) *papers {
	t.Helper()
	p := &papers{count: count}
	p.left.Store(int64(left))
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

func (p *papers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/feed.xml":
		fmt.Fprint(w, `<rss version="2.0"><channel><title>t</title><link>/</link><description>d</description>`)
		for i := range p.count {
			fmt.Fprintf(w, "<item><title>Paper %d</title><link>/%d.txt</link></item>", i, i)
		}
		fmt.Fprint(w, `</channel></rss>`)
	case "/robots.txt":
		http.NotFound(w, r)
	default:
		if p.left.Add(-1) < 0 {
			_ = p.Listener.Close()
			panic(http.ErrAbortHandler)
		}
		fmt.Fprint(w, paper(r.URL.Path, "Water shall be shared by all."))
	}
}

// A server that dies in the middle of a run: what it gave is in, the rest says
// that nobody answers, and comes in when it is back.
func TestAServerThatDies(t *testing.T) {
	p := newPapers(t, 6, 2)
	n := newNight(t, "sources:\n- {name: papers, kind: feed, address: '"+p.URL+"/feed.xml'}\n- {name: nobody, kind: feed, address: 'http://nobody.invalid/feed.xml'}\n")
	documents, failed := n.reasons(3)
	if lost := failed["unreachable"] + failed["server-error"] + failed["truncated"]; documents != 2 || lost != 4 || failed["unreachable"] == 0 || len(failed) > 4 {
		t.Errorf("%d documents, failed: %v", documents, failed)
	}
	if failed["source: unreachable"] != 1 {
		t.Errorf("a name that nobody has: %v", failed)
	}
	if documents, failed = n.reasons(3); documents != 0 || failed["source: unreachable"] != 2 {
		t.Errorf("while it is down: %d documents, failed: %v", documents, failed)
	}
}

// Names of files are foreign, and so are endings.
func TestFilesWithOddNames(t *testing.T) {
	n := newNight(t, "sources:\n- {name: inbox, kind: folder, address: inbox}\n")
	if err := os.Mkdir(filepath.Join(n.dir, "inbox"), 0o755); err != nil {
		t.Fatal(err)
	}
	names := []string{"two\nlines.txt", "\u202egnitirw.txt", "حقوق الإنسان.txt", "🚀 it's <b>.txt", "-rf.txt", "text.pdf", "page.pdf"}
	for i, name := range names {
		content := paper(fmt.Sprint("Place ", i), "Water shall be shared by all.")
		if name == "page.pdf" {
			content = "<html><body><h1>An act</h1><p>" + content + "</p></body></html>"
		}
		n.write(filepath.Join("inbox", name), content)
	}
	n.write("inbox/picture.pdf", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
	n.write("inbox/archive.pdf", "PK\x03\x04 and no more")
	n.write("inbox/empty.pdf", "")
	documents, failed := n.reasons(3)
	if diff := cmp.Diff(map[string]int{"unsupported": 1, "malformed": 1, "no-text": 1}, failed); diff != "" || documents != len(names) {
		t.Errorf("%d documents, want %d; %s", documents, len(names), diff)
	}
	b, err := os.ReadFile(filepath.Join(n.dir, "corpus", "reports", "latest.md"))
	if err != nil {
		t.Fatal(err)
	}
	if text := string(b); strings.Contains(text, "\u202e") || strings.Contains(text, "<b>") || strings.Count(text, "\n- ") != len(names)+3 {
		t.Errorf("names are not told in a line each: %s", text)
	}
	if _, stderr, code := command(t, nil, "verify", "--corpus", filepath.Join(n.dir, "corpus")); code != 0 {
		t.Errorf("verify: %s", stderr)
	}
	n.sync(5)
}

// A clock that was ahead and has been put right: what it dated stays, and the
// next run is told all the same.
func TestAClockThatGoesBackward(t *testing.T) {
	n := newNight(t, strings.Replace(feedYAML, "searches:", "report: {feed: feed.xml}\nsearches:", 1))
	n.server.Put("a.txt", paper("Arda", "Water shall be shared by all."))
	first := n.sync(0)
	reports := filepath.Join(n.dir, "corpus", "reports")
	for _, ending := range []string{".json", ".md"} {
		if err := os.Rename(filepath.Join(reports, first.ID+ending), filepath.Join(reports, "29990101T000000.000Z"+ending)); err != nil {
			t.Fatal(err)
		}
	}
	n.server.Put("b.txt", paper("Berun", "Roads shall be open, and water free at each inn."))
	second := n.sync(0)
	if len(second.New) != 1 || second.Searches[0].Count != 1 {
		t.Errorf("%+v", second)
	}
	if latest := readReport(t, filepath.Join(reports, "latest.json")); latest.ID != second.ID {
		t.Errorf("the latest report is %s, want %s", latest.ID, second.ID)
	}
	b, err := os.ReadFile(filepath.Join(n.dir, "feed.xml"))
	if err != nil || !strings.Contains(string(b), "a.txt") || !strings.Contains(string(b), "b.txt") {
		t.Errorf("the feed lacks a document: %v, %s", err, b)
	}
	n.sync(5)
}
