package cite

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/haki-project/haki/ingest"
	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/meta"
)

const resolutions = "../../../shared/corpus/resolutions/*/*.xml"

// versions are the references of each language version of a resolution: how
// often it points at each target and place.
type versions map[string]map[string]int

// TestLanguagesAgree compares what a resolution points at in one language with
// its English version: documents and instruments with a code, with their
// articles and paragraphs. Nothing here is labelled, so this measures agreement.
func TestLanguagesAgree(t *testing.T) {
	all := resolutionVersions(t)
	both, said, pairs := map[string]int{}, map[string]int{}, map[string]int{}
	for _, key := range slices.Sorted(maps.Keys(all)) {
		english := all[key]["en"]
		if english == nil {
			continue
		}
		for lang, there := range all[key] {
			if lang == "en" {
				continue
			}
			pairs[lang]++
			for _, target := range slices.Sorted(maps.Keys(merged(english, there))) {
				a, b := english[target], there[target]
				both[lang] += min(a, b)
				said[lang] += max(a, b)
				if a != b {
					t.Logf("%s %s: %s %d times, in English %d", key, lang, target, b, a)
				}
			}
		}
	}
	for _, lang := range slices.Sorted(maps.Keys(pairs)) {
		share := float64(both[lang]) / float64(max(1, said[lang]))
		t.Logf("%s: %d pairs, %d of %d references agree, %.3f", lang, pairs[lang], both[lang], said[lang], share)
		if share < 0.9 {
			t.Errorf("%s: %.3f of the references agree with the English versions, wanted 0.9", lang, share)
		}
	}
}

func merged(a, b map[string]int) map[string]int {
	m := maps.Clone(a)
	maps.Copy(m, b)
	return m
}

func resolutionVersions(t *testing.T) map[string]versions {
	t.Helper()
	files, _ := filepath.Glob(resolutions)
	if len(files) == 0 {
		shared(t, "../../../shared/corpus/resolutions")
	}
	all := map[string]versions{}
	for _, file := range files {
		d, err := ingest.Extract(t.Context(), pipeline.Original{Path: file, File: filepath.Base(file), URI: "file:///" + filepath.Base(file)}, ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []pipeline.Stage{meta.New(), New()} {
			if err := s.Annotate(t.Context(), d); err != nil {
				t.Fatal(err)
			}
		}
		if d.Symbol == "" {
			continue
		}
		if all[d.Symbol] == nil {
			all[d.Symbol] = versions{}
		}
		all[d.Symbol][d.Language] = targets(d)
	}
	return all
}

func targets(d *pipeline.Document) map[string]int {
	n := map[string]int{}
	for i := range d.Passages {
		for _, r := range d.Passages[i].References {
			if r.Target == "OTHER" || r.Kind == "national-law" || r.Kind == "upr-cycle" || r.Kind == "sdg" {
				continue
			}
			if strings.EqualFold(r.Target, d.Symbol) {
				continue
			}
			n[fmt.Sprint(r.Target, " ", strings.Join(r.Pinpoints, " "))]++
		}
	}
	return n
}
