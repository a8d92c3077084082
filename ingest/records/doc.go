// Package records reads the rows of two public indexes of recommendations: the
// bulk export of the Universal Human Rights Index of OHCHR (one JSON array of some
// 400 MB) and the CSV of UPR Info's database.
//
// Such an export is an archive: its rows, in any order, come from thousands of
// documents and reviews. [Scan] goes through it once and tells which rows belong
// together, in 16 bytes of memory a row; [Export.Bytes] gives the rows of one
// part, as they were published and in a stable order, so that the same rows are
// the same bytes whatever the order of the export; [Read] understands them. Rows
// that cannot be understood are parts with an error: none vanishes.
package records

import (
	"bytes"
	"fmt"
	"io"

	"github.com/haki-project/haki/pipeline"
)

// Format is the index that rows come from, as documents name it in ListedBy.
type Format string

// The indexes whose rows are read.
const (
	UHRI    Format = "uhri"
	UPRInfo Format = "upr-info"
)

// Title is the name of an index for people.
func (f Format) Title() string {
	if f == UHRI {
		return "Universal Human Rights Index"
	}
	return "UPR Info"
}

// Limits of an export. The longest row of the Index has 60 KB, the document with
// the most rows some 600.
const (
	maxRow  = 1 << 20  // bytes of one row
	maxPart = 64 << 20 // bytes of the rows of one document
	maxBad  = 1000     // rows that cannot be understood, beyond which the export is another thing
)

// HeadSize is how many bytes of an export [Sniff] wants to see.
const HeadSize = 64 << 10

// Sniff tells an export by its first bytes.
func Sniff(head []byte) (Format, bool) {
	head = bytes.TrimPrefix(head[:min(len(head), HeadSize)], []byte("\xef\xbb\xbf"))
	if looksUHRI(head) {
		return UHRI, true
	}
	line, _, _ := bytes.Cut(head, []byte("\n"))
	if _, err := readHeader(line); err == nil {
		return UPRInfo, true
	}
	return "", false
}

// Part is the rows of an export that belong to one document.
type Part struct {
	Name string // symbol of the document, or State and session: CRC/C/PER/CO/6-7, AFG-5
	Err  error  // these rows cannot be understood
	rows []place
	size int64 // bytes of all rows
}

// place is where a row lies in the export, in bytes.
type place struct {
	at   int64
	size int32
}

// Export is what [Scan] found.
type Export struct {
	Format Format
	Parts  []*Part // in the order in which the export first names them
	header []byte  // of CSV, with its line end
	byName map[string]*Part
	row    int // the last one read, from 1
	bad    int
}

// Scan reads an export from its beginning to its end. The error wraps
// pipeline.ErrMalformed where the export as a whole is damaged or cut off.
func Scan(r io.Reader, f Format) (*Export, error) {
	x := &Export{Format: f, byName: map[string]*Part{}}
	scan := x.scanCSV
	if f == UHRI {
		scan = x.scanJSON
	}
	if err := scan(r); err != nil {
		return nil, fmt.Errorf("%s, after row %d: %w", f.Title(), x.row, err)
	}
	return x, nil
}

// add puts a row into the part of that name.
func (x *Export) add(name string, at place) {
	p := x.byName[name]
	if p == nil {
		p = &Part{Name: name}
		x.byName[name] = p
		x.Parts = append(x.Parts, p)
	}
	p.rows = append(p.rows, at)
	if p.size += int64(at.size); p.size > maxPart && p.Err == nil {
		p.Err = fmt.Errorf("%w: the rows of %s have more than %d bytes", pipeline.ErrTooLarge, name, maxPart)
	}
}

// fail notes a row that cannot be understood.
func (x *Export) fail(why string) error {
	if x.bad++; x.bad > maxBad {
		return fmt.Errorf("%w: more than %d rows cannot be understood, the last because %s", pipeline.ErrMalformed, maxBad, why)
	}
	x.Parts = append(x.Parts, &Part{Name: fmt.Sprintf("row %d", x.row), Err: fmt.Errorf("%w: row %d: %s", pipeline.ErrMalformed, x.row, why)})
	return nil
}

// Bytes returns the rows of a part as a small export of its own.
func (x *Export) Bytes(r io.ReaderAt, p *Part) ([]byte, error) {
	rows := make([][]byte, len(p.rows))
	for i, at := range p.rows {
		rows[i] = make([]byte, at.size)
		if _, err := r.ReadAt(rows[i], at.at); err != nil {
			return nil, fmt.Errorf("%w: %w", pipeline.ErrUnreadable, err)
		}
	}
	if x.Format == UHRI {
		return joinJSON(rows), nil
	}
	return append(bytes.Clone(x.header), bytes.Join(rows, nil)...), nil
}

// Size is how many bytes [Export.Bytes] returns for p.
func (x *Export) Size(p *Part) int64 {
	if x.Format == UHRI {
		return p.size + int64(len(jsonStart)+len(jsonEnd)+len(jsonComma)*(len(p.rows)-1))
	}
	return int64(len(x.header)) + p.size
}
