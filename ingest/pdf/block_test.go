package pdf

import (
	"strings"
	"testing"
)

// paragraphsOf returns what the lines of one page become, each in its brackets.
func paragraphsOf(lines []line) string {
	var out []string
	for _, b := range blocks([][]line{lines}) {
		out = append(out, "["+b.text()+"]")
	}
	return strings.Join(out, "")
}

func TestParagraphsSetInByTheirFirstLine(t *testing.T) {
	full := strings.Repeat("word ", 15) + "end"
	lines := []line{
		plain(1, 62, 50, "A "+full), plain(1, 50, 62, "more "+full+"."),
		plain(1, 62, 74, "B "+full+" here."),
		plain(1, 62, 86, "C "+full), plain(1, 50, 98, "more "+full+"."),
	}
	want := "[A " + full + " more " + full + ".][B " + full + " here.][C " + full + " more " + full + ".]"
	if got := paragraphsOf(lines); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	// A quotation that is set in as a whole is one paragraph.
	quoted := []line{plain(1, 50, 50, full+" and says"), plain(1, 62, 62, "A "+full+"."), plain(1, 62, 74, "B "+full+"."), plain(1, 62, 86, "C "+full)}
	if got := paragraphsOf(quoted); strings.Count(got, "[") != 1 {
		t.Errorf("a quotation came apart: %s", got)
	}
}

func TestArabicParagraphsEndWhereTheirLastLineIsShort(t *testing.T) {
	at := func(x0, x1, y float32, text string) line {
		return line{page: 1, x0: x0, x1: x1, y: y, size: 10, text: text, rtl: true, cells: []cell{{x0: x0, x1: x1, end: len(text)}}}
	}
	lines := []line{
		at(50, 450, 50, "تنص هذه المادة على كذا"), at(300, 450, 62, "وكذا."),
		at(50, 450, 74, "وتنص الثانية على غير ذلك"), at(50, 450, 86, "كله. ولا تنتهي هنا"), at(200, 450, 98, "بل هنا."),
	}
	if got, want := paragraphsOf(lines), "[تنص هذه المادة على كذا وكذا.][وتنص الثانية على غير ذلك كله. ولا تنتهي هنا بل هنا.]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
