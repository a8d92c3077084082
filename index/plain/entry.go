package plain

import (
	"fmt"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	bleveindex "github.com/blevesearch/bleve_index_api"
	"github.com/goccy/go-json"

	"github.com/haki-project/haki/index/terms"
	"github.com/haki-project/haki/pipeline"
)

// Fields of the index. Those that queries name have a key field, by which they
// are found, and a value field, by which they are counted.
const (
	bodyField   = "b"
	orderField  = "o" // sorts by URI, document and place
	dateField   = "d"
	recordField = "r" // what a hit shows
	typeField   = "t" // passage or document
	keyPrefix   = "k."
	valuePrefix = "v."
)

// wordField is the field of a text: the passage's, its section's, its document's title.
func wordField(field string) string {
	if field == terms.Body {
		return bodyField
	}
	return "w." + field
}

// stemTerm marks stems, which stand at the places of the words they are of.
func stemTerm(language, stem string) string { return "\x01" + language + "\x01" + stem }

// words is an analyzer that keeps each word folded and, beside it, its stem.
type words struct{ language string }

func (a words) Analyze(text []byte) analysis.TokenStream {
	s := string(text)
	tokens := terms.Tokens(s)
	stream := make(analysis.TokenStream, 0, 2*len(tokens))
	for i, t := range tokens {
		fold := terms.Fold(t.Span.Of(s))
		for _, term := range []string{fold, stemTerm(a.language, terms.Stem(a.language, fold))} {
			stream = append(stream, &analysis.Token{Term: []byte(term), Start: t.Span[0], End: t.Span[1], Position: i + 1, Type: analysis.AlphaNumeric})
		}
	}
	return stream
}

// whole is an analyzer that keeps a value as it is.
type whole struct{}

func (whole) Analyze(value []byte) analysis.TokenStream {
	return analysis.TokenStream{{Term: value, End: len(value), Position: 1, Type: analysis.AlphaNumeric}}
}

// values are what a passage can be found and counted by.
type values map[string][]string

func (v values) add(field string, list ...string) {
	for _, s := range list {
		if s != "" {
			v[field] = append(v[field], s)
		}
	}
}

func number(n int) string {
	if n <= 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// documentValues are those of every passage of d.
func documentValues(d *pipeline.Document) values {
	v := values{}
	year, _, _ := strings.Cut(d.Date, "-")
	v.add("country", d.Countries...)
	for field, value := range map[string]string{
		"lang": d.Language, "year": year, "date": d.Date, "cycle": number(d.Cycle), "session": number(d.Session), "body": d.Body,
		"symbol": d.Symbol, "file": d.File, "doc": string(d.ID), "kind": string(d.Kind),
	} {
		v.add(field, value)
	}
	return v
}

// schemes names the field of each scheme that has one.
var schemes = map[string]string{"upr-issues": "issue", "rights": "right", "groups": "group", "sdg": "sdg", "themes": "theme"}

func passageValues(p *pipeline.Passage, refs func(pipeline.Reference) []string, records []*pipeline.Recommendation) values {
	v := values{}
	for _, t := range p.Tags {
		v.add("tag", t.ID, t.Scheme+"/"+t.ID)
		if field, ok := schemes[t.Scheme]; ok {
			v.add(field, t.ID)
		}
	}
	for _, r := range p.References {
		v.add("ref", refs(r)...)
		v.add("cites", r.Target)
	}
	v.add("kind", string(p.Kind))
	v.add("number", p.Number)
	v.add("page", number(p.Page))
	v.add("id", p.ID)
	for _, r := range records {
		v.add("state", r.States...)
		v.add("status", r.Status)
		v.add("action", number(r.Action))
	}
	return v
}

// numeric are fields whose keys are padded, so that ranges of text are ranges of numbers.
var numeric = map[string]bool{"year": true, "cycle": true, "session": true, "page": true, "action": true}

func keyOf(field, value string) string {
	switch {
	case numeric[field]:
		return terms.Number(value)
	case field == "date":
		return value
	}
	return terms.Key(value, false)
}

// addTo adds each value once, as key and as value to count.
func (v values) addTo(doc *document.Document) {
	for field, list := range v {
		seen := map[string]bool{}
		for _, value := range list {
			if seen[value] {
				continue
			}
			seen[value] = true
			doc.AddField(document.NewTextFieldCustom(keyPrefix+field, nil, []byte(keyOf(field, value)), bleveindex.IndexField, whole{}))
			doc.AddField(document.NewTextFieldCustom(valuePrefix+field, nil, []byte(value), bleveindex.IndexField|bleveindex.DocValues, whole{}))
		}
	}
}

// entries makes the entries of a document: one that holds what its hits show of
// it, and one a passage.
func entries(d *pipeline.Document, refs func(pipeline.Reference) []string) ([]*document.Document, error) {
	head := document.NewDocument(headID(d.ID))
	b, err := json.Marshal(d.Record())
	if err != nil {
		return nil, err
	}
	head.AddField(document.NewTextFieldCustom(recordField, nil, b, bleveindex.StoreField, nil))
	list := []*document.Document{head}
	common, byPassage := documentValues(d), recommendationsOf(d)
	for i := range d.Passages {
		e, err := passageEntry(d, i, common, refs, byPassage[d.Passages[i].ID])
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}

func recommendationsOf(d *pipeline.Document) map[string][]*pipeline.Recommendation {
	m := map[string][]*pipeline.Recommendation{}
	for i := range d.Recommendations {
		r := &d.Recommendations[i]
		m[r.Passage] = append(m[r.Passage], r)
	}
	return m
}

func passageEntry(d *pipeline.Document, i int, common values, refs func(pipeline.Reference) []string, records []*pipeline.Recommendation) (*document.Document, error) {
	p := &d.Passages[i]
	e := document.NewDocument(passageID(d.ID, p.ID))
	language := terms.Language(d.Language)
	text := func(field, s string) {
		if s != "" {
			e.AddField(document.NewTextFieldCustom(wordField(field), nil, []byte(s), bleveindex.IndexField|bleveindex.IncludeTermVectors, words{language}))
		}
	}
	text(terms.Body, d.PassageText(p))
	text(terms.Section, strings.Join(p.Section, "\n"))
	text(terms.Title, d.Title)
	all := passageValues(p, refs, records)
	for field, list := range common {
		all[field] = append(all[field], list...)
	}
	all.addTo(e)
	sortKey := func(name, value string) {
		e.AddField(document.NewTextFieldCustom(name, nil, []byte(value), bleveindex.IndexField|bleveindex.DocValues, whole{}))
	}
	sortKey(orderField, fmt.Sprintf("%s\x00%s\x00%08d", d.URI, d.ID, i))
	sortKey(dateField, d.Date+"\x00")
	sortKey(typeField, "p")
	r := d.PassageRecord(i)
	r.Document = pipeline.DocumentRecord{}
	b, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	e.AddField(document.NewTextFieldCustom(recordField, nil, b, bleveindex.StoreField, nil))
	return e, nil
}

func headID(id pipeline.ID) string                    { return string(id) }
func passageID(id pipeline.ID, passage string) string { return string(id) + ":" + passage }
