package query

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// Nodes that no parser makes as such, and those whose text would be read as
// something else where it is printed as it stands.
func TestPrint(t *testing.T) {
	tests := []struct {
		n    Node
		want string
	}{
		{All{}, "*"},
		{Word{Text: "torture"}, "torture"},
		{Word{Text: "AND"}, `"AND"`},
		{Word{Text: "and"}, "and"},
		{Word{Text: "-x"}, `"\-x"`},
		{Word{Text: "+x"}, `"\+x"`},
		{Word{Text: "=x"}, `"\=x"`},
		{Word{Text: "x-y"}, "x-y"},
		{Word{Text: "x y"}, `"x\ y"`},
		{Word{Text: "a*"}, `"a\*"`},
		{Word{Text: "a?"}, `"a\?"`},
		{Word{Text: "a~1"}, `"a\~1"`},
		{Word{Text: "a^2"}, `"a^2"`},
		{Word{Text: "a:b"}, `"a:b"`},
		{Word{Text: "a(b)"}, `"a(b)"`},
		{Word{Text: `a\b`}, `"a\\b"`},
		{Word{Text: `a"b`}, `"a\"b"`},
		{Word{Text: "a“b"}, `"a\“b"`},
		{Word{Text: "人权"}, "人权"},
		{Word{Text: "حقوق"}, "حقوق"},
		{Word{Text: "rights", Mode: Exact}, "=rights"},
		{Word{Text: "human rights", Mode: Exact}, `="human\ rights"`},
		{Word{Text: "AND", Mode: Exact}, "=AND"},
		{Word{Text: "tortur", Mode: Prefix}, "tortur*"},
		{Word{Text: "a*b", Mode: Prefix}, `a\*b*`},
		{Word{Text: "a b", Mode: Prefix}, `a\ b*`},
		{Word{Text: "wom?n", Mode: Wildcard}, "wom?n"},
		{Word{Text: "*a b*", Mode: Wildcard}, `*a\ b*`},
		{Word{Text: "a:b?c", Mode: Wildcard}, `a\:b?c`},
		{Word{Text: "tortrue", Mode: Fuzzy, Distance: 1}, "tortrue~1"},
		{Word{Text: "tor~true", Mode: Fuzzy, Distance: 2}, `tor\~true~2`},
		{Phrase{Words: []Word{{Text: "human"}, {Text: "rights"}}}, `"human rights"`},
		{Phrase{Words: []Word{{Text: "AND"}, {Text: "a:b"}, {Text: "(c)"}}}, `"AND a:b (c)"`},
		{Phrase{Words: []Word{{Text: "human"}, {Text: "right", Mode: Prefix}}, Slop: 3}, `"human right*"~3`},
		{Phrase{Words: []Word{{Text: "a", Mode: Exact}, {Text: "b?", Mode: Wildcard}, {Text: "c", Mode: Fuzzy, Distance: 2}}, Slop: 3, Ordered: true}, `"=a b? c~2"~>3`},
		{Phrase{Words: []Word{{Text: `a"b`}, {Text: `a\b`}, {Text: "-x"}}}, "\"a\\\"b a\\\\b \\-x\""},
		{Field{"country", Word{Text: "BRA"}}, "country:BRA"},
		{Field{"country", Word{Text: "New Zealand"}}, `country:"New Zealand"`},
		{Field{"country", Word{Text: `Côte d"Ivoire`}}, `country:"Côte d\"Ivoire"`},
		{Field{"country", Word{Text: "OR"}}, `country:"OR"`},
		{Field{"country", All{}}, "country:*"},
		{Field{"symbol", Word{Text: "S/RES/1325(2000)"}}, `symbol:"S/RES/1325(2000)"`},
		{Field{"symbol", Word{Text: "A/HRC/", Mode: Prefix}}, "symbol:A/HRC/*"},
		{Field{"symbol", Word{Text: "A HRC/", Mode: Prefix}}, `symbol:A\ HRC/*`},
		{Field{"file", Word{Text: "a*b", Mode: Prefix}}, `file:a\*b*`},
		{Field{"file", Word{Text: "b?a*.pdf", Mode: Wildcard}}, "file:b?a*.pdf"},
		{Field{"file", Word{Text: "a b*(1).pdf", Mode: Wildcard}}, `file:a\ b*\(1\).pdf`},
		{Field{"file", Word{Text: "a..b"}}, `file:"a..b"`},
		{Field{"file", Word{Text: "=a"}}, `file:"=a"`},
		{Field{"file", Word{Text: ">a"}}, `file:">a"`},
		{Field{"file", Word{Text: "a*b"}}, `file:"a*b"`},
		{Field{"file", Word{Text: `C:\texts\a.pdf`}}, "file:\"C:\\\\texts\\\\a.pdf\""},
		{Field{"file", Word{Text: "a^2"}}, `file:"a^2"`},
		{Field{"title", Word{Text: "act"}}, "title:act"},
		{Field{"title", Word{Text: "Act", Mode: Exact}}, "title:=Act"},
		{Field{"title", Word{Text: "ac", Mode: Prefix}}, "title:ac*"},
		{Field{"title", Phrase{Words: []Word{{Text: "third"}, {Text: "cycle"}}, Slop: 2}}, `title:"third cycle"~2`},
		{Field{"section", Word{Text: "a:b"}}, `section:"a:b"`},
		{Range{"year", "2010", "2014"}, "year:2010..2014"},
		{Range{"year", "2010", ""}, "year:2010.."},
		{Range{"year", "", "2014"}, "year:..2014"},
		{Range{"date", "2012-07", "2012-09-30"}, "date:2012-07..2012-09-30"},
		{And{[]Node{Word{Text: "a"}, Word{Text: "b"}}}, "a b"},
		{And{[]Node{Word{Text: "a"}, Or{[]Node{Word{Text: "b"}, Word{Text: "c"}}}}}, "a (b OR c)"},
		{Or{[]Node{Word{Text: "a"}, And{[]Node{Word{Text: "b"}, Word{Text: "c"}}}}}, "a OR (b c)"},
		{Or{[]Node{Word{Text: "a"}, Or{[]Node{Word{Text: "b"}, Word{Text: "c"}}}}}, "a OR (b OR c)"},
		{And{[]Node{Word{Text: "a"}, Not{Word{Text: "b"}}}}, "a NOT b"},
		{Or{[]Node{Not{Word{Text: "a"}}, Not{And{[]Node{Word{Text: "b"}, Word{Text: "c"}}}}}}, "NOT a OR NOT (b c)"},
		{Not{Not{Word{Text: "a"}}}, "NOT (NOT a)"},
		{Not{Field{"country", Word{Text: "BRA"}}}, "NOT country:BRA"},
		{Not{Range{"year", "2010", ""}}, "NOT year:2010.."},
		{Not{Boost{Word{Text: "a"}, 2}}, "NOT (a^2)"},
		{Boost{Word{Text: "a"}, 2}, "a^2"},
		{Boost{Word{Text: "a"}, 0.25}, "a^0.25"},
		{Boost{Phrase{Words: []Word{{Text: "a"}, {Text: "b"}}, Slop: 3}, 1.5}, `"a b"~3^1.5`},
		{Boost{Not{Word{Text: "a"}}, 3}, "(NOT a)^3"},
		{Boost{Boost{Word{Text: "a"}, 2}, 3}, "(a^2)^3"},
		{Boost{Field{"symbol", Word{Text: "A/HRC/", Mode: Prefix}}, 2}, "symbol:A/HRC/*^2"},
	}
	for _, tt := range tests {
		if got := tt.n.String(); got != tt.want {
			t.Errorf("%s prints = %q, want %q", dump(tt.n), got, tt.want)
		}
		roundTrip(t, tt.n)
	}
}

