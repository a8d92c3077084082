package upr

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

func TestHeader(t *testing.T) {
	tests := []struct {
		row            string
		text, position int
		ok             bool
	}{
		{"Recommendation\tPosition\tThemes", 0, 1, true},
		{"No.\tRecommendations\tResponse of the State", 1, 2, true},
		{"Position\tText of the recommendation", 1, 0, true},
		{"Theme\tFull position\tRecommendation", 2, 1, true},
		{"Year\tBirths", -1, -1, false},
		{"Recommendation\tPage", 0, -1, false},
		{"", -1, -1, false},
	}
	for _, tt := range tests {
		c, ok := header(tt.row)
		if c != (columns{tt.text, tt.position}) || ok != tt.ok {
			t.Errorf("%q: %+v, %v", tt.row, c, ok)
		}
	}
}

// TestUnits cuts conclusions by the numbers that are the next of their sequence.
func TestUnits(t *testing.T) {
	tests := []struct {
		name, paper string
		want        []string
	}{
		{"a list that runs on in one passage", "upr-report KEN\n\n9. The recommendations are:\n\n9.1. Swim (Peru); 9.2. Run (Mali); 9.3. Walk (Chad).", []string{"lead 9", "entry 9.1", "entry 9.2", "entry 9.3"}},
		{"a number lost between two", "upr-report KEN\n\n9. The recommendations are:\n\n9.1. Swim (Peru);\n\n9.3. Walk (Chad).", []string{"lead 9", "entry 9.1", "entry 9.3"}},
		{"spaces within a number", "upr-report KEN\n\n9. The recommendations are:\n\n9. 1. Swim (Peru);\n\n9. 2. Walk (Chad).", []string{"lead 9", "entry 9.1", "entry 9.2"}},
		{"a number far off is a quotation", "upr-report KEN\n\n9. The recommendations are:\n\n9.1. Read 9.77. Read it twice (Peru).", []string{"lead 9", "entry 9.1"}},
		{"headings between themes", "upr-report KEN\n\n9. The recommendations are:\n\n# Sport\n\n9.1. Swim (Peru);\n\n# Rest\n\n9.2. Sleep (Mali).", []string{"lead 9", "heading ", "entry 9.1", "heading ", "entry 9.2"}},
		{"letters", "upr-report KEN\n\n9. The recommendations are:\n\n- (a) Swim (Peru);\n\n- (b) Run (Mali).", []string{"lead 9", "entry 9.(a)", "entry 9.(b)"}},
		{"paragraphs only", "upr-report KEN\n\n9. Kenya was thanked.\n\n10. The recommendations were read.", []string{"lead 9", "lead 10"}},
		{"nothing", "upr-report KEN", nil},
	}
	names := map[unitKind]string{lead: "lead", entry: "entry", heading: "heading"}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := parsed(tt.paper)
			var got []string
			last := 0
			for _, u := range units(newFlow(d, 0, len(d.Passages))) {
				got = append(got, names[u.kind]+" "+u.number)
				if u.start < last || u.end < u.start {
					t.Errorf("%s %s is [%d,%d) after %d", names[u.kind], u.number, u.start, u.end, last)
				}
				last = u.end
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestFlow leads an offset of the joined text back to the document, footnotes left out.
func TestFlow(t *testing.T) {
	d := parsed("upr-report KEN\n\nFirst passage.\n\n^ 1 A note between.\n\nSecond passage.")
	f := newFlow(d, 0, len(d.Passages))
	if f.text != "First passage.\nSecond passage.\n" {
		t.Fatalf("joined to %q", f.text)
	}
	for _, word := range []string{"First", "Second", "passage"} {
		at := strings.LastIndex(f.text, word)
		if got := d.Text[f.doc(at):]; !strings.HasPrefix(got, word) {
			t.Errorf("%s leads to %.20q", word, got)
		}
	}
}

func TestPage(t *testing.T) {
	d := &pipeline.Document{Pages: []pipeline.Page{{Number: 1, Start: 0, End: 10}, {Number: 2, Start: 10, End: 20}}}
	for at, want := range map[int]int{0: 1, 9: 1, 10: 2, 19: 2, 20: 0} {
		if got := page(d, at); got != want {
			t.Errorf("byte %d is on page %d, want %d", at, got, want)
		}
	}
}

// TestSpoken drops what introduces a recommendation and whom it is made to.
func TestSpoken(t *testing.T) {
	for text, want := range map[string]string{
		"that Kenya plant trees":            "plant trees",
		"that Kenya should plant trees and": "plant trees",
		"to Kenya to plant trees":           "plant trees",
		"that the Government plant trees.":  "the Government plant trees",
		"to plant trees, and to":            "to plant trees",
		": plant trees":                     "plant trees",
		"that Kenya’s trees be planted":     "Kenya’s trees be planted",
		"that it plant trees with Uganda;":  "it plant trees with Uganda",
	} {
		if got := spoken(text, "KEN"); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestSplit parts what is to be done from what it is done to.
func TestSplit(t *testing.T) {
	for text, want := range map[string][2]string{
		"ratify the Lake Charter":                  {"ratify", "the Lake Charter"},
		"Sign and ratify OP-CAT":                   {"Sign and ratify", "OP-CAT"},
		"consider favourably signing its treaties": {"consider favourably signing", "its treaties"},
		"the Lake Charter":                         {"", "the Lake Charter"},
		"run fast":                                 {"", ""},
		"":                                         {"", ""},
	} {
		verb, object := split(text)
		if got := [2]string{verb, object}; got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestTidy(t *testing.T) {
	for text, want := range map[string]string{
		" ; and  plant\n trees ;": "plant trees", "as well as sing.": "sing", "/or mend": "mend", "- sweep -": "sweep", "Andorra sings": "Andorra sings", "": "", ";;": "",
	} {
		if got := tidy(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestBody finds the conclusions under each title that reports give them.
func TestBody(t *testing.T) {
	for title, want := range map[string]bool{
		"II. Conclusions and/or recommendations": true, "Conclusions and recommendations": true, "II. CONCLUSIONS AND/OR RECOMMENDATIONS**": true,
		"III. Conclusions and / or recommendations": true, "I. Summary of the proceedings": false, "Recommendations": false, "Conclusions": false,
	} {
		d := parsed("upr-report KEN\n\n1. Before.\n\n# " + title + "\n\n2. Within.\n\n# Annex\n\n3. After.")
		from, to := body(d)
		if found := from == 2 && to == 3; found != want {
			t.Errorf("%s: passages [%d,%d)", title, from, to)
		}
	}
}

func FuzzClauses(f *testing.F) {
	for _, seed := range []string{
		"Sign (Australia)/ratify (Benin, Portugal)/become a party to the River Treaty (Montenegro), in order to protect the delta (Portugal);",
		"Ratify CEDAW (Brazil, Turkey), CAT (Brazil)", "(Peru)", "(Peru) (Mali)", "/ and (Chad) of (Oman)", "\xff(Peru)", "Do (Iran (Islamic Republic of);",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range clauses(text, "KEN") {
			if c.start < 0 || c.end < c.start || c.end > len(text) {
				t.Fatalf("%q: [%d,%d)", text, c.start, c.end)
			}
		}
		for _, n := range expand(text) {
			if n == "" {
				t.Fatalf("%q has a number without figures", text)
			}
		}
	})
}
