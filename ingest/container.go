package ingest

import (
	"regexp"
	"unicode/utf8"
)

// containers are the parts of a law above its articles, outermost first, in the
// languages whose laws are printed without other sign of a heading.
var containers = []*regexp.Regexp{
	regexp.MustCompile(`^(?:第[零〇一二三四五六七八九十百0-9]+编(?:[ ]|$)|(?i:part|partie|parte|buch|teil|livre|libro|book|часть|раздел|الكتاب|القسم)[ ][\pL\pN]+)`),
	regexp.MustCompile(`^(?:(?i:title|titre|título|titulo|الباب)[ ][\pL\pN]+)`),
	regexp.MustCompile(`^(?:第[零〇一二三四五六七八九十百0-9]+章(?:[ ]|$)|(?i:chapter|chapitre|capítulo|capitulo|kapitel|abschnitt|глава|الفصل)[ ][\pL\pN]+)`),
	regexp.MustCompile(`^(?:第[零〇一二三四五六七八九十百0-9]+节(?:[ ]|$)|(?i:sección|seccion|unterabschnitt|الفرع|المبحث)[ ][\pL\pN]+)`),
}

// maxHeadingRunes bounds what can be a heading: longer lines are sentences that
// begin with such a word.
const maxHeadingRunes = 90

var sentenceEnd = regexp.MustCompile(`[.;,:。；，]$`)

// containerLevel returns the level, from 1, of a line that names a part of a
// law (第一章 总则, TITRE II, الباب الأول), 0 for any other.
func containerLevel(text string) int {
	if utf8.RuneCountInString(text) > maxHeadingRunes || sentenceEnd.MatchString(text) {
		return 0
	}
	for i, c := range containers {
		if c.MatchString(text) {
			return i + 1
		}
	}
	return 0
}
