package ingest

import "testing"

func TestRTF(t *testing.T) {
	cases := []struct {
		name, body string
		want       []string
	}{
		{"the code page of Western Europe", `\ansicpg1252 \'c9t\'e9\par`, []string{"paragraph - Été"}},
		{"Cyrillic by the code page", `\ansicpg1251 \'ec\'e8\'f0\par`, []string{"paragraph - мир"}},
		{"Arabic by the font", `{\fonttbl{\f0\fcharset0 A;}{\f3\fcharset178 B;}}\f3 \'d3\'e1\'c7\'e3\par`, []string{"paragraph - سلام"}},
		{"Chinese in two bytes", `{\fonttbl{\f2\fcharset134 S;}}\f2\'ba\'fe\f0  lake\par`, []string{"paragraph - 湖 lake"}},
		{"a letter outside the code page and its stand-in", `\uc1 \u1084?\u1080?\u1088?\par`, []string{"paragraph - мир"}},
		{"a stand-in of two bytes", `\uc2 \u28246\'ba\'fe!\par`, []string{"paragraph - 湖!"}},
		{"no stand-in", `\uc0 \u1084\u1080\u1088!\par`, []string{"paragraph - мир!"}},
		{"negative numbers and surrogates", `\u-10179?\u-8704? smiles\par`, []string{"paragraph - 😀 smiles"}},
		{"a group gives back its count of stand-ins", `{\uc0 \u1084}\u1080?\par`, []string{"paragraph - ми"}},
		{"a heading by its style", `{\stylesheet{\s0 Normal;}{\s2 heading 2;}}\pard\s2 Lakes\par\pard Blue.\par`, []string{"heading - Lakes", "paragraph - Blue."}},
		{"a heading by its outline level", `\pard\outlinelevel0 Lakes\par\pard Blue.\par`, []string{"heading - Lakes", "paragraph - Blue."}},
		{"headings by their looks", `\pard\qc Lakes\par\pard\b Water\plain\par Blue.\par{\b Blue} water.\par`, []string{"heading - Lakes", "heading - Water", "paragraph - Blue.", "paragraph - Blue water."}},
		{"a bullet of a symbol font", `{\listtext \u-3913?\tab}One.\par`, []string{"list-item - One."}},
		{"a frame around a heading", `\trowd\cellx1\intbl{\b Lakes}\cell\row\pard Blue.\par`, []string{"heading - Lakes", "paragraph - Blue."}},
		{"the numbers of a list", `{\listtext\pard\plain 1.\tab}One.\par{\listtext 2.\tab}Two.\par`, []string{"paragraph 1 One.", "paragraph 2 Two."}},
		{"the numbers of an old list", `{\pntext\f0 1.\tab}{\*\pn\pnlvlbody\pndec{\pntxta.}}One.\par{\pntext 2.\tab}Two.\par`, []string{"paragraph 1 One.", "paragraph 2 Two."}},
		{"letters of a list", `{\listtext (a)\tab}clean;\par{\listtext\'b7\tab}round\par`, []string{"list-item (a) clean;", "list-item - round"}},
		{"a table", `\trowd\cellx1\cellx2\intbl A\par B\cell C\cell\row\pard After.\par`, []string{"table - A B | C", "paragraph - After."}},
		{"a footnote", `Clear{\super\chftn}{\footnote{\super\chftn} At noon.} water.\par`, []string{"paragraph - Clear water.", "footnote 1 At noon."}},
		{"a comment, a picture, a field's code", `Blue{\*\annotation who?}{\pict 00ff}{\field{\*\fldinst PAGE}{\fldrslt  seven}}\par`, []string{"paragraph - Blue seven"}},
		{"escaped signs", `\{a\\b\}\~c\_d\par`, []string{`paragraph - {a\b} c-d`}},
		{"binary data is stepped over", `Before{\pict\bin5 }}}{{}after\par`, []string{"paragraph - Beforeafter"}},
		{"deleted with changes tracked", `The lake is {\deleted dirty}{\revised clean}.\par`, []string{"paragraph - The lake is clean."}},
		{"cut off in the middle", `Whole.\par Half of a sen`, []string{"paragraph - Whole.", "paragraph - Half of a sen"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			wantBrief(t, "memo.rtf", []byte(`{\rtf1\ansi\uc1 `+c.body+`}`), c.want...)
		})
	}
}
