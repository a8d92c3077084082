package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/haki-project/haki/pipeline"
)

var update = flag.Bool("update", false, "write the golden files anew")

// extractBytes runs Extract over bytes, as a caller would over a file.
func extractBytes(tb testing.TB, name string, data []byte, opt Options) (*pipeline.Document, error) {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "original")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		tb.Fatal(err)
	}
	o := pipeline.Original{Path: path, SHA256: fmt.Sprintf("%x", sha256.Sum256(data)), Size: int64(len(data)), File: name, URI: "file:///" + name}
	return Extract(context.Background(), o, opt)
}

// mustExtract fails the test unless data is a document that keeps every promise.
func mustExtract(tb testing.TB, name string, data []byte) *pipeline.Document {
	tb.Helper()
	d, err := extractBytes(tb, name, data, Options{})
	if err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	checkDocument(tb, d)
	return d
}

// checkDocument checks what every document promises.
func checkDocument(tb testing.TB, d *pipeline.Document) {
	tb.Helper()
	if err := d.Check(); err != nil {
		tb.Fatal(err)
	}
	if !utf8.ValidString(d.Text) || !norm.NFC.IsNormalString(d.Text) {
		tb.Fatal("the text is not UTF-8 in NFC")
	}
	if i := strings.IndexFunc(d.Text, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7f }); i >= 0 {
		tb.Fatalf("control character %q in the text", d.Text[i])
	}
	end := 0
	ids := map[string]bool{}
	for i := range d.Passages {
		p := &d.Passages[i]
		if p.Start < end {
			tb.Fatalf("passage %s begins before the one before it ends", p.ID)
		}
		end = p.End
		if text := d.PassageText(p); !utf8.ValidString(text) || strings.ContainsAny(text, "\n") {
			tb.Fatalf("passage %s is no line of text: %q", p.ID, text)
		}
		if ids[p.ID] {
			tb.Fatalf("two passages have the ID %s", p.ID)
		}
		ids[p.ID] = true
		for _, note := range p.Notes {
			if n := d.Passage(note); n == nil || n.Kind != pipeline.Footnote {
				tb.Fatalf("passage %s points to note %q, which is none", p.ID, note)
			}
		}
	}
}

// outlineOf prints a document as the golden files keep it: a line a passage.
func outlineOf(d *pipeline.Document) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s | title %q | language %q | date %q | symbol %q | countries %v\n", d.MediaType, d.Title, d.Language, d.Date, d.Symbol, d.Countries)
	for _, n := range d.Quality.Notes {
		fmt.Fprintf(&out, "note: %s\n", n)
	}
	for i := range d.Passages {
		p := &d.Passages[i]
		fmt.Fprintf(&out, "%s %s", p.ID, p.Kind)
		for _, field := range []struct{ name, value string }{{"number", p.Number}, {"id", p.Identifier}, {"under", strings.Join(p.Section, " > ")}, {"notes", strings.Join(p.Notes, " ")}} {
			if field.value != "" {
				fmt.Fprintf(&out, " %s=%q", field.name, field.value)
			}
		}
		if p.Level > 0 {
			fmt.Fprintf(&out, " level=%d", p.Level)
		}
		fmt.Fprintf(&out, "\n    %s\n", strings.ReplaceAll(d.PassageText(p), "\t", " | "))
	}
	return out.String()
}

// checkGolden compares with testdata/name.golden.
func checkGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; go test -update writes it", err)
	}
	if got != string(want) {
		t.Errorf("%s differs (go test -update, then read the diff):\n got:\n%s\nwant:\n%s", path, got, want)
	}
}

// zipped builds a zip; members are name, content, name, content.
func zipped(tb testing.TB, members ...string) []byte {
	tb.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for i := 0; i+1 < len(members); i += 2 {
		method := zip.Deflate
		if members[i] == "mimetype" {
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: members[i], Method: method})
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := w.Write([]byte(members[i+1])); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return buf.Bytes()
}

func TestGolden(t *testing.T) {
	for _, c := range inventedDocuments(t) {
		t.Run(c.name, func(t *testing.T) {
			checkGolden(t, strings.ReplaceAll(c.name, ".", "_"), outlineOf(mustExtract(t, c.name, c.data)))
		})
	}
}

func TestExtractIdentity(t *testing.T) {
	d := mustExtract(t, "note.txt", []byte("One line."))
	if want := "file:///note.txt"; d.URI != want || d.File != "note.txt" || len(d.ID) != 16 || !strings.HasPrefix(d.SHA256, string(d.ID)) {
		t.Errorf("got %q %q %q %q", d.URI, d.File, d.ID, d.SHA256)
	}
}

func TestExtractIsPure(t *testing.T) {
	for _, c := range inventedDocuments(t) {
		first, second := mustExtract(t, c.name, c.data), mustExtract(t, c.name, c.data)
		if outlineOf(first) != outlineOf(second) {
			t.Errorf("%s comes out in two ways", c.name)
		}
	}
}

func TestExtractCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	path := filepath.Join(t.TempDir(), "x.txt")
	if err := os.WriteFile(path, []byte("Words."), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Extract(ctx, pipeline.Original{Path: path, SHA256: "00"}, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
}

func TestExtractFailures(t *testing.T) {
	cases := []struct {
		name string
		data []byte
		want error
	}{
		{"empty.txt", nil, pipeline.ErrNoText},
		{"blank.txt", []byte(" \n\n\t "), pipeline.ErrNoText},
		{"picture.png", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"), pipeline.ErrUnsupported},
		{"data.json", []byte(`{"rights": ["education", "health"]}`), pipeline.ErrUnsupported},
		{"archive.zip", zipped(t, "a.txt", "words"), pipeline.ErrUnsupported},
		{"sheet.xlsx", zipped(t, "xl/workbook.xml", "<workbook/>"), pipeline.ErrUnsupported},
		{"cut.docx", zipped(t, "word/document.xml", strings.Repeat("<w:p>", 500))[:90], pipeline.ErrMalformed},
		{"no-document.docx", zipped(t, "word/styles.xml", "<styles/>"), pipeline.ErrMalformed},
		{"empty.docx", zipped(t, "word/document.xml", "<document><body/></document>"), pipeline.ErrNoText},
		{"cut.doc", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 600)...), pipeline.ErrMalformed},
		{"locked.odt", zipped(t, "mimetype", "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml",
			`<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>`, "content.xml", "garbage"), pipeline.ErrEncrypted},
		{"locked.epub", epubBook(t, "META-INF/encryption.xml", `<encryption><CipherReference URI="OEBPS/one.xhtml"/></encryption>`), pipeline.ErrEncrypted},
	}
	for _, c := range cases {
		_, err := extractBytes(t, c.name, c.data, Options{})
		if !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

func TestMissingFile(t *testing.T) {
	_, err := Extract(context.Background(), pipeline.Original{Path: filepath.Join(t.TempDir(), "gone")}, Options{})
	if !errors.Is(err, pipeline.ErrUnreadable) {
		t.Errorf("got %v", err)
	}
}
