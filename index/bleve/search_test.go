package bleve

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/indextest"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// textDocument has a passage for each text, in a language.
func textDocument(id, language string, texts ...string) *pipeline.Document {
	d := &pipeline.Document{ID: pipeline.ID(id), File: id + ".txt", URI: "file:///" + id + ".txt", Metadata: pipeline.Metadata{Language: language}}
	for _, text := range texts {
		start := len(d.Text)
		d.Text += text + "\n"
		d.Passages = append(d.Passages, pipeline.Passage{Kind: pipeline.Paragraph, Start: start, End: start + len(text)})
	}
	d.NumberPassages()
	return d
}

// indexed returns a reader of docs.
func indexed(t *testing.T, docs ...*pipeline.Document) index.Reader {
	t.Helper()
	dir := t.TempDir()
	w := mustOpen(t, dir)
	must(t, w.Put(t.Context(), docs...))
	must(t, w.Publish(t.Context(), "all"))
	must(t, w.Close())
	r, err := OpenReader(dir, indextest.Options())
	must(t, err)
	t.Cleanup(func() { must(t, r.Close()) })
	return r
}

func parse(t *testing.T, q string) query.Node {
	t.Helper()
	n, err := query.Parse(q)
	must(t, err)
	return n
}

// TestOddTexts finds words in texts that files bring, with what is marked.
func TestOddTexts(t *testing.T) {
	texts := []string{
		"Torture\r\nand ill-treatment",
		"tor\u00adture with a soft hyphen",
		"a\x00torture\x00b between NULs",
		"TORTURE\u00a0is\u202fa crime",
		"e\u0301galite\u0301 décomposée",
		"التعذيب وحقوق الإنسان",
		"人权法与Rights混合",
		"1.2.3-4/5 119.10(a)",
		strings.Repeat("x", 5000),
		"the " + strings.Repeat("very ", 3000) + "last",
		"🙂 smile",
		"State's States’ l’État",
		"",
		"—…!",
	}
	r := indexed(t, textDocument("a1", "en", texts...))
	tests := []struct{ query, want string }{
		{"torture", "s1[Torture] s2[tor\u00adture] s3[torture] s4[TORTURE]"},
		{"=torture", "s1[Torture] s2[tor\u00adture] s3[torture] s4[TORTURE]"},
		{"=TORTURE", "s4[TORTURE]"},
		{`"torture and ill-treatment"`, "s1[Torture\r\nand ill-treatment]"},
		{"ill-treatment", "s1[ill-treatment]"},
		{"illtreatment", ""},
		{`"torture is a crime"`, "s4[TORTURE\u00a0is\u202fa crime]"},
		{"egalite", "s5[égalité]"},
		{"=égalité", "s5[égalité]"},
		{"التعذيب", "s6[التعذيب]"},
		{"تعذيب*", ""},
		{"*تعذيب", "s6[التعذيب]"},
		{"حقوق", ""},
		{"人权", "s7[人权]"},
		{"权法", "s7[权法]"},
		{"法", "s7[法]"},
		{"rights", "s7[Rights]"},
		{`"rights 混合"`, "s7[Rights混合]"},
		{"119.10", "s8[119.10]"},
		{`"119.10(a)"`, "s8[119.10(a]"},
		{"119", "s8[119]"},
		{"11*", "s8[119]"},
		{"x*", "s9[xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx]"},
		{"the last", "s10[the|last]"},
		{`"the last"`, ""},
		{`"the last"~1000`, ""},
		{"very", "s10[very|very]"},
		{"smile", "s11[smile]"},
		{"state", "s12[State|States]"},
		{"s", ""},
		{"état", "s12[État]"},
		{"=État", "s12[État]"},
		{"nul*", "s3[NULs]"},
		{"tort?re", "s1[Torture] s2[tor\u00adture] s3[torture] s4[TORTURE]"},
		{"tortuer~1", "s1[Torture] s2[tor\u00adture] s3[torture] s4[TORTURE]"},
		{"tortuer~", "s1[Torture] s2[tor\u00adture] s3[torture] s4[TORTURE]"},
		{"-torture -x*", "s5[] s6[] s7[] s8[] s10[] s11[] s12[] s13[] s14[]"},
		{"*", "s1[] s2[] s3[] s4[] s5[] s6[] s7[] s8[] s9[] s10[] s11[] s12[] s13[] s14[]"},
		{"torture OR smile -crime", "s1[Torture] s2[tor\u00adture] s3[torture] s4[TORTURE] s11[smile]"},
		{"(torture OR smile) -crime", "s1[Torture] s2[tor\u00adture] s3[torture] s11[smile]"},
		{"id:a1:s1", "s1[]"},
		{"doc:a1 id:a1:s3", "s3[]"},
	}
	for _, tt := range tests {
		result, err := r.Search(t.Context(), index.Request{Query: parse(t, tt.query), Limit: 50, Sort: index.ByDocument, Highlights: true})
		must(t, err)
		var found []string
		for _, h := range result.Hits {
			var marks []string
			for _, m := range h.Marks[:min(2, len(h.Marks))] {
				mark := m.Of(h.Text)
				marks = append(marks, mark[:min(len(mark), 60)])
			}
			found = append(found, strings.TrimPrefix(h.ID, "a1:")+"["+strings.Join(marks, "|")+"]")
		}
		if got := strings.Join(found, " "); got != tt.want {
			t.Errorf("Search(%s) = %q, want %q", tt.query, got, tt.want)
		}
	}
}

