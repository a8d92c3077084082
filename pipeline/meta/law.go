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
// enacting words, articles. What has a speaker's voice must have all of it: a
// speech about a law has a law's name for a title.
func (f *front) looksLaw() bool {
	score := min(2, f.articles())
	if score < 2 || f.voice() >= spoken {
		score += 2 * matches(lawTitle, f.titles())
	}
	if f.voice() >= spoken {
		return score == 4
	}
	if score == 1 && enacting.MatchString(clip(f.head, speakSize)) {
		score++
	}
	return score >= 2 && matches(speechSay, f.titles()) == 0
}

// matches returns 1 where one of lines matches, else 0.
func matches(p *regexp.Regexp, lines []string) int {
	for _, line := range lines {
		if p.MatchString(line) {
			return 1
		}
	}
	return 0
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

const (
	// spoken is the share of words by which speakers mean themselves from which a
	// text is a speech: of speeches in the General Debate 98 in a hundred have
	// more, of laws and of reports of the United Nations hardly any.
	spoken = 0.0085
	// addressed is the share that is enough for a text with a speech's title or
	// greeting: half of it.
	addressed = 0.0045
	// speakSize is how much of a text's beginning is read for greetings, in bytes.
	speakSize = 3000
)

// looksSpoken reports whether somebody speaks: in the first person, to somebody
// or under a title that says so.
func (f *front) looksSpoken() bool {
	voice := f.voice()
	if voice >= spoken || voice < addressed/2 {
		return voice >= spoken
	}
	title := matches(speechSay, f.titles()) > 0
	greets := salutation.MatchString(clip(f.head, speakSize)) || salutation.MatchString(f.tail())
	return title && greets || (title || greets) && voice >= addressed
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
	if f.measured {
		return f.share
	}
	f.measured = true
	pronouns := firstPerson[f.doc.Language]
	words, self, han := 0, 0, 0
	for w := range strings.FieldsFuncSeq(strings.ToLower(f.head), notWord) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.Is(unicode.Han, r) {
			han += utf8.RuneCountInString(w)
			self += strings.Count(w, "我")
			continue
		}
		words++
		if pronouns[w] {
			self++
		}
	}
	if words += han * 10 / 16; words >= 40 {
		f.share = float64(self) / float64(words)
	}
	return f.share
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }

// firstPerson are the words of the first person, by language.
var firstPerson = map[string]map[string]bool{
	"en": wordSet("i we our us my me ours myself ourselves"),
	"fr": wordSet("je nous notre nos mon ma mes moi j"),
	"es": wordSet("yo nosotros nuestra nuestro nuestras nuestros mi mis me nos quiero queremos creemos"),
	"pt": wordSet("eu nós nosso nossa nossos nossas meu minha me nos"),
	"de": wordSet("ich wir uns unser unsere unserer unseren unserem mein meine mir mich"),
	"it": wordSet("io noi nostro nostra nostri nostre mio mia ci mi"),
	"nl": wordSet("ik wij we ons onze mijn mij"),
	"ru": wordSet("я мы нас нам нами наш наша наше наши нашей нашего нашем наших нашим нашу мой моя моей мне меня"),
	"ar": wordSet("نحن إننا وإننا إنني وإنني بلادي لبلادي بلدي بلادنا شعبنا عالمنا علينا لنا أننا أنني منطقتنا دعوني اسمحوا أود أؤكد نؤكد ونؤكد وأود نجدد"),
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}
