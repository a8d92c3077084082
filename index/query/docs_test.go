package query

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// TestDocs reads every example of docs/query.md.
func TestDocs(t *testing.T) {
	data, err := os.ReadFile("../../docs/query.md")
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile("`([^`]+)`")
	documented := map[string]bool{}
	mended, _, _ := strings.Cut(string(data), "## What is mended")
	for line := range strings.Lines(mended) {
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		for _, m := range code.FindAllStringSubmatch(strings.ReplaceAll(line, `\|`, "|"), -1) {
			example := m[1]
			if name, isField := strings.CutSuffix(example, ":"); isField {
				documented[name] = true
				continue
			}
			if isOperator(example) || !strings.ContainsFunc(example, unicode.IsLetter) {
				continue // an operator alone, in the words of a rule
			}
			if _, err := Parse(example); err != nil {
				t.Errorf("%s: %v", example, err)
			}
		}
	}
	for _, f := range Fields {
		if !documented[f.Name] {
			t.Errorf("docs/query.md does not have the field %s", f.Name)
		}
	}
}
