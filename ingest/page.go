package ingest

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/haki-project/haki/pipeline"
)

// pageMetadata reads what the head of a page states.
func pageMetadata(root *html.Node, limit int) pipeline.Metadata {
	var m pipeline.Metadata
	find(root, limit, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.Html:
			m.Language = languageCode(attr(n, "lang"))
		case atom.Title:
			if m.Title == "" {
				m.Title = clean(nodeText(n, limit))
			}
		case atom.Meta:
			name := strings.ToLower(attr(n, "name") + attr(n, "property"))
			if pageDates[name] && m.Date == "" {
				m.Date = isoDate(attr(n, "content"))
			}
		}
		return n.DataAtom == atom.Body
	})
	return m
}

// pageDates are the names under which pages state when they were published.
var pageDates = map[string]bool{
	"article:published_time": true, "dc.date": true, "dcterms.date": true, "dc.date.issued": true, "dcterms.issued": true, "dcterms.created": true, "date": true, "datepublished": true, "citation_publication_date": true, "citation_date": true,
}

// furniture are the elements and roles around a document.
var furniture = map[atom.Atom]bool{atom.Nav: true, atom.Footer: true, atom.Aside: true}

var furnitureRoles = map[string]bool{"navigation": true, "banner": true, "contentinfo": true, "search": true, "complementary": true}

// mainContent returns the element that holds the document: the page's only main
// element, else its body without furniture.
func mainContent(root *html.Node, limit int) *html.Node {
	for _, match := range []func(*html.Node) bool{
		func(n *html.Node) bool { return n.DataAtom == atom.Main || attr(n, "role") == "main" },
		func(n *html.Node) bool { return n.DataAtom == atom.Body },
	} {
		if n := find(root, limit, match); n != nil && strings.TrimSpace(nodeText(n, limit)) != "" {
			prune(n, limit)
			return n
		}
	}
	return root
}

// prune takes the furniture out of n.
func prune(n *html.Node, limit int) {
	for c := n.FirstChild; c != nil && limit > 0; {
		next := c.NextSibling
		if furniture[c.DataAtom] || furnitureRoles[attr(c, "role")] {
			n.RemoveChild(c)
		} else {
			prune(c, limit-1)
		}
		c = next
	}
}