// TestLanguages finds inflected words by each language's own rules only.
func TestLanguages(t *testing.T) {
	r := indexed(t,
		textDocument("en", "en", "The rights of children and women"), textDocument("fr", "fr", "Les droits des enfants nationaux"),
		textDocument("es", "es", "Los derechos de las niñas"), textDocument("de", "de", "Die Rechte der Kinder"),
		textDocument("ru", "ru", "Права человека"), textDocument("ar", "ar", "حقوق الأطفال"), textDocument("zh", "zh", "儿童权利"),
		textDocument("nb", "nb", "Rettigheter for barn"), textDocument("xx", "xx", "rights droits derechos"), textDocument("none", "", "rights droits"))
	tests := []struct{ query, want string }{
		{"right", "en"},
		{"rights", "en none xx"},
		{"child", "en"},
		{"woman", "en"},
		{"droit", "fr"},
		{"droits", "fr none xx"},
		{"national", "fr"},
		{"derecho", "es"},
		{"niña", "es"},
		{"niño", "es"},
		{"nina", "es"},
		{"recht", "de"},
		{"право", "ru"},
		{"حق*", "ar"},
		{"أطفال", "ar"},
		{"儿童", "zh"},
		{"rettighet", "nb"},
		{"lang:fr droit", "fr"},
		{"-lang:* right*", "none"},
		{"lang:nb", "nb"},
	}
	for _, tt := range tests {
		var ids []string
		must(t, r.Each(t.Context(), parse(t, tt.query), func(ref index.Ref) error { ids = append(ids, string(ref.Document)); return nil }))
		if got := strings.Join(ids, " "); got != tt.want {
			t.Errorf("Each(%s) = %q, want %q", tt.query, got, tt.want)
		}
	}
}

// TestBetterMatchesComeFirst ranks passages as a person would.
func TestBetterMatchesComeFirst(t *testing.T) {
	r := indexed(t, textDocument("a", "en",
		"torture",
		"torture is a word among many other words that say nothing of what was asked for",
		"torture torture torture",
		"prison and torture",
		"law law law law law law",
		"a common law",
		"rare zebra law",
	), textDocument("b", "en", "law", "law", "law", "law of prison"))
	tests := []struct{ query, want string }{
		{"torture", "a:s3 a:s1 a:s4 a:s2"},
		{"torture OR prison", "a:s4 b:s4 a:s3 a:s1"},
		{"zebra OR law", "a:s7 a:s5 b:s1 b:s2"},
		{"zebra OR law^100", "a:s5 b:s1 b:s2 b:s3"},
		{"prison^10 OR torture", "a:s4 b:s4 a:s3 a:s1"},
		{"torture kind:paragraph", "a:s3 a:s1 a:s4 a:s2"},
		{"kind:paragraph prison", "a:s4 b:s4"},
	}
	for _, tt := range tests {
		result, err := r.Search(t.Context(), index.Request{Query: parse(t, tt.query), Limit: 4})
		must(t, err)
		var ids []string
		for i, h := range result.Hits {
			ids = append(ids, h.ID)
			if i > 0 && h.Score > result.Hits[i-1].Score {
				t.Errorf("%s: %s of %g after %g", tt.query, h.ID, h.Score, result.Hits[i-1].Score)
			}
		}
		if got := strings.Join(ids, " "); got != tt.want {
			t.Errorf("Search(%s) = %q, want %q", tt.query, got, tt.want)
		}
	}
}

