package meta

import (
	"regexp"
	"strings"

	"github.com/haki-project/haki/pipeline/states"
)

// ownState matches the words after which speakers name the State they speak for.
var ownState = regexp.MustCompile(`(?:` +
	`(?:[Oo]n behalf|in the name) of (?:my (?:delegation|Government|country),? )?(?:and )?(?:of )?(?:the )?(?:(?:people|Government|delegation|President|Prime Minister|Government and people|people and Government|Kingdom|Republic)(?: and (?:the )?(?:people|Government))? of (?:the )?)?` +
	`|[Tt]he delegation of (?:the )?|[Mm]y (?:own )?(?:country|homeland|nation),? (?:the )?|[Ww]e,? (?:in|the people of) (?:the )?|[Ww]e,? (?:the )?` +
	`|(?:to|of) the people of (?:the )?)$`)

// speaker returns the State for which a speech is given, or about which an
// official of the United Nations speaks: named in the title, or in the words of
// those who speak for it, or far more often than any other.
func (f *front) speaker() string {
	if code := f.titled(); code != "" {
		return code
	}
	if f.doc.Language != "en" {
		return ""
	}
	text := clip(f.doc.Text, 64<<10)
	score, own := map[string]int{}, map[string]int{}
	for _, m := range states.Find(text) {
		before := squeeze(text[max(0, m.Start-90):m.Start])
		if ownState.MatchString(before+" ") || strings.HasSuffix(before, " my") {
			own[m.Code]++
			score[m.Code] += 4
		}
		score[m.Code]++
	}
	code, lead := leader(score)
	if score[code] < 6 || lead < 3 && (own[code] == 0 || lead < 1.8) {
		return ""
	}
	return code
}

// leader returns the key with the highest value and how many times the second
// highest that is.
func leader(score map[string]int) (code string, lead float64) {
	best, second := 0, 0
	for c, n := range score {
		if n > best || n == best && c < code {
			best, second, code = n, best, c
		} else if n > second {
			second = n
		}
	}
	return code, float64(best) / float64(max(1, second))
}

// sentence matches a line of running text in a speech: titles have no first
// person and do not end within a line.
var sentence = regexp.MustCompile(`(?:^|\s)(?:I|my|we|We|our|us|me|is|are|was|has|have|je|nous|yo|nosotros)\s|[.,] [A-Z]?[a-z]+ `)

// titled returns the one State that the lines above the salutation name.
func (f *front) titled() string {
	seen := ""
	for i, line := range append([]string{squeeze(f.doc.Title)}, f.lines...) {
		if i > 8 || len(line) > 300 || i > 0 && (salutation.MatchString(line) && !speechSay.MatchString(line) || sentence.MatchString(line)) {
			break
		}
		for _, code := range f.named(line) {
			if seen != "" && seen != code {
				return ""
			}
			seen = code
		}
	}
	return seen
}

// named returns the States that a line names: in English by every name and
// demonym, in other languages by the names of up to maxWords words.
func (f *front) named(line string) (codes []string) {
	if f.doc.Language == "en" {
		for _, m := range states.Find(line) {
			codes = append(codes, m.Code)
		}
		return codes
	}
	const maxWords = 7
	words := strings.FieldsFunc(line, func(r rune) bool { return notWord(r) && r != '-' && r != '’' && r != '\'' })
	for i := 0; i < len(words); i++ {
		for n := min(maxWords, len(words)-i); n > 0; n-- {
			if code, ok := states.Lookup(strings.Join(words[i:i+n], " ")); ok && len(words[i]) > 3 {
				codes = append(codes, code)
				i += n - 1
				break
			}
		}
	}
	return codes
}
