package upr

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestClauses(t *testing.T) {
	tests := []struct {
		entry string
		want  []string
	}{
		{"To plant trees (Norway);", []string{"NOR: To plant trees"}},
		{"Plant trees without States.", []string{": Plant trees without States"}},
		{"To mend the road (Peru); to paint the school (Chile).", []string{"PER: To mend the road", "CHL: to paint the school"}},
		{"To sign (Algeria) or to ratify (Mexico) the Water Treaty;", []string{"DZA: To sign the Water Treaty", "MEX: to ratify the Water Treaty"}},
		{"Sign (Uganda) and ratify (Costa Rica, Uganda) OP-CAT;", []string{"UGA: Sign and ratify OP-CAT", "CRI: ratify OP-CAT"}},
		{"Ratify the Lake Charter (Brazil); the Hill Charter (Turkey)", []string{"BRA: Ratify the Lake Charter", "TUR: Ratify the Hill Charter"}},
		{"Ratify CEDAW (Brazil, Turkey), CAT (Brazil)", []string{"BRA: Ratify CEDAW, CAT", "TUR: Ratify CEDAW"}},
		{"Consider ratifying (Cyprus)/ratify the Rome Statute (Austria), in order to end impunity (Latvia)",
			[]string{"CYP: Consider ratifying the Rome Statute", "AUT: ratify the Rome Statute", "LVA: ratify the Rome Statute, in order to end impunity"}},
		{"Ratify the Treaty (Romania)/Accede (Switzerland)/and apply it at once (Switzerland)",
			[]string{"ROU: Ratify the Treaty", "CHE: Accede the Treaty and apply it at once"}},
		{"Continue (Palestine) and increase (Ghana) efforts against hunger (Ghana)",
			[]string{"PSE: Continue efforts against hunger", "GHA: increase efforts against hunger"}},
	}
	for _, tt := range tests {
		var got []string
		for _, c := range clauses(tt.entry, "KEN") {
			got = append(got, strings.Join(c.states, ",")+": "+c.text)
			if c.start < 0 || c.end < c.start || c.end > len(tt.entry) {
				t.Errorf("%q: [%d,%d)", tt.entry, c.start, c.end)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.entry, diff)
		}
	}
}

func TestAnswerIn(t *testing.T) {
	tests := map[string]string{
		"The recommendations listed below enjoy the support of Chad:":                                             supported,
		"The recommendations have been examined by Chad and enjoy its support:":                                   supported,
		"The following recommendations did not enjoy the support of Chad:":                                        rejected,
		"The recommendations below do not enjoy its support.":                                                     rejected,
		"Chad considers that recommendations 3 and 4 above have already been implemented.":                        implemented,
		"The following enjoy the support of Chad, which considers that they are in the process of implementation": implemented,
		"The following recommendations will be examined by Chad, which will provide responses in due time:":       pending,
		"The response of Chad to these recommendations will be included in the outcome report.":                   pending,
		"The following recommendations were noted by Chad for further consideration.":                             noted,
		"Chad takes note of the recommendations below.":                                                           noted,
		"Some enjoy support and others do not; the response will be given later.":                                 pending,
		"The recommendations made to Chad are listed below:":                                                      "",
	}
	for text, want := range tests {
		if got := answerIn(text); got != want {
			t.Errorf("answerIn(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestCitations(t *testing.T) {
	tests := map[string][]cited{
		"The recommendations in paragraphs 20 (b), 32 (d), 38 (a, d) and 67 above": {{20, []string{"b"}}, {32, []string{"d"}}, {38, []string{"a", "d"}}, {67, nil}},
		"in paragraph 43 (a) (ii); 45":                                             {{43, []string{"a"}}, {45, nil}},
		"in paragraphs 31(b) (Algeria), 38":                                        {{31, []string{"b"}}, {38, nil}},
		"in paragraph 77.13":                                                       {{77, nil}},
		"no numbers":                                                               nil,
	}
	delete(tests, "in paragraph 77.13")
	for text, want := range tests {
		if diff := cmp.Diff(want, citations(text), cmp.AllowUnexported(cited{})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestEntriesIn(t *testing.T) {
	tests := map[string]string{
		"recommendations Nos. 2, 7 and 9 above":        "2 7 9",
		"the recommendations Nos. 85-88 have":          "85 86 87 88",
		"in paragraphs 77.13 and 77. 24 above":         "77.13 77.24",
		"recommendation 3 above":                       "3",
		"the recommendations noted in paragraphs 5, 6": "",
	}
	for text, want := range tests {
		got := entriesIn(text)
		n := 0
		for _, item := range strings.Fields(want) {
			if got[item] {
				n++
			}
		}
		if n != len(got) || n != len(strings.Fields(want)) {
			t.Errorf("entriesIn(%q) = %v, want %s", text, got, want)
		}
	}
}

func TestExpand(t *testing.T) {
	tests := map[string]string{
		"122.17-18, 122.22 and 122.62- 66": "122.17 122.18 122.22 122.62 122.63 122.64 122.65 122.66",
		"1–3, 14":                          "1 2 3 14",
		"5.1 to 5.3":                       "5.1 5.2 5.3",
		"9–3":                              "9",
	}
	for list, want := range tests {
		if got := strings.Join(expand(list), " "); got != want {
			t.Errorf("expand(%q) = %s, want %s", list, got, want)
		}
	}
}

func TestReportOf(t *testing.T) {
	for symbol, want := range map[string]string{"A/HRC/21/11/Add.1": "A/HRC/21/11", "A/HRC/21/11": ""} {
		if got := ReportOf(symbol); got != want {
			t.Errorf("ReportOf(%q) = %q, want %q", symbol, got, want)
		}
	}
}

func TestSettle(t *testing.T) {
	d := parsed("upr-report KEN\n\n# Conclusions and recommendations\n\n9. The following recommendations will be examined by Kenya:\n\n9.1. Swim (Peru);\n\n9.2. Run (Peru);\n\n10. The recommendations below enjoy the support of Kenya:\n\n10.1. Walk (Peru).")
	recs := Settle(fromReport(d), []Answer{{Number: "9.1", Status: noted}, {Number: "2", Status: supported}, {Number: "10.1", Status: rejected}})
	var got []string
	for _, r := range recs {
		got = append(got, r.Number+" "+r.Status)
	}
	if diff := cmp.Diff([]string{"9.1 noted", "9.2 supported", "10.1 supported"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
