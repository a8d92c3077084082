package pdf

import (
	"strings"
	"testing"
)

// typeset makes glyphs of text at (x, y), each half the font size wide, spaces
// left as gaps.
func typeset(x, y, size float32, text string) []glyph {
	var out []glyph
	for _, r := range text {
		if r != ' ' {
			out = append(out, glyph{x0: x, x1: x + size/2, y: y, size: size, r: r})
		}
		x += size / 2
	}
	return out
}

// visual makes glyphs of a right-to-left text as it is drawn: from the right.
func visual(right, y, size float32, text string) []glyph {
	var out []glyph
	for _, r := range text {
		if r != ' ' {
			out = append(out, glyph{x0: right - size/2, x1: right, y: y, size: size, r: r})
		}
		right -= size / 2
	}
	return out
}

func sheetWith(parts ...[]glyph) *sheet {
	s := &sheet{number: 1, width: 612, height: 792}
	for _, p := range parts {
		s.glyphs = append(s.glyphs, p...)
	}
	return s
}

func texts(lines []line) string {
	var out []string
	for i := range lines {
		out = append(out, lines[i].text)
	}
	return strings.Join(out, "|")
}

func TestLines(t *testing.T) {
	tests := []struct {
		name  string
		sheet *sheet
		want  string
	}{
		{"words from gaps", sheetWith(typeset(10, 100, 10, "one two")), "one two"},
		{"two lines in drawing order reversed", sheetWith(typeset(10, 120, 10, "below"), typeset(10, 100, 10, "above")), "above|below"},
		{"pieces of one line", sheetWith(typeset(60, 100, 10, "second"), typeset(10, 100, 10, "first")), "first second"},
		{"raised marker", sheetWith(typeset(10, 100, 10, "word"), typeset(30, 96, 6, "12"), typeset(40, 100, 10, "next")), "word12 next"},
		{"drawn twice for boldness", sheetWith(typeset(10, 100, 10, "bold"), typeset(10.3, 100, 10, "bold")), "bold"},
		{"spaced out", sheetWith(typeset(10, 100, 10, "s e p a r a t e d")), "separated"},
		{"nothing but spaces", sheetWith([]glyph{{r: ' ', size: 10}}), ""},
		{"Chinese without spaces", sheetWith(typeset(10, 100, 10, "人 权")), "人权"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := texts(tt.sheet.lines()); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestLineKnowsMarksAndCells(t *testing.T) {
	s := sheetWith(typeset(10, 100, 10, "word"), typeset(30, 96, 6, "12"), typeset(200, 100, 10, "cell"))
	l := s.lines()[0]
	if len(l.marks) != 1 || l.text[l.marks[0].start:l.marks[0].end] != "12" {
		t.Errorf("marks %+v of %q", l.marks, l.text)
	}
	if len(l.cells) != 2 || l.text[l.cells[1].start:l.cells[1].end] != "cell" || l.cells[1].x0 != 200 {
		t.Errorf("cells %+v of %q", l.cells, l.text)
	}
}

func TestRightToLeft(t *testing.T) {
	mixed := append(visual(300, 100, 10, "المادة"), typeset(240, 100, 10, "26")...)
	mixed = append(mixed, visual(235, 100, 10, "من العهد")...)
	tests := []struct {
		name   string
		glyphs []glyph
		want   string
	}{
		{"drawn from the right", visual(300, 100, 10, "حقوق الإنسان"), "حقوق الإنسان"},
		{"with a number", mixed, "المادة 26 من العهد"},
		{"brackets named as they look", visual(300, 100, 10, "نص )مهم( هنا"), "نص (مهم) هنا"},
		{"brackets named as they mean", visual(300, 100, 10, "نص (مهم) هنا"), "نص (مهم) هنا"},
		{"vowel mark over its letter", append(visual(300, 100, 10, "حق"), glyph{x0: 297, x1: 297, y: 100, size: 10, r: 'َ'}), "حَق"},
		{"inside a line of Latin", append(append(typeset(10, 100, 10, "The word"), visual(95, 100, 10, "حقوق")...), typeset(100, 100, 10, "means rights")...), "The word حقوق means rights"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := texts(sheetWith(tt.glyphs).lines()); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// A number inside Arabic is read from its left end; what is white before it lies
// at its right one, so its length is no gap.
func TestNumbersInsideArabicMakeNoCells(t *testing.T) {
	line := visual(400, 100, 10, "القانون رقم")
	line = append(line, typeset(320, 100, 10, "1956")...)
	line = append(line, visual(315, 100, 10, "بشأن")...)
	line = append(line, typeset(240, 100, 10, "20.366.730")...)
	l := sheetWith(line).lines()[0]
	if l.text != "القانون رقم 1956 بشأن 20.366.730" || len(l.cells) != 1 {
		t.Errorf("%q in %d cells", l.text, len(l.cells))
	}
	apart := sheetWith(append(visual(400, 100, 10, "صوت"), typeset(200, 100, 10, "1956")...)).lines()[0]
	if len(apart.cells) != 2 {
		t.Errorf("%q in %d cells, want 2", apart.text, len(apart.cells))
	}
	latin := sheetWith(append(append(typeset(10, 100, 10, "word"), visual(85, 100, 10, "حقوق الناس")...), typeset(95, 100, 10, "means")...)).lines()[0]
	if len(latin.cells) != 1 || latin.text != "word حقوق الناس means" {
		t.Errorf("%q in %d cells", latin.text, len(latin.cells))
	}
}

// Both spaces of a number may be drawn on one side of it.
func TestNumbersInsideArabicAreWords(t *testing.T) {
	for _, tt := range []struct {
		before, number, after, want string
	}{
		{"الدورة", "78", "عن", "الدورة 78 عن"},
		{"من", "٤٠", "عاما", "من ٤٠ عاما"},
		{"و", "2063", "عن", "و2063 عن"},
		{"سنة", "2024", "،", "سنة 2024،"},
	} {
		left := visual(400, 100, 10, tt.before)
		edge := left[0].x0
		for _, g := range left {
			edge = min(edge, g.x0)
		}
		number := typeset(edge-5*float32(len([]rune(tt.number))), 100, 10, tt.number)
		line := append(append(left, number...), visual(number[0].x0, 100, 10, tt.after)...)
		if got := texts(sheetWith(line).lines()); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestALargeInitialMakesNoLargeLine(t *testing.T) {
	l := sheetWith(typeset(10, 100, 14, "A"), typeset(18, 100, 10, "RTICLE 3")).lines()[0]
	if l.size != 10 || l.text != "ARTICLE 3" {
		t.Errorf("%q of size %g", l.text, l.size)
	}
}

func TestSpreadPutsArabicLigaturesFromTheRight(t *testing.T) {
	s := &sheet{number: 1}
	s.spread(right, []rune("لا"), 10, 10, glyph{y: 5, size: 10})
	if got := texts(s.lines()); got != "لا" {
		t.Errorf("got %q", got)
	}
}

func TestNormalRunes(t *testing.T) {
	tests := []struct{ in, want string }{
		{"a", "a"}, {"ﬁ", "fi"}, {"ﻻ", "لا"}, {"½", "½"}, {"²", "²"}, {"\u00a0", " "}, {"\u2011", "-"}, {"\u00ad", "-"}, {"\u200f", ""}, {"\x07", ""}, {"⼈", "人"},
	}
	for _, tt := range tests {
		if got := string(normalRunes([]rune(tt.in))); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}
