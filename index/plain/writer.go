package plain

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/search/query"

	"github.com/haki-project/haki/pipeline"
)

// Options of a writer.
type Options struct {
	Fresh      bool                              // begin with nothing; readers keep the old index until the first Publish
	References func(pipeline.Reference) []string // terms by which a reference is found; nil: its target
}

// Writer is the one writer of an index; the store's lock keeps a second away.
type Writer struct {
	dir     string
	o       Options
	current current
	mark    string
	index   bleve.Index
}

// batchSize is how many entries go to bleve at once (measured best at some thousand).
const batchSize = 4000

// OpenWriter opens the index in dir for writing and makes it where there is none.
// What an earlier writer did not publish is dropped.
func OpenWriter(dir string, o Options) (*Writer, error) {
	if o.References == nil {
		o.References = func(r pipeline.Reference) []string { return []string{r.Target} }
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	c, err := readCurrent(dir)
	if err != nil && !o.Fresh {
		return nil, err
	}
	w := &Writer{dir: dir, o: o, current: c, mark: c.Mark}
	if o.Fresh {
		w.mark = ""
	}
	return w, w.open(c.Generation > 0 && !o.Fresh)
}

func (w *Writer) work() string { return filepath.Join(w.dir, workName) }

func (w *Writer) open(existing bool) error {
	if err := os.RemoveAll(w.work()); err != nil {
		return err
	}
	if existing {
		if err := clone(w.current.folder(w.dir), w.work()); err != nil {
			return fmt.Errorf("index: %w: haki rebuild makes it anew", err)
		}
		return w.reopen()
	}
	var err error
	w.index, err = bleve.NewUsing(w.work(), bleve.NewIndexMapping(), scorch.Name, scorch.Name, nil)
	return err
}

func (w *Writer) reopen() (err error) {
	w.index, err = bleve.Open(w.work())
	return err
}

// Put replaces every passage of each document.
func (w *Writer) Put(ctx context.Context, docs ...*pipeline.Document) error {
	ids := make([]pipeline.ID, len(docs))
	for i, d := range docs {
		ids[i] = d.ID
	}
	if err := w.Delete(ctx, ids...); err != nil {
		return err
	}
	b := w.index.NewBatch()
	for _, d := range docs {
		list, err := entries(d, w.o.References)
		if err != nil {
			return err
		}
		if b, err = w.add(b, list); err != nil {
			return err
		}
	}
	return w.index.Batch(b)
}

func (w *Writer) add(b *bleve.Batch, list []*document.Document) (*bleve.Batch, error) {
	for _, e := range list {
		if err := b.IndexAdvanced(e); err != nil {
			return b, err
		}
		if b.Size() >= batchSize {
			if err := w.index.Batch(b); err != nil {
				return b, err
			}
			b = w.index.NewBatch()
		}
	}
	return b, nil
}

// Delete removes every passage of each document.
func (w *Writer) Delete(ctx context.Context, ids ...pipeline.ID) error {
	b := w.index.NewBatch()
	for _, id := range ids {
		if d, err := w.index.Document(headID(id)); err != nil {
			return err
		} else if d == nil {
			continue
		}
		if err := w.deleteOne(ctx, b, id); err != nil {
			return err
		}
	}
	return w.index.Batch(b)
}

func (w *Writer) deleteOne(ctx context.Context, b *bleve.Batch, id pipeline.ID) error {
	q := query.NewTermQuery(keyOf("doc", string(id)))
	q.SetField(keyPrefix + "doc")
	n, err := w.index.DocCount()
	if err != nil {
		return err
	}
	req := bleve.NewSearchRequestOptions(q, int(n), 0, false)
	res, err := w.index.SearchInContext(ctx, req)
	if err != nil {
		return err
	}
	for _, h := range res.Hits {
		b.Delete(h.ID)
	}
	b.Delete(headID(id))
	return nil
}

// Publish makes everything written visible to readers.
func (w *Writer) Publish(_ context.Context, mark string) error {
	if err := w.index.Close(); err != nil {
		return err
	}
	w.index = nil
	next := current{Generation: w.current.Generation + 1, Mark: mark}
	folder := next.folder(w.dir)
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	if err := clone(w.work(), folder); err != nil {
		return err
	}
	if err := writeCurrent(w.dir, next); err != nil {
		return err
	}
	w.current, w.mark = next, mark
	sweep(w.dir, next)
	return w.reopen()
}

// Mark is what the last Publish was told.
func (w *Writer) Mark() string { return w.mark }

// Close drops what was not published.
func (w *Writer) Close() error {
	var err error
	if w.index != nil {
		err = w.index.Close()
	}
	return errors.Join(err, os.RemoveAll(w.work()))
}
