package terms

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/haki-project/haki/index/query"
)

// TestForms checks that a word has a form that is asked for if and only if its
// term matches, which is what the embedded index goes by.
func TestForms(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	words := strings.Fields("right rights Right RIGHTS rIghts droit Droits DROITS égalité Égalité egalite Egalite ÉGALITÉ child children Straße strasse STRASSE niños ninos Niños λόγος Λόγος ребёнка ребенка Ребёнка الإنسان الانسان 人权 iOS ǅ ﬁne Fine été Été")
	languages := []string{"en", "fr", "es", "ru", "ar", Unknown}
	for range 5_000 {
		language, word, asked := languages[random.IntN(len(languages))], words[random.IntN(len(words))], words[random.IntN(len(words))]
		for _, mode := range []query.Mode{query.Stem, query.Exact} {
			list := cut(Body, query.Word{Text: asked, Mode: mode})
			if len(list) != 1 || list[0].Mode != mode {
				continue // characters in pairs
			}
			forms := AppendForms(nil, language, word)
			found := slices.ContainsFunc(list[0].Forms(languages), func(form string) bool { return slices.Contains(forms, form) })
			if want := list[0].Matches(language, Kept(word)); found != want {
				t.Errorf("%s: %q asked for as %+v: found %t, matches %t; forms %q and %q", language, word, list[0], found, want, forms, list[0].Forms(languages))
			}
		}
	}
}

// TestFormsShareNothing checks that no kind of form can be taken for another, nor
// be cut by what stands between them.
func TestFormsShareNothing(t *testing.T) {
	for _, word := range []string{"right", "Égalité", "DROITS", "x1", "\u00ad"} {
		for _, form := range AppendForms(nil, "fr", word) {
			kind := form[0]
			if kind != foldForm && kind != writtenForm && kind != lowerForm && kind != stripForm && !strings.HasPrefix(form, "fr~") {
				t.Errorf("%q has form %q", word, form)
			}
			if strings.ContainsAny(form, "| \n") {
				t.Errorf("form %q", form)
			}
		}
	}
	prefix := Term{Mode: query.Prefix, Fold: "tort"}
	if got := prefix.FormPattern(); got != "=tort*" {
		t.Errorf("pattern %s", got)
	}
}

// TestLongWordsAreNotFuzzy: backends have bounds of their own for these.
func TestLongWordsAreNotFuzzy(t *testing.T) {
	for n, want := range map[int]query.Mode{maxFuzzy: query.Fuzzy, maxFuzzy + 1: query.Exact} {
		if list := cut(Body, query.Word{Text: strings.Repeat("é", n), Mode: query.Fuzzy, Distance: 2}); list[0].Mode != want {
			t.Errorf("%d letters: %+v", n, list[0])
		}
	}
}