func TestRequests(t *testing.T) {
	r := indexed(t, indextest.Documents()...)
	tests := []struct {
		name        string
		request     index.Request
		total, hits int
	}{
		{"nothing asked", index.Request{}, 14, 0},
		{"no query", index.Request{Limit: 3}, 14, 3},
		{"more than there is", index.Request{Limit: 1000}, 14, 14},
		{"the last page", index.Request{Limit: 10, Offset: 10}, 14, 4},
		{"past the end", index.Request{Limit: 10, Offset: 14}, 14, 0},
		{"far past the end", index.Request{Limit: 10, Offset: 1 << 40}, 14, 0},
		{"huge limit", index.Request{Limit: 1 << 40}, 14, 14},
		{"negative limit", index.Request{Limit: -1}, 14, 0},
		{"negative offset", index.Request{Limit: 3, Offset: -1}, 14, 3},
		{"hugely negative offset", index.Request{Limit: 3, Offset: -1 << 63}, 14, 3},
		{"by date", index.Request{Limit: 5, Sort: index.ByDate}, 14, 5},
		{"by document", index.Request{Limit: 5, Sort: index.ByDocument, Offset: 12}, 14, 2},
		{"nothing found", index.Request{Query: query.Word{Text: "zebra"}, Limit: 5, Facets: []string{"country"}}, 0, 0},
		{"a word of nothing", index.Request{Query: query.Word{Text: "!!!"}, Limit: 5}, 0, 0},
		{"not everything", index.Request{Query: query.Not{Node: query.All{}}, Limit: 5}, 0, 0},
	}
	for _, tt := range tests {
		result, err := r.Search(t.Context(), tt.request)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if result.Total != tt.total || len(result.Hits) != tt.hits {
			t.Errorf("%s: %d hits of %d, want %d of %d", tt.name, len(result.Hits), result.Total, tt.hits, tt.total)
		}
	}
}

func TestFacetTable(t *testing.T) {
	r := indexed(t, indextest.Documents()...)
	tests := []struct {
		query, facet string
		size         int
		want         string
	}{
		{"*", "country", 0, "[{BRA 8} {KAZ 4} {ARG 2}]"},
		{"*", "country", 1, "[{BRA 8}]"},
		{"country:BRA", "country", 0, "[{BRA 8} {KAZ 4}]"},
		{"-country:BRA", "country", 0, "[{ARG 2}]"},
		{"*", "issue", 0, "[{torture 2} {death-penalty 1} {international-instruments 1}]"},
		{"*", "right", 0, "[{integrity 1}]"},
		{"*", "group", 0, "[]"},
		{"*", "sdg", 0, "[{16 1} {16.3 1}]"},
		{"*", "theme", 0, "[]"},
		{"*", "ref", 0, "[{CAT-OP 1} {CEDAW 1} {CEDAW:art:2 1} {ICESCR 1} {ICESCR:art:13 1} {ICESCR:art:13(2) 1} {ICESCR:art:13(2)(a) 1}]"},
		{"ref:ICESCR", "ref", 0, "[{ICESCR 1} {ICESCR:art:13 1} {ICESCR:art:13(2) 1} {ICESCR:art:13(2)(a) 1}]"},
		{"*", "state", 0, "[{ESP 1} {FRA 1} {PRT 1}]"},
		{"*", "status", 0, "[{rejected 1} {supported 1}]"},
		{"*", "action", 0, "[{3 1} {5 1}]"},
		{"*", "kind", 0, "[{speech 4} {upr-report 4} {law 2} {resolution 2} {un-report 2}]"},
		{"*", "lang", 0, "[{en 8} {es 2} {ru 2} {zh 2}]"},
		{"*", "year", 0, "[{2012 4} {2014 4} {2000 2} {2010 2}]"},
		{"*", "cycle", 0, "[{2 4}]"},
		{"*", "session", 0, "[{13 4} {14 2}]"},
		{"*", "body", 0, "[{HRC 6}]"},
		{"*", "symbol", 0, "[{A/HRC/99/1 4} {A/HRC/99/2 2} {S/RES/1325(2000) 2}]"},
		{"*", "file", 0, "[{arcadia-2012.pdf 4} {speech.txt 4} {ley.html 2} {решение.txt 2} {决议.docx 2}]"},
		{"torture", "file", 0, "[{arcadia-2012.pdf 2}]"},
		{"year:2012", "year", 0, "[{2012 4}]"},
	}
	for _, tt := range tests {
		result, err := r.Search(t.Context(), index.Request{Query: parse(t, tt.query), Facets: []string{tt.facet}, FacetSize: tt.size})
		must(t, err)
		if got := fmt.Sprint(result.Facets[tt.facet]); got != tt.want {
			t.Errorf("facet %s of %s = %q, want %q", tt.facet, tt.query, got, tt.want)
		}
	}
	for _, f := range query.Fields {
		_, err := r.Search(t.Context(), index.Request{Facets: []string{f.Name}})
		if f.Facet && err != nil || !f.Facet && !errors.Is(err, index.ErrNoFacet) {
			t.Errorf("facet %s: %v", f.Name, err)
		}
	}
}

