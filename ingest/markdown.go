package ingest

import (
	"bytes"
	"context"
	"html"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"go.yaml.in/yaml/v3"

	"github.com/haki-project/haki/pipeline"
)

// readMarkdown reads CommonMark with tables, footnotes, definition lists and
// front matter.
func readMarkdown(_ context.Context, s *source, b *builder) error {
	decoded, err := decode(s.data)
	if err != nil {
		return err
	}
	front, body := cutFrontMatter(strings.ReplaceAll(decoded, "\r\n", "\n"))
	b.meta = frontMatter(front)
	src := []byte(body)
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Footnote, extension.DefinitionList, extension.Strikethrough))
	w := markdownWalk{b: b, src: src}
	w.blocks(md.Parser().Parse(text.NewReader(src)), 0)
	if b.meta.Title == "" {
		b.meta.Title = firstHeading(b.blocks)
	}
	return nil
}

// cutFrontMatter parts the YAML between --- lines at the start from the rest.
func cutFrontMatter(s string) (front, body string) {
	rest, ok := strings.CutPrefix(s, "---\n")
	if !ok {
		return "", s
	}
	if front, body, ok := strings.Cut(rest, "\n---\n"); ok {
		return front, body
	}
	return "", s
}

// frontMatter reads what such fields usually are called. Dates stay as they are
// only where they are dates.
func frontMatter(front string) pipeline.Metadata {
	var fields map[string]any
	if len(front) > maxFrontMatter || yaml.Unmarshal([]byte(front), &fields) != nil {
		return pipeline.Metadata{}
	}
	var m pipeline.Metadata
	for key, value := range fields {
		switch said := clean(yamlText(value)); strings.ToLower(key) {
		case "title":
			m.Title = said
		case "lang", "language":
			m.Language = languageCode(said)
		case "date", "enactment_date", "promulgation_date":
			m.Date = max(m.Date, isoDate(said))
		case "country":
			m.Countries = countryCodes(said)
		}
	}
	return m
}

// yamlText returns a value as it was written: YAML takes a date or a year without
// quotes for more than text.
func yamlText(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case time.Time:
		return v.Format(time.DateOnly)
	case int:
		return strconv.Itoa(v)
	}
	return ""
}

// maxFrontMatter keeps YAML, which can refer to itself, small.
const maxFrontMatter = 64 << 10

func firstHeading(blocks []block) string {
	for _, b := range blocks {
		if b.kind == pipeline.Heading {
			return b.text
		}
	}
	return ""
}

type markdownWalk struct {
	b   *builder
	src []byte
}

// blocks adds the block children of parent; depth counts the lists around them.
func (w *markdownWalk) blocks(parent ast.Node, depth int) {
	if depth > w.b.opt.MaxDepth {
		return
	}
	for n := parent.FirstChild(); n != nil && w.b.err == nil; n = n.NextSibling() {
		w.block(n, depth)
	}
}

func (w *markdownWalk) block(n ast.Node, depth int) {
	switch n := n.(type) {
	case *ast.Heading:
		w.add(n, block{kind: pipeline.Heading, level: n.Level})
	case *ast.Paragraph, *ast.TextBlock:
		w.add(n, block{})
	case *ast.CodeBlock:
		w.lines(n)
	case *ast.FencedCodeBlock:
		w.lines(n)
	case *ast.HTMLBlock:
		w.html(n)
	case *ast.List:
		w.list(n, depth+1)
	case *extast.DefinitionList:
		w.definitions(n, depth)
	case *extast.Table:
		w.table(n)
	case *extast.FootnoteList:
		w.footnotes(n)
	default:
		w.blocks(n, depth+1)
	}
}

func (w *markdownWalk) add(n ast.Node, bl block) {
	var words strings.Builder
	w.inline(n, &words, &bl, 0)
	bl.text = words.String()
	w.b.add(bl)
}

