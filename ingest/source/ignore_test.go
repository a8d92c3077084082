package source

import (
	"strings"
	"testing"
)

func TestIgnored(t *testing.T) {
	for _, tt := range []struct {
		rules    string
		in, out  string // paths ignored and not, separated by |; folders end in a slash
		describe string
	}{
		{rules: "*.tmp", in: "a.tmp|x/b.tmp|c.tmp/", out: "a.tmp.pdf|tmp"},
		{rules: "/top.txt", in: "top.txt", out: "x/top.txt"},
		{rules: "x/y.txt", in: "x/y.txt", out: "z/x/y.txt"},
		{rules: "drafts/", in: "drafts/|x/drafts/", out: "drafts"},
		{rules: "a?c.txt", in: "abc.txt|aéc.txt", out: "ac.txt|abbc.txt"},
		{rules: "report (1).pdf", in: "report (1).pdf", out: "report 1.pdf"},
		{rules: "v[0-9].txt\nw[!a].txt", in: "v1.txt|wb.txt", out: "va.txt|wa.txt"},
		{rules: "a/**/z", in: "a/z|a/b/z|a/b/c/z", out: "z|b/a/z"},
		{rules: "a/**", in: "a/b|a/b/c", out: "a"},
		{rules: "**/b", in: "b|a/b|a/c/b", out: "ab"},
		{rules: "*.txt\n!keep.txt", in: "a.txt", out: "keep.txt|x/keep.txt"},
		{rules: "# note\n\n\\#real\n\\!bang", in: "#real|!bang", out: "# note"},
		{rules: "end \nspace\\ ", in: "end|space ", out: "space"},
		{rules: "a+b.txt\n[", in: "a+b.txt|[", out: "aab.txt"},
	} {
		all := []ignoreRules{{"/corpus", parseIgnore(tt.rules)}}
		for ignore, list := range map[bool]string{true: tt.in, false: tt.out} {
			for name := range strings.SplitSeq(list, "|") {
				path := "/corpus/" + strings.TrimSuffix(name, "/")
				if got := ignored(path, strings.HasSuffix(name, "/"), all); got != ignore {
					t.Errorf("%q: %s ignored: %t", tt.rules, name, got)
				}
			}
		}
	}
}

func TestDeeperRulesWin(t *testing.T) {
	all := []ignoreRules{{"/c", parseIgnore("*.txt")}, {"/c/sub", parseIgnore("!b.txt")}}
	if ignored("/c/sub/b.txt", false, all) || !ignored("/c/sub/a.txt", false, all) {
		t.Error("the rules of the folder itself do not decide")
	}
}

func FuzzIgnore(f *testing.F) {
	f.Add("a/**/[!x]?*\\", "a/b/c")
	f.Fuzz(func(t *testing.T, rules, name string) {
		ignored("/c/"+name, false, []ignoreRules{{"/c", parseIgnore(rules)}})
	})
}
