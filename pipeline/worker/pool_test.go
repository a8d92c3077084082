//go:build linux

package worker

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// The test binary is its own worker: with this variable set it serves, and what
// it does with a document is what the document says.
const workerEnv = "HAKI_TEST_WORKER"

func TestMain(m *testing.M) {
	switch os.Getenv(workerEnv) {
	case "":
		os.Exit(m.Run())
	case "parent":
		parentOfLoop()
	case "mute":
		time.Sleep(time.Hour)
	case "fail":
		fmt.Fprintln(os.Stderr, "model file missing")
		os.Exit(1)
	default:
		if err := Main(obedient{}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// obedient is a processor that does what the document tells it.
type obedient struct{}

func (obedient) Recipe() string { return "test/1" }

var kept [][]byte // what a leaking document leaves behind

func (obedient) Process(ctx context.Context, o pipeline.Original) (*pipeline.Document, error) {
	b, err := os.ReadFile(o.Path)
	if err != nil {
		return nil, err
	}
	order, rest, _ := strings.Cut(string(b), " ")
	switch order {
	case "loop":
		for i := 0; ; i++ {
			runtime.KeepAlive(i)
		}
	case "sleep":
		select {}
	case "huge":
		kept = append(kept, make([]byte, 137<<30))
	case "grow":
		for {
			kept = append(kept, touched(8<<20))
		}
	case "leak":
		kept = append(kept, touched(100<<20))
	case "panic":
		panic("bad " + rest)
	case "goroutine":
		go panic("far away")
		select {}
	case "deep":
		kept = append(kept, make([]byte, deep(1)))
	case "exit":
		fmt.Fprintln(os.Stderr, "leaving", rest)
		os.Exit(3)
	case "chatter":
		fmt.Println("a library that talks on stdout")
	case "garbage":
		syscall.Write(1, []byte("no frame at all, but long enough to be one")) //nolint:errcheck // the parent may be gone
		select {}
	case "alive":
		for begun := time.Now(); time.Since(begun) < 3*time.Second; {
			pipeline.Alive(ctx)
		}
	case "encrypted":
		return nil, fmt.Errorf("%w: needs a password", pipeline.ErrEncrypted)
	case "wrong":
		return &pipeline.Document{Text: "x", Passages: []pipeline.Passage{{End: 2}}}, nil
	case "pid":
		rest = strconv.Itoa(os.Getpid())
	}
	d := &pipeline.Document{Text: rest, Passages: []pipeline.Passage{{Kind: pipeline.Paragraph, End: len(rest)}}}
	d.NumberPassages()
	return d, nil
}

func touched(n int) []byte {
	b := make([]byte, n)
	for i := 0; i < n; i += 4096 {
		b[i] = 1
	}
	return b
}

func deep(n int) int {
	if n == 0 {
		return 0
	}
	return deep(n+1) + n
}

func newTestPool(t *testing.T, mode string, workers int, l Limits) *Pool {
	t.Helper()
	t.Setenv(workerEnv, mode)
	p := New(Options{Command: []string{os.Args[0]}, Recipe: "test/1", Workers: workers, Limits: l})
	t.Cleanup(func() { p.Close() }) //nolint:errcheck // it has no error to give
	return p
}

func original(t *testing.T, content string) pipeline.Original {
	t.Helper()
	path := filepath.Join(t.TempDir(), "original")
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return pipeline.Original{Path: path, SHA256: strings.Repeat("ab", 32), Size: int64(len(content)), File: "f.txt", URI: "file:///f.txt"}
}

func text(t *testing.T, p *Pool, content string) string {
	t.Helper()
	d, err := p.Process(t.Context(), original(t, content))
	if err != nil {
		t.Fatalf("%s: %v", content, err)
	}
	return d.Text
}

// Every way in which a document can harm its reader has a name, and the next
// document comes out whole.
func TestHarmIsContained(t *testing.T) {
	// On a busy machine a second of processor time may take long: only the one that sleeps meets the clock.
	patient := newTestPool(t, "serve", 1, Limits{Time: time.Second, Wall: 120, Memory: 200 << 20})
	strict := newTestPool(t, "serve", 1, Limits{Time: time.Second, Wall: 2, Memory: 200 << 20})
	tests := []struct {
		content string
		want    error
		message string
	}{
		{"loop", pipeline.ErrTimeout, "1s of processor time"},
		{"sleep", pipeline.ErrTimeout, "nothing for 2s"},
		{"huge", pipeline.ErrMemory, "out of memory"},
		{"grow", pipeline.ErrMemory, "200 MB allowed"},
		{"panic thing", pipeline.ErrCrashed, "panic: bad thing"},
		{"goroutine", pipeline.ErrCrashed, "panic: far away"},
		{"deep", pipeline.ErrCrashed, "stack"},
		{"exit now", pipeline.ErrCrashed, "exit status 3: leaving now"},
		{"garbage", pipeline.ErrCrashed, "makes no sense"},
		{"encrypted", pipeline.ErrEncrypted, "encrypted: needs a password"},
		{"wrong", pipeline.ErrCrashed, "not in a text"},
	}
	for _, tt := range tests {
		t.Run(tt.content, func(t *testing.T) {
			if underRace && tt.content == "huge" {
				t.Skip("the race detector's allocator ends the process in its own way")
			}
			p := patient
			if tt.content == "sleep" {
				p = strict
			}
			_, err := p.Process(t.Context(), original(t, tt.content))
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.message) {
				t.Errorf("got %v, want %v with %q", err, tt.want, tt.message)
			}
			if got := text(t, patient, "say well"); got != "well" {
				t.Errorf("the next document says %q", got)
			}
		})
	}
}

func TestDocumentComesWhole(t *testing.T) {
	p := newTestPool(t, "serve", 1, Limits{})
	d, stored, err := p.ProcessStored(t.Context(), original(t, "chatter ünïcode"))
	if err != nil {
		t.Fatal(err)
	}
	if d.ID != "abababababababab" || d.File != "f.txt" || d.Recipe != "test/1" || d.Passages[0].ID != "s1" {
		t.Errorf("%+v", d)
	}
	same, err := pipeline.DecodeDocument(stored)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, same); diff != "" {
		t.Error(diff)
	}
}

func TestWorkersAreReused(t *testing.T) {
	p := newTestPool(t, "serve", 1, Limits{})
	if first := text(t, p, "pid"); first != text(t, p, "pid") {
		t.Error("another worker for the second document")
	}
}

// A worker that lives beside another does not hold it up.
func TestWorkersRunTogether(t *testing.T) {
	p := newTestPool(t, "serve", 2, Limits{Time: 2 * time.Second, Wall: 1})
	var wg sync.WaitGroup
	wg.Go(func() {
		if _, err := p.Process(t.Context(), original(t, "sleep")); !errors.Is(err, pipeline.ErrTimeout) {
			t.Errorf("sleeper: %v", err)
		}
	})
	for range 20 {
		text(t, p, "say quick")
	}
	wg.Wait()
}

// What one document leaves behind is not the fault of the next.
func TestGrownWorkerIsReplaced(t *testing.T) {
	p := newTestPool(t, "serve", 1, Limits{Memory: 160 << 20})
	first := text(t, p, "pid")
	text(t, p, "leak")
	text(t, p, "leak")
	if first == text(t, p, "pid") {
		t.Error("the same worker after 200 MB of leaks")
	}
}

func TestSignsOfLifeGiveTime(t *testing.T) {
	p := newTestPool(t, "serve", 1, Limits{Time: 2 * time.Second, Wall: 10})
	if got := text(t, p, "alive long"); got != "long" {
		t.Errorf("got %q", got)
	}
	short := newTestPool(t, "serve", 1, Limits{Time: 2 * time.Second, Wall: 10, Total: time.Second})
	if _, err := short.Process(t.Context(), original(t, "alive long")); !errors.Is(err, pipeline.ErrTimeout) {
		t.Errorf("however alive: %v", err)
	}
}

func TestWorkerThatCannotStartHaltsTheRun(t *testing.T) {
	p := newTestPool(t, "fail", 1, Limits{})
	if _, err := p.Process(t.Context(), original(t, "say x")); !errors.Is(err, pipeline.ErrHalt) || !strings.Contains(err.Error(), "model file missing") {
		t.Errorf("got %v", err)
	}
	p = newTestPool(t, "serve", 1, Limits{})
	p.o.Recipe = "test/2"
	if _, err := p.Process(t.Context(), original(t, "say x")); !errors.Is(err, pipeline.ErrHalt) || !strings.Contains(err.Error(), "another version") {
		t.Errorf("got %v", err)
	}
	p = newTestPool(t, "serve", 1, Limits{})
	p.o.Command = []string{"/nowhere/haki"}
	if _, err := p.Process(t.Context(), original(t, "say x")); !errors.Is(err, pipeline.ErrHalt) {
		t.Errorf("got %v", err)
	}
}

func TestCancelEndsTheWorker(t *testing.T) {
	for _, mode := range []string{"serve", "mute"} {
		p := newTestPool(t, mode, 1, Limits{})
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		if _, err := p.Process(ctx, original(t, "loop")); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", mode, err)
		}
		cancel()
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
}

// parentOfLoop is a process that has a worker at a document without end.
func parentOfLoop() {
	p := New(Options{Command: []string{"/usr/bin/env", workerEnv + "=serve", os.Args[0]}, Recipe: "test/1", Workers: 1})
	d, err := p.Process(context.Background(), pipeline.Original{Path: os.Args[1], SHA256: strings.Repeat("ab", 32)})
	if err != nil {
		os.Exit(1)
	}
	fmt.Println(d.Text)
	p.Process(context.Background(), pipeline.Original{Path: os.Args[2], SHA256: strings.Repeat("ab", 32)}) //nolint:errcheck // it never comes back
}

func TestWorkersDieWithTheirParent(t *testing.T) {
	pidFile, loop := original(t, "pid"), original(t, "loop")
	cmd := exec.Command(os.Args[0], pidFile.Path, loop.Path)
	cmd.Env = append(os.Environ(), workerEnv+"=parent")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	cmd.Wait() //nolint:errcheck // it was killed
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	for begun := time.Now(); runs(pid); time.Sleep(5 * time.Millisecond) {
		if time.Since(begun) > 10*time.Second {
			syscall.Kill(pid, syscall.SIGKILL) //nolint:errcheck // only tidying up
			t.Fatal("the worker lives on")
		}
	}
}

// runs reports whether a process is there and not a zombie.
func runs(pid int) bool {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && !strings.Contains(string(b), ") Z ")
}

func TestLimits(t *testing.T) {
	l := Limits{}.withDefaults()
	small, large, huge := l.of(1000), l.of(100<<20), l.of(10<<30)
	if small.Time > 16*time.Second || small.Memory > 513<<20 {
		t.Errorf("small document: %+v", small)
	}
	if large.Time != 515*time.Second || large.Memory != 1112<<20 {
		t.Errorf("large document: %+v", large)
	}
	if huge.Memory != l.MemoryMax {
		t.Errorf("huge document: %+v", huge)
	}
}

func TestStderrTail(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"nothing":   {"", ""},
		"last line": {"one\ntwo\n\n", "two"},
		"Go's own":  {"note\npanic: it broke\n\ngoroutine 1 [running]:\n" + strings.Repeat("stack\n", 5000) + "exit", "panic: it broke"},
		"long":      {strings.Repeat("x", 20_000), strings.Repeat("x", maxLine) + " …"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var s stderrTail
			for _, chunk := range strings.SplitAfter(tt.in, "\n") {
				fmt.Fprint(&s, chunk)
			}
			if got := s.last(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
