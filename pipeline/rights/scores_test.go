package rights

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline/rights/linear"
)

// TestQuality writes testdata/quality.md with -update: what a model learned
// from the earlier sessions says of the later ones, and how well the schemes'
// terms agree with labelled texts.
func TestQuality(t *testing.T) {
	if !*update {
		t.Skip("run with -update to measure again")
	}
	var out strings.Builder
	trained, err := Train("upr-issues", open(t, "gold/upr/tags-train.csv"))
	if err != nil {
		t.Fatal(err)
	}
	tagger, err := New(Options{Models: []*linear.Model{trained.Labels, trained.Action}})
	if err != nil {
		t.Fatal(err)
	}
	e, err := tagger.Evaluate("upr-issues", open(t, "gold/upr/tags-dev.csv"))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(&out, "# Quality of tags\n\n")
	section(&out, "Issues of recommendations, learned from sessions 1 to 15, measured on sessions 16 and 17", e)
	fmt.Fprintf(&out, "Category of action: %.3f right of %d.\n\n", e.Action, e.Actions)
	section(&out, "Persons concerned, paragraphs of general comments, terms alone", judge(t, "groups", groupExamples(t)))
	section(&out, "Themes, recommendations to two States, terms and what issues imply", judge(t, "themes", themeExamples(t)))
	section(&out, "Goals, invented texts, terms alone (texts and terms have one author: real texts will give less)", goalsFound(t))
	if err := os.MkdirAll("testdata", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("testdata/quality.md", []byte(out.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func section(out *strings.Builder, title string, e *Evaluation) {
	fmt.Fprintf(out, "## %s\n\n%d texts, micro-F1 %.3f (precision %.3f, recall %.3f), macro-F1 %.3f.\n\n", title, e.Texts, e.Micro.F1, e.Micro.Precision, e.Micro.Recall, e.Macro)
	fmt.Fprint(out, "| score | tags | right |\n|---|---|---|\n")
	for _, b := range e.Bins {
		if b.Tags > 0 {
			fmt.Fprintf(out, "| %.1f–%.1f | %d | %.2f |\n", b.From, b.To, b.Tags, float64(b.Right)/float64(b.Tags))
		}
	}
	fmt.Fprint(out, "\n| label | F1 | right | wrong | missed |\n|---|---|---|---|---|\n")
	for _, l := range sorted(e.Labels) {
		f := e.Labels[l]
		fmt.Fprintf(out, "| %s | %.3f | %d | %d | %d |\n", l, f.F1, f.Right, f.Wrong, f.Missed)
	}
	fmt.Fprint(out, "\n| said | meant | times |\n|---|---|---|\n")
	for _, c := range e.Confusions[:min(15, len(e.Confusions))] {
		fmt.Fprintf(out, "| %s | %s | %d |\n", c.Said, c.Meant, c.Count)
	}
	fmt.Fprintln(out)
}

func TestTrainAndEvaluateSmall(t *testing.T) {
	var gold bytes.Buffer
	fmt.Fprintln(&gold, "id,text,labels,action")
	for i := range 40 {
		fmt.Fprintf(&gold, "a%d,Build wells and pumps in village number %d,water,5\n", i, i)
		fmt.Fprintf(&gold, "b%d,Continue to pay the teachers of school number %d,school|pay,2\n", i, i)
	}
	train := func() []byte {
		trained, err := Train("small", bytes.NewReader(gold.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		if err := trained.Labels.Write(&file); err != nil {
			t.Fatal(err)
		}
		e := Measure(trained.LabelsHeld, trained.Labels.Thresholds())
		if e.Micro.F1 < 0.99 || e.Macro < 0.99 || e.Texts != 80 {
			t.Errorf("held out: %+v", e)
		}
		return file.Bytes()
	}
	first := train()
	if !bytes.Equal(first, train()) {
		t.Error("the same texts gave another model")
	}
	m, err := linear.Read(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	said := m.Say(linear.Split("Dig wells in the village", nil))
	if len(said) != 1 || m.Labels[said[0].Label].ID != "water" {
		t.Errorf("said %+v", said)
	}
	for _, bad := range []string{"", "id,words\n1,x\n", "id,text,labels\n1,\"x\n"} {
		if _, err := Train("x", strings.NewReader(bad)); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}
