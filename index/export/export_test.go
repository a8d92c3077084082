package export

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"github.com/haki-project/haki/pipeline"
)

// document is an invented report with n paragraphs, the first of them a recommendation.
func document(n int) *pipeline.Document {
	d := &pipeline.Document{
		ID: "00000000000000aa", File: "report.pdf", URI: "file:///report.pdf", SHA256: "aa",
		Metadata: pipeline.Metadata{Title: "Report", Kind: pipeline.KindUPRReport, Symbol: "A/HRC/98/7", Countries: []string{"XSY"}, Date: "2031-03-14", Session: 58, Cycle: 5},
	}
	for i := range n {
		text := fmt.Sprintf("=Paragraph %d, with \"quotes\", a comma\tand ünïcödé ICCPR", i+1)
		start := len(d.Text)
		d.Text += text + "\n\n"
		d.Passages = append(d.Passages, pipeline.Passage{
			Number: fmt.Sprint(i + 1), Kind: pipeline.Paragraph, Section: []string{"I. Introduction"}, Page: 1, Start: start, End: start + len(text),
			Tags:       []pipeline.Tag{{Scheme: "rights", ID: "torture", Label: "Torture", Score: 0.9, By: "terms:rights/1"}},
			References: []pipeline.Reference{{Kind: "treaty", Target: "ICCPR", Pinpoints: []string{"art:7"}, Start: len(text) - 5, End: len(text)}},
		})
	}
	d.NumberPassages()
	d.Recommendations = []pipeline.Recommendation{
		{Number: "1", Text: "Ratify", States: []string{"NOR", "PRT"}, Status: "supported", Action: 5, Passage: "p1", Page: 1},
		{Number: "2", Text: "Sylvania will build schools", Pledge: true, Passage: "p1", Page: 1},
	}
	return d
}

func all(docs ...*pipeline.Document) Selections {
	return func(_ context.Context, yield func(Selection) error) error {
		for _, d := range docs {
			if err := yield(Selection{Document: d, All: true}); err != nil {
				return err
			}
		}
		return nil
	}
}

func write(t *testing.T, kind Kind, format string, from Selections) ([]byte, int) {
	t.Helper()
	var b bytes.Buffer
	n, err := Write(context.Background(), &b, kind, format, Options{Version: "test"}, from)
	if err != nil {
		t.Fatalf("%s as %s: %v", kind, format, err)
	}
	return b.Bytes(), n
}

// readers read a tabular format back, by a library that did not write it where there is one.
var readers = map[string]func(*testing.T, Kind, []byte) [][]string{"csv": readCSV, "xlsx": readXLSX, "parquet": readParquet, "sqlite": readSQLite}

func TestTabularFormatsHoldTheSameRows(t *testing.T) {
	for _, kind := range Kinds {
		b, n := write(t, kind, "csv", all(document(3), document(2)))
		want := readCSV(t, kind, b)
		if len(want) != n+1 {
			t.Errorf("%s: %d lines for %d rows and a header", kind, len(want), n)
		}
		for format, read := range readers {
			b, m := write(t, kind, format, all(document(3), document(2)))
			if got := read(t, kind, b); m != n || !reflect.DeepEqual(got, want) {
				t.Errorf("%s as %s: %d rows\n got %v\nwant %v", kind, format, m, got, want)
			}
		}
	}
}

func readCSV(t *testing.T, _ Kind, b []byte) [][]string {
	t.Helper()
	list, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range list {
		for i := range row {
			row[i] = strings.TrimPrefix(row[i], "'")
		}
	}
	return list
}

