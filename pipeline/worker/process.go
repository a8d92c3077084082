package worker

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"

	"github.com/goccy/go-json"

	"github.com/haki-project/haki/pipeline"
)

const (
	// startWithin is how long a worker may take to say hello: a cold disk and a
	// busy machine included.
	startWithin = time.Minute
	// lookEvery is how often the parent looks at a worker that is at work.
	lookEvery = 50 * time.Millisecond
	// beyond is by how many bytes resident memory may pass the limit before the
	// parent steps in: the worker's own watchdog is quicker and more exact, and
	// mapped files count here.
	beyond = 128 << 20
)

// process is one worker process, seen from its parent.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	frames chan frame // closed when the worker's output ends
	stderr *stderrTail
	served int
}

type frame struct {
	kind    kind
	payload []byte
	err     error // the worker talks nonsense
}

// start runs the worker and waits for its hello.
func start(ctx context.Context, command []string, recipe string, onThread func(func() error) error) (*process, error) {
	p := &process{cmd: exec.Command(command[0], command[1:]...), frames: make(chan frame), stderr: new(stderrTail)}
	p.cmd.Stderr = p.stderr
	p.cmd.WaitDelay = time.Second // a program that the worker left behind may hold its stderr
	contain(p.cmd)
	in, err := p.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.in = in
	if err := onThread(p.cmd.Start); err != nil {
		return nil, err
	}
	go p.readFrames(bufio.NewReaderSize(out, 1<<16))
	if err := p.hello(ctx, recipe); err != nil {
		p.kill()
		return nil, err
	}
	return p, nil
}

func (p *process) readFrames(r *bufio.Reader) {
	defer close(p.frames)
	for {
		k, b, err := readFrame(r)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return
		}
		p.frames <- frame{k, b, err}
		if err != nil {
			io.Copy(io.Discard, r) //nolint:errcheck // it is about to be killed; only its pipe must not fill
			return
		}
	}
}

func (p *process) hello(ctx context.Context, recipe string) error {
	late := time.NewTimer(startWithin)
	defer late.Stop()
	select {
	case f, ok := <-p.frames:
		switch {
		case !ok:
			return fmt.Errorf("worker %s", p.ended())
		case f.err != nil || f.kind != kindHello:
			return errors.New("worker does not speak as a worker")
		case string(f.payload) != recipe:
			return errors.New("worker is of another version: the program was replaced while it ran")
		}
		return nil
	case <-late.C:
		return fmt.Errorf("worker said nothing within %s", startWithin)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// kill ends the worker and everything it started, and frees what belongs to it.
func (p *process) kill() {
	killGroup(p.cmd.Process)
	p.release() //nolint:errcheck // it was killed, and that is what Wait says
}

// release waits for the end of a worker that has nothing more to say.
func (p *process) release() error {
	p.in.Close()
	for range p.frames { // so that the reader comes to its end
	}
	return p.cmd.Wait()
}

// ended says how a worker ended whose output has ended.
func (p *process) ended() string {
	killed := time.AfterFunc(time.Second, func() { killGroup(p.cmd.Process) }) // closed its output, yet lives
	defer killed.Stop()
	how := "ended"
	if err := p.release(); err != nil {
		how = err.Error()
	}
	if line := p.stderr.last(); line != "" {
		how += ": " + line
	}
	return how
}

// result is what a worker made of a document.
type result struct {
	doc    *pipeline.Document
	stored []byte
}

// do has one document processed. Where sound is false the worker is dead or not
// to be trusted, and has been released.
func (p *process) do(ctx context.Context, o pipeline.Original, l limit) (res result, sound bool, err error) {
	p.stderr.reset()
	b, err := json.Marshal(request{Original: o, Limit: l})
	if err != nil {
		return res, true, err
	}
	watch := newWatch(p.cmd.Process.Pid, l)
	// A worker that died since its last document shows by its output's end.
	writeFrame(bufio.NewWriter(p.in), kindRequest, b) //nolint:errcheck // see above
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case f, ok := <-p.frames:
			if !ok {
				return res, false, p.crash()
			}
			if f.kind == kindAlive {
				watch.alive()
				continue
			}
			done, sound, err := p.accept(f, &res)
			if !done {
				continue
			}
			p.served++
			return res, sound, err
		case <-tick.C:
			if err := watch.look(); err != nil {
				p.kill()
				return res, false, err
			}
		case <-ctx.Done():
			p.kill()
			return res, false, ctx.Err()
		}
	}
}

// accept takes one frame of an answer; done is true with the last.
func (p *process) accept(f frame, res *result) (done, sound bool, err error) {
	switch {
	case f.err == nil && f.kind == kindStored && res.stored == nil:
		res.stored = f.payload
		return false, true, nil
	case f.err == nil && f.kind == kindDocument && res.stored != nil:
		if res.doc, err = readDocument(f.payload); err == nil {
			return true, true, nil
		}
	case f.err == nil && f.kind == kindFailure:
		var x failure
		if err := json.Unmarshal(f.payload, &x); err == nil {
			if x.Last {
				p.kill()
			}
			return true, !x.Last, &reported{x}
		}
	}
	p.kill()
	return true, false, fmt.Errorf("%w: the reader's answer makes no sense", pipeline.ErrCrashed)
}

// reported is an error that the worker told.
type reported struct{ failure }

func (r *reported) Error() string { return r.Message }
func (r *reported) Unwrap() error { return pipeline.FromReason(r.Reason) }

// crash says why a worker ended in the middle of a document.
func (p *process) crash() error {
	how := p.ended()
	cause := pipeline.ErrCrashed
	if p.cmd.ProcessState.ExitCode() == exitMemory || strings.Contains(how, "out of memory") || strings.Contains(how, "cannot allocate memory") {
		cause = pipeline.ErrMemory
	}
	return fmt.Errorf("%w: %s", cause, how)
}

// outsideWatch holds a worker to its limit from outside.
type outsideWatch struct {
	pid        int
	limit      limit
	begun      time.Time
	since      time.Time     // the last sign of life
	sinceSpent time.Duration // processor time of the worker then
}

func newWatch(pid int, l limit) *outsideWatch {
	w := &outsideWatch{pid: pid, limit: l, begun: time.Now()}
	w.alive()
	return w
}

func (w *outsideWatch) alive() {
	w.since = time.Now()
	_, w.sinceSpent, _ = usage(w.pid)
}

func (w *outsideWatch) look() error {
	memory, spent, ok := usage(w.pid)
	wall := w.limit.wall
	if !ok {
		wall = w.limit.Time
	}
	switch {
	case ok && memory > w.limit.Memory+beyond:
		return fmt.Errorf("%w: %d MB in use, %d MB allowed", pipeline.ErrMemory, memory>>20, w.limit.Memory>>20)
	case ok && spent-w.sinceSpent > w.limit.Time:
		return fmt.Errorf("%w: more than %s of processor time", pipeline.ErrTimeout, w.limit.Time.Round(time.Second/10))
	case time.Since(w.since) > wall:
		return fmt.Errorf("%w: nothing for %s", pipeline.ErrTimeout, wall.Round(time.Second/10))
	case time.Since(w.begun) > w.limit.total:
		return fmt.Errorf("%w: more than %s in all", pipeline.ErrTimeout, w.limit.total)
	}
	return nil
}
