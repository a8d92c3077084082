package rights

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/rights/linear"
)

// said are the ids of a scheme that the tagger says of a text.
func said(tagger *Tagger, text, lang, scheme string) judged {
	var j judged
	for _, tag := range tagger.Tag(text, lang, nil) {
		if tag.Scheme == scheme {
			j.said, j.scores = append(j.said, tag.ID), append(j.scores, tag.Score)
		}
	}
	return j
}

// byName gives the ids of labels called by any of their names.
func byName(t *testing.T, tagger *Tagger, scheme string) map[string]string {
	t.Helper()
	ids := map[string]string{}
	for _, s := range tagger.engine.schemes {
		if s.ID != scheme {
			continue
		}
		for _, l := range s.Labels {
			for _, name := range append(l.Also, l.Label) {
				ids[strings.ToLower(strings.Join(strings.Fields(name), " "))] = l.ID
			}
		}
	}
	return ids
}

func judge(t *testing.T, scheme string, examples []linear.Example) *Evaluation {
	t.Helper()
	tagger := newTagger(t)
	ids := byName(t, tagger, scheme)
	var list []judged
	for _, e := range examples {
		j := said(tagger, e.Text, "en", scheme)
		for _, l := range e.Labels {
			id, ok := ids[strings.ToLower(strings.Join(strings.Fields(l), " "))]
			if !ok {
				t.Errorf("%s has no label %q", scheme, l)
			}
			if !slices.Contains(j.meant, id) {
				j.meant = append(j.meant, id)
			}
		}
		list = append(list, j)
	}
	e := &Evaluation{}
	e.judge(list)
	for _, l := range sorted(e.Labels) {
		f := e.Labels[l]
		t.Logf("%.3f right %d wrong %d missed %d %s", f.F1, f.Right, f.Wrong, f.Missed, l)
	}
	t.Logf("%s: texts %d micro %.4f P %.4f R %.4f macro %.4f", scheme, e.Texts, e.Micro.F1, e.Micro.Precision, e.Micro.Recall, e.Macro)
	return e
}

func TestGroupsOfGeneralComments(t *testing.T) {
	if e := judge(t, "groups", groupExamples(t)); e.Micro.F1 < 0.78 {
		t.Errorf("micro-F1 %.3f, want 0.78", e.Micro.F1)
	}
}

func TestThemesOfRecommendations(t *testing.T) {
	if e := judge(t, "themes", themeExamples(t)); e.Micro.F1 < 0.6 {
		t.Errorf("micro-F1 %.3f, want 0.60", e.Micro.F1)
	}
}

func themeExamples(t *testing.T) []linear.Example {
	t.Helper()
	return jsonExamples(t, "gold/ohchr/recommendations-dev.jsonl", func(line []byte) (linear.Example, error) {
		var r struct {
			Text, State string
			Themes      []string
		}
		err := json.Unmarshal(line, &r)
		return linear.Example{Text: r.Text, Labels: r.Themes, Group: r.State}, err
	})
}

func TestSpeech(t *testing.T) {
	tagger := newTagger(t)
	found := map[string]bool{}
	for _, name := range files(t, "corpus/speeches/undp-kazakhstan-2024.txt") {
		for _, p := range lines(t, name) {
			for _, id := range ids(tagger.Tag(p, "en", nil), "rights") {
				found[id] = true
			}
		}
	}
	t.Log(sorted(found))
	for _, want := range []string{"torture", "trafficking", "gender-based-violence", "freedom-of-expression",
		"freedom-of-association-and-assembly", "freedom-of-religion", "fair-trial", "healthy-environment"} {
		if !found[want] {
			t.Errorf("no tag %s", want)
		}
	}
}

// TestLanguagesAgree compares the tags of each version of a resolution with
// those of the English one.
func TestLanguagesAgree(t *testing.T) {
	tagger := newTagger(t)
	codes := map[string]string{"Arabic": "ar", "Chinese": "zh", "English": "en", "French": "fr", "Russian": "ru", "Spanish": "es"}
	versions := map[string]map[string][]string{}
	for _, name := range files(t, "corpus/resolutions/*/*.xml") {
		for word, code := range codes {
			base := filepath.Base(name)
			if !strings.Contains(base, word) {
				continue
			}
			key := strings.TrimRight(strings.TrimSuffix(strings.Replace(base, word, "", 1), ".xml"), "ACEFRS_")
			if versions[key] == nil {
				versions[key] = map[string][]string{}
			}
			versions[key][code] = xmlParagraphs(t, name)
		}
	}
	for _, scheme := range append([]string{""}, schemeOrder...) {
		byLang := map[string][]float64{}
		for _, key := range sorted(versions) {
			v := versions[key]
			if v["en"] == nil {
				continue
			}
			english := union(tagger, v["en"], "en", scheme)
			for code, paragraphs := range v {
				if code != "en" {
					byLang[code] = append(byLang[code], jaccard(english, union(tagger, paragraphs, code, scheme)))
				}
			}
		}
		line := scheme
		for _, code := range sorted(byLang) {
			list := byLang[code]
			slices.Sort(list)
			median := list[len(list)/2]
			line += fmt.Sprintf(" %s %.3f (%d)", code, median, len(list))
			if (scheme == "" || scheme == "rights") && median < 0.7 {
				t.Errorf("%s %s: median %.3f", scheme, code, median)
			}
		}
		t.Log(line)
	}
}

func union(tagger *Tagger, paragraphs []string, lang, scheme string) map[string]bool {
	set := map[string]bool{}
	for _, p := range paragraphs {
		for _, tag := range tagger.Tag(p, lang, nil) {
			if scheme == "" || tag.Scheme == scheme {
				set[tag.Scheme+":"+tag.ID] = true
			}
		}
	}
	return set
}

func jaccard(a, b map[string]bool) float64 {
	both := 0
	for k := range a {
		if b[k] {
			both++
		}
	}
	if len(a)+len(b) == 0 {
		return 1
	}
	return float64(both) / float64(len(a)+len(b)-both)
}

var _ = pipeline.Tag{}
