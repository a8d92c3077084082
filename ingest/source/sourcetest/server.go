// Package sourcetest is a server that behaves as servers of documents do, at
// their best and at their worst, for tests of what fetches from them.
//
// Each path is one behaviour; the table is in [Server.ServeHTTP]. The server
// counts the requests and the bodies it gave, so that a test can tell whether
// something was fetched again.
package sourcetest

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Server is the server. Change it between requests only through its methods.
type Server struct {
	*httptest.Server
	mu      sync.Mutex
	asked   map[string]int    // requests by path
	bodies  map[string]int    // answers with a document, by path
	content map[string]string // of /files/…, by name
	drops   map[string]int    // times that the line has dropped, by path
	put     map[string]int    // versions of a document, by name
	agents  map[string]bool   // what asked
	rules   string            // robots.txt
	refusal int               // status of robots.txt, 200 or 0 for the rules
	quit    chan struct{}
}

// New starts a server; Close ends it.
func New() *Server {
	s := &Server{asked: map[string]int{}, bodies: map[string]int{}, content: map[string]string{}, drops: map[string]int{}, put: map[string]int{}, agents: map[string]bool{}, rules: "User-agent: *\nDisallow: /disallowed/\n", quit: make(chan struct{})}
	s.Server = httptest.NewServer(s)
	return s
}

// Close ends the server and the answers that would never end.
func (s *Server) Close() {
	close(s.quit)
	s.CloseClientConnections()
	s.Server.Close()
}

// Put makes content the document at /files/name, a new version if there is one.
func (s *Server) Put(name, content string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.content[name] = content
	s.put[name]++
}

// Robots makes rules the robots.txt, with that status.
func (s *Server) Robots(status int, rules string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refusal, s.rules = status, rules
}

// Agents are the names of the programs that asked, sorted.
func (s *Server) Agents() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.agents))
}

// Asked returns how many requests for path there were.
func (s *Server) Asked(path string) int { return s.count(s.asked, path) }

// Bodies returns how many documents the server gave, whole or in part; path ""
// counts all.
func (s *Server) Bodies(path string) int {
	if path != "" {
		return s.count(s.bodies, path)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, k := range s.bodies {
		n += k
	}
	return n
}

func (s *Server) count(of map[string]int, path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return of[path]
}

// PDF returns bytes that pass for a PDF of about n bytes.
func PDF(n int) string {
	return "%PDF-1.4\n" + strings.Repeat("0123456789abcde\n", n/16) + "startxref\n0\n%%EOF\n"
}

// ServeHTTP has one behaviour a path.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked[r.URL.Path]++
	s.agents[r.UserAgent()] = true
	s.mu.Unlock()
	behaviours := map[string]func(http.ResponseWriter, *http.Request){
		"/robots.txt":       s.robots,
		"/drop-once.pdf":    s.dropping(1),
		"/drop-always.pdf":  s.dropping(1 << 30),
		"/lie-long.pdf":     lieLong,
		"/lie-short.pdf":    lieShort,
		"/endless.pdf":      s.endless,
		"/gigabytes.pdf":    gigabytes,
		"/loop":             redirectTo("/loop-back"),
		"/loop-back":        redirectTo("/loop"),
		"/chain":            chain,
		"/moved.pdf":        redirectTo("/files/moved.pdf"),
		"/away.pdf":         redirectTo("ftp://example.org/a.pdf"),
		"/empty.pdf":        status(http.StatusOK, ""),
		"/accepted.pdf":     status(http.StatusAccepted, ""),
		"/shell.pdf":        page("<html><body><div id=app></div><script src=app.js></script></body></html>"),
		"/captcha.html":     page("<html><title>Just a moment...</title><body>Verify you are human</body></html>"),
		"/forbidden.pdf":    status(http.StatusForbidden, "<html>Access denied</html>"),
		"/busy.pdf":         s.busyOnce,
		"/busy-long.pdf":    busy("86400"),
		"/silent.pdf":       s.silent,
		"/gone.pdf":         status(http.StatusGone, "gone"),
		"/error.pdf":        status(http.StatusInternalServerError, "oops"),
		"/disallowed/a.pdf": status(http.StatusOK, PDF(100)),
		"/feed.xml":         s.feed,
		"/oai":              s.oai,
		"/sitemap.xml":      s.sitemap,
		"/sitemap-1.xml":    s.sitemapPart,
		"/api":              s.api,
	}
	switch b := behaviours[r.URL.Path]; {
	case b != nil:
		b(w, r)
	case strings.HasPrefix(r.URL.Path, "/files/"):
		s.file(w, r)
	case strings.HasPrefix(r.URL.Path, "/dated/"):
		s.dated(w, r)
	default:
		http.NotFound(w, r)
	}
}

func (s *Server) robots(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refusal != 0 {
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(s.refusal)
	}
	fmt.Fprint(w, s.rules)
}

func status(code int, body string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(code)
		fmt.Fprint(w, body)
	}
}

func page(body string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, body)
	}
}

func redirectTo(address string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", address)
		w.WriteHeader(http.StatusFound)
	}
}

// chain redirects ever on, each time elsewhere.
func chain(w http.ResponseWriter, r *http.Request) {
	n, _ := strconv.Atoi(r.URL.Query().Get("n")) // the first has none
	redirectTo("/chain?n="+strconv.Itoa(n+1))(w, r)
}

// file gives a document with tag and date, in ranges, and only if it has changed.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/files/")
	s.mu.Lock()
	content, ok := s.content[name]
	s.mu.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("ETag", fmt.Sprintf("%q", fmt.Sprintf("%d-%x", len(content), hash(content))))
	counted := &bodyCounter{ResponseWriter: w}
	http.ServeContent(counted, r, name, time.Time{}, strings.NewReader(content))
	if counted.bytes > 0 {
		s.gave(r.URL.Path)
	}
}

// dated gives a document of /files/ with a date and no tag, and a cookie.
func (s *Server) dated(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/dated/")
	s.mu.Lock()
	content, version := s.content[name], s.put[name]
	s.mu.Unlock()
	w.Header().Set("Set-Cookie", "session=secret")
	counted := &bodyCounter{ResponseWriter: w}
	http.ServeContent(counted, r, name, time.Date(2031, 1, version, 0, 0, 0, 0, time.UTC), strings.NewReader(content))
	if counted.bytes > 0 {
		s.gave(r.URL.Path)
	}
}

func (s *Server) gave(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bodies[path]++
}

func hash(s string) (h uint32) {
	for _, b := range []byte(s) {
		h = h*31 + uint32(b)
	}
	return h
}

type bodyCounter struct {
	http.ResponseWriter
	bytes int
}

func (b *bodyCounter) Write(p []byte) (int, error) {
	b.bytes += len(p)
	return b.ResponseWriter.Write(p)
}
