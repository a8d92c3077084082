package ingest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"github.com/haki-project/haki/pipeline"
)

// readHTML reads the document of a web page without the site around it.
func readHTML(_ context.Context, s *source, b *builder) error {
	root, err := parseHTML(s.data, "")
	if err != nil {
		return err
	}
	b.meta = pageMetadata(root, b.opt.MaxDepth)
	addHTML(b, mainContent(root, b.opt))
	return nil
}

// parseHTML parses a page in the encoding that its bytes, the content type or
// its own words state.
func parseHTML(data []byte, contentType string) (*html.Node, error) {
	text, err := pageReader(data, contentType)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", pipeline.ErrMalformed, err)
	}
	root, err := html.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", pipeline.ErrMalformed, err)
	}
	return root, nil
}

// pageReader decodes a page. Letters that are valid UTF-8 are UTF-8: what pages
// state about themselves is wrong more often, or stands too far from the start.
func pageReader(data []byte, contentType string) (io.Reader, error) {
	if nearlyUTF8(data) {
		return bytes.NewReader(data), nil
	}
	return charset.NewReader(bytes.NewReader(data), contentType)
}

// addPage adds a whole page: the words of a message, a chapter of a book.
func addPage(b *builder, data []byte, contentType string) {
	root, err := parseHTML(data, contentType)
	if err != nil {
		b.notes = append(b.notes, "A part in HTML could not be read: "+err.Error()+".")
		return
	}
	addHTML(b, root)
}

// addHTMLFragment adds a piece of HTML that stands in another format.
func addHTMLFragment(b *builder, fragment []byte) {
	nodes, err := html.ParseFragment(bytes.NewReader(fragment), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return // ParseFragment fails only where its reader does
	}
	for _, n := range nodes {
		addHTML(b, n)
	}
}

// addHTML adds the blocks under n.
func addHTML(b *builder, n *html.Node) {
	w := htmlWalk{b: b}
	w.node(n, 0)
	w.flush()
}

// htmlWalk turns elements into blocks. Words gather in text until an element
// begins or ends a block.
type htmlWalk struct {
	b     *builder
	text  strings.Builder
	block block      // what the text that gathers will be
	lists []htmlList // lists around the text, outermost first
	bold  int        // elements around that make letters bold
	plain bool       // some of the text is not bold
}

// skipped elements hold no words of the document.
var skipped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true, atom.Object: true, atom.Svg: true,
	atom.Head: true, atom.Button: true, atom.Select: true, atom.Input: true, atom.Textarea: true, atom.Audio: true, atom.Video: true, atom.Canvas: true, atom.Map: true,
}

// blockElements begin and end a paragraph.
var blockElements = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Main: true, atom.Header: true, atom.Footer: true, atom.Aside: true, atom.Nav: true,
	atom.Blockquote: true, atom.Pre: true, atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Table: true, atom.Figure: true,
	atom.Figcaption: true, atom.Address: true, atom.Hr: true, atom.Form: true, atom.Fieldset: true, atom.Body: true, atom.Center: true, atom.Details: true, atom.Summary: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Caption: true, atom.Tr: true, atom.Legend: true,
}

func (w *htmlWalk) node(n *html.Node, depth int) {
	switch {
	case depth > 4*w.b.opt.MaxDepth || w.b.err != nil: // deeper than that is an attack
	case n.Type == html.TextNode:
		w.text.WriteString(n.Data)
		w.plain = w.plain || w.bold == 0 && strings.TrimSpace(n.Data) != ""
	case n.Type == html.DocumentNode:
		w.children(n, depth)
	case n.Type == html.ElementNode && !skipped[n.DataAtom] && !hidden(n):
		w.element(n, depth)
	}
}

func (w *htmlWalk) children(n *html.Node, depth int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, depth+1)
	}
}

