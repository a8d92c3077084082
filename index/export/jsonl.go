package export

import (
	"bufio"
	"encoding/json"
	"io"
)

// jsonlSink writes one JSON object a line: the records of package pipeline.
type jsonlSink struct {
	kind    Kind
	w       *bufio.Writer
	encoder *json.Encoder
	rows    int
}

func newJSONL(w io.Writer, k Kind, _ Options) (Sink, error) {
	s := &jsonlSink{kind: k, w: bufio.NewWriterSize(w, 1<<16)}
	s.encoder = json.NewEncoder(s.w)
	s.encoder.SetEscapeHTML(false)
	return s, nil
}

func (s *jsonlSink) Add(sel Selection) error {
	return rows(s.kind, sel, func(record any) error {
		s.rows++
		return s.encoder.Encode(record)
	})
}

func (s *jsonlSink) Close() error { return s.w.Flush() }

func (s *jsonlSink) Rows() int { return s.rows }
