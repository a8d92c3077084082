package web

import (
	"context"
	"errors"
	"net/http"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/haki-project/haki/index"
)

// slow is an index whose searches end when they are let go.
type slow struct {
	index.Reader
	now, most atomic.Int32
	let       chan struct{}
}

func (s *slow) Search(ctx context.Context, _ index.Request) (*index.Result, error) {
	s.most.Store(max(s.most.Load(), s.now.Add(1)))
	defer s.now.Add(-1)
	select {
	case <-s.let:
		return &index.Result{}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func TestSearchesTakeTurns(t *testing.T) {
	cores := runtime.GOMAXPROCS(0)
	s := &slow{let: make(chan struct{})}
	b := bounded{s, newTurns()}
	done := make(chan error)
	for range cores + 5 {
		go func() {
			_, err := b.Search(t.Context(), index.Request{})
			done <- err
		}()
	}
	for range cores + 5 {
		s.let <- struct{}{}
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if most := int(s.most.Load()); most > cores {
		t.Errorf("%d searches at once on %d cores", most, cores)
	}
}

// TestSearchThatIsGivenUp holds that who goes away leaves the queue, and keeps no turn.
func TestSearchThatIsGivenUp(t *testing.T) {
	s := &slow{let: make(chan struct{}, 1)}
	b := bounded{s, newTurns()}
	gone, leave := context.WithCancel(t.Context())
	leave()
	for range runtime.GOMAXPROCS(0) * 3 {
		if _, err := b.Search(gone, index.Request{}); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	s.let <- struct{}{}
	if _, err := b.Search(t.Context(), index.Request{}); err != nil {
		t.Error(err)
	}
	if p := problemOf(context.DeadlineExceeded); p.Status != http.StatusServiceUnavailable {
		t.Errorf("a search that takes too long is answered with %d", p.Status)
	}
}
