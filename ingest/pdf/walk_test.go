package pdf

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// sheetOf reads page n of a file with the first engine.
func sheetOf(t testing.TB, data []byte, n int) *sheet {
	t.Helper()
	l, err := openLayout(context.Background(), data, Options{}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	s, err := l.sheet(context.Background(), n)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func glyphText(glyphs []glyph) string {
	var b strings.Builder
	for _, g := range glyphs {
		b.WriteRune(g.r)
	}
	return b.String()
}

func TestWalkPlacesGlyphs(t *testing.T) {
	tests := []struct {
		name, content string
		text          string
		x, y, size    float64 // of the first glyph
		end           float64 // of the last
	}{
		{"plain", "BT /F1 10 Tf 100 700 Td (AB) Tj ET", "AB", 100, 92, 10, 100 + 7.22 + 6.67},
		{"text matrix", "BT /F1 1 Tf 12 0 0 12 50 600 Tm (A) Tj ET", "A", 50, 192, 12, 50 + 12*0.722},
		{"graphics matrix", "2 0 0 2 10 20 cm BT /F1 10 Tf 5 5 Td (A) Tj ET", "A", 20, 762, 20, 20 + 14.44},
		{"kerning", "BT /F1 10 Tf 0 0 Td [(A) -1000 (A)] TJ ET", "AA", 0, 792, 10, 7.22 + 10 + 7.22},
		{"word and character space", "BT /F1 10 Tf 3 Tw 1 Tc 0 0 Td (A A) Tj ET", "A A", 0, 792, 10, 7.22 + 1 + 2.5 + 1 + 3 + 7.22 + 1},
		{"scaling", "BT /F1 10 Tf 50 Tz 0 0 Td (AA) Tj ET", "AA", 0, 792, 10, 7.22},
		{"leading", "BT /F1 10 Tf 14 TL 0 100 Td T* (A) Tj ET", "A", 0, 706, 10, 7.22},
		{"quote", "BT /F1 10 Tf 14 TL 0 100 Td (A) ' ET", "A", 0, 706, 10, 7.22},
		{"double quote", "BT /F1 10 Tf 14 TL 0 100 Td 0 1 (A) \" ET", "A", 0, 706, 10, 8.22},
		{"rise", "BT /F1 10 Tf 4 Ts 0 100 Td (A) Tj ET", "A", 0, 688, 10, 7.22},
		{"saved state", "q 2 0 0 2 0 0 cm Q BT /F1 10 Tf 1 2 Td (A) Tj ET", "A", 1, 790, 10, 8.22},
		{"no font", "BT 1 2 Td (A) Tj ET", "", 0, 0, 0, 0},
		{"too few operands", "Td Tm Tf cm BT /F1 10 Tf 1 2 Td (A) Tj ET", "A", 1, 790, 10, 8.22},
		{"unbalanced Q", "Q Q Q BT /F1 10 Tf 1 2 Td (A) Tj ET", "A", 1, 790, 10, 8.22},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWriter()
			w.page(tt.content, "")
			g := sheetOf(t, w.bytes(), 1).glyphs
			if got := glyphText(g); got != tt.text {
				t.Fatalf("text %q, want %q", got, tt.text)
			}
			if tt.text == "" {
				return
			}
			got := []float64{float64(g[0].x0), float64(g[0].y), float64(g[0].size), float64(g[len(g)-1].x1)}
			for i, want := range []float64{tt.x, tt.y, tt.size, tt.end} {
				if math.Abs(got[i]-want) > 0.02 {
					t.Errorf("%v, want x %g, y %g, size %g, end %g", got, tt.x, tt.y, tt.size, tt.end)
					break
				}
			}
		})
	}
}

func TestWalkRotatedPageReadsUpright(t *testing.T) {
	for rotate, content := range map[int]string{
		0: "1 0 0 1 100 700 Tm", 90: "0 1 -1 0 100 100 Tm", 180: "-1 0 0 -1 400 100 Tm", 270: "0 -1 1 0 100 700 Tm",
	} {
		w := newWriter()
		w.page("BT /F1 10 Tf "+content+" (Right) Tj ET", fmt.Sprintf("/Rotate %d", rotate))
		lines := sheetOf(t, w.bytes(), 1).lines()
		if len(lines) != 1 || lines[0].text != "Right" {
			t.Errorf("rotate %d: %+v", rotate, lines)
		}
	}
}

