package pipeline

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gofrs/flock"
)

// ErrLocked says that another process is writing to the corpus. The error that
// wraps it is a [LockedError].
var ErrLocked = errors.New("corpus is locked by another writer")

// LockedError names the process that is writing to the corpus.
type LockedError struct {
	Dir string
	PID int // 0 where the holder could not be read
}

func (e *LockedError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("%s: %v; wait until it is done", e.Dir, ErrLocked)
	}
	return fmt.Sprintf("%s: %v, process %d; wait until it is done, or end that process", e.Dir, ErrLocked, e.PID)
}

// Is makes errors.Is(err, ErrLocked) true.
func (e *LockedError) Is(target error) bool { return target == ErrLocked }

// writeLock is held by the one process that may write. The operating system
// lets go of it when the process ends, however it ends, so a lock left by a
// dead process does not block; the pid file is for messages only.
type writeLock struct {
	file *flock.Flock
	pid  string
}

func takeLock(dir string) (*writeLock, error) {
	l := &writeLock{file: flock.New(filepath.Join(dir, "lock")), pid: filepath.Join(dir, "lock.pid")}
	ok, err := l.file.TryLock()
	if err != nil {
		return nil, writeError(dir, err)
	}
	if !ok {
		return nil, &LockedError{Dir: dir, PID: readPID(l.pid)}
	}
	if err := os.WriteFile(l.pid, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o644); err != nil {
		l.file.Unlock() //nolint:errcheck // the write error is the one to report
		return nil, writeError(dir, err)
	}
	return l, nil
}

// release empties the pid file before it lets go, so that the next holder's
// number is never overwritten.
func (l *writeLock) release() error {
	return errors.Join(os.Truncate(l.pid, 0), l.file.Unlock())
}

func readPID(path string) int {
	b, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		return 0
	}
	return pid
}
