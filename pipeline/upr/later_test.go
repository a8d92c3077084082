package upr

import "testing"

// TestThirdAndFourthCycle: brackets of one State each, two-part numbers under
// low paragraphs, new names of States, answers in new words.
func TestThirdAndFourthCycle(t *testing.T) {
	checkLayouts(t, []layout{
		{"a bracket a State, and names of the last years", `upr-report POL

# II. Conclusions and recommendations

6. The recommendations formulated during the interactive dialogue/listed below have been examined by Poland and enjoy its support:

6.1 Oil the lock (Bolivia (Plurinational State of)) (Türkiye) (Viet Nam);

6.2 Teach the smith (North Macedonia); Teach more smiths (Eswatini, Czechia);

6.119* Open the archive (State of Palestine);

6.120 Mend the gate of the (Netherlands (Kingdom of the)), (Iran (Islamic Republic of)) (Venezuela (Bolivarian Republic of));

7. The recommendations listed below have been noted by Poland:

7.1 Close the lock (Cabo Verde) (Côte d’Ivoire) (Micronesia (Federated States of)).

# Annex

Composition of the delegation`,
			[]string{
				"6.1 supported BOL,TUR,VNM: Oil the lock", "6.2 supported MKD: Teach the smith", "6.2 supported SWZ,CZE: Teach more smiths",
				"6.119 supported PSE: Open the archive", "6.120 supported NLD,IRN,VEN: Mend the gate of the", "7.1 noted CPV,CIV,FSM: Close the lock",
			}},
		{"several clauses, lines and pages under a number", `upr-report KEN

# II. Conclusions and/or recommendations17

142. The following recommendations will be examined by Kenya, which will provide responses in due time, but no later than the forty-fourth session of the Human Rights Council:

142.1 Consider planting the acacia (Côte d’Ivoire) (Honduras) (Senegal); Plant the acacia (Germany) (Iraq); Proceed with the planting

of the acacia (Japan);

142.2 Take measures to ensure that

markets open on time (Democratic People’s Republic of Korea);

142.3 Water the trees in line with article 3 and article

144. of the forest code (Lao People’s Democratic Republic) (United Republic of Tanzania).`,
			[]string{
				"142.1 pending CIV,HND,SEN: Consider planting the acacia", "142.1 pending DEU,IRQ: Plant the acacia",
				"142.1 pending JPN: Proceed with the planting of the acacia", "142.2 pending PRK: Take measures to ensure that markets open on time",
				"142.3 pending LAO,TZA: Water the trees in line with article 3 and article 144. of the forest code",
			}},
		{"a range that has been implemented", `upr-report UGA

# II. Conclusions and/or recommendations

115. The recommendations listed below enjoy the support of Uganda:

115.1 Row the boat (Timor-Leste);

115.2 (a) Tar the boat; (b) Paint the boat (Brunei Darussalam);

115.3 Sail the boat (Holy See);

115.4 Name the boat after the Convention of 1989 (No. 169) (Guatemala).

116. Recommendations 115.1 to 115.3 are considered by Uganda to be already implemented.`,
			[]string{
				"115.1 implemented TLS: Row the boat", "115.2 implemented BRN: (a) Tar the boat; (b) Paint the boat", "115.3 implemented VAT: Sail the boat",
				"115.4 supported GTM: Name the boat after the Convention of 1989 (No. 169)",
			}},
		{"numbers above that were implemented", `upr-report SWE

# II. Conclusions and/or recommendations

156. The recommendations formulated during the interactive dialogue and listed below will be examined by Sweden, which will respond in due time:

156.1 Clear the snow (Armenia) (Benin);

156.2 Salt the road (Burkina Faso).

157. Sweden considers that recommendation 156.2 above has already been implemented.`,
			[]string{"156.1 pending ARM,BEN: Clear the snow", "156.2 implemented BFA: Salt the road"}},
		{"notes, takes note, rejects, supports in part", `upr-report LKA

# II. Conclusions and/or recommendations

117. Sri Lanka takes note of the following recommendations:

117.1 Dry the tea (Chile);

118. The recommendations listed below are partially supported by Sri Lanka:

118.1 Weigh the tea (Republic of Moldova) (Bahamas) (Gambia);

119. Sri Lanka is not in a position to accept the recommendations below:

119.1 Burn the tea (United Kingdom of Great Britain and Northern Ireland) (Kingdom of the Netherlands).`,
			[]string{
				"117.1 noted CHL: Dry the tea", "118.1 noted MDA,BHS,GMB: Weigh the tea", "119.1 rejected GBR,NLD: Burn the tea",
			}},
	})
}
