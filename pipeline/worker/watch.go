package worker

import (
	"fmt"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	// watchEvery is how often a worker looks at its own memory: Go can take
	// some 100 MB in that time, and a look costs 2 µs.
	watchEvery = 20 * time.Millisecond
	// softMemory is from where on the collector works harder: two workers and
	// their parent then stay under 700 MB while documents are sound.
	softMemory = 192 << 20
)

// watch holds the process to limit bytes until the returned function is called:
// it exits with exitMemory when more is in use. A single request for far more
// than that is refused by the system, see limitData.
func watch(limit int64) (stop func()) {
	debug.SetMemoryLimit(min(max(softMemory, limit/3), limit))
	limitData(limit)
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(watchEvery)
		defer tick.Stop()
		for {
			select {
			case <-quit:
				return
			case <-tick.C:
				exitAbove(limit)
			}
		}
	}()
	return func() {
		close(quit)
		<-done
		if memoryInUse() > softMemory {
			debug.FreeOSMemory() // or the next document would be charged for this one
		}
	}
}

func exitAbove(limit int64) {
	if used := memoryInUse(); used > limit {
		fmt.Fprintf(os.Stderr, "memory: %d MB in use, %d MB allowed\n", used>>20, limit>>20)
		os.Exit(exitMemory)
	}
}

// memoryInUse is what the Go runtime has from the system and not given back, in
// bytes; files mapped into memory are not in it.
func memoryInUse() int64 {
	s := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(s)
	return int64(s[0].Value.Uint64() - s[1].Value.Uint64())
}
