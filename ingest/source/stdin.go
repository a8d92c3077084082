package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"github.com/haki-project/haki/pipeline"
)

// Stdin is the one document that standard input holds. Its address is made from
// its bytes, so that two documents piped in do not take each other's place.
type Stdin struct{ Reader io.Reader }

// stdinLimit bounds what is read into memory.
const stdinLimit = 1 << 30

// Each yields the document.
func (s Stdin) Each(_ context.Context, yield func(pipeline.Item) error) error {
	b, err := io.ReadAll(io.LimitReader(s.Reader, stdinLimit))
	if err != nil {
		return err
	}
	sum := sha256.Sum256(b)
	name := "stdin-" + hex.EncodeToString(sum[:4])
	return yield(pipeline.Item{
		URI: "stdin:" + hex.EncodeToString(sum[:]), File: name, Size: int64(len(b)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil },
	})
}
