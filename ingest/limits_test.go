package ingest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// wordBody wraps the XML of paragraphs in a DOCX.
func wordBody(tb testing.TB, body string) []byte {
	tb.Helper()
	return zipped(tb, "word/document.xml", `<w:document xmlns:w="x"><w:body>`+body+`</w:body></w:document>`)
}

func TestLimits(t *testing.T) {
	paragraph := "<w:p><w:r><w:t>words</w:t></w:r></w:p>"
	deep := strings.Repeat("<w:sdt>", 400) + paragraph + strings.Repeat("</w:sdt>", 400)
	cases := []struct {
		name string
		data []byte
		opt  Options
		want error
	}{
		{"long.txt", []byte(strings.Repeat("word ", 100)), Options{MaxBytes: 100}, pipeline.ErrTooLarge},
		{"text.txt", []byte(strings.Repeat("word ", 100)), Options{MaxText: 100}, pipeline.ErrTooLarge},
		{"passages.txt", []byte(strings.Repeat("One.\n\n", 100)), Options{MaxPassages: 50}, pipeline.ErrTooLarge},
		{"bomb.docx", wordBody(t, strings.Repeat(" ", 5<<20)), Options{}, pipeline.ErrTooLarge},
		{"unpacked.docx", wordBody(t, strings.Repeat(paragraph, 100)), Options{MaxUnpacked: 1000}, pipeline.ErrTooLarge},
		{"deep.docx", wordBody(t, deep), Options{}, pipeline.ErrTooLarge},
		{"members.docx", zipped(t, "word/document.xml", "", "a", "", "b", "", "c", ""), Options{MaxMembers: 3}, pipeline.ErrTooLarge},
		{"deep.xml", []byte("<?xml version='1.0'?>" + strings.Repeat("<a>", 100000)), Options{}, pipeline.ErrTooLarge},
		{"groups.rtf", []byte(`{\rtf1 ` + strings.Repeat("{", 100000)), Options{}, pipeline.ErrTooLarge},
	}
	for _, c := range cases {
		if _, err := extractBytes(t, c.name, c.data, c.opt); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

func TestEntitiesStayUnexpanded(t *testing.T) {
	lines := []string{`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x0 "lake">`}
	for i := range 40 {
		lines = append(lines, fmt.Sprintf(`<!ENTITY x%d "&x%d;&x%d;&x%d;">`, i+1, i, i, i))
	}
	lines = append(lines, `<!ENTITY out SYSTEM "file:///etc/passwd">]><a><p>begin &x40; &out; end</p></a>`)
	d := mustExtract(t, "laugh.xml", []byte(strings.Join(lines, "\n")))
	if d.Text != "begin &x40; &out; end" {
		t.Errorf("got %.200q", d.Text)
	}
}

func TestDeepHTML(t *testing.T) {
	page := "<html><body><p>before</p>" + strings.Repeat("<div>", 300) + "deep"
	if d := mustExtract(t, "deep.html", []byte(page)); !strings.Contains(d.Text, "deep") {
		t.Errorf("got %.100q", d.Text)
	}
	page += strings.Repeat("<div>", 20000)
	if _, err := extractBytes(t, "deeper.html", []byte(page), Options{}); !errors.Is(err, pipeline.ErrMalformed) {
		t.Errorf("got %v", err)
	}
}

// nestedMessage is a message in a message in a message, depth times.
func nestedMessage(depth int) string {
	text := "From: a@x.example\r\nTo: b@x.example\r\nSubject: level %d\r\nDate: Tue, 04 May 2021 10:00:00 +0200\r\n"
	message := fmt.Sprintf(text, depth) + "\r\nthe innermost words\r\n"
	for i := depth - 1; i >= 0; i-- {
		message = fmt.Sprintf(text, i) + "Content-Type: message/rfc822\r\n\r\n" + message
	}
	return message
}

func TestNestingStops(t *testing.T) {
	d := mustExtract(t, "nested.eml", []byte(nestedMessage(3)))
	if !strings.Contains(d.Text, "innermost") {
		t.Errorf("three levels are not read: %q", d.Text)
	}
	d = mustExtract(t, "nested.eml", []byte(nestedMessage(30)))
	if strings.Contains(d.Text, "innermost") || len(d.Quality.Notes) == 0 {
		t.Errorf("thirty levels were read, or nothing said: %v", d.Quality.Notes)
	}
}

func TestMemberNamesStayInside(t *testing.T) {
	for name, want := range map[string]string{
		"../../etc/passwd": "etc/passwd", "/abs/file": "abs/file", `..\..\windows`: "windows", "a/./b/../c": "a/c", "plain": "plain",
	} {
		if got := memberName(name); got != want {
			t.Errorf("memberName(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestBrokenXMLKeepsWhatCameBefore(t *testing.T) {
	d := mustExtract(t, "broken.docx", wordBody(t, "<w:p><w:r><w:t>whole</w:t></w:r></w:p><w:p><w:r><w:t>half"+strings.Repeat("\x00", 3)))
	if !strings.HasPrefix(d.Text, "whole") || len(d.Quality.Notes) == 0 {
		t.Errorf("got %q, notes %v", d.Text, d.Quality.Notes)
	}
}

func TestPanicBecomesMalformed(t *testing.T) {
	read := func() (d *pipeline.Document, err error) {
		defer noPanic(&d, &err)
		panic("index out of range")
	}
	if _, err := read(); !errors.Is(err, pipeline.ErrMalformed) {
		t.Errorf("got %v", err)
	}
}

// sharedFiles lists the files under a folder beside the repository.
func sharedFiles(tb testing.TB, folder string, want func(path string) bool) []string {
	tb.Helper()
	root := filepath.Join("..", "..", "shared", folder)
	if _, err := os.Stat(root); err != nil {
		if strings.Contains(os.Getenv("HAKI_REQUIRE"), "shared") {
			tb.Fatalf("%s is needed here: %v", root, err)
		}
		tb.Skipf("%s is not there: real documents are not read", root)
	}
	var files []string
	err := filepath.WalkDir(root, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() && want(path) {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return files
}

func isNoPDF(path string) bool { return !strings.EqualFold(filepath.Ext(path), ".pdf") }

func TestHostileFiles(t *testing.T) {
	for _, path := range sharedFiles(t, "hostile", isNoPDF) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		d, err := extractBytes(t, filepath.Base(path), data, Options{})
		switch {
		case err == nil:
			checkDocument(t, d)
		case pipeline.Reason(err) == "failed":
			t.Errorf("%s fails without a reason: %v", path, err)
		}
	}
}

func TestCorpusFiles(t *testing.T) {
	sample := 0
	for _, path := range sharedFiles(t, "corpus", isNoPDF) {
		if filepath.Ext(path) == ".csv" {
			continue
		}
		if sample++; testing.Short() && sample%10 != 0 {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		checkDocument(t, mustExtract(t, filepath.Base(path), data))
	}
}
