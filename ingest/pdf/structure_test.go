package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// plain makes a line of body text.
func plain(page int, x, y float32, text string) line {
	return line{page: page, x0: x, x1: x + float32(len(text))*5, y: y, size: 10, text: text, cells: []cell{{x0: x, x1: x + float32(len(text))*5, end: len(text)}}}
}

// cellsOf makes a line of cells at the given places.
func cellsOf(y float32, at map[float32]string) line {
	l := line{page: 1, y: y, size: 10}
	for _, x := range []float32{50, 150, 300, 450} {
		text, ok := at[x]
		if !ok {
			continue
		}
		if l.text != "" {
			l.text += " "
		}
		start := len(l.text)
		l.text += text
		l.cells = append(l.cells, cell{x0: x, x1: x + float32(len(text))*5, start: start, end: len(l.text)})
	}
	l.x0, l.x1 = l.cells[0].x0, l.cells[len(l.cells)-1].x1
	return l
}

func TestLabelOf(t *testing.T) {
	tests := []struct {
		text, number string
		kind         labelKind
		rest         string
	}{
		{"12. The delegation", "12", numeral, "The delegation"},
		{"119.10. Ratify", "119.10", compound, "Ratify"},
		{"119.10 Ratify", "119.10", compound, "Ratify"},
		{"1.2.3. Deep", "1.2.3", compound, "Deep"},
		{"(a) First", "(a)", letter, "First"},
		{"b) Second", "b)", letter, "Second"},
		{"(iv) Fourth", "(iv)", letter, "Fourth"},
		{"(12) Twelfth", "(12)", letter, "Twelfth"},
		{"IV. Heading", "IV", roman, "Heading"},
		{"B. Heading", "B", capital, "Heading"},
		{"• Item", "•", bullet, "Item"},
		{"– Item", "–", bullet, "Item"},
		{"12.", "12", numeral, ""},
		{"2008. was a year", "", unlabelled, ""},
		{"12 monkeys", "", unlabelled, ""},
		{"word (a) inside", "", unlabelled, ""},
		{"U.S. law", "", unlabelled, ""},
		{"", "", unlabelled, ""},
	}
	for _, tt := range tests {
		got := labelOf(tt.text)
		if got.kind != tt.kind || got.number != tt.number || got.kind != unlabelled && tt.text[got.rest:] != tt.rest {
			t.Errorf("%q: %+v, want %q of kind %d", tt.text, got, tt.number, tt.kind)
		}
	}
}

// numbering returns the texts of the lines that chain finds in the document's own numbering.
func numberingOf(pages [][]line) string {
	var out []string
	for p, marks := range chain(pages, labelsOf(pages)) {
		for i, main := range marks {
			if main {
				out = append(out, strings.Fields(pages[p][i].text)[0])
			}
		}
	}
	return strings.Join(out, " ")
}

