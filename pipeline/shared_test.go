package pipeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fakeBucket keeps files in memory. before, which may be nil, is called with
// each operation: an error that it returns ends the operation, after it was
// carried out where the error wraps errLate.
type fakeBucket struct {
	mu            sync.Mutex
	files         map[string][]byte
	before        func(op, name string) error
	unconditional bool
}

var errLate = errors.New("the answer was lost")

func newFakeBucket() *fakeBucket { return &fakeBucket{files: map[string][]byte{}} }

func (b *fakeBucket) do(op, name string, work func() error) error {
	var err error
	if b.before != nil {
		err = b.before(op, name)
	}
	if err != nil && !errors.Is(err, errLate) {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return errors.Join(work(), err)
}

func (b *fakeBucket) Get(_ context.Context, name string) (r io.ReadCloser, err error) {
	return r, b.do("get", name, func() error {
		content, ok := b.files[name]
		if !ok {
			return fs.ErrNotExist
		}
		r = io.NopCloser(bytes.NewReader(content))
		return nil
	})
}

func (b *fakeBucket) Put(_ context.Context, name string, in io.Reader) error {
	content, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	return b.do("put", name, func() error {
		if old, ok := b.files[name]; ok && !bytes.Equal(old, content) {
			return fmt.Errorf("%s was put with other bytes", name)
		}
		b.files[name] = content
		return nil
	})
}

func (b *fakeBucket) Create(_ context.Context, name string, content []byte) error {
	return b.do("create", name, func() error {
		if _, ok := b.files[name]; ok && !b.unconditional {
			return fs.ErrExist
		}
		b.files[name] = content
		return nil
	})
}

func (b *fakeBucket) Has(_ context.Context, name string) (has bool, err error) {
	return has, b.do("has", name, func() error { _, has = b.files[name]; return nil })
}

func (b *fakeBucket) List(_ context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		var names []string
		if err := b.do("list", prefix, func() error { names = slices.Sorted(maps.Keys(b.files)); return nil }); err != nil {
			yield("", err)
			return
		}
		for _, name := range names {
			if strings.HasPrefix(name, prefix) && !yield(name, nil) {
				return
			}
		}
	}
}

func (b *fakeBucket) Close() error { return nil }

func openShared(t testing.TB, dir string, b Bucket, readonly bool) *Store {
	t.Helper()
	s, err := OpenShared(t.Context(), dir, b, readonly)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeStore(t, s) })
	return s
}

// sharedItems are files of which every fourth has the bytes of another, and
// every seventh is broken.
func sharedItems(n int) []Item {
	items := make([]Item, n)
	for i := range items {
		content := fmt.Sprintf("text of %d\nsecond line", i-i%4/3)
		if i%7 == 6 {
			content = fmt.Sprintf("!broken %d", i)
		}
		items[i] = fakeItem(fmt.Sprintf("%03d.txt", i), content, nil)
	}
	return items
}

// eachOnce fails the test unless every item has its outcome, every document is
// there once, and duplicates name who holds it.
func eachOnce(t *testing.T, s *Store, items []Item) {
	t.Helper()
	l, held := ledgerOf(t, s), map[ID]bool{}
	for _, it := range items {
		o := l.Last(it.URI)
		if o == nil {
			t.Fatalf("%s was lost", it.URI)
		}
		if o.State == Done {
			if held[o.Document] {
				t.Errorf("%s: a second holder of its document", o.URI)
			}
			held[o.Document] = true
		}
	}
	for _, it := range items {
		if o := l.Last(it.URI); o.State == Duplicate && (!held[o.Document] || l.Last(o.DuplicateOf).Document != o.Document) {
			t.Errorf("%s is a duplicate of %s, which does not hold it", o.URI, o.DuplicateOf)
		}
	}
	if problems, err := s.Verify(t.Context(), nil); err != nil || len(problems) > 0 {
		t.Errorf("verify: %v, %v", problems, err)
	}
}

