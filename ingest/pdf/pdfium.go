package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"math"
	"runtime"
	"slices"
	"strings"
	"time"

	pdfium "github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"github.com/haki-project/haki/pipeline"
)

// maxMemoryPages bounds the memory of one PDFium: 64 KiB each, 768 MiB in all.
const maxMemoryPages = 12288

// startTimeout bounds the start of PDFium: compiling it takes seconds on a slow
// machine the first time, a fraction of one from the cache.
const startTimeout = 2 * time.Minute

// A pdfiumReader is the second engine and the renderer. Each has a runtime of
// its own, so that its memory is freed with it and the end of ctx ends it even
// inside a loop.
type pdfiumReader struct {
	pool  pdfium.Pool
	lib   pdfium.Pdfium
	doc   references.FPDF_DOCUMENT
	pages int
}

// openPDFium starts PDFium on data. The caller closes it.
func openPDFium(ctx context.Context, data []byte, o Options) (p *pdfiumReader, err error) {
	defer catch(&err)
	p = &pdfiumReader{}
	defer func() {
		if err != nil {
			p.Close()
		}
	}()
	if err := p.start(ctx); err != nil {
		return nil, err
	}
	if !bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		data = append([]byte("%PDF-1.7\n"), data...) // it finds the objects of a file without offsets that fit
	}
	doc, err := p.lib.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return nil, pdfiumError(err)
	}
	p.doc = doc.Document
	count, err := p.lib.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: p.doc})
	if err != nil {
		return nil, pdfiumError(err)
	}
	if p.pages = count.PageCount; p.pages > o.MaxPages {
		return nil, fmt.Errorf("PDF: more than %d pages: %w", o.MaxPages, pipeline.ErrTooLarge)
	}
	if p.pages == 0 {
		return nil, fmt.Errorf("PDF: %w: it has no pages", pipeline.ErrMalformed)
	}
	return p, nil
}

func (p *pdfiumReader) start(ctx context.Context) (err error) {
	defer keepAlive(ctx, startTimeout)()
	defer compiled().first(ctx)()
	features := api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling
	p.pool, err = webassembly.Init(webassembly.Config{
		Context: experimental.WithCompilationWorkers(ctx, runtime.GOMAXPROCS(0)), MaxIdle: 1, MaxTotal: 1, Stdout: io.Discard, Stderr: io.Discard,
		FSConfig: wazero.NewFSConfig(), // none: the file comes as bytes
		RuntimeConfig: wazero.NewRuntimeConfig().WithCoreFeatures(features).WithCompilationCache(compiled().code).
			WithMemoryLimitPages(maxMemoryPages).WithCloseOnContextDone(true),
	})
	if err != nil {
		return fmt.Errorf("PDF: starting PDFium: %w", err)
	}
	if p.lib, err = p.pool.GetInstance(startTimeout); err != nil {
		return fmt.Errorf("PDF: starting PDFium: %w", err)
	}
	return nil
}

// Close frees all that the reader holds.
func (p *pdfiumReader) Close() {
	defer func() { _ = recover() }() // a module that ctx ended cannot be closed twice
	if p.pool != nil {
		_ = p.pool.Close()
	}
}

// pdfiumError says in our words what PDFium says of a file or a page.
func pdfiumError(err error) error {
	if errors.Is(err, pdfiumerrors.ErrPassword) || errors.Is(err, pdfiumerrors.ErrSecurity) {
		return fmt.Errorf("PDF: %w: it asks for a password", pipeline.ErrEncrypted)
	}
	what := err.Error()
	if _, text, numbered := strings.Cut(what, ": "); numbered {
		what = text
	}
	return fmt.Errorf("PDF: %w: no reader can make sense of it (%s)", pipeline.ErrMalformed, what)
}

func (p *pdfiumReader) count() int { return p.pages }

