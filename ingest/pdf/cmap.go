package pdf

import (
	"sort"
	"unicode/utf16"
)

// Bounds of a CMap: a font has at most 65,536 glyphs.
const (
	maxMappings = 1 << 17
	maxSpaces   = 256
)

// A cmap maps codes to text (ToUnicode) or to CIDs (the Encoding of a composite font).
type cmap struct {
	spaces []codeSpace
	chars  map[uint32][]rune
	cidOf  []cidRange // sorted by low
}

// codeSpace is a range of codes of n bytes.
type codeSpace struct {
	n         int
	low, high uint32
}

type cidRange struct{ low, high, cid uint32 }

// parseCMap reads what it can of a CMap; it never fails.
func parseCMap(data []byte) *cmap {
	m := &cmap{chars: map[uint32][]rune{}}
	s := scanner{src: data}
	for {
		op, ok := s.next()
		if !ok {
			break
		}
		switch op {
		case "endcodespacerange":
			m.addSpaces(s.operands)
		case "endbfchar":
			m.addChars(s.operands)
		case "endbfrange":
			m.addRanges(s.operands)
		case "endcidchar", "endcidrange":
			m.addCIDs(s.operands, op == "endcidrange")
		}
	}
	sort.Slice(m.cidOf, func(i, k int) bool { return m.cidOf[i].low < m.cidOf[k].low })
	return m
}

func codeOf(raw []byte) uint32 {
	var c uint32
	for _, b := range raw[:min(len(raw), 4)] {
		c = c<<8 | uint32(b)
	}
	return c
}

func (m *cmap) addSpaces(args []operand) {
	for i := 0; i+1 < len(args) && len(m.spaces) < maxSpaces; i += 2 {
		if n := len(args[i].str); n > 0 && n <= 4 {
			m.spaces = append(m.spaces, codeSpace{n, codeOf(args[i].str), codeOf(args[i+1].str)})
		}
	}
}

func (m *cmap) addChars(args []operand) {
	for i := 0; i+1 < len(args) && len(m.chars) < maxMappings; i += 2 {
		if args[i].kind == str {
			m.chars[codeOf(args[i].str)] = destination(args[i+1])
		}
	}
}

// destination decodes UTF-16 text, or a glyph's name.
func destination(o operand) []rune {
	if o.kind == name {
		if r := glyphRune(string(o.str)); r != 0 {
			return []rune{r}
		}
		return nil
	}
	if len(o.str) == 1 {
		return []rune{rune(o.str[0])}
	}
	units := make([]uint16, 0, len(o.str)/2)
	for i := 0; i+1 < len(o.str) && i < 64; i += 2 {
		units = append(units, uint16(o.str[i])<<8|uint16(o.str[i+1]))
	}
	return utf16.Decode(units)
}

func (m *cmap) addRanges(args []operand) {
	for i := 0; i+2 < len(args) && len(m.chars) < maxMappings; {
		low, high := codeOf(args[i].str), codeOf(args[i+1].str)
		if args[i+2].kind != open {
			m.addRange(low, high, destination(args[i+2]))
			i += 3
			continue
		}
		for i += 3; i < len(args) && args[i].kind != closed; i++ {
			if low <= high {
				m.chars[low] = destination(args[i])
			}
			low++
		}
		i++
	}
}

// addRange maps low…high to texts whose last character counts up.
func (m *cmap) addRange(low, high uint32, first []rune) {
	if len(first) == 0 {
		return
	}
	for c := low; c <= high && c-low < 1<<16 && len(m.chars) < maxMappings; c++ {
		text := append([]rune(nil), first...)
		text[len(text)-1] += rune(c - low)
		m.chars[c] = text
	}
}

func (m *cmap) addCIDs(args []operand, ranges bool) {
	step := 2
	if ranges {
		step = 3
	}
	for i := 0; i+step <= len(args) && len(m.cidOf) < maxMappings; i += step {
		low := codeOf(args[i].str)
		high := low
		if ranges {
			high = codeOf(args[i+1].str)
		}
		m.cidOf = append(m.cidOf, cidRange{low, high, uint32(args[i+step-1].num)})
	}
}

func (m *cmap) text(code uint32) []rune { return m.chars[code] }

// cid returns the CID of code; a CMap without ranges is the identity.
func (m *cmap) cid(code uint32) uint32 {
	i := sort.Search(len(m.cidOf), func(i int) bool { return m.cidOf[i].low > code }) - 1
	if i >= 0 && code <= m.cidOf[i].high {
		return m.cidOf[i].cid + code - m.cidOf[i].low
	}
	if len(m.cidOf) == 0 {
		return code
	}
	return 0
}

// next takes the first code off raw by the code space ranges.
func (m *cmap) next(raw []byte) (uint32, int) {
	for n := 1; n <= 4 && n <= len(raw); n++ {
		code := codeOf(raw[:n])
		for _, s := range m.spaces {
			if s.n == n && code >= s.low && code <= s.high {
				return code, n
			}
		}
	}
	n := min(len(raw), m.spaces[0].n)
	return codeOf(raw[:n]), n
}
