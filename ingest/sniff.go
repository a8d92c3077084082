package ingest

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"

	"github.com/haki-project/haki/pipeline"
)

// source is the file being read, or one that lies in it.
type source struct {
	path   string // on this machine, "" for one that lies in another
	name   string // base name, for messages and as a hint between Markdown and plain text
	data   []byte
	opt    Options
	depth  int     // files around this one
	budget *budget // shared by everything unpacked from one original
}

// budget is what may still be unpacked, in bytes.
type budget struct{ left int64 }

func (b *budget) take(n int64) error {
	if b.left -= n; b.left < 0 {
		return fmt.Errorf("%w: it unpacks to more than the limit", pipeline.ErrTooLarge)
	}
	return nil
}

// format is one kind of file and what reads it.
type format struct {
	name  string // as people call it
	media string
	read  func(ctx context.Context, s *source, b *builder) error
}

// The formats that Haki reads.
var (
	formatText     = format{"plain text", "text/plain", readText}
	formatMarkdown = format{"Markdown", "text/markdown", readMarkdown}
	formatHTML     = format{"HTML", "text/html", readHTML}
	formatDOCX     = format{"DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", readDOCX}
	formatXML      = format{"XML", "application/xml", readXML}
)

// formats says what reads each media type that sniffing can answer.
func formats() map[string]format {
	return map[string]format{
		formatDOCX.media: formatDOCX,
		formatHTML.media: formatHTML,
		formatXML.media:  formatXML,
		"text/xml":       formatXML,
	}
}

// sniff tells the format from the bytes.
func sniff(s *source) (format, error) {
	m := mimetype.Detect(s.data)
	media, _, _ := strings.Cut(m.String(), ";")
	if looksXML(s.data) && !m.Is("text/html") {
		media = formatXML.media
	}
	if f, ok := formats()[media]; ok {
		return f, nil
	}
	if isText(m, s.data) {
		return sniffText(s)
	}
	return format{}, fmt.Errorf("%w: %s is %s", pipeline.ErrUnsupported, s.name, describe(m))
}

// isText reports whether the bytes are words of some encoding.
func isText(m *mimetype.MIME, data []byte) bool {
	for p := m; p != nil; p = p.Parent() {
		if p.Is("text/plain") {
			return true
		}
	}
	return hasUTF16Mark(data)
}

func hasUTF16Mark(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff})
}

// sniffText tells Markdown from plain text; a file name may give the hint.
func sniffText(s *source) (format, error) {
	ext := strings.ToLower(path.Ext(s.name))
	if ext == ".md" || ext == ".markdown" || ext != ".txt" && looksMarkdown(s.data) {
		return formatMarkdown, nil
	}
	return formatText, nil
}

// looksMarkdown reports whether several lines are headings of Markdown.
func looksMarkdown(data []byte) bool {
	if !utf8.Valid(data) {
		return false
	}
	headings := 0
	for line := range bytes.Lines(data[:min(len(data), 64<<10)]) {
		if hashes := bytes.TrimLeft(line, "#"); len(hashes) < len(line) && len(line)-len(hashes) <= 6 && bytes.HasPrefix(hashes, []byte(" ")) {
			headings++
		}
	}
	return headings >= 2
}

// looksXML reports whether the first thing in data is XML, whatever its
// encoding declaration and whatever white space or mark stands before it.
func looksXML(data []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 1024)], []byte("\xef\xbb\xbf")), " \t\r\n")
	return bytes.HasPrefix(head, []byte("<?xml")) || bytes.HasPrefix(head, []byte("<akomaNtoso"))
}

func describe(m *mimetype.MIME) string {
	media, _, _ := strings.Cut(m.String(), ";")
	if media == "application/octet-stream" {
		return "no kind of file that is known"
	}
	return media
}
