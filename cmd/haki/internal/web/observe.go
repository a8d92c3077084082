package web

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"time"
)

// observe gives each request an id, logs it and counts it.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start, id := time.Now(), rand.Text()[:12]
		w.Header().Set("X-Request-Id", id)
		seen := &statusWriter{ResponseWriter: w, status: http.StatusOK, control: http.NewResponseController(w)}
		seen.wait()
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
	status  int
	wrote   bool
	control *http.ResponseController
}

// patience is how long a client may take to read what has been sent before it is
// given up. Exports last as long as they are read.
const patience = time.Minute

func (w *statusWriter) wait() {
	_ = w.control.SetWriteDeadline(time.Now().Add(patience)) // a recorder in a test has none
}

func (w *statusWriter) WriteHeader(status int) {
	if !w.wrote {
		w.status, w.wrote = status, true
	}
	w.wait()
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(b []byte) (int, error) {
	w.wrote = true
	w.wait()
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController flush what is streamed.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
