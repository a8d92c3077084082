package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// csvSink writes RFC 4180 with a header line. Cells that a spreadsheet would
// run as a formula are made text by an apostrophe in front.
type csvSink struct {
	kind    Kind
	columns []column
	w       *csv.Writer
	cells   []string
	rows    int
}

func newCSV(w io.Writer, k Kind, o Options) (Sink, error) {
	if o.BOM {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return nil, err
		}
	}
	s := &csvSink{kind: k, columns: columns(k, o.Version), w: csv.NewWriter(w)}
	s.w.UseCRLF = true
	s.cells = make([]string, len(s.columns))
	for i, c := range s.columns {
		s.cells[i] = c.name
	}
	return s, s.w.Write(s.cells)
}

func (s *csvSink) Add(sel Selection) error {
	return rows(s.kind, sel, func(record any) error {
		for i, c := range s.columns {
			s.cells[i] = guard(c.value(record))
		}
		s.rows++
		return s.w.Write(s.cells)
	})
}

func (s *csvSink) Close() error {
	s.w.Flush()
	return s.w.Error()
}

func (s *csvSink) Rows() int { return s.rows }

// guard prints a cell; text that begins as a formula does gets an apostrophe
// (OWASP, CSV injection). Numbers are ours and safe.
func guard(value any) string {
	text, ok := value.(string)
	if !ok {
		return fmt.Sprint(value)
	}
	if formula(text) {
		return "'" + text
	}
	return text
}

func formula(text string) bool { return text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) }

// Unguarded is the text of a cell that an export may have guarded: without the
// apostrophe before what would be a formula.
func Unguarded(cell string) string {
	if text, ok := strings.CutPrefix(cell, "'"); ok && formula(text) {
		return text
	}
	return cell
}
