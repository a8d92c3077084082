//go:build race

package worker

// underRace: the race detector's own allocator dies before Go can say why.
const underRace = true
