package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// ErrUnconditional says that a bucket lets a second writer overwrite what a
// first one created: a ledger in it could lose lines.
var ErrUnconditional = errors.New("bucket overwrites what must be created once")

// copyName tells a folder of copies from a corpus in a folder.
const copyName = "copy.json"

// OpenShared opens the corpus in a bucket. dir is a folder on this machine for
// copies of what it reads and writes; nothing in it is needed but by the process
// at work, and it may be removed when there is none. For writing, a corpus is
// made where there is none; for reading, the error wraps ErrNoCorpus then.
// One process at a time writes through one dir, or gets an error that wraps
// ErrLocked; any number of machines write, each through its own. Close closes
// the bucket too.
func OpenShared(ctx context.Context, dir string, bucket Bucket, readonly bool) (*Store, error) {
	s := &Store{dir: dir, readonly: readonly, bucket: bucket}
	s.ledger = sync.OnceValues(func() (*Ledger, error) { return openSharedLedger(bucket, dir) })
	if err := s.openShared(ctx); err != nil {
		return nil, errors.Join(err, s.closeEarly())
	}
	return s, nil
}

// closeEarly lets go of what was taken before opening failed.
func (s *Store) closeEarly() error {
	if s.lock == nil {
		return s.bucket.Close()
	}
	return errors.Join(s.lock.release(), s.bucket.Close())
}

func (s *Store) openShared(ctx context.Context) (err error) {
	if err := os.MkdirAll(s.dir, 0o700); err != nil { // the texts may be sensitive
		return writeError(s.dir, err)
	}
	if !s.readonly {
		if s.lock, err = takeLock(s.dir); err != nil {
			return err
		}
		tmp := s.tmp()
		if err := errors.Join(os.RemoveAll(tmp), os.MkdirAll(tmp, 0o755)); err != nil {
			return writeError(s.dir, err)
		}
		if err := s.createFormat(ctx); err != nil {
			return err
		}
	}
	b, err := s.bucketFormat(ctx)
	if err != nil {
		return err
	}
	if err := s.parseFormat(b); err != nil {
		return err
	}
	return s.sameCopy(b)
}

// createFormat makes the corpus unless it is there, and sees to it that of two
// creations of one name the second is refused: all rests on that.
func (s *Store) createFormat(ctx context.Context) error {
	b, err := s.bucketFormat(ctx)
	if errors.Is(err, ErrNoCorpus) {
		if b, err = newFormat(); err != nil {
			return err
		}
		if err := s.bucket.Create(ctx, formatName, b); err != nil && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("make a corpus in the bucket: %w", err)
		}
		b, err = s.bucketFormat(ctx) // another machine may have been faster
	}
	if err != nil {
		return err
	}
	switch err := s.bucket.Create(ctx, formatName, b); {
	case err == nil:
		return fmt.Errorf("%w: its service knows no conditional writes; use one that does", ErrUnconditional)
	case !errors.Is(err, fs.ErrExist):
		return fmt.Errorf("write to the bucket: %w", err)
	}
	return nil
}

func (s *Store) bucketFormat(ctx context.Context) ([]byte, error) {
	r, err := s.bucket.Get(ctx, formatName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w in the bucket: make one with haki ingest, or name another with --corpus", ErrNoCorpus)
	}
	if err != nil {
		return nil, fmt.Errorf("open corpus in the bucket: %w", err)
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, 1<<16))
}

// sameCopy refuses a folder whose copies are of another corpus, as when a bucket
// was emptied and begun anew.
func (s *Store) sameCopy(format []byte) error {
	path := filepath.Join(s.dir, copyName)
	there, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return writeError(s.dir, os.WriteFile(path, format, 0o644))
	case err != nil:
		return fmt.Errorf("open corpus: %w", err)
	}
	var was formatFile
	if json.Unmarshal(there, &was) != nil || was.Corpus != s.format.Corpus {
		return fmt.Errorf("%s: %w: it has copies of another corpus than the bucket holds now; remove that folder", s.dir, ErrDamaged)
	}
	return nil
}

// Lock takes the lock of this machine's folder without opening the corpus for
// writing, so that one process at a time changes the index there. The error
// wraps ErrLocked.
func (s *Store) Lock() (release func() error, err error) {
	l, err := takeLock(s.dir)
	if err != nil {
		return nil, err
	}
	return l.release, nil
}

// Shared reports whether the corpus is in a bucket.
func (s *Store) Shared() bool { return s.bucket != nil }

// Behind reports whether other processes have recorded outcomes since the
// ledger was read.
func (s *Store) Behind(ctx context.Context) (bool, error) {
	ledger, err := s.Ledger()
	if err != nil {
		return false, err
	}
	if s.bucket != nil {
		return s.bucket.Has(ctx, segmentName(ledger.shared.n+1))
	}
	info, err := os.Stat(ledger.path)
	if err != nil {
		return ledger.size > 0, nil //nolint:nilerr // an empty corpus has no ledger yet
	}
	return info.Size() != ledger.size || !info.ModTime().Equal(ledger.modified), nil
}
