package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/sync/errgroup"
)

// Bucket is where several machines keep one corpus: names with slashes, each a
// file whole or not at all. No file in it is ever changed. It is an interface to
// keep the libraries of its providers out of this package; pipeline/bucket has
// the implementations. All methods are safe for concurrent use.
type Bucket interface {
	// Get opens a file, or returns an error that wraps fs.ErrNotExist.
	Get(ctx context.Context, name string) (io.ReadCloser, error)
	// Put writes a file that says by its name what is in it: whoever writes it
	// writes the same. It is durable when Put returns.
	Put(ctx context.Context, name string, r io.Reader) error
	// Create writes a file that nobody has written: of several machines at the
	// same moment one succeeds, the others get an error that wraps fs.ErrExist.
	Create(ctx context.Context, name string, content []byte) error
	// Has reports whether there is a file of that name.
	Has(ctx context.Context, name string) (bool, error)
	// List yields the names that begin so, in their order.
	List(ctx context.Context, prefix string) iter.Seq2[string, error]
	Close() error
}

// transfers is how many files go to or from a bucket at once: enough to hide
// the tens of milliseconds that each takes to begin.
const transfers = 16

// sharedName is what the file of a document is called, in a bucket with a part
// of the hash of its content: two programs that read a source differently write
// two files, and the ledger says which counts.
func sharedName(id ID, stored string) string {
	if stored == "" {
		return documentName(id)
	}
	return path.Join("documents", string(id[:2]), string(id)+"-"+stored+documentSuffix)
}

func storedName(encoded []byte) string {
	sum := sha256.Sum256(encoded)
	return hex.EncodeToString(sum[:8])
}

// record makes outcomes durable whose files are, and returns them as
// [Ledger.append] does. In a shared corpus the files go to the bucket first.
func (s *Store) record(ctx context.Context, l *Ledger, outcomes []*Outcome) ([]*Outcome, error) {
	if s.bucket != nil {
		if err := s.upload(ctx, outcomes); err != nil {
			return nil, err
		}
	}
	return l.append(outcomes)
}

// upload brings the files that outcomes name to the bucket, unless it has them.
func (s *Store) upload(ctx context.Context, outcomes []*Outcome) error {
	names := map[string]bool{}
	for _, o := range outcomes {
		if o.SHA256 != "" {
			names[originalName(o.SHA256)] = true
		}
		if o.State == Done {
			names[sharedName(o.Document, o.Stored)] = true
		}
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(transfers)
	for name := range names {
		g.Go(func() error { return s.uploadFile(ctx, name) })
	}
	return wrap("bucket", g.Wait())
}

func (s *Store) uploadFile(ctx context.Context, name string) error {
	if has, err := s.bucket.Has(ctx, name); has || err != nil {
		return err
	}
	f, err := os.Open(s.path(name))
	if err != nil {
		return err
	}
	defer f.Close()
	return s.bucket.Put(ctx, name, f)
}

// local returns the path of a file of the corpus, which it brings from the
// bucket where this machine lacks it.
func (s *Store) local(name string) (string, error) {
	file := s.path(name)
	if _, err := os.Stat(file); s.bucket == nil || !errors.Is(err, fs.ErrNotExist) {
		return file, err
	}
	return file, s.bring(name, file)
}

// bring copies a file of the bucket to its place on this machine. Readers do so
// without a lock: the place is taken by a rename, and the bytes are checked.
func (s *Store) bring(name, file string) error {
	r, err := s.bucket.Get(context.Background(), name) // a Store's methods take no context, as files need none
	if err != nil {
		return err
	}
	defer r.Close()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return writeError(s.dir, err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), ".part-*")
	if err != nil {
		return writeError(s.dir, err)
	}
	defer os.Remove(tmp.Name()) //nolint:errcheck // gone when all went well
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(tmp, h), r)
	if err := errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return fmt.Errorf("bring %s from the bucket: %w", name, err)
	}
	if got := hex.EncodeToString(h.Sum(nil)); !strings.HasPrefix(got, hashIn(name)) {
		return fmt.Errorf("%s in the bucket: %w: its bytes have the hash %s", name, ErrDamaged, got)
	}
	return errors.Join(os.Chmod(tmp.Name(), 0o644), os.Rename(tmp.Name(), file))
}

// hashIn is the part of a file's name that is the beginning of its hash.
func hashIn(name string) string {
	base := strings.TrimSuffix(path.Base(name), documentSuffix)
	if _, stored, ok := strings.Cut(base, "-"); ok {
		return stored
	}
	return base
}
