package ingest

import (
	"encoding/base64"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// invented is a document made up for the tests: no such text, law or speech exists.
type invented struct {
	name string
	data []byte
}

func inventedDocuments(tb testing.TB) []invented {
	tb.Helper()
	return []invented{
		{"wrapped.txt", []byte(wrappedSpeech)},
		{"latin1.txt", encode(tb, charmap.Windows1252, "Le comité se félicite des mesures prises à l’égard des élèves.\r\n\r\nIl s’inquiète néanmoins des délais.")},
		{"gbk.txt", encode2(tb, "第一章 总则\n第一条 为了保护湖泊，制定本办法。\n第二条 本办法适用于下列活动：\n（一）捕鱼；\n（二）航行。\n湖泊的名录由省公布。")},
		{"utf16.txt", encodeUTF16(tb, "Наш народ любит мир.\n\nМы благодарим Ассамблею.")},
		{"law.md", []byte(spanishLaw)},
		{"gesetz.md", []byte(germanLaw)},
		{"nizam.md", []byte(arabicLaw)},
		{"page.html", []byte(newsPage)},
		{"code.html", []byte(codePage)},
		{"paper.docx", wordPaper(tb)},
		{"paper.odt", openPaper(tb)},
		{"book.epub", epubBook(tb)},
		{"letter.eml", []byte(letter())},
		{"memo.rtf", []byte(memo)},
		{"act.xml", []byte(lakeAct)},
		{"resolution.xml", []byte(lakeResolution)},
		{"statute.xml", []byte(boatStatute)},
		{"declaration.xml", []byte(`<declaration xml:lang="en"><title>A made-up declaration</title><article><num>1</num><para>Every lake is free.</para></article></declaration>`)},
	}
}

func encode(tb testing.TB, c *charmap.Charmap, text string) []byte {
	tb.Helper()
	data, err := c.NewEncoder().Bytes([]byte(text))
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func encode2(tb testing.TB, text string) []byte {
	tb.Helper()
	data, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(text))
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func encodeUTF16(tb testing.TB, text string) []byte {
	tb.Helper()
	data, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

const wrappedSpeech = `THE STATE OF THE LAKES
1. Madam President, allow me to thank you for
giving the floor to the small republic of Lake-
land, whose people have fished for a thous-
and years and still do so in peace and self-
respect.
2. A thousand boats left our harbours this year,
and not one of them went without a licence, as
the self-respect of our fishers demands.
 We therefore ask the Assembly to keep the lakes
on its agenda until every one of them is clean.
`

const spanishLaw = `---
title: "Ley de lagos"
country: "uy"
promulgation_date: "1999-05-04"
lang: es
---
# Ley de lagos

## Capítulo I: Normas generales

##### Artículo 1

Los lagos pertenecen a *todos*.

Nadie puede cerrarlos[^1].

##### Artículo 2

Son deberes del [Ministerio](https://example.org):

a) cuidar las orillas;

b) contar los peces:

| Lago | Peces |
|------|-------|
| Azul | 120   |

[^1]: Salvo en invierno.
`

const germanLaw = `# Seengesetz (SeenG)

Ausfertigungsdatum
:   1999-05-04

Änderung durch
:   Art. 3 G v. 1.2.2003

## § 1 Zweck

(1) Dieses Gesetz schützt die Seen und alles, was
in ihnen lebt.

(1a) Es gilt auch im Winter.

1.  am Ufer,

2.  auf dem Wasser.

## § 2 Inkrafttreten

Dieses Gesetz tritt morgen in Kraft.
`

const arabicLaw = `# نظام البحيرات

## الباب الأول أحكام عامة

### المادة الأولى

البحيرات ملك للجميع.

### المادة الحادية عشرة

على الوزارة ما يلي:

١- حماية الشواطئ.

المادة (١٢): ينشر هذا النظام.
`

var newsPage = `<!DOCTYPE html><html lang="fr"><head><title>Discours au lac</title><meta property="article:published_time" content="2021-06-05T10:00:00Z"></head>
<body><nav><ul><li><a href="/">Accueil</a></li><li><a href="/a">Agenda</a></li></ul></nav><div class="side"><a href="/1">Autres nouvelles</a></div>
<h1>Discours au lac</h1><div class="content"><p>` + strings.Repeat("Nous voulons que chaque lac soit propre, et que chaque enfant y nage sans crainte. ", 12) + `</p>
<h2>Les mesures</h2><p>` + strings.Repeat("Le gouvernement, qui a compté les poissons, publiera le registre des bateaux au printemps. ", 12) + `</p><ul><li>compter;</li><li>protéger.</li></ul></div>
<footer>Tous droits réservés</footer><script>var tracked = true;</script></body></html>`

const codePage = `<html lang="en"><head><title>§ 7-12. Boats.</title></head><body><nav>Skip to content</nav><main>
<h1 id="s7-12">§ 7–12. Boats.</h1><p>(a)(1) Every boat carries a number.</p><p>(A) The number is white;</p><p>(B) The number is large.</p><p>(2) A raft needs none.</p>
<p>(b) The harbour master keeps the list.</p><table><tr><th>Boat</th><th>Fee</th></tr><tr><td>Raft</td><td>none</td></tr></table>
<aside role="note"><p>Made up in 2020.</p></aside></main></body></html>`

const wordXML = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Report on lakes</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Para"/></w:pPr><w:r><w:t xml:space="preserve">The lakes are </w:t></w:r><w:del><w:r><w:delText>not </w:delText></w:r></w:del><w:ins><w:r><w:t>clean.</w:t></w:r></w:ins><w:r><w:footnoteReference w:id="2"/></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Para"/></w:pPr><w:r><w:t>The Government:</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Para"/><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr><w:r><w:t>counts fish;</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Para"/><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr><w:r><w:t>counts boats.</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr><w:r><w:t>a point without a number</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Measures taken</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Para"/></w:pPr><w:r><w:t>They were taken in</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>spring.</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>12.1 Clean the shores (Utopia)</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Supported</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>Words in a box</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Para"/><w:numPr><w:numId w:val="6"/></w:numPr></w:pPr><w:r><w:t>Counted anew.</w:t></w:r></w:p>
</w:body></w:document>`

const wordStyles2 = `<w:styles><w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Para"><w:name w:val="Single text"/><w:basedOn w:val="Base"/></w:style></w:styles>`

const wordNumbering = `<w:numbering><w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="11"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="7"><w:abstractNumId w:val="2"/></w:num></w:numbering>`

const wordNotes = `<w:footnotes><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t>As of May.</w:t></w:r></w:p></w:footnote></w:footnotes>`

func wordPaper(tb testing.TB) []byte {
	tb.Helper()
	return zipped(tb, "[Content_Types].xml", "<Types/>", "_rels/.rels", `<Relationships><Relationship Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml", wordXML, "word/styles.xml", wordStyles2, "word/numbering.xml", wordNumbering, "word/footnotes.xml", wordNotes,
		"docProps/core.xml", "<coreProperties><title>Lakes</title><language>en-GB</language></coreProperties>")
}

const openContent = `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s"><office:automatic-styles>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1"/><text:list-level-style-number text:level="2" style:num-prefix="(" style:num-suffix=")" style:num-format="a"/></text:list-style></office:automatic-styles>
<office:body><office:text><text:tracked-changes><text:p>taken out</text:p></text:tracked-changes>
<text:h text:outline-level="2">On harbours</text:h><text:p>A harbour<text:s/>is a door.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>To the lake.</text:p></text:note-body></text:note></text:p>
<text:list text:style-name="L1"><text:list-item><text:p>Open it.</text:p><text:list><text:list-item><text:p>by day;</text:p></text:list-item><text:list-item><text:p>by night.</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>Close it.</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Harbour</text:p></table:table-cell><table:table-cell><text:p>Depth</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>`

func openPaper(tb testing.TB) []byte {
	tb.Helper()
	return zipped(tb, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", openContent,
		"meta.xml", `<office:document-meta xmlns:office="o" xmlns:dc="d"><office:meta><dc:title>Harbours</dc:title><dc:language>en</dc:language></office:meta></office:document-meta>`)
}

func epubBook(tb testing.TB, more ...string) []byte {
	tb.Helper()
	members := []string{"mimetype", "application/epub+zip",
		"META-INF/container.xml", `<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>`,
		"OEBPS/book.opf", `<package><metadata><title>Lake stories</title><language>en</language><date>2020-02-03</date></metadata><manifest><item id="nav" href="nav.xhtml" properties="nav"/><item id="two" href="two.xhtml"/><item id="one" href="one.xhtml"/></manifest><spine><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/><itemref idref="lost"/></spine></package>`,
		"OEBPS/one.xhtml", `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><h1>The first catch</h1><p>It was small.</p></body></html>`,
		"OEBPS/two.xhtml", `<html><body><h1>The second</h1><p>It was larger.</p></body></html>`}
	return zipped(tb, append(members, more...)...)
}

func letter() string {
	attached := base64.StdEncoding.EncodeToString([]byte("1. The pier is closed.\n\n2. The lake is open."))
	return strings.ReplaceAll(`From: =?utf-8?q?Ren=C3=A9?= <rene@lake.example>
To: harbour@lake.example
Subject: =?utf-8?q?Les_bateaux_du_caf=C3=A9?=
Date: Tue, 04 May 2021 10:00:00 +0200
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b1"

--b1
Content-Type: multipart/alternative; boundary="b2"

--b2
Content-Type: text/plain; charset=iso-8859-1

Plain words
--b2
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<p>The boats are <b>blue</b>=2E</p><p>Yours</p>
--b2--
--b1
Content-Type: text/plain; name="../../pier.txt"
Content-Disposition: attachment; filename="../../pier.txt"
Content-Transfer-Encoding: base64

`+attached+`
--b1
Content-Type: application/octet-stream; name="engine.bin"
Content-Disposition: attachment; filename="engine.bin"
Content-Transfer-Encoding: base64

AAECAwQFBgc=
--b1--
`, "\n", "\r\n")
}

const memo = `{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}{\stylesheet{\s1 heading 1;}}{\info{\title Lake memo}{\author Nobody}}
{\header Confidential}\pard\s1 Caf\'e9s by the lake\par\pard {\listtext 1.\tab}The word is \f1\'ee\'e7\'e5\'f0\'ee\f0 , or \u28246?\u27850?.{\footnote\pard Two scripts.}\par
{\v hidden}{\deleted gone}Curly {\*\unknown words}\ldblquote quotes\rdblquote .\par
\trowd\intbl Cell one\cell Cell two\cell\row\pard End.\par}trailing`

const lakeAct = `<?xml version="1.0"?><akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><meta><identification><FRBRWork><FRBRdate date="2019-04-05"/><FRBRcountry value="ke"/></FRBRWork><FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification></meta>
<preface><p><shortTitle>Lakes Act</shortTitle></p></preface>
<body><part eId="part_A"><num>Part A</num><heading>General</heading>
<section eId="sec_1"><num>1.</num><heading>Definitions</heading><content><p>In this Act—</p><blockList eId="sec_1__list"><item eId="sec_1__a"><num>(a)</num><p>“boat” floats;<authorialNote marker="1"><p>Mostly.</p></authorialNote></p></item></blockList></content></section>
<section eId="sec_2"><num>2.</num><heading>Boats</heading><subsection eId="sec_2__1"><num>(1)</num><content><p>Boats are numbered.</p></content></subsection><subsection eId="sec_2__2"><num>(2)</num><intro><p>Numbers are</p></intro><paragraph eId="sec_2__2__a"><num>(a)</num><content><p>white; or</p></content></paragraph></subsection></section>
<section eId="sec_3"><num>3.</num><content><p>No heading here.</p><table><tr><td><p>Raft</p></td><td><p>free</p></td></tr></table></content></section></part></body></act></akomaNtoso>`

const lakeResolution = `<akomaNtoso><statement><meta><identification><FRBRWork><FRBRdate date="2023-10-12"/><FRBRcountry value="un"/></FRBRWork><FRBRExpression><FRBRlanguage language="fra"/></FRBRExpression></identification></meta>
<coverPage><p><docNumber refersTo="#symbol">A/LAK/RES/9/1</docNumber></p></coverPage><preface><p><docNumber>9/1.</docNumber><docTitle refersTo="#resolutionTitle">Les lacs</docTitle></p></preface>
<preamble><container eId="container_1"><p>Rappelant les rivières,</p></container></preamble>
<mainBody><paragraph eId="para_2"><num>1.</num><list><intro><p>Prie les États :</p></intro><point eId="para_2_a"><num>a)</num><content><p>De compter les poissons ;</p></content></point></list></paragraph><paragraph eId="para_3"><num>2.</num><content><p>Décide de revenir.</p></content></paragraph></mainBody></statement></akomaNtoso>`

const boatStatute = `<Statute xml:lang="en"><Identification><LongTitle>An Act about boats</LongTitle><ShortTitle>Boats Act</ShortTitle><RunningHead>Boats</RunningHead></Identification><Body>
<Heading level="1"><Label>PART 1</Label><TitleText>Numbers</TitleText></Heading><Heading level="2"><TitleText>White ones</TitleText></Heading>
<Section id="10"><MarginalNote>Duty</MarginalNote><Label>2.1</Label><Subsection id="11"><Label>(1)</Label><Text>A boat has a number.</Text><Paragraph id="12"><Label>(a)</Label><Text>in front;</Text></Paragraph></Subsection><HistoricalNote>1999, c. 1</HistoricalNote></Section>
<Heading level="1"><TitleText>Rafts</TitleText></Heading><Section id="13"><Label>3</Label><Text>A raft has <Emphasis>none</Emphasis>.</Text></Section></Body></Statute>`
