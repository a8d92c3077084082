package terms

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/haki-project/haki/index/query"
)

func TestTokens(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{"Human rights, 2012.", "Human|rights|2012"},
		{"women's rights; States’ duties", "women|rights|States|duties"},
		{"l'égalité", "l|égalité"},
		{"A/HRC/21/11", "A|HRC|21|11"},
		{"self-determination", "self|determination"},
		{"co\u00adoperation", "co\u00adoperation"},
		{"促进人权", "促进|进人|人权|权"},
		{"iOS版本", "iOS|版本|本"},
		{"Права ребёнка", "Права|ребёнка"},
		{"حقوق الإنسان", "حقوق|الإنسان"},
		{"...!?", ""},
		{"\xff\xfeabc\xff", "abc"},
	}
	for _, tt := range tests {
		var words []string
		for _, token := range Tokens(tt.text) {
			words = append(words, token.Span.Of(tt.text))
		}
		if got := strings.Join(words, "|"); got != tt.want {
			t.Errorf("Tokens(%q) = %s, want %s", tt.text, got, tt.want)
		}
	}
}

func TestFold(t *testing.T) {
	tests := map[string]string{
		"Rights": "rights", "NAÏVE": "naive", "Ångström": "angstrom", "Straße": "strasse", "œuvre": "oeuvre", "ΛΌΓΟΣ": "λογοσ",
		"ребёнка": "ребенка", "Район": "район", "الإنسان": "الانسان", "حُقُوق": "حقوق", "ﬁne": "fine", "ｆｕｌｌ": "full", "हिन्दी": "हिन्दी",
		"co\u00adop": "coop",
	}
	for in, want := range tests {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestStem(t *testing.T) {
	same := []struct{ language, words string }{
		{"en", "right rights"}, {"en", "child children"}, {"en", "woman women"}, {"en", "criterion criteria"}, {"en", "torture tortured torturing"},
		{"fr", "droit droits"}, {"es", "derecho derechos"}, {"es", "mujer mujeres"}, {"ru", "право права правом"}, {"ar", "حقوق الحقوق"},
		{"de", "recht rechte"}, {"pt", "direito direitos"},
	}
	for _, tt := range same {
		words := strings.Fields(tt.words)
		for _, w := range words[1:] {
			if a, b := Stem(tt.language, Fold(words[0])), Stem(tt.language, Fold(w)); a != b {
				t.Errorf("%s: stems of %s and %s are %s and %s", tt.language, words[0], w, a, b)
			}
		}
	}
	for _, word := range []string{"119a", "ab"} {
		if got := Stem("en", word); got != word {
			t.Errorf("Stem(%s) = %s", word, got)
		}
	}
	if got := Stem("xx", "rights"); got != "rights" {
		t.Errorf("a language without stemmer makes %s", got)
	}
}

func TestIrregularFile(t *testing.T) {
	seen := map[string]string{}
	for line := range strings.Lines(irregularFile) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		base, forms, ok := strings.Cut(line, ":")
		if !ok || Fold(base) != base || len(strings.Fields(forms)) == 0 {
			t.Errorf("line %q", line)
		}
		for form := range strings.FieldsSeq(forms) {
			if seen[form] != "" {
				t.Errorf("%s is a form of %s and %s", form, seen[form], base)
			}
			seen[form] = base
		}
	}
}

func TestSynonyms(t *testing.T) {
	s, err := NewSynonyms("gaol | prison")
	if err != nil {
		t.Fatal(err)
	}
	c := Compiler{Synonyms: s}
	tests := []struct {
		query string
		text  string
		want  string
	}{
		{"NHRI", "A national human rights institution and national human rights institutions.", "national human rights institution|national human rights institutions"},
		{`"national human rights institutions"`, "The NHRI was heard.", "NHRI"},
		{`"non-governmental organization"`, "NGOs and an NGO, ngos", "NGOs|NGO"},
		{"prison", "The gaol is old.", "gaol"},
		{"CAT", "The cat and the Convention against Torture", "cat|Convention against Torture"},
		{"cat", "The Convention against Torture", ""},
		{`"convention against torture"`, "The cat and the CAT", "CAT"},
		{"=NHRI", "A national human rights institution", ""},
		{"un", "The United Nations", ""},
		{"UN", "The United Nations", "United Nations"},
		{"labour", "Child labor", "labor"},
	}
	for _, tt := range tests {
		n, err := query.Parse(tt.query)
		if err != nil {
			t.Fatal(err)
		}
		var words []string
		for _, m := range Marks(c.Compile(n), "en", tt.text) {
			words = append(words, m.Of(tt.text))
		}
		if got := strings.Join(words, "|"); got != tt.want {
			t.Errorf("%s marks %q in %q, want %q", tt.query, got, tt.text, tt.want)
		}
	}
	for _, bad := range []string{"one", "a | ", "| b"} {
		if _, err := NewSynonyms("# fine\n" + bad); err == nil || !strings.Contains(err.Error(), "line") {
			t.Errorf("NewSynonyms(%q): %v", bad, err)
		}
	}
}

func TestPatterns(t *testing.T) {
	tests := []struct {
		pattern, s string
		want       bool
	}{
		{"a*c", "abc", true}, {"a*c", "ac", true}, {"a*c", "abd", false}, {"?", "é", true}, {"?", "", false}, {"*", "", true},
		{"*a*b*", "xxaxxbxx", true}, {"*aab", "aaab", true}, {"w?m?n", "women", true}, {"", "a", false},
	}
	for _, tt := range tests {
		if got := matchPattern(tt.pattern, tt.s); got != tt.want {
			t.Errorf("matchPattern(%q, %q) = %t", tt.pattern, tt.s, got)
		}
	}
	edits := []struct {
		a, b string
		d    int
		want bool
	}{
		{"torture", "tortrue", 1, true}, {"torture", "torturé", 1, true}, {"torture", "tortur", 1, true}, {"torture", "xtorturex", 1, false},
		{"torture", "xtorturex", 2, true}, {"право", "права", 1, true}, {"a", "b", 0, false}, {strings.Repeat("a", 99), strings.Repeat("a", 99), 1, true},
	}
	for _, tt := range edits {
		if got := within(tt.a, tt.b, tt.d); got != tt.want {
			t.Errorf("within(%s, %s, %d) = %t", tt.a, tt.b, tt.d, got)
		}
	}
}

// TestNear compares with trying every choice of positions.
func TestNear(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	for range 20_000 {
		p := Phrase{Terms: make([]Term, 2+random.IntN(3)), Slop: random.IntN(5), Ordered: random.IntN(2) == 0}
		positions := make([][]int, len(p.Terms))
		for i := range positions {
			for at := range 12 {
				if random.IntN(4) == 0 {
					positions[i] = append(positions[i], at)
				}
			}
		}
		got := NewNear(p).Places(positions)
		if want := anyPlace(p, positions, nil); (len(got) > 0) != want {
			t.Fatalf("%+v in %v: %v, want any: %t", p, positions, got, want)
		}
		for i, place := range got {
			if place[1]-place[0]+1 > len(p.Terms)+p.Slop || i > 0 && place[0] <= got[i-1][1] {
				t.Fatalf("%+v in %v: places %v", p, positions, got)
			}
		}
	}
}

func anyPlace(p Phrase, positions [][]int, taken []int) bool {
	if len(taken) == len(positions) {
		return slices.Max(taken)-slices.Min(taken)+1-len(taken) <= p.Slop
	}
	return slices.ContainsFunc(positions[len(taken)], func(at int) bool {
		inOrder := !p.Ordered && p.Slop > 0 || len(taken) == 0 || at > taken[len(taken)-1]
		return inOrder && !slices.Contains(taken, at) && anyPlace(p, positions, append(slices.Clone(taken), at))
	})
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"women's rights", "促进人权", "e\u0301\u0301", "ｆ\u00ad\xff", "İı", "ไทย\u0e31", "0000\xf5Û"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, token := range Tokens(s) {
			if token.Span[0] < end && !token.Paired || token.Span[1] <= token.Span[0] || token.Span[1] > len(s) {
				t.Fatalf("%q: token %v after byte %d", s, token.Span, end)
			}
			end = token.Span[1]
			word := token.Span.Of(s)
			fold := Fold(word)
			if Fold(fold) != fold {
				t.Fatalf("Fold(%q) = %q, folded again %q", word, fold, Fold(fold))
			}
			if got, _ := Cut(Kept(word)); got != fold || strings.ContainsAny(fold, "\x00\t\n") || !utf8.ValidString(fold) {
				t.Fatalf("Kept(%q) = %q", word, Kept(word))
			}
		}
		if key := Key(s, false); Key(key, false) != key {
			t.Fatalf("Key(%q) = %q, again %q", s, key, Key(key, false))
		}
	})
}

func FuzzMarks(f *testing.F) {
	f.Add(`"a b"~3 OR c* -d`, "a x b c d")
	f.Fuzz(func(t *testing.T, q, text string) {
		n, err := query.Parse(q)
		if err != nil || len(text) > 1000 {
			return
		}
		s, _ := NewSynonyms("")
		for _, m := range Marks(Compiler{Synonyms: s}.Compile(n), "en", text) {
			if m[0] < 0 || m[1] <= m[0] || m[1] > len(text) {
				t.Fatal(fmt.Sprint(q, text, m))
			}
		}
	})
}

// TestFoldEveryRune checks that folding twice is folding once.
func TestFoldEveryRune(t *testing.T) {
	for r := rune(1); r <= utf8.MaxRune; r++ {
		if !starts(r) && !continues(r) {
			continue
		}
		for _, s := range []string{string(r), "a" + string(r) + "е" + string(r)} {
			if once := Fold(s); Fold(once) != once {
				t.Errorf("Fold(%q) = %q, again %q", s, once, Fold(once))
			}
		}
	}
}