func readXLSX(t *testing.T, kind Kind, b []byte) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	list, err := f.GetRows(string(kind))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func readParquet(t *testing.T, kind Kind, b []byte) [][]string {
	t.Helper()
	r := parquet.NewGenericReader[any](bytes.NewReader(b))
	defer r.Close()
	table := [][]string{nil}
	for _, c := range columns(kind, "") {
		table[0] = append(table[0], c.name)
	}
	buffer := make([]parquet.Row, r.NumRows())
	n, _ := r.ReadRows(buffer)
	for _, row := range buffer[:n] {
		cells := make([]string, len(row))
		for i, name := range table[0] {
			leaf, _ := r.Schema().Lookup(name)
			cells[i] = row[leaf.ColumnIndex].String()
		}
		table = append(table, cells)
	}
	return table
}

func readSQLite(t *testing.T, kind Kind, b []byte) [][]string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.sqlite")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	list, err := db.Query(fmt.Sprintf("SELECT * FROM %q ORDER BY rowid", kind))
	if err != nil {
		t.Fatal(err)
	}
	defer list.Close()
	names, _ := list.Columns()
	table := [][]string{names}
	for list.Next() {
		cells, into := make([]string, len(names)), make([]any, len(names))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := list.Scan(into...); err != nil {
			t.Fatal(err)
		}
		table = append(table, cells)
	}
	if err := list.Err(); err != nil {
		t.Fatal(err)
	}
	return table
}

func TestJSONLIsTheContract(t *testing.T) {
	b, _ := write(t, Passages, "jsonl", all(document(1)))
	var got map[string]any
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"id", "document", "number", "kind", "section", "page", "start", "end", "text", "tags", "references"} {
		if _, ok := got[field]; !ok {
			t.Errorf("a passage lacks %q", field)
		}
	}
	b, _ = write(t, Recommendations, "jsonl", all(document(1)))
	if want := `"country":"XSY"`; !strings.Contains(string(b), want) {
		t.Errorf("a recommendation lacks %s: %s", want, b)
	}
}

func TestSelectionOfPassages(t *testing.T) {
	some := func(places ...int) Selections {
		return func(_ context.Context, yield func(Selection) error) error {
			return yield(Selection{Document: document(5), Passages: places})
		}
	}
	for _, c := range []struct {
		kind   Kind
		places []int
		want   int
	}{
		{Passages, []int{1, 3}, 2}, {References, []int{1, 3}, 2}, {Recommendations, []int{1, 3}, 0}, {Recommendations, []int{0}, 1}, {Pledges, []int{0}, 1}, {Pledges, []int{1}, 0}, {Documents, []int{2}, 1}, {Passages, nil, 0},
	} {
		if _, n := write(t, c.kind, "jsonl", some(c.places...)); n != c.want {
			t.Errorf("%s of %v: %d rows, want %d", c.kind, c.places, n, c.want)
		}
	}
}

// Every row says of each tag how sure it is and what set it.
func TestTablesSayWhatMadeEachTag(t *testing.T) {
	d := document(1)
	d.Passages[0].Tags = append(d.Passages[0].Tags, pipeline.Tag{Scheme: "sdg", ID: "16", Score: 0.98765, By: "model:sdg/2"})
	d.Recommendations[0].Tags = d.Passages[0].Tags
	for _, kind := range []Kind{Passages, Recommendations} {
		b, _ := write(t, kind, "csv", all(d))
		table := readCSV(t, kind, b)
		got := map[string]string{}
		for i, name := range table[0] {
			got[name] = table[1][i]
		}
		if got["tags"] != "rights:torture|sdg:16" || got["tag_scores"] != "0.9|0.988" || got["tags_by"] != "terms:rights/1|model:sdg/2" {
			t.Errorf("%s: %v", kind, got)
		}
	}
}

func TestCSVGuardsFormulas(t *testing.T) {
	for in, want := range map[string]string{"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "x=1": "x=1", "": ""} {
		if got := guard(in); got != want {
			t.Errorf("guard(%q) = %q, want %q", in, got, want)
		}
		if got := Unguarded(want); got != in {
			t.Errorf("Unguarded(%q) = %q, want %q", want, got, in)
		}
	}
	if got := guard(-1); got != "-1" {
		t.Errorf("a number became %q", got)
	}
	if got := Unguarded("'t Hooft"); got != "'t Hooft" {
		t.Errorf("a name became %q", got)
	}
}

