package pdf

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"
)

// directions counts the letters of the gathered line that run to the left and to
// the right.
func (b *lineBuilder) directions() (rtl, ltr int) {
	for i := range b.glyphs {
		switch r := b.glyphs[i].r; {
		case r < 0x80 && !isLetter(r):
		case isRTL(r) && !isArabicDigit(r):
			rtl++
		case isLetter(r):
			ltr++
		}
	}
	return rtl, ltr
}

func isArabicDigit(r rune) bool { return r >= 0x660 && r <= 0x669 || r >= 0x6f0 && r <= 0x6f9 }

// besideNumber reports whether a space belongs between a number and a word of a
// right-to-left script even where none is drawn: word processors draw both spaces
// of a number on one side. A letter alone may be a prefix ("and 2014" is one word).
func (b *lineBuilder) besideNumber(p, g rune) bool {
	switch {
	case isNumeral(p):
		return isRTL(g) && unicode.IsLetter(g)
	case isNumeral(g) && isRTL(p) && unicode.IsLetter(p):
		word := b.text[bytes.LastIndexByte(b.text, ' ')+1:]
		return utf8.RuneCount(word) > 1
	}
	return false
}

func isNumeral(r rune) bool { return r >= '0' && r <= '9' || isArabicDigit(r) }

// logical puts the glyphs of a line that runs to the left, given in any order,
// into the order in which they are read: from the right, with numbers and
// stretches of Latin from the left.
func logical(glyphs []glyph) {
	fromRight(glyphs)
	flip := mirrored(glyphs)
	for i := 0; i < len(glyphs); {
		if !leftToRight(glyphs[i].r) {
			if flip {
				glyphs[i].r = mirror(glyphs[i].r)
			}
			i++
			continue
		}
		end := i + 1
		for k := end; k < len(glyphs) && (leftToRight(glyphs[k].r) || isNeutral(glyphs[k].r)); k++ {
			if leftToRight(glyphs[k].r) {
				end = k + 1
			}
		}
		slices.Reverse(glyphs[i:end])
		i = end
	}
}

// fromRight sorts glyphs from right to left. A vowel mark comes after the letter
// that it stands on, wherever over it it is drawn.
func fromRight(glyphs []glyph) {
	keys := make(map[int]float32, 4)
	for i := range glyphs {
		if isMark(glyphs[i].r) {
			keys[i] = overLetter(glyphs, i)
		}
	}
	order := make([]int, len(glyphs))
	for i := range order {
		order[i] = i
	}
	key := func(i int) float32 {
		if k, ok := keys[i]; ok {
			return k
		}
		return glyphs[i].x0 + glyphs[i].x1
	}
	slices.SortStableFunc(order, func(a, b int) int { return compare(key(b), key(a)) })
	sorted := make([]glyph, len(glyphs))
	for at, i := range order {
		sorted[at] = glyphs[i]
	}
	copy(glyphs, sorted)
}

// overLetter returns the sort key that puts mark i right after its letter.
func overLetter(glyphs []glyph, i int) float32 {
	at := glyphs[i].x0 + glyphs[i].x1
	best, distance := at, float32(1e9)
	for k := range glyphs {
		if isMark(glyphs[k].r) || glyphs[k].r == ' ' {
			continue
		}
		if center := glyphs[k].x0 + glyphs[k].x1; abs(center-at) < distance {
			best, distance = center, abs(center-at)
		}
	}
	return best - 0.01
}

// logicalParts does so for the right-to-left stretches of a line of Latin.
func logicalParts(glyphs []glyph) {
	for i := 0; i < len(glyphs); i++ {
		if !isRTL(glyphs[i].r) {
			continue
		}
		end := i + 1
		for k := end; k < len(glyphs) && (glyphs[k].r < 'A' || isRTL(glyphs[k].r)); k++ {
			if isRTL(glyphs[k].r) {
				end = k + 1
			}
		}
		logical(glyphs[i:end])
		i = end
	}
}

// measure notes how much is white before each glyph of a line with two
// directions, in reading order. A number in Arabic is read from its left end, but
// what is white before it lies at its right one.
func (b *lineBuilder) measure(rtl bool) {
	b.whites = append(b.whites, make([]float32, len(b.glyphs))...)
	last, before := [2]float32{}, false // the stretch before, from its left to its right
	for i := 0; i < len(b.glyphs); {
		g := &b.glyphs[i]
		if g.r == ' ' || isMark(g.r) {
			i++
			continue
		}
		end, now := b.stretch(i, rtl)
		switch {
		case !before:
		case rtl:
			b.whites[i] = last[0] - now[1]
		default:
			b.whites[i] = now[0] - last[1]
		}
		i, last, before = end, now, true
	}
}

// stretch returns where the glyphs that run against their line from the i-th on
// end, and their left and right edge.
func (b *lineBuilder) stretch(i int, rtl bool) (end int, edges [2]float32) {
	prev := &b.glyphs[i]
	edges = [2]float32{prev.x0, prev.x1}
	for end = i + 1; end < len(b.glyphs); end++ {
		g := &b.glyphs[end]
		if g.r == ' ' || isMark(g.r) {
			continue
		}
		if (g.x0 > prev.x0) != rtl {
			break
		}
		b.whites[end] = gapBetween(prev, g)
		edges[0], edges[1] = min(edges[0], g.x0), max(edges[1], g.x1)
		prev = g
	}
	return end, edges
}

// mirrored reports whether the brackets of glyphs, in reading order, are named
// as they look and so have to be swapped: most files do so; where that would
// leave them closing before they open, the file has named them as they mean.
func mirrored(glyphs []glyph) bool {
	wrong := [2]int{}
	depth := [2]int{}
	for i := range glyphs {
		r := glyphs[i].r
		for k, c := range [2]rune{r, mirror(r)} {
			switch c {
			case '(', '[', '«', '{':
				depth[k]++
			case ')', ']', '»', '}':
				if depth[k]--; depth[k] < 0 {
					wrong[k]++
					depth[k] = 0
				}
			}
		}
	}
	return wrong[1] <= wrong[0]
}

// isMark reports a mark that stands on a letter, like the Arabic vowels.
func isMark(r rune) bool {
	return r >= 0x300 && (r < 0x370 || r >= 0x591) && unicode.Is(unicode.Mn, r)
}

// leftToRight reports a digit or a letter that is not of a right-to-left script.
func leftToRight(r rune) bool {
	return isNumeral(r) || isLetter(r) && !isRTL(r)
}

// isNeutral reports what stays inside a stretch of Latin or of digits.
func isNeutral(r rune) bool {
	switch r {
	case ' ', '.', ',', '/', '-', ':', '\'', '’', '&', '@', '_', '%':
		return true
	}
	return false
}

// mirror swaps the brackets, which are drawn as they look.
func mirror(r rune) rune {
	switch r {
	case '(':
		return ')'
	case ')':
		return '('
	case '[':
		return ']'
	case ']':
		return '['
	case '«':
		return '»'
	case '»':
		return '«'
	case '{':
		return '}'
	case '}':
		return '{'
	}
	return r
}
