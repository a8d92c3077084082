package bleve

import lru "github.com/hashicorp/golang-lru/v2"

// What a segment remembers of what it showed last: people turn pages, sort anew
// and narrow a search down, and see the same passages again. A passage takes about
// 3 kB, a document about 30 bytes for each of its passages: some 10 MB a segment.
const (
	recentHits      = 1024
	recentDocuments = 128
	recentPassages  = 2000 // a document with more is not remembered
)

// shownAt is a passage of a segment.
type shownAt struct{ document, passage uint32 }

type recent struct {
	documents *lru.Cache[uint32, *documentBlock]
	passages  *lru.Cache[shownAt, *passageBlock]
}

func newRecent() (r recent) {
	var err error
	if r.documents, err = lru.New[uint32, *documentBlock](recentDocuments); err != nil {
		panic(err) // the number above is positive
	}
	if r.passages, err = lru.New[shownAt, *passageBlock](recentHits); err != nil {
		panic(err) // as well
	}
	return r
}

// remembered is what cache has under key, else what read returns, which is kept where keep says so.
func remembered[K comparable, V any](cache *lru.Cache[K, V], key K, keep bool, read func(K) (V, error)) (V, error) {
	if v, ok := cache.Get(key); ok {
		return v, nil
	}
	v, err := read(key)
	if err == nil && keep {
		cache.Add(key, v)
	}
	return v, err
}
