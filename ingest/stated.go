package ingest

import (
	"regexp"
	"strings"

	"golang.org/x/text/language"
)

// isoDate returns the date at the start of s (2024-03-05, 2024-03-05T10:00Z) or
// the year or month that s is (2024, 2024-03), "" where there is none.
func isoDate(s string) string {
	s = strings.TrimSpace(s)
	if yearOrMonth.MatchString(s) {
		return s
	}
	return dateStart.FindString(s)
}

var yearOrMonth = regexp.MustCompile(`^[12][0-9]{3}(?:-(?:0[1-9]|1[0-2]))?$`)

var dateStart = regexp.MustCompile(`^[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])`)

// languageCode returns the two-letter code of a language tag (en-US, eng, zho),
// "" for what has none.
func languageCode(tag string) string {
	base, err := language.ParseBase(strings.ToLower(firstSubtag(tag)))
	if err != nil || len(base.String()) != 2 {
		return ""
	}
	return base.String()
}

// countryCodes returns the ISO 3166-1 alpha-3 code of a two- or three-letter
// code, nil for what is no country.
func countryCodes(code string) []string {
	region, err := language.ParseRegion(strings.ToUpper(code))
	if err != nil || !region.IsCountry() || region.ISO3() == "ZZZ" { // UN, EU are regions that are no State
		return nil
	}
	return []string{region.ISO3()}
}

func firstSubtag(tag string) string {
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		return tag[:i]
	}
	return tag
}
