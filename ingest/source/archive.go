package source

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/haki-project/haki/pipeline"
)

// archive is the bytes of an archive: in memory, or a file that is open only
// while its directory or a member is being read. A source may name the members
// of thousands of archives before the first of them is read.
type archive struct {
	memory *bytes.Reader // nil for a file
	size   int64
	open   func() (io.ReadCloser, error)

	mu    sync.Mutex
	file  *os.File
	users int
}

// archiveMemory bounds an archive that can be read only once and is kept in
// memory: one within another, or on standard input. In bytes.
const archiveMemory = 256 << 20

// newArchive looks at what an item opens: a file, or a stream to be kept.
func newArchive(it pipeline.Item, budget int64) (*archive, error) {
	r, err := it.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", pipeline.ErrUnreadable, err)
	}
	defer r.Close()
	if f, ok := r.(*os.File); ok {
		info, err := f.Stat()
		if err != nil {
			return nil, fmt.Errorf("%w: %w", pipeline.ErrUnreadable, err)
		}
		return &archive{size: info.Size(), open: it.Open}, nil
	}
	limit := min(budget, archiveMemory)
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", pipeline.ErrUnreadable, err)
	}
	if int64(len(b)) > limit {
		return nil, fmt.Errorf("%w: an archive of more than %d bytes that is not a file of its own: unpack it first", pipeline.ErrTooLarge, limit)
	}
	return &archive{memory: bytes.NewReader(b), size: int64(len(b))}, nil
}

// acquire makes the bytes readable until release.
func (a *archive) acquire() error {
	if a.memory != nil {
		return nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.users == 0 {
		r, err := a.open()
		if err != nil {
			return fmt.Errorf("%w: %w", pipeline.ErrUnreadable, err)
		}
		f, ok := r.(*os.File)
		if !ok {
			r.Close()
			return fmt.Errorf("%w: the archive is no longer a file", pipeline.ErrUnreadable)
		}
		a.file = f
	}
	a.users++
	return nil
}

func (a *archive) release() {
	if a.memory != nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.users--; a.users == 0 {
		a.file.Close()
		a.file = nil
	}
}

// ReadAt reads while the archive is acquired.
func (a *archive) ReadAt(p []byte, off int64) (int, error) {
	if a.memory != nil {
		return a.memory.ReadAt(p, off)
	}
	a.mu.Lock()
	f := a.file
	a.mu.Unlock()
	if f == nil {
		return 0, os.ErrClosed
	}
	return f.ReadAt(p, off)
}

// all reads the archive itself, which is a document.
func (a *archive) all() (io.ReadCloser, error) {
	if a.memory == nil {
		return a.open()
	}
	return io.NopCloser(io.NewSectionReader(a.memory, 0, a.size)), nil
}

// archiveReader reads from the archive and releases it when closed, once.
type archiveReader struct {
	io.Reader
	close   func() error
	release func()
	once    sync.Once
}

// Close ends the member and the use of its archive.
func (r *archiveReader) Close() (err error) {
	r.once.Do(func() {
		err = r.close()
		r.release()
	})
	return err
}
