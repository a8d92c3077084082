package pdf

import (
	"strings"
	"testing"
)

// across draws a rule over the whole width of a table, in pieces that begin at
// the given places.
func across(y float32, pieces ...float32) []rule {
	var out []rule
	for i, x := range pieces {
		end := float32(500)
		if i+1 < len(pieces) {
			end = pieces[i+1]
		}
		out = append(out, rule{x0: x, y0: y, x1: end, y1: y + 1})
	}
	return out
}

func join(rules ...[]rule) (out []rule) {
	for _, r := range rules {
		out = append(out, r...)
	}
	return out
}

func TestTablesBetweenRules(t *testing.T) {
	head := cellsOf(40, map[float32]string{150: "Lakes", 300: "Rivers"})
	// States in the first column take two lines each; what they have goes on below.
	open := []line{
		head,
		cellsOf(60, map[float32]string{50: "Land of", 150: "Blue", 300: "Long"}),
		cellsOf(71, map[float32]string{50: "Hills"}),
		cellsOf(77, map[float32]string{150: "Deep"}),
		cellsOf(94, map[float32]string{150: "Cold"}),
		cellsOf(111, map[float32]string{50: "Isle of", 150: "Salt"}),
		cellsOf(122, map[float32]string{50: "Reeds", 150: "lake", 300: "Wide"}),
	}
	dense := []line{
		cellsOf(40, map[float32]string{50: "State", 150: "Lakes"}),
		cellsOf(60, map[float32]string{50: "Hills", 150: "2"}),
		cellsOf(72, map[float32]string{50: "Reeds", 150: "3"}),
		cellsOf(84, map[float32]string{50: "Sands", 150: "none"}),
	}
	after := plain(1, 50, 160, "A paragraph after the table runs over its whole width and over a column.")
	tests := []struct {
		name  string
		lines []line
		rules []rule
		want  string // rows by /, cells by |; "" for no table
	}{
		{"cells of several lines, columns from the pieces of the last rule", append(open, after),
			join(across(30, 50), across(45, 50), across(130, 50, 150, 300)), "Lakes|Rivers/Land of Hills|Blue Deep Cold|Long/Isle of Reeds|Salt lake|Wide"},
		{"columns from the head", append(dense, after),
			join(across(30, 50), across(45, 50), across(90, 50)), "State|Lakes/Hills|2/Reeds|3/Sands|none"},
		{"rules between the rows", []line{dense[0], dense[1], cellsOf(72, map[float32]string{50: "and", 150: "more"}), dense[3], after},
			join(across(30, 50), across(45, 50), across(76, 50), across(90, 50)), "State|Lakes/Hills and|2 more/Sands|none"},
		{"nothing names columns", []line{plain(1, 50, 40, "A line"), plain(1, 50, 60, "Another"), after}, join(across(30, 50), across(45, 50), across(130, 50)), ""},
		{"larger than the text: the masthead of a paper", func() []line {
			l := cellsOf(40, map[float32]string{50: "League of Lakes", 300: "L/12"})
			l.size = 14
			return []line{l, plain(1, 50, 60, "Assembly"), after}
		}(), join(across(30, 50), across(45, 50), across(90, 50)), ""},
		{"a paragraph between two rules", []line{cellsOf(40, map[float32]string{50: "One", 150: "Two"}), plain(1, 50, 60, strings.Repeat("A paragraph that runs over columns. ", 2)), after},
			join(across(30, 50), across(45, 50), across(90, 50)), ""},
		{"two rules only", append(dense[:2:2], after), join(across(30, 50), across(45, 50)), ""},
		{"rules behind each line of a list", []line{
			cellsOf(40, map[float32]string{50: "First", 150: "things"}), plain(1, 50, 60, "first"), plain(1, 50, 75, "second"), plain(1, 50, 90, "third"), after,
		}, join(across(30, 50), across(45, 50), across(65, 50), across(80, 50), across(95, 50)), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var rows []string
			out := markTables(tt.lines, tt.rules, 10)
			for _, l := range out {
				if l.role == rowOf {
					rows = append(rows, strings.ReplaceAll(l.text, "\t", "|"))
				}
			}
			if got := strings.Join(rows, "/"); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			if last := out[len(out)-1]; last.role != running || last.text != after.text {
				t.Errorf("last line %q, role %d", last.text, last.role)
			}
		})
	}
}

func TestARuleInPiecesIsOne(t *testing.T) {
	rules := join(across(100, 50, 150, 300), []rule{{x0: 50, y0: 20, x1: 51, y1: 90}, {x0: 50, y0: 130, x1: 90, y1: 131}, {x0: 200, y0: 130, x1: 240, y1: 131}})
	bands := bandsOf(rules)
	if len(bands) != 3 || bands[0].x0 != 50 || bands[0].x1 != 500 || len(bands[0].pieces) != 3 || bands[1].x1 != 90 || bands[2].x0 != 200 {
		t.Errorf("%+v", bands)
	}
}
