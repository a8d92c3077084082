package web

import (
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/haki-project/haki/pipeline"
)

// corpus is the store as it is now: a store reads its ledger once, so it is
// opened again when that has changed.
type corpus struct {
	dir  string
	mu   sync.Mutex
	open *pipeline.Store
	seen time.Time
	size int64
}

func (c *corpus) store() (*pipeline.Store, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	info, err := os.Stat(filepath.Join(c.dir, "ledger.jsonl"))
	if err == nil && c.open != nil && info.ModTime().Equal(c.seen) && info.Size() == c.size {
		return c.open, nil
	}
	store, err := pipeline.Open(c.dir, true)
	if err != nil {
		return nil, err
	}
	if _, err := store.Ledger(); err != nil {
		return nil, err
	}
	c.open = store
	if info != nil {
		c.seen, c.size = info.ModTime(), info.Size()
	}
	return store, nil
}

// document returns a document by ID, the beginning of it, symbol or file name.
func (c *corpus) document(name string) (*pipeline.Store, *pipeline.Document, error) {
	store, err := c.store()
	if err != nil {
		return nil, nil, err
	}
	o, err := store.Find(name)
	if err != nil {
		return nil, nil, err
	}
	d, err := store.Document(o.Document)
	return store, d, err
}
