package pdf

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// commonWordList has a language (ISO 639-1) and its commonest words a line; for
// Chinese, characters. Running text of any kind has them at every turn; names,
// numbers and wrongly decoded fonts do not.
//
//go:embed words.txt
var commonWordList string

// languages are those of commonWordList, in its order.
type vocabulary struct {
	languages []string
	words     map[string]uint32 // word → bit set of languages
	wide      map[rune]bool
}

var vocabularies = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{words: map[string]uint32{}, wide: map[rune]bool{}}
	for line := range strings.Lines(commonWordList) {
		fields := strings.Fields(line)
		bit := uint32(1) << len(v.languages)
		v.languages = append(v.languages, fields[0])
		for _, w := range fields[1:] {
			if r, _ := utf8.DecodeRuneInString(w); isWide(r) {
				for _, r := range w {
					v.wide[r] = true
				}
				continue
			}
			v.words[w] |= bit
		}
	}
	return v
})

// A wording counts what tells text from nonsense.
type wording struct {
	words      int     // two letters or more, or one of a script with such words
	common     [32]int // by language
	single     int     // words of one letter
	odd        int     // words that no language writes: see odd
	unknown    int     // glyphs without a character
	wide       int     // characters of scripts without spaces
	wideCommon int
	letters    int
	scratch    [64]byte // lower-case word
}

// add counts the words of text.
func (w *wording) add(text string) {
	for len(text) > 0 {
		i := strings.IndexByte(text, ' ')
		if i < 0 {
			i = len(text)
		}
		if i > 0 {
			w.word(text[:i])
		}
		text = text[min(i+1, len(text)):]
	}
}

// word counts what stands between two spaces.
func (w *wording) word(s string) {
	if !w.plain(s) {
		w.any(s)
	}
}

// any is word for whatever the word is made of.
func (w *wording) any(s string) {
	s = strings.TrimFunc(s, func(r rune) bool { return r != unknown && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if s == "" {
		return
	}
	n, letters, wide := 0, 0, 0
	low := w.scratch[:0]
	for _, r := range s {
		n++
		switch {
		case r == unknown:
			w.unknown++
		case isWide(r):
			wide++
			if vocabularies().wide[r] {
				w.wideCommon++
			}
		case unicode.IsLetter(r):
			letters++
		}
		if len(low) < len(w.scratch)-4 {
			low = utf8.AppendRune(low, unicode.ToLower(r))
		}
	}
	w.wide += wide
	w.letters += letters
	if wide > 0 || letters == 0 && !strings.ContainsRune(s, unknown) {
		return
	}
	w.count(low, n == 1, odd(s))
}

// count counts a word by its lower-case form.
func (w *wording) count(low []byte, single, odd bool) {
	w.words++
	bits := vocabularies().words[string(low)]
	switch {
	case single && bits == 0:
		w.single++
	case odd:
		w.odd++
	}
	for lang := 0; bits != 0; lang, bits = lang+1, bits>>1 {
		w.common[lang] += int(bits & 1)
	}
}

// plain is word for one of Latin letters without accents, signs around it left
// out, which most are. It says whether s is one.
func (w *wording) plain(s string) bool {
	for len(s) > 0 && isSign(s[0]) {
		s = s[1:]
	}
	for len(s) > 0 && isSign(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	if len(s) == 0 || len(s) > len(w.scratch)-4 {
		return false
	}
	low, vowels, lower := w.scratch[:len(s)], 0, false
	for i := range low {
		c := s[i] | 0x20
		if c < 'a' || c > 'z' {
			return false
		}
		if isVowel(rune(c)) {
			vowels++
		}
		low[i], lower = c, lower || s[i] == c
	}
	w.letters += len(s)
	w.count(low, len(s) == 1, strange(len(s), vowels, lower))
	return true
}

// isSign reports an ASCII byte that is no letter, digit or control character.
func isSign(c byte) bool {
	return c > ' ' && c < '0' || c > '9' && c < 'A' || c > 'Z' && c < 'a' || c > 'z' && c < 0x7f
}

// strange reports a Latin word of many consonants and no vowel.
func strange(letters, vowels int, lower bool) bool { return letters >= 6 && vowels == 0 && lower }

// odd reports a word that no language writes: with a glyph without a character,
// two scripts, letters and signs mixed, or many consonants and no vowel.
func odd(s string) bool {
	latin, other, vowels, signs := 0, 0, 0, 0
	lower := false
	for _, r := range s {
		switch {
		case r == unknown:
			return true
		case r < 0x250 && unicode.IsLetter(r):
			latin++
			if isVowel(r) {
				vowels++
			}
			lower = lower || unicode.IsLower(r)
		case unicode.IsLetter(r):
			other++
		case strings.ContainsRune("{}|~^`<>=[]\\", r), r >= 0xe000 && r <= 0xf8ff, r < 0x20:
			signs++
		case isRTLWord(s) && r >= '0' && r <= ';':
			signs++
		}
	}
	return latin > 0 && other > 0 || signs > 0 && latin+other > 0 || strange(latin, vowels, lower)
}

func isRTLWord(s string) bool { return strings.ContainsFunc(s, isRTL) }

func isVowel(r rune) bool {
	switch r | 0x20 {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return r > 0x7f
}

// best returns the language whose common words come most often, and their share
// of all words, 0…1.
func (w *wording) best() (language string, share float64) {
	v := vocabularies()
	if w.wide > w.letters {
		return "zh", float64(w.wideCommon) / float64(max(w.wide, 1))
	}
	for i, lang := range v.languages {
		if s := float64(w.common[i]) / float64(max(w.words, 1)); s > share {
			language, share = lang, s
		}
	}
	return language, share
}

// Thresholds of the check, as shares. Running text of the languages listed has
// 15 to 45 % common words, lists of names about 5 %, wrongly decoded text under 2 %.
const (
	fewWords   = 25 // too few to judge by their language
	minCommon  = 0.03
	maxOdd     = 0.12
	maxSingle  = 0.35
	maxUnknown = 0.02
)

// fault says what is wrong with the text, "" where nothing is.
func (w *wording) fault(unmapped, glyphs int) string {
	_, share := w.best()
	switch {
	case glyphs == 0:
		return "no text"
	case float64(unmapped) > maxUnknown*float64(glyphs):
		return "glyphs without a character"
	case w.words+w.wide/2 < fewWords:
		return ""
	case float64(w.odd) > maxOdd*float64(w.words):
		return "words that no language has"
	case float64(w.single) > maxSingle*float64(w.words):
		return "broken words"
	case share < minCommon:
		return "words of no known language"
	}
	return ""
}

// few reports text too short to be judged by its language.
func (w *wording) few() bool { return w.words+w.wide < fewWords }

// score ranks readings of the same page: the share of words that make sense.
func (w *wording) score() float64 {
	if w.words+w.wide == 0 {
		return 0
	}
	_, share := w.best()
	bad := float64(w.odd+w.single) / float64(max(w.words, 1))
	return max(0, 1-bad) * (0.2 + share)
}
