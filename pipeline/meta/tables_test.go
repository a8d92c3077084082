package meta

import (
	"fmt"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// Dates as papers, laws and speeches print them, and what only looks so.
func TestDates(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{"9 July 2012", "2012-07-09"},
		{"09 July 2012", "2012-07-09"},
		{"9th July 2012", "2012-07-09"},
		{"9th of July, 2012", "2012-07-09"},
		{"the ninth of July 2012", ""},
		{"July 9, 2012", "2012-07-09"},
		{"July 9th, 2012", "2012-07-09"},
		{"JULY 9, 2012", "2012-07-09"},
		{"Jul. 9, 2012", "2012-07-09"},
		{"9 Jul 2012", "2012-07-09"},
		{"July 2012", ""},
		{"2012", ""},
		{"9.7.2012", ""},
		{"09/07/2012", ""},
		{"2012-07-09", "2012-07-09"},
		{"2012/07/09", ""},
		{"20120709", ""},
		{"2012-13-09", ""},
		{"2012-02-30", ""},
		{"29 February 2012", "2012-02-29"},
		{"29 February 2011", ""},
		{"31 June 2012", ""},
		{"0 June 2012", ""},
		{"32 June 2012", ""},
		{"9 July 12", ""},
		{"9 July 1712", "1712-07-09"},
		{"9 July 3012", ""},
		{"9 juillet 2012", "2012-07-09"},
		{"1er juillet 2012", "2012-07-01"},
		{"le 9 août 2012", "2012-08-09"},
		{"9 de julio de 2012", "2012-07-09"},
		{"9 de julio del 2012", "2012-07-09"},
		{"9 de setembro de 2012", "2012-09-09"},
		{"9. Juli 2012", "2012-07-09"},
		{"9. März 2012", "2012-03-09"},
		{"9 июля 2012 года", "2012-07-09"},
		{"9 мая 2012 г.", "2012-05-09"},
		{"9 تموز/يوليه 2012", "2012-07-09"},
		{"9 يوليو 2012", "2012-07-09"},
		{"٩ يوليو ٢٠١٢", "2012-07-09"},
		{"2012年7月9日", "2012-07-09"},
		{"2012 年 7 月 9 日", "2012-07-09"},
		{"二〇一二年七月九日", ""},
		{"9 luglio 2012", "2012-07-09"},
		{"9 July\n2012", ""},
		{"9\u00a0July\u00a02012", ""},
		{"Act 9 of July 2012", "2012-07-09"},
		{"from 9 to 13 July 2012", "2012-07-13"},
		{"9–13 July 2012", "2012-07-13"},
		{"9 July 2012 and 10 August 2013", "2012-07-09"},
		{"no date here", ""},
		{"May 5", ""},
		{"may 2012 be good", ""},
	}
	for _, tt := range tests {
		found, _ := firstDate(tt.text)
		if found.iso != tt.want {
			t.Errorf("firstDate(%q) = %q, want %q", tt.text, found.iso, tt.want)
		}
	}
}

