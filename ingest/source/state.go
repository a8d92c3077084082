package source

import (
	"bufio"
	"crypto/sha256"
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

// Remembered is what is known of an address that gave a document.
type Remembered struct {
	URL          string              `json:"url"`
	Final        string              `json:"final,omitempty"` // where redirects ended
	ETag         string              `json:"etag,omitempty"`
	LastModified string              `json:"last_modified,omitempty"`
	Status       int                 `json:"status"`
	Header       map[string][]string `json:"header,omitempty"`
	Size         int64               `json:"size"`     // bytes
	SHA256       string              `json:"sha256"`   // hexadecimal
	Fetched      time.Time           `json:"fetched"`  // when these bytes came
	Modified     time.Time           `json:"modified"` // stable while the bytes are the same
}

// state remembers answers in a file of JSON lines to which each new answer is
// appended: the last line of an address counts, half a line at the end of a
// crash does not. Bodies lie beside it, named by the hash of their address.
type state struct {
	dir  string
	mu   sync.Mutex
	file *os.File
	all  map[string]Remembered
}

// StateFile is the name of what a client remembers, in its folder.
const StateFile = "state.jsonl"

const (
	bodies = "files"
	// keepBodies is how long a download that nobody pruned is kept: a batch that
	// failed is taken up again within days.
	keepBodies = 14 * 24 * time.Hour
)

func openState(dir string) (*state, error) {
	if err := os.MkdirAll(filepath.Join(dir, bodies), 0o700); err != nil {
		return nil, err
	}
	s := &state{dir: dir, all: map[string]Remembered{}}
	if err := s.prune(time.Now().Add(-keepBodies)); err != nil {
		return nil, err
	}
	lines, err := s.load()
	if err != nil {
		return nil, err
	}
	if lines > 2*len(s.all)+1000 {
		if err := s.compact(); err != nil {
			return nil, err
		}
	}
	if s.file, err = os.OpenFile(s.path(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600); err != nil {
		return nil, err
	}
	if lines > 0 { // after half a line, begin a new one; an empty line means nothing
		_, err = s.file.WriteString("\n")
	}
	return s, err
}

func (s *state) path() string { return filepath.Join(s.dir, StateFile) }

// load reads the file; lines that are damaged are passed over, since all they
// cost is to fetch something again.
func (s *state) load() (lines int, err error) {
	f, err := os.Open(s.path())
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer f.Close()
	scanner := bufio.NewScanner(f)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		var r Remembered
		lines++
		if json.Unmarshal(scanner.Bytes(), &r) == nil && r.URL != "" {
			s.all[r.URL] = r
		}
	}
	return lines, scanner.Err()
}

// compact writes one line an address.
func (s *state) compact() error {
	f, err := os.CreateTemp(s.dir, "state-*")
	if err != nil {
		return err
	}
	w := json.NewEncoder(f)
	for _, r := range s.all {
		if err = w.Encode(r); err != nil {
			break
		}
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), s.path())
}

func (s *state) get(address string) (Remembered, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, ok := s.all[address]
	return r, ok
}

// put remembers r, on disk before it returns.
func (s *state) put(r Remembered) error {
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.file.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("remember %s: %w", r.URL, err)
	}
	s.all[r.URL] = r
	return nil
}

// body is the path of the bytes of an address; part of those not yet complete.
func (s *state) body(address string) (path, part string) {
	sum := sha256.Sum256([]byte(address))
	path = filepath.Join(s.dir, bodies, hex.EncodeToString(sum[:16]))
	return path, path + ".part"
}

// prune removes the bodies, complete or not, that were last written before a time.
func (s *state) prune(before time.Time) error {
	entries, err := os.ReadDir(filepath.Join(s.dir, bodies))
	if err != nil {
		return err
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || info.ModTime().After(before) {
			continue // what vanished meanwhile is what was wanted
		}
		if err := os.Remove(filepath.Join(s.dir, bodies, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

func (s *state) close() error { return s.file.Close() }
