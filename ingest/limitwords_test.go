package ingest

import (
	"errors"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// TestRefusalsAreUnderstood holds each refusal to its sentinel and to words that
// say what is wrong.
func TestRefusalsAreUnderstood(t *testing.T) {
	p := "<w:p><w:r><w:t>words</w:t></w:r></w:p>"
	cases := []struct {
		name string
		data []byte
		opt  Options
		want error
		says string
	}{
		{"empty.txt", nil, Options{}, pipeline.ErrNoText, "the file is empty (0 bytes)"},
		{"long.txt", []byte(strings.Repeat("word ", 700)), Options{MaxBytes: 3 << 10}, pipeline.ErrTooLarge, "more than 3 KB"},
		{"text.txt", []byte(strings.Repeat("word ", 100)), Options{MaxText: 100}, pipeline.ErrTooLarge, "more than 100 bytes of text"},
		{"passages.txt", []byte(strings.Repeat("One.\n\n", 100)), Options{MaxPassages: 50}, pipeline.ErrTooLarge, "more than 50 passages"},
		{"bomb.docx", wordBody(t, strings.Repeat(" ", 5<<20)), Options{}, pipeline.ErrTooLarge, "would unpack to 5 MB from"},
		{"unpacked.docx", wordBody(t, strings.Repeat(p, 100)), Options{MaxUnpacked: 1000}, pipeline.ErrTooLarge, "unpacks to more than the limit"},
		{"deep.docx", wordBody(t, strings.Repeat("<w:sdt>", 400)+p), Options{}, pipeline.ErrTooLarge, "elements nest deeper than 256"},
		{"members.docx", zipped(t, "word/document.xml", "", "a", "", "b", ""), Options{MaxMembers: 2}, pipeline.ErrTooLarge, "3 members in its container"},
		{"deep.rtf", []byte(`{\rtf1 ` + strings.Repeat("{", 5000)), Options{}, pipeline.ErrTooLarge, "groups nest deeper than"},
		{"cut.docx", wordBody(t, strings.Repeat(p, 100))[:60], Options{}, pipeline.ErrMalformed, "damaged or cut off"},
		{"data.json", []byte(`{"lake": 1}`), Options{}, pipeline.ErrUnsupported, "JSON, data rather than a document"},
		{"archive.zip", zipped(t, "a.txt", "words"), Options{}, pipeline.ErrUnsupported, "an archive (zip) and no document"},
		{"sheet.xlsx", zipped(t, "xl/workbook.xml", "<workbook/>"), Options{}, pipeline.ErrUnsupported, "a workbook of Excel"},
		{"talk.pptx", zipped(t, "ppt/presentation.xml", "<p/>"), Options{}, pipeline.ErrUnsupported, "a presentation of PowerPoint"},
		{"locked.epub", epubBook(t, "META-INF/encryption.xml", `<encryption><CipherReference URI="OEBPS/one.xhtml"/></encryption>`), Options{}, pipeline.ErrEncrypted, "its chapters are locked (DRM)"},
		{"bare.epub", zipped(t, "mimetype", "application/epub+zip", "META-INF/container.xml", "<container/>"), Options{}, pipeline.ErrMalformed, "names no package file"},
		{"blank.docx", wordBody(t, "<w:p/>"), Options{}, pipeline.ErrNoText, "nothing readable in it"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := extractBytes(t, c.name, c.data, c.opt)
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want %v and the words %q", err, c.want, c.says)
			}
		})
	}
}

// TestChunksInChunksStop takes a document in a document, as deep as nobody writes.
func TestChunksInChunksStop(t *testing.T) {
	const rels = `<Relationships><Relationship Id="c" Target="in.docx"/></Relationships>`
	inner := wordBody(t, para("", "The innermost words."))
	for range 20 {
		inner = word(t, "", "", para("", "Around.")+`<w:altChunk r:id="c"/>`, "word/_rels/document.xml.rels", rels, "word/in.docx", string(inner))
	}
	d := mustExtract(t, "russian.docx", inner)
	if strings.Contains(d.Text, "innermost") || len(d.Quality.Notes) == 0 {
		t.Errorf("twenty levels were read, or nothing said: %q %q", d.Text, d.Quality.Notes)
	}
	lost := mustExtract(t, "lost.docx", word(t, "", "", para("", "Words.")+`<w:altChunk r:id="c"/>`))
	if len(lost.Quality.Notes) == 0 {
		t.Error("nothing says that a chunk is missing")
	}
}