// More of the language: what people paste, what word processors make of it,
// other scripts, other platforms' line ends.
func TestParseOddities(t *testing.T) {
	tests := []struct{ in, want string }{
		{"\ufefftorture", "\ufefftorture"},
		{"torture\r\nprison", "And(torture prison)"},
		{"torture\tprison\vjail", "And(torture prison jail)"},
		{"torture\u00a0prison", "And(torture prison)"},
		{"torture\u3000prison", "And(torture prison)"},
		{"\u200etorture\u200f", "\u200etorture\u200f"},
		{"\x00torture\x00", "\x00torture\x00"},
		{"tor\xffture", "tor�ture"},
		{"التعذيب OR السجن", "Or(التعذيب السجن)"},
		{"\u202bالتعذيب\u202c", "\u202bالتعذيب\u202c"},
		{"пытки NOT тюрьма", "And(пытки Not(тюрьма))"},
		{"「人 权」", "Phrase(人 权 0 false)"},
		{"„Recht auf Leben”", "Phrase(Recht auf Leben 0 false)"},
		{"＂human rights＂", "Phrase(human rights 0 false)"},
		{`"human rights“`, "Phrase(human rights 0 false)"},
		{"‘human rights’", "Phrase(human rights 0 false)"},
		{"l'égalité", "l'égalité"},
		{"e\u0301galite\u0301", "égalité"},
		{"C++ .NET #1", "And(C++ .NET #1)"},
		{"a & & b", "error: query, at 3: AND has nothing after it; try: a & b"},
		{"a &", "error: query, at 3: AND has nothing after it; try: a"},
		{"a&b", "a&b"},
		{"AT&T", "AT&T"},
		{"a|b", "a|b"},
		{"&torture", "&torture"},
		{"NOT(a b)", "Not(And(a b))"},
		{"a AND(b OR c)", "And(a Or(b c))"},
		{"(a)(b)", "And(a b)"},
		{`"a""b"`, "And(a b)"},
		{`a"b c"d`, "And(a Phrase(b c 0 false) d)"},
		{"--a", "Not(a)"},
		{"---", "error: query, at 1: there is no word here to search for; try: *"},
		{"-- a", "a"},
		{"a--b", "a--b"},
		{"+-a", "Not(a)"},
		{"-+a", "Not(a)"},
		{"!a", "error: query, at 1: ! has no meaning here; NOT or - leaves out; try: NOT a"},
		{"a!", "error: query, at 1: ! has no meaning here; words that begin so have a star; try: a*"},
		{"a?", "wild:a?"},
		{"what is torture?", "And(what is wild:torture?)"},
		{"?", "error: query, at 1: there is no word here to search for; try: *"},
		{"??", "error: query, at 1: there is no word here to search for; try: *"},
		{"**", "error: query, at 1: there is no word here to search for; try: *"},
		{"a **", "a"},
		{"* * *", "And(All All All)"},
		{"~", "error: query, at 1: there is no word here to search for; try: *"},
		{"~2 a", "a"},
		{"a ~ b", "And(a b)"},
		{"a~~1", "fuzzy1:a~"},
		{"a~01", "fuzzy1:a"},
		{"a~1b", "a~1b"},
		{"^2", "2"},
		{"a^", "a^"},
		{"a^2^3", "And(Boost(a 2) 3)"},
		{"a^.5", "a^.5"},
		{"a^0.5b", "And(Boost(a 0.5) b)"},
		{"a^1e3", "And(Boost(a 1) e3)"},
		{"=", "error: query, at 1: there is no word here to search for; try: *"},
		{"= a", "a"},
		{"a=b", "a=b"},
		{`=("a" b)`, "And(a b)"},
		{`"="`, "error: query, at 1: there is no word here to search for; try: *"},
		{`"=a =b"`, "Phrase(=a =b 0 false)"},
		{`"*"`, "error: query, at 1: there is no word here to search for; try: *"},
		{`"* a"`, "a"},
		{`"a * b"`, "Phrase(a b 0 false)"},
		{`"AND OR NOT"`, "Phrase(AND OR NOT 0 false)"},
		{`"a\"`, `a"`},
		{`\`, "error: query, at 1: there is no word here to search for; try: *"},
		{`\\`, "error: query, at 1: there is no word here to search for; try: *"},
		{`\AND`, "AND"},
		{`\-a`, "-a"},
		{`\"a b\"`, `And("a b")`},
		{`a\ b`, "a b"},
		{`\(a\)`, "(a)"},
		{`a\:b`, "a:b"},
		{`country\:BRA`, "country:BRA"},
		{`a\~1`, "a~1"},
		{"()", "error: query, at 1: there is no word here to search for; try: *"},
		{"() a", "a"},
		{"(())", "error: query, at 1: there is no word here to search for; try: *"},
		{"(a", "a"},
		{"(a OR (b", "Or(a b)"},
		{"((((a))))", "a"},
		{"( a )", "a"},
		{"http://example.org/a?b=c", "wild:http://example.org/a?b=c"},
		{"country://x", "country://x"},
		{"mailto:someone@example.org", `error: query, at 1: there is no field mailto; for the words themselves use quotes; try: "mailto:someone@example.org"`},
		{"10:15", "10:15"},
		{"Note:", "Note:"},
		{"Note: -", "Note:"},
		{"a:::", "a:::"},
		{":a", ":a"},
		{"A/HRC/21/11", "A/HRC/21/11"},
		{"art. 14(3)(g)", "And(art. 14 3 g)"},
		{"§ 218a", "218a"},
		{"50%", "50%"},
		{"1,000", "1,000"},
		{"2010..2014", "2010..2014"},
		{"U.S.A.", "U.S.A."},
		{"COVID-19", "COVID-19"},
		{"one two OR three four AND five", "Or(And(one two) And(three four five))"},
		{"one AND two OR three AND four", "Or(And(one two) And(three four))"},
		{"NOT a OR NOT b", "Or(Not(a) Not(b))"},
		{"NOT a b", "And(Not(a) b)"},
		{"NOT (a OR b) c", "And(Not(Or(a b)) c)"},
		{"a NOT NOT NOT b", "And(a Not(Not(Not(b))))"},
		{"And", "And"},
		{"aND b", "And(aND b)"},
		{"AND-gate", "AND-gate"},
		{"ANDROID", "ANDROID"},
		{"NOTHING", "NOTHING"},
		{"ORAL OR", "error: query, at 6: OR has nothing after it; try: ORAL"},
	}
	for _, tt := range tests {
		got := "error: "
		if n, err := Parse(tt.in); err != nil {
			got += err.Error()
		} else {
			got = dump(n)
		}
		if got != tt.want {
			t.Errorf("Parse(%q) = %q, want %q", tt.in, got, tt.want)
		}
		checkAnswered(t, tt.in)
	}
}

// Values of fields, good and bad, as a person would type them.
func TestParseFieldValues(t *testing.T) {
	tests := []struct{ in, want string }{
		{"COUNTRY:bra", "country:bra"},
		{"country:BRA,ARG", "error: query, at 1: several values of a field stand in parentheses, with OR between them; try: country:(BRA OR ARG)"},
		{"country:BRA OR ARG", "Or(country:BRA ARG)"},
		{"country:(BRA ARG)", "And(country:BRA country:ARG)"},
		{"country:(BRA OR (ARG OR CHL))", "Or(country:BRA Or(country:ARG country:CHL))"},
		{"country:(NOT BRA)", "Not(country:BRA)"},
		{"country:(-BRA -ARG)", "And(Not(country:BRA) Not(country:ARG))"},
		{`country:("New Zealand" OR Fiji)`, "Or(country:New Zealand country:Fiji)"},
		{"country:()", "error: query, at 1: there is no word here to search for; try: *"},
		{"country:(", "error: query, at 1: there is no word here to search for; try: *"},
		{`country:""`, "error: query, at 1: country: has no value; State a document is about, ISO code or name: country:BRA; try: country:*"},
		{`country:" "`, "error: query, at 1: country: has no value; State a document is about, ISO code or name: country:BRA; try: country:*"},
		{`country:" Fiji "`, "country:Fiji"},
		{`country:"Fiji`, "country:Fiji"},
		{"country:«Fiji»", "country:Fiji"},
		{"country:-BRA", "country:-BRA"},
		{"country:!!!", "error: query, at 1: country: has no value; State a document is about, ISO code or name: country:BRA; try: country:*"},
		{"country:中国", "country:中国"},
		{"country:=BRA", "country:BRA"},
		{"country:B*", "country:prefix:B"},
		{"country:*A", "country:wild:*A"},
		{"country:?RA", "country:wild:?RA"},
		{"country:**", "error: query, at 1: country: has no value; State a document is about, ISO code or name: country:BRA; try: country:*"},
		{`country:B\*`, "country:B*"},
		{`country:New\ Zealand`, "country:New Zealand"},
		{"country :BRA", "And(country :BRA)"},
		{"country : BRA", "And(country BRA)"},
		{"country:\tBRA", "country:BRA"},
		{"country:\nBRA", "country:BRA"},
		{"country:BRA^0", "error: query, at 12: a boost is a number over 0 and up to 1000; try: country:BRA^2"},
		{"country:BRA^2.5", "Boost(country:BRA 2.5)"},
		{"country:BRA~1", "country:BRA~1"},
		{"country:year:2010", "country:year:2010"},
		{"countries:BRA", `error: query, at 1: there is no field countries; for the words themselves use quotes; try: "countries:BRA"`},
		{"cuontry:BRA", "error: query, at 1: there is no field cuontry; did you mean country?; try: country:BRA"},
		{"stat:PRT", "error: query, at 1: there is no field stat; did you mean state?; try: state:PRT"},
		{"yaer:2010", "error: query, at 1: there is no field yaer; did you mean year?; try: year:2010"},
		{"rigth:life", "error: query, at 1: there is no field rigth; did you mean right?; try: right:life"},
		{"x:y", `error: query, at 1: there is no field x; for the words themselves use quotes; try: "x:y"`},
		{`x:"y z"`, `error: query, at 1: there is no field x; for the words themselves use quotes; try: "x:""y z"`},
		{"x:(y z)", `error: query, at 1: there is no field x; for the words themselves use quotes; try: "x:"(y z)`},
		{"abcdefghij:k", `error: query, at 1: there is no field abcdefghij; for the words themselves use quotes; try: "abcdefghij:k"`},
		{"rights:life", "right:life"},
		{"reference:ICCPR", "ref:ICCPR"},
		{"para:12", "number:12"},
		{"document:3f9a*", "doc:prefix:3f9a"},
		{"year:2012", "year:2012"},
		{"year:02012", "year:2012"},
		{"year:0", "year:0"},
		{"year:00", "year:0"},
		{"year:-1", `error: query, at 1: year: takes 2012, not "-1"; try: year:*`},
		{"year:2012.5", `error: query, at 1: year: takes 2012, not "2012.5"; try: year:2012`},
		{"year:2e3", `error: query, at 1: year: takes 2012, not "2e3"; try: year:*`},
		{"year:٢٠١٢", `error: query, at 1: year: takes 2012, not "٢٠١٢"; try: year:*`},
		{"year:1000000000", `error: query, at 1: year: takes 2012, not "1000000000"; try: year:*`},
		{"year:999999999", "year:999999999"},
		{"year:99999999999999999999", `error: query, at 1: year: takes 2012, not "99999999999999999999"; try: year:*`},
		{"year:2010-2014", `error: query, at 1: year: takes 2012, not "2010-2014"; try: year:2010..2014`},
		{"year:2010–2014", `error: query, at 1: year: takes 2012, not "2010–2014"; try: year:2010..2014`},
		{"year:2010 ..2014", "And(year:2010 ..2014)"},
		{"year:2010.2014", `error: query, at 1: year: takes 2012, not "2010.2014"; try: year:2010`},
		{"year:2010....2014", "year[2010..2014]"},
		{"year:2010..2010", "year[2010..2010]"},
		{"year:2014..2010", "error: query, at 1: this range ends before it begins; try: year:2010..2014"},
		{"year:a..b", `error: query, at 1: year: takes 2012, not "a"; try: year:*`},
		{"year:2010..b", `error: query, at 1: year: takes 2012, not "b"; try: year:*`},
		{"year:>=2010", "year[2010..]"},
		{"year:<=2010", "year[..2010]"},
		{"year:>2010", "year[2011..]"},
		{"year:<2010", "year[..2009]"},
		{"year:<0", `error: query, at 1: year: takes 2012, not "-1"; try: year:*`},
		{"year:>", "error: query, at 1: year: has no value; year of a document: year:2010..2014; try: year:*"},
		{"year:>=", "error: query, at 1: year: has no value; year of a document: year:2010..2014; try: year:*"},
		{"year: > 2010", "error: query, at 1: year: has no value; year of a document: year:2010..2014; try: year:* 2010"},
		{"year:=2010", "year:2010"},
		{"year:*", "year:All"},
		{"year:20*", "error: query, at 1: year: takes 2012 or a range, from..to; try: year:*"},
		{"year:201?", "error: query, at 1: year: takes 2012 or a range, from..to; try: year:*"},
		{`year:"2010"`, "year:2010"},
		{`year:"2010..2014"`, `error: query, at 1: year: takes 2012, not "2010..2014"; try: year:2010`},
		{"year:(2010 OR 2014..)", "Or(year:2010 year[2014..])"},
		{"year:(>=2010 <=2014)", "And(year[2010..] year[..2014])"},
		{"date:2012", "date:2012"},
		{"date:2012-7", `error: query, at 1: date: takes 2012-07-09, 2012-07 or 2012, not "2012-7"; try: date:2012-07`},
		{"date:2012-07", "date:2012-07"},
		{"date:2012-07-00", `error: query, at 1: date: takes 2012-07-09, 2012-07 or 2012, not "2012-07-00"; try: date:2012-07`},
		{"date:2012-07-31", "date:2012-07-31"},
		{"date:2012-07-32", `error: query, at 1: date: takes 2012-07-09, 2012-07 or 2012, not "2012-07-32"; try: date:2012`},
		{"date:12-07-2012", `error: query, at 1: date: takes 2012-07-09, 2012-07 or 2012, not "12-07-2012"; try: date:2012`},
		{"date:2012/07/09", `error: query, at 1: date: takes 2012-07-09, 2012-07 or 2012, not "2012/07/09"; try: date:2012-07-09`},
		{"date:20120709", `error: query, at 1: date: takes 2012-07-09, 2012-07 or 2012, not "20120709"; try: date:2012-07-09`},
		{"date:2012-07-09-01", `error: query, at 1: date: takes 2012-07-09, 2012-07 or 2012, not "2012-07-09-01"; try: date:2012`},
		{"date:2012-00", `error: query, at 1: date: takes 2012-07-09, 2012-07 or 2012, not "2012-00"; try: date:2012`},
		{"date:2012..2013-02", "date[2012..2013-02]"},
		{"date:2012-05..2012", "date[2012-05..2012]"},
		{"date:2012..2012-05", "date[2012..2012-05]"},
		{"date:2013..2012-05", "error: query, at 1: this range ends before it begins; try: date:2012-05..2013"},
		{"date:>2012-07-09", "date[2012-07-10..]"},
		{"date:<2012", "date[..2011]"},
		{"date:>2012", "date[2013..]"},
		{"date:..", "date:All"},
		{"date:>2012-07-31", "date[2012-08-01..]"},
		{"date:<2012-07-01", "date[..2012-06-30]"},
		{"date:>2012-12", "date[2013-01..]"},
		{"date:<2012-01", "date[..2011-12]"},
		{"date:>2012-12-31", "date[2013-01-01..]"},
		{"date:>=2012-12-31", "date[2012-12-31..]"},
		{"date:<=2012-02", "date[..2012-02]"},
		{"date:>2012-02-28", "date[2012-02-29..]"},
		{"date:>2011-02-28", "date[2011-03-01..]"},
		{"date:>2012-2", `error: query, at 1: date: takes 2012-07-09, 2012-07 or 2012, not "2012-2"; try: date:2012-02`},
		{"date:>last", `error: query, at 1: date: takes 2012-07-09, 2012-07 or 2012, not "last"; try: date:*`},
		{"date:>", "error: query, at 1: date: has no value; date of a document: date:2012-07..; try: date:*"},
		{"page:10-12", `error: query, at 1: page: takes 12, not "10-12"; try: page:10..12`},
		{"page:12-10", `error: query, at 1: page: takes 12, not "12-10"; try: page:10..12`},
		{"page:a-b", `error: query, at 1: page: takes 12, not "a-b"; try: page:*`},
		{"number:..119", "error: query, at 1: number: has no ranges; year, date, page, session, cycle and action have; try: number:119"},
		{"number:115..119", "error: query, at 1: number: has no ranges; year, date, page, session, cycle and action have; try: number:115"},
		{"number:12.a", "number:12.a"},
		{"number:119.*", "number:prefix:119."},
		{"file:a..b", "file:a..b"},
		{"file:..", "error: query, at 1: file: has no value; name of a document's file: file:brazil*.pdf; try: file:*"},
		{"symbol:CCPR/C/GC/31", "symbol:CCPR/C/GC/31"},
		{"symbol:S/RES/1325(2000)", "symbol:S/RES/1325(2000)"},
		{"symbol:S/RES/1325 (2000)", "And(symbol:S/RES/1325 2000)"},
		{"(symbol:S/RES/1325(2000))", "symbol:S/RES/1325(2000)"},
		{"symbol:S/RES/1325(2000", "And(symbol:S/RES/1325 2000)"},
		{"symbol:S/RES/1325)", "error: query, at 18: this parenthesis closes nothing; try: symbol:S/RES/1325"},
		{"ref:ICCPR:art:14", "ref:ICCPR:art:14"},
		{"ref:ICCPR:art:14(3)(g)", "ref:ICCPR:art:14(3)(g)"},
		{"ref:(ICCPR OR ICESCR:art:12)", "Or(ref:ICCPR ref:ICESCR:art:12)"},
		{"id:3f9a:p119.10", "id:3f9a:p119.10"},
		{"doc:3f9a*", "doc:prefix:3f9a"},
		{"title:act", "title:act"},
		{"title:act*", "title:prefix:act"},
		{"title:a?t", "title:wild:a?t"},
		{"title:act~", "title:fuzzy1:act"},
		{`title:"public health act"~2`, "title:Phrase(public health act 2 false)"},
		{`title:="Public Health"`, "title:Phrase(=Public =Health 0 false)"},
		{"title:*", "title:All"},
		{"title:!!!", `error: query, at 1: title: has no value; words of a document's title: title:"third cycle"; try: title:*`},
		{"title:12", "title:12"},
		{"section:(conclusions recommendations)", "And(section:conclusions section:recommendations)"},
		{"page:1..", "page[1..]"},
		{"page:0", "page:0"},
		{"action:5", "action:5"},
		{"action:4..5", "action[4..5]"},
		{"sdg:16.3", "sdg:16.3"},
		{"tag:rights/fair-trial", "tag:rights/fair-trial"},
	}
	for _, tt := range tests {
		got := "error: "
		if n, err := Parse(tt.in); err != nil {
			got += err.Error()
		} else {
			got = dump(n)
		}
		if got != tt.want {
			t.Errorf("Parse(%q) = %q, want %q", tt.in, got, tt.want)
		}
		checkAnswered(t, tt.in)
	}
}

// passage is what a tree is tried against: a set of words and a country.
type passage map[string]bool

// holds says whether n matches p, by the meaning of the operators alone.
func (p passage) holds(n Node) bool {
	switch n := n.(type) {
	case And:
		return !slices.ContainsFunc(n.Nodes, func(n Node) bool { return !p.holds(n) })
	case Or:
		return slices.ContainsFunc(n.Nodes, p.holds)
	case Not:
		return !p.holds(n.Node)
	case Boost:
		return p.holds(n.Node)
	case All:
		return true
	}
	return p[n.String()]
}

// randomTree makes a tree of a few words, deeper than people write.
func randomTree(r *rand.Rand, depth int) Node {
	if depth == 0 || r.IntN(4) == 0 {
		leaves := []Node{Word{Text: "a"}, Word{Text: "b"}, Word{Text: "c"}, All{}, Not{All{}}, Field{"country", Word{Text: "BRA"}},
			Phrase{Words: []Word{{Text: "a"}}}, Range{"year", "2010", ""}}
		return leaves[r.IntN(len(leaves))]
	}
	nodes := make([]Node, 2+r.IntN(2))
	for i := range nodes {
		nodes[i] = randomTree(r, depth-1)
	}
	switch r.IntN(5) {
	case 0, 1:
		return And{nodes}
	case 2:
		return Or{nodes}
	case 3:
		return Not{nodes[0]}
	}
	return Boost{nodes[0], float64(1 + r.IntN(3))}
}

// TestSimplifyKeepsMeaning tries simplified trees against every passage there
// can be of their leaves.
func TestSimplifyKeepsMeaning(t *testing.T) {
	leaves := []string{"a", "b", "c", "country:BRA", "year:2010.."}
	r := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		n := randomTree(r, 4)
		before := n.String()
		simple := Simplify(n)
		if n.String() != before {
			t.Fatalf("Simplify changed its argument, %s, to %s", before, n)
		}
		if again := Simplify(simple); dump(again) != dump(simple) {
			t.Fatalf("Simplify(%s) = %s, and of that %s", n, simple, again)
		}
		if len(simple.String()) > len(before) {
			t.Fatalf("Simplify(%s) = %s is longer", n, simple)
		}
		for set := range 1 << len(leaves) {
			p := passage{}
			for i, leaf := range leaves {
				p[leaf] = set&(1<<i) != 0
			}
			p[`"a"`] = p["a"] // a phrase of one word
			if p.holds(n) != p.holds(simple) {
				t.Fatalf("%s simplified to %s, which differs for %v", n, simple, p)
			}
		}
		roundTrip(t, simple)
	}
}

