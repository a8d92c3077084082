package sourcetest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sort"
	"strings"
)

// names of the documents in /files/, sorted.
func (s *Server) names() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var names []string
	for n := range s.content {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// feed lists the files as Atom.
func (s *Server) feed(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/atom+xml")
	fmt.Fprint(w, `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Papers</title><id>urn:papers</id><updated>2030-01-02T00:00:00Z</updated>`)
	for i, n := range s.names() {
		fmt.Fprintf(w, `<entry><title>Paper %s</title><id>urn:%s</id><updated>2030-01-%02dT00:00:00Z</updated><link rel="alternate" href="/about/%s"/><link rel="enclosure" type="application/pdf" href="/files/%s"/></entry>`, n, n, i+1, n, n)
	}
	fmt.Fprint(w, `</feed>`)
}

// oai lists the files one a page, in Dublin Core or MARC 21; a deleted record and
// one without a file are among them.
func (s *Server) oai(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	names := s.names()
	at, prefix := 0, q.Get("metadataPrefix")
	if token := q.Get("resumptionToken"); token != "" {
		if _, err := fmt.Sscanf(token, "%d %s", &at, &prefix); err != nil {
			fmt.Fprint(w, `<OAI-PMH><error code="badResumptionToken">what?</error></OAI-PMH>`)
			return
		}
	}
	fmt.Fprint(w, `<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">`)
	defer fmt.Fprint(w, `</OAI-PMH>`)
	if at >= len(names) || q.Get("from") > "2030-12-31" {
		fmt.Fprint(w, `<error code="noRecordsMatch">none</error>`)
		return
	}
	fmt.Fprint(w, `<ListRecords>`)
	if at == 0 {
		fmt.Fprint(w, `<record><header status="deleted"><identifier>oai:x:0</identifier><datestamp>2030-01-01</datestamp></header></record>`)
	}
	fmt.Fprintf(w, `<record><header><identifier>oai:x:%s</identifier><datestamp>2030-01-05</datestamp></header><metadata>%s</metadata></record>`, names[at], s.record(prefix, names[at]))
	if at+1 < len(names) {
		fmt.Fprintf(w, `<resumptionToken>%d %s</resumptionToken>`, at+1, prefix)
	}
	fmt.Fprint(w, `</ListRecords>`)
}

func (s *Server) record(prefix, name string) string {
	address := s.URL + "/files/" + name
	if prefix == "marcxml" {
		return `<record xmlns="http://www.loc.gov/MARC21/slim"><datafield tag="191"><subfield code="a">A/HRC/99/1</subfield></datafield>` +
			`<datafield tag="245"><subfield code="a">Paper ` + name + ` /</subfield></datafield>` +
			`<datafield tag="856"><subfield code="u">` + s.URL + `/files/none-FR.pdf</subfield><subfield code="y">Français</subfield></datafield>` +
			`<datafield tag="856"><subfield code="u">` + address + `</subfield><subfield code="y">English</subfield></datafield></record>`
	}
	return `<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Paper ` + name +
		`</dc:title><dc:identifier>` + s.URL + `/about/` + name + `</dc:identifier><dc:identifier>` + address + `</dc:identifier><dc:language>en</dc:language></oai_dc:dc>`
}

// sitemap is an index that names itself and the part with the files.
func (s *Server) sitemap(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprintf(w, `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>%s/sitemap.xml</loc></sitemap><sitemap><loc>%s/sitemap-1.xml</loc></sitemap></sitemapindex>`, s.URL, s.URL)
}

func (s *Server) sitemapPart(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprint(w, `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
	for i, n := range s.names() {
		fmt.Fprintf(w, `<url><loc>%s/files/%s</loc><lastmod>2030-01-%02d</lastmod></url>`, s.URL, n, i+1)
	}
	fmt.Fprint(w, `</urlset>`)
}

// api lists the files one a page, with the address of the next page.
func (s *Server) api(w http.ResponseWriter, r *http.Request) {
	names, at := s.names(), 0
	if p := r.URL.Query().Get("at"); p != "" {
		at = sort.SearchStrings(names, p)
	}
	type doc struct {
		Name  string   `json:"name"`
		Lang  string   `json:"lang"`
		Links []string `json:"links"`
	}
	answer := struct {
		Hits struct {
			List []doc `json:"list"`
		} `json:"hits"`
		Next string `json:"next,omitempty"`
	}{}
	if at < len(names) {
		answer.Hits.List = []doc{{strings.ToUpper(names[at]), "en", []string{"/files/" + names[at]}}}
	}
	if at+1 < len(names) {
		answer.Next = "/api?at=" + names[at+1]
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(answer); err != nil {
		return
	}
}
