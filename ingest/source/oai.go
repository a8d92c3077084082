package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"net/url"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// oai is a repository that speaks OAI-PMH 2.0, as records in Dublin Core
// (oai_dc) or MARC 21 (marcxml).
type oai struct {
	address   string   // base URL; a query in it is kept
	prefix    string   // oai_dc or marcxml
	set       string   // "" for all
	from      string   // YYYY-MM-DD, "" for the beginning
	until     string   // YYYY-MM-DD, "" for all up to this day
	languages []string // ISO 639-1 of the files to take of a record, in the order of preference; none for all
}

// oaiPages bounds how many pages a harvest reads: at a hundred records a page
// five million records.
const oaiPages = 50_000

func (o oai) entries(ctx context.Context, c *Client, each func(Entry) error) error {
	next, seen := o.first(), circle{}
	for range oaiPages {
		body, err := c.page(ctx, next, "text/xml")
		if err != nil {
			return err
		}
		answer, err := parseOAI(body)
		if err != nil {
			return fmt.Errorf("%s: %w", next, err)
		}
		for _, r := range answer.Records {
			if e, ok := o.entry(r); ok {
				if err := each(e); err != nil {
					return err
				}
			}
		}
		token := strings.TrimSpace(answer.Token)
		if token == "" {
			return nil
		}
		if err := seen.note(token, answer.Records); err != nil {
			return err
		}
		next = o.query(url.Values{"verb": {"ListRecords"}, "resumptionToken": {token}})
	}
	return fmt.Errorf("%w: more than %d pages", pipeline.ErrTooLarge, oaiPages)
}

// emptyPages is how many pages without a record a harvest bears: some
// repositories leave out what was deleted, and send what is left of the page.
const emptyPages = 100

// circle tells a harvest that goes on for ever: repositories have been seen that
// give the same token again, or a new token for the same records.
type circle struct {
	tokens, pages map[string]bool
	empty         int
}

// note takes a page and the token of the next one.
func (c *circle) note(token string, records []oaiRecord) error {
	if c.tokens == nil {
		c.tokens, c.pages = map[string]bool{}, map[string]bool{}
	}
	if c.tokens[token] {
		return fmt.Errorf("%w: the repository goes in a circle: it gives the same resumption token twice", pipeline.ErrMalformed)
	}
	c.tokens[token] = true
	if len(records) == 0 {
		if c.empty++; c.empty > emptyPages {
			return fmt.Errorf("%w: the repository gives resumption tokens and no records, %d times", pipeline.ErrMalformed, c.empty)
		}
		return nil
	}
	h := sha256.New()
	for _, r := range records {
		fmt.Fprintf(h, "%q", r.Header.Identifier)
	}
	page := string(h.Sum(nil))
	if c.pages[page] {
		return fmt.Errorf("%w: the repository goes in a circle: it gives the records of %s again, under another resumption token", pipeline.ErrMalformed, records[0].Header.Identifier)
	}
	c.pages[page] = true
	return nil
}

func (o oai) first() string {
	q := url.Values{"verb": {"ListRecords"}, "metadataPrefix": {o.prefix}}
	for name, value := range map[string]string{"set": o.set, "from": o.from, "until": o.until} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return o.query(q)
}

func (o oai) query(q url.Values) string {
	sep := "?"
	if strings.Contains(o.address, "?") {
		sep = "&"
	}
	return o.address + sep + q.Encode()
}

// oaiAnswer is a page of records; elements are found by their local names, since
// repositories differ in namespaces.
type oaiAnswer struct {
	Errors []struct {
		Code string `xml:"code,attr"`
		Text string `xml:",chardata"`
	} `xml:"error"`
	Records []oaiRecord `xml:"ListRecords>record"`
	Token   string      `xml:"ListRecords>resumptionToken"`
}

type oaiRecord struct {
	Header struct {
		Status     string `xml:"status,attr"`
		Identifier string `xml:"identifier"`
		Datestamp  string `xml:"datestamp"`
	} `xml:"header"`
	DC   dublinCore `xml:"metadata>dc"`
	MARC marcRecord `xml:"metadata>record"`
}

func parseOAI(body []byte) (oaiAnswer, error) {
	var a oaiAnswer
	d := xml.NewDecoder(bytes.NewReader(body))
	d.CharsetReader = charset
	if err := d.Decode(&a); err != nil {
		return a, fmt.Errorf("%w: %w", pipeline.ErrMalformed, err)
	}
	for _, e := range a.Errors {
		if e.Code != "noRecordsMatch" {
			return a, fmt.Errorf("%w: the repository answers %s: %s", pipeline.ErrNotDocument, e.Code, strings.TrimSpace(e.Text))
		}
	}
	return a, nil
}

// entry makes an entry of a record that is not deleted.
func (o oai) entry(r oaiRecord) (Entry, bool) {
	if r.Header.Status == "deleted" {
		return Entry{}, false
	}
	e := Entry{Title: r.Header.Identifier, Date: r.Header.Datestamp}
	if o.prefix == "marcxml" {
		r.MARC.fill(&e, o.languages)
	} else {
		r.DC.fill(&e)
	}
	if len(e.URLs) == 0 {
		e.Err = fmt.Errorf("%w: record %s names no file", pipeline.ErrMissing, r.Header.Identifier)
	}
	return e, true
}

// dublinCore is what a record in oai_dc says.
type dublinCore struct {
	Title      []string `xml:"title"`
	Date       []string `xml:"date"`
	Language   []string `xml:"language"`
	Identifier []string `xml:"identifier"`
	Relation   []string `xml:"relation"`
}

// fill takes the addresses of files before those of pages about them.
func (d dublinCore) fill(e *Entry) {
	var files, pages []string
	for _, id := range append(append([]string{}, d.Identifier...), d.Relation...) {
		id = strings.TrimSpace(id)
		switch _, err := webAddress(id); {
		case err != nil:
			if e.Set.Symbol == "" && isSymbol(id) {
				e.Set.Symbol = compactSymbol(id)
			}
		case asked(id, "") != "" || strings.Contains(id, "/files/") || strings.Contains(id, "/bitstream"):
			files = append(files, id)
		default:
			pages = append(pages, id)
		}
	}
	e.URLs = append(files, pages...)
	e.Set.Title = firstOf(d.Title)
	if len(firstOf(d.Language)) == 2 {
		e.Set.Language = strings.ToLower(firstOf(d.Language))
	}
}

func firstOf(list []string) string {
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}
