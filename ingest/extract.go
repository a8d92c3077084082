package ingest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/haki-project/haki/ingest/pdf"
	"github.com/haki-project/haki/pipeline"
)

// Extract reads the original and returns its document, without stages and
// without o.Set. An error wraps the sentinel of pipeline that says what is
// wrong with the bytes; ctx ends the work between two parts of the file.
func Extract(ctx context.Context, o pipeline.Original, opt Options) (d *pipeline.Document, err error) {
	defer noPanic(&d, &err)
	d, err = extract(ctx, o, opt.withDefaults())
	if err != nil {
		return nil, err
	}
	d.ID, d.SHA256, d.File, d.URI = documentID(o.SHA256), o.SHA256, o.File, o.URI
	return d, nil
}

// extract reads PDFs from the file, page by page, and everything else from memory.
func extract(ctx context.Context, o pipeline.Original, opt Options) (*pipeline.Document, error) {
	if isPDF(o.Path) {
		d, err := pdf.Extract(ctx, o.Path, opt.PDF)
		if err != nil {
			return nil, err
		}
		d.MediaType = "application/pdf"
		return d, nil
	}
	data, err := readAll(o.Path, opt.MaxBytes)
	if err != nil {
		return nil, err
	}
	d, err := read(ctx, &source{path: o.Path, name: o.File, data: data, opt: opt, budget: &budget{left: opt.MaxUnpacked}})
	if err != nil {
		return nil, err
	}
	d.NumberPassages()
	linkNotes(d)
	return d, nil
}

// isPDF reports whether the header of a PDF stands in the first kilobyte, where
// every reader of PDF looks for it.
func isPDF(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 1024)
	n, _ := io.ReadFull(f, head) // a short file is short
	return bytes.Contains(head[:n], []byte("%PDF-"))
}

// documentID returns the first 16 digits of a SHA-256.
func documentID(sha256 string) pipeline.ID {
	return pipeline.ID(sha256[:min(16, len(sha256))])
}

func readAll(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", pipeline.ErrUnreadable, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", pipeline.ErrUnreadable, err)
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%w: more than %s", pipeline.ErrTooLarge, byteCount(limit))
	}
	if len(data) == 0 {
		return nil, fmt.Errorf("%w: the file is empty (0 bytes)", pipeline.ErrNoText)
	}
	return data, nil
}

// read sniffs s and reads it with the format's reader.
func read(ctx context.Context, s *source) (*pipeline.Document, error) {
	f, err := sniff(s)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	b := newBuilder(ctx, s.opt)
	if err := f.read(ctx, s, b); err != nil {
		return nil, fmt.Errorf("%s: %w", f.name, err)
	}
	d, err := b.document()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.name, err)
	}
	d.MediaType = f.media
	return d, nil
}

// linkNotes replaces the places of footnotes that the builder left in Notes by
// their IDs, which exist only once passages are numbered.
func linkNotes(d *pipeline.Document) {
	for i := range d.Passages {
		for k, place := range d.Passages[i].Notes {
			d.Passages[i].Notes[k] = d.Passages[noteIndex(place)].ID
		}
	}
}