// Symbols as papers print them, broken over lines or spaced out.
func TestSymbols(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{"A/HRC/21/11", "A/HRC/21/11"},
		{"a/hrc/21/11", ""},
		{"A/HRC/21/11.", "A/HRC/21/11"},
		{"(A/HRC/21/11)", "A/HRC/21/11"},
		{"A/HRC/21/11,", "A/HRC/21/11"},
		{"A/HRC/21/11*", "A/HRC/21/11"},
		{"A / HRC / 21 / 11", "A/HRC/21/11"},
		{"A/HRC/ 21/11", "A/HRC/21/11"},
		{"A/HRC/21/11/Add.1", "A/HRC/21/11/Add.1"},
		{"A/HRC/21/11/Add. 1", "A/HRC/21/11/Add.1"},
		{"A/HRC/21/11/Corr.2", "A/HRC/21/11/Corr.2"},
		{"A/HRC/WG.6/13/BRA/1", "A/HRC/WG.6/13/BRA/1"},
		{"A/HRC/WG.6/13/L.5", "A/HRC/WG.6/13/L.5"},
		{"A/HRC/RES/16/21", "A/HRC/RES/16/21"},
		{"A/HRC/DEC/17/119", "A/HRC/DEC/17/119"},
		{"A/RES/60/251", "A/RES/60/251"},
		{"A/RES/217(III)", "A/RES/217"},
		{"A/RES/217 (III) A", "A/RES/217"},
		{"S/RES/1325(2000)", "S/RES/1325(2000)"},
		{"S/RES/1325 (2000)", "S/RES/1325(2000)"},
		{"S/2004/616", "S/2004/616"},
		{"S/PRST/2007/27", "S/PRST/2007/27"},
		{"E/CN.4/2006/1", "E/CN.4/2006/1"},
		{"E/2012/100", "E/2012/100"},
		{"E/C.12/GC/21", "E/C.12/GC/21"},
		{"CCPR/C/GC/34", "CCPR/C/GC/34"},
		{"CCPR/C/BRA/CO/2", "CCPR/C/BRA/CO/2"},
		{"CCPR/C/97/D/1560/2007", "CCPR/C/97/D/1560/2007"},
		{"CEDAW/C/BRA/CO/7", "CEDAW/C/BRA/CO/7"},
		{"CAT/C/BRA/2", "CAT/C/BRA/2"},
		{"CRC/C/GC/13", "CRC/C/GC/13"},
		{"CRPD/C/GC/1", "CRPD/C/GC/1"},
		{"CERD/C/BRA/CO/17", "CERD/C/BRA/CO/17"},
		{"CMW/C/GC/1", "CMW/C/GC/1"},
		{"CED/C/1", "CED/C/1"},
		{"HRI/GEN/1/Rev.9", "HRI/GEN/1/Rev.9"},
		{"A/73/207", "A/73/207"},
		{"A/C.3/65/L.4", "A/C.3/65/L.4"},
		{"ST/SGB/2003/13", "ST/SGB/2003/13"},
		{"CCPR/C/21/Rev.1/Add.13", "CCPR/C/21/Rev.1/Add.13"},
		{"A/HRC/21/11 and A/HRC/21/12", "A/HRC/21/11 A/HRC/21/12"},
		{"A/HRC/21/11 A/HRC/21/11", "A/HRC/21/11 A/HRC/21/11"},
		{"and/or", ""},
		{"N/A", ""},
		{"24/7", ""},
		{"1/2/3", ""},
		{"http://example.org/A/HRC/21/11", "A/HRC/21/11"},
		{"A/HRC", ""},
		{"A/HRC/", ""},
		{"B/HRC/21/11", ""},
	}
	for _, tt := range tests {
		symbols, starts := findSymbols(tt.text)
		if got := strings.Join(symbols, " "); got != tt.want {
			t.Errorf("findSymbols(%q) = %q, want %q", tt.text, got, tt.want)
		}
		last := -1
		for _, at := range starts {
			if at <= last || at >= len(tt.text) {
				t.Errorf("findSymbols(%q): a symbol begins at %d", tt.text, at)
			}
			last = at
		}
	}
}

