package web

import (
	"net/http"
	"strings"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
)

// helpPage explains the query language, its fields from the list that the parser uses.
type helpPage struct {
	Fields []query.FieldInfo
	Forms  []form
}

type form struct{ Query, Meaning string }

// forms are what a query can be made of.
var forms = []form{
	{`torture detention`, "both words, in any form and order"},
	{`"optional protocol"`, "the words side by side, in this order"},
	{`"torture police"~5`, "the words with at most 5 others between them; ~>5 in this order"},
	{`torture OR ill-treatment`, "one of them or both"},
	{`detention NOT police`, "the first without the second; -police says the same"},
	{`(torture OR cruel) AND detention`, "brackets group"},
	{`tortur*`, "every word that begins so; wom?n has one letter open"},
	{`tortrue~1`, "the word with at most one letter wrong; ~2 two"},
	{`=rights`, "this form only: rights, not right; =AIDS minds case"},
	{`country:BRA right:torture`, "a field and its value"},
	{`country:(BRA OR ARG)`, "one of several values"},
	{`symbol:A/HRC/*`, "values that begin so"},
	{`year:2010..2014`, "a range; 2010.. and ..2014 are open"},
	{`right:*`, "anything that has the field"},
}

func (s *Server) help(w http.ResponseWriter, r *http.Request) error {
	s.page(w, r, http.StatusOK, "help.html", "How to search", helpPage{query.Fields, forms})
	return nil
}

// completion is what the word being typed may become.
type completion struct {
	Text  string `json:"text"`
	Label string `json:"label,omitempty"` // what it means, where the text does not say it
	Count int    `json:"count,omitempty"` // passages that have it
}

const maxCompletions = 12

// complete answers what the word being typed may become: names of fields, or
// values of one with their counts.
func (s *Server) complete(w http.ResponseWriter, r *http.Request) error {
	field, prefix, valued := strings.Cut(strings.TrimPrefix(strings.ToLower(r.URL.Query().Get("word")), "-"), ":")
	if !valued {
		return writeJSON(w, fieldsBeginning(field))
	}
	list := []completion{}
	info, known := query.FieldNamed(field)
	if !known || !info.Facet {
		return writeJSON(w, list)
	}
	res, err := s.Index.Search(r.Context(), index.Request{Query: query.All{}, Facets: []string{info.Name}, FacetSize: 500})
	if err != nil {
		return err
	}
	for _, c := range res.Facets[info.Name] {
		name := label(info.Name, c.Value)
		if len(list) < maxCompletions && (begins(c.Value, prefix) || begins(name, prefix)) {
			list = append(list, completion{info.Name + ":" + quoted(c.Value), name, c.Count})
		}
	}
	return writeJSON(w, list)
}

func fieldsBeginning(prefix string) []completion {
	list := []completion{}
	for _, f := range query.Fields {
		if prefix != "" && strings.HasPrefix(f.Name, prefix) {
			what, _, _ := strings.Cut(f.Help, ":")
			list = append(list, completion{Text: f.Name + ":", Label: what})
		}
	}
	return list
}

func begins(text, prefix string) bool { return strings.HasPrefix(strings.ToLower(text), prefix) }
