package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/flate"

	"github.com/haki-project/haki/pipeline"
)

// container is a zip whose members are parts of one document: DOCX, ODT, EPUB.
// Nothing is ever written under a member's name.
type container struct {
	members map[string]*zip.File
	budget  *budget
}

// maxRatio is how much a member of more than a megabyte may grow: XML of real
// documents shrinks to a fortieth at most, deflate can do a thousandth.
const maxRatio = 250

// openContainer reads the directory of a zip.
func openContainer(s *source) (*container, error) {
	r, err := zip.NewReader(bytes.NewReader(s.data), int64(len(s.data)))
	if err != nil {
		return nil, fmt.Errorf("%w: its container (zip) is damaged or cut off: %w", pipeline.ErrMalformed, err)
	}
	if len(r.File) > s.opt.MaxMembers {
		return nil, fmt.Errorf("%w: %d members in its container", pipeline.ErrTooLarge, len(r.File))
	}
	r.RegisterDecompressor(zip.Deflate, func(r io.Reader) io.ReadCloser { return flate.NewReader(r) })
	c := &container{members: make(map[string]*zip.File, len(r.File)), budget: s.budget}
	for _, f := range r.File {
		name := memberName(f.Name)
		if _, twice := c.members[name]; !twice {
			c.members[name] = f
		}
	}
	return c, nil
}

// memberName is how members are asked for: no leading slash, no "..".
func memberName(name string) string {
	return strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/")
}

// has reports whether there is such a member.
func (c *container) has(name string) bool {
	_, ok := c.members[memberName(name)]
	return ok
}

// errNoMember says that a container has no such member.
var errNoMember = errors.New("no such part")

// read unpacks a member within the budget.
func (c *container) read(name string) ([]byte, error) {
	f, ok := c.members[memberName(name)]
	if !ok {
		return nil, fmt.Errorf("%w: %w: %s", pipeline.ErrMalformed, errNoMember, name)
	}
	if f.Flags&1 != 0 {
		return nil, fmt.Errorf("%w: %s needs a password", pipeline.ErrEncrypted, name)
	}
	if f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/maxRatio > f.CompressedSize64 {
		return nil, fmt.Errorf("%w: %s would unpack to %s from %s", pipeline.ErrTooLarge, name, byteCount(int64(f.UncompressedSize64)), byteCount(int64(f.CompressedSize64)))
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", pipeline.ErrMalformed, name, err)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, c.budget.left+1))
	if spent := c.budget.take(int64(len(data))); spent != nil {
		return nil, fmt.Errorf("%s: %w", name, spent)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", pipeline.ErrMalformed, name, err)
	}
	return data, nil
}

var errEncryptedODF = fmt.Errorf("%w: it asks for a password", pipeline.ErrEncrypted)

// encryptedODF reports whether the manifest of an OpenDocument says that its
// content is encrypted.
func encryptedODF(ctx context.Context, c *container, b *builder) bool {
	manifest, _ := c.optional(ctx, "META-INF/manifest.xml", b)
	locked := false
	manifest.each(func(e *element) bool {
		if e.name == "file-entry" && e.attr("full-path") == "content.xml" && e.child("encryption-data") != nil {
			locked = true
		}
		return true
	})
	return locked
}
