package article

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// parts are what a law has above its articles, outermost first, in the
// languages whose laws are printed without other sign of a heading.
var parts = []*regexp.Regexp{
	regexp.MustCompile(`^(?:第[零〇一二三四五六七八九十百0-9]+编(?:[ ]|$)|(?i:part|partie|parte|buch|teil|livre|libro|book|часть|раздел|الكتاب|القسم)[ ][\pL\pN]+)`),
	regexp.MustCompile(`^(?:(?i:title|titre|título|titulo|الباب)[ ][\pL\pN]+)`),
	regexp.MustCompile(`^(?:第[零〇一二三四五六七八九十百0-9]+章(?:[ ]|$)|(?i:chapter|chapitre|capítulo|capitulo|kapitel|abschnitt|глава|الفصل)[ ][\pL\pN]+)`),
	regexp.MustCompile(`^(?:第[零〇一二三四五六七八九十百0-9]+节(?:[ ]|$)|(?i:sección|seccion|unterabschnitt|الفرع|المبحث)[ ][\pL\pN]+)`),
}

// MaxHeading is how many runes a line may have that is a heading by what it says
// or how it looks: longer ones are sentences that begin with such a word.
const MaxHeading = 90

var sentenceEnd = regexp.MustCompile(`[.;,:。；，]$`)

// MayHead reports whether a line is short enough for a heading, and no sentence
// nor a part of one.
func MayHead(text string) bool {
	return utf8.RuneCountInString(text) <= MaxHeading && !sentenceEnd.MatchString(text)
}

// PartLevel returns the level, from 1, of a line that names a part of a law
// (第一章 总则, TITRE II, الباب الأول), 0 for any other.
func PartLevel(text string) int {
	if !MayHead(text) {
		return 0
	}
	for i, p := range parts {
		if p.MatchString(text) {
			return i + 1
		}
	}
	return 0
}

// Bare reports whether a line is the label of a part or an article and nothing
// else: its name may follow on the next line.
func Bare(text string) bool {
	text = strings.TrimRight(text, " .:-–—")
	for _, p := range parts {
		if p.FindString(text) == text && text != "" {
			return true
		}
	}
	l, ok := Parse(text)
	return ok && l.Rest == ""
}
