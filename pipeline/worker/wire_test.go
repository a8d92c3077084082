package worker

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// fill gives every field of v, at any depth, a value that is not zero.
func fill(v reflect.Value, rnd *rand.Rand) {
	switch v.Kind() {
	case reflect.String:
		v.SetString([]string{"a", "", "Ünïcode", "longer text with spaces"}[rnd.IntN(4)])
	case reflect.Int:
		v.SetInt(rnd.Int64N(2_000_000) - 1_000_000)
	case reflect.Float64:
		v.SetFloat(rnd.Float64())
	case reflect.Bool:
		v.SetBool(rnd.IntN(2) == 1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), rnd)
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), rnd)
		}
	case reflect.Slice:
		n := rnd.IntN(4)
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fill(v.Index(i), rnd)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range 1 + rnd.IntN(3) {
			k, e := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fill(k, rnd)
			fill(e, rnd)
			v.SetMapIndex(k, e)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(rnd.Int64N(1e9), rnd.Int64N(1e9)).UTC()))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), rnd)
		}
	default:
		panic("fill " + v.Kind().String())
	}
}

func filled(seed uint64) *pipeline.Document {
	d := new(pipeline.Document)
	fill(reflect.ValueOf(d).Elem(), rand.New(rand.NewPCG(seed, 1)))
	return d
}

func TestWireRoundTrip(t *testing.T) {
	for seed := range uint64(200) {
		want := filled(seed)
		got, err := readDocument(appendDocument(nil, want))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestWireKeepsNilApart(t *testing.T) {
	want := &pipeline.Document{Passages: []pipeline.Passage{}, Recommendations: nil}
	got, err := readDocument(appendDocument(nil, want))
	if err != nil || got.Passages == nil || got.Recommendations != nil {
		t.Errorf("%#v, %v", got, err)
	}
}

// What the store keeps must read with any JSON library.
func TestStoredFormIsPlainJSON(t *testing.T) {
	for seed := range uint64(50) {
		want := filled(seed)
		stored, err := pipeline.EncodeDocument(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := pipeline.DecodeDocument(stored)
		if err != nil {
			t.Fatal(err)
		}
		a, _ := json.Marshal(want)
		b, _ := json.Marshal(got)
		if diff := cmp.Diff(string(a), string(b)); diff != "" {
			t.Fatal(diff)
		}
	}
}

func FuzzReadDocument(f *testing.F) {
	for seed := range uint64(5) {
		f.Add(appendDocument(nil, filled(seed)))
	}
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f})
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := readDocument(b)
		if (d == nil) == (err == nil) {
			t.Errorf("document %v, error %v", d, err)
		}
	})
}

func BenchmarkWire(b *testing.B) {
	d := &pipeline.Document{Text: string(make([]byte, 60_000))}
	for i := range 300 {
		p := pipeline.Passage{ID: "p1", Number: "1", Kind: pipeline.Paragraph, Start: i * 200, End: i*200 + 200, Section: []string{"A", "B"}}
		p.Sentences = []pipeline.Span{{0, 99}, {100, 200}}
		p.Boxes = []pipeline.Box{{Page: 1, X0: 1, Y0: 2, X1: 3, Y1: 4}}
		p.Tags = []pipeline.Tag{{Scheme: "rights", ID: "torture", Label: "Torture", Score: 0.9, By: "x", Spans: []pipeline.Span{{1, 2}}}}
		d.Passages = append(d.Passages, p)
	}
	frame := appendDocument(nil, d)
	b.Run("write", func(b *testing.B) {
		for b.Loop() {
			frame = appendDocument(frame[:0], d)
		}
	})
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			if _, err := readDocument(frame); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("store", func(b *testing.B) {
		for b.Loop() {
			if _, err := pipeline.EncodeDocument(d); err != nil {
				b.Fatal(err)
			}
		}
	})
}
