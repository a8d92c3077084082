package worker

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"sync"
	"time"
	"unsafe"

	"github.com/haki-project/haki/pipeline"
)

// The document crosses the pipe in a form compiled from the type itself, so that
// a new field needs no change here: values in the order of the fields, varints,
// strings by length. Both ends are the same binary. Decoding takes a sixth of the
// time of the fastest JSON, for strings are parts of the one frame.

var errWire = errors.New("frame does not hold a document")

// wireType writes and reads values of one type at an address.
type wireType struct {
	write func(b []byte, p unsafe.Pointer) []byte
	read  func(r *wireReader, p unsafe.Pointer)
	least int // bytes of a value's shortest form
}

var documentWire = sync.OnceValue(func() wireType { return compile(reflect.TypeFor[pipeline.Document]()) })

func appendDocument(b []byte, d *pipeline.Document) []byte {
	return documentWire().write(b, unsafe.Pointer(d))
}

// readDocument decodes b, which must not be changed afterwards: the document's
// strings are parts of it.
func readDocument(b []byte) (d *pipeline.Document, err error) {
	d = new(pipeline.Document)
	r := &wireReader{b: b}
	documentWire().read(r, unsafe.Pointer(d))
	if r.bad || len(r.b) > 0 {
		return nil, errWire
	}
	return d, nil
}

// wireReader is what is left of a frame; bad stays true after the first value
// that does not fit, and every read after it yields zero.
type wireReader struct {
	b   []byte
	bad bool
}

func (r *wireReader) uvarint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

// count reads a number of elements, each of which takes at least one byte.
func (r *wireReader) count() int {
	n := r.uvarint()
	if n > uint64(len(r.b)) {
		r.bad, r.b = true, nil
		return 0
	}
	return int(n)
}

// elements returns the length of a slice whose elements take at least so many
// bytes each: a damaged frame must not ask for more memory than it could fill.
func (r *wireReader) elements(least int) int {
	n := r.count()
	if n > len(r.b)/max(least, 1) {
		r.bad, r.b = true, nil
		return 0
	}
	return n
}

func (r *wireReader) take(n int) []byte {
	if n > len(r.b) {
		r.bad, r.b = true, nil
		return nil
	}
	b := r.b[:n:n]
	r.b = r.b[n:]
	return b
}

func compile(t reflect.Type) wireType {
	switch {
	case t == reflect.TypeFor[time.Time]():
		return timeWire()
	case t.Kind() == reflect.String:
		return wireType{writeString, readString, 1}
	case t.Kind() == reflect.Int:
		return wireType{writeInt, readInt, 1}
	case t.Kind() == reflect.Bool:
		return wireType{writeBool, readBool, 1}
	case t.Kind() == reflect.Float64:
		return wireType{writeFloat, readFloat, 8}
	case t.Kind() == reflect.Struct:
		return structWire(t)
	case t.Kind() == reflect.Array:
		return arrayWire(t)
	case t.Kind() == reflect.Slice:
		return sliceWire(t)
	case t.Kind() == reflect.Pointer:
		return pointerWire(t)
	case t.Kind() == reflect.Map && t.Key().Kind() == reflect.String:
		return mapWire(t)
	}
	panic(fmt.Sprintf("worker: no wire form for %s", t)) // a test compiles every field of Document
}

