package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/cmd/haki/internal/web"
	"github.com/haki-project/haki/ingest/pdf"
	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/bucket"
)

type serveOptions struct {
	addr, token, header string
	readOnly            bool
	read                readOptions
}

func newServe(a *app) *cobra.Command {
	var o serveOptions
	c := &cobra.Command{
		Use:   "serve",
		Short: "Open the corpus in the browser; with an API",
		Long: `Serve the corpus as pages and as an API (/api/v1) until interrupted. Nothing else
is needed, and no address outside this machine is ever asked.

Beyond this machine (--addr :8080) it asks for a token, or for a header that a
reverse proxy sets to the user's name after it has asked who it is.`,
		Example: `  haki serve
  haki serve --addr :8080 --token "$(openssl rand -hex 16)"
  haki serve --addr 10.0.0.5:8080 --trusted-header X-Remote-User`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return runServe(c.Context(), a, o) },
	}
	f := c.Flags()
	f.StringVar(&o.addr, "addr", "127.0.0.1:8080", "address to listen at")
	f.StringVar(&o.token, "token", os.Getenv("HAKI_TOKEN"), "what every request must carry (or set HAKI_TOKEN)")
	f.StringVar(&o.header, "trusted-header", "", "header in which a reverse proxy names the user; only it may reach the address")
	f.BoolVar(&o.readOnly, "read-only", false, "no uploads, no corrections")
	o.read.flags(c)
	return c
}

func runServe(ctx context.Context, a *app, o serveOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	r, err := a.reader()
	if err != nil {
		return err
	}
	defer r.Close()
	logger := slog.New(slog.NewTextHandler(a.stderr, nil))
	if a.quiet {
		logger = slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	}
	desk := &desk{app: a, read: o.read}
	s, err := web.New(web.Options{
		Open: func() (*pipeline.Store, error) { return a.openStore(true) }, Index: r, Version: version(), Logger: logger, Render: pdf.Render,
		Upload: desk.upload, Retry: desk.retry, Correct: desk.correct,
		Token: o.token, TrustedHeader: o.header, User: o.user(), ReadOnly: o.readOnly,
	})
	if err != nil {
		return err
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", o.addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	fmt.Fprintf(a.stdout, "Haki is at %s (Ctrl-C stops it)\n", o.address(l.Addr()))
	if bucket.IsAddress(a.corpus) {
		go a.follow(ctx, logger)
	}
	return s.Serve(ctx, l)
}

// followEvery is how long what other machines record may be missing in searches.
const followEvery = 30 * time.Second

// follow lets the index of a shared corpus take what other machines record.
func (a *app) follow(ctx context.Context, logger *slog.Logger) {
	for tick := time.NewTicker(followEvery); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
		}
		store, err := a.openStore(true)
		if err == nil {
			err = errors.Join(a.catchUp(ctx, store), store.Close())
		}
		if err != nil {
			logger.Warn("the index is behind", "error", err)
		}
	}
}

// check refuses to serve strangers who have not been asked who they are.
func (o serveOptions) check() error {
	host, _, err := net.SplitHostPort(o.addr)
	if err != nil {
		return fmt.Errorf("%w: --addr %s: write host:port, as 127.0.0.1:8080", errUsage, o.addr)
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	if o.token == "" && o.header == "" {
		return fmt.Errorf("%w: --addr %s can be reached from other machines: give --token, or --trusted-header behind a reverse proxy", errUsage, o.addr)
	}
	return nil
}

// user is whose browser it is: that of the user of this machine, where no other can ask.
func (o serveOptions) user() string {
	if o.token == "" && o.header == "" {
		return tagOptions{}.name()
	}
	return ""
}

func (o serveOptions) address(a net.Addr) string {
	host := a.String()
	if tcp, ok := a.(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		host = fmt.Sprintf("localhost:%d", tcp.Port)
	}
	if o.token != "" {
		return "http://" + host + "/?token=" + o.token
	}
	return "http://" + host + "/"
}

// desk takes what comes in through the browser into the corpus, one after the
// other: there is one writer. It is opened for each, so that haki ingest can
// work beside the server.
type desk struct {
	app  *app
	read readOptions
	mu   sync.Mutex
}

func (k *desk) writing(do func(*writing) error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	w, err := k.app.openWriting(k.read)
	if err != nil {
		return err
	}
	return errors.Join(do(w), w.close())
}

// upload keeps the content in a file until it has been read. Its address says
// what it is called and what it holds: the same file twice is one document.
func (k *desk) upload(ctx context.Context, name string, content io.Reader) (*pipeline.Outcome, error) {
	f, err := os.CreateTemp("", "haki-upload-*")
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name()) //nolint:errcheck // a copy in the temporary folder
	defer f.Close()
	h := sha256.New()
	size, err := io.Copy(io.MultiWriter(f, h), content)
	if err != nil {
		return nil, err
	}
	name = filepath.Base(filepath.ToSlash(name))
	it := pipeline.Item{
		URI: "upload:///" + hex.EncodeToString(h.Sum(nil))[:16] + "/" + name, File: name, Size: size,
		Open: func() (io.ReadCloser, error) { return os.Open(f.Name()) },
	}
	var out *pipeline.Outcome
	err = k.writing(func(w *writing) error {
		_, err := w.runner.Run(ctx, one(it), pipeline.RunOptions{Retry: true, Workers: 1, Progress: func(e pipeline.Event) { out = e.Outcome }})
		return err
	})
	if err == nil && out == nil {
		err = fmt.Errorf("%s: nothing became of it", name)
	}
	return out, err
}

// one is a source of a single item.
type one pipeline.Item

// Each implements pipeline.Source.
func (it one) Each(_ context.Context, yield func(pipeline.Item) error) error {
	return yield(pipeline.Item(it))
}

func (k *desk) retry(ctx context.Context, uri string) (report pipeline.Report, err error) {
	err = k.writing(func(w *writing) error {
		report, err = w.runner.Run(ctx, pipeline.Only(w.store.Unfinished(nil), uri), pipeline.RunOptions{Retry: true, Workers: k.read.Workers})
		return err
	})
	return report, err
}

func (k *desk) correct(ctx context.Context, id pipeline.ID, list ...pipeline.Correction) error {
	return k.writing(func(w *writing) error { return w.store.Correct(ctx, w.index, id, list...) })
}