// TestWhatIsPutIsShown compares every field of a hit with the document's own record.
func TestWhatIsPutIsShown(t *testing.T) {
	docs := indextest.Documents()
	docs = append(docs, textDocument("odd", "en", "a\x00b", "emoji 🙂", strings.Repeat("long ", 20_000), "\u2028line", `quote " \ end`))
	r := indexed(t, docs...)
	for _, d := range docs {
		for i := range d.Passages {
			want := d.PassageRecord(i)
			result, err := r.Search(t.Context(), index.Request{Query: parse(t, "id:"+want.ID), Limit: 2})
			must(t, err)
			if len(result.Hits) != 1 {
				t.Fatalf("%s: %d hits", want.ID, len(result.Hits))
			}
			a, _ := json.Marshal(want)
			b, _ := json.Marshal(result.Hits[0].PassageRecord)
			if string(a) != string(b) {
				t.Errorf("put\n%s\nshown\n%s", a, b)
			}
		}
	}
}

func TestStopped(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	must(t, w.Put(t.Context(), indextest.Documents()...))
	must(t, w.Publish(t.Context(), "all"))
	must(t, w.Close())
	r, err := OpenReader(dir, indextest.Options())
	must(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.Search(ctx, index.Request{Query: query.Word{Text: "torture"}, Limit: 5}); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("a search that is stopped: %v", err)
	}
	stop := errors.New("enough")
	seen := 0
	err = r.Each(t.Context(), query.All{}, func(index.Ref) error {
		if seen++; seen == 3 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || seen != 3 {
		t.Errorf("Each went on to %d and returned %v", seen, err)
	}
	must(t, r.Close())
	must(t, r.Close())
	if _, err := r.Search(t.Context(), index.Request{}); !errors.Is(err, errClosed) {
		t.Errorf("a closed reader: %v", err)
	}
	if err := r.Each(t.Context(), query.All{}, func(index.Ref) error { return nil }); !errors.Is(err, errClosed) {
		t.Errorf("Each of a closed reader: %v", err)
	}
}

func TestOpenReader(t *testing.T) {
	dir := t.TempDir()
	r, err := OpenReader(dir, index.Options{})
	must(t, err)
	if result, err := r.Search(t.Context(), index.Request{Limit: 5}); err != nil || result.Total != 0 {
		t.Errorf("an empty folder: %v, %v", result, err)
	}
	must(t, r.Close())
	if _, err := OpenReader(dir, index.Options{Synonyms: "one"}); err == nil || !strings.Contains(err.Error(), "line") {
		t.Errorf("bad synonyms: %v", err)
	}
	for _, tt := range []struct{ current, want string }{
		{"", "damaged"},
		{"{", "damaged"},
		{"[]", "damaged"},
		{`{"version": 99}`, "format 99"},
		{`{"version": 3, "segments": [{"name": "missing"}]}`, "no such file"},
		{`{"version": 3, "segments": [{"name": "../../etc"}]}`, "no such file"},
	} {
		must(t, os.WriteFile(filepath.Join(dir, currentFile), []byte(tt.current), 0o600))
		if _, err := OpenReader(dir, index.Options{}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s of %q: %v, want %q", currentFile, tt.current, err, tt.want)
		}
	}
}

func TestManifest(t *testing.T) {
	dir := t.TempDir()
	m, err := readManifest(dir)
	if err != nil || m.Mark != "" || m.Version != formatVersion || len(m.Segments) != 0 {
		t.Fatalf("a new index: %+v, %v", m, err)
	}
	deleted := roaring.BitmapOf(0, 3, 70_000)
	bytes, err := deleted.ToBytes()
	must(t, err)
	m.Index, m.Generation, m.Mark = newIndexName(), 12, "a \"mark\"\n\u2028"
	m.Segments = []segmentItem{{Name: "one"}, {Name: "two", Deleted: bytes}}
	must(t, m.publish(dir))
	again, err := readManifest(dir)
	must(t, err)
	if fmt.Sprint(again) != fmt.Sprint(m) {
		t.Errorf("published %+v, read %+v", m, again)
	}
	if got, err := again.Segments[1].deleted(); err != nil || !got.Equals(deleted) {
		t.Errorf("deleted %v, %v", got, err)
	}
	if got, err := again.Segments[0].deleted(); err != nil || !got.IsEmpty() {
		t.Errorf("nothing deleted, and %v, %v", got, err)
	}
	if _, err := (segmentItem{Deleted: []byte("no bitmap at all")}).deleted(); !errors.Is(err, errDamaged) {
		t.Errorf("a bitmap of rubbish: %v", err)
	}
	if first, second := newIndexName(), newIndexName(); first == second {
		t.Error("two indexes of one name")
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Errorf("publishing leaves %v", files)
	}
}

// TestRecordsRoundTrip writes documents of every size and reads each passage back.
func TestRecordsRoundTrip(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records")
	random := rand.New(rand.NewPCG(2, 3))
	var docs []*pipeline.Document
	for i := range 30 {
		texts := make([]string, random.IntN(40))
		for k := range texts {
			texts[k] = strings.Repeat(string(rune('a'+k%26))+"é ", random.IntN(800))
		}
		docs = append(docs, textDocument(fmt.Sprint("d", i), "en", texts...))
	}
	must(t, writeRecords(path, func(w *recordWriter) error {
		for _, d := range docs {
			if err := w.add(d, documentMeta{ID: d.ID, Passages: uint32(len(d.Passages))}); err != nil {
				return err
			}
		}
		return nil
	}))
	r, err := openRecords(path)
	must(t, err)
	defer r.close()
	for n, d := range docs {
		block, err := r.document(uint32(n))
		must(t, err)
		if block.Document.ID != d.ID || len(block.IDs) != len(d.Passages) {
			t.Fatalf("document %d: %s with %d passages", n, block.Document.ID, len(block.IDs))
		}
		for i := range d.Passages {
			p, err := r.passage(uint32(n), uint32(i))
			must(t, err)
			if p.Text != d.PassageText(&d.Passages[i]) || p.Start != d.Passages[i].Start || block.IDs[i] != d.Passages[i].ID {
				t.Fatalf("passage %d of %d differs", i, n)
			}
		}
		if _, err := r.passage(uint32(n), uint32(len(d.Passages))); !errors.Is(err, errDamaged) {
			t.Errorf("one passage too many: %v", err)
		}
	}
}

// TestNthPassage reads blocks that are cut or hold rubbish.
func TestNthPassage(t *testing.T) {
	tests := []struct {
		name string
		raw  string
		i    uint32
		want string // "" is an error
	}{
		{"the first", "\x0b" + `{"t":"abc"}` + "\x0b" + `{"t":"def"}`, 0, "abc"},
		{"the second", "\x0b" + `{"t":"abc"}` + "\x0b" + `{"t":"def"}`, 1, "def"},
		{"a third", "\x0b" + `{"t":"abc"}` + "\x0b" + `{"t":"def"}`, 2, ""},
		{"nothing", "", 0, ""},
		{"cut", "\x0b" + `{"t":"a`, 0, ""},
		{"longer than there is", "\xff\xff\xff\xff\x0f{}", 0, ""},
		{"an endless number", strings.Repeat("\xff", 11), 0, ""},
		{"no JSON", "\x03abc", 0, ""},
	}
	for _, tt := range tests {
		p, err := nthPassage([]byte(tt.raw), tt.i)
		if tt.want == "" && err == nil || tt.want != "" && (err != nil || p.Text != tt.want) {
			t.Errorf("%s: %v, %v", tt.name, p, err)
		}
	}
}

// TestScratched changes bytes of an index's files at random places: opening and
// searching end in an error or in hits, never in a panic.
func TestScratched(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	must(t, w.Put(t.Context(), indextest.Documents()...))
	must(t, w.Publish(t.Context(), "whole"))
	must(t, w.Close())
	random := rand.New(rand.NewPCG(4, 4))
	for _, name := range []string{currentFile, segmentName(0) + vocFile, segmentName(0) + recFile} {
		path := filepath.Join(dir, name)
		whole, err := os.ReadFile(path)
		must(t, err)
		for range 60 {
			scratched := slices.Clone(whole)
			for range 1 + random.IntN(3) {
				scratched[random.IntN(len(scratched))] = byte(random.IntN(256))
			}
			must(t, os.WriteFile(path, scratched, 0o600))
			r, err := OpenReader(dir, index.Options{})
			if err != nil {
				continue
			}
			_, _ = r.Search(t.Context(), index.Request{Query: query.Word{Text: "torture"}, Limit: 5, Facets: []string{"country"}}) // an error is as good as hits
			_ = r.Each(t.Context(), query.All{}, func(index.Ref) error { return nil })
			must(t, r.Close())
		}
		must(t, os.WriteFile(path, whole, 0o600))
	}
}

func TestVocabulary(t *testing.T) {
	path := filepath.Join(t.TempDir(), "voc")
	must(t, os.WriteFile(path, []byte("text.en\tchild\tchild\tchildren\ntext.en\tright\tright\trights\ntext.fr\tdroit\tdroit\tdroits\n"), 0o600))
	v, err := openVocabulary(path)
	must(t, err)
	tests := []struct{ field, language, fold, want string }{
		{"text.en", "en", "rights", "right rights"},
		{"text.en", "en", "right", "right rights"},
		{"text.en", "en", "children", "child children"},
		{"text.en", "en", "law", "law"},
		{"text.en", "en", "zzz", "zzz"},
		{"text.en", "en", "", ""},
		{"text.fr", "fr", "droits", "droit droits"},
		{"text.fr", "fr", "rights", "right"},
		{"text.und", "und", "rights", "rights"},
		{"title.en", "en", "rights", "right"},
	}
	for _, tt := range tests {
		if got := strings.Join(v.folds(tt.field, tt.language, tt.fold), " "); got != tt.want {
			t.Errorf("folds(%s, %s) = %q, want %q", tt.field, tt.fold, got, tt.want)
		}
	}
	must(t, os.WriteFile(path, []byte("no end of line"), 0o600))
	if _, err := openVocabulary(path); !errors.Is(err, errDamaged) {
		t.Errorf("a file cut short: %v", err)
	}
	must(t, os.WriteFile(path, nil, 0o600))
	if v, err = openVocabulary(path); err != nil || len(v.folds("text.en", "en", "law")) != 1 {
		t.Errorf("an empty file: %v, %v", v, err)
	}
}

func TestWriterRefuses(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, currentFile), []byte(`{"version": 99}`), 0o600))
	if _, err := OpenWriter(dir, index.Options{}); err == nil || !strings.Contains(err.Error(), "haki rebuild") {
		t.Errorf("an index of another format: %v", err)
	}
	must(t, os.Remove(filepath.Join(dir, currentFile)))
	w := mustOpen(t, dir) // the lock is free again
	must(t, w.Close())
	must(t, w.Close())
	if err := w.Publish(t.Context(), "late"); err == nil {
		t.Error("a closed writer publishes")
	}
	file := filepath.Join(dir, "file")
	must(t, os.WriteFile(file, nil, 0o600))
	if _, err := OpenWriter(file, index.Options{}); err == nil {
		t.Error("a file is no folder")
	}
}

func TestMarksOfPublishing(t *testing.T) {
	dir := t.TempDir()
	for i, mark := range []string{"first", "", "with \"quotes\" and\nlines", "人权"} {
		w := mustOpen(t, dir)
		must(t, w.Put(t.Context(), lawDocument(i)))
		must(t, w.Publish(t.Context(), mark))
		if got := w.Mark(); got != mark {
			t.Errorf("mark %q, want %q", got, mark)
		}
		must(t, w.Close())
		w = mustOpen(t, dir)
		if got := w.Mark(); got != mark {
			t.Errorf("opened again: mark %q, want %q", got, mark)
		}
		must(t, w.Close())
		if got := totalOf(t, dir); got != 10*(i+1) {
			t.Errorf("%d passages after %d documents", got, i+1)
		}
	}
}
