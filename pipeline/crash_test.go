//go:build unix

package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The test binary is also the process that is killed: with this variable set to
// a corpus it ingests crashItems of the version given, and kills itself at the
// step given, 0 for never.
const crashEnv = "HAKI_TEST_CRASH"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashEnv); dir != "" {
		os.Exit(crashChild(dir, os.Args[1], os.Args[2]))
	}
	os.Exit(m.Run())
}

// crashItems are files of two versions: between them some change, some come and
// go, the first of equal ones changes, broken ones are mended.
func crashItems(version string, step func()) itemList {
	var items itemList
	for i := range 60 {
		content := fmt.Sprintf("text of %d\nsecond line", i)
		switch i % 10 {
		case 3:
			content = "the same in many"
		case 6:
			content = "!broken"
		case 8:
			content = fmt.Sprintf("!broken %d", i)
		}
		if version == "2" && i%3 == 0 {
			content = fmt.Sprintf("new text of %d", i/6)
		}
		if version == "2" && i%20 == 1 {
			continue
		}
		it := fakeItem(fmt.Sprintf("%02d.txt", i), content, nil)
		open := it.Open
		it.Open = func() (io.ReadCloser, error) { step(); return open() }
		items = append(items, it)
	}
	return items
}

// crashIndex is a fakeIndex that tells its steps.
type crashIndex struct {
	*fakeIndex
	step func()
}

func (x crashIndex) Put(ctx context.Context, docs ...*Document) error {
	x.step()
	defer x.step()
	return x.fakeIndex.Put(ctx, docs...)
}

func (x crashIndex) Publish(ctx context.Context, mark string) error {
	x.step()
	defer x.step()
	return x.fakeIndex.Publish(ctx, mark)
}

func crashChild(dir, version, dieAt string) int {
	die, err := strconv.ParseInt(dieAt, 10, 64)
	if err != nil {
		panic(err)
	}
	var steps atomic.Int64
	step := func() {
		if steps.Add(1) == die {
			syscall.Kill(os.Getpid(), syscall.SIGKILL) //nolint:errcheck // it cannot fail
			select {}
		}
	}
	s, err := Open(filepath.Join(dir, "corpus"), false)
	if err != nil {
		panic(err)
	}
	x := crashIndex{openFakeIndex(nil, filepath.Join(dir, "index")), step}
	p := &fakeProcessor{recipe: "r", before: func(Original) error { step(); return nil }}
	r := Runner{Store: s, Processor: p, Index: x}
	o := RunOptions{Workers: 3, PublishEvery: 10, batchItems: 4, Progress: func(Event) { step() }}
	if _, err := r.Run(context.Background(), crashItems(version, step), o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if err := s.Close(); err != nil {
		panic(err)
	}
	fmt.Println(steps.Load())
	return 0
}

// runCrashChild returns how many steps the child took, or killed.
func runCrashChild(t *testing.T, dir, version string, dieAt int) (steps int, killed bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0], version, strconv.Itoa(dieAt))
	cmd.Env = append(os.Environ(), crashEnv+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL {
		return 0, true
	}
	if err != nil {
		t.Fatal(err)
	}
	steps, err = strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil {
		t.Fatal(err)
	}
	return steps, false
}

// Killed at any step, any number of times, and given the same command again: the
// corpus and the index are those of a run that nobody disturbed.
func TestKillAndContinue(t *testing.T) {
	undisturbed, want := t.TempDir(), map[string]string{}
	steps := 0
	for _, version := range []string{"1", "2"} {
		steps, _ = runCrashChild(t, undisturbed, version, 0)
		want[version] = crashExport(t, undisturbed)
	}
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			rnd, dir := rand.New(rand.NewPCG(seed, 0)), t.TempDir()
			for _, version := range []string{"1", "2"} {
				for kills := 0; kills < 6; kills++ {
					if _, killed := runCrashChild(t, dir, version, 1+rnd.IntN(steps/2)); !killed {
						break
					}
				}
				runCrashChild(t, dir, version, 0)
				if diff := cmp.Diff(want[version], crashExport(t, dir)); diff != "" {
					t.Fatalf("version %s: %s", version, diff)
				}
			}
		})
	}
}

func crashExport(t *testing.T, dir string) string {
	t.Helper()
	s, err := Open(filepath.Join(dir, "corpus"), true)
	if err != nil {
		t.Fatal(err)
	}
	indexAgrees(t, s, openFakeIndex(t, filepath.Join(dir, "index")))
	if left, _ := filepath.Glob(filepath.Join(dir, "corpus/tmp/*")); len(left) > 0 {
		t.Errorf("litter: %v", left)
	}
	return exported(t, s)
}

// A ledger cut at any byte, as a crash of the machine may leave it, is read up
// to its last whole line, and the same run again restores the rest.
func TestTornLedger(t *testing.T) {
	items := []Item{fakeItem("a.txt", "one", nil), fakeItem("b.txt", "two", nil), fakeItem("c.txt", "one", nil)}
	whole := openStore(t, t.TempDir())
	ingest(t, whole, nil, &fakeProcessor{}, RunOptions{}, items...)
	want := exported(t, whole)
	closeStore(t, whole)
	path := filepath.Join(whole.Dir(), "ledger.jsonl")
	lines, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for cut := 0; cut < len(lines); cut += 7 {
		if err := os.WriteFile(path, lines[:cut], 0o644); err != nil {
			t.Fatal(err)
		}
		reader, err := Open(whole.Dir(), true)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(ledgerOf(t, reader).Outcomes()); n != strings.Count(string(lines[:cut]), "\n") {
			t.Fatalf("cut at %d: %d outcomes", cut, n)
		}
		s := openStore(t, whole.Dir())
		ingest(t, s, nil, &fakeProcessor{}, RunOptions{}, items...)
		if diff := cmp.Diff(want, exported(t, s)); diff != "" {
			t.Fatalf("cut at %d: %s", cut, diff)
		}
		closeStore(t, s)
	}
}
