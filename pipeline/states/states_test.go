package states

import (
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLookup(t *testing.T) {
	tests := map[string]string{
		"Brazil": "BRA", "BRAZIL": "BRA", "Brésil": "BRA", "Bresil": "BRA", "Brasil": "BRA", "Бразилия": "BRA", "البرازيل": "BRA", "巴西": "BRA",
		"Swaziland": "SWZ", "Eswatini": "SWZ", "Libyan Arab Jamahiriya": "LBY", "Burma": "MMR", "Zaire": "COD", "Cape Verde": "CPV", "East Timor": "TLS",
		"The former Yugoslav Republic of Macedonia": "MKD", "North Macedonia": "MKD", "Czech Republic": "CZE", "Czechia": "CZE",
		"Holy See": "VAT", "the Holy See": "VAT", "State of Palestine": "PSE", "Palestine": "PSE", "DPRK": "PRK", "South Korea": "KOR",
		"Democratic People’s Republic of Korea": "PRK", "Democratic People's Republic of Korea": "PRK", "Republic of Korea": "KOR",
		"UK": "GBR", "United Kingdom": "GBR", "Great Britain": "GBR", "United Kingdom of Great Britain & Northern Ireland": "GBR",
		"USA": "USA", "U.S.A.": "USA", "United States": "USA", "United States of America": "USA", "États-Unis d'Amérique": "USA", "Estados Unidos": "USA",
		"Iran (Islamic Republic of)": "IRN", "Islamic Republic of Iran": "IRN", "Iran": "IRN", "Iran (République islamique d')": "IRN",
		"Venezuela (Bolivarian Republic of)": "VEN", "Bolivia (Estado Plurinacional de)": "BOL", "Côte d’Ivoire": "CIV", "Cote d'Ivoire": "CIV", "Ivory Coast": "CIV",
		"Viet Nam": "VNM", "Vietnam": "VNM", "Turkey": "TUR", "Türkiye": "TUR", "Turkiye": "TUR", "Congo": "COG", "Republic of the Congo": "COG",
		"Democratic Republic of the Congo": "COD", "République démocratique du Congo": "COD", "Pays-Bas": "NLD", "Kingdom of the Netherlands": "NLD",
		"St. Lucia": "LCA", "Saint Kitts & Nevis": "KNA", "Kosovo": "XKX", "BRA": "BRA", "Maurice": "MUS", "Lao PDR": "LAO",
		"Republic of Moldova": "MDA", "Royaume-Uni": "GBR", "Suiza": "CHE", "Timor Leste": "TLS", "Российская Федерация": "RUS",
	}
	for name, want := range tests {
		if got, ok := Lookup(name); got != want || !ok {
			t.Errorf("Lookup(%q) = %q, %v; want %q", name, got, ok, want)
		}
	}
	for _, name := range []string{"", "the", "European Union", "OHCHR", "French", "Latin America", "No. 29", strings.Repeat("x", 1000)} {
		if got, ok := Lookup(name); ok {
			t.Errorf("Lookup(%q) = %q; want none", name, got)
		}
	}
}

func TestGuess(t *testing.T) {
	tests := map[string]string{
		"Azerbaijhan": "AZE", "Indonisia": "IDN", "Switzerlnad": "CHE", "Russia": "RUS", "Bolvia": "BOL", "Phillippines": "PHL", "Islamic Republic of Iram": "IRN",
		"Irak": "IRQ", "Dominica": "DMA", "Nigera": "", "Rights": "", "Prevention": "", "Ministry of Justice": "", "Convention": "",
	}
	for name, want := range tests {
		if got, _ := Guess(name); got != want {
			t.Errorf("Guess(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Nigeria and the Niger met in the Niger Delta.", "NGA=Nigeria NER=Niger"},
		{"the Dominican Republic, Dominica", "DOM=Dominican Republic DMA=Dominica"},
		{"Guinea-Bissau, Guinea, Equatorial Guinea and Papua New Guinea", "GNB=Guinea-Bissau GIN=Guinea GNQ=Equatorial Guinea PNG=Papua New Guinea"},
		{"The Democratic Republic of the\nCongo and the Republic of the Congo", "COD=Democratic Republic of the\nCongo COG=Republic of the Congo"},
		{"Brazil’s courts, BRAZIL'S and brazil nuts", "BRA=Brazil BRA=BRAZIL"},
		{"the French and South African delegations; the Turkish roast turkey", "FRA=French ZAF=South African TUR=Turkish"},
		{"Iran (Islamic Republic of) and Côte d’Ivoire", "IRN=Iran (Islamic Republic of) CIV=Côte d’Ivoire"},
		{"the United Kingdom of Great Britain and Northern Ireland, Ireland", "GBR=United Kingdom of Great Britain and Northern Ireland IRL=Ireland"},
		{"It asks us. The US and the U.S.A. paid US$ 5 in US dollars", "USA=US USA=U.S.A"},
		{"the Inter-American Court and the Organization of American States", ""},
		{"the Democratic People’s Republic of Korea; the Republic of Korea", "PRK=Democratic People’s Republic of Korea KOR=Republic of Korea"},
		{"South Sudan, Sudan, the Sudanese", "SSD=South Sudan SDN=Sudan SDN=Sudanese"},
		{"", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, m := range Find(tt.text) {
			got = append(got, m.Code+"="+tt.text[m.Start:m.End])
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("Find(%q) (-want +got):\n%s", tt.text, diff)
		}
	}
}

// TestTable checks the data: every State once, in order, with a name in every
// language, and no name that two States share.
func TestTable(t *testing.T) {
	codes := Codes()
	if len(codes) != 250 || !sort.StringsAreSorted(codes) {
		t.Errorf("%d codes, sorted %v; want the 249 of ISO 3166-1 and XKX in order", len(codes), sort.StringsAreSorted(codes))
	}
	members := 0
	for _, code := range codes {
		if Member(code) {
			members++
		}
	}
	if members != 195 {
		t.Errorf("%d member and observer States, want 193 and 2", members)
	}
	owner := map[string]string{}
	for _, s := range parse(statesTSV) {
		if len(s.code) != 3 || len(s.names) != len(languages) {
			t.Errorf("%s: %d names", s.code, len(s.names))
		}
		for i, name := range s.names {
			if name == "" {
				t.Errorf("%s has no name in %s", s.code, languages[i])
			}
		}
		for _, list := range [][]string{s.names, s.english, s.others} {
			for _, name := range list {
				k := Fold(name)
				if k == "" || owner[k] != "" && owner[k] != s.code {
					t.Errorf("%s: %q folds to %q, a name of %q", s.code, name, k, owner[k])
				}
				owner[k] = s.code
			}
		}
		if got := Find("of " + s.names[0] + "."); len(got) != 1 || got[0].Code != s.code {
			t.Errorf("Find(%q) = %v, want %s", s.names[0], got, s.code)
		}
	}
}

func TestName(t *testing.T) {
	for _, tt := range [][3]string{{"BRA", "en", "Brazil"}, {"BRA", "fr", "Brésil"}, {"CHE", "es", "Suiza"}, {"KOR", "de", "Republic of Korea"}, {"ZZZ", "en", "ZZZ"}} {
		if got := Name(tt[0], tt[1]); got != tt[2] {
			t.Errorf("Name(%q, %q) = %q, want %q", tt[0], tt[1], got, tt[2])
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Guinea (Bissau, the Côte d’Ivoire")
	f.Add("US U.S. \xff\xfe Nigeŕ")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, m := range Find(text) {
			if m.Start < end || m.End <= m.Start || m.End > len(text) || len(m.Code) != 3 {
				t.Fatalf("%+v after %d in %q", m, end, text)
			}
			end = m.End
		}
		Guess(text)
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("The delegation of Brazil thanked Papua New Guinea for its question on the rights of persons with disabilities. ", 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(text)
	}
}
