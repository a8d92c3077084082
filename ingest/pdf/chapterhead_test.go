package pdf

import (
	"fmt"
	"testing"
)

// The running head of a book names the chapter beside the title, and changes
// with it: it still is no text.
func TestRunningHeadsThatNameTheChapter(t *testing.T) {
	chapter := []string{"Of Lakes", "Of Lakes", "Of Lakes", "Of Rivers", "Of Boats", "Of Boats", "Of Boats", "Of Nets", "Of Fish", "Of Fish"}
	tests := []struct {
		name  string
		pages int
		head  func(p int) line
		kept  map[int]bool // pages whose head stays: nothing tells it from a heading
	}{
		{"beside the title", 10, func(p int) line {
			return cellsOf(30, map[float32]string{50: "The Code of the Shore", 450: chapter[p]})
		}, nil},
		{"alone, three pages in a row", 40, func(p int) line { return plain(p+1, 100, 30, chapter[p]) }, map[int]bool{3: true, 7: true, 8: true, 9: true}},
	}
	for _, tt := range tests {
		var pages [][]line
		for p := range tt.pages {
			head := plain(p+1, 100, 30, fmt.Sprintf("Heading %c", 'A'+p))
			if p < len(chapter) {
				head = tt.head(p)
			}
			pages = append(pages, []line{head, plain(p+1, 100, 90, fmt.Sprintf("Text %c begins", 'A'+p)), plain(p+1, 100, 102, fmt.Sprintf("and goes on %c", 'A'+p)), plain(p+1, 100, 114, fmt.Sprintf("to its end %c", 'A'+p))})
		}
		_, furniture := setAside(pages)
		for p := range chapter {
			if got, want := len(furniture[p]) > 0, !tt.kept[p]; got != want {
				t.Errorf("%s: page %d: set aside %q", tt.name, p+1, furniture[p])
			}
		}
	}
}

// Recommendations that stand at the foot of every page have numbers that differ
// by their digits only.
func TestNumberedItemsAtTheEdgeAreText(t *testing.T) {
	var pages [][]line
	for p := range 12 {
		lines := []line{plain(p+1, 50, 90, fmt.Sprintf("Text %c begins", 'A'+p))}
		for i := range 4 {
			lines = append(lines, cellsOf(102+12*float32(i), map[float32]string{50: fmt.Sprintf("119.%d.", 10*p+i+10), 150: fmt.Sprintf("Protect the lake %c %c;", 'A'+p, 'a'+i)}))
		}
		pages = append(pages, lines)
	}
	_, furniture := setAside(pages)
	for p := range pages {
		if len(furniture[p]) > 0 {
			t.Errorf("page %d: set aside %q", p+1, furniture[p])
		}
	}
}

// The first row of a table on each page may have a cell that it shares with those
// of other pages: the answer to a recommendation.
func TestRowsWithTheSameCellAreText(t *testing.T) {
	tests := []struct {
		name string
		row  func(p, i int) map[float32]string
	}{
		{"numbered, an answer a page", func(p, i int) map[float32]string {
			if i > 0 {
				return map[float32]string{50: fmt.Sprintf("of the lake %c %c", 'A'+p, 'a'+i)}
			}
			return map[float32]string{50: fmt.Sprintf("119.%d. Protect the fish %c", p+10, 'A'+p), 300: "Supported"}
		}},
		{"an answer a row", func(p, i int) map[float32]string {
			return map[float32]string{50: fmt.Sprintf("Protect the fish %c %c", 'A'+p, 'a'+i), 300: "Supported", 450: "Chile"}
		}},
	}
	for _, tt := range tests {
		var pages [][]line
		for p := range 12 {
			lines := []line{cellsOf(60, map[float32]string{50: "Recommendation", 300: "Position"})}
			for i := range 8 {
				lines = append(lines, cellsOf(80+12*float32(i), tt.row(p, i)))
			}
			lines = append(lines, plain(p+1, 50, 700, fmt.Sprintf("A last line %c of the page.", 'A'+p)))
			pages = append(pages, lines)
		}
		_, furniture := setAside(pages)
		for p := range pages {
			if len(furniture[p]) != 1 {
				t.Errorf("%s: page %d: set aside %q, want only the names of the columns", tt.name, p+1, furniture[p])
			}
		}
	}
}
