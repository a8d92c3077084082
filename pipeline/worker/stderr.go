package worker

import (
	"bytes"
	"strings"
	"sync"
)

const (
	keepHead = 4 << 10 // bytes: where Go says why it ends, before the stacks
	keepTail = 4 << 10 // bytes: the last words of anything else
	maxLine  = 300     // bytes of one line in a message
)

// stderrTail keeps the beginning and the end of what a worker wrote to stderr
// since its last document began.
type stderrTail struct {
	mu         sync.Mutex
	head, tail []byte
}

func (t *stderrTail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := min(len(p), keepHead-len(t.head))
	t.head = append(t.head, p[:n]...)
	t.tail = append(t.tail, p[n:]...)
	if over := len(t.tail) - keepTail; over > 0 {
		t.tail = append(t.tail[:0], t.tail[over:]...)
	}
	return len(p), nil
}

func (t *stderrTail) reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.head, t.tail = t.head[:0], t.tail[:0]
}

// last returns the line that says why a process ended: Go's own where there is
// one, else the last that is not empty.
func (t *stderrTail) last() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	line := ""
	for l := range bytes.Lines(append(bytes.Clone(t.head), t.tail...)) {
		l := strings.TrimSpace(string(l))
		for _, prefix := range []string{"panic:", "fatal error:", "memory:"} {
			if strings.HasPrefix(l, prefix) {
				return short(l)
			}
		}
		if l != "" {
			line = l
		}
	}
	return short(line)
}

func short(line string) string {
	if len(line) > maxLine {
		return strings.ToValidUTF8(line[:maxLine], "") + " …"
	}
	return line
}
