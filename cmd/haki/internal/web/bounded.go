package web

import (
	"context"
	"runtime"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/haki-project/haki/index"
)

// searchTime is how long a search may take, waiting for its turn included:
// nobody reads an answer that comes later.
const searchTime = 30 * time.Second

// turns lets as many requests compute at once as there are cores, in the order in
// which they came: more would only make all of them late.
type turns struct{ *semaphore.Weighted }

func newTurns() turns { return turns{semaphore.NewWeighted(int64(runtime.GOMAXPROCS(0)))} }

// take waits for a turn; done gives it back.
func (t turns) take(ctx context.Context) (done func(), err error) {
	if err := t.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	return func() { t.Release(1) }, nil
}

// bounded is an index whose searches take turns. What streams, Each, takes none:
// it goes as slowly as its reader.
type bounded struct {
	index.Reader
	turns turns
}

// Search implements index.Reader.
func (b bounded) Search(ctx context.Context, r index.Request) (*index.Result, error) {
	ctx, end := context.WithTimeout(ctx, searchTime)
	defer end()
	done, err := b.turns.take(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	return b.Reader.Search(ctx, r)
}
