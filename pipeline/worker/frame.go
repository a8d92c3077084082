package worker

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/goccy/go-json"
)

// A frame is a kind (one byte), a length (four bytes, big endian) and as many
// bytes. The worker says hello once; then the parent sends a request and the
// worker answers with any number of alive and either stored and document, or
// failure.
type kind byte

const (
	kindHello    kind = 'h' // recipe of the worker
	kindRequest  kind = 'r' // JSON of request
	kindAlive    kind = 'a' // the document is getting on: its time starts anew
	kindStored   kind = 's' // what pipeline.EncodeDocument made
	kindDocument kind = 'd' // the document for the index, see wire.go
	kindFailure  kind = 'f' // JSON of failure
)

// maxFrame bounds a frame in bytes: four times the text limit of a document.
const maxFrame = 1 << 30

type failure struct {
	Reason  string `json:"reason"`
	Message string `json:"message"`
	Last    bool   `json:"last"` // the worker ends itself after this
}

func writeFrame(w *bufio.Writer, k kind, payload []byte) error {
	if len(payload) > maxFrame {
		return fmt.Errorf("frame of %d bytes", len(payload))
	}
	head := binary.BigEndian.AppendUint32([]byte{byte(k)}, uint32(len(payload)))
	w.Write(head)    //nolint:errcheck // a bufio.Writer keeps the error for Flush
	w.Write(payload) //nolint:errcheck // as above
	return w.Flush()
}

func writeJSON(w *bufio.Writer, k kind, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return writeFrame(w, k, b)
}

// readFrame reads one frame. Memory grows with what arrives, not with what the
// length claims.
func readFrame(r *bufio.Reader) (kind, []byte, error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	n := binary.BigEndian.Uint32(head[1:])
	if n > maxFrame || !bytes.ContainsRune([]byte("hrasdf"), rune(head[0])) {
		return 0, nil, fmt.Errorf("not a frame: % x", head)
	}
	if n <= 1<<20 {
		b := make([]byte, n)
		_, err := io.ReadFull(r, b)
		return kind(head[0]), b, err
	}
	var b bytes.Buffer
	if _, err := io.CopyN(&b, r, int64(n)); err != nil {
		return 0, nil, err
	}
	return kind(head[0]), b.Bytes(), nil
}
