package pdf

import (
	"context"
	"errors"
	"time"

	"github.com/haki-project/haki/pipeline"
)

// scanned is the share of a page that images must cover for a page with little
// or no text to be taken for a scan.
const scanned = 0.2

// A chooser reads the pages of one file, each with the engine that reads it best.
type chooser struct {
	data   []byte
	o      Options
	layout *layoutReader // nil where it refused the file
	why    string        // it did
	pdfium *pdfiumReader // nil until needed
	ocr    *recogniser   // nil until needed
	err    error         // PDFium could not be started on the file
}

// open prepares the engines that the options allow.
func (c *chooser) open(ctx context.Context) error {
	if c.o.Engine != EnginePDFium {
		l, err := openLayout(ctx, c.data, c.o)
		if err == nil {
			c.layout = l
			return nil
		}
		if c.o.Engine == EngineLayout || errors.Is(err, pipeline.ErrTooLarge) {
			return err
		}
		c.why = "the first engine refused the file: " + err.Error()
	}
	if !c.second(ctx) {
		return c.err
	}
	return nil
}

// second starts PDFium where it does not run yet and reports whether it does.
func (c *chooser) second(ctx context.Context) bool {
	if c.pdfium == nil && c.err == nil {
		c.pdfium, c.err = openPDFium(ctx, c.data, c.o)
		if c.err != nil {
			c.pdfium = nil
		}
	}
	return c.pdfium != nil
}

func (c *chooser) close() {
	if c.pdfium != nil {
		c.pdfium.Close()
	}
}

func (c *chooser) count() int {
	if c.layout != nil {
		return c.layout.count()
	}
	return c.pdfium.count()
}

// read reads all pages. Where the first engine finds nothing at all, the second
// reads the whole file: it repairs more.
func (c *chooser) read(ctx context.Context) ([]*sheet, error) {
	sheets, text := make([]*sheet, c.count()), false
	for i := range sheets {
		s, err := c.page(ctx, i+1)
		if err != nil {
			return nil, err
		}
		sheets[i] = s
		text = text || len(s.text) > 0 || s.needsOCR
	}
	if text || c.o.Engine != "" || c.layout == nil || !c.second(ctx) {
		return sheets, ctx.Err()
	}
	c.layout, c.why = nil, "the first engine found no text"
	return c.read(ctx)
}

// page reads page n and records who read it and why.
func (c *chooser) page(ctx context.Context, n int) (*sheet, error) {
	s, fault, err := c.first(ctx, n)
	if err != nil {
		return nil, err
	}
	if fault == "" || c.o.Engine != "" {
		return s, nil
	}
	why := fault
	if c.layout != nil && !s.blank() && !s.scan() {
		s, fault = c.better(ctx, s, n, fault)
	}
	if fault == "" || s.blank() {
		return s, nil
	}
	return c.recognise(ctx, s, n, why)
}

// first reads page n with the first engine that works for the file.
func (c *chooser) first(ctx context.Context, n int) (s *sheet, fault string, err error) {
	if c.layout == nil {
		if s, err = c.pdfium.sheet(ctx, n); err != nil {
			return c.unread(ctx, n, err)
		}
		s.reason = c.why
		return s, s.judge(), nil
	}
	s, err = c.layout.sheet(ctx, n)
	switch {
	case err == nil:
		return s, s.judge(), nil
	case ctx.Err() != nil, errors.Is(err, pipeline.ErrTooLarge):
		return nil, "", err
	}
	if c.o.Engine == "" && c.second(ctx) && n <= c.pdfium.count() {
		if p, second := c.pdfium.sheet(ctx, n); second == nil {
			p.reason = err.Error()
			return p, p.judge(), nil
		}
	}
	return c.unread(ctx, n, err)
}

// unread stands for a page that no engine could read: the others still count.
func (c *chooser) unread(ctx context.Context, n int, err error) (*sheet, string, error) {
	if ctx.Err() != nil {
		return nil, "", ctx.Err()
	}
	return &sheet{number: n, reason: err.Error(), broken: true}, "", nil
}

// better returns PDFium's reading of page n where it makes more sense than s.
func (c *chooser) better(ctx context.Context, s *sheet, n int, fault string) (*sheet, string) {
	if !c.second(ctx) || n > c.pdfium.count() {
		return s, fault
	}
	p, err := c.pdfium.sheet(ctx, n)
	if err != nil {
		return s, fault
	}
	p.images, p.paths = s.images, s.paths
	again := p.judge()
	if again == "" || p.words.score() > 1.05*s.words.score() {
		p.reason = fault
		return p, again
	}
	return s, fault
}

// recognise reads the picture of page n where its text cannot be used and there
// are letters on it. Without Tesseract, or where it reads no better, s stays, marked.
func (c *chooser) recognise(ctx context.Context, s *sheet, n int, fault string) (*sheet, error) {
	if c.ocr == nil {
		c.ocr = newRecogniser(ctx, c.o.Language)
	}
	if c.ocr.useless >= maxUseless && len(s.glyphs) > 0 {
		return s, nil
	}
	if !c.second(ctx) || n > c.pdfium.count() {
		return s.unrecognised(fault, "the page could not be drawn"), nil
	}
	letters, err := c.pdfium.letters(n, s.width)
	switch {
	case err != nil:
		return s.unrecognised(fault, err.Error()), nil
	case letters < fewLetters:
		return s, nil
	case len(c.ocr.installed) == 0:
		s.needsOCR, s.reason = true, fault
		return s, nil
	}
	limited, cancel := context.WithTimeout(ctx, recognitionWall)
	defer cancel()
	c.ocr.left = recognitionTime
	r, err := c.ocr.read(limited, c.pdfium, s, n, letters)
	pipeline.Alive(ctx)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		c.ocr.useless++
		return s.unrecognised(fault, err.Error()), nil
	}
	if r.confidence < minConfidence || r.words.score()*r.confidence <= 1.2*s.words.score() {
		c.ocr.useless++
		return s, nil
	}
	r.reason = fault
	return r, nil
}

// unrecognised marks a page whose picture could not be read; what text it has stays.
func (s *sheet) unrecognised(fault, why string) *sheet {
	s.needsOCR, s.reason = len(s.glyphs) == 0, fault+"; "+why
	return s
}

const (
	// recognitionTime bounds the recognition of one page, in processor time where
	// the system can; a dense one takes four seconds, and what drags on is no text.
	recognitionTime = 30 * time.Second
	// recognitionWall bounds it on the clock of a busy machine.
	recognitionWall = 10 * recognitionTime
)

// judge builds the lines of s and says what is wrong with its text, "" for nothing.
func (s *sheet) judge() string {
	s.text = s.lines()
	for i := range s.text {
		s.words.add(s.text[i].text)
	}
	fault := s.words.fault(s.unmapped, len(s.glyphs))
	if fault == "" && s.scan() {
		return "little text on a picture"
	}
	return fault
}

// scan reports a page that is a picture, at least for the most part.
func (s *sheet) scan() bool { return s.images >= scanned && s.words.few() }

// blank reports a page with nothing on it to read.
func (s *sheet) blank() bool {
	return len(s.glyphs) == 0 && s.images < scanned && s.paths < manyPaths
}

// manyPaths is how many painted shapes may be letters drawn as outlines.
const manyPaths = 200
