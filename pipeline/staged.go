package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"golang.org/x/sync/errgroup"
)

// staged is a file that is written but not yet in its place: nobody finds it
// before [Store.commit], and a crash leaves only litter in tmp.
type staged struct {
	tmp, final string
	sha256     string // of an original
	stored     string // of a document of a shared corpus: see Outcome.Stored
	size       int64
}

// stageOriginal copies r into the corpus's tmp folder. Its error wraps
// ErrTooLarge or ErrUnreadable where the item is at fault.
func (s *Store) stageOriginal(r io.Reader, limit int64) (*staged, error) {
	in := &noteError{r: r}
	h := sha256.New()
	st, err := s.stage("original-*", func(w io.Writer) (int64, error) {
		return io.Copy(io.MultiWriter(w, h), io.LimitReader(in, limit+1))
	})
	if in.err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, in.err)
	}
	if err != nil {
		return nil, err
	}
	if st.size > limit {
		st.drop()
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limit)
	}
	st.sha256 = hex.EncodeToString(h.Sum(nil))
	st.final = s.originalPath(st.sha256)
	return st, nil
}

func (s *Store) stageDocument(id ID, encoded []byte) (*staged, error) {
	st, err := s.stage("document-*", func(w io.Writer) (int64, error) {
		n, err := w.Write(encoded)
		return int64(n), err
	})
	if err != nil {
		return nil, err
	}
	if s.bucket != nil {
		st.stored = storedName(encoded)
	}
	st.final = s.path(sharedName(id, st.stored))
	return st, nil
}

func (s *Store) stage(pattern string, write func(io.Writer) (int64, error)) (st *staged, err error) {
	if s.readonly {
		return nil, fmt.Errorf("%s: %w: opened for reading", s.dir, ErrReadOnly)
	}
	f, err := os.CreateTemp(s.tmp(), pattern)
	if err != nil {
		return nil, writeError(s.dir, err)
	}
	st = &staged{tmp: f.Name()}
	st.size, err = write(f)
	if err = errors.Join(err, f.Close()); err != nil {
		st.drop()
		return nil, writeError(s.dir, err)
	}
	return st, nil
}

// drop removes a staged file that is not wanted after all; tmp is emptied by
// the next writer in any case.
func (st *staged) drop() {
	if st != nil {
		os.Remove(st.tmp) //nolint:errcheck // litter in tmp harms nobody
	}
}

// commit brings staged files to their places, durably: every file is synced
// before the first is renamed, the folders after the last. Sixteen syncs run at
// once because a journal writes them together: a batch costs little more than one.
func (s *Store) commit(files ...*staged) error {
	var g errgroup.Group
	g.SetLimit(16)
	for _, f := range files {
		g.Go(func() error { return syncFile(f.tmp) })
	}
	if err := g.Wait(); err != nil {
		return writeError(s.dir, err)
	}
	dirs := map[string]bool{}
	for _, f := range files {
		if err := s.place(f, dirs); err != nil {
			return writeError(s.dir, err)
		}
	}
	for dir := range dirs {
		g.Go(func() error { return syncDir(dir) })
	}
	return writeError(s.dir, g.Wait())
}

func (s *Store) place(f *staged, dirs map[string]bool) error {
	dir := filepath.Dir(f.final)
	if !dirs[dir] {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		dirs[dir], dirs[filepath.Dir(dir)] = true, true
	}
	if err := os.Chmod(f.tmp, 0o644); err != nil {
		return err
	}
	return os.Rename(f.tmp, f.final)
}

// PutOriginal keeps the bytes of r and returns their SHA-256 and size; they are
// durable when it returns.
func (s *Store) PutOriginal(r io.Reader) (sha string, size int64, err error) {
	st, err := s.stageOriginal(r, 1<<62)
	if err != nil {
		return "", 0, err
	}
	return st.sha256, st.size, s.commit(st)
}

// PutDocument keeps d in place of what was kept under its ID; it is durable
// when PutDocument returns, and counts once the ledger names it.
func (s *Store) PutDocument(d *Document) error {
	if !isHex(string(d.ID), 16) {
		return fmt.Errorf("document %q: not an ID", d.ID)
	}
	b, err := EncodeDocument(d)
	if err != nil {
		return err
	}
	st, err := s.stageDocument(d.ID, b)
	if err != nil {
		return err
	}
	return s.commit(st)
}

// replace writes a small file whole or not at all.
func (s *Store) replace(path string, content []byte) error {
	st, err := s.stage("file-*", func(w io.Writer) (int64, error) {
		n, err := w.Write(content)
		return int64(n), err
	})
	if err != nil {
		return err
	}
	st.final = path
	return s.commit(st)
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncDir makes renames in dir durable. Windows has no such call and needs none.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// writeError says in a person's words why dir, or a file, could not be written.
func writeError(dir string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("%s: %w: free some space and give the same command again, nothing is lost: %w", dir, ErrDiskFull, err)
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: %w: it is on a read-only disk or belongs to another user: %w", dir, ErrReadOnly, err)
	}
	return fmt.Errorf("write to %s: %w", dir, err)
}

// noteError remembers what reading failed with, to tell it from a failure to write.
type noteError struct {
	r   io.Reader
	err error
}

func (n *noteError) Read(p []byte) (int, error) {
	k, err := n.r.Read(p)
	if err != nil && err != io.EOF {
		n.err = err
	}
	return k, err
}
