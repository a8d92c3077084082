package ingest

import "testing"

func TestLeading(t *testing.T) {
	cases := []struct {
		text   string
		kind   markKind
		number string
		rest   string
	}{
		{"12. The lake", markNumber, "12", "The lake"},
		{"119.10. Ratify it", markNumber, "119.10", "Ratify it"},
		{"3.2 The author swims", markNumber, "3.2", "The author swims"},
		{"1.5 million fish", markNone, "", "1.5 million fish"},
		{"2024 was dry", markNone, "", "2024 was dry"},
		{"12. 5 boats", markNone, "", "12. 5 boats"},
		{"10 - 12 May", markNone, "", "10 - 12 May"},
		{"١٢- يقرر", markNumber, "12", "يقرر"},
		{"3、保护湖泊", markNumber, "3", "保护湖泊"},
		{"(a) counts fish", markItem, "(a)", "counts fish"},
		{"(b)(1) The list", markItem, "(b)(1)", "The list"},
		{"(6a) Die Anlagen", markItem, "(6a)", "Die Anlagen"},
		{"iv) fishes", markItem, "iv)", "fishes"},
		{"（十二）航行", markItem, "(十二)", "航行"},
		{"二、处罚", markItem, "二", "处罚"},
		{"3° les bateaux", markItem, "3°", "les bateaux"},
		{"– a dash", markItem, "", "a dash"},
		{"• a point", markItem, "", "a point"},
		{"Article 5", markArticle, "5", ""},
		{"Article L. 123-4 Les lacs", markArticle, "L123-4", "Les lacs"},
		{"Article 1er : Objet", markArticle, "1", "Objet"},
		{"Artículo 5º.- Los lagos", markArticle, "5", "Los lagos"},
		{"Artículo único. Los lagos", markArticle, "1", "Los lagos"},
		{"Article 12 bis. Boats", markArticle, "12 bis", "Boats"},
		{"§ 3 Zweck", markArticle, "3", "Zweck"},
		{"§ 7–12. Boats.", markArticle, "7-12", "Boats."},
		{"Статья 7. Озёра", markArticle, "7", "Озёра"},
		{"第十二条 为了", markArticle, "12", "为了"},
		{"第一百二十条之一 湖", markArticle, "120-1", "湖"},
		{"المادة ١٢ تنشر", markArticle, "12", "تنشر"},
		{"مادة (5): تنشر", markArticle, "5", "تنشر"},
		{"المادة الحادية والعشرون", markArticle, "21", ""},
		{"Article 19 of the Covenant protects speech.", markNone, "", "Article 19 of the Covenant protects speech."},
		{"Section by section we read", markNone, "", "Section by section we read"},
		{"", markNone, "", ""},
	}
	for _, c := range cases {
		m := leading(c.text)
		if m.kind != c.kind || m.number != c.number || m.rest != c.rest {
			t.Errorf("leading(%q) = %d %q %q, want %d %q %q", c.text, m.kind, m.number, m.rest, c.kind, c.number, c.rest)
		}
	}
}

func TestHan(t *testing.T) {
	for n, want := range map[int]string{1: "一", 10: "十", 12: "十二", 20: "二十", 105: "一百零五", 321: "三百二十一", 2004: "二千零四"} {
		if got := han(n); got != want {
			t.Errorf("han(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestFormatCounter(t *testing.T) {
	cases := []struct {
		n      int
		format string
		want   string
	}{
		{4, "decimal", "4"},
		{4, "lowerRoman", "iv"},
		{1999, "upperRoman", "MCMXCIX"},
		{5000, "upperRoman", "5000"},
		{27, "lowerLetter", "aa"},
		{0, "lowerLetter", "0"},
		{3, "upperLetter", "C"},
		{7, "decimalZero", "07"},
		{2, "russianLower", "б"},
		{3, "arabicAbjad", "ج"},
		{1 << 30, "lowerLetter", "1073741824"},
		{3, "bullet", ""},
	}
	for _, c := range cases {
		if got := formatCounter(c.n, c.format); got != c.want {
			t.Errorf("formatCounter(%d, %s) = %q, want %q", c.n, c.format, got, c.want)
		}
	}
}

func TestCounting(t *testing.T) {
	var c counting
	for _, step := range []struct {
		printed, want string
		depth         int
	}{
		{"(a)", "(a)", 1}, {"(1)", "(a)(1)", 2}, {"(A)", "(a)(1)(A)", 3}, {"(i)", "(a)(1)(A)(i)", 4}, {"(ii)", "(a)(1)(A)(ii)", 4},
		{"(B)", "(a)(1)(B)", 3}, {"(2)", "(a)(2)", 2}, {"(b)(1)", "(b)(1)", 2}, {"(h)", "(h)", 1}, {"(i)", "(i)", 1}, {"(1)", "(i)(1)", 2},
	} {
		got, depth := c.next(step.printed)
		if got != step.want || depth != step.depth {
			t.Errorf("next(%s) = %s, %d, want %s, %d", step.printed, got, depth, step.want, step.depth)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                       "plain",
		"  two \n lines\t":            "two lines",
		"so\u00adft hy\u200bphen":     "soft hyphen",
		"e\u0301te\u0301":             "été",
		"\ufb01sh":                    "fish",
		"\ufee3\ufeee\ufe9f":          "موج",
		"bad \xff byte":               "bad \ufffd byte",
		"\u202aleft\u202c\x00 \x7fok": "left ok",
		"\uf0b7 bullet":               "• bullet",
		"\u0645\u06cc\u200c\u062e":    "\u0645\u06cc\u200c\u062e",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}
