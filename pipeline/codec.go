package pipeline

import (
	"fmt"
	"sync"

	"github.com/goccy/go-json"
	"github.com/klauspost/compress/zstd"
)

// maxDecoded bounds what one stored document may unfold to: 1 GiB, four times
// the largest document the default limits let through.
const maxDecoded = 1 << 30

// codec holds the two halves of the stored form; both are costly to make and
// safe to share, so one pair serves a process.
var codec = sync.OnceValue(func() (c struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}) {
	// The fastest level: level 3 saves 8 % of the bytes for twice the time.
	c.enc, _ = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(4), zstd.WithEncoderCRC(true))
	c.dec, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(4), zstd.WithDecoderMaxMemory(maxDecoded))
	return c
})

// EncodeDocument returns d as the store keeps it: JSON, compressed by zstd with
// a checksum. Equal documents give equal bytes.
func EncodeDocument(d *Document) ([]byte, error) {
	raw, err := json.Marshal(d)
	if err != nil {
		return nil, fmt.Errorf("encode document %s: %w", d.ID, err)
	}
	return codec().enc.EncodeAll(raw, make([]byte, 0, len(raw)/3)), nil
}

// DecodeDocument reads what [EncodeDocument] wrote. Its error wraps ErrDamaged.
func DecodeDocument(stored []byte) (*Document, error) {
	raw, err := codec().dec.DecodeAll(stored, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	d := new(Document)
	if err := json.Unmarshal(raw, d); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return d, nil
}
