package pipeline

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Format is the version of the corpus layout that this program writes. It reads
// every version from 1 on; see docs/store.md.
const Format = 1

// The ways in which a corpus can refuse.
var (
	ErrNoCorpus  = errors.New("no corpus here")
	ErrFormat    = errors.New("corpus of another format")
	ErrReadOnly  = errors.New("corpus cannot be written")
	ErrDiskFull  = errors.New("disk full")
	ErrDamaged   = errors.New("damaged")
	ErrNotFound  = errors.New("not in the corpus")
	ErrAmbiguous = errors.New("several documents match")
)

// Store is a corpus on disk: originals by the SHA-256 of their bytes, processed
// documents by their ID, and the ledger that says what counts. A file is in its
// place whole or not at all. Any number of processes may read while one writes.
// A shared corpus ([OpenShared]) has its files in a bucket, and any number of
// machines write.
type Store struct {
	dir      string
	readonly bool
	lock     *writeLock
	format   formatFile
	ledger   func() (*Ledger, error)
	bucket   Bucket // where a shared corpus is; dir is this machine's copy. nil for a folder
}

type formatFile struct {
	Format  int       `json:"format"`
	Corpus  string    `json:"corpus"` // random: tells an index of this corpus from that of another
	Created time.Time `json:"created"`
}

const (
	formatName = "corpus.json"
	ledgerName = "ledger.jsonl"
)

// Open opens the corpus in dir. For writing it makes the directory where there
// is none and takes the lock, or returns an error that wraps ErrLocked; for
// reading it takes no lock and returns one that wraps ErrNoCorpus.
func Open(dir string, readonly bool) (*Store, error) {
	s := &Store{dir: dir, readonly: readonly}
	s.ledger = sync.OnceValues(func() (*Ledger, error) { return openLedger(filepath.Join(dir, ledgerName), readonly) })
	if readonly {
		return s, s.readFormat()
	}
	if err := s.openForWriting(); err != nil {
		if s.lock != nil {
			err = errors.Join(err, s.lock.release())
		}
		return nil, err
	}
	return s, nil
}

func (s *Store) openForWriting() (err error) {
	if err := refuseForeign(s.dir); err != nil {
		return err
	}
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return writeError(s.dir, err)
	}
	if s.lock, err = takeLock(s.dir); err != nil {
		return err
	}
	// Whatever is in tmp belongs to a run that ended: we hold the lock.
	if err := os.RemoveAll(s.tmp()); err != nil {
		return writeError(s.dir, err)
	}
	for _, d := range []string{"tmp", "originals", "documents"} {
		if err := os.MkdirAll(filepath.Join(s.dir, d), 0o755); err != nil {
			return writeError(s.dir, err)
		}
	}
	if err := s.readFormat(); !errors.Is(err, ErrNoCorpus) {
		return err
	}
	return s.writeFormat()
}

// refuseForeign keeps a mistyped --corpus from filling a folder of something else.
func refuseForeign(dir string) error {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return fmt.Errorf("%s: %w: that is a file; name a folder with --corpus", dir, ErrNoCorpus)
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || len(entries) == 0 && err == nil {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open corpus: %w", err)
	}
	for _, e := range entries {
		switch e.Name() {
		case formatName, "lock", "tmp": // a corpus, or the first moments of one
			return nil
		}
	}
	return fmt.Errorf("%s: %w, and the folder is not empty: name a new or an empty one", dir, ErrNoCorpus)
}

func (s *Store) readFormat() error {
	if info, err := os.Stat(s.dir); err == nil && !info.IsDir() {
		return fmt.Errorf("%s: %w: that is a file; name a folder with --corpus", s.dir, ErrNoCorpus)
	}
	b, err := os.ReadFile(filepath.Join(s.dir, formatName))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w: make one with haki ingest, or name another with --corpus", s.dir, ErrNoCorpus)
	}
	if err != nil {
		return fmt.Errorf("open corpus: %w", err)
	}
	return s.parseFormat(b)
}

