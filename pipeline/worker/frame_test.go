package worker

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

func TestFramesRoundTrip(t *testing.T) {
	payloads := [][]byte{nil, {}, []byte("a"), {0, 0xff, '\n'}, []byte(strings.Repeat("long ", 100_000))}
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	for _, k := range []kind{kindHello, kindRequest, kindAlive, kindStored, kindDocument, kindFailure} {
		for _, p := range payloads {
			if err := writeFrame(w, k, p); err != nil {
				t.Fatal(err)
			}
		}
	}
	r := bufio.NewReader(&b)
	for _, want := range []kind{kindHello, kindRequest, kindAlive, kindStored, kindDocument, kindFailure} {
		for _, p := range payloads {
			k, got, err := readFrame(r)
			if err != nil || k != want || !bytes.Equal(got, p) {
				t.Fatalf("frame %c of %d bytes: %c, %d bytes, %v", want, len(p), k, len(got), err)
			}
		}
	}
	if _, _, err := readFrame(r); !errors.Is(err, io.EOF) {
		t.Errorf("after the last frame: %v", err)
	}
}

// TestFramesThatAreNone: what a reader that was killed, or that prints on the
// wrong pipe, leaves there.
func TestFramesThatAreNone(t *testing.T) {
	size := func(n uint32) string { return string(binary.BigEndian.AppendUint32(nil, n)) }
	for name, in := range map[string]string{
		"cut head": "h\x00\x00", "cut payload": "h" + size(10) + "abc", "no kind": "\x00" + size(0), "unknown kind": "x" + size(0), "printed text": "panic: runtime error: index out of range\n",
		"too large": "d" + size(maxFrame+1), "as large as can be": "d" + size(1<<32-1),
	} {
		before := allocated()
		if k, b, err := readFrame(bufio.NewReader(strings.NewReader(in))); err == nil {
			t.Errorf("%s is frame %c of %d bytes", name, k, len(b))
		}
		if grown := allocated() - before; grown > 64<<20 {
			t.Errorf("%s takes %d MB", name, grown>>20)
		}
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// TestDamagedDocumentsAreCheap changes each byte of a document's wire form, and
// cuts it at each: it is refused, or read, in memory of its own size.
func TestDamagedDocumentsAreCheap(t *testing.T) {
	d := &pipeline.Document{ID: "00000000000000aa", Text: "One. Two.", Passages: []pipeline.Passage{{ID: "s1", End: 4, Sentences: []pipeline.Span{{0, 4}}}, {ID: "s2", Start: 5, End: 9}}}
	whole := appendDocument(nil, d)
	before := allocated()
	for i := range whole {
		if _, err := readDocument(whole[:i]); err == nil {
			t.Errorf("cut after %d of %d bytes, it is read", i, len(whole))
		}
		for _, c := range []byte{0, 1, 0x7f, 0x80, 0xff} {
			damaged := bytes.Clone(whole)
			damaged[i] = c
			_, _ = readDocument(damaged) // refused or read
		}
	}
	if grown := allocated() - before; grown > 256<<20 {
		t.Errorf("%d MB for documents of %d bytes", grown>>20, len(whole))
	}
	if _, err := readDocument(append(whole, 0)); err == nil {
		t.Error("a byte too many is no error")
	}
}

// TestSlicesAreBounded: a slice said to have as many elements as there are bytes
// left is refused where its elements need more.
func TestSlicesAreBounded(t *testing.T) {
	for _, tt := range []struct {
		n, left, least, want int
	}{{0, 0, 1, 0}, {5, 5, 1, 5}, {6, 5, 1, 0}, {5, 5, 2, 0}, {2, 5, 2, 2}, {3, 5, 2, 0}, {1, 5, 0, 1}, {1 << 20, 1 << 20, 30, 0}} {
		r := &wireReader{b: append(binary.AppendUvarint(nil, uint64(tt.n)), make([]byte, tt.left)...)}
		if got := r.elements(tt.least); got != tt.want || r.bad != (tt.want == 0 && tt.n > 0) {
			t.Errorf("%d elements of %d bytes in %d: %d, bad %t", tt.n, tt.least, tt.left, got, r.bad)
		}
	}
	if least := documentWire().least; least < 30 || least > 200 {
		t.Errorf("an empty document takes %d bytes at least", least)
	}
	if empty := appendDocument(nil, &pipeline.Document{}); len(empty) < documentWire().least {
		t.Errorf("an empty document has %d bytes, fewer than the least, %d", len(empty), documentWire().least)
	}
}
