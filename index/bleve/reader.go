package bleve

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	"golang.org/x/sync/errgroup"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/index/terms"
)

// reader answers on the newest published generation. It is safe for use by many
// goroutines; a search that has begun keeps the generation it began with.
type reader struct {
	dir       string
	compiler  terms.Compiler
	scratches sync.Pool // of *scratch
	markers   sync.Pool // of *terms.Marker

	mu      sync.Mutex
	current *snapshot // nil after Close
	seen    os.FileInfo
}

// OpenReader opens the index in dir for reading; a directory without an index
// reads as an empty one. The reader follows what writers in this or another
// process publish. It takes no lock and writes nothing.
func OpenReader(dir string, o index.Options) (index.Reader, error) {
	synonyms, err := terms.NewSynonyms(o.Synonyms)
	if err != nil {
		return nil, err
	}
	r := &reader{dir: dir, compiler: terms.Compiler{Synonyms: synonyms, Country: o.Country}}
	if err := r.refresh(); err != nil {
		return nil, err
	}
	return r, nil
}

// errClosed is what a closed reader answers.
var errClosed = errors.New("index: reader is closed")

// opens is how often opening is tried: between reading the list and opening a
// file of it, a writer may have published a list without that file.
const opens = 20

// refresh opens the published generation where that is not the current one.
func (r *reader) refresh() error {
	info, err := os.Stat(filepath.Join(r.dir, currentFile))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if r.current != nil && (info == nil || sameFile(info, r.seen)) {
		return nil // none there: an index that is being put in the place of this one
	}
	for try := range opens {
		if try > 0 {
			time.Sleep(time.Duration(try) * time.Millisecond)
		}
		var m manifest
		if m, err = readManifest(r.dir); err != nil {
			return err
		}
		var next *snapshot
		if next, err = openSnapshot(r.dir, m, r.current); err == nil {
			if r.current != nil {
				r.current.release()
			}
			r.current, r.seen = next, info
			return nil
		}
		if !errors.Is(err, os.ErrNotExist) {
			break
		}
	}
	return fmt.Errorf("index %s: %w", r.dir, err)
}

func sameFile(a, b os.FileInfo) bool {
	return a != nil && b != nil && os.SameFile(a, b) && a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size()
}

// acquire returns the newest generation; the caller releases it. Where a newer
// one cannot be opened the one at hand goes on answering.
func (r *reader) acquire() (*snapshot, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.current == nil {
		return nil, errClosed
	}
	_ = r.refresh()
	r.current.holders.Add(1)
	return r.current, nil
}

// Close implements index.Reader.
func (r *reader) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.current != nil {
		r.current.release()
		r.current = nil
	}
	return nil
}

// matches is what a query matched: a bitmap of passages for each member.
type matches struct {
	snapshot *snapshot
	plan     terms.Node
	views    []*view
	entries  []*roaring.Bitmap
	total    int
}

// match runs q on every segment, in parallel.
func (r *reader) match(ctx context.Context, s *snapshot, q query.Node) (*matches, error) {
	if q == nil {
		q = query.All{}
	}
	m := &matches{snapshot: s, plan: r.compiler.Compile(query.Simplify(q)), views: make([]*view, len(s.members)), entries: make([]*roaring.Bitmap, len(s.members))}
	err := m.parallel(ctx, func(ctx context.Context, i int) (err error) {
		m.views[i] = newView(ctx, s.members[i])
		m.entries[i], err = m.views[i].eval(m.plan, s.members[i].live)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, e := range m.entries {
		m.total += int(e.GetCardinality())
	}
	return m, nil
}

// parallel calls work for each segment.
func (m *matches) parallel(ctx context.Context, work func(ctx context.Context, i int) error) error {
	jobs, ctx := errgroup.WithContext(ctx)
	for i := range m.views {
		jobs.Go(func() error { return work(ctx, i) })
	}
	return jobs.Wait()
}

// Search implements index.Reader.
func (r *reader) Search(ctx context.Context, q index.Request) (*index.Result, error) {
	s, err := r.acquire()
	if err != nil {
		return nil, err
	}
	defer s.release()
	m, err := r.match(ctx, s, q.Query)
	if err != nil {
		return nil, err
	}
	result := &index.Result{Total: m.total}
	perDocument := m.perDocument()
	if result.Facets, err = m.facetsOf(ctx, q, perDocument); err != nil {
		return nil, err
	}
	if q.Offset = max(q.Offset, 0); q.Limit <= 0 || q.Offset >= m.total {
		return result, nil
	}
	hits, err := r.ordered(ctx, m, q, perDocument)
	if err != nil {
		return nil, err
	}
	result.Hits, err = r.show(m, hits, q.Highlights)
	return result, err
}

// perDocument counts the matches of each document of each member.
func (m *matches) perDocument() [][]uint32 {
	counts := make([][]uint32, len(m.entries))
	for i, entries := range m.entries {
		member := m.snapshot.members[i]
		counts[i] = make([]uint32, len(member.rec.metas))
		var buffer [256]uint32
		for it := entries.ManyIterator(); ; {
			n := it.NextMany(buffer[:])
			if n == 0 {
				break
			}
			for _, entry := range buffer[:n] {
				counts[i][member.holder[entry]]++
			}
		}
	}
	return counts
}

// Each implements index.Reader.
func (r *reader) Each(ctx context.Context, q query.Node, yield func(index.Ref) error) error {
	s, err := r.acquire()
	if err != nil {
		return err
	}
	defer s.release()
	m, err := r.match(ctx, s, q)
	if err != nil {
		return err
	}
	for _, at := range s.documents {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := m.eachOf(at, yield); err != nil {
			return err
		}
	}
	return nil
}

func (m *matches) eachOf(at place, yield func(index.Ref) error) error {
	member := m.snapshot.members[at.member]
	from, to := member.passages(at.document)
	it := m.entries[at.member].Iterator()
	it.AdvanceIfNeeded(from)
	var d *documentBlock
	for it.HasNext() {
		entry := it.Next()
		if entry >= to {
			break
		}
		if d == nil {
			var err error
			if d, err = member.rec.document(at.document); err != nil {
				return err
			}
		}
		if err := yield(index.Ref{Document: d.Document.ID, Passage: d.IDs[entry-from]}); err != nil {
			return err
		}
	}
	return nil
}
