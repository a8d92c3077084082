package upr

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGroups(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Do this (Portugal).", "(Portugal)=PRT"},
		{"Do this (Portugal, Spain and the United Kingdom)", "(Portugal, Spain and the United Kingdom)=PRT,ESP,GBR"},
		{"Do this (Norway on behalf of the Nordic countries)", "(Norway on behalf of the Nordic countries)=NOR"},
		{"Do this (Egypt, on behalf of the African Group, Mali)", "(Egypt, on behalf of the African Group, Mali)=EGY,MLI"},
		{"Do this (Holy See); (Brazil)", "(Holy See); (Brazil)=VAT,BRA"},
		{"Do this (Spain) (Peru) and (Chile);", "(Spain) (Peru) and (Chile)=ESP,PER,CHL"},
		{"Sign (Peru) or ratify (Chile) it", "(Peru)=PER (Chile)=CHL"},
		{"Ratify the Covenant (ICCPR) (Mali)", "(Mali)=MLI"},
		{"Ratify Convention (No. 169), 1989 (Mali)", "(Mali)=MLI"},
		{"Pay 1 per cent (see para. 3)", ""},
		{"Protect all (women, children) (Trinidad and Tobago, Bosnia and Herzegovina and Togo)", "(Trinidad and Tobago, Bosnia and Herzegovina and Togo)=TTO,BIH,TGO"},
		{"Do (Iran (Islamic Republic of), Venezuela (Bolivarian Republic of))", "(Iran (Islamic Republic of), Venezuela (Bolivarian Republic of))=IRN,VEN"},
		{"Do (Venezuela, Bolivarian Republic of)", "(Venezuela, Bolivarian Republic of)=VEN"},
		{"Do (Iran (Islamic Republic of); then that (Mali)", "(Iran (Islamic Republic of)=IRN (Mali)=MLI"},
		{"Do (the former Yugoslav Republic of Macedonia)", "(the former Yugoslav Republic of Macedonia)=MKD"},
		{"Do (former Yugoslav Republic of Macedonia)", "(former Yugoslav Republic of Macedonia)=MKD"},
		{"Do (Libyan Arab Jamahiriya / Swaziland; Burma)", "(Libyan Arab Jamahiriya / Swaziland; Burma)=LBY,SWZ,MMR"},
		{"Do (Chile Egypt)", "(Chile Egypt)=CHL,EGY"},
		{"Do (Azerbejan, Lichtenstein, United Sates of America)", "(Azerbejan, Lichtenstein, United Sates of America)=AZE,LIE,USA"},
		{"Do (Democratic People’s Republic of Korea 1) that", "(Democratic People’s Republic of Korea 1)=PRK"},
		{"Do (Mexico, France, Atlantis)", "(Mexico, France, Atlantis)=MEX,FRA"},
		{"Do (Atlantis)", ""},
		{"Do in Abkhazia (Malvinas)", ""},
		{"Do this Bangladesh);", "Bangladesh)=BGD"},
		{"Do this (Mali", "(Mali=MLI"},
		{"Kenya itself (Kenya)", ""},
		{"", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, g := range groups(tt.text, "KEN") {
			got = append(got, tt.text[g.start:g.end]+"="+strings.Join(g.states, ","))
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.text, diff)
		}
	}
}
