package web

import (
	"context"
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
	s, err := New(Options{Corpus: b.dir, Index: b.Index, Upload: b.upload, Correct: b.correct, Retry: b.retry, ReadOnly: true})
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
