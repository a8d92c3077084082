package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/haki-project/haki/ingest/source/sourcetest"
	"github.com/haki-project/haki/pipeline"
)

// TestTheConfigurationInTheDocumentationWorks does what docs/batch.md tells a
// fresh user to do, with a server of ours in place of those in the example.
func TestTheConfigurationInTheDocumentationWorks(t *testing.T) {
	b, err := os.ReadFile("../../docs/batch.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(b), "```yaml\n")
	example, _, closed := strings.Cut(rest, "```")
	if !ok || !closed {
		t.Fatal("docs/batch.md has no example")
	}
	server := sourcetest.New()
	defer server.Close()
	server.Put("paper.txt", paper("Arda", "Torture is forbidden. A/HRC/98/7"))
	for there, here := range map[string]string{
		"https://papers.example.org/hrc.xml": server.URL + "/feed.xml", "https://library.example.org/oai2d": server.URL + "/oai", "https://chat.example.org/hooks/haki": server.URL + "/files/paper.txt",
		"include: ['A/HRC/\\d+']": "include: ['Paper']", "delay: 1s": "delay: 0s\nallow_private: true", "since: 2024-01-01": "since: 2029-01-01",
	} {
		if !strings.Contains(example, there) {
			t.Fatalf("the example lacks %s", there)
		}
		example = strings.Replace(example, there, here, 1)
	}
	dir := t.TempDir()
	t.Chdir(dir)
	for path, text := range map[string]string{"webhook.key": "key", "haki.yaml": example} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir("inbox", 0o755); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		args string
		code int
	}{{"sync --dry-run", 0}, {"sync --limit 5 hrc", 0}, {"sync", 5}, {"status", 0}} {
		if stdout, stderr, code := command(t, nil, strings.Fields(step.args)...); code != step.code {
			t.Errorf("haki %s: exit code %d, want %d: %s%s", step.args, code, step.code, stdout, stderr)
		}
	}
	for _, path := range []string{"haki-corpus/ledger.jsonl", "reports/latest.md", "haki.xml", "haki.prom"} {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
	for _, e := range exitCodes {
		if !strings.Contains(string(b), "\n| "+strconv.Itoa(e.code)+" | ") {
			t.Errorf("docs/batch.md does not explain exit code %d", e.code)
		}
	}
}

// TestAKilledSyncIsContinued kills syncs at random moments, and compares the
// corpora that they come to in the end with one that nobody disturbed: hash for
// hash, and every document reported. HAKI_KILLS says how often to kill,
// HAKI_DOCUMENTS among how many documents.
func TestAKilledSyncIsContinued(t *testing.T) {
	kills, documents := fromEnv(t, "HAKI_KILLS", 4), fromEnv(t, "HAKI_DOCUMENTS", 40)
	n := newNight(t, feedYAML)
	for i := range documents {
		n.server.Put(fmt.Sprintf("p%04d.txt", i), paper(fmt.Sprint("Place ", i), fmt.Sprintf("Well %d of the valley gives water to all.", i)))
	}
	began := time.Now()
	n.sync(0)
	whole, want := time.Since(began), n.hash("corpus")

	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	corpora := 1
	for killed := 0; killed < kills; {
		corpus := fmt.Sprint("killed", corpora)
		if n.killed(corpus, time.Duration(random.Int64N(int64(whole)))) {
			killed++
			continue
		}
		n.came(corpus, want, documents) // it was faster than the kill
		corpora++
	}
	n.came(fmt.Sprint("killed", corpora), want, documents)
	t.Logf("%d kills, %d corpora", kills, corpora)
}

func (n *night) syncOf(corpus string) []string {
	return []string{"sync", "--quiet", "--json", "--corpus", filepath.Join(n.dir, corpus), "--config", filepath.Join(n.dir, "haki.yaml")}
}

// killed runs a sync of a corpus and kills it after a while, unless it has ended.
func (n *night) killed(corpus string, after time.Duration) bool {
	n.t.Helper()
	c := exec.Command("haki", n.syncOf(corpus)...)
	if err := c.Start(); err != nil {
		n.t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = c.Process.Kill() }) // it may have ended
	defer timer.Stop()
	var exit *exec.ExitError
	return errors.As(c.Wait(), &exit) && exit.ExitCode() == -1
}

// came lets a sync end, and checks what came of the corpus.
func (n *night) came(corpus, want string, documents int) {
	n.t.Helper()
	_, stderr, code := command(n.t, nil, n.syncOf(corpus)...)
	if code != 0 && code != 5 {
		n.t.Fatalf("%s: exit code %d: %s", corpus, code, stderr)
	}
	if got := n.hash(corpus); got != want {
		n.t.Errorf("%s is another corpus: %s, want %s", corpus, got, want)
	}
	if got := n.reported(corpus); got != documents {
		n.t.Errorf("%s: %d documents were reported as new, want %d", corpus, got, documents)
	}
	if _, stderr, code := command(n.t, nil, "verify", "--corpus", filepath.Join(n.dir, corpus)); code != 0 {
		n.t.Errorf("%s: verify: %s", corpus, stderr)
	}
}

