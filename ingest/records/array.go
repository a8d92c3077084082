package records

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/haki-project/haki/pipeline"
)

// array reads the objects of a JSON array one after the other, without keeping
// more than one in memory: encoding/json has no bound on what one value may take.
type array struct {
	in  *bufio.Reader
	at  int64 // bytes read
	row []byte
}

var (
	errCutOff = fmt.Errorf("%w: the file is cut off", pipeline.ErrMalformed)
	errArray  = fmt.Errorf("%w: this is no array of objects", pipeline.ErrMalformed)
)

// each calls yield with every object and where it begins; with nil for one that
// is larger than maxRow. The bytes are yield's until it returns.
func (a *array) each(yield func(row []byte, at place) error) error {
	if c, err := a.visible(); err != nil || c != '[' {
		return errors.Join(err, errArray)
	}
	for first := true; ; first = false {
		c, err := a.visible()
		switch {
		case err != nil:
			return err
		case c == ']':
			return a.end()
		case c == ',' && !first:
			if c, err = a.visible(); err != nil {
				return err
			}
		case !first:
			return errArray
		}
		if c != '{' {
			return errArray
		}
		if err := a.object(yield); err != nil {
			return err
		}
	}
}

// end lets nothing but space follow the array.
func (a *array) end() error {
	_, err := a.visible()
	if errors.Is(err, errCutOff) {
		return nil
	}
	return errors.Join(err, errArray)
}

// object reads to the brace that closes the one just read.
func (a *array) object(yield func([]byte, place) error) error {
	start := a.at - 1
	a.row = append(a.row[:0], '{')
	depth, quoted, escaped := 1, false, false
	for depth > 0 {
		c, err := a.next()
		if err != nil {
			return err
		}
		if a.at-start <= maxRow {
			a.row = append(a.row, c)
		}
		switch {
		case escaped:
			escaped = false
		case quoted:
			quoted, escaped = c != '"', c == '\\'
		case c == '"':
			quoted = true
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
	}
	if size := a.at - start; size <= maxRow {
		return yield(a.row, place{start, int32(size)})
	}
	return yield(nil, place{})
}

// visible returns the next byte that is no space and no byte order mark.
func (a *array) visible() (byte, error) {
	for {
		c, err := a.next()
		if err != nil {
			return 0, err
		}
		switch c {
		case ' ', '\t', '\r', '\n':
		case 0xef, 0xbb, 0xbf:
			if a.at > 3 {
				return c, nil
			}
		default:
			return c, nil
		}
	}
}

func (a *array) next() (byte, error) {
	c, err := a.in.ReadByte()
	if errors.Is(err, io.EOF) {
		return 0, errCutOff
	}
	a.at++
	return c, err
}
