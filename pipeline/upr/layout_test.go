package upr

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// layout is an invented paper and its recommendations as a reader would list them.
type layout struct {
	name, paper string
	want        []string // number, answer, States: text
}

func checkLayouts(t *testing.T, list []layout) {
	t.Helper()
	for _, x := range list {
		t.Run(x.name, func(t *testing.T) {
			d := parsed(x.paper)
			if err := New().Annotate(context.Background(), d); err != nil {
				t.Fatal(err)
			}
			checkSpans(t, d)
			checkWords(t, d)
			var got []string
			for _, r := range d.Recommendations {
				line := fmt.Sprintf("%s %s %s: %s", r.Number, r.Status, strings.Join(r.States, ","), r.Text)
				if r.Pledge {
					line = "pledge " + line
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(x.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// checkWords fails where the first word of a recommendation does not stand in its span.
func checkWords(t *testing.T, d *pipeline.Document) {
	t.Helper()
	for _, r := range d.Recommendations {
		word, _, _ := strings.Cut(r.Text, " ")
		if !strings.Contains(strings.ToLower(d.Text[r.Start:r.End]), strings.ToLower(word)) {
			t.Errorf("%s: %q does not begin in %q", r.Number, r.Text, d.Text[r.Start:r.End])
		}
	}
}

// TestEarlySessions: sessions 1 to 7 number within a paragraph, and answer in
// the paragraph before or after the list, or not at all.
func TestEarlySessions(t *testing.T) {
	checkLayouts(t, []layout{
		{"numbers under a paragraph", `upr-report MAR

# II. Conclusions and/or recommendations

75. In the course of the discussion, the following recommendations were made to Morocco:

- 1. To open the archive to students (Mexico);

- 2. To lend books to villages (Canada, Sweden).

76. The recommendations listed above have been examined by Morocco and enjoy its support.

77. All conclusions and/or recommendations contained in the present report reflect the position of the submitting State(s).`,
			[]string{
				"75.1 supported MEX: To open the archive to students",
				"75.2 supported CAN,SWE: To lend books to villages",
			}},
		{"letters under a paragraph", `upr-report IND

# II. Conclusions and/or recommendations

86. The following recommendations were made to India:

- (a) Count the tigers (Nepal);

- (b) Feed the peacocks (Bhutan, Sri Lanka).

87. The response of India to these recommendations will be included in the outcome report.`,
			[]string{
				"86.(a) pending NPL: Count the tigers",
				"86.(b) pending BTN,LKA: Feed the peacocks",
			}},
		{"no answer at all", `upr-report FIN

# II. Conclusions and/or recommendations

50. The recommendations made to Finland are listed below:

- 1. Heat the sauna at noon (Estonia).`,
			[]string{"50.1 pending EST: Heat the sauna at noon"}},
		{"three answers, three lists", `upr-report ZMB

# II. Conclusions and/or recommendations

58. The recommendations listed below enjoy the support of Zambia:

- 1. Mend the bridge (Malawi);

- 2. Paint the bridge (Angola).

59. The following recommendations will be examined by Zambia, which will provide responses in due time:

- 1. Light the bridge (Namibia).

60. The recommendations below did not enjoy the support of Zambia:

- 1. Close the bridge (Zimbabwe).`,
			[]string{
				"58.1 supported MWI: Mend the bridge", "58.2 supported AGO: Paint the bridge",
				"59.1 pending NAM: Light the bridge", "60.1 rejected ZWE: Close the bridge",
			}},
		{"paragraphs of the dialogue answered", `upr-report PER

# I. Summary of the proceedings

# B. Interactive dialogue

31. Slovenia asked about mules. It recommended that Peru (a) shoe its mules and (b) rest them on Sundays.

32. Austria recommended that Peru mend the mountain path.

# II. Conclusions and/or recommendations

52. The recommendations formulated during the dialogue and listed below enjoy the support of Peru:

- 1. Sweep the square (Chile).

53. The recommendations in paragraphs 31 (b) and 32 did not enjoy the support of Peru.`,
			[]string{
				"52.1 supported CHL: Sweep the square",
				"31 (b) rejected SVN: rest them on Sundays",
				"32 rejected AUT: mend the mountain path",
			}},
	})
}

// TestLaterSessions: from session 8 on a recommendation has a number of two parts.
func TestLaterSessions(t *testing.T) {
	checkLayouts(t, []layout{
		{"answers of every kind", `upr-report NPL

# Conclusions and/or recommendations

106. The recommendations formulated during the dialogue and listed below enjoy the support of Nepal:

106.1 Clear the trail (Germany);

106.2 Mark the trail (Bangladesh, Qatar);

107. The following recommendations enjoy the support of Nepal, which considers that they are already implemented:

107.1 Map the trail (Japan);

108. The following recommendations will be examined by Nepal, which will provide responses in due time, but no later than the fiftieth session:

108.1 Pave the trail (Brazil);

109. The recommendations below did not enjoy the support of Nepal and would thus be noted:

109.1 Close the trail (Denmark).`,
			[]string{
				"106.1 supported DEU: Clear the trail", "106.2 supported BGD,QAT: Mark the trail",
				"107.1 implemented JPN: Map the trail", "108.1 pending BRA: Pave the trail", "109.1 rejected DNK: Close the trail",
			}},
		{"pending all, as most reports do", `upr-report FJI

# II. Conclusions and/or recommendations

140. The following recommendations will be examined by Fiji, which will provide responses in due time:

140.1 Moor the boats (Tuvalu); 140.2 Tar the boats (Nauru, Palau);

140.3 Sail the boats (Tonga).`,
			[]string{
				"140.1 pending TUV: Moor the boats", "140.2 pending NRU,PLW: Tar the boats", "140.3 pending TON: Sail the boats",
			}},
		{"noted", `upr-report OMN

# II. Conclusions and/or recommendations

12. The following recommendations have been noted by Oman:

12.1 Shade the market (Malta).`,
			[]string{"12.1 noted MLT: Shade the market"}},
		{"articles and years are no numbers of the list", `upr-report GEO

# II. Conclusions and/or recommendations

118. The recommendations listed below enjoy the support of Georgia:

118.1. Apply article 3. Restore the fountain of 1972. Keep 2.5 per cent of the water (Latvia);

118.2. Oil the gate (Lithuania).`,
			[]string{
				"118.1 supported LVA: Apply article 3. Restore the fountain of 1972. Keep 2.5 per cent of the water",
				"118.2 supported LTU: Oil the gate",
			}},
		{"the annex is not read", `upr-report GEO

# II. Conclusions and/or recommendations

118. The recommendations listed below enjoy the support of Georgia:

118.1. Oil the gate (Lithuania).

# Annex

118.2. Members of the delegation (Latvia).`,
			[]string{"118.1 supported LTU: Oil the gate"}},
	})
}

// TestPledges keeps what a State promises apart from what others recommend.
func TestPledges(t *testing.T) {
	checkLayouts(t, []layout{
		{"a part of its own", `upr-report URY

# II. Conclusions and/or recommendations

77. The recommendations listed below enjoy the support of Uruguay:

77.1. Tune the organ (Italy).

# III. Voluntary pledges and commitments

78. Uruguay will repair the theatre.

79. Uruguay will lend its orchestra.`,
			[]string{
				"77.1 supported ITA: Tune the organ",
				"pledge 78 supported URY: Uruguay will repair the theatre",
				"pledge 79 supported URY: Uruguay will lend its orchestra",
			}},
		{"a paragraph that announces them", `upr-report URY

# II. Conclusions and/or recommendations

77. The recommendations listed below enjoy the support of Uruguay:

77.1. Tune the organ (Italy).

78. The following voluntary pledges were made by Uruguay:

- (a) To repair the theatre;

- (b) To lend its orchestra.`,
			[]string{
				"77.1 supported ITA: Tune the organ",
				"pledge 78.(a) supported URY: To repair the theatre",
				"pledge 78.(b) supported URY: To lend its orchestra",
			}},
	})
}

// TestTables: matrices and annexes print a row a recommendation.
func TestTables(t *testing.T) {
	checkLayouts(t, []layout{
		{"columns in another order", `un-report CHN

| Theme | Position | Recommendation

| Music | Supported | 4.1 Tune the bells (Peru)

| Music | Noted | 4.2 Melt the bells (Mali)`,
			[]string{"4.1 supported PER: Tune the bells", "4.2 noted MLI: Melt the bells"}},
		{"answers in words", `un-report CHN

| Recommendation | State reply

| 4.1 Tune the bells (Peru) | Accepted

| 4.2 Melt the bells (Mali) | Not accepted

| 4.3 Hang the bells (Togo) | Partially accepted

| 4.4 Ring the bells (Oman) | Already implemented

| 4.5 Count the bells (Iraq) | Will be examined`,
			[]string{
				"4.1 supported PER: Tune the bells", "4.2 rejected MLI: Melt the bells", "4.3 noted TGO: Hang the bells",
				"4.4 implemented OMN: Ring the bells", "4.5 pending IRQ: Count the bells",
			}},
		{"a table of something else", `un-report CHN

| Year | Births | Deaths

| 2001 | 12 | 9`, nil},
		{"no State is recommended by", `un-report CHN

| Recommendation | Position

| 4.1 Tune the bells | Supported`, []string{"4.1 supported : Tune the bells"}},
	})
}

// TestPapersWithout: what is no report of a review holds no recommendations of one.
func TestPapersWithout(t *testing.T) {
	for _, paper := range []string{
		"upr-report KEN",
		"upr-report KEN\n\n# II. Conclusions and/or recommendations",
		"upr-report KEN\n\n1. Kenya was reviewed (Norway).",
		"resolution XXX\n\n# II. Conclusions and/or recommendations\n\n9. The recommendations below enjoy the support of Kenya:\n\n9.1. Swim (Peru).",
		"law KEN\n\n| Recommendation | Position\n\n| 4.1 Tune the bells (Peru) | Supported",
	} {
		d := parsed(paper)
		if err := New().Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		if len(d.Recommendations) != 0 {
			t.Errorf("%q\n has %+v", paper, d.Recommendations)
		}
	}
}
