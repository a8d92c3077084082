package ingest

import (
	"testing"

	"golang.org/x/text/encoding/charmap"
)

func encodeCyrillic(tb testing.TB, text string) []byte {
	tb.Helper()
	return encode(tb, charmap.Windows1251, text)
}

func TestAkomaNtosoBodies(t *testing.T) {
	cases := []struct {
		name, body string
		want       []string
	}{
		{"an article with a heading", `<article eId="a1"><num>Article 1</num><heading>Lakes</heading><paragraph eId="a1_1"><num>1.</num><content><p>They are free.</p></content></paragraph></article>`, []string{"heading - Article 1 Lakes", "article 1(1) They are free."}},
		{"an article without one", `<article eId="a1"><num>Article 1</num><content><p>They are free.</p><p>Always.</p></content></article>`, []string{"article 1 They are free.", "article - Always."}},
		{"points under an introduction", `<section eId="s2"><num>2.</num><content><blockList><listIntroduction>It is forbidden</listIntroduction><item eId="s2a"><num>(a)</num><p>to close;</p></item><item eId="s2b"><num>(b)</num><p>to fence.</p></item></blockList></content></section>`, []string{"article 2 It is forbidden", "list-item 2(a) to close;", "list-item 2(b) to fence."}},
		{"a footnote", `<section><num>3.</num><content><p>Clear<authorialNote marker="2"><p>At noon.</p></authorialNote> water.</p></content></section>`, []string{"article 3 Clear water.", "footnote 2 At noon."}},
		{"what a bill deletes", `<section><num>4.</num><content><p>The lake is <del>dirty</del><ins>clean</ins>.</p></content></section>`, []string{"article 4 The lake is clean."}},
		{"an article in Arabic", `<article><num>المادة ٥</num><content><p>البحيرات ملك للجميع.</p></content></article>`, []string{"article 5 البحيرات ملك للجميع."}},
		{"an article in Chinese", `<article><num>第十二条</num><content><p>湖泊属于全体人民。</p></content></article>`, []string{"article 12 湖泊属于全体人民。"}},
		{"an article in Russian", `<article><num>Статья 7</num><content><p>Озёра принадлежат всем.</p></content></article>`, []string{"article 7 Озёра принадлежат всем."}},
		{"chapters", `<chapter eId="c1"><num>Chapter I</num><heading>General</heading><section><num>1.</num><content><p>Free.</p></content></section></chapter>`, []string{"heading - Chapter I General", "article 1 Free."}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			wantBrief(t, "act.xml", []byte(`<?xml version="1.0"?><akomaNtoso><act><body>`+c.body+`</body></act></akomaNtoso>`), c.want...)
		})
	}
}

func TestAkomaNtosoIdentifiers(t *testing.T) {
	d := mustExtract(t, "act.xml", []byte(lakeAct))
	for id, number := range map[string]string{"sec_1__a": "1(a)", "sec_2__1": "2(1)", "sec_2__2__a": "2(2)(a)", "sec_3": "3"} {
		found := false
		for _, p := range d.Passages {
			found = found || p.Identifier == id && p.Number == number
		}
		if !found {
			t.Errorf("no passage %s has the identifier %s", number, id)
		}
	}
	wantSection(t, d, "Boats are numbered.", "Lakes Act", "Part A General", "2. Boats")
}

func TestCanadianActs(t *testing.T) {
	d := mustExtract(t, "act.xml", []byte(boatStatute))
	if d.Title != "Boats Act" || d.Countries[0] != "CAN" {
		t.Errorf("title %q, countries %v", d.Title, d.Countries)
	}
	wantSection(t, d, "A raft has", "Rafts")
}

func TestEPUBOrder(t *testing.T) {
	d := mustExtract(t, "book.epub", epubBook(t))
	if got := brief(d); got[0] != "heading - The first catch" || got[2] != "heading - The second" {
		t.Errorf("chapters come in another order than the spine's: %q", got)
	}
	if d.Language != "en" || d.Date != "2020-02-03" {
		t.Errorf("language %q, date %q", d.Language, d.Date)
	}
}
