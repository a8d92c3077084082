package ingest

import "testing"

// A label of a part or an article and its name are two headings of one level, or
// two lines that look alike: both stand in the section path, and the article
// keeps its number.
func TestNamesBelowTheirLabels(t *testing.T) {
	h := func(level, text string) string { return para(`<w:outlineLvl w:val="`+level+`"/>`, text) }
	p := func(text string) string { return para("", text) }
	loud := func(text string) string { return para(`<w:jc w:val="center"/>`, text) }
	wordOf := func(tb testing.TB, body string) []byte { return word(tb, "", "", body) }
	d := wantBrief(t, "law.docx", wordOf(t, h("0", "Part one")+h("0", "General")+h("1", "Names")+p("The lake is blue.")+h("0", "Part two")+h("0", "Boats")+p("They float.")+h("0", "Fish")+p("They swim.")),
		"heading - Part one", "heading - General", "heading - Names", "paragraph - The lake is blue.", "heading - Part two", "heading - Boats", "paragraph - They float.", "heading - Fish", "paragraph - They swim.")
	wantSection(t, d, "The lake", "Part one", "General", "Names")
	wantSection(t, d, "They float", "Part two", "Boats")
	wantSection(t, d, "They swim", "Fish")
	d = wantBrief(t, "act.docx", wordOf(t, loud("Article 1")+loud("Boats")+p("They float.")+p("They may sink.")+loud("Article 2")+loud("Fish")+p("They swim.")),
		"heading - Article 1", "heading - Boats", "article 1 They float.", "article - They may sink.", "heading - Article 2", "heading - Fish", "article 2 They swim.")
	wantSection(t, d, "They may", "Article 1", "Boats")
	wantSection(t, d, "They swim", "Article 2", "Fish")
	d = wantBrief(t, "code.docx", wordOf(t, loud("The Lake Code")+loud("目录")+h("0", "第一章 总则")+p("The lake is blue.")), "heading - The Lake Code", "paragraph - 目录", "heading - 第一章 总则", "paragraph - The lake is blue.")
	wantSection(t, d, "The lake", "第一章 总则")
}
