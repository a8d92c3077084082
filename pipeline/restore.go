package pipeline

import (
	"archive/tar"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
)

// restoreBatch is how many files a restore makes durable at once.
const restoreBatch = 256

// Restore brings the corpus of a backup into dir, which must hold none; the
// ledger comes last, and every file is checked on its way. An interrupted
// restore is continued by the same call. The index is rebuilt by the next run.
func Restore(ctx context.Context, file, dir string) (report BackupReport, err error) {
	f, err := os.Open(file)
	if err != nil {
		return report, fmt.Errorf("restore: %w", err)
	}
	defer f.Close()
	s, err := Open(dir, false)
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	ledger, err := s.Ledger()
	if err != nil {
		return report, err
	}
	if ledger.Seq() > 0 {
		return report, fmt.Errorf("%s: it holds a corpus already: name a new folder", dir)
	}
	if err := ledger.close(); err != nil { // it is replaced as a whole
		return report, err
	}
	r := &restore{store: s}
	if err := r.read(ctx, f); err != nil {
		return r.report, err
	}
	return r.report, r.finish()
}

type restore struct {
	store  *Store
	batch  []*staged
	format []byte
	ledger *staged
	report BackupReport
}

func (r *restore) read(ctx context.Context, f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return eachMember(f, info.Size(), func(h *tar.Header, in io.Reader, _ int64) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := r.member(h, in); err != nil {
			return fmt.Errorf("%s: %s: %w", f.Name(), h.Name, err)
		}
		return nil
	})
}

func (r *restore) member(h *tar.Header, in io.Reader) (err error) {
	sha, id := parseOriginalName(h.Name), parseDocumentName(h.Name)
	switch {
	case h.Typeflag != tar.TypeReg:
		return fmt.Errorf("%w: not a plain file", ErrBackup)
	case h.Name == formatName:
		r.format, err = io.ReadAll(io.LimitReader(in, 1<<16))
		return err
	case h.Name == ledgerName:
		r.ledger.drop()
		r.ledger, err = r.store.stage("ledger-*", func(w io.Writer) (int64, error) { return io.Copy(w, in) })
		return err
	case sha != "":
		return r.original(sha, h, in)
	case id != "":
		return r.document(id, h, in)
	case parseIDName(h.Name, correctionsSuffix, correctionsName) != "":
		return r.plain(h.Name, in)
	}
	return fmt.Errorf("%w: no such name in a corpus", ErrBackup)
}

func (r *restore) original(sha string, h *tar.Header, in io.Reader) error {
	if info, err := os.Stat(r.store.originalPath(sha)); err == nil && info.Size() == h.Size {
		r.report.Kept++
		return nil
	}
	st, err := r.store.stageOriginal(in, h.Size)
	if err != nil {
		return err
	}
	if st.sha256 != sha {
		st.drop()
		return fmt.Errorf("%w: its bytes have the hash %s", ErrDamaged, st.sha256)
	}
	return r.add(st)
}

// document is written whether it is there or not: a later member of the same
// name counts.
func (r *restore) document(id ID, h *tar.Header, in io.Reader) error {
	if h.Size > maxDecoded {
		return fmt.Errorf("%w: %d bytes", ErrTooLarge, h.Size)
	}
	b, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	if d, err := DecodeDocument(b); err != nil {
		return err
	} else if d.ID != id {
		return fmt.Errorf("%w: it holds document %s", ErrDamaged, d.ID)
	}
	st, err := r.store.stageDocument(id, b)
	if err != nil {
		return err
	}
	return r.add(st)
}

// plain brings in a file that nothing but its lines can check.
func (r *restore) plain(name string, in io.Reader) error {
	st, err := r.store.stage("file-*", func(w io.Writer) (int64, error) { return io.Copy(w, in) })
	if err != nil {
		return err
	}
	st.final = r.store.path(name)
	return r.add(st)
}

func (r *restore) add(st *staged) error {
	r.report.Files++
	r.report.Bytes += st.size
	r.batch = append(r.batch, st)
	if len(r.batch) < restoreBatch {
		return nil
	}
	return r.flush()
}

func (r *restore) flush() error {
	b := r.batch
	r.batch = nil
	return r.store.commit(b...)
}

// finish gives the corpus its identity and its ledger.
func (r *restore) finish() error {
	if r.format == nil || r.ledger == nil {
		return fmt.Errorf("%w: it has no ledger: make it again from the corpus", ErrBackup)
	}
	var f formatFile
	if err := json.Unmarshal(r.format, &f); err != nil || f.Format < 1 || f.Format > Format {
		return fmt.Errorf("%w: its corpus has format %d, this program knows up to %d", ErrFormat, f.Format, Format)
	}
	if err := r.flush(); err != nil {
		return err
	}
	if err := r.store.replace(r.store.path(formatName), r.format); err != nil {
		return err
	}
	r.ledger.final = r.store.path(ledgerName)
	return r.store.commit(r.ledger)
}

func originalName(sha string) string { return path.Join("originals", sha[:2], sha) }

func documentName(id ID) string {
	return path.Join("documents", string(id[:2]), string(id)+documentSuffix)
}

const (
	documentSuffix    = ".json.zst"
	correctionsSuffix = ".jsonl"
)

func correctionsName(id ID) string {
	return path.Join("corrections", string(id[:2]), string(id)+correctionsSuffix)
}

// parseOriginalName returns the hash in the name of an original, "" where name
// is anything else: nothing of a name but that ever reaches the disk.
func parseOriginalName(name string) string {
	if sha := path.Base(name); isHex(sha, 64) && name == originalName(sha) {
		return sha
	}
	return ""
}

func parseDocumentName(name string) ID {
	return parseIDName(name, documentSuffix, documentName)
}

func parseIDName(name, suffix string, make func(ID) string) ID {
	id := strings.TrimSuffix(path.Base(name), suffix)
	if isHex(id, 16) && name == make(ID(id)) {
		return ID(id)
	}
	return ""
}
