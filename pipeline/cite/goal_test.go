package cite

import "testing"

func TestGoals(t *testing.T) {
	checkSentences(t, Context{}, []sentence{
		{"Sustainable Development Goal 6 is about water.", "SDG/6"},
		{"Sustainable Development Goals 1 to 4 are about people.", "SDG/1 ; SDG/2 ; SDG/3 ; SDG/4"},
		{"Sustainable Development Goals 8, 10 and 16 are linked.", "SDG/10 ; SDG/16 ; SDG/8"},
		{"Under the 2030 Agenda, Goal 5 and Goal 10 are linked.", "SDG/10 ; SDG/5"},
		{"SDG targets 8.7 and 16.2 are linked.", "SDG/16.2 ; SDG/8.7"},
		{"Sustainable Development Goal targets 5.2, 5.3 and 16.a are linked.", "SDG/16.a ; SDG/5.2 ; SDG/5.3"},
		{"Target 4.5 of Sustainable Development Goal 4 speaks of parity.", "SDG/4.5 ; SDG/4"},
		{"SDG 13.b was cited.", "SDG/13.b"},
		{"SDG-16 was cited.", "SDG/16"},
		{"Sustainable Development Goal 18 does not exist.", ""},
		{"The 17 Sustainable Development Goals bind no one.", ""},
		{"Our policy goal 3 and the main target 2.5 were missed.", ""},
		{"Aichi target 11.2 of the plan was missed.", ""},
		{"Millennium Development Goals 4 and 5 were missed.", ""},
		{"Strategic Goal 2 of the ministry was reached.", ""},
		{"The target of 8.7 per cent growth was missed under the 2030 Agenda.", ""},
	})
	checkCovered(t, []sentence{
		{"In line with Sustainable Development Goal 6, wells were dug.", "Goal 6"},
	})
}
