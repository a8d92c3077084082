package ingest

import (
	"strings"
	"testing"
)

// word builds a DOCX of styles, numbering and body, each in XML; notes may follow.
func word(tb testing.TB, styles, numbering, body string, more ...string) []byte {
	tb.Helper()
	const space = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	members := []string{"[Content_Types].xml", "<Types/>", "word/document.xml", "<w:document" + space + "><w:body>" + body + "</w:body></w:document>",
		"word/styles.xml", "<w:styles" + space + ">" + styles + "</w:styles>", "word/numbering.xml", "<w:numbering" + space + ">" + numbering + "</w:numbering>"}
	return zipped(tb, append(members, more...)...)
}

// para is a paragraph with properties.
func para(properties, text string) string {
	return "<w:p><w:pPr>" + properties + "</w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>"
}

// inList puts a paragraph on a level of a list.
func inList(numID, level string) string {
	return `<w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + numID + `"/></w:numPr>`
}

// lvl is a level of a list.
func lvl(i, format, text, more string) string {
	return `<w:lvl w:ilvl="` + i + `"><w:start w:val="1"/><w:numFmt w:val="` + format + `"/>` + more + `<w:lvlText w:val="` + text + `"/></w:lvl>`
}

const wordNums = `<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>` +
	`<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="40"/></w:lvlOverride></w:num>` +
	`<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:lvlOverride></w:num>`

func TestWordNumbers(t *testing.T) {
	plain := `<w:abstractNum w:abstractNumId="0">` + lvl("0", "decimal", "%1.", "") + lvl("1", "lowerLetter", "(%2)", "") + lvl("2", "lowerRoman", "(%3)", "") + `</w:abstractNum>`
	legal := `<w:abstractNum w:abstractNumId="0">` + lvl("0", "upperRoman", "%1.", "") + lvl("1", "decimal", "%1.%2.", "<w:isLgl/>") + lvl("2", "decimal", "%1.%2.%3.", "<w:isLgl/>") + `</w:abstractNum>`
	going := `<w:abstractNum w:abstractNumId="0">` + lvl("0", "upperLetter", "%1.", "") + lvl("1", "decimal", "%2.", `<w:lvlRestart w:val="0"/>`) + `</w:abstractNum>`
	type item struct{ list, level, want string }
	cases := []struct {
		name, abstract string
		items          []item
	}{
		{"letters begin again under the next number", plain, []item{{"1", "0", "1"}, {"1", "1", "(a)"}, {"1", "1", "(b)"}, {"1", "0", "2"}, {"1", "1", "(a)"}, {"1", "2", "(i)"}}},
		{"two lists of one definition go on counting", plain, []item{{"1", "0", "1"}, {"2", "0", "2"}, {"1", "0", "3"}}},
		{"an override begins where it says, once", plain, []item{{"1", "0", "1"}, {"3", "0", "40"}, {"3", "0", "41"}}},
		{"an override may change the look", plain, []item{{"4", "0", "I"}, {"4", "0", "II"}}},
		{"legal numbers are digits", legal, []item{{"1", "0", "I"}, {"1", "1", "1.1"}, {"1", "2", "1.1.1"}, {"1", "0", "II"}, {"1", "1", "2.1"}}},
		{"a level that never restarts", going, []item{{"1", "0", "A"}, {"1", "1", "1"}, {"1", "0", "B"}, {"1", "1", "2"}}},
		{"a level above that was left out shows its start", legal, []item{{"1", "1", "1.1"}, {"1", "1", "1.2"}}},
		{"list 0 is no list", plain, []item{{"1", "0", "1"}, {"0", "0", ""}, {"1", "0", "2"}}},
		{"a list that nobody defined", plain, []item{{"99", "0", ""}, {"1", "0", "1"}}},
		{"a level beyond the ninth is the first", plain, []item{{"1", "12", "1"}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var body strings.Builder
			for _, i := range c.items {
				body.WriteString(para(inList(i.list, i.level), "Lakes are blue."))
			}
			d := mustExtract(t, "lists.docx", word(t, "", c.abstract+wordNums, body.String()))
			for k, i := range c.items {
				if got := d.Passages[k].Number; got != i.want {
					t.Errorf("paragraph %d of list %s, level %s: number %q, want %q", k+1, i.list, i.level, got, i.want)
				}
			}
		})
	}
}

