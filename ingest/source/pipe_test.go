//go:build unix

package source

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/haki-project/haki/pipeline"
)

func mkfifo(t *testing.T, path string) {
	t.Helper()
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skipf("no pipes here: %v", err)
	}
}

func TestAPipeWaitsForItsWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	mkfifo(t, path)
	// More than a pipe holds, so that the writer is there while it is read.
	content := strings.Repeat("Everyone has the right to life.\n", 10_000)
	wrote := make(chan error, 1)
	go func() {
		time.Sleep(20 * time.Millisecond) // late: reading begins before
		wrote <- os.WriteFile(path, []byte(content), 0)
	}()
	src, err := Open([]string{path}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	err = src.Each(context.Background(), func(it pipeline.Item) error {
		n++
		if it.Err != nil || it.File != "pipe" || !strings.HasPrefix(it.URI, "stdin:") {
			t.Errorf("%+v", it)
		}
		if got := read(t, it); got != content {
			t.Errorf("read %d bytes of %d", len(got), len(content))
		}
		return nil
	})
	if err := errors.Join(err, <-wrote); err != nil || n != 1 {
		t.Errorf("%d items, %v", n, err)
	}
}

func TestWaitingForAPipeCanBeInterrupted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	mkfifo(t, path)
	silent := filepath.Join(t.TempDir(), "silent")
	mkfifo(t, silent)
	w, err := os.OpenFile(silent, os.O_RDWR, 0) // a writer that never writes nor ends
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for _, p := range []string{path, silent} {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
		defer cancel()
		err := Path{p}.Each(ctx, func(it pipeline.Item) error { t.Errorf("%+v", it); return nil })
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", p, err)
		}
	}
}

func TestWhatIsNoFileIsTold(t *testing.T) {
	dir := t.TempDir()
	mkfifo(t, filepath.Join(dir, "pipe"))
	l, err := net.Listen("unix", filepath.Join(dir, "socket"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := errors.Join(os.Symlink(t.TempDir(), filepath.Join(dir, "link")), os.WriteFile(filepath.Join(dir, "a.txt"), []byte("x"), 0o600)); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"a.txt": "", "pipe": "named pipe", "socket": "socket", "link": "link to a folder"}
	err = Path{dir}.Each(context.Background(), func(it pipeline.Item) error {
		says, known := want[it.File]
		delete(want, it.File)
		if !known || (it.Err != nil) != (says != "") || says != "" && (!errors.Is(it.Err, pipeline.ErrUnsupported) || !strings.Contains(it.Err.Error(), says)) {
			t.Errorf("%+v", it)
		}
		return nil
	})
	if err != nil || len(want) != 0 {
		t.Errorf("%v, never met %v", err, want)
	}
}
