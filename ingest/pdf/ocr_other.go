//go:build !linux

package pdf

import "time"

// limitProcessor leaves it to the clock to end a process.
func limitProcessor(int, time.Duration) {}
