package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestRunRecordsEveryItem(t *testing.T) {
	s, x := openStore(t, t.TempDir()), openFakeIndex(t, "")
	gone := fakeItem("gone.txt", "", nil)
	gone.Open, gone.Err = nil, errors.New("no such address")
	report := ingest(t, s, x, &fakeProcessor{recipe: "r"}, RunOptions{Workers: 3},
		fakeItem("a.txt", "one\ntwo", nil), fakeItem("b.txt", "!broken", nil), fakeItem("c.txt", "one\ntwo", nil), gone)
	want := Report{Total: 4, New: 1, Duplicates: 1, Failed: 2}
	if diff := cmp.Diff(want, report); diff != "" {
		t.Error(diff)
	}
	l := ledgerOf(t, s)
	for uri, want := range map[string]string{
		"file:///in/a.txt": "done  ", "file:///in/b.txt": "failed malformed malformed: !broken",
		"file:///in/c.txt": "duplicate  the same bytes as file:///in/a.txt", "file:///in/gone.txt": "failed failed no such address",
	} {
		o := l.Last(uri)
		if got := fmt.Sprintf("%s %s %s", o.State, o.Reason, o.Message); got != want {
			t.Errorf("%s: %q, want %q", uri, got, want)
		}
	}
	indexAgrees(t, s, x)
}

func TestSecondRunReadsNothing(t *testing.T) {
	var opened atomic.Int64
	var items []Item
	for i := range 600 {
		items = append(items, fakeItem(fmt.Sprintf("%d.txt", i), fmt.Sprintf("text %d", i/2), &opened))
	}
	items = append(items, fakeItem("bad.txt", "!bad", &opened))
	s, x, p := openStore(t, t.TempDir()), openFakeIndex(t, ""), &fakeProcessor{recipe: "r"}
	ingest(t, s, x, p, RunOptions{}, items...)
	before, read, published := exported(t, s), opened.Load(), x.published
	report := ingest(t, s, x, p, RunOptions{}, items...)
	if want := (Report{Total: 601, Skipped: 600, FailedBefore: 1}); report != want {
		t.Errorf("%+v, want %+v", report, want)
	}
	if opened.Load() != read || x.published != published {
		t.Errorf("%d items read again, %d publications", opened.Load()-read, x.published-published)
	}
	if diff := cmp.Diff(before, exported(t, s)); diff != "" {
		t.Error(diff)
	}
}

func TestEventsComeInSourceOrder(t *testing.T) {
	var items []Item
	for i := range 40 {
		items = append(items, fakeItem(fmt.Sprintf("%02d.txt", i), fmt.Sprint(i), nil))
	}
	var files []string
	last := Event{}
	o := RunOptions{Workers: 4, Progress: func(e Event) { files = append(files, e.Outcome.File); last = e }}
	ingest(t, openStore(t, t.TempDir()), nil, &fakeProcessor{}, o, items...)
	for i, f := range files {
		if f != items[i].File {
			t.Fatalf("event %d is of %s, want %s", i, f, items[i].File)
		}
	}
	if last.Ended != 40 || last.Total != 40 || !last.Listed || last.New != 40 {
		t.Errorf("last event %+v", last)
	}
}

// Which of equal files is the first depends on the source, not on the workers.
func TestDuplicatesFollowSourceOrder(t *testing.T) {
	slowFirst := make(chan struct{})
	p := &fakeProcessor{before: func(o Original) error {
		if o.File == "slow.txt" {
			<-slowFirst
		}
		return nil
	}}
	s := openStore(t, t.TempDir())
	release := fakeItem("z.txt", "other", nil)
	open := release.Open
	release.Open = func() (io.ReadCloser, error) { close(slowFirst); return open() }
	ingest(t, s, nil, p, RunOptions{Workers: 2}, fakeItem("slow.txt", "same", nil), fakeItem("a.txt", "same", nil), release)
	if o := ledgerOf(t, s).Last("file:///in/a.txt"); o.State != Duplicate || o.DuplicateOf != "file:///in/slow.txt" {
		t.Errorf("second of two equal files: %+v", o)
	}
}