func TestWordStyleNumbers(t *testing.T) {
	styles := `<w:style w:type="paragraph" w:styleId="L1"><w:name w:val="Numbered"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="L2"><w:name w:val="Lettered"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="L2b"><w:name w:val="Lettered, small"/><w:basedOn w:val="L2"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Round"><w:name w:val="Round"/><w:basedOn w:val="Round"/></w:style>`
	numbering := `<w:abstractNum w:abstractNumId="0">` + lvl("0", "decimal", "%1.", `<w:pStyle w:val="L1"/>`) + lvl("1", "lowerLetter", "(%2)", `<w:pStyle w:val="L2"/>`) + `</w:abstractNum>` + wordNums
	style := func(id string) string { return `<w:pStyle w:val="` + id + `"/>` }
	body := para(style("L1"), "One.") + para(style("L2"), "of one;") + para(style("L2b"), "of one too;") + para(style("L1")+`<w:numPr><w:numId w:val="0"/></w:numPr>`, "Without.") +
		para(style("L1"), "") + para(style("Round"), "Based on itself.") + para(style("L1"), "Two.")
	wantBrief(t, "styles.docx", word(t, styles, numbering, body),
		"paragraph 1 One.", "list-item (a) of one;", "list-item (b) of one too;", "paragraph - Without.", "paragraph - Based on itself.", "paragraph 3 Two.")
}

func TestWordHeadings(t *testing.T) {
	styles := `<w:style w:type="paragraph" w:styleId="a"><w:name w:val="_ H _Ch_G"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="b"><w:name w:val="_ H_1_G"/></w:style><w:style w:type="paragraph" w:styleId="c"><w:name w:val="_ H_23_G"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="s"><w:name w:val="_ Single Txt_G"/></w:style><w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="f"><w:name w:val="Titre 2"/></w:style><w:style w:type="paragraph" w:styleId="g"><w:name w:val="My own"/><w:basedOn w:val="f"/></w:style>`
	style := func(id string) string { return `<w:pStyle w:val="` + id + `"/>` }
	cases := []struct {
		name, body, begins string
		want               []string
	}{
		{"a style of the UN, by its outline level", para(style("a"), "I. Lakes") + para(style("s"), "Words here."), "Words", []string{"I. Lakes"}},
		{"styles of the UN, by name", para(style("b"), "A. Lakes") + para(style("c"), "1. Shores") + para(style("s"), "Words here."), "Words", []string{"A. Lakes", "1. Shores"}},
		{"a heading closes those below", para(style("b"), "A. Lakes") + para(style("c"), "1. Shores") + para(style("b"), "B. Seas") + para(style("s"), "Words here."), "Words", []string{"B. Seas"}},
		{"the style Title", para(style("t"), "On lakes") + para("", "Words here."), "Words", []string{"On lakes"}},
		{"a French heading, inherited", para(style("t"), "Sur les lacs") + para(style("g"), "Les rives") + para("", "Words here."), "Words", []string{"Sur les lacs", "Les rives"}},
		{"the paragraph's own level", para(`<w:outlineLvl w:val="1"/>`, "Lakes") + para("", "Words here."), "Words", []string{"Lakes"}},
		{"level 9 takes it back", para(style("f")+`<w:outlineLvl w:val="9"/>`, "Some lakes are deep.") + para("", "Words here."), "Words", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			wantSection(t, mustExtract(t, "headings.docx", word(t, styles, "", c.body)), c.begins, c.want...)
		})
	}
}

