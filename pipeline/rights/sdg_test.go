package rights

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"
)

// goals reads the invented texts of testdata/sdg.txt with their goals.
func goals(t testing.TB) (texts []string, labels [][]string) {
	t.Helper()
	f, err := os.Open("testdata/sdg.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		goal, text, ok := strings.Cut(lines.Text(), " ")
		if ok && goal != "#" {
			texts, labels = append(texts, text), append(labels, strings.Split(goal, ","))
		}
	}
	return texts, labels
}

// TestGoalsOfInventedTexts asks for more than real texts will give: the texts
// and the terms have one author.
func TestGoalsOfInventedTexts(t *testing.T) {
	e := goalsFound(t)
	t.Logf("micro %.3f (precision %.3f, recall %.3f), macro %.3f", e.Micro.F1, e.Micro.Precision, e.Micro.Recall, e.Macro)
	for _, l := range sorted(e.Labels) {
		t.Logf("%s %+v", l, e.Labels[l])
	}
	if e.Macro < 0.90 {
		t.Errorf("macro-F1 %.3f, want 0.90", e.Macro)
	}
}

// goalsFound compares the goals that the terms find, targets aside.
func goalsFound(t testing.TB) *Evaluation {
	t.Helper()
	schemes, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	engine, err := newEngine(schemes)
	if err != nil {
		t.Fatal(err)
	}
	texts, labels := goals(t)
	var list []judged
	for i, text := range texts {
		j := judged{meant: labels[i]}
		x := engine.lexicons["en"]
		in := &reading{text: text, lexicon: x, hits: x.find(text, nil)}
		for s := range schemes {
			if schemes[s].ID != "sdg" {
				continue
			}
			for _, tag := range engine.tags(s, in, nil) {
				if !strings.Contains(tag.ID, ".") {
					j.said, j.scores = append(j.said, tag.ID), append(j.scores, tag.Score)
				}
			}
		}
		list = append(list, j)
		if os.Getenv("HAKI_SHOW") != "" && strings.Join(j.said, ",") != strings.Join(j.meant, ",") {
			t.Logf("meant %v said %v: %s", j.meant, j.said, text)
		}
	}
	e := &Evaluation{}
	e.judge(list)
	return e
}

// TestTargetOnChildrenNeedsChildren holds target 16.2 to what it says: torture
// and trafficking of others belong to the goal, not to this target.
func TestTargetOnChildrenNeedsChildren(t *testing.T) {
	tagger := newTagger(t)
	for text, want := range map[string]bool{
		"Officers of the second station are said to have tortured two men held there.":    false,
		"The inquiry concerned drug trafficking and the trafficking of small arms.":       false,
		"Guards beat the prisoners, which the court called torture.":                      false,
		"No child may be subjected to torture in a place of custody.":                     true,
		"The torture of minors held in the camp was never looked into.":                   true,
		"A shelter was opened for victims of trafficking, most of them women and girls.":  true,
		"The bill on human trafficking was passed last spring.":                           true,
		"Teachers still use corporal punishment in three provinces.":                      true,
		"A hotline takes calls about the sexual exploitation of young children in hotels": true,
	} {
		if got := slices.Contains(ids(tagger.Tag(text, "en", nil), "sdg"), "16.2"); got != want {
			t.Errorf("%q: 16.2 is said: %t, want %t", text, got, want)
		}
	}
}

func TestGoalsAreNotReadIntoOtherWords(t *testing.T) {
	tagger := newTagger(t)
	for text, goal := range map[string]string{
		"The mission shall use all means at its disposal to keep the road open.": "12",
		"Registered partnership for same-sex couples was put to a vote.":         "5",
	} {
		if got := ids(tagger.Tag(text, "en", nil), "sdg"); slices.Contains(got, goal) {
			t.Errorf("%q: %v, want no %s", text, got, goal)
		}
	}
	if got := ids(tagger.Tag("The town burns its rubbish for want of safe waste disposal.", "en", nil), "sdg"); !slices.Contains(got, "12") {
		t.Errorf("waste disposal: %v, want 12", got)
	}
}
