package ingest

import "testing"

func TestPages(t *testing.T) {
	cases := []struct {
		name, body string
		want       []string
	}{
		{"headings and paragraphs", "<h1>Lakes</h1><p>They are <b>blue</b>.</p><h2>Shores</h2><p>Long.</p>", []string{"heading - Lakes", "paragraph - They are blue.", "heading - Shores", "paragraph - Long."}},
		{"lists", "<ul><li>fish</li><li>boats<ul><li>rafts</li></ul></li></ul>", []string{"list-item - fish", "list-item - boats", "list-item - rafts"}},
		{"a table of data", "<table><thead><tr><th>Boat</th><th>Fee</th></tr></thead><tbody><tr><td>Raft</td><td><p>none</p></td></tr></tbody></table>", []string{"table - Boat | Fee", "table - Raft | none"}},
		{"a table that lays out the page", "<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>", []string{"paragraph - One.", "paragraph - Two."}},
		{"line breaks", "<p>One<br>line.<br><br>Another.</p>", []string{"paragraph - One line.", "paragraph - Another."}},
		{"what nobody sees", `<p>Seen.</p><p style="display: none">Unseen.</p><p hidden>Nor this.</p><script>var x;</script><!-- nor this -->`, []string{"paragraph - Seen."}},
		{"the site around", "<nav><a href=/>Home</a></nav><main><p>The words.</p></main><footer>Imprint</footer>", []string{"paragraph - The words."}},
		{"entities", "<p>caf&eacute; &amp; th&#233; &#x6e56;</p>", []string{"paragraph - café & thé 湖"}},
		{"words without any element", "Just words.", []string{"paragraph - Just words."}},
		{"elements that are never closed", "<p>One.<p>Two.<ul><li>three<li>four", []string{"paragraph - One.", "paragraph - Two.", "list-item - three", "list-item - four"}},
		{"a law", "<h3>Article 1</h3><p>The lakes are free.</p><h3>Article 2</h3><p>(1) A boat pays.</p>", []string{"heading - Article 1", "article 1 The lakes are free.", "heading 2 Article 2", "article 2(1) A boat pays."}},
		{"right to left", `<div dir="rtl"><h1>البحيرات</h1><p>البحيرات ملك للجميع.</p></div>`, []string{"heading - البحيرات", "paragraph - البحيرات ملك للجميع."}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			wantBrief(t, "page.html", []byte("<!DOCTYPE html><html><head><title>x</title></head><body>"+c.body+"</body></html>"), c.want...)
		})
	}
}

func TestPageMetadata(t *testing.T) {
	cases := []struct{ head, title, language, date string }{
		{`<title>Lakes &amp; seas</title><meta name="dc.date" content="2020-01-02">`, "Lakes & seas", "ar", "2020-01-02"},
		{`<meta property="article:published_time" content="2021-06-05T10:00:00Z"><meta name="date" content="1999-01-01">`, "", "ar", "2021-06-05"},
		{`<title>One</title><title>Two</title><meta name="date" content="yesterday">`, "One", "ar", ""},
	}
	for _, c := range cases {
		d := mustExtract(t, "page.html", []byte(`<!DOCTYPE html><html lang="ar-EG"><head>`+c.head+`</head><body><p>كلمات</p></body></html>`))
		if d.Title != c.title || d.Language != c.language || d.Date != c.date {
			t.Errorf("%s: got %q %q %q", c.head, d.Title, d.Language, d.Date)
		}
	}
}

func TestPageEncodings(t *testing.T) {
	const head = `<!DOCTYPE html><html><head><meta charset="windows-1251"></head><body><p>`
	russian := "Озёра принадлежат всем."
	if d := mustExtract(t, "page.html", append([]byte(head), encodeCyrillic(t, russian)...)); d.Text != russian {
		t.Errorf("what the page states is not believed: %q", d.Text)
	}
	if d := mustExtract(t, "page.html", []byte(head+russian)); d.Text != russian {
		t.Errorf("what the page states wrongly is believed: %q", d.Text)
	}
}
