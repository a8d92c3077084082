package bucket

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"gocloud.dev/blob"
	"gocloud.dev/blob/memblob"

	"github.com/haki-project/haki/pipeline"
)

// places are all the kinds of bucket that can be had without an account.
var places = map[string]func(t *testing.T) pipeline.Bucket{
	"folder": func(t *testing.T) pipeline.Bucket { return opened(t, "file://"+filepath.ToSlash(t.TempDir())) },
	"memory": func(*testing.T) pipeline.Bucket { return remote{memblob.OpenBucket(nil)} },
	"prefix": func(*testing.T) pipeline.Bucket {
		return remote{blob.PrefixedBucket(memblob.OpenBucket(nil), "a/b/")}
	},
	"s3": func(t *testing.T) pipeline.Bucket { return opened(t, s3Server(t, "corpora")) },
}

func opened(t *testing.T, address string) pipeline.Bucket {
	t.Helper()
	b, err := Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// s3Server starts a server that speaks S3 on the loopback address and returns
// the address of a bucket and a prefix in it.
func s3Server(t *testing.T, name string) string {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket(name); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	t.Setenv("AWS_ACCESS_KEY_ID", "none")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "none")
	return "s3://" + name + "/some/prefix?region=us-east-1&use_path_style=true&endpoint=" + server.URL
}

// elsewhere adds the buckets that HAKI_BUCKETS names, by addresses with spaces
// between: those of accounts, or of emulators as docs/scale.md starts them. What
// the test leaves there lies under names of its own.
func elsewhere() map[string]func(t *testing.T) pipeline.Bucket {
	all := maps.Clone(places)
	for _, address := range strings.Fields(os.Getenv("HAKI_BUCKETS")) {
		base, options, _ := strings.Cut(address, "?")
		scheme, _, _ := strings.Cut(base, ":")
		all[scheme+" of HAKI_BUCKETS"] = func(t *testing.T) pipeline.Bucket {
			return opened(t, strings.TrimRight(base, "/")+"/haki-test-"+rand.Text()+"?"+options)
		}
	}
	return all
}

// TestBucket holds every kind of bucket to what pipeline.Bucket promises.
func TestBucket(t *testing.T) {
	for name, open := range elsewhere() {
		t.Run(name, func(t *testing.T) {
			for step, check := range map[string]func(*testing.T, pipeline.Bucket){
				"absent": absent, "put": putAndGet, "create once": createOnce, "one creator": oneCreator, "list": list, "torn": torn,
			} {
				t.Run(step, func(t *testing.T) {
					b := open(t)
					check(t, b)
					if err := b.Close(); err != nil {
						t.Error(err)
					}
				})
			}
		})
	}
}

func absent(t *testing.T, b pipeline.Bucket) {
	if _, err := b.Get(t.Context(), "a/none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("get: %v", err)
	}
	if has, err := b.Has(t.Context(), "a/none"); has || err != nil {
		t.Errorf("has: %v, %v", has, err)
	}
	if names := listed(t, b, "a/"); len(names) != 0 {
		t.Errorf("list: %v", names)
	}
}

func putAndGet(t *testing.T, b pipeline.Bucket) {
	for _, content := range []string{"", "x", strings.Repeat("0123456789", 1<<20)} {
		name := fmt.Sprintf("originals/%d", len(content))
		for range 2 { // whoever puts the same name puts the same bytes
			if err := b.Put(t.Context(), name, strings.NewReader(content)); err != nil {
				t.Fatal(err)
			}
		}
		if has, err := b.Has(t.Context(), name); !has || err != nil {
			t.Errorf("has: %v, %v", has, err)
		}
		if got := get(t, b, name); got != content {
			t.Errorf("got %d bytes, want %d", len(got), len(content))
		}
	}
}

