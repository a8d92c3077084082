package source

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/haki-project/haki/pipeline"
)

// pipe is a named pipe that a user named, as the shell makes one of <(command).
// Like standard input it can be read once, and its name says nothing of what
// comes through it: the document is addressed by its bytes.
func pipe(ctx context.Context, path string, yield func(pipeline.Item) error) error {
	f, err := openPipe(ctx, path)
	if err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return yield(unreadable(path, err))
	}
	defer f.Close()
	defer context.AfterFunc(ctx, func() { f.Close() })() // a writer that never ends must not keep the run from ending
	err = Stdin{f}.Each(ctx, func(it pipeline.Item) error {
		it.File = filepath.Base(path)
		return yield(it)
	})
	if ctx.Err() != nil && errors.Is(err, os.ErrClosed) {
		return context.Cause(ctx)
	}
	return err
}

// openPipe opens a pipe once somebody writes to it. The wait ends with ctx: a
// writer of our own lets it go.
func openPipe(ctx context.Context, path string) (*os.File, error) {
	stop := context.AfterFunc(ctx, func() {
		if w, err := os.OpenFile(path, os.O_WRONLY|syscall.O_NONBLOCK, 0); err == nil {
			w.Close()
		}
	})
	defer stop()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err == nil && ctx.Err() != nil {
		return nil, errors.Join(ctx.Err(), f.Close())
	}
	return f, err
}

// irregular says what a thing in a folder is that is neither file nor folder.
func irregular(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a link to a folder, which is not followed: name the folder itself"
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe and no file: name it itself to read what comes through it"
	case mode&fs.ModeSocket != 0:
		return "a socket and no file"
	case mode&fs.ModeDevice != 0:
		return "a device and no file"
	}
	return "no regular file"
}
