package pipeline

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"

	gojson "github.com/goccy/go-json"
)

// ErrBackup says that a file is no backup, or not a whole one.
var ErrBackup = errors.New("not a whole backup")

// BackupReport counts what a backup wrote or a restore brought in.
type BackupReport struct {
	Files   int   `json:"files"`   // written now
	Kept    int   `json:"kept"`    // there already
	Bytes   int64 `json:"bytes"`   // written now
	Missing int   `json:"missing"` // named by the ledger and not in the store: see Verify
}

// Backup writes the corpus to one tar file: originals, documents, then the
// ledger. A file that holds an earlier or an interrupted backup of this corpus
// is continued with what it lacks; where a name comes twice the later one
// counts. It may run while another process writes to the corpus.
func (s *Store) Backup(ctx context.Context, file string) (BackupReport, error) {
	ledger, err := s.Ledger()
	if err != nil {
		return BackupReport{}, err
	}
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return BackupReport{}, writeError(file, err)
	}
	b := &backup{store: s, file: f, have: map[string]time.Time{}, seen: map[string]bool{}}
	err = b.write(ctx, ledger)
	if err = errors.Join(err, f.Close()); err != nil {
		err = writeError(file, err)
	}
	return b.report, err
}

type backup struct {
	store  *Store
	file   *os.File
	tar    *tar.Writer
	have   map[string]time.Time // names in the file, with their time
	seen   map[string]bool      // names dealt with now
	report BackupReport
}

func (b *backup) write(ctx context.Context, ledger *Ledger) error {
	if err := b.resume(); err != nil {
		return err
	}
	b.tar = tar.NewWriter(b.file)
	corpus, err := json.Marshal(b.store.format)
	if err != nil {
		return err
	}
	if _, ok := b.have[formatName]; !ok {
		if err := b.bytes(formatName, append(corpus, '\n')); err != nil {
			return err
		}
	}
	outcomes := ledger.kept()
	for i, o := range outcomes {
		outcomes[i] = o.inFolder()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := b.outcome(o); err != nil {
			return err
		}
	}
	var lines bytes.Buffer
	enc := gojson.NewEncoder(&lines)
	for _, o := range outcomes {
		if err := enc.Encode(o); err != nil {
			return err
		}
	}
	if err := b.bytes(ledgerName, lines.Bytes()); err != nil {
		return err
	}
	return errors.Join(b.tar.Close(), b.file.Sync())
}

// resume reads what the file holds and places it at the end of its last whole
// member.
func (b *backup) resume() error {
	info, err := b.file.Stat()
	if err != nil {
		return err
	}
	end := int64(0)
	err = eachMember(b.file, info.Size(), func(h *tar.Header, r io.Reader, next int64) error {
		if end == 0 && !b.sameCorpus(h, r) {
			return fmt.Errorf("%s: %w of this corpus: name a new file", b.file.Name(), ErrBackup)
		}
		b.have[h.Name], end = h.ModTime, next
		return nil
	})
	if err != nil {
		return err
	}
	if end == 0 && !b.begun(info.Size()) {
		return fmt.Errorf("%s: %w but something else: name a new file", b.file.Name(), ErrBackup)
	}
	if err := b.file.Truncate(end); err != nil {
		return err
	}
	_, err = b.file.Seek(end, io.SeekStart)
	return err
}

// sameCorpus reports whether the first member says that the file is a backup of
// this corpus.
func (b *backup) sameCorpus(h *tar.Header, r io.Reader) bool {
	var other formatFile
	return h.Name == formatName && json.NewDecoder(r).Decode(&other) == nil && other.Corpus == b.store.format.Corpus
}

// begun reports whether a file without a whole member is the first moments of a
// backup: nothing else may be overwritten.
func (b *backup) begun(size int64) bool {
	head := make([]byte, min(size, int64(len(formatName))))
	_, err := b.file.ReadAt(head, 0)
	return size < 4096 && err == nil && strings.HasPrefix(formatName, string(head))
}

// eachMember calls yield for every whole member of a tar file; next is where the
// one after it begins. What follows the last whole member is not an error: a
// crash may have left it.
func eachMember(f io.ReadSeeker, size int64, yield func(h *tar.Header, r io.Reader, next int64) error) error {
	for r := tar.NewReader(f); ; {
		h, err := r.Next()
		if err != nil {
			return nil //nolint:nilerr // the end, or a torn one
		}
		start, err := f.Seek(0, io.SeekCurrent)
		if err != nil {
			return err
		}
		const block = 512
		next := start + (h.Size+block-1)/block*block
		if next > size {
			return nil
		}
		if err := yield(h, r, next); err != nil {
			return err
		}
	}
}

func (b *backup) outcome(o *Outcome) error {
	if o.SHA256 != "" {
		if err := b.stored(originalName(o.SHA256), originalName(o.SHA256)); err != nil {
			return err
		}
	}
	if o.State != Done {
		return nil
	}
	if err := b.stored(documentName(o.Document), b.store.documentName(o.Document)); err != nil {
		return err
	}
	return b.corrections(o.Document)
}

// corrections writes what was decided about a document, where anything was: of a
// shared corpus from its ledger, else the file.
func (b *backup) corrections(id ID) error {
	name := correctionsName(id)
	if b.store.bucket == nil {
		if _, err := os.Stat(b.store.path(name)); err != nil {
			return nil //nolint:nilerr // most documents have none
		}
		return b.stored(name, name)
	}
	list, err := b.store.Corrections(id)
	if err != nil || len(list) == 0 || b.seen[name] {
		return err
	}
	b.seen[name] = true
	lines, err := correctionLines(list)
	if err != nil {
		return err
	}
	return b.bytes(name, lines)
}

// inFolder is the outcome as the ledger of a folder has it.
func (o *Outcome) inFolder() *Outcome {
	if o.Stored == "" && o.Corrections == nil {
		return o
	}
	c := *o
	c.Stored, c.Corrections = "", nil
	return &c
}

// stored writes one file of the store, there called from, unless the backup has
// it: originals never change, documents have another time when they do.
func (b *backup) stored(name, from string) error {
	if b.seen[name] {
		return nil
	}
	b.seen[name] = true
	file, err := b.store.local(from)
	var f *os.File
	if err == nil {
		f, err = os.Open(file)
	}
	if errors.Is(err, fs.ErrNotExist) {
		b.report.Missing++
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	modified := info.ModTime()
	if had, ok := b.have[name]; ok && (path.Dir(path.Dir(name)) == "originals" || had.Equal(modified)) {
		b.report.Kept++
		return nil
	}
	return b.member(name, info.Size(), modified, f)
}

func (b *backup) bytes(name string, content []byte) error {
	return b.member(name, int64(len(content)), time.Now().Truncate(time.Second), bytes.NewReader(content))
}

func (b *backup) member(name string, size int64, modified time.Time, r io.Reader) error {
	h := &tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: 0o644, Size: size, ModTime: modified}
	if modified.Nanosecond() != 0 {
		h.Format = tar.FormatPAX // keeps them: a document made anew within a second is another one
	}
	if err := b.tar.WriteHeader(h); err != nil {
		return err
	}
	n, err := io.Copy(b.tar, r)
	b.have[name] = modified
	b.report.Files++
	b.report.Bytes += n
	return errors.Join(err, b.tar.Flush())
}
