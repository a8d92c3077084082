package main

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"strings"
)

// writeDOCX sets t as Word would: paragraph numbers and letters are automatic,
// so they stand in no text; headings by style; a table.
func writeDOCX(path string, t text) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for _, part := range []struct{ name, content string }{
		{"[Content_Types].xml", contentTypes}, {"_rels/.rels", rootRels}, {"word/_rels/document.xml.rels", documentRels},
		{"word/styles.xml", styles}, {"word/numbering.xml", numbering}, {"word/document.xml", body(t)},
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: made})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, xml.Header+part.content); err != nil {
			return err
		}
	}
	return z.Close()
}

func body(t text) string {
	var b strings.Builder
	b.WriteString(`<w:document xmlns:w="` + wordML + `"><w:body>`)
	b.WriteString(block("", "", t.fields["symbol"]) + block("", "", "Distr.: General") + block("", "", t.fields["date"]))
	for i := 0; i < len(t.lines); i++ {
		if t.lines[i].kind == "row" {
			i += table(&b, t.lines[i:]) - 1
			continue
		}
		l := t.lines[i]
		b.WriteString(block(styleOf[l.kind], listOf[l.kind], l.text))
		if l.kind == "title" && strings.HasPrefix(l.text, "Concluding") {
			b.WriteString(block("", "", t.fields["note"]))
		}
	}
	b.WriteString(`</w:body></w:document>`)
	return b.String()
}

var (
	styleOf = map[string]string{"title": "Title", "section": "Heading1", "subsection": "Heading2"}
	listOf  = map[string]string{"paragraph": "0", "sub": "1"} // level of the one list
)

func block(style, level, s string) string {
	props := ""
	if style != "" {
		props += `<w:pStyle w:val="` + style + `"/>`
	}
	if level != "" {
		props += `<w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="1"/></w:numPr>`
	}
	return `<w:p><w:pPr>` + props + `</w:pPr><w:r><w:t xml:space="preserve">` + escape(s) + `</w:t></w:r></w:p>`
}

// table writes the rows that lines begin with and returns how many there were.
func table(b *strings.Builder, lines []line) int {
	n := 0
	b.WriteString(`<w:tbl>`)
	for ; n < len(lines) && lines[n].kind == "row"; n++ {
		b.WriteString(`<w:tr>`)
		for _, cell := range strings.Split(lines[n].text, " | ") {
			fmt.Fprintf(b, `<w:tc>%s</w:tc>`, block("", "", cell))
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
	return n
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}

const (
	wordML       = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	office       = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	relations    = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>`
	rootRels     = relations + `<Relationship Id="r1" Type="` + office + `/officeDocument" Target="word/document.xml"/></Relationships>`
	documentRels = relations + `<Relationship Id="r1" Type="` + office + `/styles" Target="styles.xml"/><Relationship Id="r2" Type="` + office + `/numbering" Target="numbering.xml"/></Relationships>`
	styles       = `<w:styles xmlns:w="` + wordML + `"><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>`
	numbering    = `<w:numbering xmlns:w="` + wordML + `"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
)
