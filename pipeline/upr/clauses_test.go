package upr

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestClausesOfOneNumber: States that share a number, and what each of them said.
func TestClausesOfOneNumber(t *testing.T) {
	for entry, want := range map[string][]string{
		"Plant oaks (Chile); plant elms (Mali); plant ash trees (Oman).":                {"CHL: Plant oaks", "MLI: plant elms", "OMN: plant ash trees"},
		"Ratify the Lake Charter (Chile) (Peru) (Mali);":                                {"CHL,PER,MLI: Ratify the Lake Charter"},
		"Plant oaks (Chile), in particular in towns (Peru);":                            {"CHL: Plant oaks", "PER: Plant oaks, in particular in towns"},
		"Plant oaks (Chile) for the children of the towns;":                             {"CHL: Plant oaks for the children of the towns"},
		"Abolish the toll (Uruguay); abolish the toll at once (Portugal)":               {"URY: Abolish the toll", "PRT: abolish the toll at once"},
		"Consider the abolition of the toll (Norway, on behalf of the Nordic Council);": {"NOR: Consider the abolition of the toll"},
		"Plant oaks;": {": Plant oaks"},
	} {
		var got []string
		for _, c := range clauses(entry, "KEN") {
			got = append(got, strings.Join(c.states, ",")+": "+c.text)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", entry, diff)
		}
	}
}
