package meta

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/haki-project/haki/pipeline"
)

var (
	lawTitle   = phrase("law-title")
	enacting   = phrase("enacting")
	salutation = phrase("salutation")
	speechSay  = phrase("speech-title")
	// articleLine matches a line that begins an article or section.
	articleLine = regexp.MustCompile(`(?i)^(?:(?:article|artículo|articulo|artikel|artigo|articolo|section|sec\.|статья|mad[dh]a|kifungu|art\.) ?(?:[0-9]+|[ivxl]+\b|premier|1er|primero|único|unico|one|preamble)|§+ ?[0-9]|(?:ال)?مادة|第[一二三四五六七八九十百零〇0-9]+[条條章])`)
)

// looksLaw reports whether the text is one of legal rules: two of title,
// enacting words, articles. A speech about a law has a law's name for a title,
// but its own voice.
func (f *front) looksLaw() bool {
	score := 0
	for _, title := range f.titles() {
		if lawTitle.MatchString(title) {
			score = 2
			break
		}
	}
	if enacting.MatchString(f.head) {
		score++
	}
	if n := f.articles(); n >= 2 {
		score += 2
	} else {
		score += n
	}
	if speechSay.MatchString(strings.Join(f.titles(), " ")) && score < 4 {
		return false
	}
	return score >= 2 && f.voice() < spoken
}

// titles returns what may be the document's title: what the container states and
// the first lines.
func (f *front) titles() []string {
	titles := []string{squeeze(f.doc.Title)}
	for i, line := range f.lines {
		if i == 5 || len(titles) > 4 {
			break
		}
		if len(line) < 400 {
			titles = append(titles, line)
		}
	}
	return titles
}

// articles counts the articles and sections of the document.
func (f *front) articles() int {
	n := 0
	for i := range f.doc.Passages {
		if f.doc.Passages[i].Kind == pipeline.Article {
			n++
		}
	}
	if n > 0 {
		return n
	}
	for _, line := range f.lines {
		if articleLine.MatchString(line) {
			n++
		}
	}
	return n
}

// spoken is the share of words by which speakers mean themselves from which a
// text is a speech: general debate speeches have 2 to 7 in a hundred, laws and
// reports less than one in two hundred.
const spoken = 0.012

// looksSpoken reports whether somebody speaks: in the first person, to somebody
// or under a title that says so.
func (f *front) looksSpoken() bool {
	voice := f.voice()
	title := speechSay.MatchString(strings.Join(f.titles(), " "))
	greets := salutation.MatchString(f.head) || salutation.MatchString(f.tail())
	switch {
	case title && greets:
		return voice >= spoken/3
	case title || greets:
		return voice >= spoken
	}
	return voice >= 2*spoken
}

// tail returns the end of the text, where speakers thank.
func (f *front) tail() string {
	t := f.doc.Text
	at := max(0, len(t)-600)
	for at < len(t) && !utf8.RuneStart(t[at]) {
		at++
	}
	return t[at:]
}

// voice returns the share of words in the head that are pronouns of the first
// person. Chinese is counted by characters, a word having about 1.6.
func (f *front) voice() float64 {
	words, self, han := 0, 0, 0
	for w := range strings.FieldsFuncSeq(strings.ToLower(f.head), notWord) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.Is(unicode.Han, r) {
			han += utf8.RuneCountInString(w)
			self += strings.Count(w, "我")
			continue
		}
		words++
		if firstPerson[w] {
			self++
		}
	}
	words += han * 10 / 16
	if words < 40 {
		return 0
	}
	return float64(self) / float64(words)
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }

// firstPerson are the words of the first person in the languages of speeches.
var firstPerson = wordSet(`i we our us my me ours myself ourselves
je nous notre nos mon ma mes moi j
yo nosotros nuestra nuestro nuestras nuestros mi mis me nos
eu nós nosso nossa nossos nossas meu minha
ich wir uns unser unsere unserer unseren unserem mein meine
io noi nostro nostra nostri nostre mio mia
я мы нас нам наш наша наше наши нашей нашего нашим мой моя моей
نحن إننا وإننا إنني وإنني بلادي لبلادي بلدي بلادنا شعبنا عالمنا علينا لنا أننا أنني إنّنا منطقتنا دعوني اسمحوا
`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}
