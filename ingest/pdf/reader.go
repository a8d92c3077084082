package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	pdflib "github.com/ledongthuc/pdf"

	"github.com/haki-project/haki/pipeline"
)

// maxTree bounds the depth of the page tree.
const maxTree = 64

// A layoutReader is the first engine: our own walk over what ledongthuc/pdf parses.
type layoutReader struct {
	file   *pdflib.Reader
	pages  []pdflib.Value
	fonts  *fontCache
	limits *budget
	res    map[string]resources // by the text of the page's Resources
}

// openLayout parses data. Its errors wrap ErrEncrypted, ErrTooLarge or ErrMalformed.
func openLayout(ctx context.Context, data []byte, o Options) (l *layoutReader, err error) {
	defer catch(&err)
	if err := plausible(data); err != nil {
		return nil, err
	}
	limits := &budget{bytes: o.MaxBytes, operators: o.MaxOperators}
	file := &metered{ctx: ctx, data: bytes.NewReader(data), left: readFactor*int64(len(data)) + minReads}
	r, err := pdflib.NewReader(file, int64(len(data)))
	if err != nil {
		return nil, openError(err)
	}
	l = &layoutReader{file: r, limits: limits, fonts: &fontCache{limits: limits, byRef: map[string]*font{}}, res: map[string]resources{}}
	if err := l.collect(r.Trailer().Key("Root").Key("Pages"), 0, o.MaxPages); err != nil {
		return nil, err
	}
	if len(l.pages) == 0 {
		return nil, fmt.Errorf("PDF: %w: it has no pages", pipeline.ErrMalformed)
	}
	return l, nil
}

func openError(err error) error {
	if errors.Is(err, pdflib.ErrInvalidPassword) {
		return fmt.Errorf("PDF: %w: it asks for a password", pipeline.ErrEncrypted)
	}
	return fmt.Errorf("PDF: %w: %w", err, pipeline.ErrMalformed)
}

// catch turns a panic, the library's way to report malformed objects, into an error.
func catch(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("PDF: %v: %w", r, pipeline.ErrMalformed)
	}
}

// collect lists the pages in one walk of the tree; asking the library for each
// by number would walk it anew every time.
func (l *layoutReader) collect(node pdflib.Value, depth, limit int) error {
	if depth > maxTree {
		return nil
	}
	kids := node.Key("Kids")
	if kids.Kind() != pdflib.Array {
		if node.Kind() == pdflib.Dict {
			l.pages = append(l.pages, node)
		}
		return nil
	}
	for i := 0; i < kids.Len(); i++ {
		if len(l.pages) >= limit {
			return fmt.Errorf("PDF: more than %d pages: %w", limit, pipeline.ErrTooLarge)
		}
		if err := l.collect(kids.Index(i), depth+1, limit); err != nil {
			return err
		}
	}
	return nil
}

func (l *layoutReader) count() int { return len(l.pages) }

// sheet reads page n, counted from 1.
func (l *layoutReader) sheet(ctx context.Context, n int) (s *sheet, err error) {
	defer catch(&err)
	page := l.pages[n-1]
	s = &sheet{number: n, engine: EngineLayout, confidence: 1}
	base := s.frame(page)
	content, err := l.content(page.Key("Contents"))
	if err != nil {
		return nil, err
	}
	w := walker{ctx: ctx, fonts: l.fonts, out: s, limits: l.limits, gs: graphics{ctm: base, scale: 1}, tm: identity, tlm: identity}
	s.glyphs = make([]glyph, 0, len(content)/4)
	res := l.resources(page)
	if err := w.walk(content, res); err != nil {
		return nil, err
	}
	if err := w.annotations(page.Key("Annots"), base, res); err != nil {
		return nil, err
	}
	s.straighten()
	return s, nil
}

// resources returns what page calls by name; pages mostly share it.
func (l *layoutReader) resources(page pdflib.Value) resources {
	v := inherited(page, "Resources")
	key := v.String()
	if r, ok := l.res[key]; ok {
		return r
	}
	r := newResources(v)
	l.res[key] = r
	return r
}

// content returns the content streams of a page, joined.
func (l *layoutReader) content(v pdflib.Value) ([]byte, error) {
	if v.Kind() != pdflib.Array {
		return l.limits.stream(v)
	}
	var all []byte
	for i := 0; i < v.Len(); i++ {
		part, err := l.limits.stream(v.Index(i))
		if err != nil {
			return nil, err
		}
		all = append(append(all, part...), '\n')
	}
	return all, nil
}

// inherited looks key up in page and the nodes above it.
func inherited(page pdflib.Value, key string) pdflib.Value {
	for depth := 0; depth < maxTree && page.Kind() == pdflib.Dict; depth++ {
		if v := page.Key(key); v.Kind() != pdflib.Null {
			return v
		}
		page = page.Key("Parent")
	}
	return pdflib.Value{}
}

// frame sets the size of the page as people see it and returns the
// transformation from its user space to ours: origin at the top left, y downwards.
func (s *sheet) frame(page pdflib.Value) matrix {
	box := inherited(page, "CropBox")
	if box.Len() != 4 {
		box = inherited(page, "MediaBox")
	}
	var b [4]float64
	for i := range b {
		b[i] = box.Index(i).Float64()
	}
	return s.frameOf(b, int(inherited(page, "Rotate").Int64()))
}

// frameOf does so for a page with the given box (two opposite corners) and
// clockwise rotation in degrees. A box that makes no sense becomes US letter, as
// readers assume.
func (s *sheet) frameOf(b [4]float64, rotate int) matrix {
	x0, y0, x1, y1 := min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3])
	w, h := x1-x0, y1-y0
	if w <= 0 || h <= 0 || w > 1e5 || h > 1e5 {
		x0, y1, w, h = 0, 792, 612, 792
	}
	m := matrix{a: 1, d: -1, e: -x0, f: y1}
	switch ((rotate%360 + 360) % 360) / 90 {
	case 1:
		m = m.mul(matrix{b: 1, c: -1, e: h})
		w, h = h, w
	case 2:
		m = m.mul(matrix{a: -1, d: -1, e: w, f: h})
	case 3:
		m = m.mul(matrix{b: -1, c: 1, f: w})
		w, h = h, w
	}
	s.width, s.height = float32(w), float32(h)
	return m
}

// title returns the title of the file's own information, "" where there is none.
func (l *layoutReader) title() (title string) {
	defer func() { _ = recover() }()
	return l.file.Trailer().Key("Info").Key("Title").Text()
}