func TestChain(t *testing.T) {
	page := func(n int, labels ...string) []line {
		var out []line
		for i, l := range labels {
			x := float32(100)
			if strings.HasPrefix(l, "+") { // stands further in
				l, x = l[1:], 130
			}
			out = append(out, plain(n, x, 50+float32(i)*20, l+" A sentence that ends."))
		}
		return out
	}
	tests := []struct {
		name  string
		pages [][]line
		want  string
	}{
		{"one sequence", [][]line{page(1, "1.", "2."), page(2, "3.", "4.")}, "1. 2. 3. 4."},
		{"list inside a paragraph", [][]line{page(1, "1.", "2."), page(2, "+1.", "+2.", "+3.", "3."), page(3, "4.")}, "1. 2. 3. 4."},
		{"longer list inside", [][]line{page(1, "1."), page(2, "2.", "+1.", "+2.", "+3.", "+4.", "+5."), page(3, "3.")}, "1. 2. 3."},
		{"list goes on past the paragraph's number", [][]line{page(1, "1."), page(2, "2."), page(3, "+1.", "+2.", "+3.", "+4.")}, "1. 2."},
		{"number left out", [][]line{page(1, "1.", "2."), page(2, "4.", "5.")}, "1. 2. 4. 5."},
		{"stretch unread, then resumed", [][]line{page(1, "1.", "2."), page(2, "20.", "21."), page(3, "22.")}, "1. 2. 20. 21. 22."},
		{"stray number", [][]line{page(1, "1.", "77.", "2."), page(2, "3.")}, "1. 2. 3."},
		{"no numbers", [][]line{page(1, "Word")}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := numberingOf(tt.pages); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestChainPassesOverNumbersInsideSentences(t *testing.T) {
	lines := []line{plain(1, 100, 50, "1. The first ends here."), plain(1, 100, 70, "2. The second names Convention No."), plain(1, 100, 82, "3. It goes on."), plain(1, 100, 102, "3. The third.")}
	lines[2].x0 = 90
	if got := numberingOf([][]line{lines}); got != "1. 2. 3." {
		t.Errorf("got %q", got)
	}
	if chain([][]line{lines}, labelsOf([][]line{lines}))[0][2] {
		t.Error("a number inside a sentence was taken for a paragraph")
	}
}

func TestFurniture(t *testing.T) {
	var pages [][]line
	for p := 1; p <= 6; p++ {
		last := fmt.Sprintf("made %c", 'a'+p)
		if p > 4 {
			last = "recommendations."
		}
		pages = append(pages, []line{
			plain(p, 100, 30, "A/XYZ/1/2"), plain(p, 400, 42, fmt.Sprintf("Page %d", p)),
			plain(p, 100, 90, fmt.Sprintf("text %c one", 'a'+p)), plain(p, 100, 102, fmt.Sprintf("more %c of it", 'a'+p)), plain(p, 100, 114, last),
			plain(p, 300, 760, fmt.Sprint(p)),
		})
	}
	body, furniture := setAside(pages)
	for i := range pages {
		if got := texts(body[i]); !strings.HasPrefix(got, "text ") || strings.Count(got, "|") != 2 {
			t.Errorf("page %d: body %q", i+1, got)
		}
		if len(furniture[i]) != 3 {
			t.Errorf("page %d: furniture %q", i+1, furniture[i])
		}
	}
}

func TestFurnitureIsNotAllThereIs(t *testing.T) {
	var pages [][]line
	for p := 1; p <= 5; p++ {
		pages = append(pages, []line{plain(p, 100, 50, fmt.Sprintf("Certificate %d", p))})
	}
	body, _ := setAside(pages)
	if got := texts(body[3]); got != "Certificate 4" {
		t.Errorf("body %q", got)
	}
}

func TestFurnitureOfTheFirstPage(t *testing.T) {
	for _, text := range []string{"GE.12-14978", "GE.19-21936(E)", "(E) 160712 190712", "*1214978*"} {
		pages := [][]line{{plain(1, 100, 50, "A title"), plain(1, 100, 100, "and its text"), plain(1, 100, 700, text)}, {plain(2, 100, 50, "Other text")}}
		body, furniture := setAside(pages)
		if len(body[0]) != 2 || len(furniture[0]) != 1 {
			t.Errorf("%s: body %q, furniture %q", text, texts(body[0]), furniture[0])
		}
	}
}

func TestJoinHyphens(t *testing.T) {
	text := func(list []block) string {
		var out strings.Builder
		list[len(list)-1].write(&out, map[int]int{})
		return out.String()
	}
	filler := func(words string) block {
		return block{lines: []line{plain(1, 0, 0, "x "+words+" x")}}
	}
	tests := []struct{ name, known, a, b, want string }{
		{"broken word known whole", "discrimination", "against discrimi-", "nation of women", "against discrimination of women"},
		{"compound known", "non-discrimination", "the non-", "discrimination of women", "the non-discrimination of women"},
		{"both parts known words", "self determination", "right to self-", "determination of peoples", "right to self-determination of peoples"},
		{"capital follows", "", "Guinea-", "Bissau said", "Guinea-Bissau said"},
		{"conjunction follows", "", "pre-", "and postnatal care", "pre- and postnatal care"},
		{"years", "", "2012-", "2013 plan", "2012-2013 plan"},
		{"dash", "", "this -", "that", "this - that"},
		{"range with a longer dash", "", "paras. 14–", "16 and", "paras. 14–16 and"},
		{"longer dash in a sentence", "", "this –", "that", "this – that"},
		{"nothing but a dash", "", "–", "that", "– that"},
		{"symbol over the line end", "", "see A/XYZ/", "21/11", "see A/XYZ/21/11"},
		{"Chinese", "", "人", "权", "人权"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list := []block{filler(tt.known), {lines: []line{plain(1, 0, 0, tt.a), plain(1, 0, 12, tt.b)}}}
			joinHyphens(list)
			if got := text(list); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestCloses(t *testing.T) {
	for text, want := range map[string]bool{
		"It ends.": true, "It ends (Chile);": true, "“It ends.”": true, "It goes": false, "under Act No.": false, "see art.": false, "Mr.": false, "结束。": true, "": true,
	} {
		if got := closes(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestContents(t *testing.T) {
	lines := []line{
		plain(1, 50, 50, "Contents"),
		cellsOf(80, map[float32]string{50: "I.", 150: "Summary ...........", 450: "5–91 3"}),
		cellsOf(95, map[float32]string{50: "II.", 150: "Conclusions .......", 450: "92 15"}),
	}
	lines = markContents(lines)
	if lines[0].role != running || lines[1].role != rowOf || lines[1].text != "I.\tSummary\t5–91 3" {
		t.Errorf("%+v", lines)
	}
}

func TestTables(t *testing.T) {
	lines := []line{
		plain(1, 50, 20, "A paragraph before the table runs over the whole width of the page."),
		cellsOf(50, map[float32]string{50: "Number", 150: "Title", 450: "Date"}),
		cellsOf(70, map[float32]string{50: "43/1", 150: "A long title that", 450: "19 June"}),
		cellsOf(82, map[float32]string{150: "goes on"}),
		cellsOf(102, map[float32]string{50: "43/2", 150: "Another", 450: "20 June"}),
		plain(1, 50, 150, "A paragraph after it."),
	}
	got := texts(markTables(lines, nil, 10))
	want := "A paragraph before the table runs over the whole width of the page.|Number\tTitle\tDate|43/1\tA long title that goes on\t19 June|43/2\tAnother\t20 June|A paragraph after it."
	if got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestHangingListIsNoTable(t *testing.T) {
	var lines []line
	for i := 0; i < 5; i++ {
		lines = append(lines, cellsOf(float32(50+20*i), map[float32]string{50: fmt.Sprintf("119.%d.", i+1), 150: "Ratify the convention (Chile);"}))
	}
	for _, l := range markTables(lines, nil, 10) {
		if l.role != running {
			t.Fatalf("%q became a row", l.text)
		}
	}
}

func TestColumns(t *testing.T) {
	var lines []line
	lines = append(lines, plain(1, 50, 20, strings.Repeat("A title across both columns ", 3)))
	for i := 0; i < 10; i++ {
		l := cellsOf(float32(50+12*i), map[float32]string{50: fmt.Sprintf("left %d %s", i, strings.Repeat("x", 38)), 300: fmt.Sprintf("right %d %s", i, strings.Repeat("y", 38))})
		lines = append(lines, l)
	}
	got := columns(lines, nil)
	if len(got) != 21 || !strings.HasPrefix(got[1].text, "left 0") || !strings.HasPrefix(got[10].text, "left 9") || !strings.HasPrefix(got[11].text, "right 0") {
		t.Errorf("got %q", texts(got))
	}
	ruled := []rule{{40, 45, 560, 45}, {40, 100, 560, 100}, {40, 200, 560, 200}}
	if got := columns(lines, ruled); len(got) != len(lines) {
		t.Error("a ruled table was cut into columns")
	}
}

func TestNotes(t *testing.T) {
	body := plain(1, 50, 100, "A claim2 with a note.")
	body.marks = []mark{{7, 8}}
	small := func(y float32, text string) line {
		l := plain(1, 50, y, text)
		l.size = 8
		return l
	}
	lines := []line{body, small(700, "2 See the other report,"), small(710, "which is long.")}
	markNotes(&sheet{height: 792}, lines, 10)
	if lines[0].role != running || lines[1].role != note || lines[2].role != noteMore {
		t.Fatalf("roles %d %d %d", lines[0].role, lines[1].role, lines[2].role)
	}
	list := blocks([][]line{lines})
	classify(list, 10)
	linkNotes(list)
	if len(list) != 2 || len(list[0].notes) != 1 || list[0].notes[0] != 1 || list[1].number != "2" {
		t.Fatalf("%+v", list)
	}
	if got := list[0].lines[0].unmarked(); got != "A claim with a note." {
		t.Errorf("text %q", got)
	}
}

func TestSmallPrintWithoutMarkerIsNoNote(t *testing.T) {
	date := plain(1, 50, 700, "26 September")
	date.size = 8
	lines := []line{plain(1, 50, 100, "Body text of the page."), date}
	markNotes(&sheet{height: 792}, lines, 10)
	if lines[1].role != running {
		t.Error("a date at the foot was taken for a note")
	}
}

func TestNotesBelowARule(t *testing.T) {
	s := &sheet{height: 792, rules: []rule{{50, 690, 150, 690.5}}}
	lines := []line{plain(1, 50, 100, strings.Repeat("Body text of the page. ", 4)), plain(1, 50, 700, "* Circulated as received.")}
	markNotes(s, lines, 10)
	if lines[1].role != note {
		t.Error("the note below the rule was not found")
	}
}

func TestNoteCloseBelowItsRule(t *testing.T) {
	small := func(y float32, text string) line {
		l := plain(1, 50, y, text)
		l.size = 9
		return l
	}
	s := &sheet{height: 792, rules: []rule{{50, 690, 120, 690.5}}}
	lines := []line{plain(1, 50, 660, strings.Repeat("Body text of the page. ", 4)), small(694, "7 The proposal as first read out:"), small(705, "plant trees.")}
	markNotes(s, lines, 10)
	if lines[0].role != running || lines[1].role != note || lines[2].role != noteMore {
		t.Errorf("roles %d %d %d", lines[0].role, lines[1].role, lines[2].role)
	}
}

func TestUnderlineIsNoRuleOfNotes(t *testing.T) {
	s := &sheet{height: 792, rules: []rule{{50, 701.5, 120, 702}}}
	lines := []line{plain(1, 50, 660, strings.Repeat("Body text of the page. ", 4)), plain(1, 50, 700, "7 boats came."), plain(1, 50, 712, "They left again.")}
	markNotes(s, lines, 10)
	for _, l := range lines {
		if l.role != running {
			t.Errorf("%q became a note", l.text)
		}
	}
}

// TestPlainWordsCountAsAny compares the quick way with the other.
func TestPlainWordsCountAsAny(t *testing.T) {
	for _, s := range []string{"the", "The", "(rights),", "a", "x", "I", "strngth", "STRNGTH", "Bcdfgh", "rhythm", "[and]", "—of—", "...", "", strings.Repeat("ab", 40)} {
		var quick, slow wording
		quick.word(s)
		slow.any(s)
		if quick.scratch, slow.scratch = [64]byte{}, [64]byte{}; quick != slow {
			t.Errorf("%q: %+v, want %+v", s, quick, slow)
		}
	}
	for _, s := range []string{"l'État", "co-operation", "12", "право", "人", "x\x00y", "\x01word"} {
		var w wording
		if w.plain(s) {
			t.Errorf("%q is taken for plain", s)
		}
	}
}

func TestWording(t *testing.T) {
	var sentence = map[string]string{
		"en": "the right of everyone to the enjoyment of the highest standard of health is recognized by the parties to this covenant and they shall take all steps that are needed for it",
		"fr": "le droit de toute personne à la santé est reconnu par les parties et elles prennent dans ce but toutes les mesures qui sont nécessaires pour la protection des enfants et des femmes",
		"ar": "إن حق كل فرد في الصحة هو من الحقوق التي على الدول أن تعمل من أجلها في كل وقت وأن لا يكون هذا الحق أقل من غيره في أي حال من الأحوال التي قد تنشأ عن ذلك",
		"zh": "人人有权享有能达到的最高的体质和心理健康的标准这是本公约各国所同意的而且要为此而不断地进行工作以使人民的生活有所改善",
	}
	for lang, text := range sentence {
		var w wording
		w.add(text)
		if got, share := w.best(); got != lang || w.fault(0, 500) != "" {
			t.Errorf("%s: taken for %s (%.2f), fault %q", lang, got, share, w.fault(0, 500))
		}
	}
	bad := map[string]string{
		"words of no known language": strings.Repeat("ijkljmno qrstuva wxyzaby ", 20),
		"broken words":               strings.Repeat("b r o k e n the word ", 20),
		"words that no language has": strings.Repeat("ال0م الB3ح the ", 20),
		"glyphs without a character": "\uFFFD\uFFFD\uFFFD",
	}
	for want, text := range bad {
		var w wording
		w.add(text)
		if got := w.fault(strings.Count(text, "\uFFFD"), len([]rune(text))); got != want {
			t.Errorf("%.20q: %q, want %q", text, got, want)
		}
	}
}
