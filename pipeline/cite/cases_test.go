package cite

import (
	"slices"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// sentence is an invented sentence and the references that stand in it, in the
// form of testdata/sentences.txt.
type sentence struct{ text, want string }

// checkSentences reads each sentence as if it stood in a document of context c.
func checkSentences(t *testing.T, c Context, list []sentence) {
	t.Helper()
	for _, x := range list {
		found := Find(x.text, c)
		checkSpans(t, x.text, found)
		if got, want := written(found), sorted(x.want); got != want {
			t.Errorf("%s\n  got  %s\n  want %s", x.text, got, want)
		}
	}
}

// covered is what the references of text cover, as printed, in order.
func covered(text string, list []pipeline.Reference) string {
	var all []string
	for _, r := range list {
		all = append(all, text[r.Start:r.End])
	}
	return strings.Join(all, " | ")
}

// checkCovered holds the words that a reader would see marked.
func checkCovered(t *testing.T, list []sentence) {
	t.Helper()
	for _, x := range list {
		if got := covered(x.text, Find(x.text, Context{})); got != x.want {
			t.Errorf("%s\n  marks %s\n  want  %s", x.text, got, x.want)
		}
	}
}

// counted writes kind:number for each number of a range, sorted as references are written.
func counted(target, kind string, numbers ...string) string {
	pins := make([]string, len(numbers))
	for i, n := range numbers {
		pins[i] = kind + ":" + n
	}
	slices.Sort(pins)
	return target + " " + strings.Join(pins, " ")
}
