package pdf

import (
	"context"
	"fmt"

	"github.com/haki-project/haki/pipeline"
)

// maxWidth bounds a picture in pixels: enough for print, and not for a bomb.
const maxWidth = 4000

// Render draws page n (from 1) of the file at path as a PNG of the given width
// in pixels, at most 4,000. Its errors wrap ErrUnreadable, ErrMalformed,
// ErrEncrypted or ErrTooLarge.
func Render(ctx context.Context, path string, n, width int) (png []byte, err error) {
	o := Options{}.withDefaults()
	data, err := read(path, o.MaxFile)
	if err != nil {
		return nil, err
	}
	p, err := openPDFium(ctx, data, o)
	if err != nil {
		return nil, err
	}
	defer p.Close()
	if n < 1 || n > p.count() {
		return nil, fmt.Errorf("PDF: page %d of %d: %w", n, p.count(), pipeline.ErrUnreadable)
	}
	return p.render(n, min(max(width, 16), maxWidth))
}
