package terms

import (
	"unicode"
	"unicode/utf8"
)

// token is a word, a number or one Chinese character.
type token struct {
	start, end int32
	first      int32 // its symbols are symbols[first:last]
	last       int32
}

// charClass tells which runes make a word together.
type charClass byte

const (
	none charClass = iota
	letter
	digit
	ideograph // a word of its own
	silent    // accent, vowel sign, tatweel, soft hyphen: part of a word, unread
)

func class(r rune) charClass {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
		return letter
	case r >= '0' && r <= '9':
		return digit
	case r < 0x80:
		return none
	case r == 0x640, r == 0xAD, r == 0x200C, r == 0x200D:
		return silent
	case unicode.Is(unicode.Han, r):
		return ideograph
	case unicode.IsLetter(r):
		return letter
	case unicode.Is(unicode.Mn, r):
		return silent
	}
	return none
}

// ascii are class and folded form of the first runes, which most texts are of.
var ascii = func() (table [utf8.RuneSelf]struct {
	class charClass
	fold  byte
}) {
	for r := range table {
		table[r].class, table[r].fold = class(rune(r)), byte(fold(rune(r)))
	}
	return table
}()

// latin are the base letters of U+00C0…U+017F; a space stands for the letter itself.
const latin = "aaaaaa ceeeeiiii nooooo ouuuuy  aaaaaa ceeeeiiii nooooo ouuuuy y" +
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkk lllllllllknnnnnn   oooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz "

// fold returns the form of r that terms are compared in: lower case, without
// accent, one form for the letters that Arabic and Russian spell in two ways.
func fold(r rune) rune {
	switch {
	case r < 0x80:
		if r >= 'A' && r <= 'Z' {
			return r + ('a' - 'A')
		}
		return r
	case r >= 0xC0 && r < 0xC0+rune(len(latin)) && latin[r-0xC0] != ' ':
		return rune(latin[r-0xC0])
	}
	switch r = unicode.ToLower(r); r {
	case 'ё':
		return 'е'
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى':
		return 'ي'
	case 'ة':
		return 'ه'
	}
	return r
}

// decode returns the folded form of the rune at byte i, its class, and its bytes.
func decode(text string, i int) (r rune, kind charClass, size int) {
	if c := text[i]; c < utf8.RuneSelf {
		return rune(ascii[c].fold), ascii[c].class, 1
	}
	r, size = utf8.DecodeRuneInString(text[i:])
	return fold(r), class(r), size
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func step(h uint64, r rune) uint64 {
	for ; r >= 0x80; r >>= 7 {
		h = (h ^ uint64(r&0x7f|0x80)) * fnvPrime
	}
	return (h ^ uint64(r)) * fnvPrime
}

// hash of a word that is folded already.
func hash(word string) uint64 {
	h := uint64(fnvOffset)
	for _, r := range word {
		h = step(h, r)
	}
	return h
}
