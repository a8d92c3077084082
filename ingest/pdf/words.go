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
	w.words++
	bits := vocabularies().words[string(low)]
	for lang := 0; bits != 0; lang, bits = lang+1, bits>>1 {
		w.common[lang] += int(bits & 1)
	}
	switch {
	case n == 1 && vocabularies().words[string(low)] == 0:
		w.single++
	case odd(s):
		w.odd++
	}
}

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
	return latin > 0 && other > 0 || signs > 0 && latin+other > 0 || latin >= 6 && vowels == 0 && lower
}

func isRTLWord(s string) bool { return strings.ContainsFunc(s, isRTL) }

func isVowel(r rune) bool {
	return r > 0x7f || strings.ContainsRune("aeiouyAEIOUY", r)
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
