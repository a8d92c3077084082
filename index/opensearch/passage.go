package opensearch

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/index/terms"
	"github.com/haki-project/haki/pipeline"
)

// passage is what is sent of one, but for who writes it.
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
	Record   pipeline.PassageRecord `json:"record"`
}

// image is a document as the index has it.
type image struct {
	id       pipeline.ID
	content  string // hash of all that is said of it
	passages [][]byte
	bytes    int
}

// encoder makes images. It remembers the forms of words it met; one belongs to one
// goroutine.
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

func (e *encoder) encode(d *pipeline.Document) (*image, error) {
	title, _ := e.words(d.Language, d.Title)
	ofDocument := terms.DocumentValues(d)
	records := terms.RecommendationsOf(d)
	m := &image{id: d.ID}
	hash := sha256.New()
	for i := range d.Passages {
		p := &d.Passages[i]
		one := passage{
			Title: title, Document: d.ID, Passage: p.ID, URI: d.URI[:min(len(d.URI), maxKey)], Place: i,
			Keys: map[string][]string{}, Shown: map[string][]string{}, Record: d.PassageRecord(i),
		}
		one.Text, one.Length = e.words(d.Language, d.PassageText(p))
		one.Section, _ = e.words(d.Language, terms.Headings(p.Section))
		one.add(ofDocument, true)
		one.add(terms.PassageValues(p, e.references, records[p.ID]), false)
		line, err := json.Marshal(one)
		if err != nil {
			return nil, err
		}
		m.passages, m.bytes = append(m.passages, line), m.bytes+len(line)
		hash.Write(line)
	}
	m.content = hex.EncodeToString(hash.Sum(nil)[:8])
	return m, nil
}

// bulk returns the lines of a bulk request for the passages, as version of
// transaction txn.
func (m *image) bulk(txn int, version string) []byte {
	var out bytes.Buffer
	for i, line := range m.passages {
		fmt.Fprintf(&out, `{"index":{"_id":"%s-%d","routing":%q}}`+"\n", version, i, m.id)
		fmt.Fprintf(&out, `{"%s":%d,"%s":%q,%s`+"\n", txnField, txn, versionField, version, line[1:])
	}
	return out.Bytes()
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