// Machines ingest the same and different items at once, each with its own copy
// and index: nothing is lost, nothing doubled, and all see the same.
func TestManyMachines(t *testing.T) {
	for seed := range uint64(5) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			const machines = 5
			b, items, root := newFakeBucket(), sharedItems(80), t.TempDir()
			indexes := make([]*fakeIndex, machines)
			var g sync.WaitGroup
			for m := range machines {
				indexes[m] = openFakeIndex(t, "")
				rnd := rand.New(rand.NewPCG(seed, uint64(m)))
				mine := slices.DeleteFunc(slices.Clone(items), func(Item) bool { return rnd.IntN(3) == 0 })
				rnd.Shuffle(len(mine), func(i, j int) { mine[i], mine[j] = mine[j], mine[i] })
				g.Go(func() {
					s, err := OpenShared(context.Background(), filepath.Join(root, fmt.Sprint(m)), b, false)
					if err != nil {
						t.Error(err)
						return
					}
					r := Runner{Store: s, Processor: &fakeProcessor{recipe: "r"}, Index: indexes[m]}
					report, err := r.Run(context.Background(), itemList(mine), RunOptions{Workers: 2, batchItems: 3})
					if sum := report.New + report.Changed + report.Duplicates + report.Failed + report.FailedBefore + report.Skipped; err != nil || sum != len(mine) {
						t.Errorf("%v; of %d items %+v", err, len(mine), report)
					}
					if err := s.Close(); err != nil {
						t.Error(err)
					}
				})
			}
			g.Wait()
			last := openShared(t, filepath.Join(root, "0"), b, false)
			ingest(t, last, indexes[0], &fakeProcessor{recipe: "r"}, RunOptions{}, items...)
			eachOnce(t, last, items)
			want := exported(t, last)
			for m := range machines {
				if m > 0 {
					s := openShared(t, filepath.Join(root, fmt.Sprint(m)), b, false)
					ingest(t, s, indexes[m], &fakeProcessor{recipe: "r"}, RunOptions{})
					if diff := cmp.Diff(want, exported(t, s)); diff != "" {
						t.Errorf("machine %d: %s", m, diff)
					}
				}
				indexAgrees(t, last, indexes[m])
			}
		})
	}
}

// One machine alone comes to what a folder comes to.
func TestSharedIsAsAFolder(t *testing.T) {
	items := sharedItems(40)
	folder, shared := openStore(t, t.TempDir()), openShared(t, t.TempDir(), newFakeBucket(), false)
	for range 2 {
		a := ingest(t, folder, openFakeIndex(t, ""), &fakeProcessor{}, RunOptions{batchItems: 7}, items...)
		b := ingest(t, shared, openFakeIndex(t, ""), &fakeProcessor{}, RunOptions{batchItems: 7}, items...)
		if diff := cmp.Diff(a, b); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(exported(t, folder), withoutStored(t, shared)); diff != "" {
			t.Error(diff)
		}
		items[0] = fakeItem("000.txt", "changed", nil)
		items[2] = fakeItem("002.txt", "changed too", nil)
	}
}

// withoutStored is exported as a folder would have it.
func withoutStored(t *testing.T, s *Store) string {
	t.Helper()
	var b strings.Builder
	for line := range strings.Lines(exported(t, s)) {
		if head, tail, ok := strings.Cut(line, `,"stored":"`); ok {
			line = head + tail[17:]
		}
		b.WriteString(line)
	}
	return b.String()
}

// Whatever operation of the bucket fails, whether or not it was carried out, the
// same command again comes to what an undisturbed run comes to.
func TestBucketFailsAnywhere(t *testing.T) {
	items, stride := sharedItems(10), 1
	if testing.Short() {
		stride = 5
	}
	run := func(t *testing.T, b *fakeBucket, dir string) error {
		s, err := OpenShared(t.Context(), dir, b, false)
		if err != nil {
			return err
		}
		r := Runner{Store: s, Processor: &fakeProcessor{}, Index: openFakeIndex(t, filepath.Join(dir, "index"))}
		_, err = r.Run(t.Context(), itemList(items), RunOptions{Workers: 2, batchItems: 4})
		return errors.Join(err, s.Close())
	}
	calm := newFakeBucket()
	operations := 0
	var mu sync.Mutex
	calm.before = func(string, string) error { mu.Lock(); defer mu.Unlock(); operations++; return nil }
	dir := t.TempDir()
	if err := run(t, calm, dir); err != nil {
		t.Fatal(err)
	}
	want := exported(t, openShared(t, dir, calm, true))
	for k := 0; k < operations; k += stride {
		for _, failure := range []error{errors.New("no route to host"), errLate} {
			b, n, dir := newFakeBucket(), 0, t.TempDir()
			b.before = func(string, string) error {
				mu.Lock()
				defer mu.Unlock()
				if n++; n == k+1 {
					return failure
				}
				return nil
			}
			if err := run(t, b, dir); err != nil && !errors.Is(err, failure) {
				t.Fatalf("operation %d: %v", k, err)
			}
			b.before = nil
			if err := run(t, b, dir); err != nil {
				t.Fatalf("again after operation %d: %v", k, err)
			}
			s := openShared(t, t.TempDir(), b, true)
			if diff := cmp.Diff(want, exported(t, s)); diff != "" {
				t.Fatalf("operation %d, %v: %s", k, failure, diff)
			}
			indexAgrees(t, s, openFakeIndex(t, filepath.Join(dir, "index")))
		}
	}
}

