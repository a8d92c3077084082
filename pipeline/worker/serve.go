package worker

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"github.com/goccy/go-json"

	"github.com/haki-project/haki/pipeline"
)

// request asks for one document.
type request struct {
	pipeline.Original
	Limit limit `json:"limit"`
}

// exitMemory is the code with which a worker ends itself when its document
// grows beyond its limit.
const exitMemory = 86

// Main is what a worker process does: it takes over stdin and stdout, sets the
// limits of the process and serves until its parent goes. The command's own
// output, and that of any library, goes to stderr from here on.
func Main(p pipeline.Processor) error {
	out := os.Stdout
	os.Stdout = os.Stderr
	// A worker is one document at a time; the second thread is the collector's.
	runtime.GOMAXPROCS(min(2, runtime.NumCPU()))
	// Go's own limit of 1 GB lets a deep recursion eat the machine first.
	debug.SetMaxStack(64 << 20)
	// Collecting seldom costs memory that the soft limit bounds anyway.
	debug.SetGCPercent(300)
	return Serve(os.Stdin, out, p)
}

// Serve answers requests from in on out, one after the other, until in ends.
// When in ends while a document is in work the process exits: nobody waits for
// the answer.
func Serve(in io.Reader, out io.Writer, p pipeline.Processor) error {
	s := &server{p: p, out: bufio.NewWriterSize(out, 1<<16)}
	if err := writeFrame(s.out, kindHello, []byte(p.Recipe())); err != nil {
		return err
	}
	requests := make(chan []byte)
	var readErr error
	go func() {
		defer close(requests)
		readErr = s.readRequests(bufio.NewReader(in), requests)
	}()
	for b := range requests {
		if err := s.answer(b); err != nil {
			return err
		}
	}
	return readErr
}

type server struct {
	p   pipeline.Processor
	mu  sync.Mutex // guards out: signs of life come from the processor's goroutines
	out *bufio.Writer

	busyMu sync.Mutex
	busy   bool
}

func (s *server) readRequests(r *bufio.Reader, requests chan<- []byte) error {
	for {
		k, b, err := readFrame(r)
		if errors.Is(err, io.EOF) {
			s.exitIfBusy()
			return nil
		}
		if err != nil {
			return err
		}
		if k != kindRequest {
			return fmt.Errorf("frame of kind %q where a request was due", k)
		}
		requests <- b
	}
}

func (s *server) exitIfBusy() {
	s.busyMu.Lock()
	defer s.busyMu.Unlock()
	if s.busy {
		os.Exit(1)
	}
}

func (s *server) setBusy(busy bool) {
	s.busyMu.Lock()
	defer s.busyMu.Unlock()
	s.busy = busy
}

func (s *server) answer(b []byte) error {
	var req request
	if err := json.Unmarshal(b, &req); err != nil {
		return fmt.Errorf("request: %w", err)
	}
	s.setBusy(true)
	defer s.setBusy(false)
	stop := watch(req.Limit.Memory)
	d, stored, err := s.process(req.Original)
	stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		return s.fail(err)
	}
	if err := writeFrame(s.out, kindStored, stored); err != nil {
		return err
	}
	return writeFrame(s.out, kindDocument, appendDocument(nil, d))
}

// panicked is a panic of the processor. What it left behind is unknown, so the
// worker ends after it.
type panicked struct{ value any }

func (p panicked) Error() string { return fmt.Sprintf("%v: panic: %v", pipeline.ErrCrashed, p.value) }
func (p panicked) Unwrap() error { return pipeline.ErrCrashed }

func (s *server) fail(err error) error {
	var p panicked
	f := failure{Reason: pipeline.Reason(err), Message: err.Error(), Last: errors.As(err, &p)}
	if err := writeJSON(s.out, kindFailure, f); err != nil {
		return err
	}
	if f.Last {
		return p
	}
	return nil
}

func (s *server) process(o pipeline.Original) (d *pipeline.Document, stored []byte, err error) {
	defer func() {
		if v := recover(); v != nil {
			os.Stderr.Write(debug.Stack()) //nolint:errcheck // stderr is for whoever looks
			d, stored, err = nil, nil, panicked{v}
		}
	}()
	ctx := pipeline.WithAlive(context.Background(), s.alive())
	if d, err = s.p.Process(ctx, o); err != nil {
		return nil, nil, err
	}
	d.Identify(o, s.p.Recipe())
	if err := d.Check(); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", pipeline.ErrCrashed, err)
	}
	stored, err = pipeline.EncodeDocument(d)
	return d, stored, err
}

// alive returns a function that tells the parent that the document is getting
// on, once a second at most.
func (s *server) alive() func() {
	var mu sync.Mutex
	last := time.Now()
	return func() {
		mu.Lock()
		defer mu.Unlock()
		if time.Since(last) < time.Second {
			return
		}
		last = time.Now()
		s.mu.Lock()
		defer s.mu.Unlock()
		writeFrame(s.out, kindAlive, nil) //nolint:errcheck // a parent that is gone ends us by closing stdin
	}
}
