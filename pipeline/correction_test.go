package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// tagged is a document of two passages, the first tagged by a model.
func tagged(first, second string) *Document {
	d := &Document{ID: "00000000000000aa", Text: first + "\n\n" + second}
	d.Passages = []Passage{
		{Number: "1", End: len(first), Tags: []Tag{{Scheme: "rights", ID: "torture", Score: 0.7, By: "model:rights/1"}}},
		{Number: "2", Start: len(first) + 2, End: len(d.Text)},
	}
	d.NumberPassages()
	d.Recommendations = []Recommendation{{Passage: "p1", Tags: []Tag{{Scheme: "rights", ID: "torture", Score: 0.7, By: "model:rights/1"}}}}
	return d
}

func correction(v Verdict, tag, passage, text string) Correction {
	return Correction{Document: "00000000000000aa", Passage: passage, Text: TextHash(text), Scheme: "rights", Tag: tag, Verdict: v, Who: "Ann"}
}

// said prints the tags of each passage as id/by.
func said(d *Document) string {
	var b strings.Builder
	for i := range d.Passages {
		for _, t := range d.Passages[i].Tags {
			b.WriteString(t.ID + "/" + t.By + " ")
		}
		b.WriteString("| ")
	}
	return strings.TrimSpace(b.String())
}

func TestCorrect(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []Correction
		want string
	}{
		{"nothing decided", nil, "torture/model:rights/1 | |"},
		{"accepted", []Correction{correction(Accepted, "torture", "p1", "one")}, "torture/person | |"},
		{"rejected", []Correction{correction(Rejected, "torture", "p1", "one")}, "| |"},
		{"added", []Correction{correction(Added, "life", "p2", "two")}, "torture/model:rights/1 | life/person |"},
		{"the last counts", []Correction{correction(Rejected, "torture", "p1", "one"), correction(Accepted, "torture", "p1", "one")}, "torture/person | |"},
		{"undone", []Correction{correction(Rejected, "torture", "p1", "one"), correction(Undone, "torture", "p1", "one")}, "torture/model:rights/1 | |"},
		{"the ID has moved, the text has not", []Correction{correction(Added, "life", "s9", "two")}, "torture/model:rights/1 | life/person |"},
		{"the text was read better since", []Correction{correction(Rejected, "torture", "p1", "on e")}, "| |"},
		{"undone where the text was read better", []Correction{correction(Rejected, "torture", "p1", "on e"), correction(Undone, "torture", "p1", "one")}, "torture/model:rights/1 | |"},
		{"decided again where the text was read better", []Correction{correction(Rejected, "torture", "p1", "on e"), correction(Accepted, "torture", "p1", "one")}, "torture/person | |"},
		{"undone, and decided again", []Correction{correction(Added, "life", "p1", "one"), correction(Undone, "life", "p1", "one"), correction(Added, "life", "p1", "one")}, "torture/model:rights/1 life/person | |"},
		{"what is not there is rejected", []Correction{correction(Rejected, "life", "p1", "one")}, "torture/model:rights/1 | |"},
		{"added where it is already", []Correction{correction(Added, "torture", "p1", "one")}, "torture/person | |"},
		{"spaces and line ends do not count", []Correction{correction(Rejected, "torture", "p9", " \r\none\t")}, "| |"},
		{"two tags", []Correction{correction(Rejected, "torture", "p1", "one"), correction(Added, "life", "p1", "one"), correction(Added, "health", "p2", "two")}, "life/person | health/person |"},
		{"the passage is gone", []Correction{correction(Added, "life", "s9", "three")}, "torture/model:rights/1 | |"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := tagged("one", "two")
			d.Correct(c.in)
			if got := said(d); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if first := d.Passages[0].Tags; len(first) != len(d.Recommendations[0].Tags) {
				t.Errorf("the recommendation has %v, its passage %v", d.Recommendations[0].Tags, first)
			}
		})
	}
}

