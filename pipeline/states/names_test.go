package states

import (
	"fmt"
	"strings"
	"testing"
)

// marked writes what Find sees in text: CODE=words, in order.
func marked(text string) string {
	var all []string
	for _, m := range Find(text) {
		all = append(all, m.Code+"="+text[m.Start:m.End])
	}
	return strings.Join(all, " ")
}

func checkMarked(t *testing.T, tests [][2]string) {
	t.Helper()
	for _, tt := range tests {
		if got := marked(tt[0]); got != tt[1] {
			t.Errorf("%s\n  got  %s\n  want %s", tt[0], got, tt[1])
		}
	}
}

// TestDemonyms finds a State by what its people, courts and governments are called.
func TestDemonyms(t *testing.T) {
	checkMarked(t, [][2]string{
		{"The Kenyan Government and Ugandan judges met.", "KEN=Kenyan UGA=Ugandan"},
		{"Two Filipino nurses and a Dutch doctor left.", "PHL=Filipino NLD=Dutch"},
		{"The Swiss and the Swedish delegates spoke.", "CHE=Swiss SWE=Swedish"},
		{"British, Irish and Welsh singers came.", "GBR=British IRL=Irish"},
		{"Bolivian, Chilean and Peruvian farmers agreed.", "BOL=Bolivian CHL=Chilean PER=Peruvian"},
		{"New Zealand sheep outnumber New Zealanders.", "NZL=New Zealand NZL=New Zealanders"},
		{"Burkinabe artists met Ivorian and Malagasy ones.", "BFA=Burkinabe CIV=Ivorian MDG=Malagasy"},
		{"The Cypriot coast; the Greek coast; the Turkish coast.", "CYP=Cypriot GRC=Greek TUR=Turkish"},
		{"south african wines", ""},
	})
}

// TestLongestName: a name inside a longer one is not that State's.
func TestLongestName(t *testing.T) {
	checkMarked(t, [][2]string{
		{"Timor-Leste is no island of its own.", "TLS=Timor-Leste"},
		{"Trinidad and Tobago, Antigua and Barbuda, Saint Vincent and the Grenadines", "TTO=Trinidad and Tobago ATG=Antigua and Barbuda VCT=Saint Vincent and the Grenadines"},
		{"Bosnia and Herzegovina and Togo", "BIH=Bosnia and Herzegovina TGO=Togo"},
		{"Sao Tome and Principe, São Tomé and Príncipe", "STP=Sao Tome and Principe STP=São Tomé and Príncipe"},
		{"the Central African Republic and South Africa", "CAF=Central African Republic ZAF=South Africa"},
		{"the United Arab Emirates and the United States of America", "ARE=United Arab Emirates USA=United States of America"},
		{"the Lao People’s Democratic Republic", "LAO=Lao People’s Democratic Republic"},
		{"the Syrian Arab Republic and the Arab League", "SYR=Syrian Arab Republic"},
		{"the Republic of Korea; Korea’s north, the DPRK", "KOR=Republic of Korea PRK=DPRK"},
		{"Micronesia (Federated States of), Moldova and the Marshall Islands", "FSM=Micronesia (Federated States of) MDA=Moldova MHL=Marshall Islands"},
		{"the Solomon Islands and the Cook Islands", "SLB=Solomon Islands COK=Cook Islands"},
		{"Bolivia (Plurinational State of), Venezuela (Bolivarian Republic of)", "BOL=Bolivia (Plurinational State of) VEN=Venezuela (Bolivarian Republic of)"},
	})
}

// TestFormerNames: papers keep the name that a State had when they were written.
func TestFormerNames(t *testing.T) {
	for name, want := range map[string]string{
		"Swaziland": "SWZ", "Kingdom of Eswatini": "SWZ", "Burma": "MMR", "Zaire": "COD", "Upper Volta": "BFA", "Dahomey": "BEN", "Ceylon": "LKA",
		"Cape Verde": "CPV", "Cabo Verde": "CPV", "Macedonia": "MKD", "FYROM": "MKD", "Czech Republic": "CZE", "Turkey": "TUR", "East Timor": "TLS",
		"Western Samoa": "WSM", "Kampuchea": "KHM", "Libyan Arab Jamahiriya": "LBY", "Byelorussia": "BLR", "Rhodesia": "ZWE", "Persia": "IRN", "Siam": "THA",
		"Surinam": "SUR", "Gold Coast": "GHA",
	} {
		if got, ok := Lookup(name); !ok || got != want {
			t.Errorf("%s: got %q, want %s", name, got, want)
		}
	}
}

