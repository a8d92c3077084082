package source

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"github.com/haki-project/haki/ingest/records"
	"github.com/haki-project/haki/pipeline"
)

// parts yields the documents whose rows an export of an index holds, in the order
// in which it first names them. An export that is damaged is one item with an error.
func parts(ctx context.Context, it pipeline.Item, index records.Format, yield func(pipeline.Item) error) error {
	content, err := newArchive(it, archiveMemory)
	if err == nil {
		err = content.acquire()
	}
	if err != nil {
		return yield(failed(it, err))
	}
	defer content.release()
	export, err := records.Scan(io.NewSectionReader(content, 0, content.size), index)
	if err != nil {
		return yield(failed(it, err))
	}
	if len(export.Parts) == 0 {
		return yield(failed(it, fmt.Errorf("%w: the export has no rows", pipeline.ErrNoText)))
	}
	for _, p := range export.Parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := yield(part(it, content, export, p)); err != nil {
			return err
		}
	}
	return nil
}

func part(it pipeline.Item, content *archive, x *records.Export, p *records.Part) pipeline.Item {
	ext := ".json"
	if x.Format == records.UPRInfo {
		ext = ".csv"
	}
	one := pipeline.Item{
		URI: memberURI(it.URI, p.Name), Archive: outermost(it), File: strings.NewReplacer("/", "-", " ", "-").Replace(p.Name) + "." + string(x.Format) + ext,
		Size: x.Size(p), Modified: it.Modified, Set: it.Set, Provenance: it.Provenance,
	}
	if p.Err != nil {
		one.Size = -1
		return failed(one, p.Err)
	}
	one.Open = func() (io.ReadCloser, error) {
		if err := content.acquire(); err != nil {
			return nil, err
		}
		defer content.release()
		b, err := x.Bytes(content, p)
		return io.NopCloser(bytes.NewReader(b)), err
	}
	return one
}

// outermost is the archive that those within it are told by.
func outermost(archive pipeline.Item) string { return first(archive.Archive, archive.URI) }

// memberURI is the address of what lies in an archive, also in one within another.
func memberURI(archive, name string) string {
	sep := "#"
	if strings.Contains(archive, "#") {
		sep = "/"
	}
	return archive + sep + (&url.URL{Path: strings.TrimPrefix(path.Clean("/"+name), "/")}).EscapedPath()
}

// parted is a source whose items must be parts of an export.
type parted struct {
	source pipeline.Source
	index  records.Format
}

// Each yields the items of the source; one that is no part of an export of the
// index has an error instead.
func (p parted) Each(ctx context.Context, yield func(pipeline.Item) error) error {
	return p.source.Each(ctx, func(it pipeline.Item) error {
		if it.Err == nil && (it.Archive == "" || !strings.Contains(it.File, "."+string(p.index)+".")) {
			it = failed(it, fmt.Errorf("%w: this is no export of %s", pipeline.ErrNotDocument, p.index.Title()))
		}
		return yield(it)
	})
}
