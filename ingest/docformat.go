package ingest

import (
	"slices"
	"strings"
	"unicode/utf16"
)

// formatRun is a range of stream offsets with one set of properties.
type formatRun struct {
	start, end int
	style      int    // of a paragraph
	grpprl     []byte // property modifiers
}

// wordStyle is what a style says about its paragraphs.
type wordStyle struct {
	name string
	base int // style it is based on, noStyle for none
	papx []byte
}

const noStyle = 0xfff

// The property modifiers (sprm) read here.
const (
	sprmDeleted      = 0x0800 // character: deleted with changes tracked
	sprmHidden       = 0x083c // character
	sprmBold         = 0x0835 // character
	sprmAlign80      = 0x2403 // 1: centred
	sprmAlign        = 0x2461 // the same, since Word 2000
	sprmInTable      = 0x2416
	sprmRowEnd       = 0x2417
	sprmListLevel    = 0x260a
	sprmOutlineLevel = 0x2640
	sprmList         = 0x460b
)

// readFormats reads styles, lists and the properties of paragraphs and
// characters. All are optional: without them the text is still the text.
func (d *wordDoc) readFormats() {
	d.styles = readWordStyles(d.part(partStyles))
	d.lists = readWordLists(d.withLevels(d.part(partLists), partLists), d.part(partListsInUse))
	d.paras = d.formatPages(partParaPages, true)
	d.chars = d.formatPages(partCharPages, false)
}

// formatPages reads the 512-byte pages of properties that a bin table names.
func (d *wordDoc) formatPages(part int, paragraphs bool) []formatRun {
	plc := d.part(part)
	count := (len(plc) - 4) / 8
	var runs []formatRun
	for i := range max(count, 0) {
		page := int64(le32(plc, 4*(count+1)+4*i)&0x3fffff) * 512
		if page+512 > int64(len(d.word)) {
			continue
		}
		runs = append(runs, pageRuns(d.word[page:page+512], paragraphs)...)
	}
	slices.SortFunc(runs, func(a, b formatRun) int { return a.start - b.start })
	return runs
}

// pageRuns reads one page: its last byte counts the runs, offsets of their
// properties follow the bounds.
func pageRuns(page []byte, paragraphs bool) []formatRun {
	count, step := int(page[511]), 1
	if paragraphs {
		step = 13
	}
	if 4*(count+1)+step*count > 511 {
		return nil
	}
	runs := make([]formatRun, count)
	for i := range runs {
		runs[i] = formatRun{start: int(le32(page, 4*i)), end: int(le32(page, 4*i+4))}
		at := 2 * int(page[4*(count+1)+step*i])
		if at == 0 || at >= 511 {
			continue
		}
		if paragraphs {
			runs[i].style, runs[i].grpprl = paragraphProperties(page, at)
			continue
		}
		runs[i].grpprl = page[at+1 : min(at+1+int(page[at]), 511)]
	}
	return runs
}

// paragraphProperties reads a PapxInFkp: its size in words, the style, modifiers.
func paragraphProperties(page []byte, at int) (style int, grpprl []byte) {
	size := 2*int(page[at]) - 1
	at++
	if size < 0 { // a zero byte: the size follows
		size = 2 * int(page[at])
		at++
	}
	end := min(at+size, 511)
	if at+2 > end {
		return 0, nil
	}
	return int(le16(page, at)), page[at+2 : end]
}

// propertiesAt returns the run that holds a stream offset.
func propertiesAt(runs []formatRun, at int) formatRun {
	i, _ := slices.BinarySearchFunc(runs, at, func(r formatRun, at int) int {
		if r.end <= at {
			return -1
		}
		return 1
	})
	if i < len(runs) && runs[i].start <= at {
		return runs[i]
	}
	return formatRun{}
}

// modifier returns the operand of the last modifier with that code.
func modifier(grpprl []byte, code uint16) (int, bool) {
	value, found := 0, false
	for len(grpprl) >= 3 {
		op, size, at := le16(grpprl, 0), 0, 2
		switch op >> 13 {
		case 0, 1:
			size = 1
		case 2, 4, 5:
			size = 2
		case 3:
			size = 4
		case 7:
			size = 3
		case 6:
			size, at = int(grpprl[2]), 3
			if op == 0xd608 { // a table's columns count in two bytes
				size, at = int(le16(grpprl, 2))-1, 4
			}
		}
		if size < 0 || at+size > len(grpprl) {
			break
		}
		if op == code && size > 0 {
			value, found = int(grpprl[at]), true
			if size >= 2 {
				value = int(int16(le16(grpprl, at)))
			}
		}
		grpprl = grpprl[at+size:]
	}
	return value, found
}

// property looks a paragraph's property up in its own modifiers, then in those
// of its style and of what that is based on.
func (d *wordDoc) property(run formatRun, code uint16) (int, bool) {
	if v, ok := modifier(run.grpprl, code); ok {
		return v, true
	}
	for style, n := run.style, 0; style >= 0 && style < len(d.styles) && n < maxStyleChain; style, n = d.styles[style].base, n+1 {
		if v, ok := modifier(d.styles[style].papx, code); ok {
			return v, true
		}
	}
	return 0, false
}

// readWordStyles reads the style sheet (STSH).
func readWordStyles(stsh []byte) []wordStyle {
	if len(stsh) < 6 {
		return nil
	}
	header := int(le16(stsh, 0))
	count, baseSize := int(le16(stsh, 2)), int(le16(stsh, 4))
	at := 2 + header
	var styles []wordStyle
	for range count {
		if at+2 > len(stsh) {
			break
		}
		size := int(le16(stsh, at))
		at += 2
		if at+size > len(stsh) {
			break
		}
		styles = append(styles, readWordStyle(stsh[at:at+size], baseSize))
		at += size
	}
	return styles
}

// readWordStyle reads one style: fixed part, name, then for a paragraph style
// its paragraph modifiers.
func readWordStyle(std []byte, baseSize int) wordStyle {
	s := wordStyle{base: noStyle}
	if len(std) < 8 || baseSize < 8 {
		return s
	}
	s.base = int(le16(std, 2) >> 4)
	if kind := le16(std, 2) & 15; kind != 1 {
		return s
	}
	at := baseSize
	length := int(le16(std, at))
	at += 2
	if at+2*length+2 > len(std) {
		return s
	}
	s.name = utf16Text(std[at : at+2*length])
	at += 2*length + 2
	at += at & 1
	size := int(le16(std, at))
	if at += 2; size >= 2 && at+size <= len(std) {
		s.papx = std[at+2 : at+size]
	}
	return s
}

// utf16Text decodes little-endian UTF-16.
func utf16Text(data []byte) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = le16(data, 2*i)
	}
	return string(utf16.Decode(units))
}

// headingLevel returns the level of a paragraph that is a heading, 0 for text.
func (d *wordDoc) headingLevel(run formatRun) int {
	if level, ok := d.property(run, sprmOutlineLevel); ok {
		if level < 9 {
			return level + 1
		}
		return 0
	}
	if run.style >= 1 && run.style <= 9 { // Word keeps these places for heading 1 … 9
		return run.style
	}
	if run.style < len(d.styles) && strings.EqualFold(d.styles[run.style].name, "title") {
		return 1
	}
	return 0
}
