package meta

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

func TestFindSymbols(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"A/HRC/ 8/29 and A/HRC/11/18*", []string{"A/HRC/8/29", "A/HRC/11/18"}},
		{"A/HRC/WG.6/13/BRA/3/Corr.1.", []string{"A/HRC/WG.6/13/BRA/3/Corr.1"}},
		{"S/RES/1325 (2000), A/RES/60/251 (2006)", []string{"S/RES/1325(2000)", "A/RES/60/251"}},
		{"CCPR/C/21/Rev.1/Add.13; E/C.12/GC/21; E/CN.4/2005/80", []string{"CCPR/C/21/Rev.1/Add.13", "E/C.12/GC/21", "E/CN.4/2005/80"}},
		{"S/PRST/2007/27 A/C.3/65/L.4", []string{"S/PRST/2007/27", "A/C.3/65/L.4"}},
		{"and/or, N/A, a/b, 5/1", nil},
	} {
		got, starts := findSymbols(tt.text)
		if diff := cmp.Diff(tt.want, got); diff != "" || len(starts) != len(got) {
			t.Errorf("%q: %s", tt.text, diff)
		}
	}
}

func TestFirstDate(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Distr.: General 9 July 2012 Original", "2012-07-09"},
		{"July 26, 2024", "2024-07-26"},
		{"[15th March, 1872]", "1872-03-15"},
		{"le 1er août 2008", "2008-08-01"},
		{"28 de diciembre de 2022", "2022-12-28"},
		{"vom 15. Dezember 1989", "1989-12-15"},
		{"11 июля 2024 года", "2024-07-11"},
		{"11 تشرين الأول/أكتوبر 2023", "2023-10-11"},
		{"١٤ أكتوبر ٢٠٢٤", "2024-10-14"},
		{"2024年4月4日", "2024-04-04"},
		{"1990-12-17", "1990-12-17"},
		{"30 February 2001, then 2 May 2002", "2002-05-02"},
		{"item 12 Chapter 2001", ""},
	} {
		got, _ := firstDate(tt.text)
		if got.iso != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got.iso, tt.want)
		}
	}
}

func TestOrdinal(t *testing.T) {
	for words, want := range map[string]int{
		"first": 1, "Twenty-first": 21, "forty-ninth": 49, "21st": 21, "3rd": 3, "première": 1, "vingt et unième": 21, "dix-septième": 17,
		"quatrième": 4, "vigésimo primer": 21, "decimotercer": 13, "trigésimo cuarto": 34, "двадцать первую": 21, "тринадцатую": 13, "сорок первую": 41,
		"四十一": 41, "十三": 13, "八": 8, "resumed twelfth": 12, "annual": 0, "": 0,
	} {
		if got := ordinal(words); got != want {
			t.Errorf("ordinal(%q) = %d, want %d", words, got, want)
		}
	}
}

func TestSessionsAndCycles(t *testing.T) {
	f := readFront(&pipeline.Document{})
	for council, want := range map[int]int{8: 0, 10: 3, 12: 5, 19: 12, 20: 0, 21: 13, 34: 26, 36: 27, 43: 34, 46: 36, 50: 40, 52: 41, 57: 46, 90: 0} {
		if got := sessionOfReport(council); got != want {
			t.Errorf("session reported to the Council's session %d: %d, want %d", council, got, want)
		}
	}
	for session, want := range map[int]int{1: 1, 12: 1, 13: 2, 26: 2, 27: 3, 40: 3, 41: 4, 46: 4} {
		if got := f.cycle("", pipeline.KindUPRReport, session); got != want {
			t.Errorf("cycle of session %d: %d, want %d", session, got, want)
		}
	}
	if got := f.cycle("A/HRC/8/29", pipeline.KindUPRAddendum, 0); got != 1 {
		t.Errorf("cycle of a paper of the eighth session: %d", got)
	}
}

// TestPhraseFile holds every list that the code names to being there, and every
// list that is there to being named.
func TestPhraseFile(t *testing.T) {
	used := "upr-title upr-views resolution treaty-body state-report speech-title salutation law-title enacting adoption"
	for name := range strings.FieldsSeq(used) {
		if phrase(name).String() == `$^` {
			t.Errorf("no phrases for %s", name)
		}
	}
	for line := range strings.Lines(phraseFile) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "["); ok && strings.HasSuffix(name, "]") && !strings.Contains(name, "(") {
			if !strings.Contains(" "+used+" ", " "+strings.TrimSuffix(name, "]")+" ") {
				t.Errorf("nobody reads [%s", name)
			}
		}
	}
}

func TestMonthFile(t *testing.T) {
	names := map[int]int{}
	for name, n := range months {
		if n < 1 || n > 12 || name != strings.ToLower(name) {
			t.Errorf("%q is month %d", name, n)
		}
		names[n]++
	}
	if len(names) != 12 {
		t.Errorf("%d months", len(names))
	}
}