// TestSameInEveryLanguage looks names up as the six languages of the papers write them.
func TestSameInEveryLanguage(t *testing.T) {
	for want, names := range map[string][]string{
		"DEU": {"Germany", "Allemagne", "Alemania", "Германия", "ألمانيا", "德国"},
		"CIV": {"Côte d’Ivoire", "Côte d’Ivoire", "Côte d’Ivoire", "Кот-д’Ивуар", "كوت ديفوار", "科特迪瓦"},
		"KEN": {"Kenya", "Kenya", "Kenya", "Кения", "كينيا", "肯尼亚"},
		"MAR": {"Morocco", "Maroc", "Marruecos", "Марокко", "المغرب", "摩洛哥"},
		"GBR": {"United Kingdom", "Royaume-Uni", "Reino Unido", "Соединенное Королевство", "المملكة المتحدة", "联合王国"},
		"JPN": {"JAPAN", "japon", "Japón", "ЯПОНИЯ", "اليابان", "日本"},
	} {
		for i, name := range names {
			if got, _ := Lookup(name); got != want {
				t.Errorf("%s (%s): got %q, want %s", name, languages[i], got, want)
			}
		}
	}
	for _, code := range Codes() {
		for _, language := range languages {
			if got, _ := Lookup(Name(code, language)); got != code {
				t.Errorf("%s in %s, %q, is looked up as %q", code, language, Name(code, language), got)
			}
		}
	}
}

// TestNoStates: organisations, regions and words that only look like a State.
func TestNoStates(t *testing.T) {
	checkMarked(t, [][2]string{
		{"The European Union, the African Union and ASEAN agreed.", ""},
		{"Latin America, Central Africa and East Asia agreed.", ""},
		{"a cup of china, a chile pepper and a jersey", ""},
		{"The polish on the floor and the danish on the plate.", ""},
		{"It told us that in and no are words.", ""},
		{"The Inter-American Commission and the Pan American Health Organization met.", ""},
	})
	for _, name := range []string{"Atlantis", "Europe", "Africa", "United Nations", "Geneva", "women", "I", "-", "()", "ZZZ", "éé"} {
		if code, ok := Lookup(name); ok {
			t.Errorf("%s is %s", name, code)
		}
	}
}

// TestGuessForgivesLittle: one letter of six, two of ten, never the first.
func TestGuessForgivesLittle(t *testing.T) {
	for name, want := range map[string]string{
		"Swedan": "SWE", "Norwey": "NOR", "Argentna": "ARG", "Bangaldesh": "BGD", "Kazakstan": "KAZ", "Uruguary": "URY", "Guatamala": "GTM",
		"Mail": "", "Chde": "", "Xweden": "", "Irland": "IRL", "Slovakai": "SVK", "Australiaa": "AUS", "Austrla": "AUT",
		"Commission": "", "Government": "", "Protocol": "", "": "",
	} {
		if got, _ := Guess(name); got != want {
			t.Errorf("%s: guessed %q, want %q", name, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b        string
		limit, want int
	}{
		{"niger", "niger", 2, 0}, {"niger", "nigre", 2, 1}, {"niger", "nger", 2, 1}, {"niger", "nigger", 2, 1}, {"niger", "noger", 2, 1},
		{"niger", "nigeria", 2, 2}, {"niger", "togo", 2, 3}, {"", "", 0, 0}, {"кения", "кенния", 1, 1},
	} {
		if got := distance([]rune(tt.a), []rune(tt.b), tt.limit); got != tt.want {
			t.Errorf("%s and %s: %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestFold(t *testing.T) {
	for name, want := range map[string]string{
		"  The  Gambia ": "gambia", "Côte d’Ivoire": "cote divoire", "St. Kitts & Nevis": "saint kitts and nevis", "U.S.A.": "usa",
		"Guinea-Bissau": "guinea bissau", "LA FÉDÉRATION": "federation", "": "", "...": "",
	} {
		if got := Fold(name); got != want {
			t.Errorf("%q folds to %q, want %q", name, got, want)
		}
	}
}

func TestMember(t *testing.T) {
	for code, want := range map[string]bool{"KEN": true, "VAT": true, "PSE": true, "XKX": false, "GRL": false, "HKG": false, "ZZZ": false, "": false} {
		if got := Member(code); got != want {
			t.Errorf("%s is a member or observer: %v, want %v", code, got, want)
		}
	}
}

func ExampleFind() {
	text := "Niger thanked Nigeria and the Kenyan experts."
	for _, m := range Find(text) {
		fmt.Println(m.Code, text[m.Start:m.End])
	}
	// Output:
	// NER Niger
	// NGA Nigeria
	// KEN Kenyan
}

func ExampleLookup() {
	for _, name := range []string{"Côte d’Ivoire", "Ivory Coast", "Кот-д’Ивуар", "Atlantis"} {
		code, ok := Lookup(name)
		fmt.Println(code, ok)
	}
	// Output:
	// CIV true
	// CIV true
	// CIV true
	//  false
}
