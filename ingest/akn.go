package ingest

import (
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// readAKN adds a document of Akoma Ntoso 2.0 or 3.0: acts, resolutions, bills,
// judgments. Articles, sections and numbered paragraphs keep their number and
// eId; an item's number is the chain of those around it, 2(1)(a).
func readAKN(root *element, b *builder) {
	b.meta = frbr(root)
	w := unitWalk{b: b, dialect: akomaNtoso}
	level := 1
	if w.titled = aknTitleLine(root); w.titled != nil {
		level = 2
	}
	w.children(root, unit{level: level})
}

// aknTitleLine returns the line that is the document's title: that of the
// preface, else the first of the cover.
func aknTitleLine(root *element) *element {
	for _, page := range []string{"preface", "coverPage"} {
		var line *element
		root.first(page).each(func(e *element) bool {
			if line == nil && e.name == "p" && (e.first("docTitle") != nil || e.first("shortTitle") != nil) {
				line = e
			}
			return line == nil
		})
		if line != nil {
			return line
		}
	}
	return nil
}

// akomaNtoso says what its elements are; all others are looked through.
var akomaNtoso = dialect{
	skip:      set("meta", "toc", "img", "componentRef", "del"),
	container: set("part", "chapter", "title", "division", "subpart", "subchapter", "subtitle", "subdivision", "book", "tome", "hcontainer", "attachment", "annex", "schedule"),
	article:   set("article", "section", "rule", "crossHeading"),
	sub:       set("subsection", "paragraph", "subparagraph", "clause", "subclause", "alinea", "subrule", "transitional", "proviso", "level"),
	item:      set("point", "item", "indent"),
	text:      set("p", "block", "listIntroduction", "listConclusion", "listWrapUp", "blockContainer"),
	title:     set("crossHeading", "subheading"),
	apart:     set("docTitle"),
	note:      set("authorialNote", "note"),
	num:       "num", heading: "heading", row: "tr", cells: set("td", "th"), id: []string{"eId", "id"}, marker: "marker",
}

// frbr reads the identification that every document of Akoma Ntoso carries.
func frbr(root *element) pipeline.Metadata {
	var m pipeline.Metadata
	id := root.first("identification")
	work, expression := id.child("FRBRWork"), id.child("FRBRExpression")
	if country := work.child("FRBRcountry"); country != nil {
		m.Countries = countryCodes(country.attr("value"))
	}
	if language := expression.child("FRBRlanguage"); language != nil {
		m.Language = languageCode(language.attr("language"))
	}
	for _, level := range []*element{work, expression} {
		if date := level.child("FRBRdate"); date != nil && m.Date == "" {
			m.Date = isoDate(date.attr("date"))
		}
	}
	m.Symbol = strings.ToUpper(strings.ReplaceAll(documentNumber(root), " ", ""))
	m.Title = aknTitle(root, work)
	return m
}

// documentNumber returns the symbol that the cover page marks as one.
func documentNumber(root *element) string {
	number := ""
	root.each(func(e *element) bool {
		if e.name == "docNumber" && e.attr("refersTo") == "#symbol" {
			number = clean(e.words())
		}
		return number == ""
	})
	return number
}

func aknTitle(root, work *element) string {
	title := ""
	root.each(func(e *element) bool {
		if e.name == "docTitle" && e.attr("refersTo") == "#resolutionTitle" || e.name == "shortTitle" {
			title = clean(e.words())
		}
		return title == ""
	})
	if alias := work.child("FRBRalias"); title == "" && alias != nil {
		title = clean(alias.attr("value"))
	}
	if docTitle := root.first("docTitle"); title == "" && docTitle != nil {
		title = clean(docTitle.words())
	}
	return title
}

// set makes a set of names.
func set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}

// noteKey names the n-th footnote of a document.
func noteKey(n int) string { return "note " + strconv.Itoa(n) }
