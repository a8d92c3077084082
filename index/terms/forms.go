package terms

import (
	"strings"
	"unicode"

	"github.com/haki-project/haki/index/query"
)

// Forms are for a backend that cannot walk its dictionary: it keeps every word
// under each of its forms, all in one place, and asks for forms. The first byte
// says what a form is; no word has such a byte in it.
const (
	foldForm    = '=' // the fold: for prefixes, patterns, fuzzy and exact words
	stemForm    = '~' // after the language, before the stem
	writtenForm = '+' // as written
	lowerForm   = '-' // as written, but small
	stripForm   = '^' // as written, but without diacritics
)

// AppendForms appends the forms of a word in a text of language to list.
func AppendForms(list []string, language, word string) []string {
	fold := Fold(word)
	language = Language(language)
	list = append(list, string(foldForm)+fold, stemFormOf(language, fold))
	if word == fold {
		return list
	}
	list = append(list, string(writtenForm)+word)
	if lower := strings.ToLower(word); lower != fold && lower != word {
		list = append(list, string(lowerForm)+lower)
	}
	if stripped := strip(word); stripped != fold && stripped != word {
		list = append(list, string(stripForm)+stripped)
	}
	return list
}

func stemFormOf(language, fold string) string {
	return language + string(stemForm) + Stem(language, fold)
}

// Forms returns the forms of which a word has one if t asks for it, in texts of
// the languages given, as [Language] returns them. t's Mode is Stem or Exact.
func (t Term) Forms(languages []string) []string {
	if t.Mode == query.Stem {
		forms := make([]string, len(languages))
		for i, language := range languages {
			forms[i] = stemFormOf(language, t.Fold)
		}
		return forms
	}
	switch {
	case t.Written == "":
		return []string{string(foldForm) + t.Fold}
	case !strings.ContainsFunc(t.Written, unicode.IsUpper):
		return []string{string(writtenForm) + t.Written, string(lowerForm) + t.Written}
	case hasDiacritic(t.Written):
		return []string{string(writtenForm) + t.Written}
	}
	return []string{string(writtenForm) + t.Written, string(stripForm) + t.Written}
}

// FormPattern returns the pattern of forms, with * and ?, that the prefix or the
// pattern t asks for; of a fuzzy word the form that others may differ from, but
// not in the first byte.
func (t Term) FormPattern() string {
	if t.Mode == query.Prefix {
		return string(foldForm) + t.Fold + "*"
	}
	return string(foldForm) + t.Fold
}
