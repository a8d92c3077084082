package pdf

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/haki-project/haki/pipeline"
)

// The library reads an object anew each time it is asked for, and follows
// cross-reference sections in circles where a file leads it so. What it may read
// of a file is bounded by a multiple of its size.
const (
	readFactor = 100
	minReads   = 16 << 20 // bytes
)

// A metered file ends in an error when too much was read of it or ctx has ended;
// the library turns that into a panic, the package that into ErrMalformed.
type metered struct {
	ctx   context.Context
	data  io.ReaderAt
	left  int64
	calls int
}

func (m *metered) ReadAt(p []byte, off int64) (int, error) {
	n, err := m.data.ReadAt(p, off)
	m.left -= int64(n) + 64 // a call that reads nothing costs as well
	if m.calls++; m.calls&0xff == 0 && m.ctx.Err() != nil {
		return 0, m.ctx.Err()
	}
	if m.left < 0 {
		return 0, fmt.Errorf("the file leads its reader in circles")
	}
	return n, err
}

// maxObjects is the number of objects that a PDF file may have (32000-1, annex C).
const maxObjects = 8388607

// plausible refuses files whose numbers would make the library ask for more
// memory than there is, which no recover catches.
func plausible(data []byte) error {
	for _, key := range []string{"/Size", "/Index", "/Columns", "/W"} {
		rest := data
		for {
			i := bytes.Index(rest, []byte(key))
			if i < 0 {
				break
			}
			rest = rest[i+len(key):]
			if largest(rest) > maxObjects {
				return fmt.Errorf("PDF: %s says more than a file can hold: %w", key, pipeline.ErrMalformed)
			}
		}
	}
	return plausibleTables(data)
}

// plausibleTables does so for cross-reference tables, whose sections each say
// with which object they begin.
func plausibleTables(data []byte) error {
	for {
		i := bytes.Index(data, []byte("xref"))
		if i < 0 {
			return nil
		}
		data = data[i+4:]
		s := scanner{src: data[:min(len(data), 20*maxTable)]}
		var numbers []int64 // since the last entry
		for s.pos < len(s.src) {
			s.space()
			c := s.peek(0)
			if c < '0' || c > '9' {
				if op := s.keyword(); op != "n" && op != "f" {
					break
				}
				numbers = numbers[:0]
				continue
			}
			if numbers = append(numbers, int64(s.number())); len(numbers) == 4 && numbers[0] > maxObjects {
				return fmt.Errorf("PDF: a cross-reference section begins at object %d: %w", numbers[0], pipeline.ErrMalformed)
			}
			if len(numbers) > 4 {
				break
			}
		}
	}
}

// maxTable bounds the entries of a cross-reference table that are looked at.
const maxTable = 1 << 20

// largest returns the largest of the first whole numbers at the start of data, 0
// where something else stands there.
func largest(data []byte) (top int64) {
	n := int64(-1)
	for i := 0; i < min(len(data), 64); i++ {
		switch c := data[i]; {
		case c >= '0' && c <= '9':
			n = min(max(n, 0)*10+int64(c-'0'), 1<<40)
		case isSpace(c), c == '[':
			top, n = max(top, n), -1
		default:
			return max(top, n)
		}
	}
	return max(top, n)
}
