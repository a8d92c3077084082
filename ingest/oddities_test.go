package ingest

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/haki-project/haki/pipeline"
)

// became is what becomes of a file, on one line: its passages and what is
// said of them, or why it has none.
func became(t *testing.T, name string, data []byte) string {
	t.Helper()
	d, err := extractBytes(t, name, data, Options{})
	if err != nil {
		if pipeline.Reason(err) == "failed" {
			t.Errorf("%s: %v gives no reason", name, err)
		}
		return "! " + pipeline.Reason(err)
	}
	checkDocument(t, d)
	lines := brief(d)
	for _, note := range d.Quality.Notes {
		lines = append(lines, "note: "+note)
	}
	return strings.Join(lines, " ¦ ")
}

// What people write, paste and save as plain text.
func TestTextOddities(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", "! no-text"},
		{" \r\n\t\r\n", "! no-text"},
		{"\ufeff", "! no-text"},
		{"\ufeffOne.\r\n\r\nTwo.", "paragraph - One. ¦ paragraph - Two."},
		{"One.\rTwo.\r\rThree.", "paragraph - One. ¦ paragraph - Two. ¦ paragraph - Three."},
		{"One.\n\n\n\n\nTwo.", "paragraph - One. ¦ paragraph - Two."},
		{"One.\fTwo.", "paragraph - One. ¦ paragraph - Two."},
		{"One.\u2029Two.\u2028Three.", "paragraph - One. ¦ paragraph - Two. ¦ paragraph - Three."},
		{"One.\vTwo.", "! unsupported"},
		{"a\x00b", "! unsupported"},
		{"a\x07b\x1b[1mc", "! unsupported"},
		{"\u00a0\u00a0One.\u00a0", "paragraph - One."},
		{"zero\u200bwidth and\u200djoiner", "paragraph - zerowidth and\u200djoiner"},
		{"soft\u00adhyphen", "paragraph - softhyphen"},
		{"e\u0301galite\u0301", "paragraph - égalité"},
		{"ﬁrst ﬂoor", "paragraph - first floor"},
		{"\u202bالتعذيب\u202c محظور.", "paragraph - التعذيب محظور."},
		{"第一条 为了。\n第二条 所有。", "article 1 为了。 ¦ article 2 所有。"},
		{"1. One.\n2. Two.\n3. Three.", "paragraph 1 One. ¦ paragraph 2 Two. ¦ paragraph 3 Three."},
		{"1.\tOne.\n\n2.\tTwo.", "paragraph 1 One. ¦ paragraph 2 Two."},
		{"1) One.\n2) Two.", "list-item 1) One. ¦ list-item 2) Two."},
		{"(a) one;\n(b) two; and\n(c) three.", "list-item (a) one; ¦ list-item (b) two; and ¦ list-item (c) three."},
		{"a) one;\nb) two.", "list-item a) one; ¦ list-item b) two."},
		{"i. one\nii. two\niii. three", "paragraph - i. one ii. two iii. three"},
		{"I. SUMMARY\n\n1. One.\n\nII. CONCLUSIONS\n\n2. Two.", "heading - I. SUMMARY ¦ paragraph 1 One. ¦ heading - II. CONCLUSIONS ¦ paragraph 2 Two."},
		{"Article 1\nThe lakes are free.\n\nArticle 2\nBoats pay.", "article 1 The lakes are free. ¦ article 2 Boats pay."},
		{"Article 1. The lakes are free.\nArticle 2. Boats pay.", "article 1 The lakes are free. ¦ article 2 Boats pay."},
		{"Artículo 1.- Los lagos.\nArtículo 2º.- Los barcos.", "article 1 Los lagos. ¦ article 2 Los barcos."},
		{"Статья 1. Озёра.\nСтатья 2. Лодки.", "article 1 Озёра. ¦ article 2 Лодки."},
		{"المادة 1\nالبحيرات ملك للجميع.\n\nالمادة 2\nالقوارب تدفع.", "article 1 البحيرات ملك للجميع. ¦ article 2 القوارب تدفع."},
		{"§ 1 Seen sind frei.\n§ 2 Boote zahlen.", "article 1 Seen sind frei. ¦ article 2 Boote zahlen."},
		{"Section 5 deals with boats, and section 6 with rafts.", "paragraph - Section 5 deals with boats, and section 6 with rafts."},
		{"SECTION 5\nBoats.", "paragraph - SECTION 5 ¦ paragraph - Boats."},
		{"- one\n- two\n* three\n• four", "list-item - one ¦ list-item - two ¦ list-item - three ¦ list-item - four"},
		{"one law\n– and the people –\nof it", "paragraph - one law – and the people – of it"},
		{"The rights are:\n• life\n• liberty\nand so on", "paragraph - The rights are: ¦ list-item - life ¦ list-item - liberty and so on"},
		{"(a) one, et\n(b) deux", "list-item (a) one, et ¦ list-item (b) deux"},
		{"– dashed\n— longer", "list-item - dashed — longer"},
		{"2012. A good year.", "paragraph 2012 A good year."},
		{"1990 was a good year.\n1991 was not.", "paragraph - 1990 was a good year. ¦ paragraph - 1991 was not."},
		{"12.5 per cent of the lakes are deep.", "paragraph - 12.5 per cent of the lakes are deep."},
		{"119.10. Ratify it (Norway);\n119.11. Ratify that (Peru).", "paragraph 119.10 Ratify it (Norway); ¦ paragraph 119.11 Ratify that (Peru)."},
		{"1.1 One one.\n1.2 One two.\n1.10 One ten.", "paragraph 1.1 One one. ¦ paragraph 1.2 One two. ¦ paragraph 1.10 One ten."},
		{"THE WHOLE OF IT IS LOUD AND IS NO HEADING SINCE IT GOES ON AND ON FOR MUCH LONGER THAN ANY HEADING WOULD IN ANY DOCUMENT THAT PEOPLE WRITE AND PRINT AND SEND AROUND TO EACH OTHER EVERY DAY.", "paragraph - THE WHOLE OF IT IS LOUD AND IS NO HEADING SINCE IT GOES ON AND ON FOR MUCH LONGER THAN ANY HEADING WOULD IN ANY DOCUMENT THAT PEOPLE WRITE AND PRINT AND SEND AROUND TO EACH OTHER EVERY DAY."},
		{"INTRODUCTION\nThe lakes are blue.", "heading - INTRODUCTION ¦ paragraph - The lakes are blue."},
		{"Introduction\n============\n\nThe lakes are blue.", "paragraph - Introduction ============ ¦ paragraph - The lakes are blue."},
		{"a-\nb", "paragraph - ab"},
		{"The detain-\nees and the self-\ngovernment of detainees.\n\nEnd.", "paragraph - The detainees and the selfgovernment of detainees. ¦ paragraph - End."},
		{strings.Repeat("Words go on and on to the end of the page and further than that with no stop\n", 4) + "until here.", "paragraph - Words go on and on to the end of the page and further than that with no stop Words go on and on to the end of the page and further than that with no stop Words go on and on to the end of the page and further than that with no stop Words go on and on to the end of the page and further than that with no stop until here."},
		{"Short lines\nof a poem\nare one\nparagraph", "paragraph - Short lines of a poem are one paragraph"},
		{"    indented.\n    again.", "paragraph - indented. ¦ paragraph - again."},
		{"Q: What is it?\nA: A lake.", "paragraph - Q: What is it? ¦ paragraph - A: A lake."},
		{"Name\tAge\nAnn\t5\nBob\t6", "paragraph - Name Age Ann 5 Bob 6"},
		{"<p>not html</p>", "paragraph - not html"},
		{"From: not a letter", "paragraph - From: not a letter"},
		{"%PDF- is how a PDF begins", "! malformed"},
		{"{\\rtf", "! no-text"},
		{"PK", "paragraph - PK"},
		{"One.\x1aTwo.", "! unsupported"},
	}
	for _, tt := range tests {
		if got := became(t, "file.txt", []byte(tt.in)); got != tt.want {
			t.Errorf("%q = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// The same text in every encoding that old files come in.
func TestTextEncodings(t *testing.T) {
	tests := []struct {
		name string
		data string
		want string
	}{
		{"UTF-8", "Les r\xc3\xa9cits de l\xe2\x80\x99\xc3\xa9t\xc3\xa9", "paragraph - Les récits de l’été"},
		{"UTF-8 with mark", "\xef\xbb\xbfr\xc3\xa9cit", "paragraph - récit"},
		{"Windows-1252", "Les r\xe9cits de l\x92\xe9t\xe9 \x93cit\xe9s\x94 \x96 \x80 5", "paragraph - Les récits de l’été “cités” – € 5"},
		{"Latin 1", "Les r\xe9cits de l'\xe9t\xe9", "paragraph - Les récits de l'été"},
		{"UTF-16 LE", "\xff\xfer\x00\xe9\x00c\x00i\x00t\x00", "paragraph - récit"},
		{"UTF-16 BE", "\xfe\xff\x00r\x00\xe9\x00c\x00i\x00t", "paragraph - récit"},
		{"UTF-16 LE cut", "\xff\xfer\x00\xe9\x00c", "paragraph - ré�"},
		{"Windows-1251", "\xcf\xf0\xe0\xe2\xe0 \xf7\xe5\xeb\xee\xe2\xe5\xea\xe0 \xe8 \xf1\xe2\xee\xe1\xee\xe4\xfb", "paragraph - Права человека и свободы"},
		{"broken UTF-8", "r\xc3cit d\xe2\x80 la rivi\xc3\xa8re et encore des mots pour que ce soit clair", "paragraph - rÃcit dâ€ la riviÃ¨re et encore des mots pour que ce soit clair"},
		{"overlong", "a\xc0\xafb and more words here", "paragraph - aÀ¯b and more words here"},
		{"surrogates", "a\xed\xa0\x80b and more words here", "paragraph - aí €b and more words here"},
	}
	for _, tt := range tests {
		if got := became(t, "file.txt", []byte(tt.data)); got != tt.want {
			t.Errorf("%s = %q, want %q", tt.name, got, tt.want)
		}
		if d, err := extractBytes(t, "file.txt", []byte(tt.data), Options{}); err == nil && !utf8.ValidString(d.Text) {
			t.Errorf("%s: the text is no UTF-8", tt.name)
		}
	}
}

func TestMarkdownOddities(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", "! no-text"},
		{"# Lakes\n\nBlue.\n\n## Shores\n\nLong.", "heading - Lakes ¦ paragraph - Blue. ¦ heading - Shores ¦ paragraph - Long."},
		{"Lakes\n=====\n\nBlue.\n\nShores\n------\n\nLong.", "heading - Lakes ¦ paragraph - Blue. ¦ heading - Shores ¦ paragraph - Long."},
		{"# Lakes #\nBlue.", "heading - Lakes ¦ paragraph - Blue."},
		{"#no space", "paragraph - #no space"},
		{"####### seven", "paragraph - ####### seven"},
		{"1. one\n2. two\n3. three", "list-item 1 one ¦ list-item 2 two ¦ list-item 3 three"},
		{"5. five\n6. six", "list-item 5 five ¦ list-item 6 six"},
		{"1. one\n1. two\n1. three", "list-item 1 one ¦ list-item 2 two ¦ list-item 3 three"},
		{"1) one\n2) two", "list-item 1 one ¦ list-item 2 two"},
		{"1. one\n   - a\n   - b\n2. two", "list-item 1 one ¦ list-item - a ¦ list-item - b ¦ list-item 2 two"},
		{"- one\n- two\n\n- three", "list-item - one ¦ list-item - two ¦ list-item - three"},
		{"* one\n+ two\n- three", "list-item - one ¦ list-item - two ¦ list-item - three"},
		{"- [ ] to do\n- [x] done", "list-item - [ ] to do ¦ list-item - [x] done"},
		{"1. one\n\n   more of one\n\n2. two", "list-item 1 one ¦ paragraph - more of one ¦ list-item 2 two"},
		{"| Boat | Fee |\n|---|---:|\n| Raft | none |\n| *Ship* | `5` |", "table - Boat | Fee ¦ table - Raft | none ¦ table - Ship | 5"},
		{"| only |\n|---|", "table - only"},
		{"> quoted\n> words", "paragraph - quoted words"},
		{"> 1. quoted list", "list-item 1 quoted list"},
		{"```\ncode\n  more\n```", "paragraph - code more"},
		{"    indented code", "paragraph - indented code"},
		{"*em* **strong** ***both*** ~~gone~~ `code`", "paragraph - em strong both gone code"},
		{"[link](https://example.org) and ![image](x.png) and <https://example.org>", "paragraph - link and and https://example.org"},
		{"[ref][1]\n\n[1]: https://example.org", "paragraph - ref"},
		{"line\\\nbreak and  \nbreak", "paragraph - line break and break"},
		{"a\nb", "paragraph - a b"},
		{"a\r\nb\r\n\r\nc", "paragraph - a b ¦ paragraph - c"},
		{"&amp; &lt; &eacute; &#233; &bogus;", "paragraph - & < é é &bogus;"},
		{"\\# no heading \\*no em\\*", "paragraph - # no heading *no em*"},
		{"<b>bold</b> and<br>break", "paragraph - bold and break"},
		{"<div>\n<p>html</p>\n</div>", "paragraph - html"},
		{"<!-- comment -->\n\nSeen.", "paragraph - Seen."},
		{"<script>alert(1)</script>\n\nSeen.", "paragraph - Seen."},
		{"Word[^1] and more[^n].\n\n[^1]: The note.\n[^n]: Another.", "paragraph - Word and more. ¦ footnote 1 The note. ¦ footnote 2 Another."},
		{"Word[^lost].", "paragraph - Word[^lost]."},
		{"Term\n: What it means\n: And more", "paragraph - Term: What it means ¦ paragraph - Term: And more"},
		{"---\ntitle: T\n---\nBody.", "paragraph - Body."},
		{"---\ntitle: [unclosed\n---\nBody.", "paragraph - Body."},
		{"---\nnot front matter", "paragraph - not front matter"},
		{"***\n\nrule", "paragraph - rule"},
		{"1\\. escaped", "paragraph 1 escaped"},
		{"119.10. Ratify it.", "paragraph 119.10 Ratify it."},
		{"**Article 1** The lakes are free.", "paragraph - Article 1 The lakes are free."},
		{"### Article 1\n\nThe lakes are free.\n\n### Article 2\n\nBoats pay.", "heading - Article 1 ¦ article 1 The lakes are free. ¦ heading - Article 2 ¦ article 2 Boats pay."},
		{"\ufeff# Lakes\n\nBlue.", "heading - Lakes ¦ paragraph - Blue."},
		{strings.Repeat("> ", 200) + "deep", "paragraph - deep"},
		{strings.Repeat("*", 5000), "! no-text"},
		{strings.Repeat("[", 3000) + "x", "paragraph - [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[x"},
	}
	for _, tt := range tests {
		if got := became(t, "file.md", []byte(tt.in)); got != tt.want {
			t.Errorf("%.80q = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestFrontMatter(t *testing.T) {
	tests := []struct{ front, want string }{
		{"title: Lakes Act\nlang: fr\ndate: 2020-01-02\ncountry: Kenya", "Lakes Act fr 2020-01-02 []"},
		{`title: "Quoted: title"`, "Quoted: title   []"},
		{"date: '2020-01-02'", "  2020-01-02 []"},
		{"date: 2020-01-02T10:00:00Z", "  2020-01-02 []"},
		{"date: 2020", "  2020 []"},
		{"date: yesterday", "   []"},
		{"date: 2020-13-40", "   []"},
		{"enactment_date: 2020-01-02\npromulgation_date: 2021-01-02", "  2021-01-02 []"},
		{"Language: eng\nTITLE: Shouted", "Shouted en  []"},
		{"language: English", "   []"},
		{"country: [Kenya, Uganda]", "   []"},
		{"country: Atlantis", "   []"},
		{"country: KEN", "   [KEN]"},
		{"title: |\n  two\n  lines", "two lines   []"},
		{"title: 5", "5   []"},
		{"title: true", "   []"},
		{"title: &a [*a]", "   []"},
		{"- a\n- b", "   []"},
		{"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\ntitle: T", "T   []"},
		{"title: T\ndate: 2020-03", "T  2020-03 []"},
		{"title: T\ndate: 1999-2003", "T   []"},
	}
	for _, tt := range tests {
		d := mustExtract(t, "file.md", []byte("---\n"+tt.front+"\n---\n\nBody of the text.\n"))
		if got := fmt.Sprint(d.Title, " ", d.Language, " ", d.Date, " ", d.Countries); got != tt.want {
			t.Errorf("%q = %q, want %q", tt.front, got, tt.want)
		}
	}
}

func TestHTMLOddities(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", "! no-text"},
		{"<p></p>", "! no-text"},
		{"<p>One</p><p> </p><p>\u00a0</p><p>Two</p>", "paragraph - One ¦ paragraph - Two"},
		{"<p>One<br/><br/>Two<br>still two</p>", "paragraph - One ¦ paragraph - Two still two"},
		{"<p>a<b>b</b>c <i>d</i></p>", "paragraph - abc d"},
		{"<p>H<sub>2</sub>O and m<sup>2</sup></p>", "paragraph - H2O and m2"},
		{"<p>non&nbsp;breaking and &shy;soft&ZeroWidthSpace;</p>", "paragraph - non breaking and soft"},
		{"<p>&lt;b&gt; &amp;amp; &#x1F642; &#0; &#xD800;</p>", "paragraph - <b> &amp; 🙂 � �"},
		{"<div>One<div>Two</div>three</div>", "paragraph - One ¦ paragraph - Two ¦ paragraph - three"},
		{"<h1>One <small>small</small></h1><h3>Deep</h3><p>Words.</p>", "heading - One small ¦ heading - Deep ¦ paragraph - Words."},
		{"<p><b>Bold only</b></p><p>Words follow here.</p>", "heading - Bold only ¦ paragraph - Words follow here."},
		{"<ul><li>one<li>two</ul>", "list-item - one ¦ list-item - two"},
		{"<ol><li>one<li>two</ol>", "list-item 1 one ¦ list-item 2 two"},
		{"<ol start=5><li>five<li>six</ol>", "list-item 5 five ¦ list-item 6 six"},
		{"<ol type=a><li>one<li>two</ol>", "list-item a one ¦ list-item b two"},
		{"<ol type=A><li>one</ol><ol type=i><li>two</ol><ol type=I><li>three</ol>", "list-item A one ¦ list-item i two ¦ list-item I three"},
		{"<ol><li value=7>seven<li>eight</ol>", "list-item 7 seven ¦ list-item 8 eight"},
		{"<ol><li>one<ol type=a><li>sub<li>sub</ol><li>two</ol>", "list-item 1 one ¦ list-item a sub ¦ list-item b sub ¦ list-item 2 two"},
		{"<ol><li>one<ul><li>dot</ul><li>two</ol>", "list-item 1 one ¦ list-item - dot ¦ list-item 2 two"},
		{"<ol><li>1. one<li>2. two</ol>", "list-item 1 one ¦ list-item 2 two"},
		{"<ol style='list-style-type: none'><li>one<li>two</ol>", "list-item - one ¦ list-item - two"},
		{"<ol start=x><li value=y>one</ol>", "list-item 1 one"},
		{"<ol start=-3><li>one</ol>", "list-item -3 one"},
		{"<ol type=x><li>one</ol>", "list-item - one"},
		{"<ol><li><p>one</p><p>more of one</p></li><li><p>two</p></li></ol>", "list-item 1 one ¦ paragraph - more of one ¦ list-item 2 two"},
		{"<li>stray</li>", "list-item - stray"},
		{"<dl><dt>term<dd>meaning</dl>", "paragraph - term ¦ paragraph - meaning"},
		{"<blockquote><p>quoted</p></blockquote>", "paragraph - quoted"},
		{"<pre>line one\n  line two</pre>", "paragraph - line one line two"},
		{"<table><tr><td>a<td>b<tr><td>c</table>", "table - a | b ¦ table - c"},
		{"<table><caption>Cap</caption><tr><th>a</th><th>b</th></tr><tr><td>c</td><td></td></tr></table>", "paragraph - Cap ¦ table - a | b ¦ table - c"},
		{"<table><tr><td>a</td><td><table><tr><td>in</td><td>ner</td></tr></table></td></tr></table>", "paragraph - a ¦ table - in | ner"},
		{"<table><tr><td colspan=2>wide</td></tr><tr><td>a</td><td>b</td></tr></table>", "table - wide ¦ table - a | b"},
		{"<p>before<script>x</script>after<style>y</style></p>", "paragraph - beforeafter"},
		{"<p style='DISPLAY:NONE'>gone</p><p aria-hidden=true>gone</p><p style='visibility: hidden'>gone</p><p>seen</p>", "paragraph - seen"},
		{"<noscript>Turn on scripts</noscript><p>Words.</p>", "paragraph - Words."},
		{"<form><label>Name</label><input value=x><select><option>o</select><textarea>t</textarea></form><p>Words.</p>", "paragraph - Name ¦ paragraph - Words."},
		{"<iframe src=x>fallback</iframe><object>fallback</object><svg><text>drawn</text></svg><p>Words.</p>", "paragraph - Words."},
		{"<template><p>gone</p></template><p>Words.</p>", "paragraph - Words."},
		{"<details><summary>Sum</summary><p>More.</p></details>", "paragraph - Sum ¦ paragraph - More."},
		{"<figure><img alt=alt><figcaption>Cap</figcaption></figure>", "paragraph - Cap"},
		{"<p dir=rtl>حقوق <span>الإنسان</span></p>", "paragraph - حقوق الإنسان"},
		{"<p><ruby>漢<rt>kan</rt></ruby></p>", "paragraph - 漢kan"},
		{"<p>1. One.</p><p>2. Two.</p>", "paragraph 1 One. ¦ paragraph 2 Two."},
		{"<p>(a) one;</p><p>(b) two.</p>", "list-item (a) one; ¦ list-item (b) two."},
		{"<h2>Article 1</h2><p>Free.</p><h2>Article 2</h2><p>Paid.</p>", "heading - Article 1 ¦ article 1 Free. ¦ heading - Article 2 ¦ article 2 Paid."},
		{"<p>Article 1. Free.</p><p>Article 2. Paid.</p>", "article 1 Free. ¦ article 2 Paid."},
		{"<p id=x>a</p></p></div></body></html><p>after the end</p>", "paragraph - a ¦ paragraph - after the end"},
		{"<p>unclosed <b>bold <i>both</p><p>next", "paragraph - unclosed bold both ¦ heading - next"},
		{"<P>UPPER</P><bR>", "paragraph - UPPER"},
		{"<!-- <p>gone</p> --><p>seen</p><![CDATA[x]]>", "paragraph - seen"},
		{"<p>" + strings.Repeat("<span>", 1000) + "deep" + strings.Repeat("</span>", 1000) + "</p>", "! malformed"},
		{"plain & simple < words", "paragraph - plain & simple < words"},
		{"<p>a\x00b</p>", "! unsupported"},
		{"<custom-tag>custom</custom-tag>", "paragraph - custom"},
		{"<p>a<wbr>b<wbr/>c</p>", "paragraph - abc"},
		{"<a href='javascript:alert(1)'>click</a>", "paragraph - click"},
	}
	for _, tt := range tests {
		if got := became(t, "page.html", []byte("<!DOCTYPE html><html><head><title>t</title></head><body>"+tt.in+"</body></html>")); got != tt.want {
			t.Errorf("%.90q = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestRTFOddities(t *testing.T) {
	tests := []struct{ in, want string }{
		{``, "! no-text"},
		{`One.\par Two.\par`, "paragraph - One. ¦ paragraph - Two."},
		{`One.\line still one.`, "paragraph - One. still one."},
		{`a\tab b\~c\_d\-e`, "paragraph - a b c-de"},
		{`\'e9t\'e9`, "paragraph - été"},
		{`\u233?t\u233?`, "paragraph - été"},
		{`\u-3913?`, "! no-text"},
		{`\u55357?\u56898?`, "paragraph - 🙂"},
		{`\uc2\u233??x`, "paragraph - éx"},
		{`\uc0\u233 x`, "paragraph - éx"},
		{`\lquote a\rquote  \ldblquote b\rdblquote  \endash \emdash \bullet`, "paragraph - ‘a’ “b” –—•"},
		{`\{braces\} and \\`, `paragraph - {braces} and \`},
		{`{\b bold} and {\i italic} {\ul under}`, "paragraph - bold and italic under"},
		{`{\v hidden}seen\v gone\v0 back`, "paragraph - seenback"},
		{`{\*\unknown gone}seen`, "paragraph - seen"},
		{`{\field{\*\fldinst HYPERLINK "x"}{\fldrslt link}}`, "paragraph - link"},
		{`{\pict 89504e470d0a}seen`, "paragraph - seen"},
		{`{\object{\*\objdata 0105}{\result shown}}`, "! no-text"},
		{`{\footnote note one}word{\footnote note two}`, "paragraph - word ¦ footnote 1 note one ¦ footnote 2 note two"},
		{`{\header head}{\footer foot}body`, "paragraph - body"},
		{`{\*\bkmkstart x}body{\*\bkmkend x}`, "paragraph - body"},
		{`\trowd a\cell b\cell\row\trowd c\cell d\cell\row`, "table - a | b ¦ table - c | d"},
		{`\intbl a\cell\row`, "paragraph - a"}, // a frame around text
		{`{\pntext 1.\tab}one\par{\pntext 2.\tab}two`, "paragraph 1 one ¦ paragraph 2 two"},
		{`{\listtext (a)\tab}one`, "list-item (a) one"},
		{`\page after page`, "paragraph - after page"},
		{`\sect after section`, "paragraph - after section"},
		{`\bin5 {{{{{x`, "paragraph - x"},
		{`\bin999999999 x`, "! no-text"},
		{`\u99999999999999 x`, "paragraph - 99 x"},
		{`unclosed {group`, "paragraph - unclosed group"},
		{`too many }}} after`, "paragraph - too many"},
		{`\'zz \'4`, "! no-text"},
		{"a\r\nb", "paragraph - ab"},
		{"a\x00b", "! unsupported"},
		{`\deff0{\fonttbl{\f0\fcharset178 Arab;}}\f0\'cd\'de\'e6\'de`, "paragraph - حقوق"},
		{`{\fonttbl{\f0\fcharset134 Song;}}\f0\'c8\'cb\'c8\'a8`, "paragraph - 人权"},
		{`\rtlpar \u1581?\u1602?`, "paragraph - حق"},
		{`\s1 Styled\par`, "paragraph - Styled"},
		{`\deleted gone\deleted0  kept`, "paragraph - kept"},
	}
	for _, tt := range tests {
		if got := became(t, "file.rtf", []byte(`{\rtf1\ansi\ansicpg1252 `+tt.in+`}`)); got != tt.want {
			t.Errorf("%q = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestXMLOddities(t *testing.T) {
	akn := func(body string) string {
		return `<?xml version="1.0"?><akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act"><body>` + body + `</body></act></akomaNtoso>`
	}
	tests := []struct{ in, want string }{
		{akn(""), "! no-text"},
		{akn(`<section eId="s1"><num>1.</num><heading>Lakes</heading><content><p>Free.</p></content></section>`), "heading - 1. Lakes ¦ article 1 Free."},
		{akn(`<section><num>1</num><subsection><num>(1)</num><content><p>One.</p></content></subsection><subsection><num>(2)</num><content><p>Two.</p></content></subsection></section>`), "article 1(1) One. ¦ article 1(2) Two."},
		{akn(`<article><num>Article 1</num><paragraph><num>1.</num><content><p>One.</p></content></paragraph></article>`), "article 1(1) One."},
		{akn(`<chapter><num>Chapter I</num><heading>Boats</heading><section><num>1</num><content><p>x</p></content></section></chapter>`), "heading - Chapter I Boats ¦ article 1 x"},
		{akn(`<section><num>1</num><content><p>a <b>b</b> <ref href="x">c</ref> <i>d</i>e</p></content></section>`), "article 1 a b c de"},
		{akn(`<section><num>1</num><content><p>a<authorialNote marker="1"><p>note</p></authorialNote>b</p></content></section>`), "article 1 ab ¦ footnote 1 note"},
		{akn(`<section><num>1</num><content><table><tr><th><p>h</p></th><td><p>d</p></td></tr></table></content></section>`), "table - h | d"},
		{akn(`<section><num>1</num><content><p>a<br/>b<eol/>c</p></content></section>`), "article 1 a b c"},
		{akn(`<hcontainer><content><p>plain</p></content></hcontainer>`), "paragraph - plain"},
		{akn(`<section><num>1</num><content><p>&amp; &#233; &eacute;</p></content></section>`), "article 1 & é é"},
		{akn(`<section><num>1</num><content><p><![CDATA[<raw> & more]]></p></content></section>`), "article 1 <raw> & more"},
		{akn(`<section><num>1</num><content><p>first</p><p>second</p></content></section>`), "article 1 first ¦ article - second"},
		{akn(`<section><num/><heading/><content><p>nothing before</p></content></section>`), "article - nothing before"},
		{`<?xml version="1.0"?><doc><title>T</title><p>One.</p><p>Two.</p></doc>`, "heading - T ¦ paragraph - One. ¦ paragraph - Two."},
		{`<?xml version="1.0"?><doc>bare text<p>then</p>after</doc>`, "paragraph - bare text ¦ paragraph - then ¦ paragraph - after"},
		{`<?xml version="1.0"?><doc/>`, "! no-text"},
		{`<?xml version="1.0"?><doc><a><b>x</b></a></doc>`, "paragraph - x"},
		{`<?xml version="1.0"?>`, "! no-text"},
		{`<?xml version="1.0"?><doc><p>cut`, "paragraph - cut ¦ note: The XML breaks off: XML syntax error on line 1: unexpected EOF."},
		{`<?xml version="1.0"?><doc><p>crossed</doc></p>`, "paragraph - crossed ¦ note: The XML breaks off: XML syntax error on line 1: unexpected end element </p>."},
		{`<?xml version="1.0" encoding="windows-1251"?><doc><p>` + "\xcf\xf0\xe0\xe2\xe0" + `</p></doc>`, "paragraph - Права"},
		{`<?xml version="1.0" encoding="no-such"?><doc><p>words</p></doc>`, "! malformed"},
		{"\ufeff" + `<?xml version="1.0"?><doc><p>after a mark</p></doc>`, "paragraph - after a mark"},
		{`<?xml version="1.0"?><!DOCTYPE doc [<!ENTITY e "expanded">]><doc><p>&e;</p></doc>`, "paragraph - &e;"},
		{`<?xml version="1.0"?><doc xmlns:x="y"><x:p>prefixed</x:p></doc>`, "paragraph - prefixed"},
		{`<?xml version="1.0"?><doc><!-- gone --><p>seen</p><?pi gone?></doc>`, "paragraph - seen"},
		{`<?xml version="1.0"?><doc><p>a` + "\x01" + `b</p></doc>`, "! no-text"},
		{`<?xml version="1.1"?><doc><p>one point one</p></doc>`, "! malformed"},
		{`<doc><p>without a declaration</p></doc>`, "paragraph - without a declaration"},
	}
	for _, tt := range tests {
		if got := became(t, "file.xml", []byte(tt.in)); got != tt.want {
			t.Errorf("%.200q = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestMessageOddities(t *testing.T) {
	mail := func(header, body string) string {
		return strings.ReplaceAll("From: a@example.org\n"+header+"\n"+body, "\n", "\r\n")
	}
	part := func(header, body string) string { return "--b\n" + header + "\n\n" + body + "\n" }
	mixed := "Subject: S\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n"
	tests := []struct {
		name, in, want string
	}{
		{"one field", "Subject: Boats\r\n\r\nWords.\r\n", "heading - Boats ¦ paragraph - Words."},
		{"no field", "Words: of no letter\r\n\r\nWords.\r\n", "paragraph - Words: of no letter ¦ paragraph - Words."},
		{"plain", mail("Subject: Boats\n", "Words here.\n"), "heading - Boats ¦ paragraph - From: a@example.org ¦ paragraph - Words here."},
		{"no subject", mail("", "Words here.\n"), "paragraph - From: a@example.org ¦ paragraph - Words here."},
		{"no body", mail("Subject: Boats\n", ""), "heading - Boats ¦ paragraph - From: a@example.org"},
		{"quoted-printable", mail("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n", "caf=C3=A9 =\nand more=2E\n"), "paragraph - From: a@example.org ¦ paragraph - café and more."},
		{"bad quoted-printable", mail("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n", "a=ZZb 100%=\n"), "paragraph - From: a@example.org ¦ paragraph - a=ZZb 100%"},
		{"base64", mail("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n", base64.StdEncoding.EncodeToString([]byte("café words"))+"\n"), "paragraph - From: a@example.org ¦ paragraph - café words"},
		{"bad base64", mail("Content-Transfer-Encoding: base64\n", "!!!!\n"), "paragraph - From: a@example.org ¦ note: A part of the message breaks off: illegal base64 data at input byte 0."},
		{"Latin 1", mail("Content-Type: text/plain; charset=iso-8859-1\n", "caf\xe9 words\n"), "paragraph - From: a@example.org ¦ paragraph - café words"},
		{"unknown charset", mail("Content-Type: text/plain; charset=no-such\n", "words\n"), "paragraph - From: a@example.org ¦ paragraph - words"},
		{"HTML", mail("Content-Type: text/html\n", "<h1>Boats</h1><p>Words.</p>\n"), "paragraph - From: a@example.org ¦ heading - Boats ¦ paragraph - Words."},
		{"two parts", mail(mixed, part("Content-Type: text/plain", "One.")+part("Content-Type: text/plain", "Two.")+"--b--\n"), "heading - S ¦ paragraph - From: a@example.org ¦ paragraph - One. ¦ paragraph - Two."},
		{"alternatives", mail("Content-Type: multipart/alternative; boundary=b\n", part("Content-Type: text/plain", "Plain.")+part("Content-Type: text/html", "<p>Rich.</p>")+"--b--\n"), "paragraph - From: a@example.org ¦ paragraph - Rich."},
		{"an attachment", mail(mixed, part("Content-Type: text/plain", "One.")+part("Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment; filename=a.txt", "Attached.")+"--b--\n"), "heading - S ¦ paragraph - From: a@example.org ¦ paragraph - One. ¦ heading - a.txt ¦ paragraph - Attached."},
		{"an attachment that cannot be read", mail(mixed, part("Content-Type: text/plain", "One.")+part("Content-Type: application/zip; name=a.zip\nContent-Disposition: attachment; filename=a.zip", "PK")+"--b--\n"), "heading - S ¦ paragraph - From: a@example.org ¦ paragraph - One. ¦ heading - a.zip ¦ paragraph - PK"},
		{"an attachment named like a path", mail(mixed, part("Content-Type: text/plain", "One.")+part("Content-Disposition: attachment; filename=\"../../etc/passwd.txt\"", "Attached.")+"--b--\n"), "heading - S ¦ paragraph - From: a@example.org ¦ paragraph - One. ¦ heading - passwd.txt ¦ paragraph - Attached."},
		{"no closing boundary", mail(mixed, part("Content-Type: text/plain", "One.")), "heading - S ¦ paragraph - From: a@example.org ¦ paragraph - One. ¦ note: A part of the message breaks off: unexpected EOF."},
		{"no boundary named", mail("Content-Type: multipart/mixed\n", "One.\n"), "paragraph - From: a@example.org ¦ paragraph - One."},
		{"encoded words", mail("Subject: =?utf-8?b?Y2Fmw6k=?= =?iso-8859-1?q?=E9t=E9?=\n", "Words.\n"), "heading - caféété ¦ paragraph - From: a@example.org ¦ paragraph - Words."},
		{"broken encoded words", mail("Subject: =?utf-8?x?zzz?=\n", "Words.\n"), "heading - =?utf-8?x?zzz?= ¦ paragraph - From: a@example.org ¦ paragraph - Words."},
		{"folded subject", mail("Subject: one\n two\n\tthree\n", "Words.\n"), "heading - one two three ¦ paragraph - From: a@example.org ¦ paragraph - Words."},
		{"quoted reply", mail("Subject: S\n", "Mine.\n\n> Theirs.\n> More of theirs.\n"), "heading - S ¦ paragraph - From: a@example.org ¦ paragraph - Mine. ¦ paragraph - > Theirs. ¦ paragraph - > More of theirs."},
		{"a message in a message", mail(mixed, part("Content-Type: message/rfc822", "From: b@example.org\nSubject: Inner\n\nInner words.")+"--b--\n"), "heading - S ¦ paragraph - From: a@example.org ¦ heading - Forwarded message ¦ paragraph - From: b@example.org Subject: Inner ¦ paragraph - Inner words."},
	}
	for _, tt := range tests {
		if got := became(t, "letter.eml", []byte(tt.in)); got != tt.want {
			t.Errorf("%s = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestOpenDocumentOddities(t *testing.T) {
	tests := []struct{ in, want string }{
		{``, "! no-text"},
		{`<text:p>One.</text:p><text:p/><text:p>Two.</text:p>`, "paragraph - One. ¦ paragraph - Two."},
		{`<text:h text:outline-level="1">Lakes</text:h><text:h text:outline-level="2">Shores</text:h><text:p>Words.</text:p>`, "heading - Lakes ¦ heading - Shores ¦ paragraph - Words."},
		{`<text:h>No level</text:h><text:p>Words.</text:p>`, "heading - No level ¦ paragraph - Words."},
		{`<text:p>a<text:s/>b<text:s text:c="3"/>c<text:tab/>d<text:line-break/>e</text:p>`, "paragraph - a b c d e"},
		{`<text:p>a<text:span>b</text:span><text:a>c</text:a></text:p>`, "paragraph - abc"},
		{`<text:p>a<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p></text:note-body></text:note>b</text:p>`, "paragraph - ab ¦ footnote 1 note"},
		{`<text:p>a<office:annotation><text:p>a comment</text:p></office:annotation>b</text:p>`, "paragraph - ab"},
		{`<text:tracked-changes><text:changed-region><text:deletion><text:p>deleted</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>kept</text:p>`, "paragraph - kept"},
		{`<text:list><text:list-item><text:p>one</text:p></text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list>`, "paragraph - one ¦ paragraph - two"},
		{`<text:list><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>sub</text:p></text:list-item></text:list></text:list-item></text:list>`, "paragraph - one ¦ paragraph - sub"},
		{`<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>`, "table - a | b"},
		{`<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:covered-table-cell/><table:table-cell table:number-columns-repeated="99999"/></table:table-row></table:table>`, "table - a"},
		{`<text:section><text:p>in a section</text:p></text:section>`, "paragraph - in a section"},
		{`<draw:frame><draw:text-box><text:p>in a box</text:p></draw:text-box></draw:frame>`, "paragraph - in a box"},
		{`<text:p>1. One.</text:p><text:p>2. Two.</text:p>`, "paragraph 1 One. ¦ paragraph 2 Two."},
		{`<text:p>a &amp; b &#x1F642;</text:p>`, "paragraph - a & b 🙂"},
		{`<text:table-of-content><text:index-body><text:p>Lakes 3</text:p></text:index-body></text:table-of-content><text:p>Words.</text:p>`, "paragraph - Words."},
		{`<text:p>cut`, "paragraph - cut"},
	}
	for _, tt := range tests {
		if got := became(t, "file.odt", open(t, "", tt.in)); got != tt.want {
			t.Errorf("%q = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestWordOddities(t *testing.T) {
	run := func(inner string) string { return "<w:p><w:r>" + inner + "</w:r></w:p>" }
	tests := []struct{ in, want string }{
		{"", "! no-text"},
		{"<w:p/>", "! no-text"},
		{para("", "One.") + "<w:p/>" + para("", "Two."), "paragraph - One. ¦ paragraph - Two."},
		{run("<w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t>"), "paragraph - a b c"},
		{run(`<w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t>`), "paragraph - a b"},
		{run("<w:t>a</w:t><w:softHyphen/><w:t>b</w:t>"), "paragraph - ab"},
		{run(`<w:t xml:space="preserve"> a  b </w:t>`), "paragraph - a b"},
		{run(`<w:sym w:font="Symbol" w:char="F0B7"/><w:t>a</w:t>`), "paragraph - a"},
		{para("", "a &amp; b &lt;c&gt; &#233;"), "paragraph - a & b <c> é"},
		{para("", "حقوق") + para("<w:bidi/>", "الإنسان"), "paragraph - حقوق ¦ paragraph - الإنسان"},
		{para("", "1. One.") + para("", "2. Two."), "paragraph 1 One. ¦ paragraph 2 Two."},
		{para("", "(a) one;") + para("", "(b) two."), "list-item (a) one; ¦ list-item (b) two."},
		{para("", "Article 1") + para("", "Free.") + para("", "Article 2") + para("", "Paid."), "heading - Article 1 ¦ article 1 Free. ¦ heading - Article 2 ¦ article 2 Paid."},
		{"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Bold heading</w:t></w:r></w:p>" + para("", "Words follow."), "heading - Bold heading ¦ paragraph - Words follow."},
		{"<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>in capitals</w:t></w:r></w:p>", "paragraph - in capitals"},
		{"<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>struck</w:t></w:r></w:p>", "paragraph - struck"},
		{"<w:p><w:smartTag><w:r><w:t>smart</w:t></w:r></w:smartTag></w:p>", "paragraph - smart"},
		{"<w:p><w:fldSimple w:instr=\"PAGE\"><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>", "paragraph - 7"},
		{"<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>", "paragraph - x=1"},
		{"<w:p><w:commentRangeStart/><w:r><w:t>a</w:t></w:r><w:commentReference/></w:p>", "paragraph - a"},
		{"<w:tbl><w:tr><w:tc>" + para("", "1.") + "</w:tc><w:tc>" + para("", "One.") + "</w:tc></w:tr></w:tbl>", "table - 1. | One."},
		{"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>" + para("", "in") + "</w:tc><w:tc>" + para("", "ner") + "</w:tc></w:tr></w:tbl></w:tc><w:tc>" + para("", "out") + "</w:tc></w:tr></w:tbl>", "table - in ner | out"},
		{"<w:tbl><w:tr><w:tc>" + para("", "a") + `</w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>`, "table - a"},
		{"<w:sectPr/>" + para("", "after"), "paragraph - after"},
		{para("", "a") + "<w:bookmarkStart/><w:bookmarkEnd/><w:unknown>x</w:unknown>", "paragraph - a"},
		{para("", strings.Repeat("long ", 100)+"end."), "paragraph - long long long long long long long long long long long long long long long long long long long long long long long long long long long lon"},
		{"<w:p><w:r><w:t>cut", "paragraph - cut"},
		{"<w:p><w:r><w:t>a</w:r></w:t></w:p>", "paragraph - a ¦ note: word/document.xml: The XML breaks off: XML syntax error on line 1: unexpected end element </t>."},
	}
	for _, tt := range tests {
		got := became(t, "file.docx", word(t, "", "", tt.in))
		if len(got) > 150 {
			got = got[:150]
		}
		if got != tt.want {
			t.Errorf("%.120q = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// What a file is, whatever it is called; and what is said of what cannot be read.
func TestKindsOfFiles(t *testing.T) {
	docx := word(t, "", "", para("", "A Word file."))
	odt := open(t, "", "<text:p>An OpenDocument file.</text:p>")
	tests := []struct {
		name, file string
		data       []byte
		want       string
	}{
		{"empty", "a.pdf", nil, "! no-text"},
		{"empty text", "a.txt", nil, "! no-text"},
		{"a PDF that is HTML", "a.pdf", []byte("<!DOCTYPE html><html><body><p>Not found</p></body></html>"), "paragraph - Not found"},
		{"a PDF that is Word", "a.pdf", docx, "paragraph - A Word file."},
		{"Word named text", "a.txt", docx, "paragraph - A Word file."},
		{"Word without a name", "", docx, "paragraph - A Word file."},
		{"OpenDocument named Word", "a.docx", odt, "paragraph - An OpenDocument file."},
		{"text named Word", "a.docx", []byte("just words"), "paragraph - just words"},
		{"text named PDF", "a.pdf", []byte("just words"), "paragraph - just words"},
		{"text named old Word", "a.doc", []byte("just words"), "paragraph - just words"},
		{"RTF named old Word", "a.doc", []byte(`{\rtf1 rich words}`), "paragraph - rich words"},
		{"HTML named old Word", "a.doc", []byte("<html><body><p>page</p></body></html>"), "paragraph - page"},
		{"text without an ending", "README", []byte("just words"), "paragraph - just words"},
		{"text with an unknown ending", "a.xyz", []byte("just words"), "paragraph - just words"},
		{"upper case", "A.HTM", []byte("<p>page</p>"), "paragraph - page"},
		{"a picture", "a.png", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "! unsupported"},
		{"a picture named PDF", "a.pdf", []byte("\xff\xd8\xff\xe0\x00\x10JFIF"), "! unsupported"},
		{"a program", "a.exe", []byte("MZ\x90\x00\x03\x00\x00\x00"), "! unsupported"},
		{"an ELF program named text", "a.txt", []byte("\x7fELF\x02\x01\x01\x00\x00\x00"), "! unsupported"},
		{"gzip", "a.gz", []byte("\x1f\x8b\x08\x00\x00\x00\x00\x00"), "! unsupported"},
		{"an empty zip", "a.docx", zipped(t), "! unsupported"},
		{"a zip of nothing known", "a.docx", zipped(t, "a.txt", "x"), "! unsupported"},
		{"a spreadsheet", "a.xlsx", zipped(t, "[Content_Types].xml", "<Types/>", "xl/workbook.xml", "<workbook/>"), "! unsupported"},
		{"slides", "a.pptx", zipped(t, "[Content_Types].xml", "<Types/>", "ppt/presentation.xml", "<p/>"), "! unsupported"},
		{"a cut zip", "a.docx", docx[:len(docx)/2], "! malformed"},
		{"zeros", "a.bin", make([]byte, 4096), "! unsupported"},
		{"zeros named text", "a.txt", make([]byte, 4096), "! unsupported"},
		{"an OLE file of nothing", "a.doc", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 4096)...), "! malformed"},
		{"JSON", "a.json", []byte(`{"a": 1}`), "! unsupported"},
		{"CSV", "a.csv", []byte("a,b\n1,2\n"), "paragraph - a,b 1,2"},
		{"a letter named text", "a.txt", []byte("From: a@example.org\r\nTo: b@example.org\r\nSubject: S\r\nDate: Tue, 04 May 2021 10:00:00 +0200\r\n\r\nWords.\r\n"), "heading - S ¦ paragraph - From: a@example.org ¦ paragraph - To: b@example.org ¦ paragraph - Date: Tue, 04 May 2021 10:00:00 +0200 ¦ paragraph - Words."},
		{"Markdown named text", "a.txt", []byte("# Lakes\n\nBlue."), "paragraph - # Lakes ¦ paragraph - Blue."},
		{"a PDF header alone", "a.pdf", []byte("%PDF-1.7\n"), "! malformed"},
	}
	for _, tt := range tests {
		if got := became(t, tt.file, tt.data); got != tt.want {
			t.Errorf("%s = %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestPassagesAreOrderedAndWhole holds for every table above: what is read of a
// file twice is the same, passages follow each other, and no letter is lost
// between the bytes of a plain text and its passages.
func TestPassagesAreOrderedAndWhole(t *testing.T) {
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' {
				return r
			}
			return -1
		}, strings.ToLower(s))
	}
	for _, in := range []string{
		"1. One.\n2. Two.\n12. three;\n13. four.", "INTRODUCTION\n\nWords go\nover lines.\n\nArticle 1\nMore.", "a\tb\tc\n\n\nd", "- one\n- two\n\nEnd.",
		"I. Heading\n1.1 One one.\n1.2 One two.\nII. Heading\n2.1 Two one.", strings.Repeat("word ", 3000), "Q: a?\nA: b.\n\nQ: c?\nA: d.",
	} {
		d := mustExtract(t, "file.txt", []byte(in))
		if got, want := letters(d.Text), letters(in); got != want {
			t.Errorf("%.60q: letters %q, want %q", in, got, want)
		}
		end := -1
		for i := range d.Passages {
			if d.Passages[i].Start < end {
				t.Errorf("%.60q: passage %d begins before the end of the one before", in, i)
			}
			end = d.Passages[i].End
		}
		if again := mustExtract(t, "file.txt", []byte(in)); strings.Join(brief(again), "¦") != strings.Join(brief(d), "¦") {
			t.Errorf("%.60q is read otherwise the second time", in)
		}
	}
}

func TestCountersOfAllFormats(t *testing.T) {
	tests := []struct{ format, want string }{
		{"decimal", "-1 0 1 2 4 9 10 12 20 26 27 28 29 33 40 52 53 90 100 105 110 999 1990 3999 4000 10000 1099511627776"},
		{"decimalZero", "-1 00 01 02 04 09 10 12 20 26 27 28 29 33 40 52 53 90 100 105 110 999 1990 3999 4000 10000 1099511627776"},
		{"decimalEnclosedParen", "(-1) (0) (1) (2) (4) (9) (10) (12) (20) (26) (27) (28) (29) (33) (40) (52) (53) (90) (100) (105) (110) (999) (1990) (3999) (4000) (10000) (1099511627776)"},
		{"lowerLetter", "-1 0 a b d i j l t z aa bb cc gg nn zz aaa llll vvvv aaaaa fffff 999 1990 3999 4000 10000 1099511627776"},
		{"upperLetter", "-1 0 A B D I J L T Z AA BB CC GG NN ZZ AAA LLLL VVVV AAAAA FFFFF 999 1990 3999 4000 10000 1099511627776"},
		{"lowerRoman", "-1 0 i ii iv ix x xii xx xxvi xxvii xxviii xxix xxxiii xl lii liii xc c cv cx cmxcix mcmxc mmmcmxcix 4000 10000 1099511627776"},
		{"upperRoman", "-1 0 I II IV IX X XII XX XXVI XXVII XXVIII XXIX XXXIII XL LII LIII XC C CV CX CMXCIX MCMXC MMMCMXCIX 4000 10000 1099511627776"},
		{"chineseCounting", "-1 0 一 二 四 九 十 十二 二十 二十六 二十七 二十八 二十九 三十三 四十 五十二 五十三 九十 一百 一百零五 一百一十 九百九十九 一千九百九十 三千九百九十九 四千 10000 1099511627776"},
		{"russianLower", "-1 0 а б г и к м ф э ю я аа дд мм шш щщ ееее рррр хххх ээээ 999 1990 3999 4000 10000 1099511627776"},
		{"russianUpper", "-1 0 А Б Г И К М Ф Э Ю Я АА ДД ММ ШШ ЩЩ ЕЕЕЕ РРРР ХХХХ ЭЭЭЭ 999 1990 3999 4000 10000 1099511627776"},
		{"arabicAlpha", "-1 0 أ ب ث ذ ر س ف ه و ي أأ جج سس مم نن حححح طططط قققق هههه 999 1990 3999 4000 10000 1099511627776"},
		{"arabicAbjad", "-1 0 أ ب د ط ي ل ر ض ظ غ أأ هه لل خخ ذذ وووو عععع شششش ضضضض 999 1990 3999 4000 10000 1099511627776"},
		{"bullet", "                          "},
		{"none", "                          "},
		{"neverHeardOf", "-1 0 1 2 4 9 10 12 20 26 27 28 29 33 40 52 53 90 100 105 110 999 1990 3999 4000 10000 1099511627776"},
	}
	for _, tt := range tests {
		var counts []string
		for _, n := range []int{-1, 0, 1, 2, 4, 9, 10, 12, 20, 26, 27, 28, 29, 33, 40, 52, 53, 90, 100, 105, 110, 999, 1990, 3999, 4000, 10_000, 1 << 40} {
			counts = append(counts, formatCounter(n, tt.format))
		}
		if got := strings.Join(counts, " "); got != tt.want {
			t.Errorf("%s = %q, want %q", tt.format, got, tt.want)
		}
	}
}

func TestFailuresSayWhatToDo(t *testing.T) {
	for _, name := range []string{"a.pdf", "a.docx", "a.doc", "a.png", "a.xlsx"} {
		_, err := extractBytes(t, name, []byte("\x00\x01\x02\x03"), Options{})
		if err == nil || strings.Contains(err.Error(), "\x00") {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if reason := pipeline.Reason(err); !errors.Is(err, pipeline.FromReason(reason)) || len(pipeline.Advice(reason)) < 10 {
			t.Errorf("%s: %s, %s", name, reason, pipeline.Advice(reason))
		}
	}
}
