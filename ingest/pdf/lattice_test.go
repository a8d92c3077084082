package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// boxed draws the rules of a table: one below each of ys, verticals at each of xs.
func boxed(ys, xs []float32) []rule {
	var out []rule
	for _, y := range ys {
		out = append(out, rule{xs[0], y, xs[len(xs)-1], y})
	}
	for _, x := range xs {
		for i := 1; i < len(ys); i++ { // a piece a row, as many programs draw them
			out = append(out, rule{x, ys[i-1], x, ys[i]})
		}
	}
	return out
}

func TestTablesWithLinesAroundTheirCells(t *testing.T) {
	rules := boxed([]float32{40, 60, 100, 140}, []float32{45, 145, 295, 445})
	lines := []line{
		plain(1, 50, 30, "Before the table."),
		cellsOf(52, map[float32]string{50: "Recommendation", 150: "Position", 300: "Themes"}),
		cellsOf(72, map[float32]string{50: "28.1 Clean the", 300: "Water"}),
		cellsOf(78, map[float32]string{150: "Supported"}), // stands in the middle of its cell
		cellsOf(84, map[float32]string{50: "lake (Chile);", 300: "Health"}),
		cellsOf(112, map[float32]string{50: "28.2 Mend the", 150: "Noted"}),
		cellsOf(124, map[float32]string{50: "boats;"}),
		plain(1, 50, 160, "After it."),
	}
	want := "Before the table.|Recommendation\tPosition\tThemes|28.1 Clean the lake (Chile);\tSupported\tWater Health|28.2 Mend the boats;\tNoted|After it."
	got := joinLattices(lines, latticesOf(rules))
	if texts(got) != want {
		t.Errorf("got\n%q\nwant\n%q", texts(got), want)
	}
	for i, role := range []role{running, rowOf, rowOf, rowOf, running} {
		if got[i].role != role {
			t.Errorf("%q has role %d, want %d", got[i].text, got[i].role, role)
		}
	}
}

func TestWhatIsNoLattice(t *testing.T) {
	ys, xs := []float32{40, 60, 100, 140}, []float32{45, 145, 445}
	for name, rules := range map[string][]rule{
		"rules without verticals":   boxed(ys, []float32{45, 445})[:4],
		"a box around text":         boxed(ys[:2], []float32{45, 445}),
		"lines between columns":     {{145, 40, 145, 700}},
		"one row that is parted":    boxed(ys[:2], xs),
		"verticals that stop short": append(boxed(ys, []float32{45, 445}), rule{145, 40, 145, 50}),
		"no rules":                  nil,
	} {
		if got := latticesOf(rules); len(got) != 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// A row that is not parted stays text: a heading in the middle of a table.
func TestHeadingsInsideTables(t *testing.T) {
	rules := boxed([]float32{40, 60, 100, 140}, []float32{45, 445})
	rules = append(rules, rule{145, 40, 145, 60}, rule{145, 100, 145, 140})
	lines := []line{cellsOf(52, map[float32]string{50: "Number", 150: "Title"}), plain(1, 50, 80, "Theme: Boats"), cellsOf(120, map[float32]string{50: "1", 150: "Rafts"})}
	got := joinLattices(lines, latticesOf(rules))
	if texts(got) != "Number\tTitle|Theme: Boats|1\tRafts" || got[1].role != running {
		t.Errorf("%q", texts(got))
	}
}

// Words of two cells may stand closer than words of two columns do elsewhere.
func TestARulePartsCells(t *testing.T) {
	s := sheetWith(typeset(10, 100, 10, "one"), typeset(31, 100, 10, "two"))
	if n := len(s.lines()[0].cells); n != 1 {
		t.Fatalf("%d cells without a rule", n)
	}
	s.rules = boxed([]float32{60, 110, 130}, []float32{5, 28, 80})
	if l := s.lines()[0]; len(l.cells) != 2 || l.text != "one two" {
		t.Errorf("%q in %d cells", l.text, len(l.cells))
	}
	for name, rules := range map[string][]rule{
		"beside a table below":          boxed([]float32{110, 130, 150}, []float32{5, 28, 80}),
		"across a rule that no row has": {{28, 50, 28, 150}},
	} {
		s.rules = rules
		if n := len(s.lines()[0].cells); n != 1 {
			t.Errorf("%d cells %s", n, name)
		}
	}
}

func TestLatticesAreBounded(t *testing.T) {
	var rules []rule
	for i := range 5000 {
		rules = append(rules, rule{float32(i), 0, float32(i), 700}, rule{0, float32(i), 700, float32(i)})
	}
	if got := latticesOf(rules); got != nil || wallsOf(rules) != nil {
		t.Error("a page of rules was searched for tables")
	}
}

func TestRowsOfRecommendationsAreNumbered(t *testing.T) {
	for text, want := range map[string]string{"28.212 Clean the lake (Chile);\tSupported": "28.212", "12.5\tmillion": "", "12.5 million\tboats": "", "1.5 \t2.5": "", "Total\t28.2 boats": "", "43/1\tTitle": ""} {
		b := block{lines: []line{{text: text, role: rowOf}}, role: rowOf}
		b.numberRow()
		if b.number != want {
			t.Errorf("%q: number %q, want %q", strings.ReplaceAll(text, "\t", "|"), b.number, want)
		}
	}
}

// What stands beside a table is no part of its cells.
func TestTextBesideATable(t *testing.T) {
	rules := boxed([]float32{40, 60, 80, 100}, []float32{45, 145, 295})
	lines := []line{
		cellsOf(50, map[float32]string{50: "Chile", 150: "Noted"}),
		cellsOf(70, map[float32]string{50: "Malta", 150: "Supported", 450: "The text goes on"}),
		cellsOf(90, map[float32]string{50: "Ghana", 150: "Noted"}),
		cellsOf(94, map[float32]string{450: "and ends."}),
	}
	want := "Chile\tNoted|Malta Supported The text goes on|Ghana\tNoted|and ends."
	if got := texts(joinLattices(lines, latticesOf(rules))); got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

// Only the verticals of a table part cells, not those of a picture behind the text.
func TestCellWalls(t *testing.T) {
	picture := []rule{{150, 200, 150, 260}, {160, 200, 160, 260}, {170, 200, 170, 260}, {150, 200, 170, 200}, {150, 260, 170, 260}}
	if got := cellWalls(latticesOf(picture)); len(got) != 0 {
		t.Errorf("picture: %v", got)
	}
	table := append(picture, boxed([]float32{40, 60, 100, 140}, []float32{45, 145, 295, 445})...)
	if got, want := fmt.Sprint(cellWalls(latticesOf(table))), "[{145 40 145 140} {295 40 295 140}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
