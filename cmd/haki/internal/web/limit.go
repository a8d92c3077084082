package web

import (
	"net"
	"net/http"
	"sync"

	"golang.org/x/time/rate"
)

// Requests a second of one client, and at once. A person's browser never comes
// near the first; the programs of this machine may do what its cores can.
const (
	strangerRate, strangerBurst = 50, 200
	localRate, localBurst       = 1000, 2000
)

// maxClients bounds the memory of a limiter; beyond it everyone begins anew.
const maxClients = 10_000

// limiter counts the requests of each client.
type limiter struct {
	mu      sync.Mutex
	clients map[string]*rate.Limiter
}

// limit answers those that ask too often with a wait.
func (s *Server) limit(next http.Handler) http.Handler {
	limits := &limiter{clients: map[string]*rate.Limiter{}}
	tooMany := s.refuse(problem{http.StatusTooManyRequests, "Too many requests", "wait a second and go on"})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !limits.of(s.client(r)).Allow() {
			w.Header().Set("Retry-After", "1")
			tooMany.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// client is who asks: the user that a proxy names, else the address.
func (s *Server) client(r *http.Request) (name string, local bool) {
	if s.TrustedHeader != "" {
		if user := r.Header.Get(s.TrustedHeader); user != "" {
			return "user " + user, false
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	ip := net.ParseIP(host)
	return host, ip != nil && ip.IsLoopback()
}

func (l *limiter) of(client string, local bool) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.clients) > maxClients {
		clear(l.clients)
	}
	if l.clients[client] == nil {
		l.clients[client] = rate.NewLimiter(strangerRate, strangerBurst)
		if local {
			l.clients[client] = rate.NewLimiter(localRate, localBurst)
		}
	}
	return l.clients[client]
}