func TestOpenSharedRefuses(t *testing.T) {
	b, dir := newFakeBucket(), t.TempDir()
	open := func(dir string, b *fakeBucket, readonly bool) error {
		s, err := OpenShared(t.Context(), dir, b, readonly)
		if err == nil {
			closeStore(t, s)
		}
		return err
	}
	if err := open(t.TempDir(), b, true); !errors.Is(err, ErrNoCorpus) {
		t.Errorf("an empty bucket, reading: %v", err)
	}
	s := openShared(t, dir, b, false)
	if err := open(dir, b, false); !errors.Is(err, ErrLocked) {
		t.Errorf("a second writer on this machine: %v", err)
	}
	if err := open(t.TempDir(), b, false); err != nil {
		t.Errorf("a second writer on another machine: %v", err)
	}
	closeStore(t, s)
	if err := open(dir, newFakeBucket(), false); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "remove that folder") {
		t.Errorf("the bucket was begun anew: %v", err)
	}
	lax := newFakeBucket()
	lax.unconditional = true
	if err := open(t.TempDir(), lax, false); !errors.Is(err, ErrUnconditional) {
		t.Errorf("a bucket without conditions: %v", err)
	}
	b.files[formatName] = []byte(`{"format":99}`)
	if err := open(t.TempDir(), b, true); !errors.Is(err, ErrFormat) {
		t.Errorf("another format: %v", err)
	}
	if _, err := Open(dir, true); !errors.Is(err, ErrNoCorpus) {
		t.Errorf("copies taken for a corpus in a folder: %v", err)
	}
}

// What is damaged on this machine is brought again; what is damaged in the
// bucket is said to be.
func TestSharedDamage(t *testing.T) {
	b, dir := newFakeBucket(), t.TempDir()
	s := openShared(t, dir, b, false)
	for i := range 4 {
		ingest(t, s, nil, &fakeProcessor{}, RunOptions{}, fakeItem(fmt.Sprint(i), fmt.Sprintf("text %d", i), nil))
	}
	want := exported(t, s)
	closeStore(t, s)
	if err := os.Truncate(filepath.Join(dir, segmentName(2)), 5); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, exported(t, openShared(t, dir, b, true))); diff != "" {
		t.Errorf("a torn copy: %s", diff)
	}
	for name, damage := range map[string]func(b *fakeBucket){
		segmentName(3): func(b *fakeBucket) { delete(b.files, segmentName(3)) },
		segmentName(2): func(b *fakeBucket) { b.files[segmentName(2)] = []byte("rubbish") },
	} {
		bad := newFakeBucket()
		maps.Copy(bad.files, b.files)
		damage(bad)
		if _, err := openShared(t, t.TempDir(), bad, true).Ledger(); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	o := ledgerOf(t, openShared(t, dir, b, true)).Last("file:///in/0")
	for _, name := range []string{originalName(o.SHA256), sharedName(o.Document, o.Stored)} {
		b.files[name] = []byte("other bytes")
	}
	fresh := openShared(t, t.TempDir(), b, true)
	if _, err := fresh.Original(o.SHA256); !errors.Is(err, ErrDamaged) {
		t.Errorf("original: %v", err)
	}
	if _, err := fresh.Document(o.Document); !errors.Is(err, ErrDamaged) {
		t.Errorf("document: %v", err)
	}
	delete(b.files, originalName(o.SHA256))
	if _, err := fresh.Original(o.SHA256); !errors.Is(err, ErrNotFound) {
		t.Errorf("original gone: %v", err)
	}
}

