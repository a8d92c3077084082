//go:build linux

package pipeline

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// mountSmall mounts a disk of that many KiB, or skips the test where that is
// not allowed.
func mountSmall(t *testing.T, kib int) (dir string, remount func(options string)) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dk", kib)); err != nil {
		t.Skipf("needs a small disk of its own, which only root can mount: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir, func(options string) {
		t.Helper()
		flags := uintptr(syscall.MS_REMOUNT)
		if options == "ro" {
			flags, options = flags|syscall.MS_RDONLY, ""
		}
		if err := syscall.Mount("tmpfs", dir, "tmpfs", flags, options); err != nil {
			t.Fatal(err)
		}
	}
}

// noise is text that does not compress, so that a disk fills as expected.
func noise(seed uint64, n int) string {
	rnd := rand.New(rand.NewPCG(seed, 2))
	var b strings.Builder
	for b.Len() < n {
		fmt.Fprintf(&b, "%016x\n", rnd.Uint64())
	}
	return b.String()
}

// A full disk ends the run with a clear error; what was committed stays, and
// with more room the same run comes to the same corpus.
func TestFullDisk(t *testing.T) {
	var items []Item
	for i := range 60 {
		items = append(items, fakeItem(fmt.Sprintf("%02d.txt", i), noise(uint64(i), 10_000), nil))
	}
	whole := openStore(t, t.TempDir())
	ingest(t, whole, nil, &fakeProcessor{}, RunOptions{}, items...)

	disk, remount := mountSmall(t, 600)
	dir, index := filepath.Join(disk, "corpus"), filepath.Join(t.TempDir(), "index")
	s, err := Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	r := Runner{Store: s, Processor: &fakeProcessor{}, Index: openFakeIndex(t, index)}
	_, err = r.Run(t.Context(), itemList(items), RunOptions{Workers: 2, batchItems: 5})
	if !errors.Is(err, ErrDiskFull) || !strings.Contains(err.Error(), "free some space") {
		t.Fatalf("on a full disk: %v", err)
	}
	s.Close() //nolint:errcheck // a full disk may refuse even that
	reader, err := Open(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	if list := problems(t, reader); len(list) > 0 {
		t.Fatalf("after a full disk: %+v", list)
	}

	remount("size=8m")
	s, x := openStore(t, dir), openFakeIndex(t, index)
	ingest(t, s, x, &fakeProcessor{}, RunOptions{}, items...)
	if diff := cmp.Diff(exported(t, whole), exported(t, s)); diff != "" {
		t.Error(diff)
	}
	indexAgrees(t, s, x)
	closeStore(t, s)
}

// A corpus on a read-only disk can be read and says why it cannot be written.
func TestReadOnlyDisk(t *testing.T) {
	disk, remount := mountSmall(t, 1000)
	dir := filepath.Join(disk, "corpus")
	s := openStore(t, dir)
	ingest(t, s, nil, &fakeProcessor{}, RunOptions{}, fakeItem("a.txt", "one", nil))
	want := exported(t, s)
	closeStore(t, s)
	remount("ro")
	if _, err := Open(dir, false); !errors.Is(err, ErrReadOnly) {
		t.Errorf("opened for writing: %v", err)
	}
	reader, err := Open(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, exported(t, reader)); diff != "" {
		t.Error(diff)
	}
	if _, err := reader.Backup(t.Context(), filepath.Join(disk, "b.tar")); !errors.Is(err, ErrReadOnly) {
		t.Errorf("backup onto a read-only disk: %v", err)
	}
	if _, err := os.Stat(filepath.Join(disk, "b.tar")); err == nil {
		t.Error("something was written")
	}
}
