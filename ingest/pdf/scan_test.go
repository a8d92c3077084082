package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// show prints operators with their operands, one a line.
func showOperators(src string) string {
	s := scanner{src: []byte(src)}
	var out []string
	for {
		op, ok := s.next()
		if !ok {
			return strings.Join(out, "\n")
		}
		line := op
		for _, o := range s.operands {
			switch o.kind {
			case number:
				line += fmt.Sprintf(" %g", o.num)
			case name:
				line += " /" + string(o.str)
			case str:
				line += fmt.Sprintf(" %q", o.str)
			case open:
				line += " ["
			case closed:
				line += " ]"
			}
		}
		out = append(out, line)
	}
}

func TestScanner(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"numbers", "1 -2.5 +3 .5 4. --6 7-8 cm", "cm 1 -2.5 3 0.5 4 -6 7"},
		{"string with escapes", `(a\(b\)\n\101\\ (nested)) Tj`, `Tj "a(b)\nA\\ (nested)"`},
		{"string over a line end", "(one\\\ntwo) Tj", `Tj "onetwo"`},
		{"hexadecimal string, odd", "<48 6 56C> Tj <4> Tj", "Tj \"Hel\"\nTj \"@\""},
		{"name with hash", "/A#20B 12 Tf", "Tf /A B 12"},
		{"array", "[(A) -120 (B)] TJ", `TJ [ "A" -120 "B" ]`},
		{"dictionary", "/Span << /MCID 0 >> BDC", "BDC /Span [ /MCID 0 ]"},
		{"comment", "1 % two 2\n 3 l", "l 1 3"},
		{"inline image", "q BI /W 2 /H 2 ID \x00(\xff<< EI Q", "q\nBI\nQ"},
		{"inline image without end", "BI ID abc", "BI"},
		{"unclosed string", "(abc", ""},
		{"stray brackets", ") } { > 5 w", "w ] 5"},
		{"binary noise", "\x80\x81\x82 " + strings.Repeat("x", 99) + " n", "\x80\x81\x82\nn"},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := showOperators(tt.src); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestScannerBoundsOperands(t *testing.T) {
	s := scanner{src: []byte(strings.Repeat("1 ", maxOperands+50) + "re")}
	if op, ok := s.next(); op != "re" || !ok || len(s.operands) != maxOperands {
		t.Errorf("%d operands of %q, want %d", len(s.operands), op, maxOperands)
	}
}

func FuzzScanner(f *testing.F) {
	f.Add([]byte("BT /F1 12 Tf (a) Tj [(b) 3 <63>] TJ ET"))
	f.Add([]byte("BI /W 1 ID \x00 EI (\\"))
	f.Add([]byte("<< /A [ 1 2"))
	f.Add([]byte("ID"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := scanner{src: data}
		for n := 0; ; n++ {
			if _, ok := s.next(); !ok {
				break
			}
			if n > len(data) {
				t.Fatal("more operators than bytes")
			}
		}
	})
}