func fromEnv(t *testing.T, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (n *night) hash(corpus string) string {
	n.t.Helper()
	store, err := pipeline.Open(filepath.Join(n.dir, corpus), true)
	if err != nil {
		n.t.Fatal(err)
	}
	defer store.Close()
	h, err := store.Hash()
	if err != nil {
		n.t.Fatal(err)
	}
	return h
}

// reported counts the addresses that the dated reports call new.
func (n *night) reported(corpus string) int {
	n.t.Helper()
	paths, err := filepath.Glob(filepath.Join(n.dir, corpus, "reports", "2*.json"))
	if err != nil {
		n.t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, path := range paths {
		r := readReport(n.t, path)
		for _, d := range r.New {
			seen[d.URI] = true
		}
	}
	return len(seen)
}

// small is a night whose files lie on a small disk of their own, which only some
// machines let a test have; remount changes it.
func small(t *testing.T, size string) (n *night, remount func(options string)) {
	t.Helper()
	n = newNight(t, feedYAML)
	if out, err := exec.CommandContext(context.Background(), "mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs", n.dir).CombinedOutput(); err != nil {
		t.Skipf("no tmpfs here: %s", out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", n.dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %s", out)
		}
	})
	n.write("haki.yaml", strings.ReplaceAll("allow_private: true\ndelay: 0s\n"+feedYAML, "SERVER", n.server.URL))
	for i := range 40 {
		n.server.Put(fmt.Sprintf("p%02d.txt", i), paper(fmt.Sprint("Place ", i), strings.Repeat(fmt.Sprintf("Well %d of the valley gives water to all who come. ", i), 600)))
	}
	return n, func(options string) {
		t.Helper()
		if out, err := exec.Command("mount", "-o", "remount,"+options, n.dir).CombinedOutput(); err != nil {
			t.Fatalf("remount: %s", out)
		}
	}
}

func (n *night) args(command string) []string {
	return []string{command, "--quiet", "--corpus", filepath.Join(n.dir, "corpus"), "--config", filepath.Join(n.dir, "haki.yaml")}
}

// TestAFullDiskIsSaid fills disks of several sizes, so that the last byte falls
// into different steps; with room made, the next run comes to the same corpus.
func TestAFullDiskIsSaid(t *testing.T) {
	hashes := map[string]bool{}
	sizes := []string{"100k", "400k", "800k", "1600k", "64m"}
	if testing.Short() {
		sizes = []string{"400k", "64m"}
	}
	for _, size := range sizes {
		n, remount := small(t, size)
		_, stderr, code := command(t, nil, n.args("sync")...)
		if full := strings.Contains(stderr, "disk full") || strings.Contains(stderr, "no space left"); size != "64m" && (code != 1 || !full) || size == "64m" && code != 0 {
			t.Errorf("%s: exit code %d: %s", size, code, stderr)
		}
		remount("size=64m")
		if _, stderr, code = command(t, nil, n.args("sync")...); code != 0 && size != "64m" {
			t.Errorf("%s, with room made: exit code %d: %s", size, code, stderr)
		}
		if _, stderr, code := command(t, nil, "verify", "--corpus", filepath.Join(n.dir, "corpus")); code != 0 {
			t.Errorf("%s: verify: %s", size, stderr)
		}
		if got := n.reported("corpus"); got != 40 {
			t.Errorf("%s: %d documents were reported, want 40", size, got)
		}
		hashes[strings.ReplaceAll(n.exported(), n.server.URL, "SERVER")] = true
	}
	if len(hashes) != 1 {
		t.Errorf("%d different corpora came of the same documents", len(hashes))
	}
}

// exported is what the corpus exports of its documents.
func (n *night) exported() string {
	n.t.Helper()
	stdout, stderr, code := command(n.t, nil, "export", "documents", "--format", "jsonl", "--corpus", filepath.Join(n.dir, "corpus"))
	if code != 0 {
		n.t.Fatal(stderr)
	}
	return stdout
}

func TestACorpusThatCannotBeWrittenIsSaid(t *testing.T) {
	n, remount := small(t, "64m")
	n.sync(0)
	want := n.exported()
	n.server.Put("new.txt", paper("Calen", "Bread shall be sold at one price."))
	remount("ro")
	for _, args := range [][]string{n.args("sync"), {"ingest", "--corpus", filepath.Join(n.dir, "corpus"), samples(t)}, {"retag", "--corpus", filepath.Join(n.dir, "corpus")}} {
		_, stderr, code := command(t, nil, args...)
		if code != 1 || !strings.Contains(stderr, "read-only") || !strings.Contains(stderr, "corpus") {
			t.Errorf("%s: exit code %d: %s", args[0], code, stderr)
		}
	}
	if got := n.exported(); got != want {
		t.Error("what was there cannot be read any more")
	}
	if stdout, stderr, code := command(t, nil, "search", "--corpus", filepath.Join(n.dir, "corpus"), "valley"); code != 0 || !strings.Contains(stdout, "Well") {
		t.Errorf("search: exit code %d: %s", code, stderr)
	}
	remount("rw")
	if r := n.sync(0); len(r.New) != 1 {
		t.Errorf("%+v", r.New)
	}
}
