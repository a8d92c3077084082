package pipeline

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sampleStore holds two documents, an earlier version, a duplicate and a failure.
func sampleStore(t *testing.T) *Store {
	t.Helper()
	s := openStore(t, t.TempDir())
	ingest(t, s, nil, &fakeProcessor{}, RunOptions{}, fakeItem("a.txt", "first", nil))
	ingest(t, s, nil, &fakeProcessor{}, RunOptions{}, fakeItem("a.txt", "second\nversion", nil), fakeItem("b.txt", "other", nil),
		fakeItem("c.txt", "other", nil), fakeItem("d.txt", "!bad", nil))
	return s
}

func problems(t *testing.T, s *Store) []Problem {
	t.Helper()
	list, err := s.Verify(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestVerify(t *testing.T) {
	badSpan, err := EncodeDocument(&Document{Text: "x", Pages: []Page{{Number: 1, End: 9}}})
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		damage func(s *Store, o *Outcome) error
		want   string
	}{
		"sound":              {func(*Store, *Outcome) error { return nil }, ""},
		"original gone":      {func(s *Store, o *Outcome) error { return os.Remove(s.originalPath(o.SHA256)) }, "not in the corpus"},
		"original changed":   {func(s *Store, o *Outcome) error { return os.WriteFile(s.originalPath(o.SHA256), []byte("x"), 0o644) }, "its bytes have the hash"},
		"document gone":      {func(s *Store, o *Outcome) error { return os.Remove(s.documentPath(o.Document)) }, "not in the corpus"},
		"document torn":      {func(s *Store, o *Outcome) error { return os.Truncate(s.documentPath(o.Document), 20) }, "damaged"},
		"another document":   {func(s *Store, o *Outcome) error { return os.WriteFile(s.documentPath(o.Document), badSpan, 0o644) }, "its file holds document"},
		"ledger overwritten": {func(s *Store, _ *Outcome) error { return overwrite(s.path(ledgerName)) }, "no outcomes"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := sampleStore(t)
			closeStore(t, s)
			if err := tt.damage(s, ledgerOf(t, s).Last("file:///in/b.txt")); err != nil {
				t.Fatal(err)
			}
			reader, err := Open(s.Dir(), true)
			if err != nil {
				t.Fatal(err)
			}
			list := problems(t, reader)
			if tt.want == "" && len(list) > 0 || tt.want != "" && (len(list) != 1 || !strings.Contains(list[0].Message, tt.want) || list[0].Advice == "") {
				t.Errorf("got %+v, want %q", list, tt.want)
			}
		})
	}
}

// overwrite spoils the first line of a file.
func overwrite(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteAt([]byte("\x00\x00\x00"), 0)
	return errors.Join(err, f.Close())
}

func TestVerifySpans(t *testing.T) {
	d := &Document{Text: "text", Pages: []Page{{Number: 1, End: 4}}, Recommendations: []Recommendation{{Number: "1", Start: 1, End: 4}}}
	if err := d.checkRest(); err != nil {
		t.Error(err)
	}
	d.Recommendations[0].End = 5
	if err := d.checkRest(); !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v", err)
	}
	d.Pages[0].Start = 5
	if err := d.checkRest(); err == nil || !strings.Contains(err.Error(), "page 1") {
		t.Errorf("got %v", err)
	}
}

func restored(t *testing.T, file string) *Store {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "restored")
	if _, err := Restore(t.Context(), file, dir); err != nil {
		t.Fatal(err)
	}
	return openStore(t, dir)
}

func TestBackupAndRestore(t *testing.T) {
	s, file := sampleStore(t), filepath.Join(t.TempDir(), "backup.tar")
	o := ledgerOf(t, s).Last("file:///in/b.txt")
	fix := Correction{Document: o.Document, Passage: "s1", Text: TextHash("other"), Scheme: "rights", Tag: "torture", Verdict: Added}
	if err := s.Correct(t.Context(), openFakeIndex(t, ""), o.Document, fix); err != nil {
		t.Fatal(err)
	}
	report, err := s.Backup(t.Context(), file)
	if want := (BackupReport{Files: 4 + 3 + 1 + 2}); err != nil || report.Files != want.Files || report.Missing != 0 {
		t.Fatalf("%+v, %v", report, err)
	}
	r := restored(t, file)
	if list, err := r.Corrections(o.Document); err != nil || len(list) != 1 {
		t.Errorf("corrections: %+v, %v", list, err)
	}
	if diff := cmp.Diff(exported(t, s), exported(t, r)); diff != "" {
		t.Error(diff)
	}
	if list := problems(t, r); len(list) > 0 {
		t.Errorf("%+v", list)
	}
	if len(ledgerOf(t, r).Versions("file:///in/a.txt")) != 2 {
		t.Error("the earlier version is lost")
	}
	if again := ingest(t, r, nil, &fakeProcessor{}, RunOptions{}, fakeItem("b.txt", "other", nil)); again.Skipped != 1 {
		t.Errorf("the restored corpus reads again what it has: %+v", again)
	}
}

