package bleve

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/goccy/go-json"
	"github.com/klauspost/compress/zstd"

	"github.com/haki-project/haki/pipeline"
)

// A .rec file holds what a hit shows: for each document a block with its record
// and the IDs of its passages, then blocks of passages; at the end the table of
// documents, its length in the last eight bytes. Blocks are compressed by zstd
// and copied as they are when segments are merged.

// blockBytes is how much text a block of passages takes up: larger blocks
// compress better, smaller ones show a single hit sooner.
const blockBytes = 32 << 10

// documentMeta is what a segment keeps in memory of a document.
type documentMeta struct {
	ID       pipeline.ID `json:"i"`
	URI      string      `json:"u"`
	Date     string      `json:"d,omitempty"`
	Passages uint32      `json:"p"`
	Sections []uint32    `json:"s"` // the passage at which each run under the same headings begins
	Tokens   uint64      `json:"t"`
	Offset   int64       `json:"o"` // of its first block in the file
	Blocks   []block     `json:"b"` // the first is the document's own
}

// block is a compressed block: its bytes and how many passages it holds.
type block struct {
	Bytes    uint32 `json:"n"`
	Passages uint32 `json:"p,omitempty"`
}

// entries is how many entries the document has in the zap file.
func (m *documentMeta) entries() uint32 { return 1 + uint32(len(m.Sections)) + m.Passages }

// firstPassage is the entry of its first passage, where first is its own.
func (m *documentMeta) firstPassage(first uint32) uint32 { return first + 1 + uint32(len(m.Sections)) }

// size is how many bytes its blocks take.
func (m *documentMeta) size() (n int64) {
	for _, b := range m.Blocks {
		n += int64(b.Bytes)
	}
	return n
}

// documentBlock is the first block of a document.
type documentBlock struct {
	Document pipeline.DocumentRecord `json:"d"`
	IDs      []string                `json:"p"`
	Tags     []tagName               `json:"g,omitempty"`
}

// passageBlock is a passage in a block.
type passageBlock struct {
	Number     string               `json:"n,omitempty"`
	Kind       pipeline.PassageKind `json:"k,omitempty"`
	Section    []string             `json:"s,omitempty"`
	Page       int                  `json:"p,omitempty"`
	Start      int                  `json:"a"`
	Identifier string               `json:"i,omitempty"`
	Text       string               `json:"t"`
	Tags       []packedTag          `json:"g,omitempty"`
	References []pipeline.Reference `json:"r,omitempty"`
}

// recordWriter writes a .rec file.
type recordWriter struct {
	out    io.Writer
	offset int64
	metas  []documentMeta
	encode *zstd.Encoder
}

func newRecordWriter(out io.Writer) (*recordWriter, error) {
	encode, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(64<<10))
	return &recordWriter{out: out, encode: encode}, err
}

// add writes the blocks of d. meta comes with what the blocks do not say.
func (w *recordWriter) add(d *pipeline.Document, meta documentMeta) error {
	meta.Offset = w.offset
	ids := make([]string, len(d.Passages))
	for i := range d.Passages {
		ids[i] = d.Passages[i].ID
	}
	names := namesOf(d)
	own, err := json.Marshal(documentBlock{d.Record(), ids, names.list})
	if err != nil {
		return err
	}
	if err := w.block(&meta, own, 0); err != nil {
		return err
	}
	var raw []byte
	held := uint32(0)
	for i := range d.Passages {
		p := &d.Passages[i]
		one, err := json.Marshal(passageBlock{p.Number, p.Kind, p.Section, p.Page, p.Start, p.Identifier, d.PassageText(p), names.pack(p.Tags), p.References})
		if err != nil {
			return err
		}
		raw = append(binary.AppendUvarint(raw, uint64(len(one))), one...)
		held++
		if len(raw) >= blockBytes || i == len(d.Passages)-1 {
			if err := w.block(&meta, raw, held); err != nil {
				return err
			}
			raw, held = raw[:0], 0
		}
	}
	w.metas = append(w.metas, meta)
	return nil
}

func (w *recordWriter) block(meta *documentMeta, raw []byte, passages uint32) error {
	packed := w.encode.EncodeAll(raw, nil)
	meta.Blocks = append(meta.Blocks, block{uint32(len(packed)), passages})
	return w.write(packed)
}

