//go:build unix

package source

import (
	"io"
	"io/fs"
	"path/filepath"
	"syscall"
	"testing"
)

func TestAPipeNobodyWritesToIsEmpty(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skipf("no pipes here: %v", err)
	}
	r, err := openFile(path, fs.ModeNamedPipe)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if b, err := io.ReadAll(r); err != nil || len(b) != 0 {
		t.Errorf("read %d bytes, %v; want none", len(b), err)
	}
}
