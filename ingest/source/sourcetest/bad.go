package sourcetest

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// dropped is the document whose transfer breaks.
var dropped = PDF(64 << 10)

// dropping breaks the line in mid-file the first times it is asked; it takes up
// where a client asks for the rest, and breaks there too while times lasts.
func (s *Server) dropping(times int) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, r *http.Request) {
		from := 0
		if span, ok := strings.CutPrefix(r.Header.Get("Range"), "bytes="); ok {
			from, _ = strconv.Atoi(strings.TrimSuffix(span, "-")) // other ranges are not asked for: from the start
		}
		s.mu.Lock()
		s.drops[r.URL.Path]++
		drop := s.drops[r.URL.Path] <= times
		s.bodies[r.URL.Path]++
		s.mu.Unlock()
		rest := dropped[min(from, len(dropped)):]
		w.Header().Set("ETag", `"one"`)
		w.Header().Set("Content-Length", strconv.Itoa(len(rest)))
		if from > 0 {
			w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(dropped)-1, len(dropped)))
			w.WriteHeader(http.StatusPartialContent)
		}
		if drop {
			rest = rest[:min(1000, len(rest))]
		}
		write(w, rest)
		if drop {
			panic(http.ErrAbortHandler)
		}
	}
}

// lieLong promises more than it has.
func lieLong(w http.ResponseWriter, _ *http.Request) {
	body := PDF(1000)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)+5000))
	write(w, body)
}

// lieShort promises less than the document has, so that its end is never seen.
func lieShort(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "600")
	write(w, PDF(1000)[:600])
}

// gigabytes promises what no document has.
func gigabytes(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", strconv.Itoa(8<<30))
	write(w, "%PDF-1.4\n")
}

// endless never stops sending.
func (s *Server) endless(w http.ResponseWriter, r *http.Request) {
	piece := strings.Repeat("0123456789abcdef", 4096)
	for r.Context().Err() == nil {
		if _, err := io.WriteString(w, piece); err != nil {
			return
		}
	}
}

// silent sends the beginning of a document and then nothing.
func (s *Server) silent(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Length", "100000")
	write(w, "%PDF-1.4\n")
	select {
	case <-r.Context().Done():
	case <-s.quit:
	}
}

// busyOnce asks to be left alone for a second, then answers.
func (s *Server) busyOnce(w http.ResponseWriter, r *http.Request) {
	if s.Asked(r.URL.Path)%2 == 1 {
		busy("1")(w, r)
		return
	}
	write(w, PDF(100))
}

func busy(after string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", after)
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

// write sends text at once; a client that has gone away is none of the server's business.
func write(w http.ResponseWriter, text string) {
	if _, err := io.WriteString(w, text); err != nil {
		return
	}
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
}