func writeString(b []byte, p unsafe.Pointer) []byte {
	s := *(*string)(p)
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func readString(r *wireReader, p unsafe.Pointer) {
	if b := r.take(r.count()); len(b) > 0 {
		*(*string)(p) = unsafe.String(&b[0], len(b))
	}
}

func writeInt(b []byte, p unsafe.Pointer) []byte { return binary.AppendVarint(b, int64(*(*int)(p))) }

func readInt(r *wireReader, p unsafe.Pointer) {
	u := r.uvarint()
	*(*int)(p) = int(int64(u>>1) ^ -int64(u&1)) // zigzag, as AppendVarint writes
}

func writeBool(b []byte, p unsafe.Pointer) []byte {
	if *(*bool)(p) {
		return append(b, 1)
	}
	return append(b, 0)
}

func readBool(r *wireReader, p unsafe.Pointer) { *(*bool)(p) = r.uvarint() == 1 }

func writeFloat(b []byte, p unsafe.Pointer) []byte {
	return binary.LittleEndian.AppendUint64(b, math.Float64bits(*(*float64)(p)))
}

func readFloat(r *wireReader, p unsafe.Pointer) {
	if b := r.take(8); len(b) == 8 {
		*(*float64)(p) = math.Float64frombits(binary.LittleEndian.Uint64(b))
	}
}

func structWire(t reflect.Type) wireType {
	type field struct {
		wireType
		offset uintptr
	}
	var fields []field
	least := 0
	for i := range t.NumField() {
		f := t.Field(i)
		fields = append(fields, field{compile(f.Type), f.Offset})
		least += fields[i].least
	}
	return wireType{
		func(b []byte, p unsafe.Pointer) []byte {
			for i := range fields {
				b = fields[i].write(b, unsafe.Add(p, fields[i].offset))
			}
			return b
		},
		func(r *wireReader, p unsafe.Pointer) {
			for i := range fields {
				fields[i].read(r, unsafe.Add(p, fields[i].offset))
			}
		},
		least,
	}
}

func arrayWire(t reflect.Type) wireType {
	elem, size, n := compile(t.Elem()), t.Elem().Size(), t.Len()
	return wireType{
		func(b []byte, p unsafe.Pointer) []byte {
			for i := range n {
				b = elem.write(b, unsafe.Add(p, uintptr(i)*size))
			}
			return b
		},
		func(r *wireReader, p unsafe.Pointer) {
			for i := range n {
				elem.read(r, unsafe.Add(p, uintptr(i)*size))
			}
		},
		n * elem.least,
	}
}

// sliceWire keeps nil and empty apart, as JSON does.
func sliceWire(t reflect.Type) wireType {
	elem, size := compile(t.Elem()), t.Elem().Size()
	return wireType{
		func(b []byte, p unsafe.Pointer) []byte {
			v := reflect.NewAt(t, p).Elem()
			if v.IsNil() {
				return append(b, 0)
			}
			b = binary.AppendUvarint(append(b, 1), uint64(v.Len()))
			for i, base := 0, v.UnsafePointer(); i < v.Len(); i++ {
				b = elem.write(b, unsafe.Add(base, uintptr(i)*size))
			}
			return b
		},
		func(r *wireReader, p unsafe.Pointer) {
			if r.uvarint() == 0 {
				return
			}
			n := r.elements(elem.least)
			v := reflect.MakeSlice(t, n, n)
			for i, base := 0, v.UnsafePointer(); i < n && !r.bad; i++ {
				elem.read(r, unsafe.Add(base, uintptr(i)*size))
			}
			reflect.NewAt(t, p).Elem().Set(v)
		},
		1,
	}
}

func pointerWire(t reflect.Type) wireType {
	elem := compile(t.Elem())
	return wireType{
		func(b []byte, p unsafe.Pointer) []byte {
			to := *(*unsafe.Pointer)(p)
			if to == nil {
				return append(b, 0)
			}
			return elem.write(append(b, 1), to)
		},
		func(r *wireReader, p unsafe.Pointer) {
			if r.uvarint() == 0 {
				return
			}
			v := reflect.New(t.Elem())
			elem.read(r, v.UnsafePointer())
			reflect.NewAt(t, p).Elem().Set(v)
		},
		1,
	}
}

func mapWire(t reflect.Type) wireType {
	elem := compile(t.Elem())
	return wireType{
		func(b []byte, p unsafe.Pointer) []byte {
			v := reflect.NewAt(t, p).Elem()
			b = binary.AppendUvarint(b, uint64(v.Len()))
			for it := v.MapRange(); it.Next(); {
				k, e := it.Key().String(), reflect.New(t.Elem())
				e.Elem().Set(it.Value())
				b = elem.write(writeString(b, unsafe.Pointer(&k)), e.UnsafePointer())
			}
			return b
		},
		func(r *wireReader, p unsafe.Pointer) {
			n := r.count()
			if n == 0 {
				return
			}
			v := reflect.MakeMapWithSize(t, n)
			for i := 0; i < n && !r.bad; i++ {
				k, e := "", reflect.New(t.Elem())
				readString(r, unsafe.Pointer(&k))
				elem.read(r, e.UnsafePointer())
				v.SetMapIndex(reflect.ValueOf(k).Convert(t.Key()), e.Elem())
			}
			reflect.NewAt(t, p).Elem().Set(v)
		},
		1,
	}
}

func timeWire() wireType {
	return wireType{
		func(b []byte, p unsafe.Pointer) []byte {
			t, err := (*time.Time)(p).MarshalBinary()
			if err != nil { // a zone of broken seconds: keep the instant
				t, _ = (*time.Time)(p).UTC().MarshalBinary()
			}
			return append(binary.AppendUvarint(b, uint64(len(t))), t...)
		},
		func(r *wireReader, p unsafe.Pointer) {
			if err := (*time.Time)(p).UnmarshalBinary(r.take(r.count())); err != nil {
				r.bad, r.b = true, nil
			}
		},
		1,
	}
}
