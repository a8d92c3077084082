package cite

import (
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

func TestTerms(t *testing.T) {
	for _, test := range []struct {
		kind, target, pins, want string
	}{
		{"treaty", "ICCPR", "art:14(3)(g)", "ICCPR ICCPR:art:14 ICCPR:art:14(3) ICCPR:art:14(3)(g)"},
		{"treaty", "ICCPR", "art:14(1) art:14(3)", "ICCPR ICCPR:art:14 ICCPR:art:14(1) ICCPR:art:14(3)"},
		{"un-document", "A/HRC/21/11/Add.1", "para:5", "A/HRC/21/11/ADD.1 A/HRC/21/11/ADD.1:para:5"},
		{"sdg", "SDG/16.3", "", "SDG/16 SDG/16.3"},
		{"upr-recommendation", "UPR", "rec:119.10", "UPR UPR:rec:119.10"},
	} {
		r := pipeline.Reference{Kind: test.kind, Target: test.target, Pinpoints: strings.Fields(test.pins)}
		if got := strings.Join(Terms(r), " "); got != test.want {
			t.Errorf("%s %s: got %s, want %s", test.target, test.pins, got, test.want)
		}
	}
}

func TestTerm(t *testing.T) {
	for value, want := range map[string]string{
		"ICCPR": "ICCPR", "iccpr:art:14": "ICCPR:art:14", "ICCPR:article:14(3)": "ICCPR:art:14(3)", "ICCPR art. 14 (3)": "ICCPR:art:14(3)",
		"a/hrc/21/11": "A/HRC/21/11", "A/HRC/21/11:para:5": "A/HRC/21/11:para:5", "UPR:rec:119.10": "UPR:rec:119.10", "": "", " crc ": "CRC",
	} {
		if got := Term(value); got != want {
			t.Errorf("%q: got %q, want %q", value, got, want)
		}
	}
}

func TestURI(t *testing.T) {
	for _, test := range []struct{ kind, target, want string }{
		{"un-document", "A/HRC/21/11", "https://undocs.org/A/HRC/21/11"},
		{"un-document", "S/RES/1325(2000)", "https://undocs.org/S/RES/1325%282000%29"},
		{"general-comment", "CRC/GC/13", "https://undocs.org/CRC/C/GC/13"},
		{"general-comment", "CESCR/GC/20", "https://undocs.org/E/C.12/GC/20"},
		{"general-comment", "CCPR/GC/6", ""},
		{"general-comment", "CRC/GC/5", "https://undocs.org/CRC/GC/2003/5"},
		{"general-comment", "CESCR/GC/14", "https://undocs.org/E/C.12/2000/4"},
		{"general-comment", "CEDAW/GR/25", ""},
		{"treaty", "ILO-C29", "https://normlex.ilo.org/dyn/nrmlx_en/f?p=NORMLEXPUB:12100:0::NO::P12100_ILO_CODE:C029"},
		{"treaty", "COVENANT", ""},
		{"sdg", "SDG/16.3", "https://sdgs.un.org/goals/goal16"},
		{"national-law", "Penal Code", ""},
		{"treaty", "OTHER", ""},
	} {
		if got := URI(pipeline.Reference{Kind: test.kind, Target: test.target}); got != test.want {
			t.Errorf("%s: got %q, want %q", test.target, got, test.want)
		}
	}
	if got := URI(pipeline.Reference{Kind: "treaty", Target: "CRC"}); !strings.Contains(got, "ohchr.org") {
		t.Errorf("CRC has the address %q", got)
	}
}
