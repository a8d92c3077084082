package pdf

import (
	"strings"

	pdflib "github.com/ledongthuc/pdf"
)

// maxWidths bounds the entries of a font's width tables: one for each of the
// 65,536 glyphs a font can have.
const maxWidths = 1 << 16

// simpleWidths reads Widths of a simple font, in thousandths of the font size
// (Type 3: in its own units).
func simpleWidths(f *font, v pdflib.Value, unit float64) {
	list, first := v.Key("Widths"), v.Key("FirstChar").Int64()
	n := min(list.Len(), 256)
	f.widths = make(map[uint32]float64, n)
	for i := 0; i < n; i++ {
		f.widths[uint32(first)+uint32(i)] = list.Index(i).Float64() * unit
	}
	f.missing = v.Key("FontDescriptor").Key("MissingWidth").Float64() * unit
	if n == 0 {
		standardWidths(f, v.Key("BaseFont").Name())
	}
}

// compositeWidths reads DW and W of a descendant font: "c [w …]" and "c d w".
func compositeWidths(f *font, d pdflib.Value) {
	f.missing = 1
	if dw := d.Key("DW"); dw.Kind() != pdflib.Null {
		f.missing = dw.Float64() / 1000
	}
	list := d.Key("W")
	f.widths = map[uint32]float64{}
	for i := 0; i+1 < list.Len() && len(f.widths) < maxWidths; {
		first, second := uint32(list.Index(i).Int64()), list.Index(i+1)
		if second.Kind() == pdflib.Array {
			for k := 0; k < second.Len() && k < maxWidths; k++ {
				f.widths[first+uint32(k)] = second.Index(k).Float64() / 1000
			}
			i += 2
			continue
		}
		last, width := uint32(second.Int64()), list.Index(i+2).Float64()/1000
		for c := first; c <= last && c-first < maxWidths; c++ {
			f.widths[c] = width
		}
		i += 3
	}
}

// standardWidths gives the standard fonts, which a file need not describe, the
// advances of their published metrics for the printable ASCII characters.
func standardWidths(f *font, base string) {
	base = strings.ToLower(base)
	f.missing = 0.556
	table := helveticaWidths
	switch {
	case strings.Contains(base, "courier"):
		f.missing = 0.6
		return
	case strings.Contains(base, "times"):
		table, f.missing = timesWidths, 0.5
	}
	for i, w := range table {
		f.widths[uint32(' '+i)] = float64(w) / 1000
	}
}

// Advances of U+0020…U+007E in thousandths of the font size.
var (
	helveticaWidths = []int{
		278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
		556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
		1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
		333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
		556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
	}
	timesWidths = []int{
		250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
		500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
		921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
		556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
		333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
		500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
	}
)
