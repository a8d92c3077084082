package source

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"
	"golang.org/x/text/encoding/charmap"

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
// items of their own: file:///a.zip#dir/b.pdf. DOCX, ODT and EPUB, which are
// archives too, are told by their content and left as they are.
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
	archive, again, err := peek(it)
	if err != nil {
		it.Err = fmt.Errorf("%w: %w", pipeline.ErrUnreadable, err)
		return yield(it)
	}
	it.Open = again
	if !archive {
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

// peek tells an archive by its first bytes. A source that can be opened only
// once, as stdin or a download, is read into memory where it may be an archive.
func peek(it pipeline.Item) (archive bool, again func() (io.ReadCloser, error), err error) {
	r, err := it.Open()
	if err != nil {
		return false, nil, err
	}
	head := make([]byte, 3072)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, nil, errors.Join(err, r.Close())
	}
	head = head[:n]
	m := mimetype.Detect(head)
	again = func() (io.ReadCloser, error) {
		return struct {
			io.Reader
			io.Closer
		}{io.MultiReader(bytes.NewReader(head), r), r}, nil
	}
	if f, ok := r.(*os.File); ok { // the usual case: begin again rather than hold it open
		again = it.Open
		err = f.Close()
		return m.Is("application/zip"), again, err
	}
	return m.Is("application/zip"), again, nil
}

// members yields what is in an archive, in the order of its directory.
func members(ctx context.Context, it pipeline.Item, depth int, budget *int64, yield func(pipeline.Item) error) error {
	content, size, err := randomAccess(it, budget)
	if err != nil {
		return yield(failed(it, err))
	}
	z, err := zip.NewReader(content, size)
	if err != nil {
		return yield(failed(it, fmt.Errorf("%w: the archive is damaged or cut off: %w", pipeline.ErrMalformed, err)))
	}
	if isDocument(z) {
		it.Open = func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(content, 0, size)), nil }
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
		if err := unpack(ctx, member(it, f, budget), depth+1, budget, yield); err != nil {
			return err
		}
	}
	if n == 0 {
		return yield(failed(it, fmt.Errorf("%w: the archive is empty", pipeline.ErrNoText)))
	}
	return nil
}

// randomAccess returns the bytes of an archive: the file itself, which stays
// open as long as a member of it may be read, or a copy in memory.
func randomAccess(it pipeline.Item, budget *int64) (io.ReaderAt, int64, error) {
	r, err := it.Open()
	if err != nil {
		return nil, 0, fmt.Errorf("%w: %w", pipeline.ErrUnreadable, err)
	}
	if f, ok := r.(*os.File); ok {
		info, err := f.Stat()
		if err != nil {
			return nil, 0, fmt.Errorf("%w: %w", pipeline.ErrUnreadable, err)
		}
		return f, info.Size(), nil
	}
	defer r.Close()
	limit := min(*budget, zipMember)
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, 0, err
	}
	if int64(len(b)) > limit {
		return nil, 0, fmt.Errorf("%w: an archive of more than %d bytes", pipeline.ErrTooLarge, limit)
	}
	return bytes.NewReader(b), int64(len(b)), nil
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

func member(archive pipeline.Item, f *zip.File, budget *int64) pipeline.Item {
	name := memberName(f)
	uri := archive.URI + "#" + (&url.URL{Path: name}).EscapedPath()
	if strings.Contains(archive.URI, "#") {
		uri = archive.URI + "/" + (&url.URL{Path: name}).EscapedPath()
	}
	it := pipeline.Item{URI: uri, File: path.Base(name), Size: int64(f.UncompressedSize64), Modified: archive.Modified, Set: archive.Set, Provenance: archive.Provenance}
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
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("%w: %w", pipeline.ErrMalformed, err)
		}
		return limited{io.LimitReader(r, int64(f.UncompressedSize64)), r}, nil // a member that lies about its size is cut there, and fails its checksum
	}
	return it
}

type limited struct {
	io.Reader
	io.Closer
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
