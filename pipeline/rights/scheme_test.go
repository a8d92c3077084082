package rights

import (
	"os"
	"strings"
	"testing"
)

func TestEmbeddedSchemesAreValid(t *testing.T) {
	for _, id := range schemeOrder {
		f, err := os.Open("schemes/" + id + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range CheckScheme(f) {
			t.Errorf("schemes/%s.yaml: %v", id, p)
		}
		f.Close()
	}
}

func TestMappingsOfEmbeddedSchemesExist(t *testing.T) {
	schemes, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	known, before := map[string]bool{}, map[string]bool{}
	for _, s := range schemes {
		for _, l := range s.Labels {
			known[s.ID+":"+l.ID] = true
		}
	}
	for _, s := range schemes {
		for _, l := range s.Labels {
			for _, from := range l.From {
				if what, _, _ := weighted(from); !before[what] {
					t.Errorf("%s:%s is implied by %s, which no scheme before it has", s.ID, l.ID, what)
				}
			}
			for _, same := range l.Same {
				if !known[same] {
					t.Errorf("%s:%s is the same as %s, which is not there", s.ID, l.ID, same)
				}
			}
		}
		for _, l := range s.Labels {
			before[s.ID+":"+l.ID] = true
		}
	}
}

func TestCheckScheme(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"", "not a scheme"},
		{"id: x\nlabels: []\n", "line 2: no labels"},
		{"id: x\nlabels:\n- id: a\n", `line 3: label "a" has no name`},
		{"id: x\nlabels:\n- id: A b\n  label: A\n", `line 3: id "A b"`},
		{"id: x\nlabels:\n- {id: a, label: A}\n- {id: a, label: B}\n", `line 4: label "a" is there already, on line 3`},
		{"id: x\nlabels:\n- id: a\n  label: A\n  parent: b\n", `line 5: parent "b"`},
		{"id: x\nlabels:\n- id: a\n  label: A\n  terms:\n    en: [fine, ~3 bad]\n", `line 6: term "~3 bad"`},
		{"id: x\nlabels:\n- id: a\n  label: A\n  terms:\n    eng: [fine]\n", `line 6: language "eng"`},
		{"id: x\nlabels:\n- id: a\n  label: A\n  terms:\n    en: [a =2]\n", `line 6: term "a =2"`},
		{"id: x\nlabels:\n- id: a\n  label: A\n  from: [torture]\n", `line 5: "torture": write scheme:label`},
		{"id: x\nlabels:\n- id: a\n  label: A\n  colour: red\n", `line 5: unknown field "colour"`},
		{"id: x\nlabels: three\n", "line 2:"},
		{"id: [x\n", "line 1:"},
	} {
		problems := CheckScheme(strings.NewReader(c.file))
		if len(problems) == 0 {
			t.Errorf("%q: no problem, want %q", c.file, c.want)
			continue
		}
		if got := problems[0].Error(); !strings.Contains(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.file, got, c.want)
		}
	}
}