func TestWalkTurnedTextIsReadAlongItsDirection(t *testing.T) {
	w := newWriter()
	w.page("BT /F1 10 Tf 0 1 -1 0 100 100 Tm (Sideways) Tj ET", "")
	s := sheetOf(t, w.bytes(), 1)
	if lines := s.lines(); len(lines) != 1 || lines[0].text != "Sideways" {
		t.Errorf("%+v", lines)
	}
}

func TestWalkForms(t *testing.T) {
	w := newWriter()
	form := w.stream("/Type /XObject /Subtype /Form /BBox [0 0 600 700] /Matrix [1 0 0 1 50 50]", "BT /F1 10 Tf 10 10 Td (inside) Tj ET")
	loop := len(w.objects) + 1
	w.stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /L %d 0 R >> >>", loop), "/L Do")
	c := w.stream("", "/X Do /L Do BT /F1 10 Tf 0 0 Td (after) Tj ET")
	w.pages = append(w.pages, w.add(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << %s >> /XObject << /X %d 0 R /L %d 0 R >> >> >>", c, w.fonts, form, loop)))
	g := sheetOf(t, w.bytes(), 1).glyphs
	if got := glyphText(g); got != "insideafter" {
		t.Fatalf("text %q", got)
	}
	if g[0].x0 != 60 || g[0].y != 732 {
		t.Errorf("the form's text stands at %g, %g", g[0].x0, g[0].y)
	}
}

func TestWalkImagesAndRules(t *testing.T) {
	w := newWriter()
	image := w.stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", "x")
	c := w.stream("", "q 306 0 0 792 0 0 cm /I Do Q 100 500 300 0.5 re f 50 50 m 50 300 l S 0 0 100 100 re f")
	w.pages = append(w.pages, w.add(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /XObject << /I %d 0 R >> >> >>", c, image)))
	s := sheetOf(t, w.bytes(), 1)
	if math.Abs(float64(s.images)-0.5) > 0.01 {
		t.Errorf("images cover %g of the page, want half", s.images)
	}
	if len(s.rules) != 2 || !s.rules[0].horizontal() || s.rules[1].horizontal() {
		t.Errorf("rules %+v, want a horizontal and a vertical one", s.rules)
	}
}

func TestWalkAnnotations(t *testing.T) {
	w := newWriter()
	look := w.stream("/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font << "+w.fonts+" >> >>", "BT /F1 10 Tf 2 5 Td (value) Tj ET")
	w.page("BT /F1 10 Tf 0 0 Td (page) Tj ET", fmt.Sprintf(
		"/Annots [<< /Subtype /Widget /Rect [300 300 400 320] /AP << /N %d 0 R >> >> << /Subtype /FreeText /Rect [10 10 90 40] /Contents (loose words) >> << /Subtype /Widget /F 2 /Rect [0 0 9 9] /AP << /N %d 0 R >> >>]", look, look))
	g := sheetOf(t, w.bytes(), 1).glyphs
	if got := strings.ReplaceAll(glyphText(g), " ", ""); got != "pagevalueloosewords" {
		t.Fatalf("text %q", got)
	}
	if g[4].x0 != 302 || g[4].y != 487 {
		t.Errorf("the field's text stands at %g, %g", g[4].x0, g[4].y)
	}
}

func TestWalkIsBounded(t *testing.T) {
	w := newWriter()
	w.page(strings.Repeat("q ", 5000), "")
	o := Options{MaxOperators: 100}.withDefaults()
	l, err := openLayout(context.Background(), w.bytes(), o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.sheet(context.Background(), 1); !errors.Is(err, pipeline.ErrTooLarge) {
		t.Errorf("error %v, want ErrTooLarge", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	l, err = openLayout(ctx, w.bytes(), Options{}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := l.sheet(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
}

func FuzzWalk(f *testing.F) {
	f.Add([]byte("BT /F1 12 Tf 1 0 0 1 72 700 Tm [(A) 120 (B)] TJ T* (C) ' ET"))
	f.Add([]byte("q 1 0 0 1 0 0 cm /X Do Q 0 0 5 5 re f 1 1 m 9 9 l S"))
	f.Add([]byte("BT /F1 1e30 Tf 1e30 1e30 Td (x) Tj 99999999999999999999 Tc (y) Tj ET"))
	f.Fuzz(func(t *testing.T, content []byte) {
		w := newWriter()
		w.page(string(content), "")
		d, err := Extract(context.Background(), w.file(t), Options{Engine: EngineLayout})
		if err != nil {
			return
		}
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
	})
}
