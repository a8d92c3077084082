package source

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"
	"golang.org/x/text/encoding/charmap"

	"github.com/haki-project/haki/ingest/records"
	"github.com/haki-project/haki/pipeline"
)

// Limits of what an archive may unpack to. A real archive of a UN session is
// some gigabytes in ten thousand files; its PDFs do not shrink at all, its texts
// to a tenth.
const (
	zipMembers = 200_000
	zipMember  = 2 << 30 // bytes of one member
	zipTotal   = 64 << 30
	zipRatio   = 300 // times its packed size, for members of more than a megabyte
	zipDepth   = 3   // archives within archives
)

// Unzip makes of every archive that a source yields the documents in it, as
// items of their own: file:///a.zip#dir/b.pdf. An export of an index of
// recommendations is an archive too: file:///uhri.json#CRC/C/PER/CO/6-7. DOCX, ODT
// and EPUB are told by their content and left as they are. The items of the source
// must open as often as they are asked to.
type Unzip struct{ Source pipeline.Source }

// Each yields the items of the source, archives unpacked.
func (u Unzip) Each(ctx context.Context, yield func(pipeline.Item) error) error {
	budget := int64(zipTotal)
	return u.Source.Each(ctx, func(it pipeline.Item) error {
		return unpack(ctx, it, 0, &budget, yield)
	})
}

func unpack(ctx context.Context, it pipeline.Item, depth int, budget *int64, yield func(pipeline.Item) error) error {
	if it.Err != nil || it.Open == nil {
		return yield(it)
	}
	head, err := peek(it)
	if err != nil {
		return yield(failed(it, fmt.Errorf("%w: %w", pipeline.ErrUnreadable, err)))
	}
	if index, ok := records.Sniff(head); ok {
		return parts(ctx, it, index, yield)
	}
	if !mimetype.Detect(head[:min(len(head), detected)]).Is("application/zip") {
		return yield(it)
	}
	if depth == zipDepth {
		return yield(failed(it, fmt.Errorf("%w: archives within archives, more than %d deep", pipeline.ErrTooLarge, zipDepth)))
	}
	return members(ctx, it, depth, budget, yield)
}

func failed(it pipeline.Item, err error) pipeline.Item {
	it.Err, it.Open = err, nil
	return it
}

// detected is how many bytes the detection of types looks at.
const detected = 3072

// peek returns the first bytes, which tell an archive: more of them where it may
// be an export of an index.
func peek(it pipeline.Item) ([]byte, error) {
	r, err := it.Open()
	if err != nil {
		return nil, err
	}
	head, err := io.ReadAll(io.LimitReader(r, detected))
	if err == nil && (mimetype.Detect(head).Is("text/plain") || bytes.HasPrefix(bytes.TrimSpace(head), []byte("["))) {
		var more []byte
		more, err = io.ReadAll(io.LimitReader(r, records.HeadSize-detected))
		head = append(head, more...)
	}
	return head, errors.Join(err, r.Close())
}

// members yields what is in an archive, in the order of its directory.
func members(ctx context.Context, it pipeline.Item, depth int, budget *int64, yield func(pipeline.Item) error) error {
	content, err := newArchive(it, *budget)
	if err == nil {
		err = content.acquire()
	}
	if err != nil {
		return yield(failed(it, err))
	}
	defer content.release()
	z, err := zip.NewReader(content, content.size)
	if err != nil {
		return yield(failed(it, fmt.Errorf("%w: the archive is damaged or cut off: %w", pipeline.ErrMalformed, err)))
	}
	if isDocument(z) {
		it.Open = content.all
		return yield(it)
	}
	if len(z.File) > zipMembers {
		return yield(failed(it, fmt.Errorf("%w: %d files in the archive", pipeline.ErrTooLarge, len(z.File))))
	}
	n := 0
	for _, f := range z.File {
		if err := ctx.Err(); err != nil {
			return err
		}
		if skipped(f) {
			continue
		}
		n++
		if err := unpack(ctx, member(it, content, f, budget), depth+1, budget, yield); err != nil {
			return err
		}
	}
	if n == 0 {
		return yield(failed(it, fmt.Errorf("%w: the archive is empty", pipeline.ErrNoText)))
	}
	return nil
}

// isDocument tells a document that is packed as a zip from an archive.
func isDocument(z *zip.Reader) bool {
	for _, f := range z.File {
		switch f.Name {
		case "[Content_Types].xml", "META-INF/container.xml", "mimetype":
			return true
		}
	}
	return false
}

// skipped are folders, hidden files and what packers of some systems add.
func skipped(f *zip.File) bool {
	name := strings.ReplaceAll(f.Name, `\`, "/")
	base := path.Base(name)
	return strings.HasSuffix(name, "/") || strings.HasPrefix(base, ".") || strings.HasPrefix(name, "__MACOSX/") || base == "Thumbs.db" || base == SidecarFile
}

func member(archive pipeline.Item, content *archive, f *zip.File, budget *int64) pipeline.Item {
	name := memberName(f)
	it := pipeline.Item{URI: memberURI(archive.URI, name), Archive: outermost(archive), File: path.Base(name), Size: int64(f.UncompressedSize64), Modified: archive.Modified, Set: archive.Set, Provenance: archive.Provenance}
	switch {
	case f.Flags&1 != 0:
		return failed(it, fmt.Errorf("%w: the archive asks for a password", pipeline.ErrEncrypted))
	case f.UncompressedSize64 > zipMember || f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/zipRatio > f.CompressedSize64:
		return failed(it, fmt.Errorf("%w: it unpacks to %d bytes from %d", pipeline.ErrTooLarge, f.UncompressedSize64, f.CompressedSize64))
	}
	if *budget -= int64(f.UncompressedSize64); *budget < 0 {
		return failed(it, fmt.Errorf("%w: the archives unpack to more than %d bytes", pipeline.ErrTooLarge, int64(zipTotal)))
	}
	it.Open = func() (io.ReadCloser, error) {
		if err := content.acquire(); err != nil {
			return nil, err
		}
		r, err := f.Open()
		if err != nil {
			content.release()
			return nil, fmt.Errorf("%w: %w", pipeline.ErrMalformed, err)
		}
		// A member that lies about its size is cut there, and fails its checksum.
		return &archiveReader{Reader: io.LimitReader(r, int64(f.UncompressedSize64)), close: r.Close, release: content.release}, nil
	}
	return it
}

// memberName is a member's path without anything that leads out of the archive.
// Names that are not UTF-8 are read as code page 437, as the format says.
func memberName(f *zip.File) string {
	name := f.Name
	if !utf8.ValidString(name) {
		if decoded, err := charmap.CodePage437.NewDecoder().String(name); err == nil {
			name = decoded
		}
	}
	name = strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f {
			return '_'
		}
		return r
	}, strings.ReplaceAll(name, `\`, "/"))
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}