// sheet reads page n, counted from 1.
func (p *pdfiumReader) sheet(ctx context.Context, n int) (s *sheet, err error) {
	defer catch(&err)
	page, err := p.lib.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: p.doc, Index: n - 1})
	if err != nil {
		return nil, pdfiumError(err)
	}
	defer func() { _, _ = p.lib.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: page.Page}) }()
	ref := requests.Page{ByReference: &page.Page}
	s = &sheet{number: n, engine: EnginePDFium, confidence: 1}
	base := p.frame(s, ref)
	text, err := p.lib.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: ref})
	if err != nil {
		return nil, pdfiumError(err)
	}
	defer func() { _, _ = p.lib.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage}) }()
	t := textPage{lib: p.lib, page: text.TextPage, sheet: s, base: base}
	if err := t.read(ctx); err != nil {
		return nil, err
	}
	if n, err := p.lib.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: ref}); err == nil && n.Count > 0 && len(s.glyphs) == 0 {
		s.images = 1 // what is drawn is no text: a picture, as far as reading goes
	}
	s.straighten()
	pipeline.Alive(ctx) // each call of PDFium is slow; many pages are no reason to stop
	return s, nil
}

func (p *pdfiumReader) frame(s *sheet, page requests.Page) matrix {
	var box [4]float64
	if c, err := p.lib.FPDFPage_GetCropBox(&requests.FPDFPage_GetCropBox{Page: page}); err == nil {
		box = [4]float64{float64(c.Left), float64(c.Bottom), float64(c.Right), float64(c.Top)}
	} else if m, err := p.lib.FPDFPage_GetMediaBox(&requests.FPDFPage_GetMediaBox{Page: page}); err == nil {
		box = [4]float64{float64(m.Left), float64(m.Bottom), float64(m.Right), float64(m.Top)}
	} else if size, err := p.lib.GetPageSize(&requests.GetPageSize{Page: page}); err == nil {
		return s.frameOf([4]float64{0, 0, size.Width, size.Height}, 0)
	}
	rotate := 0
	if r, err := p.lib.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: page}); err == nil {
		rotate = 90 * int(r.PageRotation)
	}
	return s.frameOf(box, rotate)
}

// render draws page n as a PNG of the given width in pixels.
func (p *pdfiumReader) render(n, width int) ([]byte, error) {
	var out bytes.Buffer
	err := p.draw(n, width, requests.RenderImageFormatRGBA, func(m image.Image) error {
		encoder := png.Encoder{CompressionLevel: png.BestSpeed}
		return encoder.Encode(&out, m)
	})
	return out.Bytes(), err
}

// grey draws page n in shades of grey and hands it to use, which must not keep it.
func (p *pdfiumReader) grey(n, width int, use func(*image.Gray)) error {
	return p.draw(n, width, requests.RenderImageFormatGrayscale, func(m image.Image) error {
		g, ok := m.(*image.Gray)
		if !ok {
			return fmt.Errorf("drawn as %T", m)
		}
		use(g)
		return nil
	})
}

// draw draws page n at the given width in pixels and hands the picture to use.
func (p *pdfiumReader) draw(n, width int, format requests.RenderImageFormat, use func(image.Image) error) (err error) {
	defer catch(&err)
	picture, err := p.lib.RenderPageInPixels(&requests.RenderPageInPixels{
		Page:  requests.Page{ByIndex: &requests.PageByIndex{Document: p.doc, Index: n - 1}},
		Width: width, Height: width * 4, // the picture keeps its proportions within both
		ImageFormat: format,
	})
	if err != nil {
		return pdfiumError(err)
	}
	defer picture.Cleanup()
	if err := use(picture.Result.RenderedImage); err != nil {
		return fmt.Errorf("PDF: page %d: %w", n, err)
	}
	return nil
}

// A textPage is what PDFium knows of the characters of one page.
type textPage struct {
	lib   pdfium.Pdfium
	page  references.FPDF_TEXTPAGE
	sheet *sheet
	base  matrix
	at    matrix // of the text object of the last character
	size  float64
	style style
	piece []rune // of the glyph that was read last
	place [4]float64
}

func (t *textPage) read(ctx context.Context) error {
	n, err := t.lib.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: t.page})
	if err != nil {
		return pdfiumError(err)
	}
	for i := 0; i < n.Count; i++ {
		if i&0xff == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := t.char(i); err != nil {
			return pdfiumError(err)
		}
	}
	t.flush()
	return nil
}

