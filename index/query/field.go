package query

import (
	"slices"
	"strconv"
	"strings"
)

// Type is how the values of a field are matched.
type Type uint8

// The types of a field.
const (
	Keyword Type = iota // the whole value, case, diacritics and punctuation folded
	Number              // a whole number; has ranges
	Date                // YYYY, YYYY-MM or YYYY-MM-DD; has ranges
	Text                // words and phrases of it
)

// FieldInfo is one field of the language.
type FieldInfo struct {
	Name    string
	Type    Type
	Aliases []string
	Facet   bool   // its values can be counted
	Help    string // what it is, with an example
}

// Fields lists the fields in the order in which people are shown them.
var Fields = []FieldInfo{
	{"country", Keyword, nil, true, "State a document is about, ISO code or name: country:BRA"},
	{"issue", Keyword, nil, true, "UPR issue a passage is tagged with: issue:torture"},
	{"right", Keyword, []string{"rights"}, true, "right a passage is tagged with: right:fair-trial"},
	{"group", Keyword, nil, true, "group of persons a passage is tagged with: group:children"},
	{"sdg", Keyword, nil, true, "Sustainable Development Goal or target: sdg:16.3"},
	{"theme", Keyword, nil, true, "theme of OHCHR a passage is tagged with"},
	{"tag", Keyword, nil, false, "tag of any scheme, with or without it: tag:rights/fair-trial"},
	{"ref", Keyword, []string{"reference"}, true, "what a passage refers to: ref:ICCPR, ref:ICCPR:art:14, ref:A/HRC/21/11"},
	{"cites", Keyword, nil, false, "document or instrument a passage refers to, whatever the place in it: cites:A/HRC/21/11"},
	{"state", Keyword, nil, true, "State that made a recommendation: state:PRT"},
	{"status", Keyword, nil, true, "answer to a recommendation: status:supported"},
	{"action", Number, nil, true, "action a recommendation asks for, 1 minimal to 5 specific: action:5"},
	{"kind", Keyword, nil, true, "kind of document or of passage: kind:law, kind:recommendation"},
	{"lang", Keyword, []string{"language"}, true, "language of a document, ISO 639-1: lang:fr"},
	{"year", Number, nil, true, "year of a document: year:2010..2014"},
	{"date", Date, nil, false, "date of a document: date:2012-07.."},
	{"cycle", Number, nil, true, "cycle of the Universal Periodic Review: cycle:3"},
	{"session", Number, nil, true, "session of the body: session:13"},
	{"body", Keyword, nil, true, "body that issued a document: body:CEDAW"},
	{"symbol", Keyword, nil, true, "symbol of a document: symbol:A/HRC/21/11, symbol:A/HRC/*"},
	{"section", Text, nil, false, "words of the headings above a passage: section:conclusions"},
	{"title", Text, nil, false, "words of a document's title: title:\"third cycle\""},
	{"number", Keyword, []string{"para"}, false, "printed number of a passage: number:119.10"},
	{"page", Number, nil, false, "page on which a passage begins: page:10..12"},
	{"file", Keyword, nil, true, "name of a document's file: file:brazil*.pdf"},
	{"doc", Keyword, []string{"document"}, false, "ID of a document, or its beginning: doc:3f9a*"},
	{"id", Keyword, nil, false, "ID of a passage: id:3f9a…:p119.10"},
}

// FieldNamed returns the field of that name or alias.
func FieldNamed(name string) (FieldInfo, bool) {
	for _, f := range Fields {
		if f.Name == name || slices.Contains(f.Aliases, name) {
			return f, true
		}
	}
	return FieldInfo{}, false
}

// valid reports whether value can be a value of a field of type t.
func (t Type) valid(value string) bool {
	switch t {
	case Number:
		n, err := strconv.Atoi(value)
		return err == nil && n >= 0 && n < 1e9 && value == strconv.Itoa(n)
	case Date:
		return validDate(value)
	}
	return hasLetter(value)
}

func (f FieldInfo) example() string {
	switch {
	case f.Type == Date:
		return "2012-07-09, 2012-07 or 2012"
	case f.Name == "year":
		return "2012"
	}
	return "12"
}

func validDate(value string) bool {
	parts := strings.Split(value, "-")
	if len(parts) > 3 {
		return false
	}
	limits := []struct{ digits, low, high int }{{4, 0, 9999}, {2, 1, 12}, {2, 1, 31}}
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || len(part) != limits[i].digits || n < limits[i].low || n > limits[i].high {
			return false
		}
	}
	return true
}

// nearest returns the field name closest to name, "" where none is close.
func nearest(name string) string {
	if guess, known := guessedFields[name]; known {
		return guess
	}
	best, bestDistance := "", 3
	for _, f := range Fields {
		for _, candidate := range append([]string{f.Name}, f.Aliases...) {
			if d := distance(name, candidate); d < bestDistance && d < len(candidate)-1 {
				best, bestDistance = f.Name, d
			}
		}
	}
	return best
}

// distance is the edit distance of a and b, in bytes; two that are swapped count as one.
func distance(a, b string) int {
	var before []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next := make([]int, len(b)+1)
		next[0] = i + 1
		for j := range len(b) {
			cost := row[j]
			if a[i] != b[j] {
				cost++
			}
			cost = min(cost, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				cost = min(cost, before[j-1]+1)
			}
			next[j+1] = cost
		}
		before, row = row, next
	}
	return row[len(b)]
}
