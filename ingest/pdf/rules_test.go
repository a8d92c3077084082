package pdf

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// What stands at the start of a line and counts, and what only looks so.
func TestLabels(t *testing.T) {
	tests := []struct{ text, want string }{
		{"1. The", "numeral 1=1, then The"},
		{"999. The", "numeral 999=999, then The"},
		{"1000. The", "none"},
		{"0. The", "numeral 0=0, then The"},
		{"12.The", "none"},
		{"12 . The", "none"},
		{"12.\tThe", "numeral 12=12, then The"},
		{"12.", "numeral 12=12, then "},
		{"12", "none"},
		{"1.1 The", "compound 1.1=1, then The"},
		{"1.1. The", "compound 1.1=1, then The"},
		{"119.10. The", "compound 119.10=10, then The"},
		{"119.10.3 The", "compound 119.10.3=3, then The"},
		{"1.1.", "compound 1.1=1, then "},
		{"12.5 per cent", "compound 12.5=5, then per cent"},
		{"1.1The", "none"},
		{"1234.5 The", "none"},
		{"(a) the", "letter (a)=0, then the"},
		{"(a)the", "none"},
		{"(aa) the", "letter (aa)=0, then the"},
		{"(viii) the", "letter (viii)=0, then the"},
		{"(abcdef) the", "none"},
		{"(A) the", "none"},
		{"(12) the", "letter (12)=0, then the"},
		{"(1234) the", "none"},
		{"(12.3) the", "none"},
		{"a) the", "letter a)=0, then the"},
		{"A) The", "none"},
		{"ab) the", "none"},
		{"a. the", "none"},
		{"A. The", "capital A=0, then The"},
		{"I. The", "roman I=0, then The"},
		{"IV. The", "roman IV=0, then The"},
		{"XIV. The", "roman XIV=0, then The"},
		{"XIVXIVX. The", "none"},
		{"C. The", "capital C=0, then The"},
		{"V. The", "roman V=0, then The"},
		{"U.N. body", "none"},
		{"A.B. Name", "none"},
		{"• item", "bullet •=0, then item"},
		{"•item", "none"},
		{"- item", "bullet -=0, then item"},
		{"– item", "bullet –=0, then item"},
		{"-5 degrees", "none"},
		{"■ item", "bullet ■=0, then item"},
		{"* item", "none"},
		{"人权", "none"},
		{"١. البند", "numeral 1=1, then البند"},
		{"١٢- البند", "numeral 12=12, then البند"},
		{"12- البند", "numeral 12=12, then البند"},
		{"12– Boats", "numeral 12=12, then Boats"},
		{"15- and 16-year-olds", "none"},
		{"12-13 boats", "none"},
		{"12) Boats", "letter 12)=0, then Boats"},
		{"1990) Boats", "none"},
		{"(٣) البند", "letter (3)=0, then البند"},
		{"٣.٢ البند", "compound 3.2=2, then البند"},
		{"é. x", "none"},
		{"x", "none"},
		{" 1. The", "none"},
	}
	names := []string{"none", "numeral", "compound", "letter", "bullet", "roman", "capital", "unit"}
	for _, tt := range tests {
		l := labelOf(tt.text)
		got := names[l.kind]
		if l.kind != unlabelled {
			got = fmt.Sprintf("%s %s=%d, then %s", got, l.number, l.value, tt.text[l.rest:])
		}
		if got != tt.want {
			t.Errorf("labelOf(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestNormalRunesTable(t *testing.T) {
	tests := []struct{ in, want string }{
		{"plain text, 12 (a)", "plain text, 12 (a)"},
		{"ﬁrst ﬂoor oﬃce ﬅ", "first floor office st"},
		{"½ ² ™ № Ⅳ", "½ ² ™ № Ⅳ"},
		{"a\u00a0b\u2009c\u3000d\te\nf\rg", "a b c d e f g"},
		{"a\u2010b\u2011c\u00add", "a-b-c-d"},
		{"a\u2013b\u2014c", "a–b—c"},
		{"a\x00b\x7fc\u0085d\ufeffe\u200bf", "abcdef"},
		{"\u202eabc\u202c\u200f\u2066d\u2069", "abcd"},
		{"ﻻ ﷲ ﺣﻘﻮﻕ", "لا الله حقوق"},
		{"\ufd3e1\ufd3f", "﴾1﴿"},
		{"⽆⼈", "无人"},
		{"é à ü", "é à ü"},
		{"e\u0301", "é"},
		{"\u1680x", " x"},
		{"\uf0b7 a \uf0a7 b \uf0d8 c", "• a • b • c"},
		{"", ""},
	}
	for _, tt := range tests {
		if got := string(normalRunes([]rune(tt.in))); got != tt.want {
			t.Errorf("normalRunes(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// drawn makes the glyphs of a right-to-left line from the left, as files hold
// them: runs of figures and Latin letters keep their order.
func drawn(text string) []glyph {
	var runs [][]rune
	rtl := true
	for _, r := range text {
		left := leftToRight(r) || !rtl && isNeutral(r) && r != ' '
		if len(runs) == 0 || left == rtl {
			runs = append(runs, nil)
			rtl = !left
		}
		runs[len(runs)-1] = append(runs[len(runs)-1], r)
	}
	var glyphs []glyph
	x := float32(500)
	for _, run := range runs {
		if leftToRight(run[0]) { // drawn as it is read, at the place of the run
			slices.Reverse(run)
		}
		for _, r := range run {
			glyphs = append(glyphs, glyph{x0: x - 5, x1: x, y: 100, size: 10, r: r})
			x -= 5
		}
	}
	slices.Reverse(glyphs)
	return glyphs
}

func TestLogicalOrder(t *testing.T) {
	for _, text := range []string{
		"حقوق الإنسان",
		"المادة 12 من العهد",
		"القرار 60/251 المؤرخ 2006",
		"وثيقة A/HRC/21/11 للأمم المتحدة",
		"نسبة 12.5 في المئة",
		"الفقرة (أ) من المادة 3",
		"«حقوق» الإنسان",
		"١٢ مادة و ٢٠١٢ سنة",
		"זכויות האדם 1948",
		"د",
		"12",
	} {
		glyphs := drawn(text)
		logical(glyphs)
		var got strings.Builder
		for _, g := range glyphs {
			got.WriteRune(g.r)
		}
		if got.String() != text {
			t.Errorf("logical = %q, want %q", got.String(), text)
		}
	}
}

func TestMirrored(t *testing.T) {
	glyphs := func(text string) []glyph {
		var list []glyph
		for _, r := range text {
			list = append(list, glyph{r: r})
		}
		return list
	}
	for text, want := range map[string]bool{"(أ)": false, ")أ(": true, "«أ»": false, "»أ«": true, "أ": true, "": true, "[(أ)]": false, "])أ([": true, "((أ)": false} {
		if got := mirrored(glyphs(text)); got != want {
			t.Errorf("mirrored(%s) = %t", text, got)
		}
	}
	for _, r := range "()[]«»{}" {
		if mirror(mirror(r)) != r || mirror(r) == r {
			t.Errorf("mirror(%c) = %c", r, mirror(r))
		}
	}
	if mirror('a') != 'a' || mirror('<') != '<' {
		t.Error("what has no mirror image stays")
	}
}

// TestLogicalLosesNothing: whatever the glyphs, all are there afterwards.
func TestLogicalLosesNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 6))
	letters := []rune("أبجد\u064b\u0651 12٣AB(),./«»é-")
	for range 5000 {
		var glyphs []glyph
		for i := range random.IntN(20) {
			x := float32(random.IntN(100))
			glyphs = append(glyphs, glyph{x0: x, x1: x + 5, y: float32(i % 2), size: 10, r: letters[random.IntN(len(letters))]})
		}
		count := func() map[rune]int {
			m := map[rune]int{}
			for _, g := range glyphs {
				r := g.r
				if mirror(r) < r {
					r = mirror(r)
				}
				m[r]++
			}
			return m
		}
		before := fmt.Sprint(count())
		logical(glyphs)
		logicalParts(glyphs)
		if after := fmt.Sprint(count()); after != before {
			t.Fatalf("glyphs %s became %s", before, after)
		}
	}
}

func TestEndsOfLines(t *testing.T) {
	tests := []struct {
		text                  string
		closes, leads, broken bool
	}{
		{"It ends.", true, false, false}, {"It ends", false, false, false}, {"It ends!", true, false, false}, {"It ends?”", true, false, false}, {"It ends.”", true, false, false},
		{"It ends.12", true, false, false}, {"It ends (Norway);", true, false, false}, {"It ends (Norway)", false, false, false}, {"the list:", true, false, false}, {"first,", false, true, false},
		{"first; and", false, true, false}, {"first; or", false, true, false}, {"premier, et", false, true, false}, {"primero, y", false, true, false}, {"erstens, und", false, true, false},
		{"первый, и", false, true, false}, {"أولا،", false, true, false}, {"band", false, false, false}, {"under art.", false, false, false}, {"under arts.", false, false, false},
		{"See para.", false, false, false}, {"Mr.", false, false, false}, {"Law No.", false, false, false}, {"the part.", true, false, false}, {"he said no.", false, false, false},
		{"fig.", false, false, false}, {"big.", true, false, false}, {"discrimi-", false, false, true}, {"2012-", false, false, false}, {"-", false, false, false}, {"a -", false, false, false},
		{"é-", false, false, true}, {"", true, false, false}, {"12", true, false, false}, {"结束。", true, false, false}, {"كذلك؟", true, false, false}, {"да.", true, false, false}, {"etc…", true, false, false},
	}
	for _, tt := range tests {
		if got := closes(tt.text); got != tt.closes {
			t.Errorf("closes(%q) = %t", tt.text, got)
		}
		if got := leads(tt.text); got != tt.leads {
			t.Errorf("leads(%q) = %t", tt.text, got)
		}
		if got := brokenEnd(tt.text); got != tt.broken {
			t.Errorf("brokenEnd(%q) = %t", tt.text, got)
		}
	}
}

func TestStartsOfLines(t *testing.T) {
	for text, want := range map[string]bool{
		"The": true, "the": false, "12": true, "(a)": false, "(A)": true, "“The": true, "“the": false, ", and": false, ") then": false, "": true, "…": true, "Élève": true, "élève": false,
		"人权": true, "حقوق": true, "—": true, "% of": false, "(12": true, "«да": false,
	} {
		if got := startsUpper(text); got != want {
			t.Errorf("startsUpper(%q) = %t", text, got)
		}
	}
	for text, want := range map[string]bool{"INTRODUCTION": true, "Introduction": false, "II. THE STATE": true, "ABC": false, "1234": false, "ÉTAT": true, "ПРАВА": true, "حقوق": false, "人权人权": false, "A/HRC/21": true, "A/HRC/21 s": false, "": false} {
		if got := allCapitals(text); got != want {
			t.Errorf("allCapitals(%q) = %t", text, got)
		}
	}
	for text, want := range map[string]bool{
		"Annex": true, "Annex I": true, "ANNEXES": true, "Annexe II": true, "Anexo": true, "Anexos I": true, "Appendix": true, "Anhang 1": true, "Anlage": true, "Приложение I": true, "ПРИЛОЖЕНИЕ": true,
		"Приложения": true, "المرفق الأول": true, "附件一": true, "Annexation of": false, "The annex": false, "Appendices": false, "": false,
	} {
		if got := annex.MatchString(text); got != want {
			t.Errorf("annex %q: %t", text, got)
		}
	}
}

func TestSpeller(t *testing.T) {
	tests := []struct {
		known  string // words of the document
		breaks bool   // it breaks words
		a, b   string
		want   string
	}{
		{"", true, "discrimi-", "nation", "discrimination"},
		{"", false, "discrimi-", "nation", "discrimi-nation"},
		{"discrimination", false, "discrimi-", "nation", "discrimination"},
		{"self-help", true, "self-", "help", "self-help"},
		{"self help", true, "self-", "help", "self-help"},
		{"selfhelp self-help", true, "self-", "help", "selfhelp"},
		{"", true, "non-self-", "governing", "non-selfgoverning"},
		{"non-self-governing", true, "non-self-", "governing", "non-self-governing"},
		{"", true, "(discrimi-", "nation)", "(discrimination)"},
		{"", true, "Guinea-", "Bissau", "Guinea-Bissau"},
		{"", true, "pre-", "and postnatal", "pre- and postnatal"},
		{"", true, "mid-", "2012", "mid-2012"},
		{"", true, "word-", "(bracket", "word- (bracket"},
		{"", true, "2012-", "2013", "2012-2013"},
		{"", true, "A/HRC/", "21/11", "A/HRC/21/11"},
		{"", true, "and/", "or", "and/or"},
		{"", true, "a /", "b", "a / b"},
		{"", true, "end.", "Start", "end. Start"},
		{"", true, "人", "权", "人权"},
		{"", true, "人", "a", "人 a"},
		{"", true, "word-", "", "word- "},
		{"", true, "", "word", " word"},
		{"", true, "-", "word", "- word"},
		{"droits", true, "dr-", "oits", "droits"},
		{"", true, "пра-", "ва", "права"},
	}
	for _, tt := range tests {
		s := speller{words: map[string]int{}, breaks: tt.breaks}
		s.learn("x "+tt.known+" x", true)
		joinedText := s.join(tt.a, tt.b) + " " + tt.b
		if got := strings.ReplaceAll(joinedText, joined+" ", ""); got != tt.want {
			t.Errorf("join(%s, %s) knowing %q = %q, want %q", tt.a, tt.b, tt.known, got, tt.want)
		}
	}
}

func TestOddWords(t *testing.T) {
	for _, w := range []string{"rights", "Rights", "RIGHTS", "l’égalité", "strengths", "rhythm", "права", "人权", "حقوق", "١٢", "12", "A/HRC/21/11", "e-mail", "HRWTCH", "(a)", "“the", "—"} {
		if odd(w) {
			t.Errorf("%s is no odd word", w)
		}
	}
	for _, w := range []string{"ri" + string(unknown) + "hts", "riпра", "w{rd", "wo|d", "a^b", "bcdfghjk", "\ue001word", "x<y>"} {
		if !odd(w) {
			t.Errorf("%s is an odd word", w)
		}
	}
}

func TestFurnitureKeys(t *testing.T) {
	same := [][]string{{"Page 1", "page 12", "PAGE  3"}, {"A/HRC/21/11", "a/hrc/7/2"}, {"- 5 -", "-12-"}, {"صفحة ١", "صفحة ٢٣"}, {"12", "7", "1 2"}}
	for i, list := range same {
		for _, text := range list {
			if key(text) != key(list[0]) {
				t.Errorf("%q and %q are furniture of two kinds", text, list[0])
			}
			if other := same[(i+1)%len(same)][0]; key(text) == key(other) {
				t.Errorf("%q and %q are furniture of one kind", text, other)
			}
		}
	}
}

func TestFirstPageFurniture(t *testing.T) {
	for _, text := range []string{"GE.12-14978", "GE.19-21936(E)", "GE.12-14978 (E) 160712", "(E)", "(E) 160712 190712", "*1214978*", "Please recycle", "Please recycle ♲", "12-34567 (E)"} {
		if !firstPageOnly.MatchString(text) {
			t.Errorf("%q stands on first pages only", text)
		}
	}
	for _, text := range []string{"", "GE. 12", "The GE.12-14978", "(E) is the", "*note*", "12. The (E)", "(G) 12", "Please return"} {
		if firstPageOnly.MatchString(text) {
			t.Errorf("%q is text", text)
		}
	}
}

// TestFurnitureTable sets aside what repeats at the edges of pages and nothing else.
func TestFurnitureTable(t *testing.T) {
	// Each page is its lines from the top, 20 points apart; the body begins at 100 and
	// ends at 700.
	pagesOf := func(tops, bodies, bottoms []string) [][]line {
		var pages [][]line
		for p := range bodies {
			var lines []line
			if tops[p] != "" {
				lines = append(lines, plain(p+1, 100, 30, tops[p]))
			}
			for i, text := range strings.Split(bodies[p], "|") {
				lines = append(lines, plain(p+1, 100, 100+float32(12*i), text))
			}
			if bottoms[p] != "" {
				lines = append(lines, plain(p+1, 100, 760, bottoms[p]))
			}
			pages = append(pages, lines)
		}
		return pages
	}
	body := []string{"Here the text begins.|It goes on a while.|Then the page ends.", "A second page comes.|With other words on it.|And ends as well.", "A third one follows.|It says something else.|Before it stops.",
		"Now the fourth is here.|It has its own words.|So it goes.", "The fifth is the last.|It closes the matter.|That was all."}
	same := func(s string) []string { return []string{s, s, s, s, s} }
	tests := []struct {
		name          string
		tops, bottoms []string
		top, bottom   string // on the third page, set aside
	}{
		{"nothing", same(""), same(""), "", ""},
		{"a symbol above", same("A/HRC/98/7"), same(""), "A/HRC/98/7", ""},
		{"page numbers below", same(""), []string{"1", "2", "3", "4", "5"}, "", "3"},
		{"page numbers with words", same(""), []string{"Page 1 of 5", "Page 2 of 5", "Page 3 of 5", "Page 4 of 5", "Page 5 of 5"}, "", "Page 3 of 5"},
		{"an article a page", []string{"Article 1", "Article 2", "Article 3", "Article 4", "Article 5"}, same(""), "", ""},
		{"both", same("A/HRC/98/7"), []string{"1", "2", "3", "4", "5"}, "A/HRC/98/7", "3"},
		{"left and right pages", []string{"The Lake", "Gazette", "The Lake", "Gazette", "The Lake"}, same(""), "The Lake", ""},
		{"Arabic figures", same(""), []string{"١", "٢", "٣", "٤", "٥"}, "", "٣"},
		{"a heading on one page", []string{"", "", "CONCLUSIONS", "", ""}, same(""), "", ""},
		{"a year that is no page", same(""), []string{"", "", "2012", "", ""}, "", ""},
		{"the page's own number once", same(""), []string{"", "", "3", "", ""}, "", "3"},
	}
	for _, tt := range tests {
		text, furniture := setAside(pagesOf(tt.tops, body, tt.bottoms))
		want := strings.Trim(tt.top+"|"+tt.bottom, "|")
		if got := strings.Join(furniture[2], "|"); got != want {
			t.Errorf("%s: set aside %q, want %q", tt.name, got, want)
		}
		kept := texts(text[2])
		if !strings.Contains(kept, body[2]) {
			t.Errorf("%s: body %q", tt.name, kept)
		}
		for p := range body { // nothing is lost
			n := len(text[p]) + len(furniture[p])
			if before := strings.Count(body[p], "|") + 1 + min(len(tt.tops[p]), 1) + min(len(tt.bottoms[p]), 1); n != before {
				t.Errorf("%s: %d of %d lines of page %d are left", tt.name, n, before, p+1)
			}
		}
	}
}

func TestGlyphNames(t *testing.T) {
	tests := []struct {
		name string
		want rune
	}{
		{"A", 'A'}, {"eacute", 'é'}, {"Euro", '€'}, {"quoteright", '’'}, {"A.small", 'A'}, {"uni0041", 'A'}, {"uni00E9", 'é'}, {"u1F642", '🙂'}, {"u0041", 'A'},
		{"uni", 0}, {"uniXYZW", 0}, {"uni041", 0}, {"g12", 0}, {"cid345", 0}, {".notdef", 0}, {"", 0}, {"u1234567", 0}, {"space", ' '}, {"hyphen", '-'}, {"afii10017", 'А'},
	}
	for _, tt := range tests {
		if got := glyphRune(tt.name); got != tt.want {
			t.Errorf("glyphRune(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestScannerTable(t *testing.T) {
	tests := []struct{ src, want string }{
		{"1 0 0 1 72 720 cm", "cm 1 0 0 1 72 720"},
		{"1e5 w", "w 1"},
		{"-.5 - +. w", "w -0.5 -0 0"},
		{"99999999999999999999 w", "w 1.0000000000000002e+20"},
		{"1.2.3 w", "w 1.2"},
		{"(\\061\\0612\\8) Tj", `Tj "1128"`},
		{"(\\r\\t\\b\\f\\x) Tj", "Tj \"\\r\\t\\b\\fx\""},
		{"(a\r\nb\rc) Tj", "Tj \"a\\r\\nb\\rc\""},
		{"(a\\\r\nb) Tj", `Tj "ab"`},
		{"(()()) Tj", `Tj "()()"`},
		{"(\\)) Tj", `Tj ")"`},
		{"(a) (b) (c) \"", `" "a" "b" "c"`},
		{"(a) '", `' "a"`},
		{"<> Tj", `Tj ""`},
		{"<4G8> Tj", `Tj "H"`},
		{"< 4 8 4 9 > Tj", `Tj "HI"`},
		{"<4849", ""},
		{"/ Do", "Do /"},
		{"/A/B/C Do", "Do /A /B /C"},
		{"/A#zz Do", "Do /A#zz"},
		{"/#41 Do", "Do /A"},
		{"[ ] TJ", "TJ [ ]"},
		{"[[(a)]] TJ", `TJ [ [ "a" ] ]`},
		{"[(a) TJ", `TJ [ "a"`},
		{"<< /A << /B 1 >> >> DP", "DP [ /A [ /B 1 ] ]"},
		{"BT%comment\rET", "BT; ET"},
		{"%only", ""},
		{"q\x00Q\x0cn", "q; Q; n"},
		{"true false null w", "true; false; null; w"},
		{"BI /W 1 ID EI", "BI"},
		{"BI /W 1 ID aEIb EI Q", "BI; Q"},
		{"BI ID \nEI\nq", "BI; q"},
		{"T* f* W*", "T*; f*; W*"},
	}
	for _, tt := range tests {
		if got := strings.ReplaceAll(showOperators(tt.src), "\n", "; "); got != tt.want {
			t.Errorf("%q = %q, want %q", tt.src, got, tt.want)
		}
	}
}

func TestLeaders(t *testing.T) {
	for _, text := range []string{"Summary ..... 3", "I. Summary . . . . . . 12", "Summary …… 3", "Name ______", "Summary.......... 1–5 3"} {
		if !hasLeader(text) {
			t.Errorf("%q leads to a page", text)
		}
	}
	for _, text := range []string{"", "It ends...", "And so on....", "a . . b", "Summary 3", "…"} {
		if hasLeader(text) {
			t.Errorf("%q is no line of contents", text)
		}
	}
}

func TestGapsOfNumbering(t *testing.T) {
	tests := []struct {
		numbers []int
		want    string
	}{
		{nil, "[]"}, {[]int{1, 2, 3}, "[]"}, {[]int{1, 3}, "[[1 3]]"}, {[]int{1, 2, 5, 6, 9}, "[[2 5] [6 9]]"}, {[]int{5, 6}, "[]"}, {[]int{3, 2, 1}, "[]"}, {[]int{1, 1, 2}, "[]"},
	}
	for _, tt := range tests {
		var list []block
		for _, n := range tt.numbers {
			list = append(list, block{main: true, number: fmt.Sprint(n), label: label{value: n}}, block{})
		}
		if got := fmt.Sprint(gaps(list)); got != tt.want {
			t.Errorf("gaps(%v) = %s, want %s", tt.numbers, got, tt.want)
		}
	}
}

// TestSpellerKeepsLetters: joining lines never loses a letter, only a hyphen and a space.
func TestSpellerKeepsLetters(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 8))
	pieces := []string{"dis", "crimi-", "nation", "self-", "help", "2012-", "A/", "人", "é-", "-", "and", "Ü", "."}
	for range 3000 {
		var lines []line
		var letters strings.Builder
		for range 1 + random.IntN(5) {
			text := strings.TrimSpace(pieces[random.IntN(len(pieces))] + " " + pieces[random.IntN(len(pieces))])
			lines = append(lines, plain(1, 0, 0, text))
			letters.WriteString(text)
		}
		list := []block{{lines: lines}}
		joinHyphens(list)
		var out strings.Builder
		list[0].write(&out, map[int]int{})
		strip := func(s string) string { return strings.NewReplacer(" ", "", "-", "").Replace(s) }
		if got, want := strip(out.String()), strip(letters.String()); got != want || !utf8.ValidString(out.String()) {
			t.Fatalf("%q became %q", letters.String(), out.String())
		}
	}
}
