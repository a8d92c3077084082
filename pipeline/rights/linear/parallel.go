package linear

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel calls do(0) … do(n-1) on all cores. What do writes must belong to
// its own i, so that the order does not matter.
func parallel(n int, do func(int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wait.Wait()
}
