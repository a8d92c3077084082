package pdf

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// paper is an invented report: a title page, a table of contents, numbered
// paragraphs over a page break, a list, recommendations and a note.
func paper() *writer {
	w := newWriter()
	head := func(s *script, page string) *script {
		return s.at(760).line("F2", 9, 72, 40, "A/XYZ/21/11").at(40).line("F1", 9, 520, 0, page).at(700)
	}
	s := newScript().line("F2", 20, 72, 40, "Report of the Committee on Gardens").line("F2", 12, 72, 300, "Freedonia")
	s.at(60).line("F1", 8, 72, 10, "GE.12-14978")
	w.page(s.String(), "")
	s = head(newScript(), "2").line("F1", 14, 72, 30, "Contents")
	s.line("F1", 10, 90, 15, "I. Proceedings ........................ 3").line("F1", 10, 90, 15, "II. Conclusions ....................... 4")
	w.page(s.String(), "")
	s = head(newScript(), "3").line("F2", 14, 72, 24, "I. Proceedings")
	s.line("F1", 10, 72, 12, "1. The Committee met in its garden from 3 to 14 May and heard the State un-").line("F1", 10, 72, 18, "der review.")
	s.line("F1", 10, 72, 18, "2. The following papers lay before it:")
	s.line("F1", 10, 100, 14, "(a) A report by the State;").line("F1", 10, 100, 18, "(b) A list of plants.")
	s.line("F1", 10, 72, 12, "3. The delegation said that every child under review had a tree and that the tree")
	fmt.Fprintf(&s.b, "BT /F1 6 Tf 442 %g Td (1) Tj ET\n", s.y+12+4)
	s.at(90).line("F1", 8, 72, 10, "1 See the list of trees.")
	w.page(s.String(), "")
	s = head(newScript(), "4").line("F1", 10, 72, 24, "was looked after by the school.")
	s.line("F2", 14, 72, 24, "II. Conclusions").line("F1", 10, 72, 16, "4. These recommendations enjoy the support of Freedonia:")
	s.line("F2", 10, 100, 16, "4.1. Plant more trees (Sylvania);").line("F2", 10, 100, 16, "4.2. Water them (Ruritania, Sylvania).")
	w.page(s.String(), "")
	return w
}

// print shows a document as the golden files keep it.
func printDocument(d *pipeline.Document) string {
	var b strings.Builder
	for _, p := range d.Pages {
		fmt.Fprintf(&b, "page %d [%d,%d) %gx%g %s %q\n", p.Number, p.Start, p.End, p.Width, p.Height, p.Engine, p.Furniture)
	}
	for i := range d.Passages {
		p := &d.Passages[i]
		fmt.Fprintf(&b, "%s %s %q page %d %q notes %v boxes %d | %s\n", p.ID, p.Kind, p.Number, p.Page, p.Section, p.Notes, len(p.Boxes), d.PassageText(p))
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (run with -update and look at the diff); got\n%s", path, got)
	}
}

func extract(t *testing.T, w *writer, o Options) *pipeline.Document {
	t.Helper()
	d, err := Extract(context.Background(), w.file(t), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestExtractPaper(t *testing.T) {
	golden(t, "paper.txt", printDocument(extract(t, paper(), Options{Engine: EngineLayout})))
}

func TestEnginesAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("starts PDFium")
	}
	first := printDocument(extract(t, paper(), Options{Engine: EngineLayout}))
	second := printDocument(extract(t, paper(), Options{Engine: EnginePDFium}))
	if second = strings.ReplaceAll(second, EnginePDFium, EngineLayout); first != second {
		t.Errorf("first engine\n%s\nsecond engine\n%s", first, second)
	}
}

