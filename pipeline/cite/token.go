package cite

import (
	"unicode"
	"unicode/utf8"
)

// maxText is how many bytes of a text are read; positions are kept in 32 bits.
const maxText = 1<<31 - 1

// shape says what a token is made of.
type shape uint8

const (
	lower  shape = iota // word that begins with a small letter, or a script without case
	title               // word that begins with a capital and goes on in small letters
	upper               // word of capitals only, one letter or more
	number              // digits, with full stops between digits: 14, 119.10, 26.485
	mark                // one character of punctuation
	han                 // one Chinese character
)

// token is a word, a number or a mark: text[start:end].
type token struct {
	start, end int32
	id         wordID // 0 where the lexicon does not have it
	shape      shape
	role       role // which parser it can start
}

// lex cuts text into tokens, in order. White space and control characters are
// the gaps between them; it takes any bytes.
func lex(text string, lx *lexicon) []token {
	if len(text) > maxText {
		text = text[:maxText]
	}
	tokens := make([]token, 0, len(text)/5+8)
	for i := 0; i < len(text); {
		c := text[i]
		switch class := byteClass[c]; {
		case class == space:
			i++
		case class == letter || class == capital:
			var t token
			t, i = lexWord(text, i, lx)
			tokens = append(tokens, t)
		case class == digit:
			j := numberEnd(text, i)
			t := token{start: int32(i), end: int32(j), shape: number}
			if j-i <= 4 {
				t.id, _ = lx.findHash(hashString(text[i:j]), text[i:j])
			}
			tokens = append(tokens, t)
			i = j
		case c < utf8.RuneSelf:
			tokens = append(tokens, token{start: int32(i), end: int32(i + 1), shape: mark, id: wordID(c)})
			i++
		default:
			var t token
			if t, i = lexRune(text, i, lx); t.end > 0 {
				tokens = append(tokens, t)
			}
		}
	}
	return tokens
}

// lexRune reads the token that begins with the multi-byte character at i; it
// has end 0 where that character is white space or not UTF-8.
func lexRune(text string, i int, lx *lexicon) (token, int) {
	r, size := utf8.DecodeRuneInString(text[i:])
	j := i + size
	switch {
	case unicode.Is(unicode.Han, r):
		id, role := lx.find(text[i:j])
		return token{start: int32(i), end: int32(j), shape: han, id: id, role: role}, j
	case r == 'ʼ': // a letter by its class, an apostrophe by its use
		return token{start: int32(i), end: int32(j), shape: mark, id: plainMark(r)}, j
	case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r):
		return lexWord(text, i, lx)
	case unicode.IsDigit(r):
		j = numberEnd(text, i)
		return token{start: int32(i), end: int32(j), shape: number}, j
	case unicode.IsSpace(r) || r == utf8.RuneError || unicode.Is(unicode.Cf, r):
		return token{}, j
	default:
		return token{start: int32(i), end: int32(j), shape: mark, id: plainMark(r)}, j
	}
}

// lexWord reads the word at i: letters and their combining marks.
func lexWord(text string, i int, lx *lexicon) (token, int) {
	j, hash, lowers := i, hashSeed, 0
	first := byteClass[text[i]] == capital
	arabic := isArabic(text[i])
	for j < len(text) {
		c := text[j]
		if arabic && c < utf8.RuneSelf { // a prefix that is written together with a symbol
			break
		}
		switch byteClass[c] {
		case letter:
			lowers++
			hash = hashByte(hash, c)
			j++
			continue
		case capital:
			hash = hashByte(hash, c|0x20)
			j++
			continue
		}
		if c < utf8.RuneSelf {
			break
		}
		r, size := utf8.DecodeRuneInString(text[j:])
		if unicode.Is(unicode.Han, r) || r == 'ʼ' || !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			break
		}
		folded := unicode.ToLower(r)
		if j == i {
			first = folded != r
		}
		if folded == r {
			lowers++
		}
		hash = hashRune(hash, folded)
		j += size
	}
	t := token{start: int32(i), end: int32(j)}
	if first {
		if t.shape = title; lowers == 0 {
			t.shape = upper
		}
	}
	t.id, t.role = lx.findHash(hash, text[i:j])
	return t, j
}

// isArabic reports whether a character of the Arabic script begins with byte c.
func isArabic(c byte) bool { return c >= 0xD8 && c <= 0xDB }

// numberEnd returns where the number at i ends: digits of any script, with
// single full stops between digits.
func numberEnd(text string, i int) int {
	for i < len(text) {
		if size := digitSize(text, i); size > 0 {
			i += size
		} else if text[i] == '.' && digitSize(text, i+1) > 0 {
			i++
		} else {
			break
		}
	}
	return i
}

func digitSize(text string, i int) int {
	if i >= len(text) {
		return 0
	}
	if c := text[i]; c < utf8.RuneSelf {
		if c >= '0' && c <= '9' {
			return 1
		}
		return 0
	}
	if r, size := utf8.DecodeRuneInString(text[i:]); unicode.IsDigit(r) {
		return size
	}
	return 0
}

// plainMark returns the id of the ASCII mark that r stands for, so that one
// rule covers the dashes, quotes, brackets and commas of all six languages.
func plainMark(r rune) wordID {
	switch r {
	case '‐', '‑', '–', '—', '−', '―':
		return '-'
	case '‘', '’', 'ʼ':
		return '\''
	case '“', '”', '«', '»', '„', '《', '》', '「', '」':
		return '"'
	case '（':
		return '('
	case '）':
		return ')'
	case '，', '、', '،':
		return ','
	case '；', '؛':
		return ';'
	case '：':
		return ':'
	case '。':
		return '.'
	case '§':
		return sectionSign
	case '№':
		return numeroSign
	}
	return otherMark
}

// Ids of marks without an ASCII likeness, in the range of control characters.
const (
	sectionSign wordID = 1
	numeroSign  wordID = 2
	otherMark   wordID = 3
)

type class uint8

const (
	other class = iota
	space
	letter
	capital
	digit
)

// byteClass classes the ASCII bytes; bytes of longer characters are other.
var byteClass = func() (t [256]class) {
	for c := range t {
		switch {
		case c <= ' ' || c == 0x7f:
			t[c] = space
		case c >= 'a' && c <= 'z':
			t[c] = letter
		case c >= 'A' && c <= 'Z':
			t[c] = capital
		case c >= '0' && c <= '9':
			t[c] = digit
		}
	}
	return t
}()
