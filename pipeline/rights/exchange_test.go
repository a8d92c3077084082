package rights

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSchemesTravelAsCSV(t *testing.T) {
	schemes, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range schemes {
		var file bytes.Buffer
		if err := WriteSchemeCSV(&file, s); err != nil {
			t.Fatal(err)
		}
		back, err := ReadSchemeCSV(&file, s.ID, s.Label)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s.Labels, back.Labels); diff != "" {
			t.Errorf("%s: %s", s.ID, diff)
		}
	}
}

func TestSchemesTravelAsSKOS(t *testing.T) {
	schemes, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range schemes {
		var file bytes.Buffer
		if err := WriteSKOS(&file, s, "https://example.org/schemes"); err != nil {
			t.Fatal(err)
		}
		back, err := ReadSKOS(&file, s.ID, s.Label)
		if err != nil {
			t.Fatalf("%s: %v", s.ID, err)
		}
		for i, l := range s.Labels {
			got := back.Labels[i]
			if got.ID != l.ID || got.Label != l.Label || got.Parent != l.Parent || len(l.Terms) > 0 && cmp.Diff(l.Terms, got.Terms) != "" {
				t.Errorf("%s:%s came back as %+v", s.ID, l.ID, got)
			}
		}
	}
}

func TestBadExchangeFiles(t *testing.T) {
	for _, file := range []string{"", "id,name\na,b\n", "id,label,colour\na,A,red\n", "id,label,terms:en\na,A,~3 x\n", "id,label\na\n"} {
		if _, err := ReadSchemeCSV(strings.NewReader(file), "x", "X"); err == nil {
			t.Errorf("%q: no error", file)
		}
	}
	for _, file := range []string{"", "<html/>", `<rdf:RDF xmlns:rdf="` + rdfNS + `"/>`} {
		if _, err := ReadSKOS(strings.NewReader(file), "x", "X"); err == nil {
			t.Errorf("%q: no error", file)
		}
	}
}

func FuzzReadSKOS(f *testing.F) {
	var file bytes.Buffer
	if err := WriteSKOS(&file, &Scheme{ID: "x", Label: "X", Labels: []Label{{ID: "a", Label: "A"}}}, "https://example.org"); err != nil {
		f.Fatal(err)
	}
	f.Add(file.String())
	f.Fuzz(func(t *testing.T, text string) { _, _ = ReadSKOS(strings.NewReader(text), "x", "X") })
}
