package ingest

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"

	"github.com/haki-project/haki/pipeline"
)

// element is a node of an XML document. Text between elements is an element
// without a name.
type element struct {
	name     string // without namespace
	space    string // namespace, as the parser resolved it
	attrs    []xml.Attr
	children []*element
	text     string
}

// parseXML reads a document within the limits: entities are never expanded
// (unknown ones stay as they are written), elements nest at most opt.MaxDepth.
// What is broken after some text was read is closed where it broke, and said in
// the second result.
func parseXML(ctx context.Context, data []byte, opt Options) (*element, string, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = charset.NewReaderLabel
	if hasUTF16Mark(data) {
		text, err := decode(data)
		if err != nil {
			return nil, "", err
		}
		d = xml.NewDecoder(strings.NewReader(text))
		d.Strict = false
		d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	}
	t := treeBuilder{opt: opt, stack: []*element{{}}}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return t.stack[0], "", nil
		}
		if err != nil {
			if len(t.stack[0].children) == 0 {
				return nil, "", fmt.Errorf("%w: %w", pipeline.ErrMalformed, err)
			}
			return t.stack[0], "The XML breaks off: " + err.Error() + ".", nil
		}
		if err := t.token(ctx, token); err != nil {
			return nil, "", err
		}
	}
}

type treeBuilder struct {
	opt   Options
	stack []*element
	nodes int
}

// maxNodes bounds the tree's memory, some 150 bytes a node; a code of 30 MB has
// two million.
const maxNodes = 5_000_000

func (t *treeBuilder) token(ctx context.Context, token xml.Token) error {
	top := t.stack[len(t.stack)-1]
	switch token := token.(type) {
	case xml.StartElement:
		if len(t.stack) > t.opt.MaxDepth {
			return fmt.Errorf("%w: elements nest deeper than %d", pipeline.ErrTooLarge, t.opt.MaxDepth)
		}
		if t.nodes++; t.nodes > maxNodes {
			return fmt.Errorf("%w: more than %d elements", pipeline.ErrTooLarge, maxNodes)
		}
		if t.nodes%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		e := &element{name: token.Name.Local, space: token.Name.Space, attrs: token.Attr}
		top.children = append(top.children, e)
		t.stack = append(t.stack, e)
	case xml.EndElement:
		if len(t.stack) > 1 {
			t.stack = t.stack[:len(t.stack)-1]
		}
	case xml.CharData:
		if t.nodes++; len(token) > 0 {
			top.children = append(top.children, &element{text: string(token)})
		}
	}
	return nil
}

// attr returns an attribute by its local name.
func (e *element) attr(name string) string {
	if e == nil {
		return ""
	}
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// child returns the first child element of that name, nil if there is none.
func (e *element) child(name string) *element {
	if e == nil {
		return nil
	}
	for _, c := range e.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

// at follows a path of child elements.
func (e *element) at(path ...string) *element {
	for _, name := range path {
		e = e.child(name)
	}
	return e
}

// val returns the attribute val of the child element at path, as OOXML writes
// most values.
func (e *element) val(path ...string) string {
	if e = e.at(path...); e == nil {
		return ""
	}
	return e.attr("val")
}

// each calls f for e and what is under it, in document order; f returns whether
// to look inside.
func (e *element) each(f func(*element) bool) {
	if e == nil || !f(e) {
		return
	}
	for _, c := range e.children {
		c.each(f)
	}
}

// first returns the first element of that name under e.
func (e *element) first(name string) *element {
	var found *element
	e.each(func(c *element) bool {
		if found == nil && c.name == name {
			found = c
		}
		return found == nil
	})
	return found
}

// words returns all text under e.
func (e *element) words() string {
	var text strings.Builder
	e.each(func(c *element) bool {
		text.WriteString(c.text)
		return true
	})
	return text.String()
}
