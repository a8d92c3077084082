package pipeline

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/google/go-cmp/cmp"
)

func TestSpans(t *testing.T) {
	tests := []struct {
		a, b Span
		want bool
	}{
		{Span{0, 5}, Span{5, 9}, false}, {Span{0, 5}, Span{4, 9}, true}, {Span{4, 9}, Span{0, 5}, true}, {Span{0, 9}, Span{3, 4}, true},
		{Span{3, 4}, Span{0, 9}, true}, {Span{0, 0}, Span{0, 0}, false}, {Span{2, 2}, Span{0, 5}, true}, {Span{0, 5}, Span{7, 9}, false}, {Span{1, 2}, Span{1, 2}, true},
	}
	for _, tt := range tests {
		if got := tt.a.Overlaps(tt.b); got != tt.want {
			t.Errorf("%v overlaps %v: %t", tt.a, tt.b, got)
		}
	}
	if got := (Span{2, 4}).Of("aéb"); got != "\xa9b" {
		t.Errorf("spans are bytes: %q", got)
	}
}

func TestNumberPassages(t *testing.T) {
	tests := []struct {
		passages []Passage
		want     string
	}{
		{nil, ""},
		{[]Passage{{}, {}, {}}, "s1 s2 s3"},
		{[]Passage{{Number: "1"}, {}, {Number: "2"}}, "p1 s2 p2"},
		{[]Passage{{Number: "119.10"}, {Number: "119.10"}, {Number: "119.10"}}, "p119.10 p119.10~2 p119.10~3"},
		{[]Passage{{Number: "1", Kind: Heading}, {Number: "1"}, {Number: "1", Kind: Footnote}}, "h1 p1 n1"},
		{[]Passage{{Number: "14 bis", Kind: Article}, {Number: "3 (a)"}}, "p14bis p3(a)"},
		{[]Passage{{Number: "12:3"}, {Number: "12.3"}}, "p12.3 p12.3~2"},
		{[]Passage{{Number: "IV", Kind: Heading}, {Number: "§ 5"}, {Number: "第一条", Kind: Article}}, "hIV p§5 p第一条"},
	}
	for _, tt := range tests {
		d := &Document{Passages: tt.passages}
		d.NumberPassages()
		var ids []string
		for _, p := range d.Passages {
			ids = append(ids, p.ID)
		}
		if got := strings.Join(ids, " "); got != tt.want {
			t.Errorf("IDs = %s, want %s", got, tt.want)
		}
		again := strings.Join(ids, " ")
		d.NumberPassages()
		for i, p := range d.Passages {
			if p.ID != ids[i] {
				t.Errorf("numbered again, %s has become %s", again, p.ID)
			}
			if found := d.Passage(p.ID); found != &d.Passages[i] {
				t.Errorf("Passage(%s) is another one", p.ID)
			}
		}
		if d.Passage("p999") != nil || d.Passage("") != nil {
			t.Error("a passage that is not there is found")
		}
	}
}

func TestApply(t *testing.T) {
	found := Metadata{Title: "Found", Kind: KindSpeech, Symbol: "A/1", Language: "fr", Countries: []string{"FRA"}, Date: "2030", Body: "GA", Session: 1, Cycle: 1}
	given := Metadata{Title: "Given", Kind: KindLaw, Symbol: "B/2", Language: "en", Countries: []string{"XSY", "XAR"}, Date: "2031-01", Body: "HRC", Session: 2, Cycle: 3}
	tests := []struct{ under, over, want Metadata }{
		{Metadata{}, Metadata{}, Metadata{}}, {found, Metadata{}, found}, {Metadata{}, given, given}, {found, given, given},
	}
	for _, tt := range tests {
		m := tt.under
		m.Apply(tt.over)
		if !reflect.DeepEqual(m, tt.want) {
			t.Errorf("%+v under %+v = %+v", tt.under, tt.over, m)
		}
	}
	fields := reflect.TypeFor[Metadata]()
	for i := range fields.NumField() { // each alone, also one that is added to Metadata later
		over, want := Metadata{}, found
		reflect.ValueOf(&over).Elem().Field(i).Set(reflect.ValueOf(given).Field(i))
		reflect.ValueOf(&want).Elem().Field(i).Set(reflect.ValueOf(given).Field(i))
		m := found
		if m.Apply(over); !reflect.DeepEqual(m, want) {
			t.Errorf("given %s alone: %+v", fields.Field(i).Name, m)
		}
	}
}

