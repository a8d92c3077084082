package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"regexp"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/bucket"
)

// openStore opens the corpus, in a folder or in a bucket that machines share.
func (a *app) openStore(readonly bool) (*pipeline.Store, error) {
	if !bucket.IsAddress(a.corpus) {
		return pipeline.Open(a.corpus, readonly)
	}
	ctx := context.Background()
	b, err := bucket.Open(ctx, a.corpus)
	if err != nil {
		return nil, err
	}
	return pipeline.OpenShared(ctx, a.dir(), b, readonly)
}

// dir is the folder of the corpus on this machine: itself, or for what is in a
// bucket the folder of copies, which has the index too.
func (a *app) dir() string {
	if !bucket.IsAddress(a.corpus) {
		return a.corpus
	}
	root := os.Getenv("HAKI_CACHE")
	if root == "" {
		caches, err := os.UserCacheDir()
		if err != nil {
			caches = os.TempDir()
		}
		root = filepath.Join(caches, "haki")
	}
	sum := sha256.Sum256([]byte(a.corpus))
	readable := notInNames.ReplaceAllString(a.corpus, "-")
	return filepath.Join(root, readable[:min(len(readable), 60)]+"-"+hex.EncodeToString(sum[:4]))
}

var notInNames = regexp.MustCompile(`[^a-zA-Z0-9.]+`)

// catchUp brings this machine's index of a shared corpus up to what others have
// recorded. It only reads the bucket. Where another process of this machine
// writes, that one does so.
func (a *app) catchUp(ctx context.Context, store *pipeline.Store) error {
	if !store.Shared() || a.index != "" {
		return nil
	}
	release, err := store.Lock()
	if errors.Is(err, pipeline.ErrLocked) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(a.replay(ctx, store), release())
}