func TestWordRuns(t *testing.T) {
	run := func(properties, text string) string {
		return "<w:r><w:rPr>" + properties + `</w:rPr><w:t xml:space="preserve">` + text + "</w:t></w:r>"
	}
	p := func(inner ...string) string { return "<w:p>" + strings.Join(inner, "") + "</w:p>" }
	box := `<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>` + p(run("", "In the box.")) + `</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>` + p(run("", "In the box.")) + `</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
	cell := func(inner string) string { return "<w:tc>" + inner + "</w:tc>" }
	cases := []struct {
		name, body string
		want       []string
	}{
		{"what was inserted is in, what was deleted is out", p(run("", "The lake is "), "<w:del>"+run("", "dirty")+"</w:del>", "<w:ins>"+run("", "clean")+"</w:ins>", run("", ".")), []string{"paragraph - The lake is clean."}},
		{"what was moved stands where it went", "<w:p><w:moveFrom>" + run("", "It moved.") + "</w:moveFrom></w:p>" + p(run("", "It stayed.")) + "<w:p><w:moveTo>" + run("", "It moved.") + "</w:moveTo></w:p>", []string{"paragraph - It stayed.", "paragraph - It moved."}},
		{"hidden letters are not shown", p(run("", "Seen"), run("<w:vanish/>", " unseen"), run(`<w:vanish w:val="0"/>`, " again.")), []string{"paragraph - Seen again."}},
		{"a field shows its result", p(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF lake</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, run("", "paragraph 3"), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`), []string{"paragraph - paragraph 3"}},
		{"a link is words", p(run("", "See "), "<w:hyperlink>"+run("", "the lake")+"</w:hyperlink>", run("", ".")), []string{"paragraph - See the lake."}},
		{"a text box once, after its paragraph", p(run("", "Before."), box) + p(run("", "After.")), []string{"paragraph - Before.", "paragraph - In the box.", "paragraph - After."}},
		{"a text box in a cell", "<w:tbl><w:tr>" + cell(p(run("", "Left"), box)) + cell(p(run("", "Right"))) + "</w:tr></w:tbl>", []string{"table - Left | Right", "paragraph - In the box."}},
		{"a table, an empty cell in the middle", "<w:tbl><w:tr>" + cell(p(run("", "A"))) + cell(p()) + cell(p(run("", "C"))) + "</w:tr></w:tbl>", []string{"table - A |  | C"}},
		{"paragraphs in a cell are one line", "<w:tbl><w:tr>" + cell(p(run("", "A"))+p(run("", "B"))) + cell(p(run("", "C"))) + "</w:tr></w:tbl>", []string{"table - A B | C"}},
		{"a row that was deleted", "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>" + cell(p("<w:del><w:r><w:delText>A</w:delText></w:r></w:del>")) + cell(p()) + "</w:tr></w:tbl>" + p(run("", "Rest.")), []string{"paragraph - Rest."}},
		{"one cell is a frame around text", "<w:tbl><w:tr>" + cell(p(run("", "First."))+p(run("", "Second."))) + "</w:tr></w:tbl>", []string{"paragraph - First.", "paragraph - Second."}},
		{"content controls are looked through", "<w:sdt><w:sdtContent>" + p("<w:sdt><w:sdtContent>"+run("", "Inside.")+"</w:sdtContent></w:sdt>") + "</w:sdtContent></w:sdt>", []string{"paragraph - Inside."}},
		{"a hyphen that does not break", p("<w:r><w:t>self</w:t><w:noBreakHyphen/><w:t>rule</w:t><w:tab/><w:t>now</w:t></w:r>"), []string{"paragraph - self-rule now"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { wantBrief(t, "runs.docx", word(t, "", "", c.body), c.want...) })
	}
}

func TestWordNotes(t *testing.T) {
	mark := func(kind, id string) string { return `<w:r><w:` + kind + `Reference w:id="` + id + `"/></w:r>` }
	body := "<w:p><w:r><w:t>First</w:t></w:r>" + mark("footnote", "7") + "<w:r><w:t>, then</w:t></w:r>" + mark("endnote", "7") + mark("footnote", "99") + "</w:p><w:p><w:r><w:t>Again.</w:t></w:r>" + mark("footnote", "7") + "</w:p>"
	note := func(kind, text string) string {
		return `<w:` + kind + `s xmlns:w="x"><w:` + kind + ` w:type="separator" w:id="-1"><w:p><w:r><w:t>___</w:t></w:r></w:p></w:` + kind + `><w:` + kind + ` w:id="7"><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p></w:` + kind + `></w:` + kind + `s>`
	}
	d := wantBrief(t, "notes.docx", word(t, "", "", body, "word/footnotes.xml", note("footnote", "At the foot."), "word/endnotes.xml", note("endnote", "At the end.")),
		"paragraph - First, then", "paragraph - Again.", "footnote 1 At the foot.", "footnote 2 At the end.")
	if got := strings.Join(d.Passages[0].Notes, " ") + "; " + strings.Join(d.Passages[1].Notes, " "); got != "n1 n2; n1" {
		t.Errorf("markers point to %s", got)
	}
}

func TestWordChunk(t *testing.T) {
	rels := `<Relationships><Relationship Id="c1" Type="http://x/aFChunk" Target="chunk.mht"/><Relationship Id="c2" Type="http://x/aFChunk" Target="/word/chunk.html"/></Relationships>`
	mht := "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"q\"\r\n\r\n--q\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><p>Caf=C3=A9s in the chunk.</p></body></html>\r\n--q--\r\n"
	body := para("", "Before.") + `<w:altChunk r:id="c1"/>` + para("", "Between.") + `<w:altChunk r:id="c2"/><w:altChunk r:id="lost"/>`
	wantBrief(t, "chunk.docx", word(t, "", "", body, "word/_rels/document.xml.rels", rels, "word/chunk.mht", mht, "word/chunk.html", "<html><body><p>A page.</p></body></html>"),
		"paragraph - Before.", "paragraph - Cafés in the chunk.", "paragraph - Between.", "paragraph - A page.")
}
