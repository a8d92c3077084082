package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/haki-project/haki/pipeline"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "worker" { // Haki starts this binary again to read documents
		main()
	}
	testscript.Main(m, map[string]func(){"haki": main})
}

// samples are the documents of testdata/corpus, as scripts find them.
func samples(t testing.TB) string {
	t.Helper()
	dir, err := filepath.Abs("../../testdata/corpus")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestScripts runs commands as a person would type them.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("SAMPLES", samples(t))
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("NO_COLOR", "1")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "lines": lines},
	})
}

// exits N COMMAND... runs a command that must end with exit code N.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	if err != nil || neg {
		ts.Fatalf("usage: exits N command...")
	}
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		got = 1
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// lines N FILE checks how many lines a file or stdout has.
func lines(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	if err != nil || neg {
		ts.Fatalf("usage: lines N file")
	}
	if got := strings.Count(ts.ReadFile(args[1]), "\n"); got != want {
		ts.Fatalf("%s has %d lines, want %d", args[1], got, want)
	}
}

// command runs one command line in this process.
func command(t *testing.T, stdin io.Reader, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(context.Background(), args, stdin, &out, &err)
	return out.String(), err.String(), code
}

func TestASecondWriterIsToldWhoHoldsTheCorpus(t *testing.T) {
	dir := t.TempDir()
	store, err := pipeline.Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	_, stderr, code := command(t, nil, "ingest", "--corpus", dir, samples(t))
	if code != 4 || !strings.Contains(stderr, strconv.Itoa(os.Getpid())) {
		t.Errorf("exit code %d, %q; want 4 and the process that holds it, %d", code, stderr, os.Getpid())
	}
}

func TestAnInterruptedRunSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, msg bytes.Buffer
	if code := run(ctx, []string{"ingest", "--corpus", t.TempDir(), samples(t)}, nil, &out, &msg); code != 130 {
		t.Errorf("exit code %d, want 130: %s", code, msg.String())
	}
}

func TestHelpListsExitCodes(t *testing.T) {
	stdout, _, code := command(t, nil, "--help")
	if code != 0 || !strings.Contains(stdout, "4 corpus locked by another writer") {
		t.Errorf("exit code %d, help:\n%s", code, stdout)
	}
}

func TestEveryCommandExplainsItself(t *testing.T) {
	for _, c := range newRoot(&app{}).Commands() {
		if c.Short == "" && !c.Hidden {
			t.Errorf("%s says nothing of itself", c.Name())
		}
	}
}