// TestPassagesOfTheSameText: a decision on one of two paragraphs that say the
// same is no decision on the other.
// TestDecisions tells of each correction where it stands: which passage it is about
// now, and whether it still counts.
func TestDecisions(t *testing.T) {
	list := []Correction{
		correction(Rejected, "torture", "p1", "one"),
		correction(Added, "life", "p1", "one"),
		correction(Added, "life", "s9", "two"), // its ID has moved
		correction(Accepted, "torture", "p1", "one"),
		correction(Undone, "life", "p1", "one"),
		{Document: "00000000000000bb", Passage: "p1", Text: TextHash("gone"), Scheme: "rights", Tag: "life", Verdict: Added},
	}
	var got []string
	for _, d := range tagged("one", "two").Decisions(list) {
		place := "nowhere"
		if d.Now != nil {
			place = d.Now.ID
		}
		got = append(got, fmt.Sprintf("%s %s of %s: %v", d.Verdict, d.Tag, place, d.Stands))
	}
	want := []string{"rejected torture of p1: false", "added life of p1: false", "added life of p2: true", "accepted torture of p1: true", "undone life of p1: false", "added life of nowhere: false"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestPassagesOfTheSameText(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []Correction
		want string
	}{
		{"the first", []Correction{correction(Rejected, "torture", "p1", "ditto")}, "| torture/model |"},
		{"the second", []Correction{correction(Rejected, "torture", "p2", "ditto")}, "torture/model | |"},
		{"both", []Correction{correction(Rejected, "torture", "p1", "ditto"), correction(Rejected, "torture", "p2", "ditto")}, "| |"},
		{"one each way", []Correction{correction(Rejected, "torture", "p1", "ditto"), correction(Accepted, "torture", "p2", "ditto")}, "| torture/person |"},
		{"one undone", []Correction{correction(Rejected, "torture", "p1", "ditto"), correction(Rejected, "torture", "p2", "ditto"), correction(Undone, "torture", "p2", "ditto")}, "| torture/model |"},
	} {
		d := tagged("ditto", "ditto")
		for i := range d.Passages {
			d.Passages[i].Tags = []Tag{{Scheme: "rights", ID: "torture", By: "model"}}
		}
		d.Correct(c.in)
		if got := said(d); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestCorrectionsOfAPersonAreNeverLost adds to a file with lines that this
// program cannot read: longer than any buffer, of a later version, cut short.
func TestCorrectionsOfAPersonAreNeverLost(t *testing.T) {
	long := correction(Added, "long", "p1", "one")
	long.Label = strings.Repeat("very ", 50_000) + "long"
	for _, c := range []struct{ name, before, want string }{
		{"no file", "", "new"},
		{"an empty line", "\n", "new"},
		{"a line of a later version", `{"kind":"note","text":"of a later version"}` + "\n", "new"},
		{"rubbish", "\x00\xff{\n", "new"},
		{"cut short", `{"document":"00000000000000aa","scheme":"rights","tag":"old","verdict":"added"}` + "\n" + `{"document":"0000`, "old new"},
		{"no last line end", `{"document":"00000000000000aa","scheme":"rights","tag":"old","verdict":"added"}`, "old new"},
		{"Windows line ends", `{"scheme":"rights","tag":"old"}` + "\r\n" + `{"scheme":"rights","tag":"older"}` + "\r\n", "old older new"},
	} {
		store := openStore(t, t.TempDir())
		const id = ID("00000000000000aa")
		path := store.correctionsPath(id)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(c.before), 0o600)); err != nil {
			t.Fatal(err)
		}
		for _, list := range [][]Correction{{correction(Added, "new", "p1", "one")}, {long}, {correction(Added, "last", "p2", "two")}} {
			if err := store.appendCorrections(id, list); err != nil {
				t.Fatal(err)
			}
		}
		list, err := store.Corrections(id)
		var tags []string
		for _, k := range list {
			tags = append(tags, k.Tag)
		}
		if got := strings.Join(tags, " "); err != nil || got != c.want+" long last" {
			t.Errorf("%s: %s, %v, want %s long last", c.name, got, err, c.want)
		}
		after, err := os.ReadFile(path)
		if err != nil || !strings.HasPrefix(string(after), c.before) {
			t.Errorf("%s: what was there is not any more: %v", c.name, err)
		}
	}
}

func TestCorrectionsOfAnotherVersionNeedTheSameText(t *testing.T) {
	d := tagged("one", "two")
	c := correction(Rejected, "torture", "p1", "one, as it was")
	c.Document = "00000000000000bb"
	d.Correct([]Correction{c})
	if got := said(d); got != "torture/model:rights/1 | |" {
		t.Errorf("a decision about another text was applied: %q", got)
	}
}

// deaf is an index that only remembers its mark and what it was given last.
type deaf struct {
	mark string
	last *Document
}

func (d *deaf) Put(_ context.Context, docs ...*Document) error {
	d.last = docs[len(docs)-1]
	return nil
}
func (d *deaf) Delete(context.Context, ...ID) error          { return nil }
func (d *deaf) Publish(_ context.Context, mark string) error { d.mark = mark; return nil }
func (d *deaf) Mark() string                                 { return d.mark }

func TestCorrectionsAreKeptAndIndexed(t *testing.T) {
	store, err := Open(t.TempDir(), false)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	d := tagged("one", "two")
	if err := store.PutDocument(d); err != nil {
		t.Fatal(err)
	}
	ledger, err := store.Ledger()
	if err != nil {
		t.Fatal(err)
	}
	o := &Outcome{URI: "file:///a", File: "a", State: Done, Document: d.ID}
	ledger.note(o)
	if _, err := ledger.append([]*Outcome{o}); err != nil {
		t.Fatal(err)
	}
	idx, given := &deaf{}, correction(Added, "life", "p2", "two")
	if err := store.Correct(context.Background(), idx, d.ID, given); err != nil {
		t.Fatal(err)
	}
	if idx.last == nil || said(idx.last) != "torture/model:rights/1 | life/person |" || idx.mark == "" {
		t.Errorf("the index was given %v, mark %q", idx.last, idx.mark)
	}
	list, err := store.Corrections(d.ID)
	if err != nil || !reflect.DeepEqual(list, []Correction{given}) {
		t.Errorf("kept %v, %v", list, err)
	}
	if err := store.Correct(context.Background(), idx, "00000000000000cc"); !errors.Is(err, ErrNotFound) {
		t.Errorf("a document that is not there: %v", err)
	}
}

func TestAmendKeepsCorrectionsApart(t *testing.T) {
	store, err := Open(t.TempDir(), false)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	d := tagged("one", "two")
	ledger, err := store.Ledger()
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Amend(d); !errors.Is(err, ErrNotFound) {
		t.Fatalf("a document that no item owns was amended: %v", err)
	}
	o := &Outcome{URI: "file:///a", File: "a", State: Done, Document: d.ID, Recipe: "old"}
	ledger.note(o)
	if err := store.PutDocument(d); err != nil {
		t.Fatal(err)
	}
	idx := &deaf{}
	if err := store.Correct(context.Background(), idx, d.ID, correction(Rejected, "torture", "p1", "one")); err != nil {
		t.Fatal(err)
	}
	made, err := store.Processed(d.ID)
	if err != nil || said(made) != "torture/model:rights/1 | |" {
		t.Fatalf("processed %q, %v", said(made), err)
	}
	made.Recipe = "new"
	made.Passages[1].Tags = []Tag{{Scheme: "rights", ID: "life", By: "model:rights/2"}}
	if err := store.Amend(made); err != nil {
		t.Fatal(err)
	}
	if err := store.Replay(context.Background(), idx, nil); err != nil {
		t.Fatal(err)
	}
	if got := said(idx.last); got != "| life/model:rights/2 |" || ledger.Owner(d.ID).Recipe != "new" {
		t.Errorf("the index has %q of recipe %s", got, ledger.Owner(d.ID).Recipe)
	}
}
