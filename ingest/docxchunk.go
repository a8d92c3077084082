package ingest

import (
	"context"
	"path"
	"strings"
)

// chunkTarget is the member that an altChunk of the main part points to, "" for
// none: a page, an MHT or another document that Word takes in when it opens the
// file.
func chunkTarget(ctx context.Context, c *container, main, id string, b *builder) string {
	rels, _ := c.optional(ctx, path.Join(path.Dir(main), "_rels", path.Base(main)+".rels"), b)
	target := ""
	rels.each(func(e *element) bool {
		if e.name == "Relationship" && e.attr("Id") == id && e.attr("TargetMode") != "External" {
			target = e.attr("Target")
		}
		return true
	})
	if target == "" || strings.HasPrefix(target, "/") {
		return target
	}
	return path.Join(path.Dir(main), target)
}

// addChunk reads such a member as part of the document. One that is missing is
// said to the reader.
func addChunk(ctx context.Context, s *source, c *container, name string, b *builder) {
	if name == "" {
		b.notes = append(b.notes, "A part that the document takes in is missing.")
		return
	}
	data, err := c.read(name)
	if err == nil {
		err = b.embed(ctx, s, "", data)
	}
	if err != nil {
		b.fail(err)
	}
}