func TestBackupContinues(t *testing.T) {
	s, file := sampleStore(t), filepath.Join(t.TempDir(), "backup.tar")
	if _, err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	ingest(t, s, nil, &fakeProcessor{recipe: "2"}, RunOptions{}, fakeItem("e.txt", "added", nil))
	report, err := s.Backup(t.Context(), file)
	if err != nil || report.Files != 3 || report.Kept != 7 {
		t.Errorf("%+v, %v", report, err)
	}
	if diff := cmp.Diff(exported(t, s), exported(t, restored(t, file))); diff != "" {
		t.Error(diff)
	}
}

// A backup torn at any place is continued by the next; until then it restores
// what its last whole ledger says, or says that it is not whole.
func TestTornBackup(t *testing.T) {
	s, file := sampleStore(t), filepath.Join(t.TempDir(), "backup.tar")
	if _, err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := exported(t, s)
	for cut := 0; cut < len(whole); cut += 700 {
		if err := os.WriteFile(file, whole[:cut], 0o644); err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(t.TempDir(), fmt.Sprint(cut))
		if _, err := Restore(t.Context(), file, dir); err != nil && !errors.Is(err, ErrBackup) {
			t.Fatalf("cut at %d: restore: %v", cut, err)
		} else if err != nil {
			if _, err := s.Backup(t.Context(), file); err != nil {
				t.Fatalf("cut at %d: backup: %v", cut, err)
			}
			if _, err := Restore(t.Context(), file, dir); err != nil { // continued
				t.Fatalf("cut at %d: second restore: %v", cut, err)
			}
		}
		r := openStore(t, dir)
		if diff := cmp.Diff(want, exported(t, r)); diff != "" {
			t.Fatalf("cut at %d: %s", cut, diff)
		}
		closeStore(t, r)
	}
}

func TestBackupOverwritesNothingElse(t *testing.T) {
	s, dir := sampleStore(t), t.TempDir()
	other := filepath.Join(dir, "other.tar")
	if _, err := sampleStore(t).Backup(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	notes := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(notes, []byte("what I must not forget"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{other, notes} {
		before, _ := os.ReadFile(file)
		if _, err := s.Backup(t.Context(), file); !errors.Is(err, ErrBackup) {
			t.Errorf("%s: %v", file, err)
		}
		if after, _ := os.ReadFile(file); !bytes.Equal(before, after) {
			t.Errorf("%s was changed", file)
		}
	}
}

func TestRestoreRefuses(t *testing.T) {
	s, file := sampleStore(t), filepath.Join(t.TempDir(), "backup.tar")
	if _, err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	if _, err := Restore(t.Context(), file, s.Dir()); err == nil || !strings.Contains(err.Error(), "holds a corpus already") {
		t.Errorf("over a corpus: %v", err)
	}
	sha := strings.Repeat("0", 64)
	for name, want := range map[string]error{
		"../escape": ErrBackup, "originals/00/" + sha + "/x": ErrBackup, "originals/11/" + sha: ErrBackup,
		originalName(sha): ErrDamaged, documentName("0123456789abcdef"): ErrDamaged, "documents/01/../../x": ErrBackup,
	} {
		hostile := filepath.Join(t.TempDir(), "hostile.tar")
		if err := writeTar(hostile, name, "content"); err != nil {
			t.Fatal(err)
		}
		if _, err := Restore(t.Context(), hostile, filepath.Join(t.TempDir(), "r")); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
}

func writeTar(file, name, content string) error {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	err := w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Size: int64(len(content)), Mode: 0o644})
	_, err2 := w.Write([]byte(content))
	return errors.Join(err, err2, w.Close(), os.WriteFile(file, b.Bytes(), 0o644))
}

func TestBackupStops(t *testing.T) {
	s := sampleStore(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Backup(ctx, filepath.Join(t.TempDir(), "b.tar")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := s.Verify(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
