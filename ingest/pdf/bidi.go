package pdf

import "slices"

// rightToLeft reports whether most letters of the gathered line run to the left.
func (b *lineBuilder) rightToLeft() bool {
	rtl, ltr := 0, 0
	for i := range b.glyphs {
		switch r := b.glyphs[i].r; {
		case r < 0x80 && !isLetter(r):
		case isRTL(r) && !isArabicDigit(r):
			rtl++
		case isLetter(r):
			ltr++
		}
	}
	return rtl > ltr
}

func isArabicDigit(r rune) bool { return r >= 0x660 && r <= 0x669 || r >= 0x6f0 && r <= 0x6f9 }

// logical puts the glyphs of a line that runs to the left, given in any order,
// into the order in which they are read: from the right, with numbers and
// stretches of Latin from the left. Marks without width stay after their letter.
func logical(glyphs []glyph) {
	slices.SortStableFunc(glyphs, func(a, b glyph) int { return compare(b.x0+b.x1, a.x0+a.x1) })
	for i := 0; i < len(glyphs); {
		if !leftToRight(glyphs[i].r) {
			glyphs[i].r = mirror(glyphs[i].r)
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

// leftToRight reports a digit or a letter that is not of a right-to-left script.
func leftToRight(r rune) bool {
	return r >= '0' && r <= '9' || isArabicDigit(r) || isLetter(r) && !isRTL(r)
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
