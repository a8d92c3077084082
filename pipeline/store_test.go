package pipeline

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestOneWriterAtATime(t *testing.T) {
	s := openStore(t, t.TempDir())
	_, err := Open(s.Dir(), false)
	var locked *LockedError
	if !errors.Is(err, ErrLocked) || !errors.As(err, &locked) || locked.PID != os.Getpid() {
		t.Fatalf("second writer: %v", err)
	}
	if _, err := Open(s.Dir(), true); err != nil {
		t.Errorf("reader beside a writer: %v", err)
	}
	closeStore(t, s)
	closeStore(t, openStore(t, s.Dir()))
}

// A lock whose process is gone does not block, whatever its pid file says.
func TestStaleLock(t *testing.T) {
	s := openStore(t, t.TempDir())
	closeStore(t, s)
	if err := os.WriteFile(filepath.Join(s.Dir(), "lock.pid"), []byte("1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	closeStore(t, openStore(t, s.Dir()))
}

func TestOpenRefuses(t *testing.T) {
	full := t.TempDir()
	newer := t.TempDir()
	torn := t.TempDir()
	for path, content := range map[string]string{
		filepath.Join(full, "thesis.doc"):  "years of work",
		filepath.Join(newer, formatName):   `{"format":99,"corpus":"x"}`,
		filepath.Join(torn, formatName):    `{"form`,
		filepath.Join(torn, "ledger.json"): "",
	} {
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tests := map[string]struct {
		dir      string
		readonly bool
		want     error
	}{
		"no folder, reading":   {filepath.Join(full, "none"), true, ErrNoCorpus},
		"other folder":         {full, true, ErrNoCorpus},
		"other folder, write":  {full, false, ErrNoCorpus},
		"newer format":         {newer, true, ErrFormat},
		"newer format, write":  {newer, false, ErrFormat},
		"damaged format":       {torn, true, ErrDamaged},
		"damaged format, edit": {torn, false, ErrDamaged},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := Open(tt.dir, tt.readonly); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	if entries, _ := os.ReadDir(full); len(entries) != 1 {
		t.Errorf("something was written into another's folder: %v", entries)
	}
}

func TestOriginal(t *testing.T) {
	s := openStore(t, t.TempDir())
	content := []byte("the bytes")
	for range 2 {
		sha, size, err := s.PutOriginal(bytes.NewReader(content))
		if err != nil || size != 9 || sha != fmt.Sprintf("%x", sha256.Sum256(content)) {
			t.Fatalf("%s, %d, %v", sha, size, err)
		}
		path, err := s.Original(sha)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(path); !bytes.Equal(got, content) {
			t.Errorf("got %q", got)
		}
	}
	for _, sha := range []string{"", "../../etc/passwd", strings.Repeat("0", 64), strings.Repeat("A", 64)} {
		if _, err := s.Original(sha); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: %v", sha, err)
		}
	}
}

func TestDocument(t *testing.T) {
	s := openStore(t, t.TempDir())
	want := &Document{ID: "0123456789abcdef", Text: "a\u2028b", Passages: []Passage{{ID: "s1", Kind: Paragraph, End: 5}}}
	if err := s.PutDocument(want); err != nil {
		t.Fatal(err)
	}
	got, err := s.Document(want.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := s.Document("../../../../x"); !errors.Is(err, ErrNotFound) {
		t.Errorf("a path as ID: %v", err)
	}
	if err := s.PutDocument(&Document{ID: "../x"}); err == nil {
		t.Error("a path was taken for an ID")
	}
	if err := os.WriteFile(s.documentPath(want.ID), []byte("rubbish"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Document(want.ID); !errors.Is(err, ErrDamaged) {
		t.Errorf("damaged document: %v", err)
	}
}

func TestReadOnlyStoreTakesNothing(t *testing.T) {
	closeStore(t, openStore(t, filepath.Join(t.TempDir(), "c")))
	dir := t.TempDir()
	closeStore(t, openStore(t, dir))
	s, err := Open(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.PutOriginal(strings.NewReader("x")); !errors.Is(err, ErrReadOnly) {
		t.Errorf("got %v", err)
	}
}

func TestFind(t *testing.T) {
	s := openStore(t, t.TempDir())
	a, b, c := fakeItem("a.txt", "one", nil), fakeItem("b.txt", "two", nil), fakeItem("b.txt", "three", nil)
	a.Set.Symbol, c.URI = "A/HRC/21/11", "file:///elsewhere/b.txt"
	ingest(t, s, nil, &fakeProcessor{}, RunOptions{}, a, b, c)
	id := string(ledgerOf(t, s).Last(a.URI).Document)
	for _, ref := range []string{id, id[:6], strings.ToUpper(id[:6]), "a.txt", "A.TXT", a.URI, "A/HRC/21/11", "a/hrc/21 / 11"} {
		if o, err := s.Find(ref); err != nil || o.URI != a.URI {
			t.Errorf("%q: %+v, %v", ref, o, err)
		}
	}
	if _, err := s.Find("b.txt"); !errors.Is(err, ErrAmbiguous) || strings.Count(err.Error(), "b.txt") != 3 {
		t.Errorf("two of that name: %v", err)
	}
	for _, ref := range []string{"", "zzz", id[:3], " "} {
		if _, err := s.Find(ref); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: %v", ref, err)
		}
	}
}

func TestDocumentsAreSorted(t *testing.T) {
	s := openStore(t, t.TempDir())
	ingest(t, s, nil, &fakeProcessor{}, RunOptions{}, fakeItem("c.txt", "3", nil), fakeItem("a.txt", "1", nil), fakeItem("b.txt", "2", nil))
	var files []string
	for d, err := range s.Documents() {
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, d.File)
	}
	if got := strings.Join(files, " "); got != "a.txt b.txt c.txt" {
		t.Errorf("got %s", got)
	}
	for range s.Documents() { //nolint:errcheck // nothing is read of it
		break // a reader may stop
	}
}

func TestHashDependsOnContentOnly(t *testing.T) {
	hash := func(items ...Item) string {
		s := openStore(t, t.TempDir())
		ingest(t, s, nil, &fakeProcessor{}, RunOptions{}, items...)
		h, err := s.Hash()
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	a, b := fakeItem("a.txt", "one", nil), fakeItem("b.txt", "two", nil)
	if hash(a, b) != hash(b, a) {
		t.Error("the order of ingest matters")
	}
	touched := a
	touched.Modified = epoch.Add(time.Hour)
	if hash(a) != hash(touched) {
		t.Error("the time of a file matters")
	}
	if hash(a) == hash(b) {
		t.Error("the content does not matter")
	}
}

func TestUnreadableItems(t *testing.T) {
	s := openStore(t, t.TempDir())
	missing := fakeItem("missing.txt", "", nil)
	missing.Open = func() (io.ReadCloser, error) { return os.Open(filepath.Join(s.Dir(), "none")) }
	torn := fakeItem("torn.txt", "", nil)
	torn.Open = func() (io.ReadCloser, error) { return tornReader{}, nil }
	ingest(t, s, nil, &fakeProcessor{}, RunOptions{MaxSize: 10}, missing, torn, fakeItem("large.txt", strings.Repeat("x", 11), nil))
	for file, want := range map[string]string{"missing.txt": "unreadable", "torn.txt": "unreadable", "large.txt": "too-large"} {
		if o := ledgerOf(t, s).Last("file:///in/" + file); o.Reason != want {
			t.Errorf("%s: %+v", file, o)
		}
	}
}

type tornReader struct{}

func (tornReader) Read([]byte) (int, error) { return 0, errors.New("cable pulled") }
func (tornReader) Close() error             { return nil }
