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

// complete answers what the word being typed may become: names of fields, or
// values of one with their counts.
func (s *Server) complete(w http.ResponseWriter, r *http.Request) error {
	word := strings.ToLower(r.URL.Query().Get("word"))
	list := []string{}
	field, prefix, ok := strings.Cut(strings.TrimPrefix(word, "-"), ":")
	if !ok {
		for _, f := range query.Fields {
			if strings.HasPrefix(f.Name, field) && field != "" {
				list = append(list, f.Name+":")
			}
		}
		return writeJSON(w, list)
	}
	info, known := query.FieldNamed(field)
	if !known || !info.Facet {
		return writeJSON(w, list)
	}
	res, err := s.Index.Search(r.Context(), index.Request{Query: query.All{}, Facets: []string{info.Name}, FacetSize: 500})
	if err != nil {
		return err
	}
	for _, c := range res.Facets[info.Name] {
		if value := strings.ToLower(c.Value); (strings.HasPrefix(value, prefix) || strings.HasPrefix(strings.ToLower(label(info.Name, c.Value)), prefix)) && len(list) < 12 {
			list = append(list, info.Name+":"+quoted(c.Value))
		}
	}
	return writeJSON(w, list)
}
