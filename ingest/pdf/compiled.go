package pdf

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"
	"github.com/tetratelabs/wazero"

	"github.com/haki-project/haki/pipeline"
)

// machineCode is PDFium compiled for this machine, shared by all runtimes of the
// process and, through a folder, by all processes.
type machineCode struct {
	code wazero.CompilationCache
	lock *flock.Flock // held by the process that compiles; nil where no folder is shared
	once sync.Once
}

// compiled keeps the code in the user's cache folder. Where that cannot be
// written, each process compiles anew.
var compiled = sync.OnceValue(func() *machineCode {
	if dir, err := os.UserCacheDir(); err == nil {
		dir = filepath.Join(dir, "haki", "wazero")
		if c, err := wazero.NewCompilationCacheWithDir(dir); err == nil {
			return &machineCode{code: c, lock: flock.New(filepath.Join(dir, "lock"))}
		}
	}
	return &machineCode{code: wazero.NewCompilationCache()}
})

// first makes the process wait, when it starts PDFium for the first time, until
// no other one compiles it: workers that start together would all do the work
// of one. The returned function lets the next one go on.
func (m *machineCode) first(ctx context.Context) (done func()) {
	done = func() {}
	m.once.Do(func() {
		if m.lock == nil {
			return
		}
		const again = 50 * time.Millisecond
		if ok, err := m.lock.TryLockContext(ctx, again); ok && err == nil {
			done = func() { m.lock.Unlock() } //nolint:errcheck // the system lets go of it with the process
		}
	})
	return done
}

// keepAlive says each second, for at most limit, that the work is getting on,
// until stop is called.
func keepAlive(ctx context.Context, limit time.Duration) (stop func()) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	go func() {
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				pipeline.Alive(ctx)
			case <-ctx.Done():
				return
			}
		}
	}()
	return cancel
}
