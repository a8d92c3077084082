package terms

import (
	"unicode"
	"unicode/utf8"

	"github.com/haki-project/haki/pipeline"
)

// MaxTokenBytes is where a word is cut: nobody searches for longer ones, and a
// file of binary rubbish must not become one term.
const MaxTokenBytes = 256

// Token is one word of a text, or two neighbouring characters of a script that
// puts no spaces between words. The place of a token in the list is its position.
type Token struct {
	Span   pipeline.Span // bytes of the text
	Paired bool          // of a script without spaces; spans of neighbours overlap
	Last   bool          // paired: the last character of a run, alone
}

// Tokens cuts text into words: runs of letters, figures and marks. The 's of a
// possessive is no word.
func Tokens(text string) []Token { return AppendTokens(nil, text) }

// AppendTokens is Tokens into a given list.
func AppendTokens(tokens []Token, text string) []Token {
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case !starts(r):
			i += size
		case spaceless(r):
			tokens, i = appendPairs(tokens, text, i)
		default:
			end := wordEnd(text, i+size, i)
			if !possessive(text, i, end) {
				tokens = append(tokens, Token{Span: pipeline.Span{i, end}})
			}
			i = end
		}
	}
	return tokens
}

// appendPairs cuts a run of characters without spaces from start into pairs.
func appendPairs(tokens []Token, text string, start int) ([]Token, int) {
	_, size := utf8.DecodeRuneInString(text[start:])
	for {
		next := start + size
		for next < len(text) {
			r, n := utf8.DecodeRuneInString(text[next:])
			if !unicode.IsMark(r) {
				break
			}
			next += n
		}
		r, n := utf8.DecodeRuneInString(text[next:])
		if next >= len(text) || !spaceless(r) {
			return append(tokens, Token{Span: pipeline.Span{start, next}, Paired: true, Last: true}), next
		}
		tokens = append(tokens, Token{Span: pipeline.Span{start, next + n}, Paired: true})
		start, size = next, n
	}
}

// wordEnd returns where the word that begins at start ends, from at on.
func wordEnd(text string, at, start int) int {
	for at < len(text) {
		r, size := rune(text[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[at:])
		}
		if !continues(r) || spaceless(r) || at+size-start > MaxTokenBytes {
			break
		}
		at += size
	}
	return at
}

// possessive reports whether [start,end) is the s after an apostrophe.
func possessive(text string, start, end int) bool {
	if end-start != 1 || text[start] != 's' && text[start] != 'S' {
		return false
	}
	before, size := utf8.DecodeLastRuneInString(text[:start])
	if before != '\'' && before != '’' && before != 'ʼ' {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(text[:start-size])
	return starts(r)
}

func starts(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != 'ʼ' && (unicode.IsLetter(r) || unicode.IsNumber(r))
}

// continues reports whether r may stand inside a word: marks, and what is there
// for typesetting only (soft hyphen, joiners).
func continues(r rune) bool {
	return starts(r) || r >= utf8.RuneSelf && (unicode.IsMark(r) || r == '\u00ad' || r == '\u200c' || r == '\u200d')
}

// spaceless reports whether r is of a script that puts no spaces between words.
func spaceless(r rune) bool {
	if r < 0x0e00 {
		return false
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