// TestCheck finds every span that lies outside its text.
func TestCheck(t *testing.T) {
	good := func() *Document {
		return &Document{Text: "abcdef", Passages: []Passage{{ID: "s1", Start: 1, End: 5, Sentences: []Span{{0, 4}}, References: []Reference{{Target: "T", Start: 1, End: 2}},
			Tags: []Tag{{ID: "g", Spans: []Span{{0, 0}, {4, 4}}}}}}}
	}
	tests := []struct {
		name  string
		spoil func(p *Passage)
		want  string // "" is no error
	}{
		{"good", func(*Passage) {}, ""},
		{"empty passage", func(p *Passage) { *p = Passage{} }, ""},
		{"the end of the text", func(p *Passage) { *p = Passage{Start: 6, End: 6} }, ""},
		{"past the end", func(p *Passage) { p.End = 7 }, "passage s1: [1,7) is not in a text of 6 bytes"},
		{"before the start", func(p *Passage) { p.Start = -1 }, "passage s1: [-1,5)"},
		{"ends before it begins", func(p *Passage) { p.Start, p.End = 3, 2 }, "passage s1: [3,2)"},
		{"sentence past the end", func(p *Passage) { p.Sentences[0][1] = 5 }, "passage s1: sentence [0,5) is not in a passage of 4 bytes"},
		{"sentence before the start", func(p *Passage) { p.Sentences[0][0] = -1 }, "sentence [-1,4)"},
		{"sentence turned round", func(p *Passage) { p.Sentences[0] = Span{3, 1} }, "sentence [3,1)"},
		{"reference past the end", func(p *Passage) { p.References[0].End = 5 }, "reference T [1,5)"},
		{"reference turned round", func(p *Passage) { p.References[0].Start = 3 }, "reference T [3,2)"},
		{"tag past the end", func(p *Passage) { p.Tags[0].Spans[1][1] = 5 }, "tag g [4,5)"},
		{"tag before the start", func(p *Passage) { p.Tags[0].Spans[0][0] = math.MinInt }, "tag g [-9223372036854775808,0)"},
	}
	for _, tt := range tests {
		d := good()
		tt.spoil(&d.Passages[0])
		err := d.Check()
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}

func TestCheckRest(t *testing.T) {
	tests := []struct {
		name string
		d    Document
		want string
	}{
		{"nothing", Document{}, ""},
		{"good", Document{Text: "abc", Pages: []Page{{Number: 1, End: 3}}, Recommendations: []Recommendation{{Start: 3, End: 3}}}, ""},
		{"page past the end", Document{Text: "abc", Pages: []Page{{Number: 7, End: 4}}}, "page 7: [0,4)"},
		{"page turned round", Document{Text: "abc", Pages: []Page{{Number: 7, Start: 2, End: 1}}}, "page 7: [2,1)"},
		{"recommendation past the end", Document{Text: "abc", Recommendations: []Recommendation{{Number: "12.3", End: 4}}}, "recommendation 12.3: [0,4)"},
		{"recommendation before the start", Document{Text: "abc", Recommendations: []Recommendation{{Number: "12.3", Start: -1}}}, "recommendation 12.3: [-1,0)"},
	}
	for _, tt := range tests {
		err := tt.d.checkRest()
		if tt.want == "" && err != nil || tt.want != "" && (!errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}

// whole is a document with something in every field.
func whole() *Document {
	d := &Document{
		ID: "00000000000000aa", File: "a.pdf", URI: "file:///a.pdf", SHA256: strings.Repeat("a", 64), MediaType: "application/pdf", Recipe: "r1",
		Metadata: Metadata{Title: "Report <&> \"ü\"", Kind: KindUPRReport, Symbol: "A/HRC/98/7", Language: "en", Countries: []string{"XSY"}, Date: "2031-03-14", Body: "HRC", Session: 58, Cycle: 5},
		Text:     "One. Ratify CAT.\nTwo\x00\u2028é 人权 🙂",
		Pages:    []Page{{Number: 1, End: 17, Width: 595.5, Height: 842, Engine: "layout", Reason: "it was better", Confidence: 0.75, Furniture: []string{"GE.31-1"}}},
		Quality: Quality{Pages: 1, EmptyPages: []int{2}, UnmappedGlyphs: 3, ForeignWords: 0.1, NumberGaps: [][2]string{{"12", "14"}}, Engines: []string{"layout"},
			OCRPages: []int{4}, OCRConfidence: 0.9, NeedsOCR: []int{5}, Notes: []string{"A note."}},
		Provenance: &Provenance{URL: "https://example.org/a.pdf", Fetched: epoch, Status: 200, Header: map[string][]string{"Etag": {`"1"`}}, Source: "daily"},
	}
	d.Passages = []Passage{
		{Number: "1", Kind: Paragraph, Section: []string{"I. Summary"}, Level: 1, Page: 1, End: 16, Identifier: "art_1", Notes: []string{"n1"}, Boxes: []Box{{1, 1, 2, 3, 4}},
			Sentences: []Span{{0, 4}, {5, 16}}, Tags: []Tag{{Scheme: "rights", ID: "torture", Label: "Torture", Score: 0.5, By: "terms", Spans: []Span{{12, 15}}}},
			References: []Reference{{Kind: "treaty", Target: "CAT", Pinpoints: []string{"art:1"}, Start: 12, End: 15, URI: "https://example.org", Score: 0.9, By: "rules"}}},
		{Kind: Paragraph, Start: 17, End: 20},
	}
	d.Recommendations = []Recommendation{{Number: "1", Text: "Ratify CAT", States: []string{"PRT"}, Status: "supported", Action: 5, Tags: []Tag{{Scheme: "rights", ID: "torture", Label: "Torture", Score: 0.5, By: "terms", Spans: []Span{{7, 10}}}}, Page: 1, Passage: "p1", Start: 5, End: 16},
		{Text: "A pledge", Pledge: true, Passage: "s2"}}
	d.NumberPassages()
	return d
}

func TestCodecRoundTrip(t *testing.T) {
	for name, d := range map[string]*Document{"whole": whole(), "empty": {ID: "00000000000000aa"}, "large": {ID: "00000000000000aa", Text: strings.Repeat("é\n", 1<<20)}} {
		b, err := EncodeDocument(d)
		if err != nil {
			t.Fatal(err)
		}
		again, err := DecodeDocument(b)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(d, again); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if second, _ := EncodeDocument(again); string(second) != string(b) {
			t.Errorf("%s: encoded again, its bytes differ", name)
		}
		for _, cut := range []int{0, 1, len(b) / 2, len(b) - 1} {
			if _, err := DecodeDocument(b[:cut]); !errors.Is(err, ErrDamaged) && cut > 0 {
				t.Errorf("%s cut after %d bytes: %v", name, cut, err)
			}
		}
		b[len(b)/2] ^= 0x55
		if _, err := DecodeDocument(b); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s with a byte changed: %v", name, err)
		}
	}
	if _, err := EncodeDocument(&Document{Quality: Quality{ForeignWords: math.NaN()}}); err == nil {
		t.Error("a number that JSON has not was encoded")
	}
}

// fill sets every field of v, so that one added later is tried too.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("a <&> \"é\"")
	case reflect.Int, reflect.Int64:
		v.SetInt(7)
	case reflect.Float64:
		v.SetFloat(0.25)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0))
		fill(v.Index(1))
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key)
		fill(value)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(epoch))
			return
		}
		for i := range v.NumField() {
			if v.Field(i).CanSet() && v.Type().Field(i).Tag.Get("json") != "-" {
				fill(v.Field(i))
			}
		}
	}
}