func TestSimplifyForms(t *testing.T) {
	tests := []struct{ in, want string }{
		{"a a", "a"},
		{"a A", "a A"},
		{"a OR a OR b", "a OR b"},
		{"(a OR b) (a OR b)", "a OR b"},
		{"a NOT a", "a NOT a"},
		{"NOT *", "NOT *"},
		{"NOT NOT *", "*"},
		{"NOT NOT NOT a", "NOT a"},
		{"(NOT *) OR (NOT *)", "NOT *"},
		{"(NOT *) a b", "NOT *"},
		{"a (b (c (d)))", "a b c d"},
		{"a OR (b OR (c OR d))", "a OR b OR c OR d"},
		{"a (b OR (c d))", "a (b OR (c d))"},
		{"(a^2 b)^3", "((a^2) b)^3"},
		{"(-a)^2", "NOT a"},
		{"-(a^2 b)", "NOT ((a^2) b)"},
		{"*^2", "*^2"},
		{"country:(BRA OR BRA)", "country:BRA"},
		{"country:* a", "country:* a"},
		{"=a a", "=a a"},
		{"a* a", "a* a"},
		{`"a b" "a b"`, `"a b"`},
		{`"a b" "a b"~1`, `"a b" "a b"~1`},
		{"year:2010.. year:2010..", "year:2010.."},
	}
	for _, tt := range tests {
		n, err := Parse(tt.in)
		if err != nil {
			t.Fatal(err)
		}
		if got := Simplify(n).String(); got != tt.want {
			t.Errorf("Simplify(%s) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestFilter(t *testing.T) {
	tests := []struct{ in, field, value, want string }{
		{"", "country", "BRA", "country:BRA"},
		{"a", "country", "BRA", "a country:BRA"},
		{"a OR b", "country", "BRA", "(a OR b) country:BRA"},
		{"a b", "country", "New Zealand", `a b country:"New Zealand"`},
		{"a country:BRA", "country", "BRA", "a country:BRA"},
		{"NOT *", "country", "BRA", "NOT *"},
		{"a", "file", "a*b?.pdf", `a file:"a*b?.pdf"`},
		{"a", "file", `say "no".pdf`, `a file:"say \"no\".pdf"`},
		{"a", "symbol", "S/RES/1325(2000)", `a symbol:"S/RES/1325(2000)"`},
		{"a", "file", "2010..2012.pdf", `a file:"2010..2012.pdf"`},
		{"a", "file", "=x.pdf", `a file:"=x.pdf"`},
		{"a", "year", "2012", "a year:2012"},
		{"a", "title", "Act on Health", `a title:"Act\ on\ Health"`},
		{"a^2", "lang", "fr", "(a^2) lang:fr"},
	}
	for _, tt := range tests {
		n, err := Parse(tt.in)
		if err != nil {
			t.Fatal(err)
		}
		filtered := Filter(n, tt.field, tt.value)
		if got := filtered.String(); got != tt.want {
			t.Errorf("Filter(%s, %s, %s) = %q, want %q", tt.in, tt.field, tt.value, got, tt.want)
		}
		if tt.field != "title" { // a title is words, which are not one value
			roundTrip(t, filtered)
		}
	}
}

func TestWords(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", "[]"},
		{"*", "[]"},
		{"a b", "[a b]"},
		{"a OR (b c)", "[a b c]"},
		{"a NOT b", "[a]"},
		{"NOT (a b)", "[]"},
		{"NOT NOT a", "[]"},
		{`"a b"~3 c*`, "[a b c*]"},
		{"=AIDS^2 wom?n tortrue~1", "[=AIDS wom?n tortrue~1]"},
		{"country:BRA title:act a", "[a]"},
		{"year:2010..", "[]"},
		{"a a", "[a a]"},
	}
	for _, tt := range tests {
		n, err := Parse(tt.in)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(Words(n)); got != tt.want {
			t.Errorf("Words(%s) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestVisit(t *testing.T) {
	n, err := Parse(`a (b OR -c^2) country:(BRA OR ARG) "d e" year:2010..`)
	if err != nil {
		t.Fatal(err)
	}
	var all, top []string
	Visit(n, func(n Node) bool { all = append(all, n.String()); return true })
	Visit(n, func(n Node) bool { top = append(top, n.String()); _, and := n.(And); return and })
	if got, want := strings.Join(all[1:], "; "), `a; b OR NOT (c^2); b; NOT (c^2); c^2; c; country:BRA OR country:ARG; country:BRA; BRA; country:ARG; ARG; "d e"; year:2010..`; got != want {
		t.Errorf("Visit = %q, want %q", got, want)
	}
	if got, want := strings.Join(top[1:], "; "), `a; b OR NOT (c^2); country:BRA OR country:ARG; "d e"; year:2010..`; got != want {
		t.Errorf("Visit of the top = %q, want %q", got, want)
	}
}

func TestMap(t *testing.T) {
	n, err := Parse(`a (b OR -a^2) country:BRA title:a`)
	if err != nil {
		t.Fatal(err)
	}
	before := n.String()
	changed := Map(n, func(n Node) Node {
		if w, is := n.(Word); is && w.Text == "a" {
			return Word{Text: "z"}
		}
		return n
	})
	if got, want := changed.String(), "z (b OR NOT (z^2)) country:BRA title:a"; got != want {
		t.Errorf("Map = %q, want %q", got, want)
	}
	if n.String() != before {
		t.Errorf("Map changed its argument to %s", n)
	}
}

func TestFieldNames(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Fields {
		for _, name := range append([]string{f.Name}, f.Aliases...) {
			if seen[name] {
				t.Errorf("the name %s is given twice", name)
			}
			seen[name] = true
			if got, ok := FieldNamed(name); !ok || got.Name != f.Name {
				t.Errorf("FieldNamed(%s) = %s, %t", name, got.Name, ok)
			}
			if name != strings.ToLower(name) || strings.ContainsFunc(name, func(r rune) bool { return r < 'a' || r > 'z' }) {
				t.Errorf("nobody can type the field %s: names are letters, folded", name)
			}
		}
		if f.Help == "" {
			t.Errorf("%s has no help", f.Name)
		}
		if _, example, found := strings.Cut(f.Help, f.Name+":"); found {
			example, _, _ = strings.Cut(example, ", ")
			if _, err := Parse(f.Name + ":" + example); err != nil {
				t.Errorf("the help of %s names what cannot be typed: %v", f.Name, err)
			}
		}
	}
	for _, name := range []string{"", "Country", "countr", "kountry", "author"} {
		if f, ok := FieldNamed(name); ok {
			t.Errorf("FieldNamed(%q) = %s", name, f.Name)
		}
	}
}

func TestNearest(t *testing.T) {
	tests := []struct{ name, want string }{
		{"contry", "country"}, {"countri", "country"}, {"country", "country"}, {"languge", "lang"}, {"lnag", "lang"}, {"yr", "year"}, {"years", "year"}, {"sybmol", "symbol"},
		{"titel", "title"}, {"secton", "section"}, {"sesion", "session"}, {"pages", "page"}, {"paras", "number"}, {"files", "file"}, {"rigths", "right"}, {"stat", "state"},
		{"", ""}, {"x", ""}, {"qqqqqq", ""}, {"refs", "ref"}, {"issues", "issue"}, {"sdgs", "sdg"}, {"kinds", "kind"},
	}
	for _, tt := range tests {
		if got := nearest(tt.name); got != tt.want {
			t.Errorf("nearest(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestDistance(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "", 1}, {"", "abc", 3}, {"abc", "abc", 0}, {"abc", "abd", 1}, {"abc", "acb", 1}, {"abc", "xabc", 1},
		{"kitten", "sitting", 3}, {"country", "contry", 1},
	}
	for _, tt := range tests {
		if got := distance(tt.a, tt.b); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := distance(tt.b, tt.a); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.b, tt.a, got, tt.want)
		}
	}
}

func TestTooLong(t *testing.T) {
	tests := []struct {
		in      string
		message string // "" for none
	}{
		{strings.Repeat("a", MaxBytes), ""},
		{strings.Repeat("a", MaxBytes+1), "longer than 32768 bytes"},
		{strings.Repeat("a ", 1023) + "a", ""},
		{strings.Repeat("a ", 1025), "more than 1024 parts"},
		{strings.Repeat("(", 50) + "a", ""},
		{strings.Repeat("(", 51) + "a", "deeper than 50"},
		{strings.Repeat("NOT ", 50) + "a", ""},
		{strings.Repeat("NOT ", 51) + "a", "deeper than 50"},
		{`"a b"~1000`, ""},
		{`"a b"~1001`, "at most 1000 words"},
		{`"a b"~99999999999999999999`, "at most 1000 words"},
		{"a^1000", ""},
		{"a^1000.1", "up to 1000"},
	}
	for _, tt := range tests {
		_, err := Parse(tt.in)
		if tt.message == "" && err != nil || tt.message != "" && (err == nil || !strings.Contains(err.Error(), tt.message)) {
			t.Errorf("Parse(%.20q…, %d bytes): %v, want %q", tt.in, len(tt.in), err, tt.message)
		}
	}
}

func ExampleParse() {
	n, err := Parse(`torture AND (prison OR jail) country:BRA -"death penalty"`)
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(n)
	_, err = Parse("torture contry:BRA")
	fmt.Println(err)
	// Output:
	// torture (prison OR jail) country:BRA NOT "death penalty"
	// query, at 9: there is no field contry; did you mean country?; try: torture country:BRA
}

func ExampleSimplify() {
	n, _ := Parse("torture (prison (torture)) *")
	fmt.Println(Simplify(n))
	// Output: torture prison
}

func ExampleFilter() {
	n, _ := Parse("prison OR jail")
	fmt.Println(Filter(n, "country", "New Zealand"))
	// Output: (prison OR jail) country:"New Zealand"
}

func ExampleWords() {
	n, _ := Parse(`"fair trial" prison* NOT jail country:BRA`)
	for _, w := range Words(n) {
		fmt.Println(w)
	}
	// Output:
	// fair
	// trial
	// prison*
}
