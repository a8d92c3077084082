package ingest

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// readODT reads a text of OpenDocument: headings by outline level, lists with
// the numbers that their styles give, tables, notes. Deleted text that is kept
// for tracking changes is left out.
func readODT(ctx context.Context, s *source, b *builder) error {
	c, err := openContainer(s)
	if err != nil {
		return err
	}
	if encryptedODF(ctx, c, b) {
		return errEncryptedODF
	}
	content, err := c.xml(ctx, "content.xml", b)
	if err != nil {
		return err
	}
	styles, _ := c.optional(ctx, "styles.xml", b)
	meta, _ := c.optional(ctx, "meta.xml", b)
	addODF(b, content, styles, meta)
	return nil
}

// addODF adds a text whose parts are parsed; a flat document has all in one.
func addODF(b *builder, content, styles, meta *element) {
	if m := meta.first("meta"); m != nil {
		b.meta = dublinCore(m)
		b.meta.Date = "" // when the file was saved, not what the text is of
	}
	w := &odtWalk{b: b, lists: newListNumbering(), looks: map[string]odtLook{}, counting: map[string]string{}}
	w.readStyles(styles)
	w.readStyles(content)
	body := content.first("body")
	w.blocks(body, odtList{}, 0)
}

// odtWalk turns the elements of a text into blocks.
type odtWalk struct {
	b     *builder
	lists listNumbering
	looks map[string]odtLook // by family and name of the style
	notes int
	count int // lists met

	counting map[string]string // list that counted last, by style and by xml:id
}

// odtList is the list around a paragraph.
type odtList struct {
	id    string // in lists
	style string
	level int // from 1, 0 outside
	first bool
	start string // number at which the item begins instead of going on
}

// readStyles reads list styles, and how text of each style looks.
func (w *odtWalk) readStyles(part *element) {
	part.each(func(e *element) bool {
		switch e.name {
		case "list-style":
			w.lists.lists[e.attr("name")] = readODTList(e)
			return false
		case "style":
			family := e.attr("family") + " "
			w.looks[family+e.attr("name")] = readODTLook(e, family)
			return false
		}
		return true
	})
}

// odtFormats are the values of style:num-format in the words of OOXML.
var odtFormats = map[string]string{"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none", "一, 二, 三, ...": "chineseCounting"}

func readODTList(e *element) *numberedList {
	list := &numberedList{abstract: e.attr("name")}
	for _, l := range e.children {
		i, err := strconv.Atoi(l.attr("level"))
		if err != nil || i < 1 || i > maxListLevels {
			continue
		}
		level := listLevel{start: 1, restart: -1, format: "bullet"}
		if l.name == "list-level-style-number" {
			if level.format = odtFormats[l.attr("num-format")]; level.format == "" {
				level.format = "decimal"
			}
			level.text = odtPattern(l, i)
			if start, err := strconv.Atoi(l.attr("start-value")); err == nil {
				level.start = start
			}
		}
		list.levels[i-1] = level
	}
	return list
}

// odtPattern writes prefix, levels and suffix as OOXML does: (%1), %1.%2.
func odtPattern(l *element, level int) string {
	shown := 1
	if n, err := strconv.Atoi(l.attr("display-levels")); err == nil {
		shown = min(max(n, 1), level)
	}
	var numbers []string
	for i := level - shown + 1; i <= level; i++ {
		numbers = append(numbers, "%"+strconv.Itoa(i))
	}
	if l.attr("num-format") == "" {
		numbers = nil
	}
	return l.attr("num-prefix") + strings.Join(numbers, ".") + l.attr("num-suffix")
}

func (w *odtWalk) blocks(e *element, list odtList, depth int) {
	if e == nil || depth > w.b.opt.MaxDepth {
		return
	}
	for _, c := range e.children {
		switch c.name {
		case "h", "p":
			w.paragraph(c, &list, depth)
		case "list":
			w.list(c, list, depth)
		case "list-item", "list-header":
			item := list
			item.first, item.start = c.name == "list-item", c.attr("start-value")
			w.blocks(c, item, depth+1)
		case "table":
			w.table(c, depth)
		case "tracked-changes", "table-of-content", "forms", "sequence-decls", "annotation", "":
		default:
			w.blocks(c, list, depth+1)
		}
		if w.b.err != nil {
			return
		}
	}
}

