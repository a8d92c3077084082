package pipeline

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func newLedger(t *testing.T) (*Ledger, string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "tmp"), 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, ledgerName)
	return reopen(t, path), path
}

func reopen(t *testing.T, path string) *Ledger {
	t.Helper()
	l, err := openLedger(path, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

func write(t *testing.T, l *Ledger, outcomes ...*Outcome) {
	t.Helper()
	for i, o := range outcomes {
		outcomes[i] = l.note(o)
	}
	if _, err := l.append(outcomes); err != nil {
		t.Fatal(err)
	}
}

func done(uri string, id ID) *Outcome {
	return &Outcome{URI: uri, State: Done, Document: fifteen + id}
}

func twin(uri string, id ID) *Outcome {
	return &Outcome{URI: uri, State: Duplicate, Document: fifteen + id}
}

// fifteen is all but the last digit of the IDs of these tests.
const fifteen ID = "000000000000000"

// view is what a ledger says, without numbers.
func view(l *Ledger) string {
	var b strings.Builder
	for _, o := range l.Outcomes() {
		fmt.Fprintln(&b, o.URI, o.State, o.Document, o.DuplicateOf)
		for _, v := range l.Versions(o.URI) {
			fmt.Fprintln(&b, "  version", v.Document)
		}
	}
	for _, o := range l.Documents() {
		fmt.Fprintln(&b, "document", o.Document, "of", o.URI)
	}
	for _, o := range l.orphans() {
		fmt.Fprintln(&b, "orphan", o.URI)
	}
	return strings.ReplaceAll(b.String(), string(fifteen), "")
}

// A ledger says the same when it is read again, and when it is compacted.
func TestLedgerSurvives(t *testing.T) {
	l, path := newLedger(t)
	write(t, l, done("a", "1"), twin("b", "1"), &Outcome{URI: "c", State: Failed, Reason: "encrypted"})
	write(t, l, done("a", "2"), twin("d", "2"), done("e", "5"))
	write(t, l, done("b", "1"), done("e", "6"), &Outcome{URI: "e", State: Failed}, done("a", "2"))
	want := `a done 2 
  version 1
  version 2
b done 1 
  version 1
c failed  
d duplicate 2 a
e failed  
  version 5
  version 6
document 2 of a
document 1 of b
document 6 of e
`
	if diff := cmp.Diff(want, view(l)); diff != "" {
		t.Fatal(diff)
	}
	if diff := cmp.Diff(want, view(reopen(t, path))); diff != "" {
		t.Error(diff)
	}
	seq := l.Seq()
	if err := l.rewrite(l.kept()); err != nil {
		t.Fatal(err)
	}
	write(t, l, done("f", "7"))
	again := reopen(t, path)
	if diff := cmp.Diff(strings.Replace(want, "document 2", "f done 7 \n  version 7\ndocument 2", 1)+"document 7 of f\n", view(again)); diff != "" {
		t.Error(diff)
	}
	if again.Seq() != seq+1 {
		t.Errorf("numbers go on from %d, want %d", again.Seq(), seq+1)
	}
}

func TestLedgerCompactsItself(t *testing.T) {
	l, path := newLedger(t)
	for i := range compactAfter + 10 {
		l.note(done("a", ID(fmt.Sprint(i%2))))
	}
	var b strings.Builder
	for i := range compactAfter + 10 {
		fmt.Fprintf(&b, `{"seq":%d,"uri":"a","file":"a","state":"done","document":"0000000000000001","size":1,"time":"2020-01-01T00:00:00Z"}`+"\n", i+1)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	if again := reopen(t, path); again.Seq() != compactAfter+10 {
		t.Errorf("seq %d", again.Seq())
	}
	after, err := os.ReadFile(path)
	if err != nil || strings.Count(string(after), "\n") != 1 {
		t.Errorf("%d lines are left, %v", strings.Count(string(after), "\n"), err)
	}
	if view(reopen(t, path)) == "" {
		t.Error("nothing is left")
	}
}

func TestOrphansAreFound(t *testing.T) {
	l, path := newLedger(t)
	write(t, l, done("a", "1"), twin("c", "1"), twin("b", "1"))
	write(t, l, done("a", "2"))
	if o := reopen(t, path).orphans(); len(o) != 1 || o[0].URI != "c" {
		t.Errorf("the oldest duplicate inherits, got %+v", o)
	}
	write(t, l, &Outcome{URI: "c", State: Failed})
	if o := l.orphans(); len(o) != 1 || o[0].URI != "b" {
		t.Errorf("one that failed to inherit is passed over, got %+v", o)
	}
}

func TestSince(t *testing.T) {
	l, _ := newLedger(t)
	write(t, l, done("a", "1"), done("b", "2"))
	mark := l.Seq()
	write(t, l, done("a", "3"), twin("c", "2"))
	put, gone := l.since(mark)
	if len(put) != 1 || put[0].Document != fifteen+"3" || len(gone) != 1 || gone[0] != fifteen+"1" {
		t.Errorf("put %+v, gone %v", put, gone)
	}
	if put, gone := l.since(l.Seq()); len(put)+len(gone) > 0 {
		t.Errorf("nothing is new, got %v and %v", put, gone)
	}
}

func FuzzLedger(f *testing.F) {
	f.Add([]byte(`{"seq":1,"uri":"a","state":"done","document":"0000000000000001"}` + "\n" + `{"seq":2,"uri":"b","state":"duplicate","document":"0000000000000001"}` + "\n{torn"))
	f.Add([]byte(`{"seq":1,"uri":"a","state":"failed"}` + "\n\x00\x00\n" + `{"seq":1,"uri":"a","state":"x"}` + "\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		dir := t.TempDir()
		path := filepath.Join(dir, ledgerName)
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		l, err := openLedger(path, true)
		if err != nil {
			t.Fatal(err)
		}
		view(l)
		l.since(0)
		l.kept()
	})
}
