package upr

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// TestAnswers reads addenda of each layout: number, answer, reasons.
func TestAnswers(t *testing.T) {
	tests := []struct {
		name, paper string
		want        []string
	}{
		{"sentences that list numbers", `upr-addendum SVN

1. Slovenia accepts recommendations 115.1, 115.3 and 115.7 to 115.9.

2. Slovenia does not accept recommendations 115.2 and 115.4.

3. Recommendation 115.5 is already implemented.

4. Slovenia takes note of recommendation 115.6.`,
			[]string{
				"115.1 supported", "115.3 supported", "115.7 supported", "115.8 supported", "115.9 supported",
				"115.2 rejected", "115.4 rejected", "115.5 implemented", "115.6 noted",
			}},
		{"numbers as headings, reasons below", `upr-addendum SVN

Recommendation 115.1

The Government accepts this recommendation. Bees are protected.

Recommendation 115.2

The Government cannot accept this recommendation. Wasps sting.`,
			[]string{
				"115.1 supported The Government accepts this recommendation. Bees are protected.",
				"115.2 rejected The Government cannot accept this recommendation. Wasps sting.",
			}},
		{"sections", `upr-addendum SVN

# Recommendations that enjoy the support of Slovenia

115.1

Bees are kept on many roofs of the old town.

# Recommendations that do not enjoy the support of Slovenia

115.2

Wasps are kept nowhere in the whole of the old town.`,
			[]string{
				"115.1 supported Bees are kept on many roofs of the old town.",
				"115.2 rejected Wasps are kept nowhere in the whole of the old town.",
			}},
		{"tables", `upr-addendum SVN

| No. | Recommendation | Position | Reasons

| 115.1 | Keep bees | Accepted | Honey is good

| 115.2 | Keep wasps | Not accepted | They sting

| 115.3 | Keep ants | Noted | They bite`,
			[]string{"115.1 supported Honey is good", "115.2 rejected They sting", "115.3 noted They bite"}},
		{"plain numbers", `upr-addendum SVN

Recommendation No. 1: Accepted.

Recommendation No. 2: Rejected. Wasps sting.

Recommendations Nos. 3 to 5: Noted.`,
			[]string{"1 supported Accepted.", "2 rejected Rejected. Wasps sting.", "3 noted Noted.", "4 noted Noted.", "5 noted Noted."}},
		{"all but some", `upr-addendum KEN

3. Kenya accepts all recommendations except 142.3 and 142.5, which it notes.`,
			[]string{"142.3 noted", "142.5 noted", "* supported"}},
		{"some, and all others", `upr-addendum KEN

3. Kenya notes recommendations 142.3 and 142.5. All other recommendations enjoy its support.`,
			[]string{"142.3 noted", "142.5 noted", "* supported"}},
		{"two answers in a sentence", `upr-addendum KEN

5. Kenya cannot accept recommendation 142.4, whereas recommendation 142.5 is accepted.

6. Kenya fully supports recommendations 142.12, 142.13; partially supports recommendation 142.14; and does not support recommendations 142.15, 142.16.

7. Of all, 20 are accepted: 6.1, 6.5-6.7; 5 are noted: 6.10 and 6.12.`,
			[]string{
				"142.4 rejected", "142.5 supported", "142.12 supported", "142.13 supported", "142.14 noted", "142.15 rejected", "142.16 rejected",
				"6.1 supported", "6.5 supported", "6.6 supported", "6.7 supported", "6.10 noted", "6.12 noted",
			}},
		{"recommendations repeated under titles that answer", `upr-addendum KEN

# Recommendations that enjoy the support of Kenya

142.1 Plant the acacia (France)

# Recommendations that have been noted

142.2 Fell the acacia that is supported by many (Chile)

C. Recommendations on which Kenya will give its position later

142.6; 142.8-142.9`,
			[]string{"142.1 supported", "142.2 noted", "142.6 pending", "142.8 pending", "142.9 pending"}},
		{"recommendations repeated before their answers", `upr-addendum KEN

142.10 Plant the acacia (France)

Kenya supports this recommendation.

5. Response to recommendations 142.11 and 142.12

The Government takes note of these recommendations.

6. Concerning recommendation 142.13, Kenya is not in a position to accept it.

7. 142.14 – Noted.`,
			[]string{
				"142.10 supported Kenya supports this recommendation.", "142.11 noted The Government takes note of these recommendations.",
				"142.12 noted The Government takes note of these recommendations.", "142.13 rejected", "142.14 noted Noted.",
			}},
		{"marks in columns", `upr-addendum KEN

| No. | Recommendation | Supported | Noted

| 142.1 | Plant the acacia (Peru) | X | -

| 142.2 | Fell the acacia (Peru) | - | X`,
			[]string{"142.1 supported", "142.2 noted"}},
		{"the first answer stands", `upr-addendum SVN

1. Slovenia accepts recommendation 115.1.

2. Slovenia does not accept recommendation 115.1.`,
			[]string{"115.1 supported"}},
		{"prose without answers", `upr-addendum SVN

1. Slovenia thanks all 87 delegations for 210 recommendations made in 2019.`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := parsed(tt.paper)
			var got []string
			for _, a := range Answers(d) {
				line := a.Number + " " + a.Status
				if a.Text != "" {
					line += " " + a.Text
				}
				got = append(got, line)
				if a.Start < 0 || a.End <= a.Start || a.End > len(d.Text) || d.Passage(a.Passage) == nil {
					t.Errorf("%s stands in %s [%d,%d)", a.Number, a.Passage, a.Start, a.End)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestPosition(t *testing.T) {
	for cell, want := range map[string]string{
		"Supported": supported, "SUPPORTED": supported, "Accepted": supported, "Yes": supported, "Accept, already implemented": supported,
		"Noted": noted, "Supported/Noted": noted, "Partially supported": noted, "Partly accepted": noted,
		"Not accepted": rejected, "Rejected": rejected, "No": rejected, "Does not enjoy the support of Oman": rejected,
		"Being implemented": implemented, "Under consideration": pending, "Pending": pending, "": "", "Gardens": "", "North": "",
	} {
		if got := position(cell); got != want {
			t.Errorf("%q is %q, want %q", cell, got, want)
		}
	}
}

// TestSettleByEitherNumber: an addendum counts as its report prints, or from one.
func TestSettleByEitherNumber(t *testing.T) {
	recs := []pipeline.Recommendation{
		{Number: "115.1", Status: pending}, {Number: "115.2", Status: pending}, {Number: "115.3", Status: ""},
		{Number: "115.4", Status: rejected}, {Number: "115.12", Status: pending},
	}
	answers := []Answer{{Number: "115.1", Status: supported}, {Number: "2", Status: noted}, {Number: "115.3", Status: implemented}, {Number: "4", Status: supported}}
	var got []string
	for _, r := range Settle(recs, answers) {
		got = append(got, fmt.Sprintf("%s %s", r.Number, r.Status))
	}
	if diff := cmp.Diff([]string{"115.1 supported", "115.2 noted", "115.3 implemented", "115.4 rejected", "115.12 pending"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	rest := Settle(recs, []Answer{{Number: "115.1", Status: noted}, {Number: others, Status: supported}})
	if rest[0].Status != noted || rest[1].Status != supported || rest[3].Status != rejected {
		t.Errorf("all others: %+v", rest)
	}
	if recs[0].Status != pending {
		t.Error("the list given was changed")
	}
	if got := Settle(nil, answers); len(got) != 0 {
		t.Errorf("of no recommendation: %v", got)
	}
}

func ExampleReportOf() {
	fmt.Println(ReportOf("A/HRC/50/8/Add.1"))
	// Output: A/HRC/50/8
}

func ExampleStance() {
	fmt.Println(Stance("The Committee is concerned that wells are dry."))
	fmt.Println(Stance("It recommends that the State party dig deeper."))
	// Output:
	// concern
	// recommendation
}
