package web

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestHeaders(t *testing.T) {
	b := newBench(t, Options{}, nil)
	for _, address := range []string{"/", "/nothing", "/static/app.js", "/api/v1/search", "/export?format=jsonl"} {
		h := b.get(address).Header()
		csp := h.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("X-Request-Id") == "" {
			t.Errorf("%s: %v", address, h)
		}
	}
}

func TestWhoMayDoWhat(t *testing.T) {
	from := func(key, value string) func(*http.Request) { return func(r *http.Request) { r.Header.Set(key, value) } }
	none := func(*http.Request) {}
	tests := []struct {
		name         string
		o            Options
		method, path string
		change       func(*http.Request)
		want         int
	}{
		{"no token asked", Options{}, "GET", "/", none, 200},
		{"no token", Options{Token: "secret"}, "GET", "/", none, 401},
		{"no token for a script", Options{Token: "secret"}, "GET", "/api/v1/status", none, 401},
		{"wrong token", Options{Token: "secret"}, "GET", "/", from("Authorization", "Bearer secre"), 401},
		{"token", Options{Token: "secret"}, "GET", "/", from("Authorization", "Bearer secret"), 200},
		{"token in a cookie", Options{Token: "secret"}, "GET", "/", from("Cookie", "haki_token=secret"), 200},
		{"token in the address", Options{Token: "secret"}, "GET", "/?token=secret", none, 303},
		{"health without token", Options{Token: "secret"}, "GET", "/healthz", none, 200},
		{"metrics without token", Options{Token: "secret"}, "GET", "/metrics", none, 401},
		{"no proxy", Options{TrustedHeader: "X-User"}, "GET", "/", none, 401},
		{"proxy", Options{TrustedHeader: "X-User"}, "GET", "/", from("X-User", "Ada"), 200},
		{"from another site", Options{}, "POST", "/retry", from("Sec-Fetch-Site", "cross-site"), 403},
		{"from another origin", Options{}, "POST", "/retry", from("Origin", "https://evil.example"), 403},
		{"from our own page", Options{}, "POST", "/retry", from("Sec-Fetch-Site", "same-origin"), 200},
		{"read only: upload", Options{ReadOnly: true}, "POST", "/documents", none, 403},
		{"read only: retry", Options{ReadOnly: true}, "POST", "/retry", none, 403},
		{"read only: correct", Options{ReadOnly: true}, "POST", "/doc/report.pdf/correct", none, 403},
		{"wrong method", Options{}, "DELETE", "/documents", none, 405},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := tt.o
			b := newBench(t, Options{}, nil)
			b.Token, b.TrustedHeader = o.Token, o.TrustedHeader
			if o.ReadOnly {
				b.Upload, b.Retry, b.Correct = nil, nil, nil
			}
			r := httptest.NewRequest(tt.method, tt.path, nil)
			tt.change(r)
			if w := b.do(r); w.Code != tt.want {
				t.Errorf("%d, want %d: %s", w.Code, tt.want, w.Body)
			}
		})
	}
}

