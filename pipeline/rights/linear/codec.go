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
const magic = "haki-linear/2\n"

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
	Least    float64
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

// encode writes column by column, which compresses best: gaps between the keys
// of one value, with a 0 before those of the next; cells a feature; labels; weights.
func (m *Model) encode(w *bufio.Writer) error {
	head, err := json.Marshal(header{m.Name, m.Spec, m.Labels, len(m.features), m.Least})
	if err != nil {
		return err
	}
	out := binary.AppendUvarint([]byte(magic), uint64(len(head)))
	out = append(out, head...)
	last, value := uint64(0), uint8(0) // keys count from 1 here
	for _, f := range m.features {
		for ; value < f.value; value++ {
			out, last = append(out, 0), 0
		}
		out = binary.AppendUvarint(out, uint64(f.key)+1-last)
		last = uint64(f.key) + 1
	}
	for i := range m.features {
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
	m := &Model{Name: h.Name, Spec: h.Spec, Labels: h.Labels, Least: h.Least}
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
	last, value := uint64(0), 0
	for len(m.features) < n {
		gap, err := binary.ReadUvarint(r)
		switch {
		case err != nil:
			return ErrFormat
		case gap == 0:
			if last, value = 0, value+1; value > 255 {
				return ErrFormat
			}
			continue
		}
		if last += gap; gap > 1<<32 || last > 1<<32 {
			return ErrFormat
		}
		m.features = append(m.features, known{uint32(last - 1), uint8(value)})
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
