package web

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/pipeline"
)

func TestWords(t *testing.T) {
	for q, want := range map[string][]string{
		"":                                  nil,
		"  torture  ":                       {"torture"},
		"a b":                               {"a", "b"},
		`"two words" country:BRA`:           {`"two words"`, "country:BRA"},
		`group:"women and girls" x`:         {`group:"women and girls"`, "x"},
		"(a OR b) c":                        {"(a OR b)", "c"},
		"(a (b c)) d":                       {"(a (b c))", "d"},
		`"never closed here`:                nil, // nothing of it can be taken out
		"closed) twice":                     {"closed)", "twice"},
		"نص عربي":                           {"نص", "عربي"},
		`right:torture right:"a (b" tail`:   {"right:torture", `right:"a (b"`, "tail"},
		"NEAR(torture detention, 5) prison": {"NEAR(torture detention, 5)", "prison"},
	} {
		if got := words(q); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", q, got, want)
		}
	}
}

// TestFilterComesAndGoes holds that a filter that is put in can be taken out again.
func TestFilterComesAndGoes(t *testing.T) {
	for _, q := range []string{"", "torture", "torture detention", "country:BRA", `"optional protocol"`} {
		for _, value := range []string{"BRA", "two words", "a-b", "(x)"} {
			term := "right:" + quoted(value)
			if got := removed(grouped(q)+term, term); got != q {
				t.Errorf("%q and %s: %q is left", q, term, got)
			}
		}
	}
	if got := grouped("a OR b") + "country:BRA"; got != "(a OR b) country:BRA" {
		t.Errorf("a filter behind OR: %s", got)
	}
}

func TestSpanned(t *testing.T) {
	for from, want := range map[string]string{
		"q=torture&from=2008&to=2012":               "/?q=torture+year%3A2008..2012",
		"q=torture&from=2008&to=2008":               "/?q=torture+year%3A2008",
		"q=torture&from=2008&to=":                   "/?q=torture+year%3A2008..",
		"q=torture&from=&to=2012":                   "/?q=torture+year%3A..2012",
		"q=torture+year:1990..1999&from=2008&to=":   "/?q=torture+year%3A2008..",
		"q=torture+year:1990&from=&to=":             "/?q=torture",
		"q=torture&from=x&to=<script>":              "/?q=torture",
		"q=a+OR+b&from=2008&to=2009":                "/?q=%28a+OR+b%29+year%3A2008..2009",
		"q=a&from=2008&to=2009&sort=date&offset=40": "/?q=a+year%3A2008..2009&sort=date",
	} {
		v, err := url.ParseQuery(from)
		if err != nil {
			t.Fatal(err)
		}
		if got := spanned(v); got != want {
			t.Errorf("%s: %s, want %s", from, got, want)
		}
	}
}

// TestShortenedHitKeepsItsMarks holds that what is marked in a cut text is what was marked.
func TestShortenedHitKeepsItsMarks(t *testing.T) {
	text := strings.Repeat("слово ", 300) + "пытка" + strings.Repeat(" слово", 300)
	at := strings.Index(text, "пытка")
	h := index.Hit{Marks: []pipeline.Span{{at, at + len("пытка")}}}
	h.Text = text
	marked, whole := "", ""
	for _, p := range newHit(h).Parts {
		whole += p.Text
		if p.Marked {
			marked += p.Text
		}
	}
	if marked != "пытка" || !strings.HasPrefix(whole, "… ") || !strings.HasSuffix(whole, " …") || len(whole) > textLimit+20 || strings.ContainsRune(whole, '\ufffd') {
		t.Errorf("marked %q in %d bytes: %.80q", marked, len(whole), whole)
	}
}
