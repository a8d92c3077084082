package export

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// aknSink writes a zip with an Akoma Ntoso 1.0 document (OASIS LegalDocML) for
// each document, its references marked.
type aknSink struct {
	zip  *zip.Writer
	rows int
}

func newAKN(w io.Writer, _ Kind, _ Options) (Sink, error) {
	return &aknSink{zip: zip.NewWriter(w)}, nil
}

func (s *aknSink) Add(sel Selection) error {
	member, err := s.zip.Create(memberName(sel.Document, ".xml"))
	if err != nil {
		return err
	}
	w := bufio.NewWriter(member)
	aknHead(w, sel.Document)
	err = sel.each(func(i int) error {
		s.rows++
		return aknPassage(w, sel.Document, i)
	})
	if err != nil {
		return err
	}
	fmt.Fprint(w, "</mainBody></doc></akomaNtoso>\n")
	return w.Flush()
}

func aknHead(w io.Writer, d *pipeline.Document) {
	date := d.Date
	if len(date) != len("2006-01-02") {
		date = "0001-01-01" // the schema wants a whole date; this one says that it is not known
	}
	uri := "/akn/un/doc/" + date + "/" + string(d.ID)
	fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc name="%s"><meta><identification source="#haki">`, escapeXML(string(d.Kind)))
	for _, level := range []struct{ name, uri, extra string }{
		{"FRBRWork", uri, fmt.Sprintf(`<FRBRcountry value="un"/><FRBRnumber value="%s"/>`, escapeXML(d.Symbol))},
		{"FRBRExpression", uri + "/" + orUndetermined(d.Language), fmt.Sprintf(`<FRBRlanguage language="%s"/>`, escapeXML(orUndetermined(d.Language)))},
		{"FRBRManifestation", uri + "/" + orUndetermined(d.Language) + ".xml", ""},
	} {
		fmt.Fprintf(w, `<%[1]s><FRBRthis value="%[2]s"/><FRBRuri value="%[2]s"/><FRBRdate date="%[3]s" name="document"/><FRBRauthor href="#author"/>%[4]s</%[1]s>`, level.name, escapeXML(level.uri), date, level.extra)
	}
	fmt.Fprintf(w, `</identification><references source="#haki"><TLCOrganization eId="haki" href="/ontology/organization/haki" showAs="Haki"/><TLCOrganization eId="author" href="/ontology/organization/author" showAs="%s"/></references></meta><preface><p><docTitle>%s</docTitle></p></preface><mainBody>`+"\n",
		escapeXML(bodyName(d.Body)), escapeXML(newCited(pipeline.PassageRecord{Document: d.Record()}).title))
}

// aknElements are the containers of Akoma Ntoso for kinds of passage; a
// paragraph is the rest.
var aknElements = map[pipeline.PassageKind]string{pipeline.Article: "article", pipeline.ListItem: "point"}

func aknPassage(w io.Writer, d *pipeline.Document, i int) error {
	p := &d.Passages[i]
	element, ok := aknElements[p.Kind]
	if !ok {
		element = "paragraph"
	}
	num := ""
	if p.Number != "" {
		num = "<num>" + escapeXML(p.Number) + "</num>"
	}
	text := marked(d.PassageText(p), p.References, func(r pipeline.Reference) string {
		return `<ref href="` + escapeXML(addressOf(r)) + `">`
	}, "</ref>")
	id := fmt.Sprintf("%s_%s", element, strings.ReplaceAll(xmlName(p.ID), "~", "-"))
	_, err := fmt.Fprintf(w, "<%[1]s eId=\"%[2]s\">%[3]s<content><p>%[4]s</p></content></%[1]s>\n", element, id, num, text)
	return err
}

func (s *aknSink) Close() error { return s.zip.Close() }
func (s *aknSink) Rows() int    { return s.rows }
