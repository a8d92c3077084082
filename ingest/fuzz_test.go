package ingest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// fuzzLimits keep one input of the fuzzer to milliseconds.
var fuzzLimits = Options{MaxText: 1 << 20, MaxUnpacked: 4 << 20, MaxPassages: 10_000, MaxDepth: 64}.withDefaults()

// fuzzReader feeds a reader with bytes: whatever they are, it does not panic
// and what it makes of them keeps the promises of a document.
func fuzzReader(f *testing.F, read func(ctx context.Context, s *source, b *builder) error) {
	f.Fuzz(func(t *testing.T, data []byte) {
		b := newBuilder(context.Background(), fuzzLimits)
		s := &source{name: "fuzzed", data: data, opt: fuzzLimits, budget: &budget{left: fuzzLimits.MaxUnpacked}}
		if err := read(context.Background(), s, b); err != nil {
			return
		}
		checkBuilt(t, b)
	})
}

func checkBuilt(t *testing.T, b *builder) {
	d, err := b.document()
	if err != nil {
		return
	}
	d.NumberPassages()
	linkNotes(d)
	checkDocument(t, d)
}

// addInvented seeds with the invented documents that have one of the endings.
func addInvented(f *testing.F, endings ...string) {
	for _, c := range inventedDocuments(f) {
		for _, e := range endings {
			if strings.HasSuffix(c.name, e) {
				f.Add(c.data)
			}
		}
	}
}

func FuzzText(f *testing.F) {
	addInvented(f, ".txt", ".md")
	fuzzReader(f, readText)
}

func FuzzMarkdown(f *testing.F) {
	addInvented(f, ".md")
	fuzzReader(f, readMarkdown)
}

func FuzzHTML(f *testing.F) {
	addInvented(f, ".html")
	f.Add([]byte("<table><tr><td>a<td>b<table><tr><td>c"))
	fuzzReader(f, readHTML)
}

func FuzzXML(f *testing.F) {
	addInvented(f, ".xml")
	fuzzReader(f, readXML)
}

func FuzzRTF(f *testing.F) {
	addInvented(f, ".rtf")
	f.Add([]byte(`{\rtf1\ansicpg936 \'c4\'e3\u-10179?\u-9003? \bin5 {}}\\}`))
	fuzzReader(f, readRTF)
}

func FuzzEML(f *testing.F) {
	addInvented(f, ".eml")
	f.Add([]byte(nestedMessage(6)))
	fuzzReader(f, readEML)
}

// FuzzDOCX breaks the parts of a DOCX rather than the zip around them.
func FuzzDOCX(f *testing.F) {
	f.Add(wordXML, wordStyles2, wordNumbering, wordNotes)
	f.Fuzz(func(t *testing.T, document, styles, numbering, notes string) {
		fuzzZip(t, readDOCX, "word/document.xml", document, "word/styles.xml", styles, "word/numbering.xml", numbering, "word/footnotes.xml", notes)
	})
}

func FuzzODT(f *testing.F) {
	f.Add(openContent, "<meta/>")
	f.Fuzz(func(t *testing.T, content, meta string) {
		fuzzZip(t, readODT, "content.xml", content, "meta.xml", meta)
	})
}

func FuzzEPUB(f *testing.F) {
	f.Add(`<container><rootfile full-path="b.opf"/></container>`, `<package><item id="a" href="c.xhtml"/><itemref idref="a"/></package>`, "<h1>x</h1><p>y")
	f.Fuzz(func(t *testing.T, container, opf, chapter string) {
		fuzzZip(t, readEPUB, "META-INF/container.xml", container, "b.opf", opf, "c.xhtml", chapter)
	})
}

func fuzzZip(t *testing.T, read func(context.Context, *source, *builder) error, members ...string) {
	b := newBuilder(context.Background(), fuzzLimits)
	s := &source{name: "fuzzed", data: zipped(t, members...), opt: fuzzLimits, budget: &budget{left: fuzzLimits.MaxUnpacked}}
	if read(context.Background(), s, b) == nil {
		checkBuilt(t, b)
	}
}

// FuzzDOC breaks the streams of a DOC rather than the compound file.
func FuzzDOC(f *testing.F) {
	word, table := inventedDOC()
	f.Add(word, table)
	f.Fuzz(func(t *testing.T, word, table []byte) {
		b := newBuilder(context.Background(), fuzzLimits)
		if addWord(b, map[string][]byte{"WordDocument": word, "0Table": table, "1Table": table}) == nil {
			checkBuilt(t, b)
		}
	})
}

// FuzzExtract sniffs and reads any bytes.
func FuzzExtract(f *testing.F) {
	addInvented(f, "")
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "x")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if isPDF(path) { // fuzzed where it is read
			return
		}
		if d, err := Extract(context.Background(), pipeline.Original{Path: path, SHA256: "0011223344556677"}, fuzzLimits); err == nil {
			checkDocument(t, d)
		}
	})
}
