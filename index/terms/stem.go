package terms

import (
	_ "embed" // irregular.txt
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/analysis/lang/da"
	"github.com/blevesearch/bleve/v2/analysis/lang/de"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/fi"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/hu"
	"github.com/blevesearch/bleve/v2/analysis/lang/it"
	"github.com/blevesearch/bleve/v2/analysis/lang/nl"
	"github.com/blevesearch/bleve/v2/analysis/lang/no"
	"github.com/blevesearch/bleve/v2/analysis/lang/pt"
	"github.com/blevesearch/bleve/v2/analysis/lang/ro"
	"github.com/blevesearch/bleve/v2/analysis/lang/ru"
	"github.com/blevesearch/bleve/v2/analysis/lang/sv"
	"github.com/blevesearch/bleve/v2/analysis/lang/tr"
	"github.com/blevesearch/bleve/v2/registry"
)

// stemmers names bleve's filter for each language: the light ones where there
// are several, since conflating too much costs a researcher more than too little.
var stemmers = map[string]string{
	"ar": ar.StemmerName, "da": da.SnowballStemmerName, "de": de.LightStemmerName, "en": en.SnowballStemmerName, "es": es.LightStemmerName,
	"fi": fi.SnowballStemmerName, "fr": fr.LightStemmerName, "hu": hu.SnowballStemmerName, "it": it.LightStemmerName,
	"nl": nl.SnowballStemmerName, "no": no.SnowballStemmerName, "pt": pt.LightStemmerName, "ro": ro.SnowballStemmerName,
	"ru": ru.SnowballStemmerName, "sv": sv.SnowballStemmerName, "tr": tr.SnowballStemmerName,
}

// Unknown is the language of text whose words are only folded, never stemmed.
const Unknown = "und"

// Language returns the code under which text of a language is indexed: itself
// where its words are stemmed, else [Unknown].
func Language(code string) string {
	if code == "nb" || code == "nn" {
		code = "no"
	}
	if _, ok := stemmers[code]; ok {
		return code
	}
	return Unknown
}

var filters = sync.OnceValue(func() map[string]analysis.TokenFilter {
	cache := registry.NewCache()
	made := map[string]analysis.TokenFilter{}
	for language, name := range stemmers {
		filter, err := cache.TokenFilterNamed(name)
		if err != nil {
			panic("bleve has no filter " + name + ": " + err.Error()) // a name above is wrong; the test sees it
		}
		made[language] = filter
	}
	return made
})

//go:embed irregular.txt
var irregularFile string

// irregular maps English plurals and other forms that no rule reaches to their base.
var irregular = sync.OnceValue(func() map[string]string {
	forms := map[string]string{}
	for line := range strings.Lines(irregularFile) {
		if base, rest, ok := strings.Cut(strings.TrimSpace(line), ":"); ok && base[0] != '#' {
			for form := range strings.FieldsSeq(rest) {
				forms[form] = base
			}
		}
	}
	return forms
})

// Stem returns what the inflections of a folded word have in common. Words with
// figures and words of other scripts than the language's come back as they are.
func Stem(language, fold string) string {
	filter := filters()[language]
	if filter == nil || len(fold) < 3 || strings.ContainsAny(fold, "0123456789") {
		return fold
	}
	if base := baseForm(language, fold); base != "" {
		fold = base
	}
	if short := shortStem(language, fold); short != "" {
		return short
	}
	out := filter.Filter(analysis.TokenStream{{Term: []byte(fold), Position: 1}})
	if len(out) != 1 || len(out[0].Term) == 0 {
		return fold
	}
	return string(out[0].Term)
}

// baseForm returns the word that fold is an irregular form of, "" for most.
func baseForm(language, fold string) string {
	switch language {
	case "en":
		return irregular()[fold]
	case "pt": // nações, whose ões the stemmer knows only with its tilde
		if stem, is := strings.CutSuffix(fold, "oes"); is {
			return stem + "ao"
		}
	}
	return ""
}

// longest is up to how many letters a language's light stemmer leaves words as
// they are, although it cuts their longer plurals: niño, niños.
var longest = map[string]int{"es": 4, "it": 5}

// shortStem cuts the last vowel of such a short word; "" for every other.
func shortStem(language, fold string) string {
	last := len(fold) - 1
	if last < 3 || last >= longest[language] || strings.IndexByte("aeio", fold[last]) < 0 {
		return ""
	}
	return fold[:last]
}
