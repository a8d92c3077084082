package report

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/haki-project/haki/pipeline"
)

func TestEscapeTable(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""}, {"plain", "plain"}, {"a*b_c", `a\*b\_c`}, {"[x](y)", `\[x\](y)`}, {"<b>&", "&lt;b&gt;&amp;"}, {"a|b", `a\|b`}, {"a`b", "a\\`b"}, {`a\b`, `a\\b`},
		{"a\nb\r\nc\td", "a b c d"}, {"  a  ", "a"}, {"a\x00b\x1b[31mc", `ab\[31mc`}, {"\u202ea\u2066b", "ab"}, {"é 人 🙂", "é 人 🙂"}, {"a\u0085b", "a b"}, {"# no heading", "# no heading"},
	}
	for _, tt := range tests {
		if got := escape(tt.in); got != tt.want {
			t.Errorf("escape(%q) = %q, want %q", tt.in, got, tt.want)
		}
		if strings.ContainsAny(escape(tt.in), "\n\r\x00\x1b") {
			t.Errorf("escape(%q) leaves a line or a terminal's command", tt.in)
		}
	}
}

func TestLinkTable(t *testing.T) {
	tests := []struct{ text, uri, want string }{
		{"a", "", "a"}, {"a", "file:///etc/passwd", "a"}, {"a", "javascript:alert(1)", "a"}, {"a", "ftp://x", "a"}, {"a", "HTTP://x", "a"},
		{"a", "https://x.org/a", "[a](<https://x.org/a>)"}, {"a", "http://x.org/a b", "[a](<http://x.org/a b>)"}, {"a", "https://x.org/>)evil<", "[a](<https://x.org/%3E)evil%3C>)"},
		{"a", "https://x.org/\nevil", "[a](<https://x.org/evil>)"}, {"[a]", "https://x.org", `[\[a\]](<https://x.org>)`}, {"a", `https://x.org/\`, "[a](<https://x.org/%5C>)"},
	}
	for _, tt := range tests {
		if got := link(tt.text, tt.uri); got != tt.want {
			t.Errorf("link(%q, %q) = %q, want %q", tt.text, tt.uri, got, tt.want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, n := range []int{0, 1, 279, 280, 281, 1000} {
		for _, letter := range []string{"a", "é", "人"} {
			got := []rune(cut(strings.Repeat(letter, n)))
			if len(got) > 280 || len(got) != min(n, 280) || (n > 280) != (len(got) > 0 && got[len(got)-1] == '…') {
				t.Errorf("cut of %d %s has %d runes", n, letter, len(got))
			}
		}
	}
	if got := cut(strings.Repeat("word ", 100)); strings.HasSuffix(got, " …") {
		t.Errorf("a space before the cut: %q", got[len(got)-10:])
	}
}

func TestURNTable(t *testing.T) {
	for in, want := range map[string]string{"": "", "abc-1": "abc-1", "a b": "a%20b", "é": "%C3%A9", "a:b/c": "a%3Ab%2Fc", "%": "%25", "a\nb": "a%0Ab"} {
		if got := urn(in); got != want {
			t.Errorf("urn(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLabelTable(t *testing.T) {
	for in, want := range map[string]string{"": "", "a": "a", `a"b`: `a\"b`, `a\b`: `a\\b`, "a\nb": `a\nb`, "a\xffb": "a\uFFFDb", "é": "é"} {
		if got := label(in); got != want {
			t.Errorf("label(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	for _, tt := range []struct {
		d    Document
		want string
	}{
		{Document{File: "a.pdf"}, "a.pdf"}, {Document{File: "a.pdf", Title: "T"}, "T"}, {Document{File: "a.pdf", Symbol: "A/1"}, "A/1"}, {Document{File: "a.pdf", Title: "T", Symbol: "A/1"}, "A/1: T"}, {Document{}, ""},
	} {
		if got := tt.d.Name(); got != tt.want {
			t.Errorf("Name of %+v = %q, want %q", tt.d, got, tt.want)
		}
	}
}

// What a run was worth, and what is said of it in one line.
func TestHeadlines(t *testing.T) {
	one := []Document{{ID: "1"}}
	tests := []struct {
		name        string
		r           Report
		news, worth bool
		failed      int
		want        string
	}{
		{"nothing", Report{}, false, false, 0, "nothing new"},
		{"new", Report{New: one}, true, true, 0, "1 new, 0 changed, 0 failed"},
		{"changed", Report{Changed: one}, true, true, 0, "0 new, 1 changed, 0 failed"},
		{"gone", Report{Gone: one}, true, true, 0, "0 new, 0 changed, 1 gone, 0 failed"},
		{"failed", Report{Failed: []Failure{{}}}, false, true, 1, "0 new, 0 changed, 1 failed"},
		{"failed as before", Report{Failed: []Failure{{Known: true}}}, false, false, 0, "nothing new"},
		{"a source is down", Report{Sources: []Source{{Reason: "missing"}}}, false, true, 1, "0 new, 0 changed, 1 failed"},
		{"a source is fine", Report{Sources: []Source{{Total: 5, Unchanged: 5}}}, false, false, 0, "nothing new"},
		{"all of it", Report{New: one, Changed: one, Gone: one, Failed: []Failure{{}, {Known: true}}, Sources: []Source{{Reason: "slow"}}}, true, true, 2, "1 new, 1 changed, 1 gone, 2 failed"},
	}
	for _, tt := range tests {
		if tt.r.News() != tt.news || tt.r.Worth() != tt.worth || tt.r.FailedNow() != tt.failed {
			t.Errorf("%s: news %t, worth %t, %d failed", tt.name, tt.r.News(), tt.r.Worth(), tt.r.FailedNow())
		}
		if got := tt.r.headline(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestPassagesInWords(t *testing.T) {
	for p, want := range map[Passages]string{
		{}: "0 passages added, 0 removed, 0 changed", {Added: 1, Removed: 2, Changed: 3}: "1 passage added, 2 removed, 3 changed", {Added: 2}: "2 passages added, 0 removed, 0 changed",
	} {
		if got := p.String(); got != want {
			t.Errorf("%+v = %q, want %q", p, got, want)
		}
	}
}

// large has more of everything than a page shows.
func large(n int) *Report {
	r := &Report{ID: "20310502T033000.000Z", RecommendationCount: n}
	for i := range n {
		r.New = append(r.New, Document{ID: pipeline.ID(fmt.Sprint(i)), File: fmt.Sprint("new", i), URI: "https://x.org"})
		r.Failed = append(r.Failed, Failure{File: fmt.Sprint("fail", i), Reason: "missing", Known: i%2 == 0})
		r.Recommendations = append(r.Recommendations, pipeline.RecommendationRecord{Symbol: fmt.Sprint("A/", i)})
	}
	r.Searches = []Search{{Name: "s", Query: "q", Count: n, Hits: make([]Hit, min(n, MaxListed))}}
	return r
}

func TestLongReportsSayWhatTheyLeaveOut(t *testing.T) {
	for _, n := range []int{0, 1, shown, shown + 1, 500} {
		var b bytes.Buffer
		if err := large(n).Markdown(&b); err != nil {
			t.Fatal(err)
		}
		more := strings.Count(b.String(), fmt.Sprintf("… and %d more", n-shown))
		if want := n > shown; (more > 0) != want {
			t.Errorf("%d of each: %d lists are cut", n, more)
		}
		if got := strings.Count(b.String(), "\n- "); n > 0 && got > 6*(shown+1) {
			t.Errorf("%d of each: %d lines of lists", n, got)
		}
		b.Reset()
		if err := Atom(&b, []*Report{large(n), large(n)}, "https://x.org/feed?a=1&b=<2>"); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(b.String(), "<entry>"); got > maxEntries {
			t.Errorf("%d entries", got)
		}
		for d := xml.NewDecoder(&b); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		short := large(n).brief(10)
		if len(short.New) != min(n, 10) || len(short.Searches[0].Hits) != min(n, 10) || short.Gone == nil {
			t.Errorf("brief of %d has %d", n, len(short.New))
		}
	}
}

// TestWebhookAnswers sends to a receiver that answers in order, and sees what is
// waited and what is told.
func TestWebhookAnswers(t *testing.T) {
	tests := []struct {
		name     string
		statuses []int
		after    string // Retry-After
		sent     int
		waited   time.Duration
		rejected bool
		failed   bool
	}{
		{"fine", []int{200}, "", 1, 0, false, false},
		{"created", []int{201}, "", 1, 0, false, false},
		{"no content", []int{204}, "", 1, 0, false, false},
		{"second time", []int{500, 200}, "", 2, time.Second, false, false},
		{"third time", []int{503, 429, 200}, "", 3, 3 * time.Second, false, false},
		{"never", []int{500, 500, 500, 500, 500}, "", 5, 15 * time.Second, false, true},
		{"asked to wait", []int{429, 200}, "7", 2, 7 * time.Second, false, false},
		{"asked to wait too long", []int{503, 200}, "86400", 2, time.Minute, false, false},
		{"asked to wait by date", []int{503, 200}, "Wed, 21 Oct 2015 07:28:00 GMT", 2, time.Second, false, false},
		{"asked to wait less than nothing", []int{503, 200}, "-5", 2, time.Second, false, false},
		{"not found", []int{404}, "", 1, 0, true, true},
		{"forbidden", []int{403}, "", 1, 0, true, true},
		{"elsewhere", []int{302}, "", 1, 0, true, true},
		{"gone after a fault", []int{500, 410}, "", 2, time.Second, true, true},
		{"too early", []int{425, 200}, "", 2, time.Second, false, false},
		{"request timeout", []int{408, 200}, "", 2, time.Second, false, false},
	}
	for _, tt := range tests {
		sent, waited := 0, time.Duration(0)
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			stamp := r.Header.Get("X-Haki-Timestamp")
			if r.Method != http.MethodPost || r.Header.Get("X-Haki-Delivery") != "run-1" || r.Header.Get("Content-Type") != "application/json" ||
				r.Header.Get("X-Haki-Signature") != "sha256="+Sign([]byte("secret"), stamp, body) || stamp != "1000" {
				t.Errorf("%s: request %v", tt.name, r.Header)
			}
			if tt.after != "" {
				w.Header().Set("Retry-After", tt.after)
			}
			w.Header().Set("Location", "http://127.0.0.1:1/")
			w.WriteHeader(tt.statuses[min(sent, len(tt.statuses)-1)])
			sent++
		}))
		h := Webhook{URL: server.URL, Secret: []byte("secret"), Now: func() time.Time { return time.Unix(1000, 0) },
			Wait: func(_ context.Context, d time.Duration) error { waited += d; return nil }}
		err := h.Send(t.Context(), "run-1", []byte(`{"a":1}`))
		if sent != tt.sent || waited != tt.waited || errors.Is(err, ErrRejected) != tt.rejected || (err != nil) != tt.failed {
			t.Errorf("%s: sent %d times, waited %v, %v", tt.name, sent, waited, err)
		}
		server.Close()
	}
}

func TestWebhookStops(t *testing.T) {
	stop := errors.New("interrupted")
	h := Webhook{URL: "http://127.0.0.1:1/", Wait: func(context.Context, time.Duration) error { return stop }}
	if err := h.Send(t.Context(), "x", nil); !errors.Is(err, stop) {
		t.Errorf("an interrupted wait: %v", err)
	}
	if err := (Webhook{URL: "://"}).Send(t.Context(), "x", nil); !errors.Is(err, ErrRejected) {
		t.Errorf("an address that is none: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := (Webhook{URL: "http://127.0.0.1:1/"}).Send(ctx, "x", nil); err == nil {
		t.Error("sent after the end")
	}
	if err := wait(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("waited: %v", err)
	}
	if err := wait(t.Context(), 0); err != nil {
		t.Error(err)
	}
}

// TestSign holds the signature to HMAC's definition: another secret, time or body signs otherwise.
func TestSign(t *testing.T) {
	base := Sign([]byte("secret"), "1000", []byte("body"))
	if len(base) != 64 || base != Sign([]byte("secret"), "1000", []byte("body")) {
		t.Errorf("signature %s", base)
	}
	for _, other := range []string{Sign([]byte("Secret"), "1000", []byte("body")), Sign([]byte("secret"), "1001", []byte("body")), Sign([]byte("secret"), "1000", []byte("Body")), Sign(nil, "1000", []byte("body")), Sign([]byte("secret"), "100", []byte("0.body"))} {
		if other == base {
			t.Error("two deliveries of one signature")
		}
	}
}

func ExampleReport_Markdown() {
	start := time.Date(2031, 5, 2, 3, 30, 0, 0, time.UTC)
	r := &Report{Started: start, Ended: start.Add(time.Minute), Sources: []Source{{Name: "papers", New: 1}}, New: []Document{{ID: "00112233445566aa", File: "a.pdf", Symbol: "A/HRC/99/7"}}}
	var b bytes.Buffer
	_ = r.Markdown(&b)
	fmt.Print(b.String())
	// Output:
	// # Haki: 1 new, 0 changed, 0 failed
	//
	// 2 May 2031, 03:30 UTC, 1m0s.
	//
	// ## Sources
	//
	// | source | new | changed | unchanged | duplicates | gone | failed |
	// |---|--:|--:|--:|--:|--:|--:|
	// | papers | 1 | 0 | 0 | 0 | 0 | 0 |
	//
	// ## New: 1
	//
	// - A/HRC/99/7 (`00112233445566aa`)
}
