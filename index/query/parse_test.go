package query

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// dump writes a tree in Go's own notation, with the package's name left out.
func dump(n Node) string {
	switch n := n.(type) {
	case And:
		return "And(" + dumpAll(n.Nodes) + ")"
	case Or:
		return "Or(" + dumpAll(n.Nodes) + ")"
	case Not:
		return "Not(" + dump(n.Node) + ")"
	case Boost:
		return fmt.Sprintf("Boost(%s %g)", dump(n.Node), n.Factor)
	case Field:
		return n.Name + ":" + dump(n.Value)
	case Range:
		return n.Field + "[" + n.From + ".." + n.To + "]"
	case Phrase:
		var words []Node
		for _, w := range n.Words {
			words = append(words, w)
		}
		return fmt.Sprintf("Phrase(%s %d %t)", dumpAll(words), n.Slop, n.Ordered)
	case Word:
		mode := []string{"", "=", "prefix:", "wild:", "fuzzy:"}[n.Mode]
		if n.Mode == Fuzzy {
			mode = fmt.Sprintf("fuzzy%d:", n.Distance)
		}
		return mode + n.Text
	}
	return "All"
}

func dumpAll(nodes []Node) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = dump(n)
	}
	return strings.Join(parts, " ")
}

// The language, rule by rule as in docs/query.md.
var trees = []struct{ in, tree string }{
	{"", "All"},
	{"  ", "All"},
	{"*", "All"},
	{"torture", "torture"},
	{"fair trial", "And(fair trial)"},
	{"fair AND trial", "And(fair trial)"},
	{"fair & trial && free", "And(fair trial free)"},
	{"a b OR c d", "Or(And(a b) And(c d))"},
	{"a | b || c", "Or(a b c)"},
	{"(a OR b) c", "And(Or(a b) c)"},
	{"and or not", "And(and or not)"},
	{"a -b", "And(a Not(b))"},
	{"a NOT b c", "And(a Not(b) c)"},
	{"a AND NOT b", "And(a Not(b))"},
	{"a OR -b", "Or(a Not(b))"},
	{"NOT NOT a", "Not(Not(a))"},
	{"-(a b)", "Not(And(a b))"},
	{"+a +b", "And(a b)"},
	{"- a - b", "And(a b)"},
	{"self-determination", "self-determination"},
	{`"human rights"`, "Phrase(human rights 0 false)"},
	{`“human rights”`, "Phrase(human rights 0 false)"},
	{`«droits humains»`, "Phrase(droits humains 0 false)"},
	{`"torture"`, "torture"},
	{`"AND"`, "AND"},
	{`"human rights`, "Phrase(human rights 0 false)"},
	{`"a b"~5`, "Phrase(a b 5 false)"},
	{`"a b"~>5`, "Phrase(a b 5 true)"},
	{`"a b"~`, "Phrase(a b 5 false)"},
	{`"a b"~0`, "Phrase(a b 0 false)"},
	{`"human right*"`, "Phrase(human prefix:right 0 false)"},
	{`"=human rights"`, "Phrase(=human rights 0 false)"},
	{`="human rights"`, "Phrase(=human =rights 0 false)"},
	{`"a - b"`, "Phrase(a b 0 false)"},
	{`"say \"no\" now"`, `Phrase(say "no" now 0 false)`},
	{"tortur*", "prefix:tortur"},
	{"wom?n", "wild:wom?n"},
	{"*ture", "wild:*ture"},
	{"a*b*", "wild:a*b*"},
	{`tortur\*`, "tortur*"},
	{"tortur~", "fuzzy1:tortur"},
	{"tortur~2", "fuzzy2:tortur"},
	{"tortur~0", "tortur"},
	{"a~b", "a~b"},
	{"=rights", "=rights"},
	{"==AIDS", "=AIDS"},
	{"country:BRA", "country:BRA"},
	{"Country:BRA", "country:BRA"},
	{"country: BRA", "country:BRA"},
	{`country:"New Zealand"`, "country:New Zealand"},
	{"country:(BRA OR ARG)", "Or(country:BRA country:ARG)"},
	{"country:(BRA year:2012)", "And(country:BRA year:2012)"},
	{"-country:BRA", "Not(country:BRA)"},
	{"country:*", "country:All"},
	{"language:fr", "lang:fr"},
	{"symbol:A/HRC/21/11", "symbol:A/HRC/21/11"},
	{"symbol:A/HRC/*", "symbol:prefix:A/HRC/"},
	{"ref:S/RES/1325(2000)", "ref:S/RES/1325(2000)"},
	{"ref:ICCPR:art:14(3)(g) a", "And(ref:ICCPR:art:14(3)(g) a)"},
	{"(ref:ICCPR)", "ref:ICCPR"},
	{"number:119.10", "number:119.10"},
	{"file:b?a*.pdf", "file:wild:b?a*.pdf"},
	{"section:conclusions", "section:conclusions"},
	{`title:"third cycle"~3`, "title:Phrase(third cycle 3 false)"},
	{"title:=Act", "title:=Act"},
	{"title:(act OR code)", "Or(title:act title:code)"},
	{"year:2012", "year:2012"},
	{"year:(2010 OR 2012..2013)", "Or(year:2010 year[2012..2013])"},
	{"page:007", "page:7"},
	{"year:2010..2014", "year[2010..2014]"},
	{"year:2010...2014", "year[2010..2014]"},
	{"year:2010..", "year[2010..]"},
	{"year:..2014", "year[..2014]"},
	{"year:..", "year:All"},
	{"year:>=2010", "year[2010..]"},
	{"year:>2010", "year[2011..]"},
	{"year:<2010", "year[..2009]"},
	{"date:2012-07..2012-09-30", "date[2012-07..2012-09-30]"},
	{"date:2012-07-09", "date:2012-07-09"},
	{"a^2", "Boost(a 2)"},
	{`"a b"~3^1.5`, "Boost(Phrase(a b 3 false) 1.5)"},
	{"(a OR b)^3 c", "And(Boost(Or(a b) 3) c)"},
	{"country:BRA^2", "Boost(country:BRA 2)"},
	{"a^b", "a^b"},
	{"!!! torture", "torture"},
	{`torture "" ()`, "torture"},
	{"torture , detention", "And(torture , detention)"},
	{"(torture", "torture"},
	{"((a) b", "And(a b)"},
	{"12:30", "12:30"},
	{"https://x.org/a", "https://x.org/a"},
	{"Question: torture", "And(Question: torture)"},
	{"droits de l’homme", "And(droits de l’homme)"},
	{"人权", "人权"},
}

