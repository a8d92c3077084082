package web

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/pipeline"
)

//go:embed templates static
var files embed.FS

// Options are what the server works on. Functions that are nil hide what needs them.
type Options struct {
	Open    func() (*pipeline.Store, error) // for reading
	Index   index.Reader                    // follows what is published
	Version string
	Logger  *slog.Logger

	// Upload takes a document into the corpus and returns what became of it.
	Upload func(ctx context.Context, name string, content io.Reader) (*pipeline.Outcome, error)
	// Retry reads again what failed, or of that the one at an address, and returns how many items did not fail now.
	Retry func(ctx context.Context, uri string) (pipeline.Report, error)
	// Correct keeps decisions about the tags of a document.
	Correct func(ctx context.Context, id pipeline.ID, list ...pipeline.Correction) error
	// Render draws page n (from 1) of a PDF, width pixels wide.
	Render func(ctx context.Context, path string, n, width int) ([]byte, error)

	Token         string // asked of every request; "" asks for none
	TrustedHeader string // set by a reverse proxy to the user's name
	User          string // to whom changes are attributed where no proxy names anybody; "" is "web"
	ReadOnly      bool   // no uploads, no corrections
}

// Server answers requests. Make it with New.
type Server struct {
	Options
	corpus      *corpus
	pages       *template.Template
	metrics     *metrics
	turns       turns
	decided     decided
	description *huma.OpenAPI
	handler     http.Handler
}

// New prepares a server; nothing listens yet.
func New(o Options) (*Server, error) {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.ReadOnly {
		o.Upload, o.Retry, o.Correct = nil, nil, nil
	}
	s := &Server{Options: o, corpus: &corpus{reopen: o.Open}, metrics: newMetrics(), turns: newTurns(), decided: decided{has: map[pipeline.ID]decidedOf{}}}
	s.Index = bounded{o.Index, s.turns}
	var err error
	if s.pages, err = template.New("").Funcs(functions).ParseFS(files, "templates/*.html"); err != nil {
		return nil, err
	}
	s.handler = s.guard(s.routes())
	return s, nil
}

// Handler answers every request, guarded.
func (s *Server) Handler() http.Handler { return s.handler }

func (s *Server) routes() *http.ServeMux {
	static, err := fs.Sub(files, "static")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	mux := http.NewServeMux()
	mux.Handle("GET /static/", http.StripPrefix("/static/", cached(http.FileServerFS(static))))
	for pattern, h := range map[string]handler{
		"GET /{$}":                    s.search,
		"GET /doc/{id}":               s.read,
		"GET /doc/{id}/page/{n}":      s.pageImage,
		"GET /doc/{id}/original":      s.original,
		"POST /doc/{id}/correct":      s.correct,
		"GET /recommendations":        s.recommendations,
		"GET /recommendations/export": s.exportRecommendations,
		"GET /documents":              s.documents,
		"GET /quality":                s.quality,
		"GET /corrections":            s.corrections,
		"GET /corrections/export":     s.exportCorrections,
		"POST /documents":             s.upload,
		"POST /retry":                 s.retry,
		"GET /export":                 s.export,
		"GET /cite":                   s.cite,
		"GET /ref":                    s.follow,
		"GET /similar":                s.similar,
		"GET /evidence":               s.evidence,
		"GET /complete":               s.complete,
		"GET /help":                   s.help,
		"GET /api":                    s.apiDocs,
		"/":                           s.nothing(mux),
	} {
		mux.Handle(pattern, s.serve(pattern, h))
	}
	s.description = s.api(mux).OpenAPI()
	mux.HandleFunc("GET /healthz", s.healthz)
	mux.Handle("GET /metrics", s.metrics)
	return mux
}

// handler answers or returns why not; serve turns that into a page or a problem.
type handler func(w http.ResponseWriter, r *http.Request) error

// Serve answers on l until ctx ends, then lets requests finish for ten seconds.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler: s.handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 10 * time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(s.Logger.Handler(), slog.LevelWarn),
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return fmt.Errorf("stop serving: %w", err)
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
