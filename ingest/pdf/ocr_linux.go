package pdf

import (
	"time"

	"golang.org/x/sys/unix"
)

// limitProcessor has the kernel end a process that takes more processor time
// than that, counted in seconds and one at least.
func limitProcessor(pid int, left time.Duration) {
	seconds := uint64(max(1, left/time.Second))
	unix.Prlimit(pid, unix.RLIMIT_CPU, &unix.Rlimit{Cur: seconds, Max: seconds}, nil) //nolint:errcheck // the clock stands behind it
}