func (s *Store) parseFormat(b []byte) error {
	if err := json.Unmarshal(b, &s.format); err != nil {
		return fmt.Errorf("%s: %s: %w: %w", s.dir, formatName, ErrDamaged, err)
	}
	if s.format.Format < 1 || s.format.Format > Format {
		return fmt.Errorf("%s: %w %d, this program knows up to %d: use a newer haki", s.dir, ErrFormat, s.format.Format, Format)
	}
	return nil
}

func (s *Store) writeFormat() error {
	b, err := newFormat()
	if err != nil {
		return err
	}
	if err := s.parseFormat(b); err != nil {
		return err
	}
	return s.replace(filepath.Join(s.dir, formatName), b)
}

func newFormat() ([]byte, error) {
	var id [8]byte
	rand.Read(id[:])
	b, err := json.Marshal(formatFile{Format: Format, Corpus: hex.EncodeToString(id[:]), Created: time.Now().UTC().Truncate(time.Second)})
	return append(b, '\n'), err
}

// Close lets go of the ledger and the lock.
func (s *Store) Close() error {
	var errs []error
	if !s.readonly {
		if l, err := s.ledger(); err == nil {
			errs = append(errs, l.close())
		}
	}
	if s.lock != nil {
		errs = append(errs, s.lock.release())
		s.lock = nil
	}
	if s.bucket != nil {
		errs = append(errs, s.bucket.Close())
	}
	return errors.Join(errs...)
}

// Dir is where the corpus lies.
func (s *Store) Dir() string { return s.dir }

// Ledger returns the corpus's ledger, read when first asked for.
func (s *Store) Ledger() (*Ledger, error) { return s.ledger() }

func (s *Store) tmp() string { return filepath.Join(s.dir, "tmp") }

// path is where a file of the corpus lies, named with slashes.
func (s *Store) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

func (s *Store) originalPath(sha string) string { return s.path(originalName(sha)) }

func (s *Store) documentPath(id ID) string { return s.path(s.documentName(id)) }

// documentName is where the file of a document that counts is.
func (s *Store) documentName(id ID) string {
	if s.bucket == nil {
		return documentName(id)
	}
	ledger, err := s.Ledger()
	if err != nil {
		return documentName(id) // no such file in a bucket: the reader is told so
	}
	return sharedName(id, ledger.storedOf(id))
}

// Original returns the path of the kept original whose bytes have that SHA-256,
// or an error that wraps ErrNotFound. Originals are kept as they came.
func (s *Store) Original(sha string) (string, error) {
	if !isHex(sha, 64) {
		return "", fmt.Errorf("original %q: %w", sha, ErrNotFound)
	}
	path, err := s.local(originalName(sha))
	if err != nil {
		return "", fmt.Errorf("original %s: %w", sha, notFound(err))
	}
	return path, nil
}

// Document reads one processed document with the corrections that persons made
// to its tags, or returns an error that wraps ErrNotFound or ErrDamaged.
func (s *Store) Document(id ID) (*Document, error) {
	d, err := s.Processed(id)
	if err != nil {
		return nil, err
	}
	return d, s.overlay(d)
}

// Processed reads one processed document as it was made, without corrections.
func (s *Store) Processed(id ID) (*Document, error) {
	if !isHex(string(id), 16) {
		return nil, fmt.Errorf("document %q: %w", id, ErrNotFound)
	}
	path, err := s.local(s.documentName(id))
	if err != nil {
		return nil, fmt.Errorf("document %s: %w", id, notFound(err))
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("document %s: %w", id, notFound(err))
	}
	d, err := DecodeDocument(b)
	if err != nil {
		return nil, fmt.Errorf("document %s: %w: restore it from a backup, or ingest its source again with --force", id, err)
	}
	if d.ID != id {
		return nil, fmt.Errorf("document %s: %w: its file holds document %q", id, ErrDamaged, d.ID)
	}
	return d, nil
}

func notFound(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return ErrNotFound
	}
	return err
}

func isHex(s string, n int) bool {
	if len(s) != n {
		return false
	}
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
