package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/haki-project/haki/pipeline"
)

// webAnnotationSink writes one annotation page of the W3C Web Annotation Data
// Model (2017) as JSON-LD: an annotation a tag and a reference, with selectors
// by quotation and by position in code points of the document's text.
type webAnnotationSink struct {
	w       *bufio.Writer
	encoder *json.Encoder
	version string
	rows    int
}

func newWebAnnotation(w io.Writer, _ Kind, o Options) (Sink, error) {
	s := &webAnnotationSink{w: bufio.NewWriterSize(w, 1<<16), version: o.Version}
	s.encoder = json.NewEncoder(s.w)
	s.encoder.SetEscapeHTML(false)
	_, err := s.w.WriteString(`{"@context":["http://www.w3.org/ns/anno.jsonld",` + hakiContext + `],"id":"urn:haki:annotations","type":"AnnotationPage","items":[` + "\n")
	return s, err
}

type webAnnotation struct {
	ID         string       `json:"id"`
	Type       string       `json:"type"`
	Motivation string       `json:"motivation"`
	Creator    webCreator   `json:"creator"`
	Body       []webBody    `json:"body"`
	Target     webTarget    `json:"target"`
	Haki       webExtension `json:"haki"`
}

type webCreator struct {
	ID   string `json:"id"`
	Type string `json:"type"`
	Name string `json:"name"`
}

type webBody struct {
	ID      string `json:"id,omitempty"`
	Type    string `json:"type,omitempty"`
	Purpose string `json:"purpose"`
	Value   string `json:"value,omitempty"`
	Format  string `json:"format,omitempty"`
	Source  string `json:"source,omitempty"`
}

type webTarget struct {
	Source   string        `json:"source"`
	Selector []webSelector `json:"selector"`
}

type webSelector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
	Start  *int   `json:"start,omitempty"`
	End    *int   `json:"end,omitempty"`
}

// hakiContext names the fields of webExtension: a reader of JSON-LD drops what no
// context names.
const hakiContext = `{"haki":"urn:haki:about","symbol":"urn:haki:symbol","number":"urn:haki:number","page":"urn:haki:page","score":"urn:haki:score","by":"urn:haki:by","sha256":"urn:haki:sha256","version":"urn:haki:version"}`

// webExtension is what analysts need and the model has no name for.
type webExtension struct {
	Symbol  string  `json:"symbol,omitempty"`
	Number  string  `json:"number,omitempty"`
	Page    int     `json:"page,omitempty"`
	Score   float64 `json:"score"`
	By      string  `json:"by"`
	SHA256  string  `json:"sha256"`
	Version string  `json:"version"`
}

func (s *webAnnotationSink) Add(sel Selection) error {
	at := &runesAt{text: sel.Document.Text}
	return sel.each(func(i int) error {
		p := &sel.Document.Passages[i]
		for k, n := range notes(p, sel.Document.PassageText(p)) {
			if err := s.write(s.annotation(sel.Document, p, at, k, n)); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *webAnnotationSink) write(a webAnnotation) error {
	if s.rows > 0 {
		if err := s.w.WriteByte(','); err != nil {
			return err
		}
	}
	s.rows++
	return s.encoder.Encode(a)
}

func (s *webAnnotationSink) annotation(d *pipeline.Document, p *pipeline.Passage, at *runesAt, k int, n note) webAnnotation {
	from, to := p.Start+n.span[0], p.Start+n.span[1]
	start, end := at.offset(from), at.offset(to)
	a := webAnnotation{
		ID: fmt.Sprintf("urn:haki:%s:%s:%d", d.ID, p.ID, k+1), Type: "Annotation", Motivation: "tagging",
		Creator: webCreator{"urn:haki:" + n.by, "Software", n.by},
		Body:    []webBody{{Type: "TextualBody", Purpose: "tagging", Value: n.name(), Format: "text/plain"}},
		Target: webTarget{Source: d.URI, Selector: []webSelector{
			{Type: "TextQuoteSelector", Exact: d.Text[from:to], Prefix: before(d.Text, from), Suffix: after(d.Text, to)},
			{Type: "TextPositionSelector", Start: &start, End: &end},
		}},
		Haki: webExtension{d.Symbol, p.Number, p.Page, n.score, n.by, d.SHA256, s.version},
	}
	if n.by == "person" {
		a.Creator.Type = "Person"
	}
	if n.target != "" {
		a.Motivation = "linking"
		a.Body = append(a.Body, webBody{Type: "SpecificResource", Purpose: "linking", Source: n.address})
	}
	return a
}

// quoted is how many bytes of quotation stand before and after an annotation.
const quoted = 32

func before(text string, at int) string {
	from := max(at-quoted, 0)
	for from < at && !utf8.RuneStart(text[from]) {
		from++
	}
	return text[from:at]
}

func after(text string, at int) string {
	to := min(at+quoted, len(text))
	for to > at && to < len(text) && !utf8.RuneStart(text[to]) {
		to--
	}
	return text[at:to]
}

func (s *webAnnotationSink) Close() error {
	if _, err := s.w.WriteString("]}\n"); err != nil {
		return err
	}
	return s.w.Flush()
}

func (s *webAnnotationSink) Rows() int { return s.rows }
