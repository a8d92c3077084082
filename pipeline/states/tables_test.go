package states

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// States in sentences as reports and speeches write them.
func TestFindTable(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Brazil", "BRA=Brazil"},
		{"brazil", ""},
		{"BRAZIL", "BRA=BRAZIL"},
		{"Brazil.", "BRA=Brazil"},
		{"(Brazil);", "BRA=Brazil"},
		{"Brazil’s", "BRA=Brazil"},
		{"Brazil's", "BRA=Brazil"},
		{"Brazilian", "BRA=Brazilian"},
		{"Brazilians", "BRA=Brazilians"},
		{"Brazil-based", "BRA=Brazil"},
		{"non-Brazilian", "BRA=Brazilian"},
		{"Brazil/Argentina", "BRA=Brazil ARG=Argentina"},
		{"Brazil, Argentina and Chile", "BRA=Brazil ARG=Argentina CHL=Chile"},
		{"Ratify the treaty (Brazil, Argentina, Chile);", "BRA=Brazil ARG=Argentina CHL=Chile"},
		{"The delegation of the Republic of Moldova", "MDA=Republic of Moldova"},
		{"United Kingdom of Great Britain and Northern Ireland", "GBR=United Kingdom of Great Britain and Northern Ireland"},
		{"the UK and the US", "GBR=UK USA=US"},
		{"the USA, the U.K.", "USA=USA GBR=U.K"},
		{"US$ 5 and USD 6", ""},
		{"it helps us all", ""},
		{"Côte d'Ivoire, Cote d’Ivoire, CÔTE D’IVOIRE", "CIV=Côte d'Ivoire CIV=Cote d’Ivoire CIV=CÔTE D’IVOIRE"},
		{"Türkiye and Turkey", "TUR=Türkiye TUR=Turkey"},
		{"turkey is eaten", ""},
		{"Chad, Mali, Niger, Nigeria", "TCD=Chad MLI=Mali NER=Niger NGA=Nigeria"},
		{"Niger Delta in Nigeria", "NGA=Nigeria"},
		{"Guinea, Guinea-Bissau, Equatorial Guinea, Papua New Guinea", "GIN=Guinea GNB=Guinea-Bissau GNQ=Equatorial Guinea PNG=Papua New Guinea"},
		{"guinea pigs", ""},
		{"Congo; the Democratic Republic of the Congo", "COG=Congo COD=Democratic Republic of the Congo"},
		{"DPRK and DRC and PRC", "PRK=DPRK COD=DRC CHN=PRC"},
		{"Republic of Korea, Democratic People's Republic of Korea", "KOR=Republic of Korea PRK=Democratic People's Republic of Korea"},
		{"South Korea, North Korea, South Africa, South Sudan", "KOR=South Korea PRK=North Korea ZAF=South Africa SSD=South Sudan"},
		{"Georgia", "GEO=Georgia"},
		{"Jordan River in Jordan", "JOR=Jordan"},
		{"Dominica and the Dominican Republic", "DMA=Dominica DOM=Dominican Republic"},
		{"Samoa and American Samoa", "WSM=Samoa ASM=American Samoa"},
		{"Ireland and Northern Ireland", "IRL=Ireland GBR=Northern Ireland"},
		{"Holy See, State of Palestine, Kosovo", "VAT=Holy See PSE=State of Palestine XKX=Kosovo"},
		{"Viet Nam, Vietnam, Lao PDR", "VNM=Viet Nam VNM=Vietnam LAO=Lao PDR"},
		{"Iran (Islamic Republic of)", "IRN=Iran (Islamic Republic of)"},
		{"Iran (Islamic Republic", "IRN=Iran"},
		{"Venezuela (Bolivarian Republic of), Bolivia (Plurinational State of)", "VEN=Venezuela (Bolivarian Republic of) BOL=Bolivia (Plurinational State of)"},
		{"the former Yugoslav Republic of Macedonia", "MKD=Republic of Macedonia"},
		{"North Macedonia", "MKD=North Macedonia"},
		{"Bosnia\nand\nHerzegovina", "BIH=Bosnia\nand\nHerzegovina"},
		{"Bosnia and\u00a0Herzegovina", "BIH=Bosnia and\u00a0Herzegovina"},
		{"Trinidad & Tobago", "TTO=Trinidad & Tobago"},
		{"St. Lucia, St Lucia, Saint Lucia", "LCA=St. Lucia LCA=St Lucia LCA=Saint Lucia"},
		{"Saint Vincent and the Grenadines", "VCT=Saint Vincent and the Grenadines"},
		{"Saint Vincent", ""},
		{"Timor-Leste and East Timor", "TLS=Timor-Leste TLS=East Timor"},
		{"European Union, ASEAN", ""},
		{"Hong Kong, China", "HKG=Hong Kong, China"},
		{"New Zealand and new Zealand", "NZL=New Zealand"},
		{"Sri Lankan, Filipino, Dutch, Swiss", "LKA=Sri Lankan PHL=Filipino NLD=Dutch CHE=Swiss"},
		{"\xffBrazil\xff", "BRA=Brazil"},
		{"Bra\u00adzil", ""},
		{"Bresil", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got := marked(tt.text); got != tt.want {
			t.Errorf("Find(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

// TestFindEveryName puts every State's names into sentences and lists.
func TestFindEveryName(t *testing.T) {
	for _, code := range Codes() {
		name := Name(code, "en")
		for _, frame := range []string{"%", "The delegation of % spoke.", "(%)", "Ratify it (%);", "(%, Zzz)", "in %, and", "“%”", "%’s courts", "%\nspoke"} {
			text := strings.ReplaceAll(frame, "%", name)
			if found := Find(text); len(found) != 1 || found[0].Code != code {
				t.Errorf("Find(%q) = %v, want %s", text, found, code)
			}
		}
		for _, form := range []string{name, strings.ToUpper(name), strings.ToLower(name), " " + name + " ", "the " + name} {
			if got, _ := Lookup(form); got != code {
				t.Errorf("Lookup(%q) = %s, want %s", form, got, code)
			}
		}
	}
}

// TestLists finds each of some States in a list, in order, whatever stands between.
func TestLists(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	codes := Codes()
	for range 500 {
		var want, names []string
		for range 2 + random.IntN(6) {
			code := codes[random.IntN(len(codes))]
			if strings.ContainsAny(Name(code, "en"), ",(") {
				continue
			}
			want, names = append(want, code), append(names, Name(code, "en"))
		}
		for _, separator := range []string{", ", "; ", " / "} {
			var got []string
			for _, m := range Find(strings.Join(names, separator)) {
				got = append(got, m.Code)
			}
			if strings.Join(got, " ") != strings.Join(want, " ") {
				t.Fatalf("Find(%q) = %v, want %v", strings.Join(names, separator), got, want)
			}
		}
	}
}

func TestLookupTable(t *testing.T) {
	tests := []struct{ name, want string }{
		{"", ""}, {" ", ""}, {"BRA", "BRA"}, {"bra", ""}, {"Br", ""}, {"Brazil!", "BRA"}, {"Brazil and Argentina", ""}, {"Republic of Brazil", ""}, {"Kingdom of Norway", "NOR"},
		{"U.K.", "GBR"}, {"u.s.a", "USA"}, {"Russia", "RUS"}, {"Syria", "SYR"}, {"Tanzania", "TZA"}, {"Laos", "LAO"}, {"Moldova", "MDA"}, {"Macau", "MAC"}, {"Swaziland", "SWZ"},
		{"Republic of the Congo", "COG"}, {"Congo", "COG"}, {"Congo-Kinshasa", "COD"}, {"Congo-Brazzaville", "COG"}, {"Micronesia", "FSM"}, {"Palestine", "PSE"}, {"Vatican City", "VAT"},
		{"Deutschland", "DEU"}, {"Österreich", ""}, {"日本", "JPN"}, {"美国", "USA"}, {"США", "USA"}, {"فرنسا", "FRA"}, {"États-Unis", "USA"}, {"Estados Unidos de América", "USA"},
	}
	for _, tt := range tests {
		if got, _ := Lookup(tt.name); got != tt.want {
			t.Errorf("Lookup(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestLongTextsAreLinear(t *testing.T) {
	for _, text := range []string{strings.Repeat("the ", 100_000), strings.Repeat("Saint Vincent and the ", 20_000), strings.Repeat("United ", 50_000), strings.Repeat("é", 200_000), strings.Repeat("Iran (", 30_000)} {
		if found := Find(text); len(found) > 30_000 {
			t.Errorf("%d States in %.20q…", len(found), text)
		}
	}
}
