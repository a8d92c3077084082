package meta

import (
	"regexp"
	"strings"

	"github.com/haki-project/haki/pipeline/states"
)

// ownState matches the words by which speakers name the State they speak for;
// the name follows, or stands before "delegation" and the like.
var ownState = regexp.MustCompile(`(?:` +
	`(?:[Oo]n behalf|in the name) of (?:my (?:delegation|Government|country),? )?(?:and )?(?:of )?(?:the )?(?:(?:people|Government|delegation|President|Prime Minister|Government and people|people and Government)(?: and (?:the )?(?:people|Government))? of (?:the )?)?` +
	`|(?:[Tt]he (?:delegation|people|Government and people|people and Government|Government)) of (?:the )?` +
	`|[Mm]y (?:own )?country,? (?:the )?|my homeland,? (?:the )?|[Ww]e,? in (?:the )?|[Ww]e (?:the )?people of (?:the )?` +
	`|\b(?:President|Prime Minister|Minister (?:for|of) (?:Foreign|External) (?:Affairs|Relations)|King|Emir|Sultan|Permanent Representative) of (?:the )?` +
	`|[Aa]s (?:a|an|the) )$`)

// speaker returns the State for which a speech is given, or about which an
// official of the United Nations speaks: named in the title, else named by the
// words of those who speak for it, else named by far the most.
func (f *front) speaker() string {
	if code := f.titled(); code != "" {
		return code
	}
	text := clip(f.doc.Text, 64<<10)
	score, mentions := map[string]int{}, map[string]int{}
	for _, m := range states.Find(text) {
		mentions[m.Code]++
		before := squeeze(text[max(0, m.Start-90):m.Start])
		if ownState.MatchString(before+" ") || strings.HasSuffix(before, " my") {
			score[m.Code] += 4
		}
		score[m.Code]++
	}
	code, lead := leader(score)
	if mentions[code] < 3 || lead < 1.6 {
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

// titled returns the one State that the lines above the salutation name.
func (f *front) titled() string {
	seen := ""
	for i, line := range append([]string{squeeze(f.doc.Title)}, f.lines...) {
		if i > 8 || len(line) > 300 || i > 1 && salutation.MatchString(line) {
			break
		}
		for _, m := range states.Find(line) {
			if seen != "" && seen != m.Code {
				return ""
			}
			seen = m.Code
		}
	}
	return seen
}
