package export

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Limits of a worksheet: rows and runes by the specification of Excel, bytes our own.
const (
	sheetRows  = 1_048_576
	sheetBytes = 512 << 20 // of text: a part of 4 GB or more, escapes counted, needs a ZIP64 header that Excel is strict about
	cellRunes  = 32_767
	cutMessage = " … [cut: the cell is full; the whole text is in the CSV and JSONL exports]"
)

// xlsxSink writes a workbook by excelize's stream writer, which spools rows to
// disk and are zipped from there: memory stays bounded. A full sheet is followed
// by the next.
type xlsxSink struct {
	kind    Kind
	columns []column
	file    *excelize.File
	sheet   *excelize.StreamWriter
	w       io.Writer
	header  int // style of the header row
	sheets  int
	line    int // last row written on this sheet, from 1
	size    int // bytes of the text on this sheet
	limit   int // rows a sheet
	most    int // bytes of text a sheet
	rows    int
}

func newXLSX(w io.Writer, k Kind, o Options) (Sink, error) {
	s := &xlsxSink{kind: k, columns: columns(k, o.Version), file: excelize.NewFile(), w: w, limit: sheetRows, most: sheetBytes}
	var err error
	s.header, err = s.file.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true, Color: "FFFFFF"},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F3A5F"}},
	})
	if err != nil {
		return nil, err
	}
	return s, s.nextSheet()
}

// nextSheet finishes the sheet at hand and begins another with a header.
func (s *xlsxSink) nextSheet() error {
	if s.sheet != nil {
		if err := s.finishSheet(); err != nil {
			return err
		}
	}
	s.sheets++
	name := string(s.kind)
	if s.sheets > 1 {
		name = fmt.Sprintf("%s %d", s.kind, s.sheets)
		if _, err := s.file.NewSheet(name); err != nil {
			return err
		}
	} else if err := s.file.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	return s.begin(name)
}

func (s *xlsxSink) begin(name string) error {
	// Without a range: the one of an empty sheet makes programs that read as a stream stop after the header.
	if err := s.file.SetSheetDimension(name, ""); err != nil {
		return err
	}
	sheet, err := s.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	s.sheet, s.line, s.size = sheet, 1, 0
	if err := sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	cells := make([]any, len(s.columns))
	for i, c := range s.columns {
		cells[i] = excelize.Cell{StyleID: s.header, Value: c.name}
		if err := sheet.SetColWidth(i+1, i+1, width(c.name)); err != nil {
			return err
		}
	}
	return sheet.SetRow("A1", cells)
}

// width is a column's, in characters: what is read gets room.
func width(name string) float64 {
	switch name {
	case "text":
		return 90
	case "section", "title", "tags", "references", "uri":
		return 36
	case "page", "start", "end", "session", "cycle", "action", "number":
		return 9
	}
	return 16
}

func (s *xlsxSink) finishSheet() error {
	last, err := excelize.CoordinatesToCellName(len(s.columns), max(s.line, 2))
	if err != nil {
		return err
	}
	if err := s.sheet.AddTable(&excelize.Table{Range: "A1:" + last, Name: fmt.Sprintf("t%d", s.sheets), StyleName: "TableStyleLight1"}); err != nil {
		return err
	}
	return s.sheet.Flush()
}

func (s *xlsxSink) Add(sel Selection) error {
	return rows(s.kind, sel, func(record any) error {
		if s.line == s.limit || s.size > s.most {
			if err := s.nextSheet(); err != nil {
				return err
			}
		}
		cells := make([]any, len(s.columns))
		for i, c := range s.columns {
			cells[i] = cell(c.value(record))
			if text, ok := cells[i].(string); ok {
				s.size += len(text)
			}
		}
		s.line++
		s.rows++
		return s.sheet.SetRow(fmt.Sprintf("A%d", s.line), cells)
	})
}

// cell makes a value safe for a worksheet. Text is written as text, so a
// leading "=" is no formula; characters that XML forbids are left out.
func cell(value any) any {
	text, ok := value.(string)
	if !ok {
		return value
	}
	text = strings.Map(xmlRune, text)
	if utf8.RuneCountInString(text) <= cellRunes {
		return text
	}
	runes := []rune(text)
	return string(runes[:cellRunes-utf8.RuneCountInString(cutMessage)]) + cutMessage
}

// xmlRune drops what XML 1.0 cannot hold.
func xmlRune(r rune) rune {
	if r == '\t' || r == '\n' || r >= 0x20 && r != 0xFFFE && r != 0xFFFF {
		return r
	}
	return -1
}

func (s *xlsxSink) Close() error {
	defer s.file.Close()
	if err := s.finishSheet(); err != nil {
		return err
	}
	// WriteTo would zip the whole workbook into a buffer first: 100 MB of a million rows.
	s.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(s.w) })
	_, err := s.file.WriteTo(s.w)
	return err
}

func (s *xlsxSink) Rows() int { return s.rows }
