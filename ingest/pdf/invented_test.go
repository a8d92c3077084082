package pdf

import (
	"fmt"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// shown prints the passages of a file as kind, number, page and text.
func shown(t *testing.T, w *writer, o Options) string {
	t.Helper()
	d := extract(t, w, o)
	var out []string
	for i := range d.Passages {
		p := &d.Passages[i]
		out = append(out, strings.Join(strings.Fields(fmt.Sprintf("%s %s p%d: %s", p.Kind, p.Number, p.Page, d.PassageText(p))), " "))
	}
	return strings.Join(out, "\n")
}

// filler is a paragraph of two lines, the first as wide as the page.
func filler(s *script, first, second string) *script {
	return s.line("F1", 10, 72, 12, first+strings.Repeat(" and so it goes on", 5)).line("F1", 10, 72, 20, second)
}

// engines runs a test with both engines: what is told apart after the sheet may
// not hang on where the glyphs came from.
func engines(t *testing.T, check func(t *testing.T, o Options)) {
	t.Helper()
	for _, e := range []string{EngineLayout, EnginePDFium} {
		t.Run(e, func(t *testing.T) {
			if e == EnginePDFium && testing.Short() {
				t.Skip("starts PDFium")
			}
			check(t, Options{Engine: e})
		})
	}
}

func TestParagraphsOverPageBreaks(t *testing.T) {
	w := newWriter()
	for page := 0; page < 4; page++ {
		s := newScript().at(760).line("F1", 9, 72, 60, "CXX/C/7").at(700)
		if page > 0 {
			s.line("F1", 10, 72, 20, fmt.Sprintf("in the harbour number %s of the town.", "abcd"[page:page+1]))
		}
		filler(s, fmt.Sprintf("%d. The boat stays where it is", 2*page+1), "until the evening.")
		s.line("F1", 10, 72, 12, fmt.Sprintf("%d. The other boat %s", 2*page+2, strings.Repeat("was seen by many people ", 3)+"in"))
		s.at(40).line("F1", 9, 520, 0, fmt.Sprint(page+1))
		w.page(s.String(), "")
	}
	engines(t, func(t *testing.T, o Options) {
		d := extract(t, w, o)
		if len(d.Passages) != 8 {
			t.Fatalf("%d passages, want 8:\n%s", len(d.Passages), printDocument(d))
		}
		for i := range d.Passages {
			p := &d.Passages[i]
			text := d.PassageText(p)
			if p.Number != fmt.Sprint(i+1) || p.Page != i/2+1 || strings.Contains(text, "CXX") {
				t.Errorf("passage %d: number %q on page %d: %s", i+1, p.Number, p.Page, text)
			}
			if i%2 == 1 && i < 7 && (len(p.Boxes) != 2 || p.Boxes[1].Page != p.Page+1 || !strings.HasSuffix(text, "of the town.")) {
				t.Errorf("passage %d does not go on over the page: %v %s", i+1, p.Boxes, text)
			}
		}
	})
}

func TestFootnotesAreKeptApartAndLinked(t *testing.T) {
	w := newWriter()
	s := newScript()
	s.line("F1", 10, 72, 12, "1. The lake"+strings.Repeat(" was measured", 6))
	fmt.Fprintf(&s.b, "BT /F1 6 Tf 445 %g Td (4) Tj ET\n", s.y+12+4)
	s.line("F1", 10, 72, 20, "by nine persons.")
	filler(s, "2. It is deep", "and cold.")
	s.at(100).line("F1", 8, 72, 10, "4 Lake Gazette, third year, which many people read every morning at the").line("F1", 8, 72, 10, "shore.")
	w.page(s.String(), "")
	w.page(filler(newScript(), "3. The end comes", "soon.").String(), "")
	engines(t, func(t *testing.T, o Options) {
		d := extract(t, w, o)
		var note *pipeline.Passage
		for i := range d.Passages {
			if d.Passages[i].Kind == pipeline.Footnote {
				note = &d.Passages[i]
			}
		}
		if note == nil || note.Number != "4" || note.Page != 1 || !strings.HasSuffix(d.PassageText(note), "at the shore.") {
			t.Fatalf("the note is lost:\n%s", printDocument(d))
		}
		first := &d.Passages[0]
		if len(first.Notes) != 1 || first.Notes[0] != note.ID || strings.Contains(d.PassageText(first), "4") {
			t.Errorf("the first paragraph does not name its note: %v %s", first.Notes, d.PassageText(first))
		}
	})
}

func TestTablesComeOutByRow(t *testing.T) {
	w := newWriter()
	s := filler(newScript(), "The table shows", "what was caught.")
	s.y -= 20
	for _, row := range [][3]string{{"Lake", "Fish", "Boats"}, {"North", "120", "7"}, {"South", "99", "12"}, {"East", "3", "1"}} {
		y := s.y
		for k, text := range row {
			s.at(y).line("F1", 10, []float64{72, 250, 400}[k], 0, text)
		}
		s.y = y - 16
	}
	s.y -= 20
	filler(s, "After the table", "the text goes on.")
	w.page(s.String(), "")
	engines(t, func(t *testing.T, o Options) {
		got := shown(t, w, o)
		for _, want := range []string{"table p1: Lake Fish Boats", "table p1: North 120 7", "table p1: South 99 12", "table p1: East 3 1"} {
			if !strings.Contains(got+"\n", want+"\n") {
				t.Errorf("no row %q in\n%s", want, got)
			}
		}
		if !strings.HasSuffix(got, "the text goes on.") {
			t.Errorf("the text after the table is lost or moved:\n%s", got)
		}
	})
}

func TestTwoColumnsAreReadOneAfterTheOther(t *testing.T) {
	w := newWriter()
	s := newScript().line("F2", 14, 72, 30, "A title that runs across both of the columns of the page")
	top := s.y
	for side, x := range []float64{72, 310} {
		s.at(top)
		for i := 0; i < 14; i++ {
			s.line("F1", 10, x, 12, fmt.Sprintf("%s%02d and the water of the lake was quite cold again", "LR"[side:side+1], i))
		}
	}
	w.page(s.String(), "")
	engines(t, func(t *testing.T, o Options) {
		text, last := extract(t, w, o).Text, -1
		for _, side := range "LR" {
			for i := 0; i < 14; i++ {
				at := strings.Index(text, fmt.Sprintf("%c%02d", side, i))
				if at <= last {
					t.Fatalf("line %c%02d is out of order:\n%s", side, i, text)
				}
				last = at
			}
		}
	})
}

func TestContentsPagesGiveNoParagraphs(t *testing.T) {
	w := newWriter()
	s := newScript().line("F2", 14, 72, 30, "Contents")
	for i, title := range []string{"Boats", "Fish", "Nets"} {
		s.line("F1", 10, 72, 16, fmt.Sprintf("%d. %s %s %d", i+1, title, strings.Repeat(".", 60), i+2))
	}
	w.page(s.String(), "")
	for i, title := range []string{"boats", "fish", "nets"} {
		w.page(filler(newScript(), fmt.Sprintf("%d. The %s are many", i+1, title), "here.").String(), "")
	}
	engines(t, func(t *testing.T, o Options) {
		d := extract(t, w, o)
		numbers := ""
		for i := range d.Passages {
			if p := &d.Passages[i]; p.Kind == pipeline.Paragraph {
				numbers += fmt.Sprintf("%s on %d, ", p.Number, p.Page)
			}
		}
		if numbers != "1 on 2, 2 on 3, 3 on 4, " {
			t.Errorf("paragraphs %s\n%s", numbers, printDocument(d))
		}
	})
}

func TestHyphensOfBrokenWordsGo(t *testing.T) {
	w := newWriter()
	s := newScript()
	s.line("F1", 10, 72, 12, "1. The government of the lake spoke at length about fishing and about the govern-")
	s.line("F1", 10, 72, 12, "ment of other lakes, which is well-known to the people on the shore and well-")
	s.line("F1", 10, 72, 20, "known elsewhere.")
	w.page(s.String(), "")
	engines(t, func(t *testing.T, o Options) {
		text := extract(t, w, o).Text
		if !strings.Contains(text, "the government of other") || !strings.Contains(text, "and well-known elsewhere") {
			t.Errorf("got %q", text)
		}
	})
}

func TestFormFieldsStandWhereTheyAreShown(t *testing.T) {
	w := newWriter()
	s := newScript().line("F1", 10, 72, 40, "Name of the boat:").line("F1", 10, 72, 0, "Harbour of the boat:")
	look := w.stream("/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << "+w.fonts+" >> >>", "BT /F1 10 Tf 2 5 Td (Seagull) Tj ET")
	w.page(s.String(), fmt.Sprintf("/Annots [<< /Subtype /Widget /FT /Tx /Rect [160 715 360 735] /AP << /N %d 0 R >> >> << /Subtype /Widget /FT /Tx /V (Northport) /Rect [170 675 370 690] >> << /Subtype /Link /Rect [0 0 9 9] /Contents (not shown) >>]", look))
	got := extract(t, w, Options{Engine: EngineLayout}).Text
	if strings.Contains(got, "not shown") {
		t.Errorf("a link's note is in the text: %q", got)
	}
	for _, want := range []string{"Name of the boat:", "Seagull", "Harbour of the boat:", "Northport"} {
		at := strings.Index(got, want)
		if at < 0 {
			t.Fatalf("%q is lost or out of order in %q", want, got)
		}
		got = got[at+len(want):]
	}
}
