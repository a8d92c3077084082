package ingest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// readEPUB reads the chapters of an EPUB 2 or 3 in the order of its spine.
func readEPUB(ctx context.Context, s *source, b *builder) error {
	c, err := openContainer(s)
	if err != nil {
		return err
	}
	root, err := c.xml(ctx, "META-INF/container.xml", b)
	if err != nil {
		return err
	}
	rootfile := root.first("rootfile")
	if rootfile == nil {
		return fmt.Errorf("%w: its container names no package file", pipeline.ErrMalformed)
	}
	opf, err := c.xml(ctx, rootfile.attr("full-path"), b)
	if err != nil {
		return err
	}
	b.meta = dublinCore(opf.first("metadata"))
	locked := encryptedParts(ctx, c, b)
	for _, chapter := range spine(opf, path.Dir(rootfile.attr("full-path"))) {
		if locked[chapter] {
			return fmt.Errorf("%w: its chapters are locked (DRM)", pipeline.ErrEncrypted)
		}
		if err := addChapter(b, c, chapter); err != nil {
			return err
		}
	}
	return nil
}

// addChapter adds a chapter; one that is missing or damaged is said to the
// reader.
func addChapter(b *builder, c *container, name string) error {
	data, err := c.read(name)
	if errors.Is(err, pipeline.ErrTooLarge) || errors.Is(err, pipeline.ErrEncrypted) {
		return err
	}
	if err != nil {
		b.notes = append(b.notes, fmt.Sprintf("The chapter %s could not be read: %v.", name, err))
		return nil
	}
	addPage(b, data, "text/html; charset=utf-8")
	return b.err
}

// spine lists the files of the chapters in reading order, each once.
func spine(opf *element, dir string) []string {
	files := map[string]string{}
	var order []string
	seen := map[string]bool{}
	opf.each(func(e *element) bool {
		switch e.name {
		case "item":
			if !strings.Contains(" "+e.attr("properties")+" ", " nav ") {
				files[e.attr("id")] = e.attr("href")
			}
		case "itemref":
			if file := files[e.attr("idref")]; file != "" && !seen[file] {
				seen[file] = true
				order = append(order, memberName(path.Join(dir, unescapePath(file))))
			}
		}
		return true
	})
	return order
}

func unescapePath(href string) string {
	if decoded, err := url.PathUnescape(href); err == nil {
		return decoded
	}
	return href
}

// dublinCore reads the metadata of a package.
func dublinCore(e *element) pipeline.Metadata {
	var m pipeline.Metadata
	e.each(func(c *element) bool {
		switch text := clean(c.words()); {
		case c.name == "title" && m.Title == "":
			m.Title = text
		case c.name == "language" && m.Language == "":
			m.Language = languageCode(text)
		case c.name == "date" && m.Date == "":
			m.Date = isoDate(text)
		}
		return c.name == e.name
	})
	return m
}

// encryptedParts lists the parts that encryption.xml names.
func encryptedParts(ctx context.Context, c *container, b *builder) map[string]bool {
	locked := map[string]bool{}
	part, _ := c.optional(ctx, "META-INF/encryption.xml", b)
	part.each(func(e *element) bool {
		if e.name == "CipherReference" {
			locked[memberName(unescapePath(e.attr("URI")))] = true
		}
		return true
	})
	return locked
}
