package bleve

import (
	index "github.com/blevesearch/bleve_index_api"

	"github.com/haki-project/haki/index/terms"
)

// Names of fields in zap files: those with words carry the language after a dot.
const (
	bodyWords    = "text"
	sectionWords = "section"
	titleWords   = "title"
)

// level says which entries of a document have a field.
type level uint8

const (
	ofDocument level = iota
	ofSection
	ofPassage
)

// source is a field of zap files in which a field of queries is looked up.
type source struct {
	name  string
	level level
}

// keyFields are the whole-value fields of queries.
var keyFields = map[string][]source{
	"country": {{"country", ofDocument}}, "lang": {{"lang", ofDocument}}, "year": {{"year", ofDocument}}, "date": {{"date", ofDocument}},
	"cycle": {{"cycle", ofDocument}}, "session": {{"session", ofDocument}}, "body": {{"body", ofDocument}}, "symbol": {{"symbol", ofDocument}},
	"file": {{"file", ofDocument}}, "doc": {{"doc", ofDocument}}, "kind": {{"kind", ofDocument}, {"passage", ofPassage}},
	"issue": {{"issue", ofPassage}}, "right": {{"right", ofPassage}}, "group": {{"group", ofPassage}}, "sdg": {{"sdg", ofPassage}},
	"theme": {{"theme", ofPassage}}, "tag": {{"tag", ofPassage}}, "ref": {{"ref", ofPassage}}, "cites": {{"cites", ofPassage}},
	"state": {{"state", ofPassage}}, "status": {{"status", ofPassage}}, "action": {{"action", ofPassage}}, "number": {{"number", ofPassage}},
	"page": {{"page", ofPassage}}, "id": {{"id", ofPassage}},
}

// unique are the fields of which nearly every entry has another value.
var unique = map[string]bool{"symbol": true, "file": true, "doc": true, "number": true, "id": true}

// keyed makes the fields of whole values; of a passage its kind has another name
// than that of its document.
func (a *analysis) keyed(values []terms.Values, l level) []index.Field {
	var list []index.Field
	for _, v := range values {
		name := v.Field
		if name == "kind" && l == ofPassage {
			name = "passage"
		}
		if f := a.keys(name, unique[name], v.Terms); f != nil {
			list = append(list, f)
		}
	}
	return list
}
