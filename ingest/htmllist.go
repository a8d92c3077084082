package ingest

import (
	"regexp"
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/haki-project/haki/pipeline"
)

// htmlList is a list of a page, as a browser counts it.
type htmlList struct {
	format string // of formatCounter; "" where it shows no numbers
	next   int
}

// htmlFormats are what the type of an ol can be.
var htmlFormats = map[string]string{"": "decimal", "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}

var unmarked = regexp.MustCompile(`(?i)list-style(-type)?\s*:[^;]*none`)

func newHTMLList(n *html.Node) htmlList {
	if n.DataAtom != atom.Ol || unmarked.MatchString(attr(n, "style")) {
		return htmlList{}
	}
	l := htmlList{format: htmlFormats[attr(n, "type")], next: 1}
	if start, err := strconv.Atoi(attr(n, "start")); err == nil {
		l.next = start
	}
	return l
}

// item is the block of an li, with the number that a browser shows before it.
func (w *htmlWalk) item(n *html.Node) block {
	bl := block{kind: pipeline.ListItem, level: max(len(w.lists), 1)}
	if len(w.lists) == 0 {
		return bl
	}
	l := &w.lists[len(w.lists)-1]
	if value, err := strconv.Atoi(attr(n, "value")); err == nil {
		l.next = value
	}
	if l.format != "" && !unmarked.MatchString(attr(n, "style")) {
		bl.number = formatCounter(l.next, l.format) + "."
	}
	l.next++
	return bl
}
