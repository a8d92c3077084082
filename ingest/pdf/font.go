package pdf

import (
	"strings"

	pdflib "github.com/ledongthuc/pdf"
)

// A char is what a font makes of one code.
type char struct {
	text     []rune
	width    float64 // advance for a font size of 1
	unmapped bool    // the file names no character for it
}

// A font turns the codes of strings into characters. It is read once a document.
type font struct {
	style     style
	composite bool
	vector    float64 // Type 3: glyph space in units of text space, times 1000; else 0
	one       [256]char
	many      map[uint32]*char
	unicode   *cmap
	cids      *cmap // code → CID of a composite font, nil where they are the same
	decode    decoder
	widths    map[uint32]float64
	missing   float64 // width where widths has none
}

// fontCache keeps every font of a document by its reference.
type fontCache struct {
	limits *budget
	byRef  map[string]*font
}

// get returns the font that res names so, nil where there is none.
func (c *fontCache) get(res resources, id string) *font {
	ref := res.fonts[id]
	if ref == "" { // written in place: rare
		ref = "direct " + res.fontSet.Key(id).String()
	}
	if f, ok := c.byRef[ref]; ok {
		return f
	}
	f := c.read(res.fontSet.Key(id))
	c.byRef[ref] = f
	return f
}

// fromState returns the font that an extended graphics state sets.
func (c *fontCache) fromState(res resources, id string) (*font, float64) {
	v := res.dict.Key("ExtGState").Key(id).Key("Font")
	if v.Len() != 2 {
		return nil, 0
	}
	ref := "state " + v.String()
	f, ok := c.byRef[ref]
	if !ok {
		f = c.read(v.Index(0))
		c.byRef[ref] = f
	}
	return f, v.Index(1).Float64()
}

// read reads a font. Damage in a font must not cost the page: what cannot be
// read leaves its codes unmapped.
func (c *fontCache) read(v pdflib.Value) (f *font) {
	if v.Kind() != pdflib.Dict {
		return nil
	}
	f = &font{many: map[uint32]*char{}, missing: 0.5}
	defer func() {
		_ = recover() // the library panics on malformed objects
		f.fill()
	}()
	f.style = styleOf(v)
	f.composite = v.Key("Subtype").Name() == "Type0"
	if u := v.Key("ToUnicode"); u.Kind() == pdflib.Stream {
		if data, err := c.limits.stream(u); err == nil {
			f.unicode = parseCMap(data)
		}
	}
	if f.composite {
		c.readComposite(f, v)
	} else {
		readSimple(f, v)
	}
	return f
}

// styleOf reads bold and italic from the font's name and flags.
func styleOf(v pdflib.Value) style {
	desc := v.Key("FontDescriptor")
	if d := v.Key("DescendantFonts").Index(0); d.Kind() == pdflib.Dict {
		desc = d.Key("FontDescriptor")
	}
	return styleNamed(v.Key("BaseFont").Name(), desc.Key("Flags").Int64(), desc.Key("FontWeight").Float64())
}

func styleNamed(base string, flags int64, weight float64) style {
	base = strings.ToLower(base)
	var s style
	if strings.Contains(base, "bold") || strings.Contains(base, "black") || strings.Contains(base, "heavy") ||
		strings.Contains(base, "demi") || flags&(1<<18) != 0 || weight >= 600 {
		s |= bold
	}
	if strings.Contains(base, "italic") || strings.Contains(base, "oblique") || flags&(1<<6) != 0 {
		s |= italic
	}
	return s
}

// scale is what turns the font size into the height of its glyphs: 1 but for
// fonts whose glyphs are drawn in units of their own.
func (f *font) scale() float64 {
	if f.vector != 0 {
		return f.vector
	}
	return 1
}

// fill computes the characters of all one-byte codes of a simple font.
func (f *font) fill() {
	if f.composite {
		return
	}
	for code := range f.one {
		f.one[code] = f.make(uint32(code))
	}
}

// code takes the next code off raw and says how many bytes it has.
func (f *font) code(raw []byte) (uint32, int) {
	switch {
	case !f.composite:
		return uint32(raw[0]), 1
	case f.cids != nil && len(f.cids.spaces) > 0:
		return f.cids.next(raw)
	case f.decode.lengths != nil:
		return f.decode.lengths(raw)
	case len(raw) == 1:
		return uint32(raw[0]), 1
	}
	return uint32(raw[0])<<8 | uint32(raw[1]), 2
}

func (f *font) char(code uint32) *char {
	if !f.composite {
		return &f.one[code&0xff]
	}
	if c, ok := f.many[code]; ok {
		return c
	}
	c := f.make(code)
	f.many[code] = &c
	return &c
}

// make works out what code stands for.
func (f *font) make(code uint32) char {
	cid := code
	if f.cids != nil {
		cid = f.cids.cid(code)
	}
	width, ok := f.widths[cid]
	if !ok {
		width = f.missing
	}
	text := f.text(code)
	if len(text) == 0 {
		return char{text: []rune{unknown}, width: width, unmapped: true}
	}
	return char{text: normalRunes(text), width: width}
}

// unknown stands in the text for a glyph without a character.
const unknown = '\uFFFD'

func (f *font) text(code uint32) []rune {
	if f.unicode != nil {
		if t := f.unicode.text(code); usable(t) {
			return t
		}
	}
	if f.decode.runes != nil {
		return f.decode.runes(code)
	}
	return nil
}

// usable refuses what some producers write for "no character".
func usable(t []rune) bool {
	for _, r := range t {
		if r == 0 || r == 0xfffd || r == 0xffff {
			return false
		}
	}
	return len(t) > 0
}
