package web

import (
	"cmp"
	"crypto/subtle"
	"net"
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"
)

// policy lets a page load what this server holds and nothing else; no script and
// no style stands in a page, so nothing that a document says can become one.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard is what every request passes before and after its handler.
func (s *Server) guard(next http.Handler) http.Handler {
	csrf := http.NewCrossOriginProtection()
	csrf.SetDenyHandler(s.refuse(problem{http.StatusForbidden, "This came from another site", "open Haki itself and do it there"}))
	h := csrf.Handler(next)
	h = s.authorise(h)
	h = s.limit(h)
	h = s.here(h)
	h = headers(h)
	return s.packed(s.observe(h))
}

// packed compresses what goes to other machines; to this one it would only cost time.
func (s *Server) packed(next http.Handler) http.Handler {
	zipped := gzhttp.GzipHandler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, local := s.client(r); local {
			next.ServeHTTP(w, r)
			return
		}
		zipped(w, r)
	})
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

// refuse answers every request with a problem.
func (s *Server) refuse(p problem) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.fail(w, r, p) })
}

// here turns away requests for another name where nobody is asked for a token:
// a site that has its own name lead to this machine would read the corpus.
func (s *Server) here(next http.Handler) http.Handler {
	stranger := s.refuse(problem{http.StatusMisdirectedRequest, "Haki is not at this address", "open it as http://127.0.0.1 or http://localhost, with its port; behind a reverse proxy start it with --trusted-header or --token"})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.Token == "" && s.TrustedHeader == "" && !local(r.Host) {
			stranger.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// local reports whether a host, with or without port, names this machine.
func local(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
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
	return cmp.Or(s.User, "web")
}

func cached(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "max-age=3600")
		next.ServeHTTP(w, r)
	})
}