func TestBOM(t *testing.T) {
	var b bytes.Buffer
	if _, err := Write(context.Background(), &b, Passages, "csv", Options{BOM: true}, all(document(1))); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(b.Bytes(), []byte("\xef\xbb\xbfid,")) {
		t.Errorf("begins with %q", b.Bytes()[:8])
	}
}

func TestXLSXGoesOnOnTheNextSheet(t *testing.T) {
	for name, c := range map[string]struct{ rows, bytes, sheets int }{
		"a header and two rows":   {3, sheetBytes, 3},
		"a row, by its bytes":     {sheetRows, 1, 5},
		"everything on one sheet": {sheetRows, sheetBytes, 1},
	} {
		var b bytes.Buffer
		sink, err := newXLSX(&b, Passages, Options{})
		if err != nil {
			t.Fatal(err)
		}
		sink.(*xlsxSink).limit, sink.(*xlsxSink).most = c.rows, c.bytes
		if err := sink.Add(Selection{Document: document(5), All: true}); err != nil {
			t.Fatal(err)
		}
		if err := sink.Close(); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.GetSheetList(); len(got) != c.sheets {
			t.Errorf("%s: sheets %v, want %d", name, got, c.sheets)
		}
		_ = f.Close()
	}
}

// brokenWriter takes so many bytes and no more.
type brokenWriter int

func (w *brokenWriter) Write(p []byte) (int, error) {
	if len(p) > int(*w) {
		return 0, errors.New("no space left")
	}
	*w -= brokenWriter(len(p))
	return len(p), nil
}

// A workbook is only written when it is closed: what fails then must be told.
func TestXLSXTellsThatItCouldNotBeWritten(t *testing.T) {
	for _, room := range []brokenWriter{0, 1000} {
		if _, err := Write(context.Background(), &room, Passages, "xlsx", Options{}, all(document(50))); err == nil || !strings.Contains(err.Error(), "no space left") {
			t.Errorf("got %v", err)
		}
	}
}

func TestXLSXSaysWhatItCut(t *testing.T) {
	text := cell(strings.Repeat("ä", cellRunes+1)).(string)
	if n := len([]rune(text)); n != cellRunes || !strings.HasSuffix(text, cutMessage) {
		t.Errorf("%d runes, ending in %q", n, text[len(text)-20:])
	}
	if got := cell("a\x00b\x1fc"); got != "abc" {
		t.Errorf("control characters stay: %q", got)
	}
}

func TestFormatsOfAKind(t *testing.T) {
	if _, err := New(&bytes.Buffer{}, Passages, "doc", Options{}); err == nil || !strings.Contains(err.Error(), "csv") {
		t.Errorf("an unknown format must be told the known ones: %v", err)
	}
	if _, err := New(&bytes.Buffer{}, Recommendations, "bibtex", Options{}); err == nil {
		t.Error("a recommendation is no bibliographic entry")
	}
}

func TestCSLIsOneArray(t *testing.T) {
	b, n := write(t, Documents, "csl", all(document(1), document(2)))
	var items []map[string]any
	if err := json.Unmarshal(b, &items); err != nil || len(items) != n || n != 2 {
		t.Fatalf("%d rows, %v: %s", n, err, b)
	}
	if items[0]["number"] != "A/HRC/98/7" {
		t.Errorf("got %v", items[0])
	}
}

func TestManifest(t *testing.T) {
	var b bytes.Buffer
	if err := (Manifest{Kind: Passages, Query: `"a" & b`, Rows: 3}).Write(&b); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), `"query": "\"a\" & b"`) {
		t.Errorf("the query is not readable: %s", b.String())
	}
}
