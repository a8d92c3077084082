package pdf

import (
	"strconv"
	"strings"
	"unicode/utf16"

	pdflib "github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// A decoder says what a code means where no ToUnicode CMap does.
type decoder struct {
	runes   func(code uint32) []rune
	lengths func(raw []byte) (uint32, int) // of multi-byte encodings; nil for one or two bytes
}

// readSimple reads a simple font: at most 256 codes of one byte.
func readSimple(f *font, v pdflib.Value) {
	unit := 0.001
	if v.Key("Subtype").Name() == "Type3" {
		if m := matrixValue(v.Key("FontMatrix")); m != identity && m.finite() {
			unit, f.vector = m.a, m.d*1000
		}
		f.vector = min(max(f.vector, 0), 1)
	}
	simpleWidths(f, v, unit)
	table := baseTable(v)
	differences(&table, v)
	f.decode.runes = func(code uint32) []rune {
		if r := table[code&0xff]; r != 0 {
			return []rune{r}
		}
		return nil
	}
	if len(f.widths) == 0 {
		standardWidths(f, v.Key("BaseFont").Name())
	}
}

// baseTable returns the encoding that a simple font starts from. A symbolic
// font that names none has one of its own, inside the font program: its codes
// are taken for Latin and the check on words decides whether that was right.
func baseTable(v pdflib.Value) [256]rune {
	enc := v.Key("Encoding")
	id := enc.Name()
	if enc.Kind() == pdflib.Dict {
		id = enc.Key("BaseEncoding").Name()
	}
	switch {
	case id == "MacRomanEncoding":
		return pageOf(charmap.Macintosh)
	case id == "WinAnsiEncoding" || v.Key("Subtype").Name() == "TrueType":
		return pageOf(charmap.Windows1252)
	}
	return standardTable()
}

func pageOf(page *charmap.Charmap) [256]rune {
	var t [256]rune
	for code := 32; code < 256; code++ {
		if r := page.DecodeByte(byte(code)); r != unknown && r != 0x7f {
			t[code] = r
		}
	}
	if page == charmap.Windows1252 {
		t[0xad], t[0x7f], t[0x81] = '-', '•', '•' // as PDF defines WinAnsiEncoding
	}
	return t
}

// standardTable is Adobe's StandardEncoding (PDF 32000-1, annex D.2).
func standardTable() [256]rune {
	var t [256]rune
	for code := 32; code < 127; code++ {
		t[code] = rune(code)
	}
	t['\''], t['`'] = '’', '‘'
	upper := map[int]string{
		0xa1: "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ", 0xb1: "–†‡·", 0xb6: "¶•‚„”»…‰", 0xbf: "¿", 0xc1: "`´ˆ˜¯˘˙¨", 0xca: "˚¸", 0xcd: "˝˛ˇ—",
		0xe1: "Æ", 0xe3: "ª", 0xe8: "ŁØŒº", 0xf1: "æ", 0xf5: "ı", 0xf8: "łøœß",
	}
	for code, runes := range upper {
		for i, r := range []rune(runes) {
			t[code+i] = r
		}
	}
	return t
}

// differences applies the names that a font's Encoding gives to single codes.
func differences(t *[256]rune, v pdflib.Value) {
	list := v.Key("Encoding").Key("Differences")
	code := int64(0)
	for i := 0; i < min(list.Len(), 1024); i++ {
		x := list.Index(i)
		if x.Kind() == pdflib.Integer {
			code = x.Int64()
			continue
		}
		if code >= 0 && code < 256 {
			t[code] = glyphRune(x.Name())
		}
		code++
	}
}

// glyphRune returns the character of a glyph name by the rules of Adobe's glyph
// list, 0 where the name says nothing (g12, cid345, .notdef).
func glyphRune(id string) rune {
	id, _, _ = strings.Cut(id, ".")
	if r, ok := glyphNames()[id]; ok {
		return r
	}
	for _, prefix := range []string{"uni", "u"} {
		if hex, ok := strings.CutPrefix(id, prefix); ok && len(hex) >= 4 && len(hex) <= 6 {
			if n, err := strconv.ParseUint(hex, 16, 32); err == nil {
				return rune(n)
			}
		}
	}
	return 0
}

// readComposite reads a Type 0 font: its codes, the CIDs they select, their widths.
func (c *fontCache) readComposite(f *font, v pdflib.Value) {
	d := v.Key("DescendantFonts").Index(0)
	compositeWidths(f, d)
	enc := v.Key("Encoding")
	if enc.Kind() == pdflib.Stream {
		if data, err := c.limits.stream(enc); err == nil {
			f.cids = parseCMap(data)
		}
		return
	}
	f.decode = predefined(enc.Name())
}

// predefined returns the decoder of a predefined CMap whose codes are those of a
// character set that people know. Identity codes name glyphs, not characters.
func predefined(id string) decoder {
	switch {
	case strings.Contains(id, "UCS2"), strings.Contains(id, "UTF16"):
		return decoder{runes: func(code uint32) []rune { return utf16.Decode([]uint16{uint16(code)}) }}
	case strings.HasPrefix(id, "GBK"), strings.HasPrefix(id, "GB-"):
		return multiByte(simplifiedchinese.GBK)
	case strings.HasPrefix(id, "ETen"), strings.HasPrefix(id, "B5"):
		return multiByte(traditionalchinese.Big5)
	case strings.HasPrefix(id, "90ms"), strings.HasPrefix(id, "90pv"):
		return multiByte(japanese.ShiftJIS)
	case strings.HasPrefix(id, "KSC"):
		return multiByte(korean.EUCKR)
	}
	return decoder{}
}

// multiByte decodes a set where bytes from 0x81 on lead a pair.
func multiByte(e encoding.Encoding) decoder {
	return decoder{
		lengths: func(raw []byte) (uint32, int) {
			if raw[0] < 0x81 || len(raw) == 1 {
				return uint32(raw[0]), 1
			}
			return uint32(raw[0])<<8 | uint32(raw[1]), 2
		},
		runes: func(code uint32) []rune {
			raw := []byte{byte(code >> 8), byte(code)}
			if code < 0x100 {
				raw = raw[1:]
			}
			text, err := e.NewDecoder().Bytes(raw)
			if err != nil {
				return nil
			}
			return []rune(string(text))
		},
	}
}
