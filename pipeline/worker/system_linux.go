package worker

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// limitData lets the process map at most what it has, limit and 1 GiB: a hostile
// file that makes it ask for a hundred gigabytes at once is refused by the
// kernel before a page of it is touched. The gigabyte is for what Go maps ahead.
func limitData(limit int64) {
	var r unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_DATA, &r); err != nil {
		return
	}
	r.Cur = min(uint64(limit)+1<<30, r.Max)
	unix.Setrlimit(unix.RLIMIT_DATA, &r) //nolint:errcheck // the watchdog stands behind it
}

// contain makes cmd a process group of its own, which an interrupt at the
// terminal does not reach and which is ended as a whole, and has the kernel end
// it with the thread that starts it.
func contain(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

func killGroup(p *os.Process) {
	syscall.Kill(-p.Pid, syscall.SIGKILL) //nolint:errcheck // it may be gone already
}

// usage returns the resident memory of a process in bytes and its processor time.
func usage(pid int) (rss int64, cpu time.Duration, ok bool) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, 0, false
	}
	// The second field is the command in parentheses and may hold anything.
	f := bytes.Fields(b[bytes.LastIndexByte(b, ')')+1:])
	if len(f) < 22 {
		return 0, 0, false
	}
	number := func(i int) int64 { n, _ := strconv.ParseInt(string(f[i]), 10, 64); return n }
	const tick = time.Second / 100 // USER_HZ is 100 on every Linux
	return number(21) * int64(os.Getpagesize()), time.Duration(number(11)+number(12)) * tick, true
}
