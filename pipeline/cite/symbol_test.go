package cite

import (
	"testing"

	"github.com/haki-project/haki/pipeline"
)

func TestSymbols(t *testing.T) {
	checkSentences(t, Context{}, []sentence{
		{"The report (A/HRC/50/27) was tabled.", "A/HRC/50/27"},
		{"The mission reports are in A/HRC/49/46/Add.1, Add.2 and Add.3.", "A/HRC/49/46/Add.1 ; A/HRC/49/46/Add.2 ; A/HRC/49/46/Add.3"},
		{"The mission reports are in A/HRC/49/46/Add.1–3.", "A/HRC/49/46/Add.1 ; A/HRC/49/46/Add.2 ; A/HRC/49/46/Add.3"},
		{"It was reissued as A/HRC/49/46/Rev.1.", "A/HRC/49/46/Rev.1"},
		{"See documents A/HRC/51/3 and A/HRC/51/4.", "A/HRC/51/3 ; A/HRC/51/4"},
		{"See A/HRC/51/3, A/HRC/51/4 and A/77/169.", "A/77/169 ; A/HRC/51/3 ; A/HRC/51/4"},
		{"See A/C.3/75/L.49 and A/75/PV.46.", "A/75/PV.46 ; A/C.3/75/L.49"},
		{"See E/C.12/RUR/CO/4, para. 9.", "E/C.12/RUR/CO/4 para:9"},
		{"See CRPD/C/RUR/CO/1, paras. 9 and 10.", "CRPD/C/RUR/CO/1 para:10 para:9"},
		{"See CAT/C/RUR/CO/6, paras. 9, 11 and 13–15.", "CAT/C/RUR/CO/6 para:11 para:13 para:14 para:15 para:9"},
		{"See CEDAW/C/RUR/CO/4, para. 9 (a) and (c).", "CEDAW/C/RUR/CO/4 para:9(a) para:9(c)"},
		{"Paragraph 14 of A/HRC/41/12 speaks of wells.", "A/HRC/41/12 para:14"},
		{"As stated in paragraphs 7 to 9 of document A/HRC/41/12, wells ran dry.", "A/HRC/41/12 para:7 para:8 para:9"},
		{"See A/HRC/WG.6/41/RUR/1, A/HRC/WG.6/41/RUR/2 and A/HRC/WG.6/41/RUR/3.", "A/HRC/WG.6/41/RUR/1 ; A/HRC/WG.6/41/RUR/2 ; A/HRC/WG.6/41/RUR/3"},
		{"The list is in A/HRC/18/9/Add.1/Rev.1.", "A/HRC/18/9/Add.1/Rev.1"},
		{"Opinion adopted: A/HRC/WGAD/2021/17.", "A/HRC/WGAD/2021/17"},
		{"Communication CCPR/C/130/D/2728/2016, para. 7.3, says so.", "CCPR/C/130/D/2728/2016 para:7.3"},
		{"He lives at 12/14 North Street and pays with VISA/Mastercard.", ""},
		{"The ratio A/B rose to 3/4.", ""},
		{"The case of Smith/Jones against the A/C unit was closed.", ""},
	})
	checkCovered(t, []sentence{
		{"See A/HRC/51/3 and Corr.1, as well.", "A/HRC/51/3 | Corr.1"},
		{"See E/C.12/RUR/CO/4, para. 9, on rent.", "E/C.12/RUR/CO/4, para. 9"},
		{"See resolution S/RES/1325 (2000).", "S/RES/1325 (2000)"},
	})
}

// TestOwnSymbol leaves out the symbol that a document prints on its own pages,
// and keeps it where a place in it is cited.
func TestOwnSymbol(t *testing.T) {
	own := Context{Symbol: "A/HRC/50/8", Kind: pipeline.KindUPRReport}
	checkSentences(t, own, []sentence{
		{"A/HRC/50/8", ""},
		{"The present report (A/HRC/50/8) was adopted.", ""},
		{"See A/HRC/50/8, para. 12.", "A/HRC/50/8 para:12"},
		{"The answers are in A/HRC/50/8/Add.1.", "A/HRC/50/8/Add.1"},
		{"The earlier report was A/HRC/34/8.", "A/HRC/34/8"},
	})
}
