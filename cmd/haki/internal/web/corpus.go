package web

import (
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/haki-project/haki/index/link"
	"github.com/haki-project/haki/pipeline"
)

// corpus is the store as it is now: a store reads its ledger once, so it is
// opened again when that has changed.
type corpus struct {
	dir   string
	mu    sync.Mutex
	open  *pipeline.Store
	links *link.Resolver // of open
	seen  time.Time
	size  int64
}

func (c *corpus) store() (*pipeline.Store, error) {
	store, _, err := c.linked()
	return store, err
}

// linked is the store with what completes its documents.
func (c *corpus) linked() (*pipeline.Store, *link.Resolver, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	info, err := os.Stat(filepath.Join(c.dir, "ledger.jsonl"))
	if err == nil && c.open != nil && info.ModTime().Equal(c.seen) && info.Size() == c.size {
		return c.open, c.links, nil
	}
	store, err := pipeline.Open(c.dir, true)
	if err != nil {
		return nil, nil, err
	}
	links, err := link.NewResolver(store)
	if err != nil {
		return nil, nil, err
	}
	c.open, c.links = store, links
	if info != nil {
		c.seen, c.size = info.ModTime(), info.Size()
	}
	return store, links, nil
}

// document returns a document by ID, the beginning of it, symbol or file name,
// with the answers and links that others give it.
func (c *corpus) document(name string) (*pipeline.Store, *pipeline.Document, error) {
	store, links, err := c.linked()
	if err != nil {
		return nil, nil, err
	}
	o, err := store.Find(name)
	if err != nil {
		return nil, nil, err
	}
	d, err := store.Document(o.Document)
	if err != nil {
		return nil, nil, err
	}
	return store, d, links.Resolve(d)
}