func TestEveryFieldIsKept(t *testing.T) {
	var d Document
	fill(reflect.ValueOf(&d).Elem())
	b, err := EncodeDocument(&d)
	if err != nil {
		t.Fatal(err)
	}
	again, err := DecodeDocument(b)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&d, again); diff != "" {
		t.Error(diff)
	}
}

// TestRecords compares each record with the document that it is of.
func TestRecords(t *testing.T) {
	d := whole()
	p := d.PassageRecord(0)
	if p.ID != "00000000000000aa:p1" || p.Text != "One. Ratify CAT." || p.Document.Symbol != "A/HRC/98/7" || p.Page != 1 || p.Number != "1" || p.Identifier != "art_1" || p.End != 16 {
		t.Errorf("passage %+v", p)
	}
	if p := d.PassageRecord(1); p.Section == nil || p.Tags == nil || p.References == nil {
		t.Errorf("lists of a record are null in JSON: %+v", p)
	}
	r := d.RecommendationRecord(0)
	if r.Country != "XSY" || r.Session != 58 || r.Cycle != 5 || r.File != "a.pdf" || r.Number != "1" || r.Document != d.ID {
		t.Errorf("recommendation %+v", r)
	}
	if r := d.RecommendationRecord(1); r.States == nil || r.Tags == nil || !r.Pledge {
		t.Errorf("pledge %+v", r)
	}
	refs := d.ReferenceRecords(0)
	if len(refs) != 1 || refs[0].Text != "CAT" || refs[0].Passage != "00000000000000aa:p1" || refs[0].Number != "1" {
		t.Errorf("references %+v", refs)
	}
	if refs := d.ReferenceRecords(1); len(refs) != 0 {
		t.Errorf("references of a passage without any: %+v", refs)
	}
	d.Countries = nil
	if r := d.RecommendationRecord(0); r.Country != "" {
		t.Errorf("no country, and %s", r.Country)
	}
	for _, record := range []any{d.PassageRecord(1), d.RecommendationRecord(1), d.Record()} {
		if b, err := json.Marshal(record); err != nil || strings.Contains(string(b), "null") {
			t.Errorf("%s, %v", b, err)
		}
	}
}

