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
	for _, file := range []string{"", "id,colour\na,b\n", "id,label,colour\na,A,red\n", "id,label,terms:en\na,A,~3 x\n", "id,label\na\n"} {
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

// codeBook is invented, in the form that programs for coding write.
const codeBook = `<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="a program"><Codes>
<Code guid="1FF58B12-6F6F-4B0C-8BE5-BBDC91F55290" name="Rights" isCodable="false">
 <Code guid="1FF58B12-6F6F-4B0C-8BE5-BBDC91F55291" name="Torture &amp; ill-treatment" isCodable="true" color="#46AA00"><Description>Pain on purpose</Description>
  <Code guid="1FF58B12-6F6F-4B0C-8BE5-BBDC91F55292" name="Water*" isCodable="true"/></Code>
 <Code guid="1FF58B12-6F6F-4B0C-8BE5-BBDC91F55293" name="torture ill treatment" isCodable="true"/></Code>
<Code guid="1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294" name="人权" isCodable="true"/>
</Codes><Sets><Set guid="1FF58B12-6F6F-4B0C-8BE5-BBDC91F55295" name="a set"/></Sets></CodeBook>`

func TestCodeBooksOfOtherProgramsAreSchemes(t *testing.T) {
	s, err := ReadQDC(strings.NewReader(codeBook), "mine", "Mine")
	if err != nil {
		t.Fatal(err)
	}
	en := func(term string) map[string][]string { return map[string][]string{"en": {term}} }
	want := []Label{
		{ID: "torture-ill-treatment", Label: "Torture & ill-treatment", Family: "Rights", Note: "Pain on purpose", Terms: en("torture & ill-treatment")},
		{ID: "water", Label: "Water*", Family: "Rights", Parent: "torture-ill-treatment", Terms: en("water*")},
		{ID: "torture-ill-treatment-2", Label: "torture ill treatment", Family: "Rights", Terms: en("torture ill treatment")},
		{ID: "code", Label: "人权", Terms: en("人权")},
	}
	if diff := cmp.Diff(want, s.Labels); diff != "" {
		t.Error(diff)
	}
	var file bytes.Buffer
	if err := WriteScheme(&file, s); err != nil {
		t.Fatal(err)
	}
	back, err := ReadScheme(&file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s, back); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []string{"", "<CodeBook/>", "<Project><CodeBook><Codes><Code name='a'/></Codes></CodeBook></Project>", codeBook[:400], `<CodeBook><Codes><Code name=""/></Codes></CodeBook>`} {
		if _, err := ReadQDC(strings.NewReader(bad), "x", "X"); err == nil {
			t.Errorf("%.40q: no error", bad)
		}
	}
}

func TestCodesAsCSV(t *testing.T) {
	s, err := ReadSchemeCSV(strings.NewReader("\ufeffTag,Description\nFair trial,Before a court\nFair trial,Again\n"), "mine", "Mine")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Labels) != 2 || s.Labels[0].ID != "fair-trial" || s.Labels[0].Note != "Before a court" || s.Labels[1].ID != "fair-trial-2" || s.Labels[0].Terms["en"][0] != "fair trial" {
		t.Errorf("%+v", s.Labels)
	}
}
