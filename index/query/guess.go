package query

import (
	"fmt"
	"regexp"
	"strings"
)

// guessedFields are names that people try, and the field that they mean; "" is none.
var guessedFields = map[string]string{
	"article": "number", "art": "number", "paragraph": "number", "author": "body", "organ": "body", "committee": "body",
	"treaty": "cites", "convention": "cites", "instrument": "cites", "topic": "issue", "subject": "issue", "keyword": "tag", "label": "tag",
	"type": "kind", "doctype": "kind", "response": "status", "position": "status", "answer": "status", "recommender": "state", "from": "state", "by": "state",
	"goal": "sdg", "filename": "file", "filetype": "file", "name": "title", "intitle": "title", "heading": "section", "chapter": "section", "nation": "country",
	"site": "", "url": "",
}

// guessedValues are values that people try in a field, and the one that they mean.
var guessedValues = map[string]map[string]string{
	"status": {"accepted": "supported", "agreed": "supported", "refused": "rejected", "not supported": "noted"},
	"kind": {
		"recommendations": "recommendation", "report": "upr-report", "reports": "upr-report", "upr": "upr-report", "addendum": "upr-addendum", "speeches": "speech", "statement": "speech",
		"statements": "speech", "laws": "law", "legislation": "law", "constitution": "law", "resolutions": "resolution", "paragraphs": "paragraph", "articles": "article", "footnotes": "footnote",
	},
	"lang": {
		"english": "en", "french": "fr", "spanish": "es", "arabic": "ar", "chinese": "zh", "russian": "ru", "german": "de", "portuguese": "pt", "italian": "it", "dutch": "nl",
		"turkish": "tr", "japanese": "ja", "korean": "ko", "swahili": "sw",
	},
}

var (
	goalForm    = regexp.MustCompile(`^(?i:sdg|goal)[ -]?(\d{1,2}(?:\.\w{1,2})?)$`)
	ordinalForm = regexp.MustCompile(`^(\d{1,4})(?:st|nd|rd|th|s)$`)
	dayForm     = regexp.MustCompile(`^(\d{4})[-/.]?(\d{1,2})(?:[-/.]?(\d{1,2}))?$`)
	yearForm    = regexp.MustCompile(`(?:^|\D)((?:18|19|20)\d\d)(?:\D|$)`)
)

// guessedValue is the value that a person means by one that no passage can have;
// "" where that cannot be told.
func guessedValue(info FieldInfo, value string) string {
	if m := goalForm.FindStringSubmatch(value); m != nil && info.Name == "sdg" {
		return m[1]
	}
	return guessedValues[info.Name][strings.ToLower(value)]
}

// guessedNumber is the number or date in a value that is none: 2 of 2nd, the
// year of 12/07/2012, whose day and month may stand in either order.
func guessedNumber(info FieldInfo, value string) string {
	if m := ordinalForm.FindStringSubmatch(value); m != nil && info.Type == Number {
		return trimZeros(m[1])
	}
	if m := dayForm.FindStringSubmatch(value); m != nil && info.Type == Date {
		if date := strings.TrimSuffix(fmt.Sprintf("%s-%02s-%02s", m[1], m[2], m[3]), "-00"); validDate(date) {
			return date
		}
	}
	if m := yearForm.FindStringSubmatch(value); m != nil && (info.Name == "year" || info.Type == Date) {
		return m[1]
	}
	return "*"
}