func TestOrdinals(t *testing.T) {
	tests := []struct {
		language string
		words    []string // of 1, 2, 3 …, as papers number their sessions
	}{
		{"en", strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third")},
		{"en figures", strings.Fields("1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th 13th 14th 15th 16th 17th 18th 19th 20th 21st 22nd 23rd")},
		{"fr", strings.Fields("première deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième treizième quatorzième quinzième seizième dix-septième dix-huitième dix-neuvième vingtième")},
	}
	for _, tt := range tests {
		for i, w := range tt.words {
			for _, form := range []string{w, strings.ToUpper(w[:1]) + w[1:]} {
				if got := ordinal(form); got != i+1 {
					t.Errorf("%s: ordinal(%s) = %d, want %d", tt.language, form, got, i+1)
				}
			}
		}
	}
	for i, want := range []string{"thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"} {
		if got := ordinal(want); got != 10*(i+3) {
			t.Errorf("ordinal(%s) = %d", want, got)
		}
		if got := ordinal(strings.TrimSuffix(want, "ieth") + "y-third"); got != 10*(i+3)+3 {
			t.Errorf("ordinal(%sy-third) = %d", strings.TrimSuffix(want, "ieth"), got)
		}
	}
	for _, w := range []string{"", "one", "firstly", "annual", "special", "next", "-", "th", "0th"} {
		if got := ordinal(w); got != 0 {
			t.Errorf("ordinal(%q) = %d", w, got)
		}
	}
}

func TestChineseNumbers(t *testing.T) {
	for in, want := range map[string]int{"一": 1, "十": 10, "十一": 11, "二十": 20, "四十一": 41, "九十九": 99, "": 0, "人": 0} {
		if got := chineseNumber(in); got != want {
			t.Errorf("chineseNumber(%s) = %d, want %d", in, got, want)
		}
	}
}

// TestCyclesGoOn: every session of the Working Group has one cycle, and cycles rise.
func TestCyclesGoOn(t *testing.T) {
	last := 1
	for session := 1; session <= 60; session++ {
		cycle := cycleOf(session)
		if cycle < last || cycle > last+1 {
			t.Errorf("session %d is of cycle %d after %d", session, cycle, last)
		}
		last = cycle
	}
	if cycleOf(0) != 0 && cycleOf(0) != 1 {
		t.Errorf("session 0 is of cycle %d", cycleOf(0))
	}
	last = 0
	for council := range 80 {
		if session := sessionOfReport(council); session > 0 {
			if session < last {
				t.Errorf("session %d was reported to the Council's session %d, after session %d", session, council, last)
			}
			last = session
		}
	}
}

// Whole documents, briefly: what each of their lines makes of them.
func TestDocuments(t *testing.T) {
	tests := []struct {
		name, language, text, want string
	}{
		{"nothing", "en", "", "other |  |  | [] |  |  0 0"},
		{"a title", "en", "On lakes\n\nLakes are blue and deep, and many boats go over them.", "other | On lakes |  | [] |  |  0 0"},
		{"an act", "en", "Public Order Act 2009\n\nAn Act to provide for public order.\n\nBE IT ENACTED by the Parliament of Kenya as follows:\n\nSection 1. Short title\n\nSection 2. Interpretation\n\nSection 3. Order", "law | Public Order Act 2009 |  | [] | 2009 |  0 0"},
		{"a French law", "fr", "Loi n° 2009-12 du 5 mai 2009 relative aux lacs\n\nL’Assemblée nationale a adopté,\n\nLe Président de la République promulgue la loi dont la teneur suit :\n\nArticle premier\n\nArticle 2\n\nArticle 3", "law | Loi n° 2009-12 du 5 mai 2009 relative aux lacs |  | [] | 2009-05-05 |  0 0"},
		{"a Spanish law", "es", "LEY 26.485\n\nEl Senado y Cámara de Diputados de la Nación Argentina sancionan con fuerza de Ley:\n\nArtículo 1° — Objeto.\n\nArtículo 2° — Ámbito.\n\nArtículo 3° — Derechos.", "law | LEY 26.485 |  | [] |  |  0 0"},
		{"a German law", "de", "Gesetz über Seen\n\nVom 5. Mai 2009\n\nDer Bundestag hat das folgende Gesetz beschlossen:\n\n§ 1 Zweck\n\n§ 2 Begriffe\n\n§ 3 Seen", "law | Gesetz über Seen |  | [] | 2009-05-05 |  0 0"},
		{"a constitution", "en", "THE CONSTITUTION OF KENYA\n\nWe, the people of Kenya,\n\nArticle 1. Sovereignty\n\nArticle 2. Supremacy\n\nArticle 3. Defence", "law | THE CONSTITUTION OF KENYA |  | [] |  |  0 0"},
		{"a speech", "en", "Statement by H.E. Mr. John Doe, Minister for Foreign Affairs of Fiji\n\nMr. President,\n\nI thank you. My country, Fiji, is small. We love our seas. I thank you.", "other | Statement by H.E. Mr. John Doe, Minister for Foreign Affairs of Fiji |  | [] |  |  0 0"},
		{"a resolution of the Assembly", "en", "United Nations\n\nA/RES/99/12\n\nGeneral Assembly\n\nDistr.: General\n\n5 January 2045\n\nResolution adopted by the General Assembly on 17 December 2044\n\n99/12. Lakes\n\nThe General Assembly,\n\nRecalling all,\n\n1. Decides to return.", "resolution | Lakes | A/RES/99/12 | [] | 2044-12-17 | GA 99 0"},
		{"a Security Council resolution", "en", "United Nations S/RES/9999 (2044)\n\nSecurity Council\n\nResolution 9999 (2044)\n\nAdopted by the Security Council at its 9999th meeting, on 5 May 2044\n\nThe Security Council,", "resolution | Resolution 9999 (2044) | S/RES/9999(2044) | [] | 2044-05-05 | SC 0 0"},
		{"a general comment", "en", "United Nations CCPR/C/GC/99\n\nDistr.: General\n\n5 May 2044\n\nHuman Rights Committee\n\nGeneral comment No. 99 on lakes", "treaty-body | General comment No. 99 on lakes | CCPR/C/GC/99 | [] | 2044-05-05 | CCPR 0 0"},
		{"concluding observations", "en", "CEDAW/C/FJI/CO/9\n\n5 May 2044\n\nCommittee on the Elimination of Discrimination against Women\n\nConcluding observations on the ninth periodic report of Fiji", "treaty-body | Concluding observations on the ninth periodic report of Fiji | CEDAW/C/FJI/CO/9 | [FJI] | 2044-05-05 | CEDAW 0 0"},
		{"a report of a rapporteur", "en", "United Nations A/HRC/99/44\n\nGeneral Assembly Distr.: General\n\n5 May 2044\n\nHuman Rights Council\n\nNinety-ninth session\n\nReport of the Special Rapporteur on lakes", "un-report | Report of the Special Rapporteur on lakes | A/HRC/99/44 | [] | 2044-05-05 | HRC 99 0"},
		{"an addendum", "en", "A/HRC/99/7/Add.1\n\n5 May 2044\n\nHuman Rights Council\n\nReport of the Working Group on the Universal Periodic Review\n\nFiji\n\nAddendum\n\nViews on conclusions and/or recommendations", "upr-addendum | Report of the Working Group on the Universal Periodic Review: Fiji, addendum | A/HRC/99/7/Add.1 | [FJI] | 2044-05-05 | HRC 0 0"},
		{"a compilation", "en", "A/HRC/WG.6/34/FJI/2\n\nWorking Group on the Universal Periodic Review\n\nThirty-fourth session\n\nCompilation on Fiji", "un-report | Compilation on Fiji | A/HRC/WG.6/34/FJI/2 | [FJI] |  | HRC 34 3"},
		{"a Chinese resolution", "zh", "联合国 S/RES/9999(2044)\n\n安全理事会\n\n第9999(2044)号决议\n\n2044年5月5日安全理事会第9999次会议通过\n\n安全理事会，", "resolution | 安全理事会 | S/RES/9999(2044) | [] | 2044-05-05 | SC 0 0"},
		{"an Arabic resolution", "ar", "الأمم المتحدة S/RES/9999 (2044)\n\nمجلس الأمن\n\nالقرار 9999 (2044)\n\nالذي اتخذه مجلس الأمن في جلسته 9999 المعقودة في 5 أيار/مايو 2044\n\nإن مجلس الأمن،", "resolution | مجلس الأمن | S/RES/9999(2044) | [] | 2044-05-05 | SC 0 0"},
		{"a Russian report", "ru", "Организация Объединенных Наций A/HRC/99/8\n\nГенеральная Ассамблея Distr.: General\n\n7 March 2044\n\nСовет по правам человека\n\nДоклад Рабочей группы по универсальному периодическому обзору\n\nКения", "upr-report | Report of the Working Group on the Universal Periodic Review: Kenya | A/HRC/99/8 | [KEN] | 2044-03-07 | HRC 0 0"},
		{"CRLF", "en", "On lakes\r\n\r\nLakes are blue.", "other | On lakes |  | [] |  |  0 0"},
		{"only a symbol", "en", "A/HRC/99/7", "un-report |  | A/HRC/99/7 | [] |  | HRC 99 0"},
		{"only a date", "en", "5 May 2044", "other |  |  | [] |  |  0 0"},
		{"bytes", "en", "\x00\x01 On lakes \ufffd", "other | \x00\x01 On lakes � |  | [] |  |  0 0"},
	}
	for _, tt := range tests {
		m := annotate(t, tt.language, pipeline.Metadata{}, strings.Split(tt.text, "\n\n")...)
		got := fmt.Sprintf("%s | %s | %s | %v | %s | %s %d %d", m.Kind, m.Title, m.Symbol, m.Countries, m.Date, m.Body, m.Session, m.Cycle)
		if got != tt.want {
			t.Errorf("%s = %q, want %q", tt.name, got, tt.want)
		}
		again := annotate(t, tt.language, m, strings.Split(tt.text, "\n\n")...)
		if fmt.Sprint(again) != fmt.Sprint(m) {
			t.Errorf("%s: what is known changes the second time: %+v, then %+v", tt.name, m, again)
		}
	}
}

// TestGivenWins: what the user says is never overruled.
func TestGivenWins(t *testing.T) {
	given := pipeline.Metadata{Title: "Mine", Kind: pipeline.KindOther, Symbol: "X/1", Language: "en", Countries: []string{"FJI"}, Date: "1999", Body: "ME", Session: 3, Cycle: 2}
	if got := annotate(t, "en", given, reviewCover...); fmt.Sprint(got) != fmt.Sprint(given) {
		t.Errorf("given %+v, became %+v", given, got)
	}
}
