package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
)

// maxEntries bounds a feed: readers ask for it each hour.
const maxEntries = 300

// Atom writes the newest reports as a feed (RFC 4287): an entry for each document
// that was new or changed and for each saved search that hit. Reports come
// newest first; self is the address at which the feed will be had, "" unknown.
func Atom(w io.Writer, reports []*Report, self string) error {
	f := feed{Space: "http://www.w3.org/2005/Atom", Title: "Haki: new documents", ID: "urn:haki:feed", Updated: time.Unix(0, 0).UTC().Format(time.RFC3339), Author: "Haki"}
	if self != "" {
		f.ID, f.Links = self, []feedLink{{Rel: "self", Href: self}}
	}
	for i, r := range reports {
		if i == 0 {
			f.Updated = r.Ended.UTC().Format(time.RFC3339)
		}
		f.Entries = append(f.Entries, r.entries()...)
	}
	f.Entries = head(f.Entries, maxEntries)
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(f); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

type feed struct {
	XMLName xml.Name   `xml:"feed"`
	Space   string     `xml:"xmlns,attr"`
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Author  string     `xml:"author>name"`
	Links   []feedLink `xml:"link"`
	Entries []entry    `xml:"entry"`
}

type feedLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type entry struct {
	ID       string     `xml:"id"`
	Title    string     `xml:"title"`
	Updated  string     `xml:"updated"`
	Links    []feedLink `xml:"link"`
	Category *category  `xml:"category"`
	Content  content    `xml:"content"`
}

type category struct {
	Term string `xml:"term,attr"`
}

type content struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

func (r *Report) entries() []entry {
	var list []entry
	for _, s := range r.Searches {
		if s.Count > 0 {
			list = append(list, r.searchEntry(&s))
		}
	}
	for i := range r.New {
		list = append(list, r.documentEntry(&r.New[i], "new"))
	}
	for i := range r.Changed {
		list = append(list, r.documentEntry(&r.Changed[i], "changed"))
	}
	return head(list, maxEntries)
}

func (r *Report) documentEntry(d *Document, how string) entry {
	text := how + " in " + d.Source
	if c := d.Passages; c != nil {
		text += ": " + c.String()
	}
	return entry{
		ID: "urn:haki:" + string(d.ID) + ":" + r.ID, Title: oneLine(d.Name()), Updated: r.Ended.UTC().Format(time.RFC3339),
		Links: alternate(d.URI), Category: &category{how}, Content: content{"text", oneLine(text)},
	}
}

func (r *Report) searchEntry(s *Search) entry {
	var b strings.Builder
	for _, h := range head(s.Hits, shown) {
		fmt.Fprintf(&b, "%s: %s\n", oneLine(h.Citation), oneLine(cut(h.Text)))
	}
	if s.Count > shown {
		fmt.Fprintf(&b, "… and %d more\n", s.Count-shown)
	}
	e := entry{
		ID: "urn:haki:search:" + urn(s.Name) + ":" + r.ID, Title: oneLine(fmt.Sprintf("%s: %d new", s.Name, s.Count)),
		Updated: r.Ended.UTC().Format(time.RFC3339), Category: &category{"search"}, Content: content{"text", b.String()},
	}
	if len(s.Hits) > 0 {
		e.Links = alternate(s.Hits[0].URI)
	}
	return e
}

func alternate(uri string) []feedLink {
	if !strings.HasPrefix(uri, "http://") && !strings.HasPrefix(uri, "https://") {
		return nil // a path on this machine means nothing elsewhere
	}
	return []feedLink{{Rel: "alternate", Href: uri}}
}

// urn keeps a name to what may stand in a URN.
func urn(name string) string {
	var b strings.Builder
	for _, c := range []byte(name) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
