package pdf

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// normalRunes puts characters that only typesetting knows in the place of those
// people search for: ligatures and Arabic presentation forms are taken apart,
// odd spaces become spaces, control characters vanish.
func normalRunes(text []rune) []rune {
	plain := true
	for _, r := range text {
		if !isPlain(r) {
			plain = false
		}
	}
	if plain {
		return text
	}
	out := make([]rune, 0, len(text)+2)
	for _, r := range text {
		switch {
		case isForm(r):
			out = append(out, []rune(norm.NFKC.String(string(r)))...)
		case isSymbolBullet(r):
			out = append(out, '•')
		case r == '\u00a0', r == '\t', r == '\n', r == '\r', unicode.Is(unicode.Zs, r):
			out = append(out, ' ')
		case r == '\u2010', r == '\u2011', r == '\u00ad': // what is drawn is a hyphen, whatever it is called
			out = append(out, '-')
		case r < ' ', r >= 0x7f && r < 0xa0, r == '\ufeff', r == '\u200b', isBidiControl(r):
		default:
			out = append(out, r)
		}
	}
	return out
}

func isPlain(r rune) bool {
	return r >= ' ' && r < 0x7f || r > 0xa0 && r < 0x2000 && r != 0xad && r != 0x1680
}

// isSymbolBullet reports the places that the bullets of Symbol and Wingdings have
// among the characters of private use: dot, square, diamond, arrow, tick.
func isSymbolBullet(r rune) bool {
	switch r {
	case 0xf0b7, 0xf0a7, 0xf0a8, 0xf076, 0xf0d8, 0xf0fc:
		return true
	}
	return false
}

// isForm reports a Latin ligature or an Arabic presentation form, which NFKC
// takes apart; elsewhere NFKC would change what is printed (½, ², ™).
func isForm(r rune) bool {
	return r >= 0xfb00 && r <= 0xfb06 || r >= 0xfb13 && r <= 0xfb17 || r >= 0xfb1d && r <= 0xfdff && r != 0xfd3e && r != 0xfd3f ||
		r >= 0xfe70 && r <= 0xfefc || r >= 0x2e80 && r <= 0x2fd5 // and the radicals that stand for whole characters
}

func isBidiControl(r rune) bool {
	return r >= 0x200e && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// isRTL reports a letter that is written from right to left.
func isRTL(r rune) bool {
	return r >= 0x590 && r <= 0x8ff || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfeff
}

// isWide reports a character of a script that writes without spaces.
func isWide(r rune) bool {
	return r >= 0x2e80 && r <= 0x9fff || r >= 0xf900 && r <= 0xfaff || r >= 0xff00 && r <= 0xffef || r >= 0x20000 && r <= 0x3ffff
}