func createOnce(t *testing.T, b pipeline.Bucket) {
	if err := b.Create(t.Context(), "ledger/1", []byte("first")); err != nil {
		t.Fatal(err)
	}
	for _, content := range []string{"second", "first"} {
		if err := b.Create(t.Context(), "ledger/1", []byte(content)); !errors.Is(err, fs.ErrExist) {
			t.Errorf("create again: %v", err)
		}
	}
	if got := get(t, b, "ledger/1"); got != "first" {
		t.Errorf("got %q", got)
	}
}

// oneCreator lets many create the same names at the same time.
func oneCreator(t *testing.T, b pipeline.Bucket) {
	const writers, names = 8, 20
	var won [names]atomic.Int64
	var g sync.WaitGroup
	for w := range writers {
		g.Go(func() {
			for n := range names {
				err := b.Create(context.Background(), fmt.Sprintf("ledger/%02d", n), fmt.Appendf(nil, "%d", w))
				switch {
				case err == nil:
					won[n].Add(1)
				case !errors.Is(err, fs.ErrExist):
					t.Errorf("writer %d: %v", w, err)
				}
			}
		})
	}
	g.Wait()
	for n := range won {
		if k := won[n].Load(); k != 1 {
			t.Errorf("name %d was created %d times", n, k)
		}
	}
}

func list(t *testing.T, b pipeline.Bucket) {
	for _, name := range []string{"ledger/2", "ledger/10", "ledgers/1", "originals/ab/x", "ledger/1"} {
		if err := b.Put(t.Context(), name, strings.NewReader("x")); err != nil {
			t.Fatal(err)
		}
	}
	for prefix, want := range map[string][]string{
		"ledger/": {"ledger/1", "ledger/10", "ledger/2"}, "ledger/1": {"ledger/1", "ledger/10"}, "originals/": {"originals/ab/x"}, "z/": nil,
	} {
		if got := listed(t, b, prefix); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", prefix, got, want)
		}
	}
	for range b.List(t.Context(), "ledger/") { //nolint:errcheck // nothing is read of it
		break // a reader may stop
	}
}

// torn puts a file whose bytes fail on the way: nobody may see a part of it.
func torn(t *testing.T, b pipeline.Bucket) {
	broken := io.MultiReader(strings.NewReader("half"), failing{})
	if err := b.Put(t.Context(), "originals/torn", broken); err == nil {
		t.Fatal("no error")
	}
	if has, err := b.Has(t.Context(), "originals/torn"); has || err != nil {
		t.Errorf("has: %v, %v", has, err)
	}
	if names := listed(t, b, "originals/"); len(names) != 0 {
		t.Errorf("list: %v", names)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("cable pulled") }

func get(t *testing.T, b pipeline.Bucket, name string) string {
	t.Helper()
	r, err := b.Get(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func listed(t *testing.T, b pipeline.Bucket, prefix string) (names []string) {
	t.Helper()
	for name, err := range b.List(t.Context(), prefix) {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return names
}

func TestOpenRefuses(t *testing.T) {
	for address, want := range map[string]string{
		"ftp://host/x":         "ftp:// is not known",
		"mem://":               "mem:// is not known",
		"file://mnt/x":         "three slashes",
		"s3://b?no_such=1":     "no_such",
		"s3://b ucket/%zz":     "bucket s3://b ucket/%zz",
		"azblob://container/x": "azblob",
	} {
		t.Setenv("AZURE_STORAGE_ACCOUNT", "")
		if _, err := Open(t.Context(), address); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestIsAddress(t *testing.T) {
	for name, want := range map[string]bool{"s3://b/p": true, "file:///x": true, "haki-corpus": false, "/mnt/a:b": false, `C:\corpus`: false} {
		if IsAddress(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}

// A killed writer's part of a file is not listed.
func TestFolderLitter(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, partPrefix+"123"), []byte("half"), 0o644); err != nil {
		t.Fatal(err)
	}
	if names := listed(t, folder(dir), ""); len(names) != 0 {
		t.Errorf("listed %v", names)
	}
}
