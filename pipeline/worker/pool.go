package worker

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"github.com/haki-project/haki/pipeline"
)

// Options say how to run workers.
type Options struct {
	Command []string // of a worker: this binary and its arguments; it must call Main
	Recipe  string   // of the processor in the worker
	Workers int      // default the number of cores
	Limits  Limits
}

// Pool is a pipeline.Processor of worker processes, started when they are first
// needed. It is safe for concurrent use.
type Pool struct {
	o      Options
	slots  chan *process // nil: to be started
	starts chan func()
	closed sync.Once
}

// New returns a pool; no process runs yet.
func New(o Options) *Pool {
	if o.Workers <= 0 {
		o.Workers = runtime.NumCPU()
	}
	o.Limits = o.Limits.withDefaults()
	p := &Pool{o: o, slots: make(chan *process, o.Workers), starts: make(chan func())}
	for range o.Workers {
		p.slots <- nil
	}
	go p.starter()
	return p
}

// starter starts every worker from one system thread that lives as long as the
// pool: the kernel ends a worker when the thread that started it ends, and Go
// ends threads as it likes.
func (p *Pool) starter() {
	runtime.LockOSThread() // and never unlocks: the thread ends with the goroutine
	for f := range p.starts {
		f()
	}
}

func (p *Pool) onThread(f func() error) error {
	done := make(chan error)
	p.starts <- func() { done <- f() }
	return <-done
}

// Recipe is that of the processor in the workers.
func (p *Pool) Recipe() string { return p.o.Recipe }

// Process has o read by a worker.
func (p *Pool) Process(ctx context.Context, o pipeline.Original) (*pipeline.Document, error) {
	d, _, err := p.ProcessStored(ctx, o)
	return d, err
}

// ProcessStored has o read by a worker, and returns the document also as the
// store keeps it.
func (p *Pool) ProcessStored(ctx context.Context, o pipeline.Original) (*pipeline.Document, []byte, error) {
	var w *process
	select {
	case w = <-p.slots:
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
	defer func() { p.slots <- w }()
	for {
		used := w != nil && w.served > 0
		res, next, err := p.once(ctx, w, o)
		w = next
		// What an earlier document left behind must not be this one's fault.
		if used && w == nil && ctx.Err() == nil && (errors.Is(err, pipeline.ErrCrashed) || errors.Is(err, pipeline.ErrMemory)) {
			continue
		}
		return res.doc, res.stored, err
	}
}

// once has o read by w, or by a new worker where there is none or w has grown
// stale, and returns the worker that may be used again.
func (p *Pool) once(ctx context.Context, w *process, o pipeline.Original) (result, *process, error) {
	limit := p.o.Limits.of(o.Size)
	if w != nil && grown(w, limit) {
		w.kill()
		w = nil
	}
	if w == nil {
		var err error
		if w, err = start(ctx, p.o.Command, p.o.Recipe, p.onThread); err != nil {
			return result{}, nil, fmt.Errorf("%w: %w", pipeline.ErrHalt, err)
		}
	}
	res, sound, err := w.do(ctx, o, limit)
	if !sound {
		w = nil
	}
	return res, w, err
}

// grown reports whether a worker keeps so much memory that the next document
// would have less than half of its due.
func grown(w *process, l limit) bool {
	memory, _, ok := usage(w.cmd.Process.Pid)
	return ok && memory > l.Memory/2
}

// Close ends the workers. It waits for documents in work; cancel their context
// to have that quickly.
func (p *Pool) Close() error {
	p.closed.Do(func() {
		for range p.o.Workers {
			if w := <-p.slots; w != nil {
				w.kill()
			}
		}
		close(p.starts)
	})
	return nil
}