func TestParse(t *testing.T) {
	for _, tt := range trees {
		want := strings.ReplaceAll(tt.tree, " ,", "")
		n, err := Parse(tt.in)
		if err != nil {
			t.Errorf("Parse(%q): %v", tt.in, err)
			continue
		}
		if got := dump(n); got != want {
			t.Errorf("Parse(%q) = %s, want %s", tt.in, got, want)
		}
		roundTrip(t, n)
	}
}

// roundTrip checks that what n prints is read as n again.
func roundTrip(t *testing.T, n Node) {
	t.Helper()
	again, err := Parse(n.String())
	if err != nil {
		t.Fatalf("%s printed as %q: %v", dump(n), n, err)
	}
	if dump(again) != dump(n) {
		t.Fatalf("%s printed as %q, read as %s", dump(n), n, dump(again))
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct {
		in         string
		pos        int
		message    string
		suggestion string
	}{
		{"AND", 0, "nothing before", "*"},
		{"torture AND", 8, "nothing after", "torture"},
		{"AND torture", 0, "nothing before", "torture"},
		{"torture OR", 8, "nothing after", "torture"},
		{"OR torture", 0, "nothing before", "torture"},
		{"a AND OR b", 2, "nothing after", "a OR b"},
		{"a NOT", 2, "nothing after", "a"},
		{"a -()", 2, "nothing after", "a ()"},
		{"torture)", 7, "closes nothing", "torture"},
		{"!!!", 0, "no word", "*"},
		{`""`, 0, "no word", "*"},
		{"contry:BRA", 0, "did you mean country", "country:BRA"},
		{"foo:bar", 0, "no field foo", `"foo:bar"`},
		{"country:", 0, "no value", "country:*"},
		{"country: OR a", 0, "no value", "country:* OR a"},
		{"year:last", 0, "not \"last\"", "year:*"},
		{"year:201*", 0, "a range", "year:*"},
		{"date:2012-13", 0, "2012-07-09", "date:2012"},
		{"year:2014..2010", 0, "ends before", "year:2010..2014"},
		{"number:115..119", 0, "no ranges", "number:115"},
		{"human~3", 0, "at most 2", "human~2"},
		{"hum*n~1", 0, "do not go together", "hum*n"},
		{`"a b"~5000`, 5, "at most 1000", `"a b"~1000`},
		{"a^0", 1, "over 0", "a^2"},
		{strings.Repeat("(", 80) + "a", 50, "nest deeper", "a"},
	}
	for _, tt := range tests {
		n, err := Parse(tt.in)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("Parse(%q) = %v, %v", tt.in, n, err)
			continue
		}
		if e.Pos != tt.pos || !strings.Contains(e.Message, tt.message) || tt.suggestion != e.Suggestion {
			t.Errorf("Parse(%q): at %d %q, try %q", tt.in, e.Pos, e.Message, e.Suggestion)
		}
	}
}

