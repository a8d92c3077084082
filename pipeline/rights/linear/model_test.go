package linear

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

var fullSpec = Spec{Triples: true, Skips: true, Prefixes: true, Near: 8, First: 2}

// lessons are invented: two labels, told apart by what is asked for.
func lessons() []Example {
	var list []Example
	for i := range 40 {
		list = append(list,
			Example{Text: fmt.Sprintf("Open more schools for the children of province %d", i%7), Labels: []string{"school"}},
			Example{Text: fmt.Sprintf("Dig wells and keep rivers clean in district %d", i%5), Labels: []string{"water"}})
	}
	return list
}

// trained returns a model of lessons and the bytes of its file.
func trained(t testing.TB) (*Model, []byte) {
	t.Helper()
	m, _, err := Train(lessons(), Options{Name: "lessons/1", Spec: fullSpec})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	return m, b.Bytes()
}

func TestTrainIsDeterministic(t *testing.T) {
	_, first := trained(t)
	if _, second := trained(t); !bytes.Equal(first, second) {
		t.Error("two trainings on the same examples gave different files")
	}
}

func TestReadGivesTheSameScores(t *testing.T) {
	m, file := trained(t)
	back, err := Read(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Build schools for all children": "school",
		"Keep the wells clean":           "water",
	} {
		scores := m.Scores(Split(text, nil), nil)
		if got := back.Scores(Split(text, nil), nil); !slices.Equal(got, scores) {
			t.Errorf("%q: %v after reading, %v before", text, got, scores)
		}
		if got := back.Labels[back.Best(Split(text, nil)).Label].ID; got != want {
			t.Errorf("%q: label %s, want %s", text, got, want)
		}
	}
	if got := back.Scores(nil, nil); got != nil {
		t.Errorf("scores of nothing: %v", got)
	}
}

func TestReadRefuses(t *testing.T) {
	_, file := trained(t)
	for name, b := range map[string][]byte{"nothing": nil, "letters": []byte("not a model"), "half": file[:len(file)/2]} {
		if _, err := Read(bytes.NewReader(b)); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: error %v, want ErrFormat", name, err)
		}
	}
}

func features(keys ...uint32) []known {
	var list []known
	for _, k := range keys {
		list = append(list, known{key: k})
	}
	return list
}

// placed numbers features from 1 on.
func placed(list []known) []place {
	places := make([]place, len(list))
	for i := range places {
		places[i] = place(i + 1)
	}
	return places
}

func TestVocabulary(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	many := make([]uint32, 20_000)
	for i := range many {
		many[i] = random.Uint32()
	}
	slices.Sort(many)
	many = slices.Compact(many)
	random.Shuffle(len(many), func(i, j int) { many[i], many[j] = many[j], many[i] })
	for _, keys := range [][]uint32{nil, {0}, {1<<32 - 1}, {0, 1, 2, 3, 1 << 20, 1<<32 - 2, 1<<32 - 1}, {9, 8, 7}, many} {
		list := features(keys...)
		v, ok := newVocabulary(list, placed(list))
		if !ok {
			t.Fatalf("%d keys refused", len(keys))
		}
		for i, k := range keys {
			if v.perhaps(k) == 0 || v.find(k) != place(i+1) {
				t.Fatalf("key %d of %d: at %d", k, len(keys), v.find(k))
			}
		}
		for range 1000 {
			if k := random.Uint32(); !slices.Contains(keys, k) && v.find(k) != nowhere {
				t.Fatalf("a foreign key among %d: at %d", len(keys), v.find(k))
			}
		}
	}
}

// TestVocabularyTurnsMostUnknownAway says what the bits are for.
func TestVocabularyTurnsMostUnknownAway(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var list []known
	for range 5000 {
		list = append(list, known{key: random.Uint32()})
	}
	v, _ := newVocabulary(list, placed(list))
	taken := 0
	for range 10_000 {
		taken += int(v.perhaps(random.Uint32()))
	}
	if taken > 1200 {
		t.Errorf("%d of 10,000 unknown keys pass", taken)
	}
}

func TestVocabularyRefusesKeysMadeToCollide(t *testing.T) {
	var keys []uint32
	for i := range uint32(farthest + 2) {
		keys = append(keys, i)
	}
	list := features(keys...)
	if _, ok := newVocabulary(list, placed(list)); ok {
		t.Error("keys that all want one bit were taken")
	}
	list = features(keys[1:]...)
	if _, ok := newVocabulary(list, placed(list)); !ok {
		t.Error("keys near each other were refused")
	}
}

func TestEmitKnownLeavesOutOnlyTheUnknown(t *testing.T) {
	m, _ := trained(t)
	words := Split("Open schools, and keep the rivers of the province clean", nil)
	read := func(known *vocabulary) (found []feature) {
		e := emitter{known: known}
		fullSpec.emit(words, &e)
		for _, f := range e.list {
			if m.known.find(f.key) != nowhere {
				found = append(found, f)
			}
		}
		return found
	}
	all, some := read(nil), read(&m.known)
	if len(all) == 0 || !slices.Equal(all, some) {
		t.Errorf("%d known features without the gate, %d with it", len(all), len(some))
	}
}

func FuzzRead(f *testing.F) {
	_, file := trained(f)
	f.Add(file)
	f.Add(file[:len(file)/3])
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := Read(bytes.NewReader(b)); err == nil {
			m.Say(Split("Open schools for children", nil))
		}
	})
}

func FuzzTokens(f *testing.F) {
	f.Add("the women's État n° 12 \xff")
	f.Fuzz(func(t *testing.T, text string) {
		end := int32(0)
		for _, w := range Split(text, nil) {
			if w.start < end || w.end <= w.start || int(w.end) > len(text) {
				t.Fatalf("word at %d:%d after %d in %q", w.start, w.end, end, text)
			}
			end = w.end
		}
	})
}