func TestFailureOfFirstIsFailureOfSecond(t *testing.T) {
	s := openStore(t, t.TempDir())
	ingest(t, s, nil, &fakeProcessor{}, RunOptions{}, fakeItem("a.txt", "!x", nil), fakeItem("b.txt", "!x", nil))
	a, b := ledgerOf(t, s).Last("file:///in/a.txt"), ledgerOf(t, s).Last("file:///in/b.txt")
	if a.State != Failed || b.State != Failed || a.Reason != b.Reason || a.Message != b.Message {
		t.Errorf("%+v\n%+v", a, b)
	}
}

func TestResume(t *testing.T) {
	set := func(it Item, m Metadata) Item { it.Set = m; return it }
	touched := fakeItem("a.txt", "one", nil)
	touched.Modified = epoch.Add(time.Hour)
	unsized := fakeItem("a.txt", "one", nil)
	unsized.Size = -1
	tests := map[string]struct {
		item   Item
		recipe string
		o      RunOptions
		want   Report
		resume Resume
	}{
		"equal":                {fakeItem("a.txt", "one", nil), "r", RunOptions{}, Report{Skipped: 1}, Equal},
		"touched":              {touched, "r", RunOptions{}, Report{Skipped: 1}, Changed},
		"size unknown":         {unsized, "r", RunOptions{}, Report{Skipped: 1}, Uncertain},
		"other bytes":          {fakeItem("a.txt", "three", nil), "r", RunOptions{}, Report{Changed: 1}, Changed},
		"other recipe":         {fakeItem("a.txt", "one", nil), "r2", RunOptions{}, Report{Changed: 1}, RecipeChanged},
		"other metadata":       {set(fakeItem("a.txt", "one", nil), Metadata{Countries: []string{"KEN"}}), "r", RunOptions{}, Report{Changed: 1}, SetChanged},
		"forced":               {fakeItem("a.txt", "one", nil), "r", RunOptions{Force: true}, Report{Changed: 1}, Equal},
		"broken now":           {fakeItem("a.txt", "!ne", nil), "r2", RunOptions{}, Report{Failed: 1}, RecipeChanged},
		"failed, untried":      {fakeItem("bad.txt", "!x", nil), "r", RunOptions{}, Report{FailedBefore: 1}, FailedBefore},
		"failed, retried":      {fakeItem("bad.txt", "!x", nil), "r", RunOptions{Retry: true}, Report{Failed: 1}, FailedBefore},
		"failed, mended":       {fakeItem("bad.txt", "good", nil), "r", RunOptions{}, Report{New: 1}, Changed},
		"partly read, untried": {fakeItem("part.txt", "?x", nil), "r", RunOptions{}, Report{Skipped: 1}, PartlyRead},
		"partly read, retried": {fakeItem("part.txt", "?x", nil), "r", RunOptions{Retry: true}, Report{Changed: 1}, PartlyRead},
		"never seen":           {fakeItem("new.txt", "new", nil), "r", RunOptions{}, Report{New: 1}, Missing},
		"unseen duplicate":     {fakeItem("new.txt", "one", nil), "r", RunOptions{}, Report{Duplicates: 1}, Missing},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s, x := openStore(t, t.TempDir()), openFakeIndex(t, "")
			ingest(t, s, x, &fakeProcessor{recipe: "r"}, RunOptions{}, fakeItem("a.txt", "one", nil), fakeItem("bad.txt", "!x", nil), fakeItem("part.txt", "?x", nil))
			var got Resume
			tt.o.Progress = func(e Event) { got = e.Resume }
			report := ingest(t, s, x, &fakeProcessor{recipe: tt.recipe}, tt.o, tt.item)
			tt.want.Total = 1
			if report != tt.want || got != tt.resume {
				t.Errorf("%+v as %s, want %+v as %s", report, got, tt.want, tt.resume)
			}
			indexAgrees(t, s, x)
		})
	}
}

// A touched file is not read a third time.
func TestTouchedIsRecorded(t *testing.T) {
	var opened atomic.Int64
	s := openStore(t, t.TempDir())
	it := fakeItem("a.txt", "one", &opened)
	ingest(t, s, nil, &fakeProcessor{}, RunOptions{}, it)
	it.Modified = epoch.Add(time.Second)
	ingest(t, s, nil, &fakeProcessor{}, RunOptions{}, it)
	ingest(t, s, nil, &fakeProcessor{}, RunOptions{}, it)
	if opened.Load() != 2 {
		t.Errorf("read %d times, want 2", opened.Load())
	}
}

