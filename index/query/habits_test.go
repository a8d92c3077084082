package query

import (
	"errors"
	"strings"
	"testing"
)

// TestHabits types what researchers are used to elsewhere. Each is answered as it
// is meant, or with an error that says how it is written here.
func TestHabits(t *testing.T) {
	tests := []struct {
		in    string
		wrong string // the part that is marked; "" for none
		says  string // "" where the query is read
		want  string // the tree, or what is suggested
	}{
		{`"fair trial`, "", "", `"fair trial"`},
		{`“fair trial`, "", "", `"fair trial"`},
		{`“fair trial”`, "", "", `"fair trial"`},
		{`'fair trial' prison`, "", "", `"fair trial" prison`},
		{`‘fair trial’`, "", "", `"fair trial"`},
		{`'fair trial`, "", "", `"'fair" trial`},
		{"the prisoners' rights", "", "", "the prisoners' rights"},
		{"women's and men's", "", "", "women's and men's"},
		{"country：France", "", "", "country:France"},
		{"torture：prison", "", "", `"torture：prison"`},

		{"torture AND", "AND", "nothing after", "torture"},
		{"AND torture", "AND", "nothing before", "torture"},
		{"torture AND OR police", "AND", "nothing after", "torture OR police"},
		{"country=France torture", "country=", "colon", "country:France torture"},
		{`Country = France`, "", "", "Country France"}, // apart they are words
		{`title="third cycle"`, "title=", "colon", `title:"third cycle"`},
		{"year>=2010", "year>", "colon", "year:>=2010"},
		{"year<2010", "year<", "colon", "year:<2010"},
		{"torture=pain", "", "", `"torture=pain"`},
		{"!torture", "!", "NOT or -", "NOT torture"},
		{"prison !!torture", "!!", "NOT or -", "prison NOT torture"},
		{"tortur!", "tortur!", "a star", "tortur*"},
		{`"tortur!"`, "", "", `"tortur!"`},
		{"!!!", "!!!", "no word", "*"},

		{`"fair trial" NEAR prison`, `"fair trial" NEAR prison`, `"a b"~5`, `"fair trial prison"~5`},
		{"country:BRA torture NEAR/3 police", "torture NEAR/3 police", `"a b"~3`, `country:BRA "torture police"~3`},
		{"torture w/5 police", "torture w/5 police", `"a b"~5`, `"torture police"~5`},
		{"torture W/10 polic*", "torture W/10 polic*", `"a b"~10`, `"torture polic*"~10`},
		{"torture ADJ2 police", "torture ADJ2 police", `"a b"~>2`, `"torture police"~>2`},
		{"torture pre/3 police", "torture pre/3 police", `"a b"~>3`, `"torture police"~>3`},
		{"torture /4 police", "torture /4 police", `"a b"~4`, `"torture police"~4`},
		{"(torture OR pain) NEAR police", "NEAR", `"a b"~5`, "(torture OR pain) police"},
		{"torture NEAR", "NEAR", `"a b"~5`, "torture"},
		{"NEAR East", "", "", "NEAR East"},
		{"prisons near towns", "", "", "prisons near towns"},
		{`torture "NEAR" police`, "", "", `torture "NEAR" police`},

		{"torture~3", "torture~3", "at most 2", "torture~2"},
		{"prison torture~5 police", "torture~5", `"fair trial"~5`, "prison torture~2 police"},
		{"torture~0.8", "torture~0.8", "~1 or ~2", "torture~1"},
		{"torture~1.", "", "", `"torture\~1."`},
		{`"human~3 rights"`, `"human~3 rights"`, "at most 2", `"human~2 rights"`},

		{"year:2010-2014", "year:2010-2014", "takes 2012", "year:2010..2014"},
		{"year:2010 - 2014 torture", "year:2010 - 2014", "a range is written", "year:2010..2014 torture"},
		{"year:2010 to 2014", "year:2010 to 2014", "a range is written", "year:2010..2014"},
		{"year:[2010 TO 2014] torture", "year:[2010 TO 2014]", "a range is written", "year:2010..2014 torture"},
		{"date:2012-07 – 2013", "date:2012-07 – 2013", "a range is written", "date:2012-07..2013"},
		{"year:2010 torture - prison", "", "", "year:2010 torture prison"},
		{"date:12/07/2012", "date:12/07/2012", "takes 2012-07-09", "date:2012"},
		{"date:2012-7-9", "date:2012-7-9", "takes 2012-07-09", "date:2012-07-09"},
		{"date:20120709", "date:20120709", "takes 2012-07-09", "date:2012-07-09"},
		{"session:13th", "session:13th", "takes 12", "session:13"},
		{"cycle:2nd", "cycle:2nd", "takes 12", "cycle:2"},
		{"year:last", "year:last", "takes 2012", "year:*"},

		{"title:", "title:", "no value", "title:*"},
		{"title: torture", "", "", "title:torture"},
		{"torture country:", "country:", "no value", "torture country:*"},
		{"country:France, Germany torture", "country:France, Germany", "parentheses", "country:(France OR Germany) torture"},
		{"country:(FRA OR Germany, Chad)", "Germany, Chad", "parentheses", "country:(FRA OR (Germany OR Chad))"},
		{"year:(2008 OR 2010-2014)", "2010-2014", "takes 2012", "year:(2008 OR 2010..2014)"},
		{"country:France,Germany;Chad", "country:France,Germany;Chad", "parentheses", "country:(France OR Germany OR Chad)"},
		{"year:2010, 2011", "year:2010, 2011", "parentheses", "year:(2010 OR 2011)"},
		{"country:France, torture", "", "", "country:France, torture"},
		{"file:a,b.pdf", "", "", "file:a,b.pdf"},
		{"contry:BRA", "contry:", "did you mean country", "country:BRA"},
		{"article:14", "article:", "did you mean number", "number:14"},
		{"treaty:ICCPR", "treaty:", "did you mean cites", "cites:ICCPR"},
		{"site:un.org", "site:un.org", "use quotes", `"site:un.org"`},
		{"language:French", "language:French", "called fr", "lang:fr"},
		{"status:accepted", "status:accepted", "called supported", "status:supported"},
		{`kind:"Recommendations"`, `kind:"Recommendations"`, "called recommendation", "kind:recommendation"},
		{"sdg:SDG16", "sdg:SDG16", "called 16", "sdg:16"},
		{`sdg:"Goal 16.3"`, `sdg:"Goal 16.3"`, "called 16.3", "sdg:16.3"},
	}
	for _, tt := range tests {
		n, err := Parse(tt.in)
		var e *Error
		switch {
		case tt.says == "" && err != nil:
			t.Errorf("%s: %v", tt.in, err)
		case tt.says == "":
			if want, err := Parse(tt.want); err != nil || dump(n) != dump(want) {
				t.Errorf("%s: read as %s, want %s (%v)", tt.in, dump(n), tt.want, err)
			}
		case !errors.As(err, &e):
			t.Errorf("%s: read as %s, want an error", tt.in, dump(n))
		default:
			from, to := e.Span()
			if e.Suggestion != tt.want || tt.in[from:to] != tt.wrong || !strings.Contains(e.Message, tt.says) {
				t.Errorf("%s: marked %q, %q, try %q; want %q, %q, %q", tt.in, tt.in[from:to], e.Message, e.Suggestion, tt.wrong, tt.says, tt.want)
			}
		}
		checkAnswered(t, tt.in)
	}
}

// TestColumnCountsCharacters tells a person the character, not the byte.
func TestColumnCountsCharacters(t *testing.T) {
	for in, want := range map[string]int{"AND": 1, "torture AND": 9, "تعذيب AND": 7, "酷刑 contry:BRA": 4} {
		_, err := Parse(in)
		var e *Error
		if !errors.As(err, &e) || e.Column != want {
			t.Errorf("%s: %v, want column %d", in, err, want)
		}
	}
}
