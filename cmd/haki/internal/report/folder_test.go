package report

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// receiver answers with the codes given, the last one for ever, and notes what
// it took and how long the sender waited.
type receiver struct {
	*httptest.Server
	codes []int
	taken []string
	asked int
	waits []time.Duration
}

func newReceiver(t *testing.T, codes ...int) *receiver {
	r := &receiver{codes: codes}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			t.Error(err)
		}
		stamp := req.Header.Get("X-Haki-Timestamp")
		if stamp != "1900000000" || req.Header.Get("X-Haki-Signature") != "sha256="+Sign([]byte("key"), stamp, body) {
			t.Errorf("signed %s at %s", req.Header.Get("X-Haki-Signature"), stamp)
		}
		code := r.codes[min(r.asked, len(r.codes)-1)]
		r.asked++
		if code == http.StatusServiceUnavailable {
			w.Header().Set("Retry-After", "30")
		}
		if code == http.StatusOK {
			r.taken = append(r.taken, req.Header.Get("X-Haki-Delivery"))
		}
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(code)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) hook() Webhook {
	return Webhook{
		URL: r.URL, Secret: []byte("key"), Now: func() time.Time { return time.Unix(1900000000, 0) },
		Wait: func(_ context.Context, d time.Duration) error { r.waits = append(r.waits, d); return nil },
	}
}

func TestWebhookIsSentUntilItIsTaken(t *testing.T) {
	for _, tt := range []struct {
		name     string
		codes    []int
		asked    int
		rejected bool
		ok       bool
		waits    []time.Duration
	}{
		{"at once", []int{200}, 1, false, true, nil},
		{"after errors", []int{500, 429, 200}, 3, false, true, []time.Duration{time.Second, 2 * time.Second}},
		{"as asked", []int{503, 200}, 2, false, true, []time.Duration{30 * time.Second}},
		{"never", []int{502}, 5, false, false, []time.Duration{1e9, 2e9, 4e9, 8e9}},
		{"rejected", []int{403}, 1, true, false, nil},
		{"elsewhere", []int{302}, 1, true, false, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := newReceiver(t, tt.codes...)
			err := r.hook().Send(context.Background(), "one", []byte(`{}`))
			if (err == nil) != tt.ok || errors.Is(err, ErrRejected) != tt.rejected || r.asked != tt.asked {
				t.Errorf("%v after %d requests", err, r.asked)
			}
			if diff := cmp.Diff(tt.waits, r.waits); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatTheWebhookMissedIsSentNextTime(t *testing.T) {
	f := Folder{t.TempDir()}
	for _, id := range []string{"20310502T033000.000Z", "20310503T033000.000Z"} {
		r := sample()
		r.ID = id
		if err := f.Keep(r, true); err != nil {
			t.Fatal(err)
		}
	}
	down := newReceiver(t, 500)
	if err := f.Deliver(context.Background(), down.hook()); err == nil || errors.Is(err, ErrRejected) {
		t.Errorf("a receiver that is down: %v", err)
	}
	up := newReceiver(t, 200)
	for range 2 {
		if err := f.Deliver(context.Background(), up.hook()); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]string{"20310502T033000.000Z", "20310503T033000.000Z"}, up.taken); diff != "" {
		t.Error(diff)
	}
}

func TestAnUnfinishedRunLeavesItsMark(t *testing.T) {
	f := Folder{filepath.Join(t.TempDir(), "with [odd] name")}
	begin := func(seq, from int64, unfinished bool) {
		t.Helper()
		gotFrom, got, err := f.Begin(seq)
		if err != nil || gotFrom != from || got != unfinished {
			t.Errorf("%d, %t, %v; want %d, %t", gotFrom, got, err, from, unfinished)
		}
	}
	begin(3, 3, false)
	begin(7, 3, true)
	begin(2, 2, false) // a ledger that is behind is another one
	if err := f.Keep(sample(), false); err != nil {
		t.Fatal(err)
	}
	begin(9, 9, false)
	if err := os.WriteFile(filepath.Join(f.Dir, markFile), []byte("torn"), 0o600); err != nil {
		t.Fatal(err)
	}
	begin(9, 9, false)
}

func TestKeepKeepsDatedReportsOfNewsOnly(t *testing.T) {
	f := Folder{filepath.Join(t.TempDir(), "with [odd] name")}
	if err := f.Keep(&Report{ID: "20310501T033000.000Z"}, true); err != nil {
		t.Fatal(err)
	}
	start := time.Date(2031, 5, 2, 0, 0, 0, 0, time.UTC)
	for i := range keep + 3 {
		r := sample()
		r.ID = start.Add(time.Duration(i) * time.Hour).Format("20060102T150405.000Z")
		if err := WriteFile(filepath.Join(f.Dir, r.ID+".json"), r.JSON); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Keep(sample(), false); err != nil {
		t.Fatal(err)
	}
	names, err := f.dated()
	if err != nil || len(names) != keep || strings.Contains(strings.Join(names, " "), "20310501T") {
		t.Errorf("%d dated reports, %v", len(names), err)
	}
	file := filepath.Join(t.TempDir(), "new", "feed.xml")
	if err := f.Feed(file, ""); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(file)
	if n := strings.Count(string(b), "<entry>"); err != nil || n != 3*feedRuns {
		t.Errorf("%d entries, %v", n, err)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("a web server must be able to read it: %v, %v", info.Mode(), err)
	}
}

func TestAFileIsWrittenWholeOrNotAtAll(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	if err := WriteFile(path, func(w io.Writer) error { io.WriteString(w, "ha"); return broken }); !errors.Is(err, broken) { //nolint:errcheck // the error is the point
		t.Error(err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if b, readErr := os.ReadFile(path); string(b) != "before" || readErr != nil || err != nil || len(entries) != 1 {
		t.Errorf("%q, %d files", b, len(entries))
	}
}
