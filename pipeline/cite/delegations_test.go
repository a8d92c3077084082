package cite

import "testing"

// TestWordsOfDelegations: recommendations name what to ratify, amend and respect in many ways.
func TestWordsOfDelegations(t *testing.T) {
	checkSentences(t, Context{}, []sentence{
		{"Accede to the ICRMW and the 1954 Convention relating to the Status of Stateless Persons (Norland);", "ICRMW ; STATELESS-54"},
		{"Withdraw the reservations to articles 9 and 16 of CEDAW (Norland);", "CEDAW art:16 art:9"},
		{"Withdraw its reservation to article 16 (1) (c) and (d) of the Convention on the Elimination of All Forms of Discrimination against Women;", "CEDAW art:16(1)(c) art:16(1)(d)"},
		{"Make the declaration under article 14 of the International Convention on the Elimination of All Forms of Racial Discrimination;", "ICERD art:14"},
		{"Align the Penal Code with the Rome Statute and the Convention against Torture;", "law=Penal Code ; ROME ; CAT"},
		{"Repeal sections 365 and 365A of the Penal Code;", "law=Penal Code sec:365 sec:365A"},
		{"Bring the Prevention of Sabotage Act into line with article 9 of the ICCPR;", "law=Prevention of Sabotage Act ; ICCPR art:9"},
		{"Implement Security Council resolution 1325 (2000) and its follow-up resolutions;", "S/RES/1325(2000)"},
		{"Continue its efforts to reach Sustainable Development Goals 4 and 5;", "SDG/4 ; SDG/5"},
		{"Ratify the Kigali Amendment and the Minamata Convention;", "OTHER"},
		{"Sign the Safe Schools Declaration;", "OTHER"},
		{"Ratify the Arms Trade Treaty;", "OTHER"},
		{"Apply the Standard Minimum Rules for the Treatment of Prisoners;", "OTHER"},
		{"Establish a national human rights institution in line with the Paris Principles;", "OTHER"},
		{"Continue to cooperate with the special procedures and the treaty bodies;", ""},
		{"Strengthen the rule of law and good governance;", ""},
		{"Adopt a law against domestic violence;", ""},
		{"Ratify all core human rights conventions;", ""},
	})
}

// TestNothingInTwoPlaces: no target and no place is told twice at one spot.
func TestNothingInTwoPlaces(t *testing.T) {
	for _, text := range []string{
		"See A/HRC/50/27, A/HRC/50/27 and A/HRC/50/27.",
		"The ICCPR (the ICCPR) and the International Covenant on Civil and Political Rights (ICCPR) bind.",
		"Articles 1, 1 and 1 of the CRC bind.",
	} {
		list := Find(text, Context{})
		for i, a := range list {
			for _, b := range list[i+1:] {
				if a.Target == b.Target && a.Start == b.Start {
					t.Errorf("%s: %s is found twice at byte %d", text, a.Target, a.Start)
				}
			}
			seen := map[string]bool{}
			for _, pin := range a.Pinpoints {
				if seen[pin] {
					t.Errorf("%s: %s has %s twice", text, a.Target, pin)
				}
				seen[pin] = true
			}
		}
	}
}