func TestSummary(t *testing.T) {
	got, want := whole().Summary(), &Summary{Title: "Report <&> \"ü\"", Kind: KindUPRReport, Symbol: "A/HRC/98/7", Language: "en", Pages: 1, Passages: 2, Recommendations: 1, References: 1, NeedsOCR: 1,
		Quality: &QualitySummary{Doubt: 5.489473684210527, EmptyPages: 1, UnmappedGlyphs: 3, ForeignWords: 0.1, NumberGaps: 1, OCRPages: 1, OCRConfidence: 0.9, Engines: []string{"layout"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(&Summary{Quality: &QualitySummary{}}, (&Document{}).Summary()); diff != "" {
		t.Errorf("of nothing: %s", diff)
	}
}

// The ledger keeps every summary: were their strings parts of what the documents
// were decoded from, it would keep all documents.
func TestASummaryKeepsNoDocument(t *testing.T) {
	stored, err := EncodeDocument(whole())
	if err != nil {
		t.Fatal(err)
	}
	d, err := DecodeDocument(stored)
	if err != nil {
		t.Fatal(err)
	}
	s := d.Summary()
	for name, pair := range map[string][2]string{
		"title": {d.Title, s.Title}, "kind": {string(d.Kind), string(s.Kind)}, "symbol": {d.Symbol, s.Symbol}, "language": {d.Language, s.Language}, "engine": {d.Quality.Engines[0], s.Quality.Engines[0]},
	} {
		if pair[0] != pair[1] || unsafe.StringData(pair[0]) == unsafe.StringData(pair[1]) {
			t.Errorf("%s: %q is no copy of %q", name, pair[1], pair[0])
		}
	}
}

// TestReasons: each failure has a name, advice that says what to do, and finds
// its way back from the name.
func TestReasons(t *testing.T) {
	names := map[string]bool{}
	for _, f := range failures {
		wrapped := fmt.Errorf("page 3: %w: of the file", f.err)
		if got := Reason(wrapped); got != f.name {
			t.Errorf("Reason(%v) = %s, want %s", wrapped, got, f.name)
		}
		if !errors.Is(FromReason(f.name), f.err) {
			t.Errorf("FromReason(%s) = %v", f.name, FromReason(f.name))
		}
		if Advice(f.name) != f.advice || len(f.advice) < 15 {
			t.Errorf("Advice(%s) = %s", f.name, Advice(f.name))
		}
		if names[f.name] {
			t.Errorf("two failures are named %s", f.name)
		}
		names[f.name] = true
	}
	if Reason(errors.New("what?")) != "failed" || FromReason("failed") != nil || FromReason("") != nil || !strings.Contains(Advice("failed"), "report it") {
		t.Error("an unknown failure")
	}
	if got := Reason(errors.Join(ErrTimeout, ErrMalformed)); got != "malformed" {
		t.Errorf("of two reasons the first in the table counts: %s", got)
	}
}

func TestValidOutcomes(t *testing.T) {
	good := Outcome{Seq: 1, URI: "file:///a", State: Done, Document: "00000000000000aa", SHA256: strings.Repeat("a", 64)}
	tests := []struct {
		name  string
		spoil func(o *Outcome)
		want  bool
	}{
		{"done", func(*Outcome) {}, true},
		{"duplicate", func(o *Outcome) { o.State = Duplicate }, true},
		{"failed", func(o *Outcome) { o.State, o.Document = Failed, "" }, true},
		{"failed without bytes", func(o *Outcome) { o.State, o.Document, o.SHA256 = Failed, "", "" }, true},
		{"failed with a document", func(o *Outcome) { o.State = Failed }, false},
		{"done without a document", func(o *Outcome) { o.Document = "" }, false},
		{"no state", func(o *Outcome) { o.State = "" }, false},
		{"unknown state", func(o *Outcome) { o.State = "sleeping" }, false},
		{"no number", func(o *Outcome) { o.Seq = 0 }, false},
		{"negative number", func(o *Outcome) { o.Seq = -1 }, false},
		{"no URI", func(o *Outcome) { o.URI = "" }, false},
		{"an ID that is a path", func(o *Outcome) { o.Document = "../../../../etc/" }, false},
		{"a short ID", func(o *Outcome) { o.Document = "aa" }, false},
		{"an ID in capitals", func(o *Outcome) { o.Document = "00000000000000AA" }, false},
		{"a short hash", func(o *Outcome) { o.SHA256 = "aa" }, false},
		{"a hash that is a path", func(o *Outcome) { o.SHA256 = strings.Repeat("../", 21) + "a" }, false},
	}
	for _, tt := range tests {
		o := good
		tt.spoil(&o)
		if got := o.valid(); got != tt.want {
			t.Errorf("%s: valid is %t", tt.name, got)
		}
	}
}

// TestResumeStates names why an item is done again, or not.
func TestResumeStates(t *testing.T) {
	it := Item{URI: "file:///a", Size: 5, Modified: epoch}
	last := Outcome{URI: "file:///a", State: Done, Size: 5, Modified: epoch, Recipe: "r", SHA256: "x"}
	tests := []struct {
		name string
		it   func(*Item)
		last func(*Outcome) // nil: never seen
		want Resume
	}{
		{"never seen", nil, nil, Missing},
		{"as before", nil, func(*Outcome) {}, Equal},
		{"larger", func(i *Item) { i.Size = 6 }, func(*Outcome) {}, Changed},
		{"later", func(i *Item) { i.Modified = epoch.Add(time.Nanosecond) }, func(*Outcome) {}, Changed},
		{"earlier", func(i *Item) { i.Modified = epoch.Add(-time.Hour) }, func(*Outcome) {}, Changed},
		{"another zone", func(i *Item) { i.Modified = epoch.In(time.FixedZone("x", 3600)) }, func(*Outcome) {}, Equal},
		{"size unknown", func(i *Item) { i.Size = -1 }, func(*Outcome) {}, Uncertain},
		{"time unknown", func(i *Item) { i.Modified = time.Time{} }, func(*Outcome) {}, Uncertain},
		{"another recipe", nil, func(o *Outcome) { o.Recipe = "q" }, RecipeChanged},
		{"other metadata", func(i *Item) { i.Set.Title = "T" }, func(*Outcome) {}, SetChanged},
		{"metadata taken back", nil, func(o *Outcome) { o.Set = &Metadata{Title: "T"} }, SetChanged},
		{"the same metadata", func(i *Item) { i.Set.Title = "T" }, func(o *Outcome) { o.Set = &Metadata{Title: "T"} }, Equal},
		{"cannot be read now", func(i *Item) { i.Err = ErrUnreadable }, func(*Outcome) {}, Unread},
		{"could not be read then", nil, func(o *Outcome) { o.State, o.SHA256 = Failed, "" }, Unread},
		{"failed", nil, func(o *Outcome) { o.State = Failed }, FailedBefore},
		{"failed with another recipe", nil, func(o *Outcome) { o.State, o.Recipe = Failed, "q" }, RecipeChanged},
		{"failed and changed", func(i *Item) { i.Size = 6 }, func(o *Outcome) { o.State = Failed }, Changed},
		{"a duplicate of another recipe", nil, func(o *Outcome) { o.State, o.Recipe = Duplicate, "q" }, Equal},
		{"a duplicate, changed", func(i *Item) { i.Size = 6 }, func(o *Outcome) { o.State = Duplicate }, Changed},
	}
	for _, tt := range tests {
		i, o := it, (*Outcome)(nil)
		if tt.it != nil {
			tt.it(&i)
		}
		if tt.last != nil {
			c := last
			tt.last(&c)
			o = &c
		}
		if got := resume(i, o, "r"); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestSameBytes(t *testing.T) {
	o := &Outcome{State: Done, SHA256: "x", Recipe: "r", Set: &Metadata{Title: "T"}}
	tests := []struct {
		name        string
		o           *Outcome
		sha, recipe string
		set         Metadata
		want        bool
	}{
		{"none", nil, "x", "r", Metadata{}, false}, {"same", o, "x", "r", Metadata{Title: "T"}, true}, {"other bytes", o, "y", "r", Metadata{Title: "T"}, false},
		{"other recipe", o, "x", "q", Metadata{Title: "T"}, false}, {"other metadata", o, "x", "r", Metadata{}, false},
		{"duplicate", &Outcome{State: Duplicate, SHA256: "x"}, "x", "q", Metadata{Title: "T"}, true},
	}
	for _, tt := range tests {
		if got := tt.o.sameBytes(tt.sha, tt.recipe, tt.set); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
	if orNil(Metadata{}) != nil || orNil(Metadata{Cycle: 1}).Cycle != 1 {
		t.Error("metadata that is empty is recorded as none")
	}
}

func TestSymbol(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "a/hrc/21/11": "A/HRC/21/11", " A/HRC/21/11 ": "A/HRC/21/11", "S/RES/1325 (2000)": "S/RES/1325(2000)", "A / HRC\t/ 1\n": "A/HRC/1", "A\u00a0/1": "A/1",
	} {
		if got := Symbol(in); got != want {
			t.Errorf("Symbol(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTextHash(t *testing.T) {
	same := []string{"a b", " a b ", "a\r\nb", "a\t\tb", "a\u00a0b"}
	for _, s := range same {
		if TextHash(s) != TextHash("a b") {
			t.Errorf("%q counts as another text than %q", s, "a b")
		}
	}
	for _, s := range []string{"ab", "a c", "A b", "", "a b c"} {
		if TextHash(s) == TextHash("a b") {
			t.Errorf("%q counts as %q", s, "a b")
		}
	}
	if len(TextHash("")) != 16 {
		t.Errorf("of %d digits", len(TextHash("")))
	}
}

func TestNamesInTheStore(t *testing.T) {
	sha, id := strings.Repeat("ab", 32), ID("0123456789abcdef")
	if got := parseOriginalName(originalName(sha)); got != sha {
		t.Errorf("original %q", got)
	}
	if got := parseDocumentName(documentName(id)); got != id {
		t.Errorf("document %q", got)
	}
	if got := parseIDName(correctionsName(id), correctionsSuffix, correctionsName); got != id {
		t.Errorf("corrections %q", got)
	}
	for _, bad := range []string{"", "originals", "originals/ab", "originals/xx/" + sha, "/originals/ab/" + sha, "../originals/ab/" + sha, "originals/ab/../ab/" + sha, "originals/ab/" + strings.ToUpper(sha),
		"originals/ab/" + sha + "/", "documents/01/" + sha, "documents/01/0123456789abcdef", "documents/02/0123456789abcdef.json.zst", "documents/01/0123456789abcde.json.zst", "documents/01/0123456789abcdeg.json.zst"} {
		if parseOriginalName(bad) != "" || parseDocumentName(bad) != "" || parseIDName(bad, correctionsSuffix, correctionsName) != "" {
			t.Errorf("%q is taken for a name in the store", bad)
		}
	}
}

func TestReadPID(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pid")
	if got := readPID(path); got != 0 {
		t.Errorf("no file: %d", got)
	}
	for content, want := range map[string]int{"": 0, "12\n": 12, " 12 ": 12, "twelve": 0, "12 13": 0, "\x00": 0} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := readPID(path); got != want {
			t.Errorf("%q: %d, want %d", content, got, want)
		}
	}
	for pid, want := range map[int]string{0: "wait until it is done", 7: "process 7"} {
		err := error(&LockedError{Dir: "corpus", PID: pid})
		if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "corpus") {
			t.Errorf("locked by %d: %v", pid, err)
		}
	}
}

func TestAlive(t *testing.T) {
	n := 0
	ctx := WithAlive(t.Context(), func() { n++ })
	Alive(ctx)
	Alive(ctx)
	Alive(t.Context()) // nobody listens
	if n != 2 {
		t.Errorf("heard %d times, want 2", n)
	}
}

// TestFailedItems are what haki retry does again, from wherever the bytes are.
func TestFailedItems(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, filepath.Join(dir, "corpus"))
	on := filepath.Join(dir, "on disk.txt")
	if err := os.WriteFile(on, []byte("now"), 0o600); err != nil {
		t.Fatal(err)
	}
	sha, _, err := s.PutOriginal(strings.NewReader("kept"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, ledgerOf(t, s),
		&Outcome{URI: "file:///kept", File: "kept", State: Failed, SHA256: sha, Set: &Metadata{Title: "T"}},
		&Outcome{URI: "file://" + strings.ReplaceAll(on, " ", "%20"), File: "on disk.txt", State: Failed, Size: 1},
		&Outcome{URI: "file:///gone", File: "gone", State: Failed},
		&Outcome{URI: "file:///a.zip#member", File: "member", State: Failed},
		&Outcome{URI: "https://example.org/a", File: "a", State: Failed},
		&Outcome{URI: "https://example.org/b", File: "b", State: Failed},
		&Outcome{URI: "://", File: "bad", State: Failed},
		done("file:///fine", "1"))
	reopen := func(o *Outcome) (Item, bool) {
		return Item{URI: o.URI, File: "reopened"}, strings.HasSuffix(o.URI, "/b")
	}
	var got []string
	err = s.Unfinished(reopen).Each(t.Context(), func(it Item) error {
		got = append(got, fmt.Sprintf("%s %d %s", it.File, it.Size, it.Set.Title))
		return nil
	})
	want := []string{"gone 0 ", "kept 0 T", "on disk.txt 3 ", "reopened 0 "}
	if err != nil || !cmp.Equal(got, want, cmp.Transformer("sorted", func(l []string) string {
		m := map[string]bool{}
		for _, s := range l {
			m[s] = true
		}
		return fmt.Sprint(m)
	})) {
		t.Errorf("retried %q, want %q: %v", got, want, err)
	}
	stop := errors.New("enough")
	if err := s.Unfinished(nil).Each(t.Context(), func(Item) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("a runner that stops: %v", err)
	}
}

// TestFindTable finds documents as people name them.
func TestFindTable(t *testing.T) {
	s := openStore(t, t.TempDir())
	named := func(id ID, uri, file, symbol string) *Outcome {
		return &Outcome{URI: uri, File: file, State: Done, Document: id, Summary: &Summary{Symbol: symbol}}
	}
	write(t, ledgerOf(t, s),
		named("aaaa000000000001", "file:///in/Report.pdf", "Report.pdf", "A/HRC/98/7"),
		named("aaaa000000000002", "file:///in/other/report.pdf", "report.pdf", "A/HRC/98/8"),
		named("bbbb000000000003", "file:///in/act.xml", "act.xml", ""),
		named("cccc000000000004", "file:///in/1.txt", "note.txt", "S/RES/1325(2000)"),
		named("cccc000000000005", "file:///in/2.txt", "note.txt", "S/RES/1325(2000)"),
		&Outcome{URI: "file:///in/fail.pdf", File: "fail.pdf", State: Failed})
	tests := []struct{ ref, want string }{
		{"file:///in/act.xml", "bbbb000000000003"}, {"bbbb000000000003", "bbbb000000000003"}, {"bbbb", "bbbb000000000003"}, {"BBBB", "bbbb000000000003"},
		{"bbb", "not found"}, {"act.xml", "bbbb000000000003"}, {"ACT.XML", "bbbb000000000003"}, {"act", "not found"},
		{"Report.pdf", "aaaa000000000001"}, {"report.pdf", "aaaa000000000002"}, {"REPORT.PDF", "ambiguous"}, {"aaaa", "ambiguous"},
		{"A/HRC/98/7", "aaaa000000000001"}, {"a/hrc/98/7", "aaaa000000000001"}, {" A/HRC/98/8 ", "aaaa000000000002"}, {"S/RES/1325 (2000)", "ambiguous"},
		{"note.txt", "ambiguous"}, {"fail.pdf", "not found"}, {"", "not found"}, {"/", "not found"}, {"*", "not found"},
	}
	for _, tt := range tests {
		o, err := s.Find(tt.ref)
		got := ""
		switch {
		case errors.Is(err, ErrAmbiguous):
			got = "ambiguous"
		case errors.Is(err, ErrNotFound):
			got = "not found"
		case err == nil:
			got = string(o.Document)
		}
		if got != tt.want {
			t.Errorf("Find(%q) = %s, %v, want %s", tt.ref, got, err, tt.want)
		}
	}
}

func TestAmbiguousNamesAFew(t *testing.T) {
	var found []*Outcome
	for i := range 8 {
		found = append(found, &Outcome{Document: ID(fmt.Sprintf("%016d", i)), File: "a.txt"})
	}
	got := ambiguous("a.txt", found).Error()
	if !strings.Contains(got, "0000000000000004 a.txt") || strings.Contains(got, "0000000000000005") || !strings.Contains(got, "and 3 more") {
		t.Error(got)
	}
	if got := ambiguous("a.txt", found[:5]).Error(); strings.Contains(got, "more") {
		t.Error(got)
	}
}

// TestLedgerTable: what a ledger says after any order of outcomes of few items.
func TestLedgerTable(t *testing.T) {
	failed := func(uri string) *Outcome { return &Outcome{URI: uri, State: Failed, Reason: "malformed"} }
	tests := []struct {
		name string
		in   []*Outcome
		want string
	}{
		{"nothing", nil, ""},
		{"one", []*Outcome{done("a", "1")}, "a done 1 ; version 1;document 1 of a;"},
		{"the same again", []*Outcome{done("a", "1"), done("a", "1")}, "a done 1 ; version 1;document 1 of a;"},
		{"a new version", []*Outcome{done("a", "1"), done("a", "2")}, "a done 2 ; version 1; version 2;document 2 of a;"},
		{"back to the old version", []*Outcome{done("a", "1"), done("a", "2"), done("a", "1")}, "a done 1 ; version 1; version 2; version 1;document 1 of a;"},
		{"failed", []*Outcome{failed("a")}, "a failed ;"},
		{"failed after it was done", []*Outcome{done("a", "1"), failed("a")}, "a failed ; version 1;document 1 of a;"},
		{"done after it failed", []*Outcome{failed("a"), done("a", "1")}, "a done 1 ; version 1;document 1 of a;"},
		{"failed and done again", []*Outcome{done("a", "1"), failed("a"), done("a", "2")}, "a done 2 ; version 1; version 2;document 2 of a;"},
		{"a duplicate", []*Outcome{done("a", "1"), twin("b", "1")}, "a done 1 ; version 1;b duplicate 1 a;document 1 of a;"},
		{"a duplicate first", []*Outcome{twin("b", "1"), done("a", "1")}, "a done 1 ; version 1;b duplicate 1 a;document 1 of a;"},
		{"the first changes", []*Outcome{done("a", "1"), twin("b", "1"), done("a", "2")}, "a done 2 ; version 1; version 2;b duplicate 1 a;document 2 of a;orphan b;"},
		{"the heir takes over", []*Outcome{done("a", "1"), twin("b", "1"), done("a", "2"), done("b", "1")}, "a done 2 ; version 1; version 2;b done 1 ; version 1;document 2 of a;document 1 of b;"},
		{"the duplicate changes", []*Outcome{done("a", "1"), twin("b", "1"), done("b", "2")}, "a done 1 ; version 1;b done 2 ; version 2;document 1 of a;document 2 of b;"},
		{"a duplicate that fails", []*Outcome{done("a", "1"), twin("b", "1"), failed("b")}, "a done 1 ; version 1;b failed ;document 1 of a;"},
		{"three of one", []*Outcome{done("a", "1"), twin("b", "1"), twin("c", "1"), done("a", "2")}, "a done 2 ; version 1; version 2;b duplicate 1 a;c duplicate 1 a;document 2 of a;orphan b;"},
		{"duplicates of each other", []*Outcome{done("a", "1"), done("b", "2"), twin("a", "2"), twin("b", "1")}, "a duplicate 2 b; version 1;b duplicate 1 ; version 2;orphan a;orphan b;"},
	}
	for _, tt := range tests {
		l, path := newLedger(t)
		write(t, l, tt.in...)
		got := strings.Join(strings.Fields(strings.ReplaceAll(view(l), "\n", ";")), " ")
		if got != tt.want {
			t.Errorf("%s = %q, want %q", tt.name, got, tt.want)
		}
		if again := view(reopen(t, path)); again != view(l) {
			t.Errorf("%s, read again: %q", tt.name, again)
		}
	}
}

func ExampleReason() {
	err := fmt.Errorf("report.pdf: %w", ErrEncrypted)
	fmt.Println(Reason(err))
	fmt.Println(Advice(Reason(err)))
	// Output:
	// encrypted
	// remove the password (open it, print to PDF) and ingest the copy
}

func ExampleDocument_NumberPassages() {
	d := &Document{Passages: []Passage{{Number: "I", Kind: Heading}, {Number: "1"}, {}, {Number: "1"}}}
	d.NumberPassages()
	for _, p := range d.Passages {
		fmt.Println(p.ID)
	}
	// Output:
	// hI
	// p1
	// s3
	// p1~2
}

func ExampleMetadata_Apply() {
	m := Metadata{Title: "As printed", Language: "en"}
	m.Apply(Metadata{Title: "As the user says", Countries: []string{"XSY"}})
	fmt.Println(m.Title, m.Language, m.Countries)
	// Output: As the user says en [XSY]
}
