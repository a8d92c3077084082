package source

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// symbols is an address with places for UN symbols, languages and formats:
// https://example.org/{lang}/{symbol}?t={format}. A document that is not there in
// the first format is looked for in the next.
type symbols struct {
	template  string
	symbols   []string // A/HRC/21/{1..20} stands for twenty
	languages []string // ISO 639-1 of the six official languages
	formats   []string // pdf, doc, docx
}

// symbolRange bounds what one pattern stands for.
const symbolRange = 10_000

var braces = regexp.MustCompile(`\{([0-9]+)\.\.([0-9]+)\}`)

// expand writes out the ranges in a pattern, from left to right.
func expand(pattern string) ([]string, error) {
	m := braces.FindStringSubmatchIndex(pattern)
	if m == nil {
		return []string{pattern}, nil
	}
	from, err1 := strconv.Atoi(pattern[m[2]:m[3]])
	to, err2 := strconv.Atoi(pattern[m[4]:m[5]])
	if err1 != nil || err2 != nil || to < from || to-from >= symbolRange {
		return nil, fmt.Errorf("%q: write a rising range of at most %d, as {1..20}", pattern, symbolRange)
	}
	var all []string
	for n := from; n <= to; n++ {
		rest, err := expand(pattern[:m[0]] + strconv.Itoa(n) + pattern[m[1]:])
		if err != nil {
			return nil, err
		}
		if all = append(all, rest...); len(all) > symbolRange {
			return nil, fmt.Errorf("%q stands for more than %d symbols", pattern, symbolRange)
		}
	}
	return all, nil
}

func (s symbols) entries(_ context.Context, _ *Client, each func(Entry) error) error {
	for _, pattern := range s.symbols {
		list, err := expand(pattern)
		if err != nil {
			return fmt.Errorf("%w: %w", pipeline.ErrAddress, err)
		}
		for _, symbol := range list {
			for _, lang := range s.languages {
				if err := each(s.entry(symbol, lang)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (s symbols) entry(symbol, lang string) Entry {
	e := Entry{Title: symbol + " " + lang, Set: pipeline.Metadata{Symbol: compactSymbol(symbol), Language: lang}}
	for _, format := range s.formats {
		u := strings.NewReplacer("{symbol}", symbol, "{lang}", lang, "{LANG}", strings.ToUpper(lang), "{letter}", letters[lang], "{format}", format).Replace(s.template)
		if !slices.Contains(e.URLs, u) {
			e.URLs = append(e.URLs, u)
		}
	}
	if len(s.formats) > 0 && s.formats[0] == "pdf" {
		e.Accept = "application/pdf"
	}
	return e
}

// letters are those by which the UN's document system tells languages.
var letters = map[string]string{"ar": "A", "zh": "C", "en": "E", "fr": "F", "ru": "R", "es": "S"}
