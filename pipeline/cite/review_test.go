package cite

import (
	"testing"

	"github.com/haki-project/haki/pipeline"
)

func TestRecommendations(t *testing.T) {
	checkSentences(t, Context{}, []sentence{
		{"Recommendation 134.22 enjoys our support.", "UPR rec:134.22"},
		{"Recommendations 134.22, 134.25–134.27 and 134.30 enjoy our support.", counted("UPR", "rec", "134.22", "134.25", "134.26", "134.27", "134.30")},
		{"The recommendations contained in paragraphs 6.1 and 6.2 are noted.", "UPR rec:6.1 rec:6.2"},
		{"The recommendation in paragraph 31.130 is noted.", "UPR rec:31.130"},
		{"Recommendation No. 98.5 is noted.", "UPR rec:98.5"},
		{"See recommendation 98.5 (Norland).", "UPR rec:98.5"},
		{"Recommendations of the first and second cycles of the universal periodic review were carried out.", "UPR/1 ; UPR/2"},
		{"The recommendations accepted in the 2nd cycle were carried out.", "UPR/2"},
		{"The fourth-cycle recommendations await an answer.", "UPR/4"},
		{"The commitments of the third universal periodic review stand.", "UPR/3"},
		{"The recommendations of the fifth column were ignored.", ""},
		{"The recommendation that 2.5 per cent be spent was ignored.", ""},
		{"It received 214 recommendations.", ""},
		{"The recommendations of the review will be studied.", ""},
		{"134.22. Ensure access to water (Norland);", ""},
		{"The first cycle of the universal periodic review ended.", ""},
		{"Recommendation 12 million short of the aim.", ""},
	})
}

// TestRecommendationsOfAnswers: papers that answer a review number recommendations plainly.
func TestRecommendationsOfAnswers(t *testing.T) {
	checkSentences(t, Context{Kind: pipeline.KindUPRAddendum}, []sentence{
		{"Recommendation 12 is accepted.", "UPR rec:12"},
		{"Recommendations 12, 14 and 20 are accepted.", "UPR rec:12 rec:14 rec:20"},
		{"Recommendation 134.22 is accepted.", "UPR rec:134.22"},
		{"Ruritania received 214 recommendations.", ""},
	})
	checkSentences(t, Context{}, []sentence{{"Recommendation 12 is accepted.", ""}})
}
