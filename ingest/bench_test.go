package ingest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// benchmarkExtract times Extract on one document; bytes a second are those of
// the file.
func benchmarkExtract(b *testing.B, name string, data []byte) {
	path := filepath.Join(b.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		b.Fatal(err)
	}
	o := pipeline.Original{Path: path, File: name, SHA256: strings.Repeat("0", 64)}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Extract(context.Background(), o, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// repeated is a document of about a hundred pages made of one piece.
func repeated(before, piece, after string) []byte {
	return []byte(before + strings.Repeat(piece, 2000) + after)
}

func BenchmarkExtract(b *testing.B) {
	sentence := "The Government counts the boats of the lake, and publishes the list every year. "
	paragraph := "<w:p><w:pPr><w:pStyle w:val=\"Para\"/></w:pPr><w:r><w:t>" + sentence + "</w:t></w:r></w:p>"
	docx := zipped(b, "word/document.xml", string(repeated("<w:document xmlns:w=\"x\"><w:body>", paragraph, "</w:body></w:document>")), "word/styles.xml", wordStyles2, "word/numbering.xml", wordNumbering)
	odt := zipped(b, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", string(repeated("<document><body>", "<p>"+sentence+"</p>", "</body></document>")))
	epub := zipped(b, "mimetype", "application/epub+zip", "META-INF/container.xml", `<container><rootfile full-path="b.opf"/></container>`,
		"b.opf", `<package><item id="a" href="c.xhtml"/><itemref idref="a"/></package>`, "c.xhtml", string(repeated("<html><body>", "<p>"+sentence+"</p>", "</body></html>")))
	var akn strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&akn, `<section eId="sec_%d"><num>%d.</num><heading>Boats</heading><content><p>%s</p></content></section>`, i, i, sentence)
	}
	for _, c := range []struct {
		name string
		data []byte
	}{
		{"txt", repeated("", sentence+"\n\n", "")},
		{"md", repeated("# Title\n\n", sentence+"\n\n", "")},
		{"html", repeated("<html><body><main>", "<p>"+sentence+"</p>", "</main></body></html>")},
		{"article.html", repeated("<html><body><div>", "<p>"+sentence+"</p>", "</div></body></html>")},
		{"docx", docx},
		{"odt", odt},
		{"epub", epub},
		{"rtf", repeated(`{\rtf1\ansi `, sentence+`\par `, "}")},
		{"eml", repeated("From: a@x.example\nTo: b@x.example\nSubject: s\nDate: Tue, 04 May 2021 10:00:00 +0200\n\n", sentence+"\n\n", "")},
		{"akn.xml", []byte("<akomaNtoso><act><body>" + akn.String() + "</body></act></akomaNtoso>")},
	} {
		b.Run(c.name, func(b *testing.B) { benchmarkExtract(b, c.name, c.data) })
	}
}

func BenchmarkWord97(b *testing.B) {
	word, table := inventedDOC()
	for b.Loop() {
		builder := newBuilder(context.Background(), Options{}.withDefaults())
		if err := addWord(builder, map[string][]byte{"WordDocument": word, "0Table": table}); err != nil {
			b.Fatal(err)
		}
	}
}
