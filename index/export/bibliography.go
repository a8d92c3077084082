package export

import (
	"bufio"
	"encoding/json"
	"io"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// bibliographySink writes an entry a document, or a passage, in a style of citation.
type bibliographySink struct {
	kind  Kind
	style Style
	w     *bufio.Writer
	keys  map[string]pipeline.ID // the document that was first with a key: versions and languages share a symbol
	rows  int
}

func newBibliography(style Style) func(io.Writer, Kind, Options) (Sink, error) {
	return func(w io.Writer, k Kind, _ Options) (Sink, error) {
		return &bibliographySink{kind: k, style: style, w: bufio.NewWriter(w), keys: map[string]pipeline.ID{}}, nil
	}
}

func (s *bibliographySink) Add(sel Selection) error {
	return rows(s.kind, sel, func(record any) error {
		s.rows++
		c := newCited(passageOf(record))
		c.apart = !s.first(c.documentKey(), c.Document.ID)
		_, err := s.w.WriteString(c.in(s.style) + "\n")
		return err
	})
}

// first reports whether no other document had the key before.
func (s *bibliographySink) first(key string, id pipeline.ID) bool {
	if _, met := s.keys[key]; !met {
		s.keys[key] = id
	}
	return s.keys[key] == id
}

func (s *bibliographySink) Close() error { return s.w.Flush() }
func (s *bibliographySink) Rows() int    { return s.rows }

// passageOf makes a whole document citable as a passage without number and page.
func passageOf(record any) pipeline.PassageRecord {
	if d, ok := record.(documentRecord); ok {
		return pipeline.PassageRecord{Document: d.DocumentRecord}
	}
	return record.(pipeline.PassageRecord)
}

// cslSink writes CSL-JSON (Citation Style Language 1.0.2), one array.
type cslSink struct {
	kind Kind
	w    *bufio.Writer
	rows int
}

func newCSL(w io.Writer, k Kind, _ Options) (Sink, error) {
	s := &cslSink{kind: k, w: bufio.NewWriter(w)}
	return s, s.w.WriteByte('[')
}

// cslItem is one item of CSL-JSON.
type cslItem struct {
	ID       string    `json:"id"`
	Type     string    `json:"type"`
	Title    string    `json:"title"`
	Author   []cslName `json:"author,omitempty"`
	Number   string    `json:"number,omitempty"`
	Issued   *cslDate  `json:"issued,omitempty"`
	Language string    `json:"language,omitempty"`
	URL      string    `json:"URL,omitempty"`
	Page     string    `json:"page,omitempty"`
	Note     string    `json:"note,omitempty"`
}

type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

// cslTypes are the item types of CSL nearest to the kinds of document.
var cslTypes = map[pipeline.Kind]string{pipeline.KindSpeech: "speech", pipeline.KindLaw: "legislation", pipeline.KindOther: "document"}

func (c cited) csl() cslItem {
	item := cslItem{
		ID: joined(":", string(c.Document.ID), c.place()), Type: "report", Title: c.title, Number: c.Document.Symbol,
		Language: c.Document.Language, URL: c.address(), Page: strings.TrimSpace(c.page("")), Note: c.locator("para.", "art."),
	}
	if t, ok := cslTypes[c.Document.Kind]; ok {
		item.Type = t
	}
	if c.author != "" {
		item.Author = []cslName{{c.author}}
	}
	switch c.layout {
	case "2006-01-02":
		item.Issued = &cslDate{[][]int{{c.date.Year(), int(c.date.Month()), c.date.Day()}}}
	case "2006-01":
		item.Issued = &cslDate{[][]int{{c.date.Year(), int(c.date.Month())}}}
	case "2006":
		item.Issued = &cslDate{[][]int{{c.date.Year()}}}
	}
	return item
}

func (s *cslSink) Add(sel Selection) error {
	return rows(s.kind, sel, func(record any) error {
		b, err := json.Marshal(newCited(passageOf(record)).csl())
		if err != nil {
			return err
		}
		if s.rows > 0 {
			b = append([]byte{','}, b...)
		}
		s.rows++
		_, err = s.w.Write(append([]byte{'\n'}, b...))
		return err
	})
}

func (s *cslSink) Close() error {
	if _, err := s.w.WriteString("\n]\n"); err != nil {
		return err
	}
	return s.w.Flush()
}

func (s *cslSink) Rows() int { return s.rows }