func (w *recordWriter) write(b []byte) error {
	n, err := w.out.Write(b)
	w.offset += int64(n)
	return err
}

// copy writes the blocks of a document of another file as they are.
func (w *recordWriter) copy(r *records, meta documentMeta) error {
	n, err := io.Copy(w.out, io.NewSectionReader(r.file, meta.Offset, meta.size()))
	if err != nil {
		return err
	}
	meta.Offset = w.offset
	w.offset += n
	w.metas = append(w.metas, meta)
	return nil
}

// close writes the table of documents.
func (w *recordWriter) close() error {
	table, err := json.Marshal(w.metas)
	if err != nil {
		return err
	}
	packed := w.encode.EncodeAll(table, nil)
	if err := w.write(packed); err != nil {
		return err
	}
	return w.write(binary.BigEndian.AppendUint64(nil, uint64(len(packed))))
}

// records reads a .rec file; it is safe for use by many goroutines.
type records struct {
	file   *os.File
	decode *zstd.Decoder
	metas  []documentMeta
	recent recent
}

// maxTable bounds the table of documents against a damaged length, in bytes.
const maxTable = 1 << 30

func openRecords(path string) (_ *records, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := &records{file: file, recent: newRecent()}
	defer func() {
		if err != nil {
			r.close()
		}
	}()
	if r.decode, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxTable)); err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	var footer [8]byte
	if _, err := file.ReadAt(footer[:], info.Size()-8); err != nil {
		return nil, fmt.Errorf("%s: %w", path, errors.Join(errDamaged, err))
	}
	length := binary.BigEndian.Uint64(footer[:])
	if length > maxTable || int64(length) > info.Size()-8 {
		return nil, fmt.Errorf("%s: %w: table of %d bytes", path, errDamaged, length)
	}
	table, err := r.read(info.Size()-8-int64(length), int(length))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, errors.Join(errDamaged, err))
	}
	return r, json.Unmarshal(table, &r.metas)
}

// errDamaged is what a file of the index is that cannot be read as one.
var errDamaged = errors.New("index damaged: run haki rebuild")

func (r *records) close() {
	if r.decode != nil {
		r.decode.Close()
	}
	r.file.Close()
}

func (r *records) read(offset int64, n int) ([]byte, error) {
	packed := make([]byte, n)
	if _, err := r.file.ReadAt(packed, offset); err != nil {
		return nil, err
	}
	return r.decode.DecodeAll(packed, nil)
}

// document returns the record of document n and the IDs of its passages, shared.
func (r *records) document(n uint32) (*documentBlock, error) {
	return remembered(r.recent.documents, n, r.metas[n].Passages <= recentPassages, r.readDocument)
}

func (r *records) readDocument(n uint32) (*documentBlock, error) {
	meta := &r.metas[n]
	raw, err := r.read(meta.Offset, int(meta.Blocks[0].Bytes))
	if err != nil {
		return nil, err
	}
	var d documentBlock
	return &d, json.Unmarshal(raw, &d)
}

// passage returns passage i of document n, shared.
func (r *records) passage(n, i uint32) (*passageBlock, error) {
	return remembered(r.recent.passages, shownAt{n, i}, true, r.readPassage)
}

func (r *records) readPassage(at shownAt) (*passageBlock, error) {
	n, i := at.document, at.passage
	meta := &r.metas[n]
	offset := meta.Offset
	for _, b := range meta.Blocks {
		if i >= b.Passages {
			i -= b.Passages
			offset += int64(b.Bytes)
			continue
		}
		raw, err := r.read(offset, int(b.Bytes))
		if err != nil {
			return nil, err
		}
		return nthPassage(raw, i)
	}
	return nil, errDamaged
}

func nthPassage(raw []byte, i uint32) (*passageBlock, error) {
	for {
		length, n := binary.Uvarint(raw)
		if n <= 0 || length > uint64(len(raw)-n) {
			return nil, errDamaged
		}
		raw = raw[n:]
		if i == 0 {
			var p passageBlock
			return &p, json.Unmarshal(raw[:length], &p)
		}
		raw = raw[length:]
		i--
	}
}
