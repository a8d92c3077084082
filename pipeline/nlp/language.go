package nlp

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
	"golang.org/x/text/language"

	"github.com/haki-project/haki/pipeline"
)

const (
	// sampleSize is how many bytes of a document its language is judged by:
	// detection takes about 1 ms a sample of this size, and more text does not
	// change the answer.
	sampleSize = 6 << 10
	// samplePieces is from how many places of the document they are taken, so that
	// a foreign title page or annex does not decide.
	samplePieces = 6
	// sure is the confidence from which the text overrules what a container states.
	sure = 0.9
	// unsure is the confidence of trigrams below which a few function words count
	// for more: headings, names and numbers have trigrams of any language.
	unsure = 0.5
	// enough is how many bytes of letters a text needs to overrule it.
	enough = 400
)

// Language returns the ISO 639-1 code of the language that text is mostly
// written in, and how sure that is, 0 to 1. A text without letters, or in a
// language that has no such code, gives "" and 0.
func Language(text string) (code string, confidence float64) {
	letters := strings.Map(lettersOnly, text)
	if strings.TrimSpace(letters) == "" {
		return "", 0
	}
	if code, confidence = byScript(letters); code != "" {
		return code, confidence
	}
	return byWords(letters)
}

// lettersOnly drops digits, symbols and punctuation, which say nothing of a
// language, and keeps what parts and joins words.
func lettersOnly(c rune) rune {
	switch {
	case unicode.IsLetter(c) || unicode.IsMark(c) || c == '\'' || c == '’' || c == '-':
		return c
	default:
		return ' '
	}
}

// byScript decides where a script is written by one language only, or where a
// few letters tell its languages apart.
func byScript(text string) (string, float64) {
	var han, kana, hangul, arabic, total int
	for _, c := range text {
		switch {
		case c == ' ':
			continue
		case unicode.Is(unicode.Han, c):
			han++
		case unicode.Is(unicode.Hiragana, c) || unicode.Is(unicode.Katakana, c):
			kana++
		case unicode.Is(unicode.Hangul, c):
			hangul++
		case unicode.Is(unicode.Arabic, c):
			arabic++
		}
		total++
	}
	share := func(n int) float64 { return float64(n) / float64(total) }
	switch {
	case hangul*2 > total:
		return "ko", share(hangul + han)
	// Japanese law writes two kana a Han character; a Chinese text that names a
	// Japanese thing has a few in a hundred.
	case (han+kana)*2 > total && kana*10 > han:
		return "ja", share(han + kana)
	// One Han character says as much as three letters of another script.
	case han*4 > total:
		return "zh", min(1, 2*share(han))
	case arabic*2 > total:
		return arabicScript(text), share(arabic)
	}
	return "", 0
}

// arabicScript tells the languages written in Arabic letters apart by letters
// that Arabic does not have.
func arabicScript(text string) string {
	var persian, urdu, letters int
	for _, c := range text {
		switch c {
		case ' ':
			continue
		case 'ٹ', 'ڈ', 'ڑ', 'ے', 'ں', 'ہ', 'ھ':
			urdu++
		case 'پ', 'چ', 'ژ', 'گ', 'ک', 'ی':
			persian++
		}
		letters++
	}
	switch {
	case urdu*20 > letters:
		return "ur"
	// A typesetter's Persian yeh in Arabic text stays below one letter in ten; in
	// Persian the six are one letter in six.
	case persian*10 > letters:
		return "fa"
	}
	return "ar"
}

// byWords asks two witnesses: the share of words that only a language's grammar
// needs, which is the better one for the languages it knows, and the trigrams
// of whatlanggo, which know more of them.
func byWords(text string) (string, float64) {
	code, share, lead := functionWords(strings.Fields(strings.ToLower(text)))
	if share >= 0.15 && lead >= 0.05 {
		return code, min(1, 0.75+share)
	}
	info := whatlanggo.Detect(text)
	if info.Confidence >= unsure {
		return info.Lang.Iso6391(), min(1, info.Confidence)
	}
	if lead > 0 {
		return code, unsure
	}
	if likely := whatlanggo.DetectWithOptions(text, whatlanggo.Options{Whitelist: common}); likely.Confidence > 0 {
		info = likely
	}
	return info.Lang.Iso6391(), min(unsure, info.Confidence)
}

// common are the languages that a text of which nothing is sure is likely to be
// in: those of the United Nations and of many laws.
var common = map[whatlanggo.Lang]bool{
	whatlanggo.Eng: true, whatlanggo.Fra: true, whatlanggo.Spa: true, whatlanggo.Rus: true, whatlanggo.Arb: true,
	whatlanggo.Cmn: true, whatlanggo.Deu: true, whatlanggo.Por: true, whatlanggo.Ita: true,
}

// sample returns pieces of d's passages from all over the document.
func sample(d *pipeline.Document) string {
	text := d.Text
	if len(text) <= sampleSize {
		return text
	}
	var b strings.Builder
	const size = sampleSize / samplePieces
	for i := range samplePieces {
		at := i * (len(text) - size) / (samplePieces - 1)
		piece := text[at : at+size]
		b.WriteString(strings.ToValidUTF8(piece, " "))
		b.WriteByte('\n')
	}
	return b.String()
}

// settle returns the language of a text of which a container states one: the
// stated one, unless the text is long enough and plainly another. Of Chinese
// and Japanese, Arabic and Persian, the script alone would be no witness, so
// byScript looks closer.
func settle(stated, text string) string {
	stated = normalize(stated)
	found, confidence := Language(text)
	if stated == "" || len(text) >= enough && confidence >= sure && found != stated && known(found) {
		return found
	}
	return stated
}

// known reports whether we tell a language by its function words or its script:
// of others, a confident mistake for a neighbour is common (Malay, Indonesian).
func known(code string) bool {
	switch code {
	case "zh", "ja", "ko", "ar", "fa", "ur", "ru":
		return true
	}
	_, ok := grammar[code]
	return ok
}

// normalize turns what containers write (en-US, eng, EN) into ISO 639-1, ""
// where it is none.
func normalize(tag string) string {
	tag, _, _ = strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(tag)), "_", "-"), "-")
	if terminology, ok := bibliographic[tag]; ok {
		tag = terminology
	}
	base, err := language.ParseBase(tag)
	if err != nil || len(base.String()) != 2 {
		return ""
	}
	return base.String()
}

// bibliographic are the codes of ISO 639-2/B, of libraries, that differ from those of 639-2/T.
var bibliographic = map[string]string{
	"alb": "sqi", "arm": "hye", "baq": "eus", "bur": "mya", "chi": "zho", "cze": "ces", "dut": "nld", "fre": "fra", "geo": "kat", "ger": "deu",
	"gre": "ell", "ice": "isl", "mac": "mkd", "mao": "mri", "may": "msa", "per": "fas", "rum": "ron", "slo": "slk", "tib": "bod", "wel": "cym",
}
