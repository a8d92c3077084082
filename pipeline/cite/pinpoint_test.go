package cite

import (
	"slices"
	"strings"
	"testing"
)

func TestPlacesOfInstruments(t *testing.T) {
	checkSentences(t, Context{}, []sentence{
		{"Article 6 (1) of the ICCPR was breached.", "ICCPR art:6(1)"},
		{"Article 14, paragraph 3 (a), (b) and (d), of the ICCPR was breached.", "ICCPR art:14(3)(a) art:14(3)(b) art:14(3)(d)"},
		{"Articles 9 (1) and (4), 10 (1) and 14 of the ICCPR were breached.", "ICCPR art:10(1) art:14 art:9(1) art:9(4)"},
		{"Articles 2 (1), read alone and in conjunction with article 26, of the ICCPR were breached.", "ICCPR art:2(1) art:26"},
		{"Article 4, paragraphs 1 to 3, of the CRPD was cited.", "CRPD art:4(1) art:4(2) art:4(3)"},
		{"Article 2, subparagraph (f), of CEDAW was cited.", "CEDAW art:2(f)"},
		{"Articles 2 (a)–(c) and 5 of CEDAW were cited.", "CEDAW art:2(a) art:2(b) art:2(c) art:5"},
		{"Subparagraph (d) of article 5 of ICERD was cited.", "ICERD art:5(d)"},
		{"Paragraph 4 of article 20 and article 22 of the CRC were cited.", "CRC art:20(4) art:22"},
		{"Article 8 (2) (b) (xxii) of the Rome Statute was cited.", "ROME art:8(2)(b)(xxii)"},
		{"Articles 5, 6 and 8 bis of the Rome Statute were cited.", "ROME art:5 art:6 art:8bis"},
		{"Articles XX and XXI of the General Agreement on Tariffs and Trade were cited.", "OTHER art:XX art:XXI"},
		{"Rule 37 of the Nelson Mandela Rules limits it.", "OTHER rule:37"},
		{"Principle 9 of the Guiding Principles on Internal Displacement protects land.", "OTHER principle:9"},
		{"Chapters VI and VII of the Charter of the United Nations were cited.", "UN-CHARTER ch:VI ch:VII"},
		{"CRC art. 37 and CAT art. 16 overlap.", "CRC art:37 ; CAT art:16"},
		{"The ICCPR (arts. 9, 10 and 14) was cited.", "ICCPR art:10 art:14 art:9"},
		{"The right to a fair trial (ICCPR, art. 14 (1)) was denied.", "ICCPR art:14(1)"},
		{"Article 23 of the Universal Declaration of Human Rights and article 7 of the International Covenant on Economic, Social and Cultural Rights speak of work.", "UDHR art:23 ; ICESCR art:7"},
		{"Under article 10 of CEDAW and article 28 of CRC, schooling is free.", "CEDAW art:10 ; CRC art:28"},
	})
	checkCovered(t, []sentence{
		{"It relied on article 14, paragraph 3 (g), of the International Covenant on Civil and Political Rights in full.", "article 14, paragraph 3 (g), of the International Covenant on Civil and Political Rights"},
		{"The CRC (arts. 3 and 12) was cited.", "CRC (arts. 3 and 12"},
	})
}

// TestRanges: up to fifty numbers are told one by one, of more the ends only.
func TestRanges(t *testing.T) {
	fifty := append([]string{"1"}, append(between("1", "50"), "50")...)
	checkSentences(t, Context{}, []sentence{
		{"See A/HRC/50/27, paras. 12–14.", counted("A/HRC/50/27", "para", "12", "13", "14")},
		{"See A/HRC/50/27, paras. 12-14 and 20.", counted("A/HRC/50/27", "para", "12", "13", "14", "20")},
		{"See A/HRC/50/27, paragraphs 1 to 50.", counted("A/HRC/50/27", "para", fifty...)},
		{"See A/HRC/50/27, paragraphs 1 to 51.", counted("A/HRC/50/27", "para", "1", "51")},
		{"See A/HRC/50/27, paragraphs 100 to 900.", counted("A/HRC/50/27", "para", "100", "900")},
		{"Recommendations 7.1 to 7.90 were noted.", counted("UPR", "rec", "7.1", "7.90")},
		{"Articles 9 to 7 of the ICCPR were cited.", counted("ICCPR", "art", "9", "7")},
	})
	for _, x := range []struct{ first, last, want string }{
		{"2", "5", "3 4"}, {"119.10", "119.13", "119.11 119.12"}, {"4(a)", "4(d)", "4(b) 4(c)"}, {"14(1)", "14(3)", "14(2)"},
		{"5", "2", ""}, {"2", "2", ""}, {"119.10", "120.12", ""}, {"VI", "IX", ""}, {"", "", ""}, {"1", "9999999999999999999999", ""},
	} {
		if got := strings.Join(between(x.first, x.last), " "); got != x.want {
			t.Errorf("between %s and %s: %q, want %q", x.first, x.last, got, x.want)
		}
	}
	if slices.Contains(between("1", "52"), "2") {
		t.Error("a range of over fifty was expanded")
	}
}

// TestNumbersThatEndAList: years, days and ages after a list are none of it.
func TestNumbersThatEndAList(t *testing.T) {
	checkSentences(t, Context{}, []sentence{
		{"It ratified article 5 of the CRC, 2010 being the year.", "CRC art:5"},
		{"Under articles 2 and 5 of the CRC, 12 members met.", "CRC art:2 art:5"},
		{"See A/HRC/50/27, para. 4, 12 March 2022.", "A/HRC/50/27 para:4"},
		{"Article 19 of the CRC and 5 other articles were read out.", "CRC art:19"},
		{"Article 10 of the CRC, 3 years later, was invoked.", "CRC art:10"},
		{"Article 32 of the CRC covers 15 per cent of cases.", "CRC art:32"},
	})
}

func TestBareNumbersOfDigits(t *testing.T) {
	for in, want := range map[string]string{"١٤": "14", "۱۴": "14", "14": "14", "7": "7", "": ""} {
		if got := westernDigits(in); got != want {
			t.Errorf("%s is %s, want %s", in, got, want)
		}
	}
	for w, want := range map[string]int{"IV": 4, "XXIX": 29, "XL": 40, "C": 100, "I": 1, "": 0} {
		if got := fromRoman(w); got != want {
			t.Errorf("%s is %d, want %d", w, got, want)
		}
	}
}