// Persons on two machines correct one document, and a third makes it anew: all of it stands.
func TestSharedCorrections(t *testing.T) {
	b := newFakeBucket()
	first, second := openShared(t, t.TempDir(), b, false), openShared(t, t.TempDir(), b, false)
	it := fakeItem("a.txt", "one\ntwo", nil)
	ingest(t, first, nil, &fakeProcessor{}, RunOptions{}, it)
	id := ledgerOf(t, first).Last(it.URI).Document
	ledgerOf(t, second) // read before the decisions of the first
	add := func(s *Store, tag string) {
		t.Helper()
		d, err := s.Processed(id)
		if err != nil {
			t.Fatal(err)
		}
		c := Correction{Document: id, Passage: d.Passages[0].ID, Text: TextHash("one"), Scheme: "s", Tag: tag, Verdict: Added}
		if err := s.Correct(t.Context(), openFakeIndex(t, ""), id, c); err != nil {
			t.Fatal(err)
		}
	}
	add(first, "x")
	add(second, "y")
	anew, err := first.Processed(id)
	if err != nil {
		t.Fatal(err)
	}
	anew.Title, anew.Recipe = "anew", "r2"
	if err := first.Amend(anew); err != nil { // its ledger is behind
		t.Fatal(err)
	}
	fresh := openShared(t, t.TempDir(), b, true)
	d, err := fresh.Document(id)
	if err != nil {
		t.Fatal(err)
	}
	var tags []string
	for _, tag := range d.Passages[0].Tags {
		tags = append(tags, tag.ID)
	}
	if diff := cmp.Diff([]string{"x", "y"}, tags); diff != "" || d.Title != "anew" || ledgerOf(t, fresh).Owner(id).Recipe != "r2" {
		t.Errorf("title %q, tags %v", d.Title, tags)
	}
	ingest(t, second, nil, &fakeProcessor{}, RunOptions{}, fakeItem("a.txt", "other text now", nil))
	if err := first.Correct(t.Context(), openFakeIndex(t, ""), id, Correction{Document: id, Tag: "z", Verdict: Added}); !errors.Is(err, ErrNotFound) {
		t.Errorf("a document that is out of use meanwhile: %v", err)
	}
}

// A backup of a shared corpus is one that a folder can be restored from.
func TestSharedBackup(t *testing.T) {
	b := newFakeBucket()
	s := openShared(t, t.TempDir(), b, false)
	items := sharedItems(9)
	ingest(t, s, nil, &fakeProcessor{}, RunOptions{}, items...)
	id := ledgerOf(t, s).Documents()[0].Document
	c := Correction{Document: id, Text: TextHash("second line"), Scheme: "s", Tag: "x", Verdict: Added}
	if err := s.Correct(t.Context(), openFakeIndex(t, ""), id, c); err != nil {
		t.Fatal(err)
	}
	file, dir := filepath.Join(t.TempDir(), "b.tar"), filepath.Join(t.TempDir(), "c")
	fresh := openShared(t, t.TempDir(), b, true) // has no copies yet
	for range 2 {
		if report, err := fresh.Backup(t.Context(), file); err != nil || report.Missing > 0 {
			t.Fatalf("%+v, %v", report, err)
		}
	}
	if _, err := Restore(t.Context(), file, dir); err != nil {
		t.Fatal(err)
	}
	restored := openStore(t, dir)
	if diff := cmp.Diff(documentsOf(t, s), documentsOf(t, restored)); diff != "" {
		t.Error(diff)
	}
	if report := ingest(t, restored, nil, &fakeProcessor{}, RunOptions{}, items...); report.New+report.Changed > 0 {
		t.Errorf("read again: %+v", report)
	}
}

func documentsOf(t *testing.T, s *Store) (list []*Document) {
	t.Helper()
	for d, err := range s.Documents() {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, d)
	}
	return list
}

func TestBehind(t *testing.T) {
	b, dir := newFakeBucket(), t.TempDir()
	for name, open := range map[string]func(readonly bool) *Store{
		"folder": func(readonly bool) *Store {
			s, err := Open(dir, readonly)
			if err != nil {
				t.Fatal(err)
			}
			return s
		},
		"bucket": func(readonly bool) *Store { return openShared(t, t.TempDir(), b, readonly) },
	} {
		t.Run(name, func(t *testing.T) {
			w := open(false)
			defer closeStore(t, w)
			for i := range 2 {
				r := open(true)
				for _, want := range []bool{false, true} {
					if behind, err := r.Behind(t.Context()); err != nil || behind != want {
						t.Errorf("round %d: %v, %v; want %v", i, behind, err, want)
					}
					if !want {
						ingest(t, w, nil, &fakeProcessor{}, RunOptions{}, fakeItem(fmt.Sprint(i), fmt.Sprintf("text %d", i), nil))
					}
				}
			}
		})
	}
}