// char adds character i. PDFium puts in spaces and line ends of its own; its
// spaces count, for it knows more of fonts than their widths.
func (t *textPage) char(i int) error {
	u, err := t.lib.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: t.page, Index: i})
	if err != nil {
		return err
	}
	r := rune(u.Unicode)
	switch r {
	case '\r', '\n':
		return nil
	case 2: // PDFium's name for the hyphen of a word broken at the end of a line
		r = '-'
	}
	made, err := t.lib.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: t.page, Index: i})
	if err != nil {
		return err
	}
	if made.IsGenerated {
		t.flush()
		t.space()
		return nil
	}
	box, err := t.lib.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: t.page, Index: i})
	if err != nil {
		return nil // a character without a place is not on the page
	}
	origin, err := t.lib.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: t.page, Index: i})
	if err != nil {
		return nil
	}
	place := [4]float64{origin.X, origin.Y, float64(box.Rect.Right - box.Rect.Left), float64(box.Rect.Top - box.Rect.Bottom)}
	if len(t.piece) > 0 && place == t.place && len(t.piece) < maxPiece {
		t.piece = append(t.piece, r)
		return nil
	}
	t.flush()
	if err := t.object(i); err != nil {
		return err
	}
	t.piece, t.place = append(t.piece, r), place
	return nil
}

// maxPiece is how many characters one glyph may stand for.
const maxPiece = 8

// flush adds the glyph that was read last. PDFium gives the characters of a
// ligature one place, and those of a right-to-left one in reverse.
func (t *textPage) flush() {
	if len(t.piece) == 0 {
		return
	}
	if isRTL(t.piece[0]) {
		slices.Reverse(t.piece)
	}
	t.add(t.piece, t.place[0], t.place[1], t.place[2], t.place[3])
	t.piece = t.piece[:0]
}

// space puts a space of no width after the last glyph.
func (t *textPage) space() {
	if n := len(t.sheet.glyphs); n > 0 && t.sheet.glyphs[n-1].r != ' ' {
		g := t.sheet.glyphs[n-1]
		g.r, g.x0 = ' ', g.x1
		t.sheet.glyphs = append(t.sheet.glyphs, g)
	}
}

// object reads the font and matrix of the text object that character i is of.
func (t *textPage) object(i int) error {
	m, err := t.lib.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: t.page, Index: i})
	if err != nil {
		return nil
	}
	at := matrix{float64(m.Matrix.A), float64(m.Matrix.B), float64(m.Matrix.C), float64(m.Matrix.D), float64(m.Matrix.E), float64(m.Matrix.F)}
	if at == t.at {
		return nil
	}
	t.at = at
	size, err := t.lib.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: t.page, Index: i})
	if err != nil {
		return err
	}
	t.size, t.style = size.FontSize, 0
	if info, err := t.lib.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: t.page, Index: i}); err == nil {
		t.style = styleNamed(info.FontName, int64(info.Flags), 0)
	}
	return nil
}

func (t *textPage) add(piece []rune, x, y, width, height float64) {
	m := t.at.mul(t.base)
	way := turn(m)
	dx, dy := width, 0.0
	if math.Abs(t.at.b) > math.Abs(t.at.a) {
		dx, dy = 0, math.Copysign(height, t.at.b)
	} else if t.at.a < 0 {
		dx = -dx
	}
	ux, uy := t.base.apply(x, y)
	vx, vy := t.base.apply(x+dx, y+dy)
	ux, uy, advance := way.coordinates(ux, uy, vx-ux, vy-uy, t.sheet)
	for i, r := range piece {
		if r == 0 || r == 0xfffe || r == 0xffff {
			piece[i] = unknown
			t.sheet.unmapped++
		}
	}
	if text := normalRunes(piece); len(text) > 0 {
		g := glyph{y: float32(uy), size: float32(math.Hypot(m.c, m.d) * t.size), style: t.style}
		t.sheet.spread(way, text, ux, advance, g)
	}
}
