package source

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// tree writes files below a new folder.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// zipped packs names and contents, in turn.
func zipped(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, files[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// found lists items as "address below dir: content", or their error.
func found(t *testing.T, dir string, s pipeline.Source) []string {
	t.Helper()
	var list []string
	err := s.Each(context.Background(), func(it pipeline.Item) error {
		name := strings.TrimPrefix(it.URI, fileURI(dir)+"/")
		if it.Err != nil {
			list = append(list, name+": "+pipeline.Reason(it.Err))
			return nil
		}
		list = append(list, name+": "+read(t, it))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func read(t *testing.T, it pipeline.Item) string {
	t.Helper()
	r, err := it.Open()
	if err != nil {
		return "open: " + err.Error()
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		return "read: " + err.Error()
	}
	return string(b)
}

func TestPathYieldsEveryFileOnceInOrder(t *testing.T) {
	dir := tree(t, map[string]string{
		"b.txt": "b", "a/c.txt": "c", "a/ä ö.txt": "ä", ".hidden": "no", "a/.git/config": "no", "haki.csv": "file\n", "a/d.tmp": "no", "a/deep/d.tmp": "no",
		"a/deep/keep.tmp": "keep", ".hakiignore": "*.tmp\n!keep.tmp\n/skip/\n", "skip/x.txt": "no", "a/skip/y.txt": "y",
	})
	if err := os.Symlink(dir, filepath.Join(dir, "a", "loop")); err != nil {
		t.Skip("no links here:", err)
	}
	if err := os.Symlink(filepath.Join(dir, "gone"), filepath.Join(dir, "broken.txt")); err != nil {
		t.Fatal(err)
	}
	want := []string{"a/c.txt: c", "a/deep/keep.tmp: keep", "a/loop: unsupported", "a/skip/y.txt: y", "a/%C3%A4%20%C3%B6.txt: ä", "b.txt: b", "broken.txt: unreadable"}
	if diff := cmp.Diff(want, found(t, dir, Path{dir})); diff != "" {
		t.Error(diff)
	}
}

func TestUnzip(t *testing.T) {
	inner := zipped(t, "deep.txt", "deep")
	docx := zipped(t, "[Content_Types].xml", "<Types/>", "word/document.xml", "<w/>")
	many := zipped(t, "1.zip", zipped(t, "2.zip", zipped(t, "3.zip", zipped(t, "4.txt", "4"))))
	dir := tree(t, map[string]string{
		"a.zip":    zipped(t, "b.txt", "b", "dir/", "", "../../evil.txt", "e", `win\path.txt`, "w", "__MACOSX/._b.txt", "x", "c/inner.zip", inner, "line\nfeed.txt", "l"),
		"b.bin":    "plain",
		"c.docx":   docx,
		"d.zip":    "PK\x03\x04 and then nothing",
		"e.zip":    zipped(t),
		"f.zip":    zipped(t, "bomb.txt", strings.Repeat("\x00", 4<<20)),
		"many.zip": many,
	})
	want := []string{
		"a.zip#b.txt: b", "a.zip#evil.txt: e", "a.zip#win/path.txt: w", "a.zip#c/inner.zip/deep.txt: deep", "a.zip#line_feed.txt: l",
		"b.bin: plain", "c.docx: " + docx, "d.zip: malformed", "e.zip: no-text", "f.zip#bomb.txt: too-large", "many.zip#1.zip/2.zip/3.zip: too-large",
	}
	if diff := cmp.Diff(want, found(t, dir, Unzip{Path{dir}})); diff != "" {
		t.Error(diff)
	}
}

func TestUnzipOfAStream(t *testing.T) {
	got := found(t, "", Unzip{Stdin{strings.NewReader(zipped(t, "a.txt", "a", "b.txt", "b"))}})
	if len(got) != 2 || !strings.HasSuffix(got[0], "#a.txt: a") {
		t.Errorf("got %q", got)
	}
	if got := found(t, "", Unzip{Stdin{strings.NewReader("plain")}}); len(got) != 1 || !strings.HasSuffix(got[0], ": plain") {
		t.Errorf("got %q", got)
	}
}

func TestSidecar(t *testing.T) {
	dir := tree(t, map[string]string{
		"haki.csv": "\ufefffile,kind,countries,date\na.txt,law,Kenya|TZA,2010-08\n", "a.txt": "a", "b.txt": "b", "sub/a.txt": "not of that folder",
	})
	src, err := Open([]string{dir}, Options{Set: pipeline.Metadata{Kind: pipeline.KindSpeech}})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]pipeline.Metadata{}
	if err := src.Each(context.Background(), func(it pipeline.Item) error { got[strings.TrimPrefix(it.URI, fileURI(dir)+"/")] = it.Set; return nil }); err != nil {
		t.Fatal(err)
	}
	speech := pipeline.Metadata{Kind: pipeline.KindSpeech}
	want := map[string]pipeline.Metadata{"a.txt": {Kind: pipeline.KindSpeech, Countries: []string{"KEN", "TZA"}, Date: "2010-08"}, "b.txt": speech, "sub/a.txt": speech}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSidecarErrorsNameTheLine(t *testing.T) {
	for in, want := range map[string]string{
		"name\nx\n": "line 1", "file,kind\na,novel\n": "line 2: kind", "file,date\na,\nb,yesterday\n": "line 3: date", "file,countries\na,Atlantis\n": "line 2: countries",
		"file,cycle\na,two\n": "line 2: cycle", "file,colour\na,red\n": "line 2: colour", "": "line 1",
	} {
		if _, err := parseTable(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
}

func TestOpenSaysWhichWordIsWrong(t *testing.T) {
	for _, arg := range []string{"no/such/file", "gopher:x"} {
		if _, err := Open([]string{arg}, Options{}); err == nil || !strings.Contains(err.Error(), arg) {
			t.Errorf("%s: %v", arg, err)
		}
	}
	if _, err := Open(nil, Options{Metadata: "no/such.csv"}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a CSV that is not there: %v", err)
	}
}

func TestAnErrorOfTheConsumerEndsTheWalk(t *testing.T) {
	dir := tree(t, map[string]string{"a.zip": zipped(t, "1", "1", "2", "2"), "b": "b"})
	stop, n := errors.New("stop"), 0
	err := Unzip{Path{dir}}.Each(context.Background(), func(pipeline.Item) error { n++; return stop })
	if !errors.Is(err, stop) || n != 1 {
		t.Errorf("%v after %d items", err, n)
	}
}

func FuzzUnzip(f *testing.F) {
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, b []byte) {
		err := Unzip{Stdin{bytes.NewReader(b)}}.Each(context.Background(), func(it pipeline.Item) error {
			if strings.Contains(it.File, "/") || slices.Contains(strings.Split(it.URI, "/"), "..") {
				t.Fatalf("a name leaves its place: %s, %s", it.URI, it.File)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestArchivesAreOpenOnlyWhileRead(t *testing.T) {
	dir := tree(t, map[string]string{"a.zip": zipped(t, "a.txt", "a", "b.txt", "b")})
	var items []pipeline.Item
	if err := (Unzip{Path{dir}}).Each(context.Background(), func(it pipeline.Item) error { items = append(items, it); return nil }); err != nil {
		t.Fatal(err)
	}
	moved := filepath.Join(dir, "moved")
	if err := os.Rename(filepath.Join(dir, "a.zip"), moved); err != nil {
		t.Fatal(err)
	}
	if got := read(t, items[0]); !strings.HasPrefix(got, "open: ") {
		t.Errorf("the archive was kept open: %q", got)
	}
	if err := os.Rename(moved, filepath.Join(dir, "a.zip")); err != nil {
		t.Fatal(err)
	}
	one, err := items[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, items[1]); got != "b" { // two members at once
		t.Errorf("got %q", got)
	}
	if b, err := io.ReadAll(one); string(b) != "a" || err != nil {
		t.Errorf("got %q, %v", b, err)
	}
	if err := errors.Join(one.Close(), one.Close()); err != nil {
		t.Error(err)
	}
}
