package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordID names a word of the lexicon, whatever its case; ids below 128 are the
// ASCII marks themselves.
type wordID uint16

const firstWord wordID = 128

// lexicon knows every word that the parsers and the name tables use. Looking a
// word up costs one hash, made while the word is read.
type lexicon struct {
	table []entry // open addressing, a power of two long, never full
	words []string
}

type entry struct {
	hash uint32
	id   wordID
	role role
	word string
}

const hashSeed uint32 = 2166136261

func hashByte(h uint32, c byte) uint32 { return (h ^ uint32(c)) * 16777619 }

func hashRune(h uint32, r rune) uint32 {
	var buf [utf8.UTFMax]byte
	for _, c := range buf[:utf8.EncodeRune(buf[:], r)] {
		h = hashByte(h, c)
	}
	return h
}

func hashString(s string) uint32 {
	h := hashSeed
	for i := 0; i < len(s); i++ {
		h = hashByte(h, s[i])
	}
	return h
}

// fold is the case folding that the lexer does while it hashes.
func fold(word string) string { return strings.Map(unicode.ToLower, word) }

func newLexicon() *lexicon { return &lexicon{table: make([]entry, 1<<13)} }

// add returns the id of word, giving it one where it is new; a role other than
// none is kept.
func (lx *lexicon) add(word string, as role) wordID {
	word = bareArabic(fold(word))
	hash := hashString(word)
	slot := lx.slot(hash, word)
	e := &lx.table[slot]
	if e.id == 0 {
		lx.words = append(lx.words, word)
		*e = entry{hash: hash, id: firstWord + wordID(len(lx.words)) - 1, word: word}
	}
	if as != none {
		e.role = as
	}
	return e.id
}

func (lx *lexicon) slot(hash uint32, folded string) int {
	mask := len(lx.table) - 1
	i := int(hash^hash>>15) & mask
	for lx.table[i].id != 0 && (lx.table[i].hash != hash || lx.table[i].word != folded) {
		i = (i + 1) & mask
	}
	return i
}

// find returns what is known of a word in any case.
func (lx *lexicon) find(word string) (wordID, role) {
	word = fold(word)
	e := &lx.table[lx.slot(hashString(word), word)]
	return e.id, e.role
}

// findHash is find for a word whose folded hash is known; it does not build the
// folded word unless the hash is in the table.
func (lx *lexicon) findHash(hash uint32, word string) (wordID, role) {
	mask := len(lx.table) - 1
	for i := int(hash^hash>>15) & mask; lx.table[i].id != 0; i = (i + 1) & mask {
		if e := &lx.table[i]; e.hash == hash && sameFolded(word, e.word) {
			return e.id, e.role
		}
	}
	if word[0] < utf8.RuneSelf {
		return 0, none
	}
	return lx.findInflected(word)
}

func sameFolded(word, folded string) bool {
	return word == folded || strings.EqualFold(word, folded)
}

// findInflected looks up a word of a script whose words change at their ends
// (Cyrillic) or take prefixes (Arabic).
func (lx *lexicon) findInflected(word string) (wordID, role) {
	switch r, _ := utf8.DecodeRuneInString(word); {
	case unicode.Is(unicode.Cyrillic, r):
		return lx.findStem(fold(word))
	case unicode.Is(unicode.Arabic, r):
		if bare := bareArabic(word); bare != word {
			e := &lx.table[lx.slot(hashString(bare), bare)]
			return e.id, e.role
		}
	}
	return 0, none
}

// findStemOf is findStem for a word of a pattern, 0 where it is not Cyrillic.
func (lx *lexicon) findStemOf(word string) (wordID, role) {
	if r, _ := utf8.DecodeRuneInString(word); !unicode.Is(unicode.Cyrillic, r) || strings.HasSuffix(word, "~") {
		return 0, none
	}
	return lx.findStem(fold(word))
}

// maxEnding is how many letters a Russian case ending has at most (-иями).
const maxEnding = 4

func (lx *lexicon) findStem(word string) (wordID, role) {
	for range maxEnding + 1 {
		stem := word + "~"
		if e := &lx.table[lx.slot(hashString(stem), stem)]; e.id != 0 {
			return e.id, e.role
		}
		_, size := utf8.DecodeLastRuneInString(word)
		if word = word[:len(word)-size]; len(word) < 4 {
			break
		}
	}
	return 0, none
}

// arabicPrefixes are conjunctions, prepositions and the article as they stand
// before a word, longest first.
var arabicPrefixes = []string{"وبال", "وكال", "وال", "فال", "بال", "كال", "ولل", "وب", "ول", "لل", "ال", "و", "ب", "ل", "ك"}

// bareArabic returns word without its prefixes where at least three letters are left.
func bareArabic(word string) string {
	for _, prefix := range arabicPrefixes {
		if rest, ok := strings.CutPrefix(word, prefix); ok && len(rest) >= 6 {
			return rest
		}
	}
	return word
}