func TestReadOnlyHidesForms(t *testing.T) {
	b := newBench(t, Options{}, map[string]string{"report.pdf": "ordinary"})
	s, err := New(Options{Open: b.open, Index: b.Index, Upload: b.upload, Correct: b.correct, Retry: b.retry, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"/documents", "/doc/" + b.id("report.pdf")} {
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
		if strings.Contains(w.Body.String(), `method="post" action="/doc`) && strings.Contains(w.Body.String(), "<button name") || strings.Contains(w.Body.String(), `id="upload"`) {
			t.Errorf("%s offers to change what is read only", address)
		}
	}
}

func TestTooManyRequests(t *testing.T) {
	b := newBench(t, Options{}, nil)
	refused := 0
	for range 400 {
		if b.get("/healthz").Code == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused == 0 {
		t.Error("one address may ask without end")
	}
}

func TestCompression(t *testing.T) {
	b := newBench(t, Options{}, map[string]string{"report.pdf": "ordinary"})
	for _, tt := range []struct {
		from, path string
		want       string
	}{
		{"192.0.2.1:4000", "/?q=torture", "gzip"},
		{"192.0.2.1:4000", "/doc/" + b.id("report.pdf") + "/page/1", ""}, // an image is packed already
		{"127.0.0.1:4000", "/?q=torture", ""},
	} {
		r := httptest.NewRequest(http.MethodGet, tt.path, nil)
		r.RemoteAddr = tt.from
		r.Header.Set("Accept-Encoding", "gzip")
		if got := b.do(r).Header().Get("Content-Encoding"); got != tt.want {
			t.Errorf("%s to %s is sent as %q, want %q", tt.path, tt.from, got, tt.want)
		}
	}
}

func TestOtherNamesForThisMachine(t *testing.T) {
	b := newBench(t, Options{}, nil)
	for host, want := range map[string]int{
		"127.0.0.1:8080": 200, "localhost": 200, "LOCALHOST.:8080": 200, "haki.localhost:8080": 200, "[::1]:8080": 200, "127.4.5.6": 200,
		"evil.example": 421, "evil.example:8080": 421, "localhost.evil.example": 421, "192.0.2.7:8080": 421, "127.0.0.1.evil.example": 421,
	} {
		r := httptest.NewRequest(http.MethodGet, "/help", nil)
		r.Host = host
		if w := b.do(r); w.Code != want {
			t.Errorf("%s: %d, want %d", host, w.Code, want)
		}
	}
	b.Token = "secret"
	r := httptest.NewRequest(http.MethodGet, "/help", nil)
	r.Host = "corpus.example"
	r.Header.Set("Authorization", "Bearer secret")
	if w := b.do(r); w.Code != http.StatusOK {
		t.Errorf("with a token any name will do: %d", w.Code)
	}
}

// TestProblemsOfTheGuard holds that programs get problem+json also from what
// stands before the handlers.
func TestProblemsOfTheGuard(t *testing.T) {
	b := newBench(t, Options{}, nil)
	foreign := httptest.NewRequest(http.MethodPost, "/api/v1/search", nil)
	foreign.Header.Set("Origin", "https://evil.example")
	named := httptest.NewRequest(http.MethodGet, "/api/v1/status", nil)
	named.Host = "evil.example"
	for want, r := range map[int]*http.Request{
		http.StatusForbidden: foreign, http.StatusMisdirectedRequest: named,
		http.StatusMethodNotAllowed: httptest.NewRequest(http.MethodPost, "/api/v1/search", nil),
		http.StatusNotFound:         httptest.NewRequest(http.MethodPut, "/api/v1/none", nil),
	} {
		w := b.do(r)
		var p problem
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != want || p.Status != want || p.Title == "" || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%d, want %d: %v %s %s", w.Code, want, err, w.Header().Get("Content-Type"), w.Body)
		}
	}
	if allow := b.do(httptest.NewRequest(http.MethodDelete, "/retry", nil)).Header().Get("Allow"); allow != http.MethodPost {
		t.Errorf("allowed is %q", allow)
	}
}

func TestLimitOfEachClient(t *testing.T) {
	b := newBench(t, Options{}, nil)
	b.TrustedHeader = "X-User"
	refused := func(address, user string) (n int) {
		for range strangerBurst + 100 {
			r := httptest.NewRequest(http.MethodGet, "/healthz", nil)
			r.RemoteAddr = address
			if user != "" {
				r.Header.Set("X-User", user)
			}
			if w := b.do(r); w.Code == http.StatusTooManyRequests {
				n++
				if w.Header().Get("Retry-After") == "" {
					t.Error("it does not say how long to wait")
				}
			}
		}
		return n
	}
	if refused("127.0.0.1:4001", "Ada") == 0 {
		t.Error("a user behind the proxy may ask without end")
	}
	if r := httptest.NewRequest(http.MethodGet, "/healthz", nil); true {
		r.RemoteAddr = "127.0.0.1:4001"
		r.Header.Set("X-User", "Grace")
		if w := b.do(r); w.Code != http.StatusOK {
			t.Errorf("one user's haste makes another wait: %d", w.Code)
		}
	}
	if n := refused("127.0.0.1:4002", ""); n != 0 {
		t.Errorf("this machine's own programs were refused %d times", n)
	}
}

func TestServeStops(t *testing.T) {
	b := newBench(t, Options{}, nil)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- b.Serve(ctx, l) }()
	answer, err := http.Get("http://" + l.Addr().String() + "/healthz")
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatal(answer, err)
	}
	_ = answer.Body.Close() // read no further
	stop()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Error("it does not stop")
	}
}