func TestExtractErrors(t *testing.T) {
	blank := newWriter()
	blank.page("", "")
	text := newWriter()
	text.page("BT /F1 10 Tf 9 9 Td (text) Tj ET", "")
	tests := []struct {
		name string
		path string
		o    Options
		want error
	}{
		{"no file", filepath.Join(t.TempDir(), "none.pdf"), Options{}, pipeline.ErrUnreadable},
		{"not a PDF", save(t, []byte("hello")), Options{Engine: EngineLayout}, pipeline.ErrMalformed},
		{"empty", save(t, nil), Options{Engine: EngineLayout}, pipeline.ErrMalformed},
		{"blank page", blank.file(t), Options{Engine: EngineLayout}, pipeline.ErrNoText},
		{"too large a file", text.file(t), Options{MaxFile: 10}, pipeline.ErrTooLarge},
		{"too many bytes", text.file(t), Options{MaxBytes: 5}, pipeline.ErrTooLarge},
		{"no pages", save(t, newWriter().bytes()), Options{Engine: EngineLayout}, pipeline.ErrMalformed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Extract(context.Background(), tt.path, tt.o)
			if !errors.Is(err, tt.want) || d != nil {
				t.Errorf("error %v, want %v", err, tt.want)
			}
		})
	}
	if _, err := Extract(context.Background(), paper().file(t), Options{MaxPages: 3}); !errors.Is(err, pipeline.ErrTooLarge) {
		t.Errorf("four pages where three are allowed: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Extract(ctx, paper().file(t), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("ended context: %v", err)
	}
}

func TestSaneTitle(t *testing.T) {
	for title, want := range map[string]string{
		"Report of the Committee": "Report of the Committee", "Microsoft Word - 0813682.DOC": "", "0612865": "", "untitled": "", "draft_final v2 of it": "", "  Law on Public Gardens ": "Law on Public Gardens",
	} {
		if got := saneTitle(title); got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
}

func TestPlausible(t *testing.T) {
	for src, ok := range map[string]bool{
		"trailer << /Size 120 >>": true, "<< /Size 99999999999 >>": false, "/Index [0 5 4294967295 1]": false, "/Columns 4 /W [1 2 1]": true, "/W [1 99999999999 1]": false,
		"xref\n0 2\n0000000000 65535 f \n0000000016 00000 n \n4294967296 3\n0000000016 00000 n \n": false,
		"xref\n0 2\n0000000000 65535 f \n9999999999 00000 n \ntrailer":                             true,
		"startxref\n99999999999\n": true,
	} {
		if err := plausible([]byte(src)); (err == nil) != ok {
			t.Errorf("%q: %v", src, err)
		}
	}
}

func TestCircularCrossReferencesEnd(t *testing.T) {
	data := paper().bytes()
	at := strings.LastIndex(string(data), "startxref\n")
	var offset int
	if _, err := fmt.Sscanf(string(data[at:]), "startxref\n%d", &offset); err != nil {
		t.Fatal(err)
	}
	looped := strings.Replace(string(data), "/Root 1 0 R >>", fmt.Sprintf("/Root 1 0 R /Prev %d >>", offset), 1)
	if _, err := openLayout(context.Background(), []byte(looped), Options{}.withDefaults()); !errors.Is(err, pipeline.ErrMalformed) {
		t.Errorf("error %v, want ErrMalformed", err)
	}
}

func TestQualityNamesGapsInNumbering(t *testing.T) {
	w := newWriter()
	s := newScript()
	for _, n := range []int{1, 2, 4, 5} {
		s.line("F1", 10, 72, 30, fmt.Sprintf("%d. A paragraph with its own number.", n))
	}
	w.page(s.String(), "")
	q := extract(t, w, Options{Engine: EngineLayout}).Quality
	if !slices.Equal(q.NumberGaps, [][2]string{{"2", "4"}}) || q.Pages != 1 || !slices.Equal(q.Engines, []string{EngineLayout}) {
		t.Errorf("%+v", q)
	}
}

func FuzzExtract(f *testing.F) {
	f.Add(paper().bytes())
	f.Add([]byte("%PDF-1.4\n%%EOF"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Extract(context.Background(), save(t, data), Options{Engine: EngineLayout, MaxBytes: 1 << 20, MaxOperators: 1e5})
		if err != nil {
			return
		}
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
	})
}
