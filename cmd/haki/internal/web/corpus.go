package web

import (
	"context"
	"sync"
	"time"

	"github.com/haki-project/haki/index/link"
	"github.com/haki-project/haki/pipeline"
)

// corpus is the store as it is now: a store reads its ledger once, so it is
// opened again when that has changed.
type corpus struct {
	reopen func() (*pipeline.Store, error)
	mu     sync.Mutex
	open   *pipeline.Store
	links  *link.Resolver // of open
	looked time.Time      // when a shared one was last asked for news
	hash   string         // of open; "" until it is asked for
}

// lookEvery is how long a shared corpus is not asked for news: to ask is a
// request over the network.
const lookEvery = 5 * time.Second

func (c *corpus) store() (*pipeline.Store, error) {
	store, _, err := c.linked()
	return store, err
}

// ledger is the store with what became of every item.
func (c *corpus) ledger() (*pipeline.Store, *pipeline.Ledger, error) {
	store, err := c.store()
	if err != nil {
		return nil, nil, err
	}
	ledger, err := store.Ledger()
	return store, ledger, err
}

// linked is the store with what completes its documents.
func (c *corpus) linked() (*pipeline.Store, *link.Resolver, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open != nil && !c.behind() {
		return c.open, c.links, nil
	}
	store, err := c.reopen()
	if err != nil {
		return nil, nil, err
	}
	links, err := link.NewResolver(store)
	if err != nil {
		return nil, nil, err
	}
	c.open, c.links, c.looked, c.hash = store, links, time.Now(), ""
	return store, links, nil
}

// state is the hash over what the corpus holds, reckoned once for each state.
func (c *corpus) state() (string, error) {
	store, err := c.store()
	if err != nil {
		return "", err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.hash != "" && c.open == store {
		return c.hash, nil
	}
	hash, err := store.Hash()
	if err == nil && c.open == store {
		c.hash = hash
	}
	return hash, err
}

// behind reports whether the corpus has changed. One that cannot be asked is
// opened again, which says why.
func (c *corpus) behind() bool {
	if c.open.Shared() {
		if time.Since(c.looked) < lookEvery {
			return false
		}
		c.looked = time.Now()
	}
	behind, err := c.open.Behind(context.Background())
	return behind || err != nil
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
