package export

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// teiSink writes a teiCorpus (TEI P5), a TEI element a document: passages as
// anonymous blocks, since a paragraph may not say of which type it is, with number
// and page; references as ref, tags in ana. How sure each is and what made it say
// cert and resp, for tags in a span on the passage.
type teiSink struct {
	w    *bufio.Writer
	rows int
}

func newTEI(w io.Writer, _ Kind, o Options) (Sink, error) {
	s := &teiSink{w: bufio.NewWriterSize(w, 1<<16)}
	_, err := fmt.Fprintf(s.w, `<?xml version="1.0" encoding="UTF-8"?>
<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc><titleStmt><title>Passages exported by Haki</title></titleStmt><publicationStmt><p>Made by Haki %s</p></publicationStmt><sourceDesc><p>See the headers of the texts.</p></sourceDesc></fileDesc></teiHeader>
`, escapeXML(o.Version))
	return s, err
}

func (s *teiSink) Add(sel Selection) error {
	d := sel.Document
	s.header(d)
	page := 0
	err := sel.each(func(i int) error {
		p := &d.Passages[i]
		if p.Page != page && p.Page > 0 {
			page = p.Page
			fmt.Fprintf(s.w, "<pb n=\"%d\"/>\n", page)
		}
		s.rows++
		return s.passage(d, p)
	})
	if err != nil {
		return err
	}
	if _, err := s.w.WriteString("</body></text></TEI>\n"); err != nil {
		return err
	}
	return nil
}

func (s *teiSink) header(d *pipeline.Document) {
	c, date := newCited(pipeline.PassageRecord{Document: d.Record()}), ""
	if c.layout != "" { // what is no date of TEI is left out
		date = fmt.Sprintf(`<date when="%s"/>`, c.date.Format(c.layout))
	}
	fmt.Fprintf(s.w, `<TEI xml:id="d%s"><teiHeader><fileDesc><titleStmt><title>%s</title></titleStmt><publicationStmt><publisher>%s</publisher><idno type="symbol">%s</idno>%s</publicationStmt><sourceDesc><bibl><ref target="%s"/><idno type="sha256">%s</idno></bibl></sourceDesc></fileDesc></teiHeader><text xml:lang="%s"><body>`+"\n",
		d.ID, escapeXML(c.title), escapeXML(c.author), escapeXML(d.Symbol), date, escapeXML(d.URI), d.SHA256, escapeXML(orUndetermined(d.Language)))
}

// orUndetermined is the language tag for a language that is not known (BCP 47).
func orUndetermined(lang string) string {
	if lang == "" {
		return "und"
	}
	return lang
}

func (s *teiSink) passage(d *pipeline.Document, p *pipeline.Passage) error {
	text := marked(d.PassageText(p), p.References, func(r pipeline.Reference) string {
		return fmt.Sprintf(`<ref type="%s" target="%s"%s>`, r.Kind, escapeXML(addressOf(r)), madeBy(r.Score, r.By))
	}, "</ref>")
	ana := make([]string, len(p.Tags))
	for i, t := range p.Tags {
		ana[i] = "#" + t.Scheme + "." + t.ID
	}
	attributes := ""
	if p.Number != "" {
		attributes += fmt.Sprintf(` n="%s"`, escapeXML(p.Number))
	}
	if len(ana) > 0 {
		attributes += fmt.Sprintf(` ana="%s"`, escapeXML(strings.Join(ana, " ")))
	}
	id := fmt.Sprintf("d%s-%s", d.ID, strings.ReplaceAll(xmlName(p.ID), "~", "_"))
	_, err := fmt.Fprintf(s.w, "<ab xml:id=\"%s\" type=\"%s\"%s>%s</ab>\n", id, p.Kind, attributes, text)
	return errors.Join(err, s.tags(id, p.Tags, ana))
}

// tags writes what ana has no room for.
func (s *teiSink) tags(id string, tags []pipeline.Tag, ana []string) error {
	if len(tags) == 0 {
		return nil
	}
	var b strings.Builder
	for i, t := range tags {
		fmt.Fprintf(&b, `<span target="#%s" ana="%s"%s>%s</span>`, id, escapeXML(ana[i]), madeBy(t.Score, t.By), escapeXML(t.Label))
	}
	_, err := fmt.Fprintf(s.w, "<spanGrp type=\"tags\">%s</spanGrp>\n", b.String())
	return err
}

// madeBy are the attributes that say how sure something is and what made it, as
// far as that is known.
func madeBy(sure float64, by string) (attributes string) {
	if sure > 0 {
		attributes = fmt.Sprintf(` cert="%s"`, score(sure))
	}
	if by != "" {
		attributes += fmt.Sprintf(` resp="urn:haki:%s"`, escapeXML(by))
	}
	return attributes
}

// xmlName keeps of an ID what an xml:id may hold.
func xmlName(id string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '.' || r == '-' || r == '~' {
			return r
		}
		return '_'
	}, id)
}

func (s *teiSink) Close() error {
	if _, err := s.w.WriteString("</teiCorpus>\n"); err != nil {
		return err
	}
	return s.w.Flush()
}

func (s *teiSink) Rows() int { return s.rows }
