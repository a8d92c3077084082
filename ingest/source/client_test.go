package source

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/haki-project/haki/ingest/source/sourcetest"
	"github.com/haki-project/haki/pipeline"
)

// testClient may talk to this machine, waits for nobody, and notes how long it
// would have waited.
func testClient(t *testing.T, dir string) (c *Client, waits *[]time.Duration) {
	t.Helper()
	c, err := NewClient(ClientOptions{Dir: dir, AllowPrivate: true, Contact: "ann@example.org", MaxBytes: 1 << 20, Delay: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	waits = &[]time.Duration{}
	c.sleep = func(ctx context.Context, d time.Duration) error {
		*waits = append(*waits, d)
		return ctx.Err()
	}
	return c, waits
}

func newServer(t *testing.T) *sourcetest.Server {
	t.Helper()
	s := sourcetest.New()
	t.Cleanup(s.Close)
	return s
}

func TestFetchNamesWhatWentWrong(t *testing.T) {
	s := newServer(t)
	for path, want := range map[string]error{
		"/nothing.pdf":      pipeline.ErrMissing,
		"/gone.pdf":         pipeline.ErrMissing,
		"/forbidden.pdf":    pipeline.ErrBlocked,
		"/captcha.html":     pipeline.ErrBlocked,
		"/busy-long.pdf":    pipeline.ErrSlow,
		"/accepted.pdf":     pipeline.ErrSlow,
		"/silent.pdf":       pipeline.ErrSlow,
		"/empty.pdf":        pipeline.ErrNotDocument,
		"/shell.pdf":        pipeline.ErrNotDocument,
		"/drop-always.pdf":  pipeline.ErrTruncated,
		"/lie-long.pdf":     pipeline.ErrTruncated,
		"/lie-short.pdf":    pipeline.ErrTruncated,
		"/endless.pdf":      pipeline.ErrTooLarge,
		"/gigabytes.pdf":    pipeline.ErrTooLarge,
		"/loop":             pipeline.ErrRedirects,
		"/chain":            pipeline.ErrRedirects,
		"/away.pdf":         pipeline.ErrAddress,
		"/error.pdf":        pipeline.ErrServer,
		"/disallowed/a.pdf": pipeline.ErrDisallowed,
	} {
		t.Run(path, func(t *testing.T) {
			c, _ := testClient(t, t.TempDir())
			c.Patience = 50 * time.Millisecond // for the one server that is silent
			got, err := c.Fetch(context.Background(), s.URL+path, "")
			if !errors.Is(err, want) {
				t.Fatalf("got %v, %v; want %v", got, err, want)
			}
			if pipeline.Reason(err) == "failed" || pipeline.Advice(pipeline.Reason(err)) == "" {
				t.Errorf("%v has no name in the ledger", err)
			}
		})
	}
	if s.Asked("/disallowed/a.pdf") > 0 {
		t.Error("asked for what robots.txt disallows")
	}
}

func TestServersThatDoNotKeepUpAreLeftAlone(t *testing.T) {
	s := newServer(t)
	s.Put("a.pdf", sourcetest.PDF(10))
	for path, times := range map[string]int{"/busy-long.pdf": 1, "/error.pdf": enoughFailures} {
		c, _ := testClient(t, t.TempDir())
		for range times {
			if _, err := c.Fetch(context.Background(), s.URL+path, ""); err == nil {
				t.Fatal(path, "gave a document")
			}
		}
		asked := s.Asked("/files/a.pdf")
		_, err := c.Fetch(context.Background(), s.URL+"/files/a.pdf", "")
		if pipeline.Reason(err) != "slow" && pipeline.Reason(err) != "server-error" || s.Asked("/files/a.pdf") != asked {
			t.Errorf("after %s: %v", path, err)
		}
	}
	if s.Asked("/robots.txt") != 2 {
		t.Errorf("two clients asked %d times for robots.txt", s.Asked("/robots.txt"))
	}
}

func TestFetchOverComesTrouble(t *testing.T) {
	s := newServer(t)
	s.Put("moved.pdf", sourcetest.PDF(500))
	c, waits := testClient(t, t.TempDir())
	for path, size := range map[string]int{"/drop-once.pdf": 64 << 10, "/moved.pdf": 500, "/busy.pdf": 100} {
		got, err := c.Fetch(context.Background(), s.URL+path, "")
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if b, err := os.ReadFile(got.Path); err != nil || string(b) != sourcetest.PDF(size) {
			t.Errorf("%s: %d bytes, %v", path, len(b), err)
		}
	}
	if got := longest(*waits); got != time.Second {
		t.Errorf("waited %s, asked to wait a second", got)
	}
}

func longest(waits []time.Duration) (d time.Duration) {
	for _, w := range waits {
		d = max(d, w)
	}
	return d
}

func TestFetchAsksOnlyForWhatChanged(t *testing.T) {
	s := newServer(t)
	dir := t.TempDir()
	s.Put("a.pdf", "%PDF-1.4 one %%EOF")
	address := s.URL + "/files/a.pdf"
	fetch := func() *Fetched {
		t.Helper()
		c, _ := testClient(t, dir) // each time a new run
		got, err := c.Fetch(context.Background(), address, "")
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	one := fetch()
	two := fetch()
	if !two.Unchanged || two.Path == "" || s.Bodies("") != 1 || !two.Modified.Equal(one.Modified) {
		t.Errorf("unchanged: %+v after %d bodies", two, s.Bodies(""))
	}
	s.Put("a.pdf", "%PDF-1.4 two %%EOF")
	if three := fetch(); three.Unchanged || three.SHA256 == one.SHA256 || s.Bodies("") != 2 || !three.Modified.After(one.Modified) {
		t.Errorf("changed: %+v after %d bodies", three, s.Bodies(""))
	}
}

func TestPrunedDownloadIsFetchedAgainOnlyToBeRead(t *testing.T) {
	s := newServer(t)
	s.Put("a.pdf", sourcetest.PDF(10))
	c, _ := testClient(t, t.TempDir())
	address := s.URL + "/files/a.pdf"
	for range 2 {
		if _, err := c.Fetch(context.Background(), address, ""); err != nil {
			t.Fatal(err)
		}
		if err := c.Prune(); err != nil {
			t.Fatal(err)
		}
	}
	if s.Bodies("") != 1 {
		t.Errorf("%d bodies for two polls", s.Bodies(""))
	}
	r, err := c.openAgain(context.Background(), address, "")
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	if s.Bodies("") != 2 {
		t.Errorf("%d bodies after reading", s.Bodies(""))
	}
}

func TestFetchGoesOnWithWhatAnEarlierRunLeft(t *testing.T) {
	s := newServer(t)
	content := sourcetest.PDF(5000)
	s.Put("a.pdf", content)
	dir := t.TempDir()
	address := s.URL + "/files/a.pdf"
	c, _ := testClient(t, dir)
	first, err := c.Fetch(context.Background(), address, "")
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ left, version string }{
		"the same version": {content[:1000], first.ETag},
		"another version":  {strings.Repeat("x", 1000), `"other"`},
		"all of it":        {content, first.ETag},
		"no version":       {content[:1000], ""},
	} {
		t.Run(name, func(t *testing.T) {
			fresh := t.TempDir()
			c, _ := testClient(t, fresh)
			_, part := c.state.body(address)
			if err := errors.Join(os.WriteFile(part, []byte(tt.left), 0o600), os.WriteFile(part+".of", []byte(tt.version), 0o600)); err != nil {
				t.Fatal(err)
			}
			got, err := c.Fetch(context.Background(), address, "")
			if err != nil {
				t.Fatal(err)
			}
			if b, _ := os.ReadFile(got.Path); string(b) != content {
				t.Errorf("%d bytes, not the %d of the document", len(b), len(content))
			}
		})
	}
}

func TestStateSurvivesHalfALine(t *testing.T) {
	dir := t.TempDir()
	s, err := openState(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.put(Remembered{URL: "http://a", ETag: "1"}), s.put(Remembered{URL: "http://b"}), s.put(Remembered{URL: "http://a", ETag: "2"}), s.close()); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(filepath.Join(dir, StateFile), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(`{"url":"http://c","et`); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if s, err = openState(dir); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.put(Remembered{URL: "http://d"}), s.compact(), s.close()); err != nil {
		t.Fatal(err)
	}
	if s, err = openState(dir); err != nil || len(s.all) != 3 || s.all["http://a"].ETag != "2" {
		t.Errorf("%v, %v", s.all, err)
	}
	if err := s.close(); err != nil {
		t.Error(err)
	}
}

func TestPrivateAddressesAreRefusedWhenDialled(t *testing.T) {
	s := newServer(t)
	c, err := NewClient(ClientOptions{Dir: t.TempDir(), Delay: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, address := range []string{s.URL + "/files/a.pdf", strings.Replace(s.URL, "127.0.0.1", "localhost", 1) + "/a"} {
		if _, err := c.Fetch(context.Background(), address, ""); !errors.Is(err, pipeline.ErrAddress) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if s.Asked("/robots.txt") > 0 {
		t.Error("connected to a private address")
	}
}

func TestPublicOnly(t *testing.T) {
	for address, public := range map[string]bool{
		"93.184.216.34:443": true, "[2606:4700::1]:443": true,
		"127.0.0.1:80": false, "10.1.2.3:80": false, "192.168.0.1:80": false, "172.16.9.9:80": false, "169.254.169.254:80": false, "0.0.0.0:80": false,
		"100.64.1.1:80": false, "[::1]:80": false, "[fd00::1]:80": false, "[fe80::1]:80": false, "[::ffff:10.0.0.1]:80": false, "[64:ff9b::a00:1]:80": false,
		"224.0.0.1:80": false, "name:80": false,
	} {
		if err := publicOnly(address); (err == nil) != public {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestTurnsKeepTheirDistance(t *testing.T) {
	c, waits := testClient(t, t.TempDir())
	c.Delay = time.Second
	at := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	c.now = func() time.Time { return at }
	for range 3 {
		if err := c.turn(context.Background(), "a.example"); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.turn(context.Background(), "b.example"); err != nil {
		t.Fatal(err)
	}
	if got, want := *waits, []time.Duration{0, time.Second, 2 * time.Second, 0}; len(got) != 4 || got[1] != want[1] || got[2] != want[2] || got[3] != 0 {
		t.Errorf("waited %v, want %v", got, want)
	}
}