// list goes into a list; one that does not go on with another counts anew.
func (w *odtWalk) list(e *element, around odtList, depth int) {
	list := odtList{style: e.attr("style-name"), level: around.level + 1, id: around.id}
	if list.style == "" {
		list.style = around.style
	}
	if around.level == 0 {
		list.id = w.counted(e, list.style)
		w.counting["style "+list.style], w.counting["list "+e.attr("id")] = list.id, list.id
	}
	w.blocks(e, list, depth+1)
}

// counted is what an outermost list counts with: that of the list it goes on
// with, else its own.
func (w *odtWalk) counted(e *element, style string) string {
	if id := w.counting["list "+e.attr("continue-list")]; id != "" && e.attr("continue-list") != "" {
		return id
	}
	if id := w.counting["style "+style]; id != "" && e.attr("continue-numbering") == "true" {
		return id
	}
	if w.lists.lists[style] == nil {
		return style
	}
	w.count++
	fresh := *w.lists.lists[style]
	fresh.abstract = style + " " + strconv.Itoa(w.count)
	w.lists.lists[fresh.abstract] = &fresh
	return fresh.abstract
}

func (w *odtWalk) paragraph(p *element, list *odtList, depth int) {
	var run docxRun
	var centred bool
	run.bold, centred = w.look("paragraph " + p.attr("style-name"))
	w.runs(p, &run, 0)
	bl := block{text: run.text.String(), refs: run.refs, loud: run.weight.loud() || centred}
	number, level := "", 0
	if list.first && strings.TrimSpace(bl.text) != "" {
		w.lists.begin(list.id, list.level-1, list.start)
		number, level = w.lists.next(list.id, list.level-1)
		list.first = false
	}
	heading := 0
	if p.name == "h" {
		heading = 1
		if n, err := strconv.Atoi(p.attr("outline-level")); err == nil && n > 0 {
			heading = min(n, 10)
		}
	}
	w.b.add(listed(bl, number, level, heading))
	for _, box := range run.boxes {
		w.blocks(box, odtList{}, depth+1)
	}
}

// runs writes the words of a paragraph, none if there is no element.
func (w *odtWalk) runs(e *element, run *docxRun, depth int) {
	if e == nil || depth > w.b.opt.MaxDepth {
		return
	}
	for _, c := range e.children {
		switch c.name {
		case "":
			run.text.WriteString(c.text)
			run.weight.add(c.text, run.bold)
		case "span":
			w.span(c, run, depth+1)
		case "s", "tab", "line-break":
			run.text.WriteByte(' ')
		case "note":
			run.refs = append(run.refs, w.note(c))
		case "text-box":
			run.boxes = append(run.boxes, c)
		case "annotation", "tracked-changes", "desc", "title", "object", "object-ole":
		default:
			w.runs(c, run, depth+1)
		}
	}
}

func (w *odtWalk) note(e *element) string {
	w.notes++
	key := noteKey(w.notes)
	var run docxRun
	w.runs(e.child("note-body"), &run, 0)
	number := strconv.Itoa(w.notes)
	if citation := e.child("note-citation"); citation != nil {
		number = clean(citation.words())
	}
	w.b.add(block{kind: pipeline.Footnote, note: key, number: number, text: run.text.String(), settled: true})
	return key
}

// table adds a row for each row; a table in a cell becomes words of it.
func (w *odtWalk) table(e *element, depth int) {
	e.each(func(row *element) bool {
		if row.name != "table-row" {
			return w.b.err == nil
		}
		bl := block{kind: pipeline.Table}
		cells := slices.DeleteFunc(slices.Clone(row.children), func(c *element) bool { return c.name != "table-cell" })
		if len(cells) == 1 { // a frame around text
			w.blocks(cells[0], odtList{}, depth+1)
			return false
		}
		for _, cell := range cells {
			var run docxRun
			w.cellText(cell, &run, depth)
			bl.cells = append(bl.cells, run.text.String())
			bl.refs = append(bl.refs, run.refs...)
		}
		w.b.add(bl)
		return false
	})
}

func (w *odtWalk) cellText(e *element, run *docxRun, depth int) {
	if depth > w.b.opt.MaxDepth {
		return
	}
	for _, c := range e.children {
		if c.name == "p" || c.name == "h" {
			w.runs(c, run, 0)
			run.text.WriteByte(' ')
			continue
		}
		w.cellText(c, run, depth+1)
	}
}
