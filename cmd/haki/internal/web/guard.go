package web

import (
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// policy lets a page load what this server holds and nothing else; no script and
// no style stands in a page, so nothing that a document says can become one.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard is what every request passes before and after its handler.
func (s *Server) guard(next http.Handler) http.Handler {
	csrf := http.NewCrossOriginProtection()
	limits := &limiter{clients: map[string]*rate.Limiter{}}
	h := csrf.Handler(next)
	h = s.authorise(h)
	h = limits.limit(h)
	h = headers(h)
	return s.observe(h)
}

func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

const tokenCookie = "haki_token"

// authorise asks for the token, in a header, a cookie or once in the address, or
// for the header of a reverse proxy that has already asked who it is.
func (s *Server) authorise(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case s.Token == "" && s.TrustedHeader == "", r.URL.Path == "/healthz":
		case s.TrustedHeader != "" && r.Header.Get(s.TrustedHeader) != "":
		case s.Token != "" && s.hasToken(r):
			if r.URL.Query().Has("token") {
				http.SetCookie(w, &http.Cookie{Name: tokenCookie, Value: s.Token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
				http.Redirect(w, r, r.URL.Path, http.StatusSeeOther)
				return
			}
		default:
			w.Header().Set("WWW-Authenticate", "Bearer")
			s.fail(w, r, problem{http.StatusUnauthorized, "This corpus asks for a token", "open the address that haki serve printed, or send the header Authorization: Bearer TOKEN"})
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) hasToken(r *http.Request) bool {
	given := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if c, err := r.Cookie(tokenCookie); err == nil && given == "" {
		given = c.Value
	}
	if given == "" {
		given = r.URL.Query().Get("token")
	}
	return subtle.ConstantTimeCompare([]byte(given), []byte(s.Token)) == 1
}

// who is the person that a change is attributed to.
func (s *Server) who(r *http.Request) string {
	if s.TrustedHeader != "" {
		if name := r.Header.Get(s.TrustedHeader); name != "" {
			return name
		}
	}
	return "web"
}

// limiter lets an address ask 50 times a second, and 200 times at once: far more
// than a person can, far less than would keep others waiting.
type limiter struct {
	mu      sync.Mutex
	clients map[string]*rate.Limiter
}

// maxClients bounds the memory of a limiter; beyond it everyone begins anew.
const maxClients = 10_000

func (l *limiter) limit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !l.of(r.RemoteAddr).Allow() {
			w.Header().Set("Retry-After", "1")
			http.Error(w, "too many requests: wait a second", http.StatusTooManyRequests)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (l *limiter) of(address string) *rate.Limiter {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.clients) > maxClients {
		clear(l.clients)
	}
	if l.clients[host] == nil {
		l.clients[host] = rate.NewLimiter(50, 200)
	}
	return l.clients[host]
}

// observe gives each request an id, logs it and counts it.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start, id := time.Now(), rand.Text()[:12]
		w.Header().Set("X-Request-Id", id)
		seen := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			if p := recover(); p != nil && p != any(http.ErrAbortHandler) {
				s.Logger.Error("panic", "id", id, "path", r.URL.Path, "panic", fmt.Sprint(p))
				if !seen.wrote {
					http.Error(seen, "something went wrong here; the log says what, under "+id, http.StatusInternalServerError)
				}
			}
			s.metrics.count(r.Method, seen.status, time.Since(start))
			s.Logger.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("id", id), slog.String("method", r.Method),
				slog.String("path", r.URL.Path), slog.Int("status", seen.status), slog.Duration("took", time.Since(start)))
		}()
		next.ServeHTTP(seen, r)
	})
}

// statusWriter remembers what was answered.
type statusWriter struct {
	http.ResponseWriter
	status int
	wrote  bool
}

func (w *statusWriter) WriteHeader(status int) {
	if !w.wrote {
		w.status, w.wrote = status, true
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(b []byte) (int, error) {
	w.wrote = true
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController flush what is streamed.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func cached(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "max-age=3600")
		next.ServeHTTP(w, r)
	})
}
