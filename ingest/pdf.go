package ingest

import (
	"context"
	"fmt"
	"os"

	"github.com/haki-project/haki/ingest/pdf"
	"github.com/haki-project/haki/pipeline"
)

// readPDF reads a PDF that lies in another file, an attachment: its passages
// become passages of the file around it, without pages.
func readPDF(ctx context.Context, s *source, b *builder) error {
	f, err := os.CreateTemp("", "haki-*.pdf")
	if err != nil {
		return fmt.Errorf("%w: no temporary file: %w", pipeline.ErrUnreadable, err)
	}
	defer os.Remove(f.Name()) //nolint:errcheck // a file left in the temporary folder harms nobody
	_, err = f.Write(s.data)
	f.Close()
	if err != nil {
		return fmt.Errorf("%w: no room for a temporary file: %w", pipeline.ErrUnreadable, err)
	}
	d, err := pdf.Extract(ctx, f.Name(), s.opt.PDF)
	if err != nil {
		return err
	}
	for i := range d.Passages {
		p := &d.Passages[i]
		bl := block{kind: p.Kind, number: p.Number, level: p.Level, text: d.PassageText(p), refs: p.Notes, settled: true}
		if p.Kind == pipeline.Footnote {
			bl.note = p.ID
		}
		if !b.add(bl) {
			break
		}
	}
	return nil
}
