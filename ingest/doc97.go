package ingest

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/richardlehane/mscfb"
	"golang.org/x/text/encoding/charmap"

	"github.com/haki-project/haki/pipeline"
)

// readDOC reads the binary format of Word 97 to 2003, and the bare text of the
// versions before. Offsets are those of [MS-DOC], Word (.doc) Binary File
// Format.
func readDOC(_ context.Context, s *source, b *builder) error {
	streams, err := openCompound(s)
	if err != nil {
		return err
	}
	return addWord(b, streams)
}

// addWord adds the document that lies in the streams of a compound file.
func addWord(b *builder, streams map[string][]byte) error {
	word := streams["WordDocument"]
	if len(word) < 0x20 {
		return fmt.Errorf("%w: it is an Office file, but not of Word", pipeline.ErrUnsupported)
	}
	flags := le16(word, 0x0a)
	if flags&0x0100 != 0 {
		return fmt.Errorf("%w: Word asks for a password", pipeline.ErrEncrypted)
	}
	if version := le16(word, 2); version < wordVersion97 {
		return addOldWord(b, word)
	}
	table := streams["0Table"]
	if flags&0x0200 != 0 {
		table = streams["1Table"]
	}
	d := &wordDoc{b: b, word: word, table: table}
	if err := d.readPieces(); err != nil {
		return err
	}
	d.readFormats()
	d.body()
	d.footnotes()
	d.endnotes()
	return nil
}

// wordVersion97 is the first nFib whose text lies in a piece table.
const wordVersion97 = 0xc1

// openCompound reads the streams of an OLE2 compound file that Word uses.
func openCompound(s *source) (map[string][]byte, error) {
	r, err := mscfb.New(bytes.NewReader(s.data))
	if err != nil {
		return nil, fmt.Errorf("%w: its container (OLE2) is damaged: %w", pipeline.ErrMalformed, err)
	}
	streams := map[string][]byte{}
	for n := 0; n < s.opt.MaxMembers; n++ {
		entry, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return streams, nil // what was read before the damage may be enough
		}
		if len(entry.Path) > 0 || !wordStreams[entry.Name] {
			continue // streams of embedded documents have the same names
		}
		data, err := io.ReadAll(io.LimitReader(entry, s.budget.left+1))
		if spent := s.budget.take(int64(len(data))); spent != nil {
			return nil, spent
		}
		if err == nil || len(data) > 0 {
			streams[entry.Name] = data
		}
	}
	return streams, nil
}

var wordStreams = map[string]bool{"WordDocument": true, "0Table": true, "1Table": true}

// addOldWord adds the text of Word 6 and 95, which lies in one run of
// Windows-1252.
func addOldWord(b *builder, word []byte) error {
	start, length := int(le32(word, 0x18)), int(le32(word, 0x34))
	if start < 0 || length < 0 || start > len(word) {
		return fmt.Errorf("%w: its header points outside the file", pipeline.ErrMalformed)
	}
	text, _ := charmap.Windows1252.NewDecoder().Bytes(word[start:min(start+length, len(word))]) // every byte has a letter
	for _, p := range bytes.FieldsFunc(text, func(r rune) bool { return r == '\r' || r == 7 || r == '\f' }) {
		if !b.add(block{text: string(p)}) {
			break
		}
	}
	return nil
}

// le16 and le32 read little-endian numbers, 0 beyond the end.
func le16(data []byte, at int) uint16 {
	if at < 0 || at+2 > len(data) {
		return 0
	}
	return binary.LittleEndian.Uint16(data[at:])
}

func le32(data []byte, at int) uint32 {
	if at < 0 || at+4 > len(data) {
		return 0
	}
	return binary.LittleEndian.Uint32(data[at:])
}

// wordDoc is a document of Word 97 while it is read. A character position (cp)
// counts UTF-16 units of the whole: body, footnotes, headers, and so on.
type wordDoc struct {
	b      *builder
	word   []byte // stream WordDocument
	table  []byte // stream 0Table or 1Table
	text   []uint16
	pieces []piece
	paras  []formatRun // paragraph properties by file offset
	chars  []formatRun
	styles []wordStyle
	lists  wordLists
}

// piece maps a range of character positions to bytes of the stream.
type piece struct {
	cp    int // first
	end   int
	at    int // byte offset in word
	width int // bytes a character, 1 or 2
}

// part returns the bytes of the table stream that entry n of the header's list
// of (offset, length) points at, nil where they lie outside.
func (d *wordDoc) part(n int) []byte {
	const list = 0x9a // FibRgFcLcb97
	at, size := int64(le32(d.word, list+8*n)), int64(le32(d.word, list+8*n+4))
	if size == 0 || at+size > int64(len(d.table)) {
		return nil
	}
	return d.table[at : at+size]
}

// The entries of the header's list that are read here.
const (
	partStyles     = 1
	partNoteRefs   = 2
	partNoteTexts  = 3
	partCharPages  = 12
	partParaPages  = 13
	partPieces     = 33
	partEndRefs    = 46
	partEndTexts   = 47
	partLists      = 73
	partListsInUse = 74
)

// ccp returns the length of a part of the text: body 0, footnotes 1, headers 2,
// (macros 3), comments 4, endnotes 5.
func (d *wordDoc) ccp(n int) int { return int(int32(le32(d.word, 0x4c+4*n))) }

// readPieces reads the piece table and the text of all parts.
func (d *wordDoc) readPieces() error {
	clx := d.part(partPieces)
	for len(clx) > 3 && clx[0] == 1 { // property modifiers before the table
		skip := 3 + int(le16(clx, 1))
		clx = clx[min(skip, len(clx)):]
	}
	if len(clx) < 5 || clx[0] != 2 {
		return fmt.Errorf("%w: it has no piece table, the list of where its text lies", pipeline.ErrMalformed)
	}
	plc := clx[5:]
	count := (len(plc) - 4) / 12
	for i := range count {
		start, end := int(le32(plc, 4*i)), int(le32(plc, 4*i+4))
		fc := le32(plc, 4*(count+1)+8*i+2)
		p := piece{cp: start, end: end, at: int(fc), width: 2}
		if fc&0x40000000 != 0 {
			p.at, p.width = int(fc&^0x40000000)/2, 1
		}
		if err := d.appendPiece(p); err != nil {
			return err
		}
	}
	return nil
}

// appendPiece decodes a piece. Pieces must follow each other without a gap.
func (d *wordDoc) appendPiece(p piece) error {
	size := (p.end - p.cp) * p.width
	if p.cp != len(d.text) || size < 0 || p.at < 0 || p.at > len(d.word) {
		return fmt.Errorf("%w: its piece table contradicts itself", pipeline.ErrMalformed)
	}
	data := d.word[p.at:min(p.at+size, len(d.word))]
	for i := 0; i+p.width <= len(data); i += p.width {
		if p.width == 2 {
			d.text = append(d.text, le16(data, i))
		} else {
			d.text = append(d.text, uint16(charmap.Windows1252.DecodeByte(data[i])))
		}
	}
	p.end = len(d.text)
	d.pieces = append(d.pieces, p)
	return nil
}

// offset returns where in the stream the character at cp lies, -1 nowhere.
func (d *wordDoc) offset(cp int) int {
	low, high := 0, len(d.pieces)
	for low < high {
		mid := (low + high) / 2
		switch p := d.pieces[mid]; {
		case cp < p.cp:
			high = mid
		case cp >= p.end:
			low = mid + 1
		default:
			return p.at + (cp-p.cp)*p.width
		}
	}
	return -1
}
