package terms

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFind(t *testing.T) {
	for _, c := range []struct {
		lang, term, text string
		want             []string
	}{
		{"en", "torture", "Torture, tortures and self-torture; not tortured", []string{"Torture", "tortures", "torture"}},
		{"en", "traffick*", "trafficking by traffickers in traffic", []string{"trafficking", "traffickers"}},
		{"en", "right to education", "their rights to education", []string{"rights to education"}},
		{"en", "freedom ~3 expression", "freedom of opinion and expression", []string{"freedom of opinion and expression"}},
		{"en", "freedom ~3 expression", "freedom of opinion and of free expression", nil},
		{"en", "women|girls rights", "women rights, girls' rights", []string{"women rights", "girls' rights"}},
		{"en", "anti-torture law", "an anti–torture law", []string{"anti–torture law"}},
		{"fr", "égalité", "EGALITE et inégalité", []string{"EGALITE"}},
		{"fr", "tribunal", "les tribunaux", []string{"tribunaux"}},
		{"es", "derecho a la educación", "los derechos a la educacion", []string{"derechos a la educacion"}},
		{"ru", "пыт*", "Пытки и пыток, попытка", []string{"Пытки", "пыток"}},
		{"ar", "التعذيب", "بالتَّعذيب والتعذيب", []string{"بالتَّعذيب", "والتعذيب"}},
		{"zh", "人口贩运", "打击人口贩运活动", []string{"人口贩运"}},
	} {
		s := NewSet()
		if err := s.Add(c.term, c.lang, 7); err != nil {
			t.Fatal(err)
		}
		var got []string
		s.Find(c.text, func(h Hit) { got = append(got, c.text[h.Start:h.End]) })
		if !slices.Equal(got, c.want) {
			t.Errorf("%q in %q: got %q, want %q", c.term, c.text, got, c.want)
		}
	}
}

func TestTermsOfOneWordDoNotHideEachOther(t *testing.T) {
	for _, order := range [][]string{{"right to food", "rights"}, {"rights", "right to food"}} {
		s := NewSet()
		for i, term := range order {
			if err := s.Add(term, "en", i); err != nil {
				t.Fatal(err)
			}
		}
		n := 0
		s.Find("rights to food", func(Hit) { n++ })
		if n != 2 {
			t.Errorf("%q: %d hits, want 2", order, n)
		}
	}
}

func TestBadTerms(t *testing.T) {
	for _, term := range []string{"", "~3", "a ~x b", "a ~2", "* b", "…"} {
		if err := NewSet().Add(term, "en", 0); err == nil {
			t.Errorf("%q: no error", term)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("free* ~2 speech", "en", "freedom of the speech")
	f.Add("بيئة", "ar", "والبيئة\xff")
	f.Add("a|b c|d", "fr", "A c b d")
	f.Fuzz(func(t *testing.T, term, lang, text string) {
		s := NewSet()
		if s.Add(term, lang, 1) != nil {
			return
		}
		s.Find(text, func(h Hit) {
			if h.Start < 0 || h.End > len(text) || h.Start >= h.End {
				t.Fatalf("hit %v in %d bytes", h, len(text))
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[h.Start:h.End]) {
				t.Fatalf("hit %v cuts a letter", h)
			}
		})
	})
}

func TestASCIITableAgrees(t *testing.T) {
	for r := range rune(utf8.RuneSelf) {
		if a := ascii[r]; a.class != class(r) || rune(a.fold) != fold(r) {
			t.Errorf("%q: %+v", r, a)
		}
	}
}

// TestEveryWordOfManyIsFound fails where a word is turned away before it is looked up.
func TestEveryWordOfManyIsFound(t *testing.T) {
	s := NewSet()
	var words []string
	for i := range 3000 {
		words = append(words, fmt.Sprintf("w%c%c%c", 'a'+i%26, 'a'+i/26%26, 'a'+i/676))
		if err := s.Add(words[i], "en", i); err != nil {
			t.Fatal(err)
		}
	}
	var got []int
	s.Find(strings.Join(words, " and "), func(h Hit) { got = append(got, h.Term) })
	for i := range words {
		if i >= len(got) || got[i] != i {
			t.Fatalf("word %d of %d is not found", i, len(words))
		}
	}
}

func BenchmarkFind(b *testing.B) {
	s := NewSet()
	for i, term := range []string{"right to education", "freedom ~3 expression", "traffick*", "women|girls rights", "torture", "water"} {
		if err := s.Add(term, "en", i); err != nil {
			b.Fatal(err)
		}
	}
	text := strings.Repeat("The law on clean water and the right to education came before the freedom of opinion and expression. ", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s.Find(text, func(Hit) {})
	}
}
