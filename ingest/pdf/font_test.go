package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// fontPage shows one string in a font that the test describes.
func fontPage(font, operand string, more func(w *writer) string) []byte {
	w := newWriter()
	if more != nil {
		font = strings.ReplaceAll(font, "%MORE%", more(w))
	}
	w.fonts = "/F9 " + w.ref(w.add(font))
	w.page("BT /F9 10 Tf 0 0 Td "+operand+" Tj ET", "")
	return w.bytes()
}

func TestFontsDecode(t *testing.T) {
	toUnicode := func(cmap string) func(w *writer) string {
		return func(w *writer) string { return w.ref(w.stream("", cmap)) }
	}
	descendant := func(w *writer) string {
		return w.ref(w.add("<< /Type /Font /Subtype /CIDFontType2 /DW 500 /W [1 [250 750] 10 12 100] >>"))
	}
	tests := []struct {
		name, font, operand string
		more                func(w *writer) string
		text                string
		unmapped            int
	}{
		{"WinAnsi", "<< /Subtype /TrueType /BaseFont /Arial /Encoding /WinAnsiEncoding >>", `(\223caf\351\224 \255)`, nil, "“café” -", 0},
		{"MacRoman", "<< /Subtype /TrueType /BaseFont /Arial /Encoding /MacRomanEncoding >>", `(\216)`, nil, "é", 0},
		{"Standard", "<< /Subtype /Type1 /BaseFont /Times-Roman >>", `('\256)`, nil, "’fi", 0},
		{"differences", "<< /Subtype /Type1 /BaseFont /Odd /Encoding << /Differences [65 /eacute /afii10017 67 /uni0627 /g99] >> >>", "(ABCD)", nil, "éАا\uFFFD", 1},
		{"ToUnicode before encoding", "<< /Subtype /TrueType /BaseFont /X /Encoding /WinAnsiEncoding /ToUnicode %MORE% >>", "(AB)", toUnicode("1 beginbfchar <41> <03B1> endbfchar"), "αB", 0},
		{"ligature taken apart", "<< /Subtype /TrueType /BaseFont /X /Encoding /WinAnsiEncoding /ToUnicode %MORE% >>", "(A)", toUnicode("1 beginbfchar <41> <FB03> endbfchar"), "ffi", 0},
		{"presentation form", "<< /Subtype /TrueType /BaseFont /X /Encoding /WinAnsiEncoding /ToUnicode %MORE% >>", "(A)", toUnicode("1 beginbfchar <41> <FEE1> endbfchar"), "م", 0},
		{"identity without ToUnicode", "<< /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [%MORE%] >>", "<00010002>", descendant, "\uFFFD\uFFFD", 2},
		{"UCS2", "<< /Subtype /Type0 /BaseFont /X /Encoding /UniGB-UCS2-H /DescendantFonts [%MORE%] >>", "<4EBA6743>", descendant, "人权", 0},
		{"GBK", "<< /Subtype /Type0 /BaseFont /X /Encoding /GBK-EUC-H /DescendantFonts [%MORE%] >>", "<C8CB41C8A8>", descendant, "人A权", 0},
		{"not a dictionary", "42", "(A)", nil, "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := sheetOf(t, fontPage(tt.font, tt.operand, tt.more), 1)
			if got := glyphText(s.glyphs); got != tt.text || s.unmapped != tt.unmapped {
				t.Errorf("got %q with %d unmapped, want %q with %d", got, s.unmapped, tt.text, tt.unmapped)
			}
		})
	}
}

func TestFontWidths(t *testing.T) {
	tests := []struct {
		name, font, operand string
		want                []float32
	}{
		{"given", "<< /Subtype /TrueType /BaseFont /A /Encoding /WinAnsiEncoding /FirstChar 65 /Widths [300 900] >>", "(AB)", []float32{3, 9}},
		{"missing width", "<< /Subtype /TrueType /BaseFont /A /Encoding /WinAnsiEncoding /FirstChar 65 /Widths [300] /FontDescriptor << /MissingWidth 400 >> >>", "(AZ)", []float32{3, 4}},
		{"standard bold", "<< /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>", "(Ai)", []float32{7.22, 2.78}},
		{"standard italic", "<< /Subtype /Type1 /BaseFont /Times-Italic /Encoding /WinAnsiEncoding >>", "(A)", []float32{6.11}},
		{"Courier", "<< /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>", "(Ai)", []float32{6, 6}},
		{"composite", "<< /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /DW 500 /W [1 [250 750] 10 12 100] >>] >>", "<0001000200030000B>", []float32{2.5, 7.5, 5}},
		{"composite range", "<< /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /W [10 12 100] >>] >>", "<000B000D>", []float32{1, 10}},
		{"Type 3", "<< /Subtype /Type3 /FontMatrix [0.01 0 0 0.01 0 0] /Encoding << /Differences [65 /A] >> /FirstChar 65 /Widths [50] >>", "(A)", []float32{5}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := sheetOf(t, fontPage(tt.font, tt.operand, nil), 1).glyphs
			for i, want := range tt.want {
				if i >= len(g) || abs(g[i].x1-g[i].x0-want) > 0.01 {
					t.Fatalf("glyph %d of %+v, want widths %v", i, g, tt.want)
				}
			}
		})
	}
}

func TestStyleOfAFontsName(t *testing.T) {
	tests := []struct {
		base  string
		flags int64
		want  style
	}{
		{"ABCDEF+TimesNewRoman,Bold", 0, bold}, {"Arial-BoldItalicMT", 0, bold | italic}, {"Helvetica-Oblique", 0, italic},
		{"Plain", 1 << 18, bold}, {"Plain", 1 << 6, italic}, {"Plain", 4, 0},
	}
	for _, tt := range tests {
		if got := styleNamed(tt.base, tt.flags, 0); got != tt.want {
			t.Errorf("%s: %b, want %b", tt.base, got, tt.want)
		}
	}
}

func TestEmbeddedTables(t *testing.T) {
	names := glyphNames()
	for id, want := range map[string]rune{"A": 'A', "eacute": 'é', "afii10017": 'А', "quoteright": '’'} {
		if names[id] != want {
			t.Errorf("glyph %s is %q, want %q", id, names[id], want)
		}
	}
	for _, id := range []string{"Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic", "Helvetica", "Helvetica-Bold"} {
		m := standardMetrics()[id]
		if len(m) < 200 || m['A'] < 0.5 || m['A'] > 0.8 {
			t.Errorf("%s: %d widths, A %g", id, len(m), m['A'])
		}
	}
	v := vocabularies()
	if len(v.languages) < 10 || len(v.languages) > 32 || v.words["the"] == 0 || !v.wide['的'] {
		t.Errorf("%d languages of common words", len(v.languages))
	}
	for w := range v.words {
		if w != strings.ToLower(w) {
			t.Errorf("common word %q is not in lower case", w)
		}
	}
}

func TestGlyphRune(t *testing.T) {
	for id, want := range map[string]rune{"a": 'a', "a.sc": 'a', "uni20AC": '€', "u1F600": '😀', "g12": 0, ".notdef": 0, "uniXYZW": 0, "": 0} {
		if got := glyphRune(id); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}

func TestResourcesSeeReferences(t *testing.T) {
	w := newWriter()
	w.page("", "")
	l, err := openLayout(t.Context(), w.bytes(), Options{}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	got := l.resources(l.pages[0]).fonts
	if fmt.Sprint(got) != "map[F1:3 0 F2:4 0]" {
		t.Errorf("fonts %v", got)
	}
}
