package linear

import (
	"unicode"
	"unicode/utf8"
)

// token is a word or a number of a text, lower case and without accents.
type token struct {
	hash       uint64    // of the whole word
	prefixes   [3]uint64 // of its first 4, 5, 6 letters where it is longer; 0 else
	start, end int32     // bytes of the text
	function   bool      // a word without content of its own
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// Before returns the words that end by byte limit of the text.
func (w Words) Before(limit int) Words {
	n := len(w)
	for n > 0 && int(w[n-1].end) > limit {
		n--
	}
	return w[:n]
}

// functionWords take part in phrases but not in pairs at a distance.
var functionWords = hashes("the", "of", "and", "to", "in", "for", "a", "on", "with", "by", "that", "as", "its", "all", "their", "at",
	"from", "is", "an", "be", "are", "it", "or", "this", "which", "into", "including")

func hashes(words ...string) map[uint64]bool {
	set := make(map[uint64]bool, len(words))
	for _, w := range words {
		h := uint64(fnvOffset)
		for i := 0; i < len(w); i++ {
			h = (h ^ uint64(w[i])) * fnvPrime
		}
		set[h] = true
	}
	return set
}

// Words are the words and numbers of a text, which every model reads.
type Words []token

// Split returns the words and numbers of text, in the memory of list. A
// possessive "'s" is left out, so "women's" is "women".
func Split(text string, list Words) Words {
	list = list[:0]
	for i := 0; i < len(text); {
		r, size := decode(text, i)
		switch {
		case class(r) == none:
			i += size
		default:
			t := word(text, i)
			list = append(list, t)
			i = skipPossessive(text, int(t.end))
		}
	}
	return list
}

func decode(text string, i int) (rune, int) {
	if c := text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(text[i:])
}

// word reads the run of letters or of digits that begins at byte i.
func word(text string, i int) token {
	r, _ := decode(text, i)
	t, kind, letters := token{hash: fnvOffset, start: int32(i)}, class(r), 0
	for i < len(text) {
		r, size := decode(text, i)
		if c := class(r); c != kind && c != mark {
			break
		}
		if f := fold(r); f != 0 {
			if letters >= 4 && letters <= 6 {
				t.prefixes[letters-4] = t.hash
			}
			t.hash = step(t.hash, f)
			letters++
		}
		i += size
	}
	t.end = int32(i)
	t.function = letters <= 9 && functionWords[t.hash]
	return t
}

func step(h uint64, r rune) uint64 {
	for ; r >= 0x80; r >>= 7 {
		h = (h ^ uint64(r&0x7f|0x80)) * fnvPrime
	}
	return (h ^ uint64(r)) * fnvPrime
}

func skipPossessive(text string, i int) int {
	for _, mark := range [...]string{"'s", "’s"} {
		if end := i + len(mark); end <= len(text) && text[i:end] == mark {
			if end == len(text) {
				return end
			}
			if r, _ := decode(text, end); class(r) == none {
				return end
			}
		}
	}
	return i
}

type charClass byte

const (
	none charClass = iota
	letter
	digit
	mark // combining accent: belongs to the letter before it
)

func class(r rune) charClass {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
		return letter
	case r >= '0' && r <= '9':
		return digit
	case r < 0x80:
		return none
	case unicode.Is(unicode.Mn, r):
		return mark
	case unicode.IsLetter(r):
		return letter
	}
	return none
}

// latin are the base letters of U+00C0…U+017F; a space stands for itself.
const latin = "aaaaaa ceeeeiiii nooooo ouuuuy  aaaaaa ceeeeiiii nooooo ouuuuy y" +
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkk lllllllllknnnnnn   oooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz "

// fold returns the lower-case base letter of r, 0 for a combining accent.
func fold(r rune) rune {
	switch {
	case r < 0x80:
		if r >= 'A' && r <= 'Z' {
			return r + ('a' - 'A')
		}
		return r
	case r >= 0xC0 && r < 0xC0+rune(len(latin)) && latin[r-0xC0] != ' ':
		return rune(latin[r-0xC0])
	case unicode.Is(unicode.Mn, r):
		return 0
	}
	return unicode.ToLower(r)
}
