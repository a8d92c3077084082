package pdf

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// pdfiumSheet reads page n of a file with the second engine.
func pdfiumSheet(t *testing.T, data []byte, n int) *sheet {
	t.Helper()
	if testing.Short() {
		t.Skip("starts PDFium")
	}
	p, err := openPDFium(context.Background(), data, Options{}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	s, err := p.sheet(context.Background(), n)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPDFiumPlacesGlyphs(t *testing.T) {
	tests := []struct {
		name, content, extra string
		text                 string
		x, y, size           float64
		style                style
	}{
		{"plain", "BT /F1 10 Tf 100 700 Td (A) Tj ET", "", "A", 100, 92, 10, 0},
		{"bold", "BT /F2 10 Tf 100 700 Td (A) Tj ET", "", "A", 100, 92, 10, bold},
		{"scaled", "2 0 0 2 10 20 cm BT /F1 10 Tf 5 5 Td (A) Tj ET", "", "A", 20, 762, 20, 0},
		{"page cut out of a larger one", "BT /F1 10 Tf 100 700 Td (A) Tj ET", "/CropBox [50 100 600 750]", "A", 50, 50, 10, 0},
		{"turned page", "BT /F1 10 Tf 0 1 -1 0 100 100 Tm (A) Tj ET", "/Rotate 90", "A", 100, 100, 10, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWriter()
			w.page(tt.content, tt.extra)
			g := pdfiumSheet(t, w.bytes(), 1).glyphs
			if glyphText(g) != tt.text {
				t.Fatalf("text %q, want %q", glyphText(g), tt.text)
			}
			if math.Abs(float64(g[0].x0)-tt.x) > 0.1 || math.Abs(float64(g[0].y)-tt.y) > 0.1 || math.Abs(float64(g[0].size)-tt.size) > 0.1 || g[0].style != tt.style {
				t.Errorf("%+v, want x %g, y %g, size %g, style %d", g[0], tt.x, tt.y, tt.size, tt.style)
			}
		})
	}
}

func TestPDFiumTakesDrawingsWithoutTextForAPicture(t *testing.T) {
	w := newWriter()
	w.page("0 0 300 300 re f", "")
	w.page("", "")
	for n, want := range map[int]float32{1: 1, 2: 0} {
		if got := pdfiumSheet(t, w.bytes(), n).images; got != want {
			t.Errorf("page %d: %g of it is a picture, want %g", n, got, want)
		}
	}
}

func TestPDFiumRefuses(t *testing.T) {
	if testing.Short() {
		t.Skip("starts PDFium")
	}
	tests := []struct {
		name string
		data []byte
		o    Options
		want error
	}{
		{"no PDF", []byte("hello"), Options{}, pipeline.ErrMalformed},
		{"nothing", nil, Options{}, pipeline.ErrMalformed},
		{"no pages", newWriter().bytes(), Options{}, pipeline.ErrMalformed},
		{"too many pages", paper().bytes(), Options{MaxPages: 3}, pipeline.ErrTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := openPDFium(context.Background(), tt.data, tt.o.withDefaults())
			if err == nil {
				p.Close()
			}
			if !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
		})
	}
}

func TestPDFiumKeepsItsHyphensAndSpaces(t *testing.T) {
	w := newWriter()
	s := newScript().line("F1", 10, 72, 12, "the govern-").line("F1", 10, 72, 12, "ment swims")
	fmt.Fprintf(&s.b, "BT /F1 10 Tf 72 %g Td [(far) -2000 (off)] TJ ET\n", s.y)
	w.page(s.String(), "")
	if got := texts(pdfiumSheet(t, w.bytes(), 1).lines()); got != "the govern-|ment swims|far off" {
		t.Errorf("got %q", got)
	}
}

// PDFium gives the characters of a ligature one place, those of an Arabic one in reverse.
func TestPDFiumTakesLigaturesApart(t *testing.T) {
	for in, want := range map[string]string{"ffi": "ffi", "ال": "لا", "\uFFFE": string(unknown)} {
		p := &textPage{sheet: &sheet{number: 1, width: 612, height: 792}, base: matrix{1, 0, 0, 1, 0, 0}, at: matrix{1, 0, 0, 1, 0, 0}, size: 10, piece: []rune(in), place: [4]float64{100, 100, 12, 10}}
		p.flush()
		if got := texts(p.sheet.lines()); got != want || len(p.piece) != 0 {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
