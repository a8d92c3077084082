package opensearch

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/index/terms"
	"github.com/haki-project/haki/pipeline"
)

// passage is what is sent of one.
type passage struct {
	Text     string                 `json:"text,omitempty"` // forms of words, as are section and title
	Section  string                 `json:"section,omitempty"`
	Title    string                 `json:"title,omitempty"`
	Length   int                    `json:"length"`
	Keys     map[string][]string    `json:"k"`
	Shown    map[string][]string    `json:"v"`
	Document pipeline.ID            `json:"document"`
	Passage  string                 `json:"passage"`
	URI      string                 `json:"uri"`
	Place    int                    `json:"place"`
	Txn      int                    `json:"txn"`
	Version  string                 `json:"version"`
	Record   pipeline.PassageRecord `json:"record"`
}

// encoder turns documents into lines for the bulk API. It remembers the forms of
// words it met; one belongs to one goroutine.
type encoder struct {
	references func(pipeline.Reference) []string
	forms      map[[2]string]string // by language and word
	tokens     []terms.Token
	list       []string
}

// maxForms bounds the memory of an encoder, in words.
const maxForms = 1 << 17

func newEncoder(references func(pipeline.Reference) []string) *encoder {
	return &encoder{references: references, forms: map[[2]string]string{}}
}

// encode appends the passages of d as version of transaction txn to out.
func (e *encoder) encode(out *bytes.Buffer, d *pipeline.Document, txn int, version string) error {
	title, _ := e.words(d.Language, d.Title)
	ofDocument := terms.DocumentValues(d)
	records := terms.RecommendationsOf(d)
	lines := json.NewEncoder(out)
	for i := range d.Passages {
		p := &d.Passages[i]
		one := passage{
			Title: title, Document: d.ID, Passage: p.ID, URI: d.URI[:min(len(d.URI), maxKey)], Place: i, Txn: txn, Version: version,
			Keys: map[string][]string{}, Shown: map[string][]string{}, Record: d.PassageRecord(i),
		}
		one.Text, one.Length = e.words(d.Language, d.PassageText(p))
		one.Section, _ = e.words(d.Language, terms.Headings(p.Section))
		one.add(ofDocument, true)
		one.add(terms.PassageValues(p, e.references, records[p.ID]), false)
		action := object{"index": object{"_id": fmt.Sprintf("%s-%d", version, i), "routing": d.ID}}
		if err := lines.Encode(action); err != nil {
			return err
		}
		if err := lines.Encode(one); err != nil {
			return err
		}
	}
	return nil
}

// add adds values under what they are found by and, where they are counted, as
// written.
func (p *passage) add(values []terms.Values, ofDocument bool) {
	for _, v := range values {
		info, _ := query.FieldNamed(v.Field)
		for _, kept := range v.Terms {
			key, _ := terms.Cut(kept)
			p.Keys[v.Field] = append(p.Keys[v.Field], key)
			if v.Field == "kind" && ofDocument {
				p.Keys[documentKind] = append(p.Keys[documentKind], key)
			}
			if info.Facet && info.Type == query.Keyword {
				p.Shown[v.Field] = append(p.Shown[v.Field], kept)
			}
		}
	}
}

// words returns the forms of the words of a text, places separated by spaces, and
// how many words there are.
func (e *encoder) words(language, text string) (string, int) {
	e.tokens = terms.AppendTokens(e.tokens[:0], text)
	var b strings.Builder
	for i, token := range e.tokens {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(e.word(language, token.Span.Of(text)))
	}
	return b.String(), len(e.tokens)
}

func (e *encoder) word(language, word string) string {
	key := [2]string{language, word}
	forms, ok := e.forms[key]
	if !ok {
		if len(e.forms) >= maxForms {
			clear(e.forms)
		}
		e.list = terms.AppendForms(e.list[:0], language, word)
		forms = strings.Join(e.list, formSeparator)
		e.forms[[2]string{language, strings.Clone(word)}] = forms // do not keep the whole document for a word of it
	}
	return forms
}
