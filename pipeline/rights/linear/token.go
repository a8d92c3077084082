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

// hashSet holds a few hashes, each in the slot of its last bits or soon after; 0
// is an empty slot. It is asked for every word of every text.
type hashSet [128]uint64

func hashes(words ...string) *hashSet {
	set := &hashSet{}
	for _, w := range words {
		h := uint64(fnvOffset)
		for i := 0; i < len(w); i++ {
			h = (h ^ uint64(w[i])) * fnvPrime
		}
		i := h
		for ; set[i%128] != 0; i++ {
		}
		set[i%128] = h
	}
	return set
}

func (set *hashSet) has(h uint64) bool {
	for i := h; set[i%128] != 0; i++ {
		if set[i%128] == h {
			return true
		}
	}
	return false
}

// Words are the words and numbers of a text, which every model reads.
type Words []token

// Split returns the words and numbers of text, in the memory of list. A
// possessive "'s" is left out, so "women's" is "women".
func Split(text string, list Words) Words {
	list = list[:0]
	for i := 0; i < len(text); {
		_, c, size := read(text, i)
		if c == none {
			i += size
			continue
		}
		t := word(text, i, c)
		list = append(list, t)
		i = skipPossessive(text, int(t.end))
	}
	return list
}

// word reads the run of runes of a kind that begins at byte i.
func word(text string, i int, kind charClass) token {
	t, letters := token{hash: fnvOffset, start: int32(i)}, 0
	for i < len(text) {
		r, c, size := read(text, i)
		if c != kind && c != mark {
			break
		}
		if r != 0 {
			if letters >= 4 && letters <= 6 {
				t.prefixes[letters-4] = t.hash
			}
			t.hash = step(t.hash, r)
			letters++
		}
		i += size
	}
	t.end = int32(i)
	t.function = letters <= 9 && functionWords.has(t.hash)
	return t
}

// read returns the folded form of the rune at byte i, its class, and its bytes.
func read(text string, i int) (r rune, c charClass, size int) {
	switch b := text[i]; {
	case b|0x20 >= 'a' && b|0x20 <= 'z':
		return rune(b | 0x20), letter, 1
	case b >= '0' && b <= '9':
		return rune(b), digit, 1
	case b < utf8.RuneSelf:
		return rune(b), none, 1
	}
	r, size = utf8.DecodeRuneInString(text[i:])
	return fold(r), class(r), size
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
			if _, c, _ := read(text, end); c == none {
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
