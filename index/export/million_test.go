package export

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/haki-project/haki/pipeline"
)

// mostMemory is what an export may take, in bytes of the whole process, whatever
// the number of rows.
const mostMemory = 300 << 20

// TestMemoryIsBounded exports as many passages in every format as HAKI_ROWS says,
// as 1000000; what can be read back elsewhere is counted there.
func TestMemoryIsBounded(t *testing.T) {
	if os.Getenv("HAKI_ROWS") == "" {
		t.Skip("takes long: set HAKI_ROWS, as 1000000")
	}
	rows, err := strconv.Atoi(os.Getenv("HAKI_ROWS"))
	if err != nil {
		t.Fatal(err)
	}
	const each = 500 // passages of a document, as many as a long report has
	for _, format := range Formats(Passages) {
		t.Run(format, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "export."+format)
			f, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			debug.FreeOSMemory()
			peak, start := watchMemory(t), time.Now()
			n, err := Write(context.Background(), f, Passages, format, Options{Version: "test"}, manyDocuments(rows/each, each))
			if err != nil {
				t.Fatal(err)
			}
			took, memory := time.Since(start), peak()
			info, err := f.Stat()
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d rows, %d MB in %s, at most %d MB of memory", n, info.Size()>>20, took.Round(100*time.Millisecond), memory>>20)
			if memory > mostMemory {
				t.Errorf("took %d MB of memory, at most %d are right", memory>>20, mostMemory>>20)
			}
			if want := map[string]int{"qdc": 2, "qdpx": 2 * rows, "jsonld": 2 * rows}[format]; n != max(want, rows) && format != "qdc" {
				t.Errorf("%d rows, want %d", n, max(want, rows))
			}
			countElsewhere(t, format, path, n)
		})
	}
}

// manyDocuments are invented reports, made one by one.
func manyDocuments(documents, passages int) Selections {
	d := document(passages)
	return func(_ context.Context, yield func(Selection) error) error {
		for i := range documents {
			one := *d
			one.ID = pipeline.ID(fmt.Sprintf("%016x", i))
			one.SHA256, one.Symbol = fmt.Sprintf("%064x", i), fmt.Sprintf("A/HRC/98/%d", i)
			if err := yield(Selection{Document: &one, All: true}); err != nil {
				return err
			}
		}
		return nil
	}
}

// watchMemory looks at the memory of the process until the function returned is
// called, which tells the most that was seen, in bytes.
func watchMemory(t *testing.T) func() int64 {
	t.Helper()
	if residentMemory() == 0 {
		t.Skip("this system does not tell how much memory a process takes")
	}
	done, peak := make(chan struct{}), make(chan int64)
	go func() {
		var most int64
		for {
			most = max(most, residentMemory())
			select {
			case <-done:
				peak <- most
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	return func() int64 { close(done); return <-peak }
}

// residentMemory is the memory of this process, in bytes; 0 unknown.
func residentMemory() int64 {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(b))
	pages, err := strconv.ParseInt(fields[1], 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}

// countElsewhere lets another program count the rows, where there is one.
func countElsewhere(t *testing.T, format, path string, want int) {
	t.Helper()
	name := os.Getenv("HAKI_PYTHON")
	if name == "" {
		return
	}
	c := exec.Command(name, "testdata/readers.py", "count", format, path, string(Passages))
	c.Stderr = io.Discard
	out, err := c.Output()
	if text := strings.TrimSpace(string(out)); text == "no reader" {
		return
	} else if n, _ := strconv.Atoi(text); err != nil || n != want {
		t.Errorf("another program reads %s rows of %d: %v", text, want, err)
	}
}
