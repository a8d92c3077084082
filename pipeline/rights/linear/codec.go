package linear

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// magic begins every model file; the digit is the format's version.
const magic = "haki-linear/1\n"

// The limits that a model file must keep, so that a foreign one cannot exhaust memory.
const (
	maxHeader   = 1 << 20
	maxFeatures = 1 << 22
	maxCells    = 1 << 25
)

// ErrFormat says that bytes are not a model of this version.
var ErrFormat = errors.New("not a model of this version of haki: train it again with haki train")

// header is what a model file says in words.
type header struct {
	Name     string
	Spec     Spec
	Labels   []Label
	Features int
}

// Write writes m, compressed: the same bytes for the same model.
func (m *Model) Write(to io.Writer) error {
	z, err := zstd.NewWriter(to, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return fmt.Errorf("write model %s: %w", m.Name, err)
	}
	w := bufio.NewWriter(z)
	if err := m.encode(w); err != nil {
		return fmt.Errorf("write model %s: %w", m.Name, err)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write model %s: %w", m.Name, err)
	}
	return z.Close()
}

// encode writes column by column, which compresses best: gaps between keys,
// cells a feature, labels, weights.
func (m *Model) encode(w *bufio.Writer) error {
	head, err := json.Marshal(header{m.Name, m.Spec, m.Labels, len(m.keys)})
	if err != nil {
		return err
	}
	out := binary.AppendUvarint([]byte(magic), uint64(len(head)))
	out = append(out, head...)
	last := uint32(0)
	for _, k := range m.keys {
		out = binary.AppendUvarint(out, uint64(k-last))
		last = k
	}
	for i := range m.keys {
		out = binary.AppendUvarint(out, uint64(m.start[i+1]-m.start[i]))
	}
	for _, c := range m.cells {
		out = append(out, c.label)
	}
	for _, c := range m.cells {
		out = append(out, byte(c.weight))
	}
	_, err = w.Write(out)
	return err
}

// Read reads a model that Write wrote. Errors wrap [ErrFormat] or the reader's.
func Read(from io.Reader) (*Model, error) {
	z, err := zstd.NewReader(from, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(256<<20))
	if err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	defer z.Close()
	m, err := decodeModel(bufio.NewReader(z))
	if err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	return m, m.build()
}

func decodeModel(r *bufio.Reader) (*Model, error) {
	mark := make([]byte, len(magic))
	if _, err := io.ReadFull(r, mark); err != nil || string(mark) != magic {
		return nil, ErrFormat
	}
	h, err := readHeader(r)
	if err != nil {
		return nil, err
	}
	m := &Model{Name: h.Name, Spec: h.Spec, Labels: h.Labels}
	if err := m.readKeys(r, h.Features); err != nil {
		return nil, err
	}
	return m, m.readCells(r)
}

func readHeader(r *bufio.Reader) (*header, error) {
	size, err := binary.ReadUvarint(r)
	if err != nil || size > maxHeader {
		return nil, ErrFormat
	}
	text := make([]byte, size)
	if _, err := io.ReadFull(r, text); err != nil {
		return nil, ErrFormat
	}
	h := &header{}
	if err := json.Unmarshal(text, h); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if h.Features < 0 || h.Features > maxFeatures || len(h.Labels) == 0 || len(h.Labels) > 255 {
		return nil, fmt.Errorf("%w: %d features, %d labels", ErrFormat, h.Features, len(h.Labels))
	}
	return h, nil
}

func (m *Model) readKeys(r *bufio.Reader, n int) error {
	last := uint64(0)
	for i := range n {
		gap, err := binary.ReadUvarint(r)
		if last += gap; err != nil || last > 1<<32-1 || i > 0 && gap == 0 {
			return ErrFormat
		}
		m.keys = append(m.keys, uint32(last))
	}
	total := uint64(0)
	m.start = append(m.start, 0)
	for range n {
		cells, err := binary.ReadUvarint(r)
		if total += cells; err != nil || cells > 255 || total > maxCells {
			return ErrFormat
		}
		m.start = append(m.start, uint32(total))
	}
	return nil
}

func (m *Model) readCells(r *bufio.Reader) error {
	n := int(m.start[len(m.start)-1])
	raw := make([]byte, 2*n)
	if _, err := io.ReadFull(r, raw); err != nil {
		return ErrFormat
	}
	m.cells = make([]cell, n)
	for i := range m.cells {
		m.cells[i] = cell{raw[i], int8(raw[n+i])}
		if int(raw[i]) >= len(m.Labels) {
			return ErrFormat
		}
	}
	return nil
}
