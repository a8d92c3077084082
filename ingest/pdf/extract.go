package pdf

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// The names of the engines, as [pipeline.Page] records them.
const (
	EngineLayout    = "layout"    // our walk over ledongthuc/pdf
	EnginePDFium    = "pdfium"    // PDFium as WebAssembly
	EngineTesseract = "tesseract" // optical character recognition, where installed
)

// Options change how a file is read. The zero value is what most want.
type Options struct {
	Engine       string // "" chooses page by page; EngineLayout and EnginePDFium force one
	Language     string // ISO 639-1 hint for character recognition; may be ""
	MaxPages     int    // default 5,000
	MaxBytes     int64  // of decoded streams, default 512 MiB
	MaxOperators int64  // of all content streams together, default 50 million
	MaxFile      int64  // bytes of the file, default 512 MiB
}

// withDefaults fills in the limits. The longest treaty compilations have 3,000
// pages; a page of a dense table draws 20,000 operators and unpacks to 1 MB.
func (o Options) withDefaults() Options {
	if o.MaxPages == 0 {
		o.MaxPages = 5000
	}
	if o.MaxBytes == 0 {
		o.MaxBytes = 512 << 20
	}
	if o.MaxOperators == 0 {
		o.MaxOperators = 50e6
	}
	if o.MaxFile == 0 {
		o.MaxFile = 512 << 20
	}
	return o
}

// Extract reads the file at path. Its errors wrap [pipeline.ErrEncrypted],
// ErrMalformed, ErrNoText, ErrNeedsOCR, ErrTooLarge or ErrUnreadable.
func Extract(ctx context.Context, path string, o Options) (d *pipeline.Document, err error) {
	defer catch(&err)
	o = o.withDefaults()
	data, err := read(path, o.MaxFile)
	if err != nil {
		return nil, err
	}
	c := &chooser{data: data, o: o}
	if err := c.open(ctx); err != nil {
		return nil, err
	}
	defer c.close()
	sheets, err := c.read(ctx)
	if err != nil {
		return nil, err
	}
	d = compose(sheets)
	if strings.TrimSpace(d.Text) == "" {
		return nil, textless(sheets)
	}
	d.MediaType = "application/pdf"
	if c.layout != nil {
		d.Title = saneTitle(c.layout.title())
	}
	return d, nil
}

// textless says why a file gave no text.
func textless(sheets []*sheet) error {
	for _, s := range sheets {
		switch {
		case s.needsOCR:
			return fmt.Errorf("PDF: %w: the pages are pictures", pipeline.ErrNeedsOCR)
		case s.broken:
			return fmt.Errorf("PDF: %w: page %d cannot be read", pipeline.ErrMalformed, s.number)
		}
	}
	if len(sheets) == 1 {
		return fmt.Errorf("PDF: %w: nothing to read on its only page", pipeline.ErrNoText)
	}
	return fmt.Errorf("PDF: %w: nothing to read on any of its %d pages", pipeline.ErrNoText, len(sheets))
}

// saneTitle returns the title of a file's information where a person wrote it:
// most are the name of the file that was printed.
func saneTitle(title string) string {
	title = strings.TrimSpace(title)
	low := strings.ToLower(title)
	if len(strings.Fields(title)) < 3 || len(title) > 300 || !hasLetter(title) || strings.ContainsRune(title, unknown) ||
		strings.HasPrefix(low, "microsoft") || strings.Contains(low, ".doc") || strings.Contains(low, ".pdf") || strings.ContainsAny(title, "\\_") {
		return ""
	}
	return title
}

func read(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("PDF: %w: %w", err, pipeline.ErrUnreadable)
	}
	if info.Size() > limit {
		return nil, fmt.Errorf("PDF: %d bytes, more than %d: %w", info.Size(), limit, pipeline.ErrTooLarge)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("PDF: %w: %w", err, pipeline.ErrUnreadable)
	}
	return data, nil
}

// compose turns the sheets of all pages into a document: the journey after the engines.
func compose(sheets []*sheet) *pipeline.Document {
	pages := make([][]line, len(sheets))
	for i, s := range sheets {
		pages[i] = s.text
	}
	body, furniture := setAside(pages)
	size := sizeOf(body)
	for i := range body {
		body[i] = markContents(body[i])
		markNotes(sheets[i], body[i], size)
		body[i] = joinLattices(body[i], sheets[i].lattices)
		body[i] = markTables(columns(body[i], sheets[i].rules), sheets[i].rules, size)
	}
	list := blocks(body)
	classify(list, size)
	linkNotes(list)
	joinHyphens(list)
	d := document(sheets, list, furniture)
	d.Quality = report(sheets, list)
	return d
}
