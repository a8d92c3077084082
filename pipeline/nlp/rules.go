package nlp

import (
	"embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

// whiteSpace is what may stand between sentences.
const whiteSpace = " \t\n\v\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"

//go:embed abbreviations/*.txt
var abbreviationFiles embed.FS

// abbreviation says when the full stop after a word does not end a sentence.
type abbreviation int

const (
	beforeNumber abbreviation = iota + 1 // before a number, a Roman numeral or a letter in brackets: para. 12
	beforeAny                            // before anything: Mr. Silva
)

// abbreviationsOf reads the list of a language; a language without one has none.
// A line is a word in lower case without its last full stop, then a space and
// "any" where whatever follows belongs to it.
func abbreviationsOf(language string) map[string]abbreviation {
	list := map[string]abbreviation{}
	data, err := abbreviationFiles.ReadFile("abbreviations/" + language + ".txt")
	if err != nil {
		return list
	}
	for line := range strings.Lines(string(data)) {
		word, when, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case word == "" || strings.HasPrefix(word, "#"):
		case when == "any":
			list[word] = beforeAny
		default:
			list[word] = beforeNumber
		}
	}
	return list
}

// rules splits text by its punctuation alone.
type rules struct {
	abbreviations map[string]abbreviation
	ordinals      bool // the language writes ordinals with a full stop: 3. Oktober
}

// breaks returns where a new sentence begins.
func (r rules) breaks(text string) []int {
	var breaks []int
	from := 0
	for i := 0; i < len(text); {
		c, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if !isTerminator(c) {
			continue
		}
		i += closers(text[i:])
		if i < len(text) && r.ends(c, text[from:i], text[i:]) {
			breaks = append(breaks, i)
			from = i
		}
	}
	return breaks
}

// isTerminator reports whether c can end a sentence in some script.
func isTerminator(c rune) bool {
	switch c {
	case '.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', '։', '።':
		return true
	}
	return false
}

// closers returns how many bytes of further terminators, closing quotes and
// brackets text begins with.
func closers(text string) int {
	n := 0
	for n < len(text) {
		c, size := utf8.DecodeRuneInString(text[n:])
		if !isTerminator(c) && !strings.ContainsRune("\"')]’”»）】』」》〉", c) {
			break
		}
		n += size
	}
	return n + spacedQuote(text[n:])
}

// spacedQuote returns how many bytes of text are a space and the closing quote
// that French puts after it: « Oui. ». One that opens touches its first word.
func spacedQuote(text string) int {
	rest, found := strings.CutPrefix(strings.TrimLeft(text, " \u00a0\u202f"), "»")
	next, _ := utf8.DecodeRuneInString(rest)
	if !found || rest != "" && !unicode.IsSpace(next) {
		return 0
	}
	return len(text) - len(rest)
}

// ends reports whether the terminator c at the end of before ends a sentence
// that after follows. East Asian text has no space there; elsewhere a space and
// something that can open a sentence must follow.
func (r rules) ends(c rune, before, after string) bool {
	if c == '。' || c == '！' || c == '？' {
		return true
	}
	next, _ := utf8.DecodeRuneInString(after)
	rest := strings.TrimLeft(after, whiteSpace)
	if !unicode.IsSpace(next) || rest == "" {
		return false
	}
	return opens(rest) && !r.joins(before, after)
}

// opens reports whether a sentence can begin so: not with a small letter.
func opens(text string) bool {
	c, _ := utf8.DecodeRuneInString(text)
	return !unicode.IsLower(c) && !strings.ContainsRune(",;:)]»”", c)
}

// joins reports whether the full stop at the end of before belongs to an
// abbreviation, an initial or an enumerator that after continues.
func (r rules) joins(before, after string) bool {
	before = strings.TrimRight(before, whiteSpace)
	if !strings.HasSuffix(before, ".") {
		return isEnumerator(before)
	}
	word, after := lastWord(before), strings.TrimLeft(after, whiteSpace)
	bare := strings.TrimSuffix(word, ".")
	if at := strings.LastIndexAny(bare, "/([\"'“‘’«„"); at >= 0 { // 7/Add. 1, l’art. 5
		_, size := utf8.DecodeRuneInString(bare[at:])
		bare = bare[at+size:]
	}
	switch r.abbreviations[strings.ToLower(bare)] {
	case beforeAny:
		return true
	case beforeNumber:
		return isPinpoint(after)
	}
	return isEnumerator(before) || isInitial(bare) || r.ordinals && isDigits(bare)
}

// lastWord returns what stands after the last white space of text.
func lastWord(text string) string {
	at := strings.LastIndexFunc(text, unicode.IsSpace)
	if at < 0 {
		return text
	}
	_, size := utf8.DecodeRuneInString(text[at:])
	return text[at+size:]
}

// isPinpoint reports whether text begins with what follows "Art." or "No.": a
// number, a Roman numeral, one letter, or a bracket.
func isPinpoint(text string) bool {
	c, size := utf8.DecodeRuneInString(text)
	if unicode.IsDigit(c) || c == '(' || c == '°' {
		return true
	}
	word := text
	if at := strings.IndexFunc(text, func(c rune) bool { return !unicode.IsLetter(c) }); at >= 0 {
		word = text[:at]
	}
	if word == "" {
		return false
	}
	return len(word) == size && c != 'A' && c != 'I' || isRoman(word)
}

func isRoman(word string) bool { return strings.Trim(word, "IVXLC") == "" && word != "I" }

// isInitial reports whether word is one capital letter, as in "J. Silva".
func isInitial(word string) bool {
	c, size := utf8.DecodeRuneInString(word)
	return size > 0 && size == len(word) && unicode.IsUpper(c)
}

func isDigits(word string) bool {
	return word != "" && strings.IndexFunc(word, func(c rune) bool { return !unicode.IsDigit(c) }) < 0
}

// isEnumerator reports whether text is nothing but the number of what follows:
// "12.", "(a)", "119.10.", "IV.".
func isEnumerator(text string) bool {
	text = strings.TrimSpace(text)
	if len(text) == 0 || len(text) > 12 {
		return false
	}
	bare := strings.Trim(text, "().[] ")
	for part := range strings.SplitSeq(bare, ".") {
		if !isDigits(part) && !isRoman(strings.ToUpper(part)) && len([]rune(part)) != 1 {
			return false
		}
	}
	return true
}
