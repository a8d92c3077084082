package linear

import (
	"slices"
	"testing"
	"unicode/utf8"
)

func TestSplit(t *testing.T) {
	for text, want := range map[string][]string{
		"Women's rights, children’s and the States' duties": {"Women", "rights", "children", "and", "the", "States", "duties"},
		"resolution 48/134 of 1993":                         {"resolution", "48", "134", "of", "1993"},
		"the 2nd's":                                         {"the", "2", "nd"},
		"it's'so":                                           {"it", "so"},
		"État déjà":                                         {"État", "déjà"},
		"cafe\u0301 9":                                      {"cafe\u0301", "9"},
		"\xff–  ":                                           nil,
	} {
		var got []string
		for _, w := range Split(text, nil) {
			got = append(got, text[w.start:w.end])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: words %q, want %q", text, got, want)
		}
	}
}

func TestWordsAreAlikeWhateverTheirCaseAndAccents(t *testing.T) {
	for _, pair := range [][2]string{{"ÉGALITÉ", "egalite"}, {"cafe\u0301", "CAFE"}, {"Право", "право"}} {
		a, b := Split(pair[0], nil), Split(pair[1], nil)
		if len(a) != 1 || len(b) != 1 || a[0].hash != b[0].hash || a[0].prefixes != b[0].prefixes {
			t.Errorf("%q and %q differ: %v, %v", pair[0], pair[1], a, b)
		}
	}
	if a, b := Split("egalite", nil), Split("egalites", nil); a[0].hash == b[0].hash || a[0].prefixes != b[0].prefixes {
		t.Errorf("a longer word: %v, %v", a, b)
	}
}

func TestFunctionWords(t *testing.T) {
	for _, w := range Split("The OF and including into", nil) {
		if !w.function {
			t.Errorf("word at %d is none", w.start)
		}
	}
	for _, w := range Split("rights 12 inclusion thee an1", nil)[:4] {
		if w.function {
			t.Errorf("word at %d is one", w.start)
		}
	}
}

func TestReadTakesASCIIAsAnyRune(t *testing.T) {
	for r := range rune(utf8.RuneSelf) {
		if f, c, size := read(string(r), 0); c != class(r) || size != 1 || c != none && f != fold(r) {
			t.Errorf("%q: read as %q of class %d in %d bytes", r, f, c, size)
		}
	}
}
