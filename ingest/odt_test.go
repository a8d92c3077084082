package ingest

import "testing"

// open builds an ODT of automatic styles and a body.
func open(tb testing.TB, styles, body string) []byte {
	tb.Helper()
	return zipped(tb, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml",
		`<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s" xmlns:draw="d" xmlns:fo="f"><office:automatic-styles>`+styles+
			`</office:automatic-styles><office:body><office:text>`+body+`</office:text></office:body></office:document-content>`)
}

const openList = `<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1"/>` +
	`<text:list-level-style-number text:level="2" style:num-suffix="." style:num-format="1" text:display-levels="2"/></text:list-style>` +
	`<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>`

func TestOpenDocument(t *testing.T) {
	item := func(inner string) string { return "<text:list-item>" + inner + "</text:list-item>" }
	p := func(text string) string { return "<text:p>" + text + "</text:p>" }
	list := func(attrs, inner string) string {
		return `<text:list text:style-name="L"` + attrs + `>` + inner + `</text:list>`
	}
	const looks = `<style:style style:family="paragraph" style:name="C"><style:paragraph-properties fo:text-align="center"/></style:style>` +
		`<style:style style:family="paragraph" style:name="Bold"><style:text-properties fo:font-weight="700"/></style:style>` +
		`<style:style style:family="paragraph" style:name="Heavy" style:parent-style-name="Bold"/>` +
		`<style:style style:family="text" style:name="T"><style:text-properties fo:font-weight="bold"/></style:style>` +
		`<style:style style:family="text" style:name="Light"><style:text-properties fo:font-weight="normal"/></style:style>`
	cases := []struct {
		name, body string
		want       []string
	}{
		{"a list counts", list("", item(p("One."))+item(p("Two."))), []string{"paragraph 1 One.", "paragraph 2 Two."}},
		{"the next list counts anew", list("", item(p("One."))) + list("", item(p("One again."))), []string{"paragraph 1 One.", "paragraph 1 One again."}},
		{"a list that continues", list("", item(p("One."))) + p("Between.") + list(` text:continue-numbering="true"`, item(p("Two."))), []string{"paragraph 1 One.", "paragraph - Between.", "paragraph 2 Two."}},
		{"a list that continues one by name", list(` xml:id="x1"`, item(p("One."))) + list("", item(p("Other."))) + list(` text:continue-list="x1"`, item(p("Two."))), []string{"paragraph 1 One.", "paragraph 1 Other.", "paragraph 2 Two."}},
		{"an item with its own start", list("", item(p("One."))+`<text:list-item text:start-value="9">`+p("Nine.")+"</text:list-item>"+item(p("Ten."))), []string{"paragraph 1 One.", "paragraph 9 Nine.", "paragraph 10 Ten."}},
		{"levels show those above", list("", item(p("One.")+"<text:list>"+item(p("Under."))+item(p("Too."))+"</text:list>")), []string{"paragraph 1 One.", "paragraph 1.1 Under.", "paragraph 1.2 Too."}},
		{"the second paragraph of an item has no number", list("", item(p("One.")+p("More."))), []string{"paragraph 1 One.", "paragraph - More."}},
		{"bullets", `<text:list text:style-name="B">` + item(p("round")) + "</text:list>", []string{"list-item - round"}},
		{"spaces, tabs and breaks", p(`a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d`), []string{"paragraph - a b c d"}},
		{"a comment is not the text", p(`Clean<office:annotation><text:p>says who?</text:p></office:annotation> water.`), []string{"paragraph - Clean water."}},
		{"a note without a body", p(`Before<text:note><text:note-citation>1</text:note-citation></text:note>, after.`), []string{"paragraph - Before, after."}},
		{"a frame", p(`Before.<draw:frame><draw:text-box><text:p>In the frame.</text:p></draw:text-box></draw:frame>`), []string{"paragraph - Before.", "paragraph - In the frame."}},
		{"a table", `<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table-header-rows></table:table>`, []string{"table - A | B"}},
		{"headings by their looks", `<text:p text:style-name="C">Lakes</text:p><text:p text:style-name="Heavy">Water</text:p>` + p("Blue.") + p(`<text:span text:style-name="T">Green</text:span>`) + p(`<text:span text:style-name="T">Blue</text:span> water.`),
			[]string{"heading - Lakes", "heading - Water", "paragraph - Blue.", "heading - Green", "paragraph - Blue water."}},
		{"light in a heavy paragraph", `<text:p text:style-name="Heavy">Not <text:span text:style-name="Light">all</text:span></text:p>`, []string{"paragraph - Not all"}},
		{"a frame around a heading", `<table:table><table:table-row><table:table-cell><text:p text:style-name="C">Lakes</text:p></table:table-cell></table:table-row></table:table>` + p("Blue."), []string{"heading - Lakes", "paragraph - Blue."}},
		{"a heading", `<text:h text:outline-level="1">Lakes</text:h>` + p("Blue."), []string{"heading - Lakes", "paragraph - Blue."}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { wantBrief(t, "paper.odt", open(t, openList+looks, c.body), c.want...) })
	}
}
