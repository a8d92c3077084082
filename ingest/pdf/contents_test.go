package pdf

import "testing"

func TestEntriesOfContents(t *testing.T) {
	const dots = " ........................................"
	tests := []struct {
		name  string
		lines []line
		want  string // as rows; a line of text stands in brackets
	}{
		{"an entry over two lines", []line{
			plain(1, 50, 50, "I. A summary of what was said about the lakes and about the boats on"),
			plain(1, 70, 62, "the lakes"+dots+" 5"),
			plain(1, 50, 74, "II. Conclusions"+dots+" 7"),
		}, "I. A summary of what was said about the lakes and about the boats on the lakes\t5|II. Conclusions\t7"},
		{"over three", []line{
			plain(1, 50, 50, "I. Summary"+dots+" 1–4 3"),
			plain(1, 50, 62, "II. What was said about the lakes in the first and in the second of the"),
			plain(1, 70, 74, "meetings that the people of the shore and of the hills have held in the"),
			plain(1, 70, 86, "year"+dots+" 5–9 4"),
		}, "I. Summary\t1–4 3|II. What was said about the lakes in the first and in the second of the meetings that the people of the shore and of the hills have held in the year\t5–9 4"},
		{"a part without a page", []line{
			plain(1, 50, 50, "A. Boats"+dots+" 3"),
			plain(1, 50, 62, "Part two"),
			plain(1, 50, 74, "A. Nets"+dots+" 9"),
		}, "A. Boats\t3|Part two|A. Nets\t9"},
		{"title in the middle of the page above", []line{
			plain(1, 250, 38, "WHAT IS TO BE FOUND IN THIS BOOK"),
			plain(1, 50, 50, "Introduction"+dots+" 1"),
			plain(1, 50, 62, "Boats"+dots+" 3"),
		}, "[WHAT IS TO BE FOUND IN THIS BOOK]|Introduction\t1|Boats\t3"},
		{"title over the names of the columns", []line{
			plain(1, 290, 38, "WHAT IS HERE"),
			cellsOf(50, map[float32]string{300: "Paragraphs", 450: "Page"}),
			plain(1, 50, 62, "I. What was said about the lakes in the first and in the second of the"),
			cellsOf(74, map[float32]string{50: "meetings", 300: "5-9", 450: "4"}),
			plain(1, 50, 86, "II. Boats"+dots+" 5"),
			plain(1, 50, 98, "III. Nets"+dots+" 6"),
		}, "[WHAT IS HERE]|Paragraphs\tPage|I. What was said about the lakes in the first and in the second of the meetings\t5-9\t4|II. Boats\t5|III. Nets\t6"},
		{"Roman pages", []line{plain(1, 50, 50, "Preface"+dots+" iv"), plain(1, 50, 62, "Boats"+dots+" 3")}, "Preface\tiv|Boats\t3"},
		{"a form to fill in", []line{
			plain(1, 50, 50, "Name"+dots+" born in"+dots),
			plain(1, 50, 62, "lives at"+dots),
			plain(1, 50, 74, "on the day of ............ 19 ......"),
		}, "[Name" + dots + " born in" + dots + "]|[lives at" + dots + "]|[on the day of ............ 19 ......]"},
		{"lines to sign on", []line{plain(1, 50, 50, "Name: ________________"), plain(1, 50, 62, "Date: ________________")}, "[Name: ________________]|[Date: ________________]"},
	}
	for _, tt := range tests {
		got := ""
		for _, l := range markContents(tt.lines) {
			if got != "" {
				got += "|"
			}
			if l.role == running {
				got += "[" + l.text + "]"
			} else {
				got += l.text
			}
		}
		if got != tt.want {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, tt.want)
		}
	}
}