// inline writes the words of n without their markup.
func (w *markdownWalk) inline(n ast.Node, to *strings.Builder, bl *block, depth int) {
	if depth > w.b.opt.MaxDepth {
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			to.Write(unescape(c.Value(w.src)))
			if c.SoftLineBreak() || c.HardLineBreak() {
				to.WriteByte(' ')
			}
		case *ast.String:
			to.Write(c.Value)
		case *ast.AutoLink:
			to.Write(c.Label(w.src))
		case *ast.RawHTML:
			if raw := bytes.ToLower(c.Segments.Value(w.src)); bytes.HasPrefix(raw, []byte("<br")) {
				to.WriteByte(' ')
			}
		case *extast.FootnoteLink:
			bl.refs = append(bl.refs, strconv.Itoa(c.Index))
		case *ast.Image:
		default:
			w.inline(c, to, bl, depth+1)
		}
	}
}

// lines adds what was indented or fenced: in laws and speeches that is text,
// not code.
func (w *markdownWalk) lines(n ast.Node) {
	w.b.add(block{text: string(n.Lines().Value(w.src))})
}

func (w *markdownWalk) html(n *ast.HTMLBlock) {
	if n.HTMLBlockType == ast.HTMLBlockType2 { // a comment
		return
	}
	addHTMLFragment(w.b, n.Lines().Value(w.src))
}

// list adds the items of a list; the first paragraph of each carries its number.
func (w *markdownWalk) list(l *ast.List, depth int) {
	number := l.Start
	for item := l.FirstChild(); item != nil && w.b.err == nil; item = item.NextSibling() {
		bl := block{kind: pipeline.ListItem, level: depth}
		if l.IsOrdered() {
			bl.number = strconv.Itoa(number) + "."
			number++
		}
		w.item(item, bl, depth)
	}
}

func (w *markdownWalk) item(item ast.Node, bl block, depth int) {
	first := item.FirstChild()
	if first == nil {
		return
	}
	if _, ok := first.(*ast.List); ok {
		w.blocks(item, depth)
		return
	}
	w.add(first, bl)
	for n := first.NextSibling(); n != nil && w.b.err == nil; n = n.NextSibling() {
		w.block(n, depth)
	}
}

// definitions adds a passage for each term with what is said of it. They are
// the properties of a document more often than its words, so no number in them
// is one of the text's.
func (w *markdownWalk) definitions(list ast.Node, depth int) {
	term := ""
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		var words strings.Builder
		bl := block{settled: true}
		w.inline(n, &words, &bl, depth)
		if n.Kind() == extast.KindDefinitionTerm {
			term = strings.TrimSpace(words.String())
			continue
		}
		bl.text = term + ": " + words.String()
		w.b.add(bl)
	}
}

func (w *markdownWalk) table(t *extast.Table) {
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		bl := block{kind: pipeline.Table}
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			var words strings.Builder
			w.inline(cell, &words, &bl, 0)
			bl.cells = append(bl.cells, words.String())
		}
		if !w.b.add(bl) {
			return
		}
	}
}

func (w *markdownWalk) footnotes(list *extast.FootnoteList) {
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		note, ok := n.(*extast.Footnote)
		if !ok {
			continue
		}
		key := strconv.Itoa(note.Index)
		for p := note.FirstChild(); p != nil; p = p.NextSibling() {
			w.add(p, block{kind: pipeline.Footnote, note: key, number: key})
		}
	}
}

// entity is a character by its name or number.
var entity = regexp.MustCompile(`^&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});`)

// unescape drops the backslash before punctuation and puts characters for their
// names (&lt;).
func unescape(s []byte) []byte {
	if !bytes.ContainsAny(s, `\&`) {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && bytes.IndexByte([]byte("\\`*_{}[]()#+-.!|~<>\"'/:;=?@^&%$,"), s[i+1]) >= 0 {
			i++
		} else if name := entity.Find(s[i:min(len(s), i+40)]); name != nil {
			out = append(out, html.UnescapeString(string(name))...)
			i += len(name) - 1
			continue
		}
		out = append(out, s[i])
	}
	return out
}