func TestVersions(t *testing.T) {
	s, x := openStore(t, t.TempDir()), openFakeIndex(t, "")
	for _, content := range []string{"first", "second", "!broken"} {
		ingest(t, s, x, &fakeProcessor{}, RunOptions{}, fakeItem("a.txt", content, nil))
	}
	var texts []string
	for _, o := range ledgerOf(t, s).Versions("file:///in/a.txt") {
		d, err := s.Document(o.Document)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, d.Text)
	}
	if diff := cmp.Diff([]string{"first", "second"}, texts); diff != "" {
		t.Error(diff)
	}
	indexAgrees(t, s, x)
	if len(x.docs) != 1 {
		t.Errorf("%d documents in the index, want the second version only", len(x.docs))
	}
}

// When the first of two equal files changes, the second takes the document over,
// as if the first had never had it.
func TestDuplicateInherits(t *testing.T) {
	s, x := openStore(t, t.TempDir()), openFakeIndex(t, "")
	ingest(t, s, x, &fakeProcessor{}, RunOptions{}, fakeItem("a.txt", "same", nil), fakeItem("b.txt", "same", nil))
	ingest(t, s, x, &fakeProcessor{}, RunOptions{}, fakeItem("a.txt", "changed", nil))
	indexAgrees(t, s, x)
	o, err := s.Find("b.txt")
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.Document(o.Document)
	if err != nil || d.URI != "file:///in/b.txt" || d.Title != "b.txt" || d.Text != "same" {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestHaltEndsTheRun(t *testing.T) {
	s := openStore(t, t.TempDir())
	p := &fakeProcessor{before: func(Original) error { return fmt.Errorf("%w: no worker", ErrHalt) }}
	r := Runner{Store: s, Processor: p}
	_, err := r.Run(t.Context(), itemList{fakeItem("a.txt", "x", nil)}, RunOptions{})
	if !errors.Is(err, ErrHalt) || len(ledgerOf(t, s).Outcomes()) != 0 {
		t.Errorf("%v, %d outcomes", err, len(ledgerOf(t, s).Outcomes()))
	}
}

func TestSourceErrorKeepsWhatWasFound(t *testing.T) {
	s := openStore(t, t.TempDir())
	lost := errors.New("line lost")
	r := Runner{Store: s, Processor: &fakeProcessor{}}
	report, err := r.Run(t.Context(), failingSource{itemList{fakeItem("a.txt", "x", nil)}, lost}, RunOptions{})
	if !errors.Is(err, lost) || report.New != 1 || len(ledgerOf(t, s).Documents()) != 1 {
		t.Errorf("%+v, %v", report, err)
	}
}

type failingSource struct {
	itemList
	err error
}

func (f failingSource) Each(ctx context.Context, yield func(Item) error) error {
	return errors.Join(f.itemList.Each(ctx, yield), f.err)
}

// An interrupted run commits what it has, records nothing of what it had not,
// and the same run again ends as an undisturbed one.
func TestInterrupt(t *testing.T) {
	var items []Item
	for i := range 50 {
		items = append(items, fakeItem(fmt.Sprintf("%02d.txt", i), strings.Repeat("x", i%7)+"y", nil))
	}
	whole := openStore(t, t.TempDir())
	ingest(t, whole, nil, &fakeProcessor{}, RunOptions{}, items...)

	s, x := openStore(t, t.TempDir()), openFakeIndex(t, "")
	ctx, cancel := context.WithCancel(t.Context())
	p := &fakeProcessor{before: func(o Original) error {
		if o.File == "05.txt" {
			cancel()
		}
		return ctx.Err()
	}}
	r := Runner{Store: s, Processor: p, Index: x}
	if _, err := r.Run(ctx, itemList(items), RunOptions{Workers: 2}); !errors.Is(err, context.Canceled) {
		t.Fatalf("interrupted run: %v", err)
	}
	if n := len(ledgerOf(t, s).Failures()); n > 0 {
		t.Fatalf("%d failures recorded by an interrupt", n)
	}
	indexAgrees(t, s, x)
	ingest(t, s, x, &fakeProcessor{}, RunOptions{}, items...)
	if diff := cmp.Diff(exported(t, whole), exported(t, s)); diff != "" {
		t.Error(diff)
	}
	indexAgrees(t, s, x)
}

func TestIndexErrorEndsTheRun(t *testing.T) {
	s, x := openStore(t, t.TempDir()), openFakeIndex(t, "")
	x.fail = errors.New("index broken")
	r := Runner{Store: s, Processor: &fakeProcessor{}, Index: x}
	if _, err := r.Run(t.Context(), itemList{fakeItem("a.txt", "x", nil)}, RunOptions{}); !errors.Is(err, x.fail) {
		t.Fatalf("got %v", err)
	}
	x.fail = nil
	closeStore(t, s)
	s = openStore(t, s.Dir())
	ingest(t, s, x, &fakeProcessor{}, RunOptions{}, fakeItem("a.txt", "x", nil))
	indexAgrees(t, s, x)
}

// Documents that do not fit into memory while they wait come from the store.
func TestMemoryBudget(t *testing.T) {
	big := strings.Repeat("line\n", 20_000)
	var items []Item
	for i := range 8 {
		items = append(items, fakeItem(fmt.Sprintf("%d.txt", i), fmt.Sprint(i)+big, nil))
	}
	gate := make(chan struct{})
	p := &fakeProcessor{before: func(o Original) error {
		if o.File == "0.txt" {
			<-gate
		}
		if o.File == "7.txt" {
			close(gate)
		}
		return nil
	}}
	s, x := openStore(t, t.TempDir()), openFakeIndex(t, "")
	ingest(t, s, x, p, RunOptions{Workers: 2}, items...)
	indexAgrees(t, s, x)
}

func TestRetryTakesBytesFromTheStore(t *testing.T) {
	s := openStore(t, t.TempDir())
	ingest(t, s, nil, &fakeProcessor{before: func(Original) error { return ErrTimeout }}, RunOptions{}, fakeItem("a.txt", "x", nil))
	r := Runner{Store: s, Processor: &fakeProcessor{}}
	report, err := r.Run(t.Context(), s.Unfinished(nil), RunOptions{Retry: true})
	if err != nil || report.New != 1 {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestRetryReadsAgainWhatWasReadInPart(t *testing.T) {
	s, x := openStore(t, t.TempDir()), openFakeIndex(t, "")
	ingest(t, s, x, &fakeProcessor{}, RunOptions{}, fakeItem("part.txt", "?x", nil), fakeItem("whole.txt", "y", nil))
	var tried []string
	whole := &fakeProcessor{ocr: true, before: func(o Original) error {
		tried = append(tried, o.File)
		return nil
	}}
	r := Runner{Store: s, Processor: whole, Index: x}
	if report, err := r.Run(t.Context(), s.Unfinished(nil), RunOptions{Retry: true}); err != nil || report.Changed != 1 || fmt.Sprint(tried) != "[part.txt]" {
		t.Errorf("%+v, %v, tried %v", report, err, tried)
	}
	if left := ledgerOf(t, s).Unfinished(); len(left) != 0 {
		t.Errorf("still unfinished: %v", left)
	}
	indexAgrees(t, s, x)
}

func TestReplay(t *testing.T) {
	s, x := openStore(t, t.TempDir()), openFakeIndex(t, "")
	ingest(t, s, nil, &fakeProcessor{}, RunOptions{}, fakeItem("a.txt", "one", nil), fakeItem("b.txt", "two", nil))
	ingest(t, s, x, &fakeProcessor{}, RunOptions{}) // a run of nothing brings the index up
	indexAgrees(t, s, x)
	ingest(t, s, nil, &fakeProcessor{}, RunOptions{}, fakeItem("a.txt", "three", nil))
	ingest(t, s, x, &fakeProcessor{}, RunOptions{})
	indexAgrees(t, s, x)
	for _, mark := range []string{"other:1", s.format.Corpus + ":99", "nonsense"} {
		x.mark = mark
		if err := s.Replay(t.Context(), x, nil); !errors.Is(err, ErrStaleIndex) {
			t.Errorf("mark %s: %v", mark, err)
		}
	}
}
