package pdf

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	pdflib "github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/charmap"
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

// standardWidthList has for each standard font the published advances of the
// codes 32…255 of WinAnsiEncoding, in thousandths of the font size.
//
//go:embed widths.txt
var standardWidthList string

// standardMetrics maps a standard font to the advance of each character.
var standardMetrics = sync.OnceValue(func() map[string]map[rune]float64 {
	page := pageOf(charmap.Windows1252)
	fonts := map[string]map[rune]float64{}
	for line := range strings.Lines(standardWidthList) {
		fields := strings.Fields(line)
		widths := make(map[rune]float64, len(fields))
		for i, w := range fields[1:] {
			if n, err := strconv.Atoi(w); err == nil && n > 0 {
				widths[page[32+i]] = float64(n) / 1000
			}
		}
		fonts[fields[0]] = widths
	}
	return fonts
})

// standardFont returns the standard font that stands in for one whose file gives
// no widths.
func standardFont(base string, s style) map[rune]float64 {
	base = strings.ToLower(base)
	family, slanted := "Helvetica", ""
	if strings.Contains(base, "times") || strings.Contains(base, "roman") || strings.Contains(base, "serif") && !strings.Contains(base, "sans") {
		family = "Times"
		if s&italic != 0 {
			slanted = "Italic"
		}
	}
	weight := ""
	if s&bold != 0 {
		weight = "Bold"
	}
	id := family + "-" + weight + slanted
	if weight+slanted == "" {
		id = map[string]string{"Times": "Times-Roman", "Helvetica": "Helvetica"}[family]
	}
	return standardMetrics()[id]
}

// standardWidths fills in the widths of a simple font without any, code by code.
func standardWidths(f *font, base string) {
	f.missing = 0.556
	if strings.Contains(strings.ToLower(base), "courier") {
		f.missing = 0.6
		return
	}
	metrics := standardFont(base, f.style)
	for code := uint32(0); code < 256; code++ {
		for _, r := range f.text(code) {
			if w, ok := metrics[r]; ok {
				f.widths[code] = w
			}
		}
	}
}
