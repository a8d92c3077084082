package export

import (
	"archive/zip"
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"time"

	"github.com/haki-project/haki/pipeline"
)

// refiSink writes a REFI-QDA project (exchange standard 1.5, .qdpx): a zip with
// project.qde and a plain text a document. Tags and references are codings,
// positions in Unicode code points. The codings of all documents go to a file
// first, because the code book stands before them and is known last.
type refiSink struct {
	zip     *zip.Writer
	w       *bufio.Writer // of spool
	spool   *os.File
	codes   codeBook
	version string
	date    string
	sources int
	rows    int
}

func newREFI(w io.Writer, _ Kind, o Options) (Sink, error) {
	f, err := os.CreateTemp("", "haki-qde-*")
	if err != nil {
		return nil, err
	}
	return &refiSink{zip: zip.NewWriter(w), spool: f, w: bufio.NewWriterSize(f, 1<<16), codes: codeBook{}, version: o.Version, date: o.date().Format(time.RFC3339)}, nil
}

// codeBook holds, by scheme, the codes that were met and their labels.
type codeBook map[string]map[string]string

func (c codeBook) add(n note) {
	if c[n.scheme] == nil {
		c[n.scheme] = map[string]string{}
	}
	label := n.label
	if n.target != "" {
		label = n.code // the codes of references are their kinds
	}
	c[n.scheme][n.code] = label
}

// guid names a thing always by the same GUID (RFC 9562, version 8).
func guid(name string) string {
	h := sha256.Sum256([]byte("haki:" + name))
	h[6], h[8] = h[6]&0x0f|0x80, h[8]&0x3f|0x80
	return fmt.Sprintf("%X-%X-%X-%X-%X", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// user is whom codings are attributed to.
var user = guid("user")

func (s *refiSink) Add(sel Selection) error {
	d := sel.Document
	source := guid("source:" + string(d.ID))
	member, err := s.zip.Create("sources/" + source + ".txt")
	if err != nil {
		return err
	}
	if _, err := io.WriteString(member, d.Text); err != nil {
		return err
	}
	s.sources++
	fmt.Fprintf(s.w, "<TextSource guid=\"%s\" name=\"%s\" plainTextPath=\"internal://%s.txt\" creatingUser=\"%s\" creationDateTime=\"%s\"><Description>%s</Description>\n",
		source, escapeXML(joined(" ", d.Symbol, d.File)), source, user, s.date, escapeXML(joined("; ", d.Title, d.URI, "SHA-256 "+d.SHA256)))
	at := &runesAt{text: d.Text}
	if err := sel.each(func(i int) error { return s.passage(d, &d.Passages[i], at) }); err != nil {
		return err
	}
	_, err = s.w.WriteString("</TextSource>\n")
	return err
}

func (s *refiSink) passage(d *pipeline.Document, p *pipeline.Passage, at *runesAt) error {
	for k, n := range notes(p, d.PassageText(p)) {
		s.codes.add(n)
		s.rows++
		id := fmt.Sprintf("%s:%s:%d", d.ID, p.ID, k)
		start := at.offset(p.Start + n.span[0])
		where := cited{PassageRecord: pipeline.PassageRecord{Document: d.Record(), Number: p.Number, Kind: p.Kind, Page: p.Page}, title: d.File}.plain()
		_, err := fmt.Fprintf(s.w, "<PlainTextSelection guid=\"%s\" name=\"%s\" startPosition=\"%d\" endPosition=\"%d\" creatingUser=\"%s\" creationDateTime=\"%s\"><Description>%s</Description><Coding guid=\"%s\" creatingUser=\"%s\" creationDateTime=\"%s\"><CodeRef targetGUID=\"%s\"/></Coding></PlainTextSelection>\n",
			guid("selection:"+id), escapeXML(oneLine(n.label)), start, at.offset(p.Start+n.span[1]), user, s.date,
			escapeXML(fmt.Sprintf("%s; %s, score %.2f, haki %s", where, n.by, n.score, s.version)), guid("coding:"+id), user, s.date, guid("code:"+n.name()))
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *refiSink) Close() error {
	err := s.w.Flush()
	if err == nil {
		err = s.project()
	}
	return errors.Join(err, s.zip.Close(), s.spool.Close(), os.Remove(s.spool.Name()))
}

func (s *refiSink) project() error {
	w, err := s.zip.Create("project.qde")
	if err != nil {
		return err
	}
	fmt.Fprintf(w, `<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:QDA-XML:project:1.0 http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd" name="Haki" origin="Haki %s" creatingUserGUID="%s" creationDateTime="%s">
<Users><User guid="%s" name="Haki"/></Users>
`, escapeXML(s.version), user, s.date, user)
	if len(s.codes) > 0 {
		s.codes.write(w, "")
	}
	if s.sources > 0 {
		fmt.Fprint(w, "<Sources>\n")
		if _, err := s.spool.Seek(0, io.SeekStart); err != nil {
			return err
		}
		if _, err := io.Copy(w, s.spool); err != nil {
			return err
		}
		fmt.Fprint(w, "</Sources>\n")
	}
	_, err = io.WriteString(w, "</Project>\n")
	return err
}

// write prints the code book: a code a scheme that holds the codes of its labels.
func (c codeBook) write(w io.Writer, attributes string) {
	fmt.Fprintf(w, "<CodeBook%s><Codes>\n", attributes)
	for _, scheme := range keys(c) {
		fmt.Fprintf(w, "<Code guid=\"%s\" name=\"%s\" isCodable=\"false\">", guid("scheme:"+scheme), escapeXML(scheme))
		for _, code := range keys(c[scheme]) {
			fmt.Fprintf(w, "\n<Code guid=\"%s\" name=\"%s\" isCodable=\"true\"><Description>%s</Description></Code>", guid("code:"+scheme+":"+code), escapeXML(c[scheme][code]), escapeXML(scheme+":"+code))
		}
		fmt.Fprint(w, "</Code>\n")
	}
	fmt.Fprint(w, "</Codes></CodeBook>\n")
}

func keys[V any](m map[string]V) []string {
	list := make([]string, 0, len(m))
	for k := range m {
		list = append(list, k)
	}
	sort.Strings(list)
	return list
}

func (s *refiSink) Rows() int { return s.rows }

// codeBookSink writes the codes that the selection uses as a REFI-QDA code book (.qdc).
type codeBookSink struct {
	w       io.Writer
	codes   codeBook
	version string
}

func newCodeBook(w io.Writer, _ Kind, o Options) (Sink, error) {
	return &codeBookSink{w: w, codes: codeBook{}, version: o.Version}, nil
}

func (s *codeBookSink) Add(sel Selection) error {
	return sel.each(func(i int) error {
		for _, n := range notes(&sel.Document.Passages[i], sel.Document.PassageText(&sel.Document.Passages[i])) {
			s.codes.add(n)
		}
		return nil
	})
}

func (s *codeBookSink) Close() error {
	w := bufio.NewWriter(s.w) // whose Flush tells any error before it
	fmt.Fprint(w, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
	s.codes.write(w, fmt.Sprintf(` xmlns="urn:QDA-XML:codebook:1.0" origin="Haki %s"`, escapeXML(s.version)))
	return w.Flush()
}

func (s *codeBookSink) Rows() int {
	n := 0
	for _, codes := range s.codes {
		n += len(codes)
	}
	return n
}
