package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"
	"golang.org/x/net/html/atom"

	"github.com/haki-project/haki/ingest/records"
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

// format is one kind of file.
type format struct {
	name  string // as people call it
	media string
}

// read adds what s holds to b.
func (f format) read(ctx context.Context, s *source, b *builder) error {
	return readers()[f](ctx, s, b)
}

// readers says what reads each format.
func readers() map[format]func(context.Context, *source, *builder) error {
	return map[format]func(context.Context, *source, *builder) error{
		formatText:     readText,
		formatMarkdown: readMarkdown,
		formatHTML:     readHTML,
		formatDOCX:     readDOCX,
		formatDOC:      readDOC,
		formatODT:      readODT,
		formatEPUB:     readEPUB,
		formatRTF:      readRTF,
		formatEML:      readEML,
		formatXML:      readXML,
		formatPDF:      readPDF,
		formatUHRI:     readListed(records.UHRI),
		formatUPRInfo:  readListed(records.UPRInfo),
	}
}

// The formats that Haki reads.
var (
	formatText     = format{"plain text", "text/plain"}
	formatMarkdown = format{"Markdown", "text/markdown"}
	formatHTML     = format{"HTML", "text/html"}
	formatDOCX     = format{"DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
	formatDOC      = format{"DOC", "application/msword"}
	formatODT      = format{"ODT", "application/vnd.oasis.opendocument.text"}
	formatEPUB     = format{"EPUB", "application/epub+zip"}
	formatRTF      = format{"RTF", "application/rtf"}
	formatEML      = format{"EML", "message/rfc822"}
	formatXML      = format{"XML", "application/xml"}
	formatPDF      = format{"PDF", "application/pdf"}
	formatUHRI     = format{"rows of the Universal Human Rights Index", "application/json"}
	formatUPRInfo  = format{"rows of UPR Info", "text/csv"}
)

// formats says what reads each media type that the detector can answer.
func formats() map[string]format {
	return map[string]format{
		formatDOC.media:             formatDOC,
		"application/x-ole-storage": formatDOC,
		formatHTML.media:            formatHTML,
		formatXML.media:             formatXML,
		"text/xml":                  formatXML,
		"application/xhtml+xml":     formatXML,
		formatPDF.media:             formatPDF,
		formatRTF.media:             formatRTF,
		"text/rtf":                  formatRTF,
	}
}

// sniff tells the format from the bytes.
func sniff(s *source) (format, error) {
	m := mimetype.Detect(s.data)
	media, _, _ := strings.Cut(m.String(), ";")
	switch {
	case bytes.HasPrefix(s.data, []byte("PK\x03\x04")):
		return sniffZip(s)
	case looksXML(s.data) && media != formatHTML.media:
		return formatXML, nil
	case looksMessage(s.data, leastFields(s.name)) && !strings.HasPrefix(media, "application/"):
		return formatEML, nil
	}
	if f, ok := formats()[media]; ok {
		return f, nil
	}
	if isText(m, s.data) {
		return sniffText(s)
	}
	return format{}, fmt.Errorf("%w: %s is %s", pipeline.ErrUnsupported, s.name, describe(m))
}

// leastFields is how many fields make a message: three where nothing but they say
// that it is one.
func leastFields(name string) int {
	if strings.EqualFold(path.Ext(name), ".eml") {
		return 1
	}
	return 3
}

// sniffZip tells documents in a zip by the members that every such document
// has. Damaged ones are known too: names stand before each member.
func sniffZip(s *source) (format, error) {
	for _, known := range []struct {
		format format
		member string
	}{
		{formatEPUB, "mimetypeapplication/epub+zip"},
		{formatODT, "mimetypeapplication/vnd.oasis.opendocument.text"},
		{formatDOCX, "word/document"},
		{formatDOCX, "word/"},
		{formatEPUB, "META-INF/container.xml"},
	} {
		if bytes.Contains(s.data, []byte(known.member)) {
			return known.format, nil
		}
	}
	for member, name := range map[string]string{"xl/workbook": "a workbook of Excel", "ppt/presentation": "a presentation of PowerPoint", "application/vnd.oasis.opendocument.": "an OpenDocument that is no text"} {
		if bytes.Contains(s.data, []byte(member)) {
			return format{}, fmt.Errorf("%w: %s is %s", pipeline.ErrUnsupported, s.name, name)
		}
	}
	if _, err := openContainer(s); err != nil {
		return format{}, err
	}
	return format{}, fmt.Errorf("%w: %s is an archive (zip) and no document; ingest the archive itself, its files are read one by one", pipeline.ErrUnsupported, s.name)
}

// isText reports whether the bytes are words of some encoding.
func isText(m *mimetype.MIME, data []byte) bool {
	for p := m; p != nil; p = p.Parent() {
		if p.Is("text/plain") {
			return true
		}
	}
	return hasUTF16Mark(data) || utf16Order(data) != nil
}

func hasUTF16Mark(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff})
}

// sniffText tells Markdown from plain text; a file name may give the hint.
func sniffText(s *source) (format, error) {
	switch index, _ := records.Sniff(s.data); index {
	case records.UHRI:
		return formatUHRI, nil
	case records.UPRInfo:
		return formatUPRInfo, nil
	}
	switch ext := strings.ToLower(path.Ext(s.name)); {
	case json.Valid(s.data):
		return format{}, fmt.Errorf("%w: %s is JSON, data rather than a document", pipeline.ErrUnsupported, s.name)
	case ext == ".md" || ext == ".markdown" || ext != ".txt" && looksMarkdown(s.data):
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
// encoding declaration and whatever white space or mark stands before it: a
// declaration, or a root element, not of HTML, that the last tag closes.
func looksXML(data []byte) bool {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")
	if bytes.HasPrefix(data, []byte("<?xml")) || bytes.HasPrefix(data, []byte("<akomaNtoso")) {
		return true
	}
	root := rootTag.FindSubmatch(data[:min(len(data), 1024)])
	if root == nil || atom.Lookup(bytes.ToLower(root[1])) != 0 {
		return false
	}
	return bytes.HasSuffix(bytes.TrimRight(data, " \t\r\n"), append(append([]byte("</"), root[1]...), '>'))
}

var rootTag = regexp.MustCompile(`^<([A-Za-z][A-Za-z0-9:._-]*)[ \t\r\n>]`)

func describe(m *mimetype.MIME) string {
	media, _, _ := strings.Cut(m.String(), ";")
	if media == "application/octet-stream" {
		return "no kind of file that is known"
	}
	return media
}