// checkAnswered holds for every string there is.
func checkAnswered(t *testing.T, s string) {
	t.Helper()
	n, err := Parse(s)
	if err == nil {
		if utf8.ValidString(s) {
			roundTrip(t, n)
			roundTrip(t, Simplify(n))
		}
		return
	}
	var e *Error
	if !errors.As(err, &e) || e.Pos < 0 || e.Pos > len(s) || e.Message == "" || e.Suggestion == "" {
		t.Fatalf("Parse(%q): error %#v", s, err)
	}
	if _, err := Parse(e.Suggestion); err != nil {
		t.Fatalf("Parse(%q) suggests %q: %v", s, e.Suggestion, err)
	}
}

func FuzzParse(f *testing.F) {
	for _, tt := range trees {
		f.Add(tt.in)
	}
	f.Fuzz(checkAnswered)
}

var randomStrings = flag.Int("strings", 200_000, "strings that TestParseRandom tries")

// TestParseRandom answers strings made of the language's own pieces.
func TestParseRandom(t *testing.T) {
	pieces := []string{"a", "rights", "AND", "OR", "NOT", " ", " ", "(", ")", `"`, "~", ">", "5", "*", "?", "^2", "-", "+", "=", ":", "..",
		"country:", "year:", "title:", "foo:", "2010", "\\", "é", "权", "\x00", "\xff", "&", "|", "«", "/", "\u00ad", "\t"}
	random := rand.New(rand.NewPCG(1, 2))
	count := *randomStrings
	if testing.Short() {
		count = 20_000
	}
	for range count {
		var b strings.Builder
		for range 1 + random.IntN(12) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		checkAnswered(t, b.String())
	}
}

func TestParseLimits(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("a ", 40_000), strings.Repeat("NOT ", 5000), strings.Repeat("-", 30_000), strings.Repeat("(", 30_000),
		strings.Repeat("a OR ", 5000), strings.Repeat(`"`, 30_000), strings.Repeat("a b ", 2000), strings.Repeat("a\\", 15_000),
		`"` + strings.Repeat("a ", 5000) + `"`, strings.Repeat("AND ", 8000), strings.Repeat("*", 30_000), strings.Repeat("x:", 15_000),
	} {
		checkAnswered(t, s)
	}
}

func TestSimplify(t *testing.T) {
	tests := []struct{ in, tree string }{
		{"(a b) c", "And(a b c)"},
		{"a OR (b OR a)", "Or(a b)"},
		{"NOT NOT a", "a"},
		{"* a", "a"},
		{"* OR a", "All"},
		{"a NOT *", "Not(All)"},
		{"a OR NOT *", "a"},
		{"((a)^2)^3", "Boost(a 6)"},
		{"a^1", "a"},
		{"NOT a^2", "Not(a)"},
		{"* *", "All"},
	}
	for _, tt := range tests {
		n, err := Parse(tt.in)
		if err != nil {
			t.Fatal(err)
		}
		if got := dump(Simplify(n)); got != tt.tree {
			t.Errorf("Simplify(%s) = %s, want %s", tt.in, got, tt.tree)
		}
	}
}

func TestFilterAndWords(t *testing.T) {
	n, _ := Parse(`torture "fair trial" OR -prison country:BRA`)
	if got := Filter(n, "file", `a "b" (c)*.pdf`); got.String() != `((torture "fair trial") OR (NOT prison country:BRA)) file:"a \"b\" (c)*.pdf"` {
		t.Errorf("Filter = %s", got)
	} else {
		roundTrip(t, got)
	}
	if got := fmt.Sprint(Words(n)); got != "[torture fair trial]" {
		t.Errorf("Words = %s", got)
	}
}