func (w *htmlWalk) element(n *html.Node, depth int) {
	switch n.DataAtom {
	case atom.Br:
		w.lineBreak(n)
	case atom.B, atom.Strong:
		w.bold++
		w.children(n, depth)
		w.bold--
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.as(block{kind: pipeline.Heading, level: int(n.Data[1] - '0'), identifier: attr(n, "id")}, n, depth)
	case atom.Li:
		w.as(w.item(n), n, depth)
	case atom.Ul, atom.Ol:
		w.flush()
		w.lists = append(w.lists, newHTMLList(n))
		w.children(n, depth)
		w.flush()
		w.lists = w.lists[:len(w.lists)-1]
	case atom.Table:
		w.table(n, depth)
	default:
		if !blockElements[n.DataAtom] {
			w.children(n, depth)
			return
		}
		w.flush()
		w.children(n, depth)
		w.flush()
	}
}

// lineBreak is a space inside a paragraph; two of them part paragraphs.
func (w *htmlWalk) lineBreak(n *html.Node) {
	if next := nextElement(n); next != nil && next.DataAtom == atom.Br {
		w.flush()
		return
	}
	w.text.WriteByte('\n')
}

// nextElement is the sibling after n if only white space stands between.
func nextElement(n *html.Node) *html.Node {
	next := n.NextSibling
	for next != nil && next.Type == html.TextNode && strings.TrimSpace(next.Data) == "" {
		next = next.NextSibling
	}
	return next
}

// as adds what is in n as the given block; paragraphs inside it after the first
// are paragraphs.
func (w *htmlWalk) as(bl block, n *html.Node, depth int) {
	w.flush()
	w.block = bl
	w.children(n, depth)
	w.flush()
	w.block = block{}
}

func (w *htmlWalk) flush() {
	if strings.TrimSpace(w.text.String()) == "" {
		w.text.Reset()
		return
	}
	bl := w.block
	bl.text, bl.loud = w.text.String(), !w.plain && bl.kind == ""
	if leading(clean(bl.text)).kind != markNone { // a page that writes its numbers hides the browser's
		bl.number = ""
	}
	w.text.Reset()
	w.block, w.plain = block{}, false
	w.b.add(bl)
}

// table adds a row for each row of a table of data; a table that lays out a
// page (one column, or tables in it) is a sequence of blocks.
func (w *htmlWalk) table(n *html.Node, depth int) {
	w.flush()
	if layoutTable(n, w.b.opt.MaxDepth) {
		w.children(n, depth)
		w.flush()
		return
	}
	if caption := find(n, w.b.opt.MaxDepth, func(c *html.Node) bool { return c.DataAtom == atom.Caption }); caption != nil {
		w.children(caption, depth)
		w.flush()
	}
	for row := range rows(n, w.b.opt.MaxDepth) {
		bl := block{kind: pipeline.Table}
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
				bl.cells = append(bl.cells, nodeText(c, w.b.opt.MaxDepth))
			}
		}
		if !w.b.add(bl) {
			return
		}
	}
}

func layoutTable(n *html.Node, limit int) bool {
	if find(n, limit, func(c *html.Node) bool { return c != n && c.DataAtom == atom.Table }) != nil {
		return true
	}
	for row := range rows(n, limit) {
		cells := 0
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
				cells++
			}
		}
		if cells > 1 {
			return false
		}
	}
	return true
}

// rows yields the rows of a table.
func rows(table *html.Node, limit int) func(yield func(*html.Node) bool) {
	return func(yield func(*html.Node) bool) {
		find(table, limit, func(n *html.Node) bool { return n.DataAtom == atom.Tr && !yield(n) })
	}
}

// find returns the first node under n, in document order, that match accepts.
func find(n *html.Node, limit int, match func(*html.Node) bool) *html.Node {
	if match(n) {
		return n
	}
	if limit == 0 {
		return nil
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if found := find(c, limit-1, match); found != nil {
			return found
		}
	}
	return nil
}

// nodeText returns all words under n.
func nodeText(n *html.Node, limit int) string {
	var text strings.Builder
	find(n, limit, func(c *html.Node) bool {
		switch {
		case c.Type == html.TextNode && !skipped[c.Parent.DataAtom]:
			text.WriteString(c.Data)
		case blockElements[c.DataAtom] || c.DataAtom == atom.Br:
			text.WriteByte(' ')
		}
		return false
	})
	return text.String()
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

var displayNone = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)

// hidden reports whether a reader of the page does not see n.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "aria-hidden" && a.Val == "true" || a.Key == "style" && displayNone.MatchString(a.Val) {
			return true
		}
	}
	return false
}
