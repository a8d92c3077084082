package pdf

import (
	"context"
	"fmt"
	"io"

	pdflib "github.com/ledongthuc/pdf"

	"github.com/haki-project/haki/pipeline"
)

// A budget is what one document may still cost.
type budget struct {
	bytes     int64 // of decoded streams
	operators int64 // of content streams, all pages together
}

// stream returns the decoded bytes of v, as many as the budget allows.
func (b *budget) stream(v pdflib.Value) ([]byte, error) {
	if v.Kind() != pdflib.Stream {
		return nil, nil
	}
	r := v.Reader()
	defer r.Close()
	buf := make([]byte, 0, sizeHint(v))
	for {
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if b.bytes -= int64(n); b.bytes < 0 {
			return nil, fmt.Errorf("PDF: its streams unpack to too many bytes: %w", pipeline.ErrTooLarge)
		}
		if err == io.EOF || err != nil && len(buf) > 0 { // a damaged end: what came before counts
			return buf, nil
		}
		if err != nil {
			return nil, fmt.Errorf("PDF: stream: %w: %w", err, pipeline.ErrMalformed)
		}
	}
}

// sizeHint guesses the decoded size: text packs about fourfold.
func sizeHint(v pdflib.Value) int64 {
	return min(max(v.Key("Length").Int64()*5, 512), 1<<20)
}

// operator counts one operator and now and then looks whether ctx has ended.
func (b *budget) operator(ctx context.Context) error {
	b.operators--
	if b.operators < 0 {
		return fmt.Errorf("PDF: its pages draw too much: %w", pipeline.ErrTooLarge)
	}
	if b.operators&0xfff == 0 {
		return ctx.Err()
	}
	return nil
}
