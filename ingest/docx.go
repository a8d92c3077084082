package ingest

import (
	"context"
	"fmt"
	"path"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// readDOCX reads a document of Word 2007 and later: its main part in reading
// order with numbers as Word shows them, then footnotes and endnotes. Text that
// was deleted with changes tracked is left out, text that was inserted is in.
func readDOCX(ctx context.Context, s *source, b *builder) error {
	c, err := openContainer(s)
	if err != nil {
		return err
	}
	main := mainPart(ctx, c, b.opt)
	body, err := c.xml(ctx, main, b)
	if err != nil {
		return err
	}
	dir := path.Dir(main)
	w := &docxWalk{b: b, notes: map[string]*element{}, numberOf: map[string]string{}}
	w.chunk = func(e *element) { addChunk(ctx, s, c, chunkTarget(ctx, c, main, e.attr("id"), b), b) }
	styles, _ := c.optional(ctx, path.Join(dir, "styles.xml"), b)
	numbering, _ := c.optional(ctx, path.Join(dir, "numbering.xml"), b)
	w.styles = docxStyles(styles)
	w.lists = docxLists(numbering, w.styles)
	for _, kind := range []string{"footnote", "endnote"} {
		notes, _ := c.optional(ctx, path.Join(dir, kind+"s.xml"), b)
		w.collectNotes(notes, kind)
	}
	core, _ := c.optional(ctx, "docProps/core.xml", b)
	b.meta = coreProperties(core)
	w.blocks(body.first("body"), 0)
	w.addNotes()
	return nil
}

// mainPart is where the relationships of the package say the document is.
func mainPart(ctx context.Context, c *container, opt Options) string {
	const usual = "word/document.xml"
	rels, _ := c.optional(ctx, "_rels/.rels", &builder{opt: opt})
	target := ""
	rels.each(func(e *element) bool {
		if e.name == "Relationship" && strings.HasSuffix(e.attr("Type"), "/officeDocument") {
			target = e.attr("Target")
		}
		return true
	})
	if target != "" && c.has(target) {
		return memberName(target)
	}
	return usual
}

// xml parses a member.
func (c *container) xml(ctx context.Context, name string, b *builder) (*element, error) {
	data, err := c.read(name)
	if err != nil {
		return nil, err
	}
	tree, broken, err := parseXML(ctx, data, b.opt)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if broken != "" {
		b.notes = append(b.notes, name+": "+broken)
	}
	return tree, nil
}

// optional parses a member that may be missing or broken: the document's text
// does not hang on it. What went wrong is told to the reader.
func (c *container) optional(ctx context.Context, name string, b *builder) (*element, bool) {
	if !c.has(name) {
		return nil, false
	}
	tree, err := c.xml(ctx, name, b)
	if err != nil {
		b.notes = append(b.notes, "The part "+name+" could not be read.")
		return nil, false
	}
	return tree, true
}

// coreProperties reads title, language and date of the package.
func coreProperties(core *element) pipeline.Metadata {
	var m pipeline.Metadata
	core.each(func(e *element) bool {
		switch e.name {
		case "title":
			m.Title = clean(e.words())
		case "language":
			m.Language = languageCode(clean(e.words()))
		}
		return true
	})
	return m
}

// docxWalk turns paragraphs and tables into blocks.
type docxWalk struct {
	b        *builder
	styles   map[string]*docxStyle
	lists    *docxNumbering
	notes    map[string]*element // by key: kind and id
	order    []string            // keys in the order of their markers
	numberOf map[string]string
	chunk    func(*element) // adds a file that the document takes in as it stands
}

// transparent elements hold blocks or runs as if they were not there.
func (w *docxWalk) blocks(e *element, depth int) {
	if e == nil || depth > w.b.opt.MaxDepth {
		return
	}
	for _, c := range e.children {
		switch c.name {
		case "p":
			w.paragraph(c, depth)
		case "tbl":
			w.table(c, depth)
		case "altChunk":
			w.chunk(c)
		case "del", "moveFrom", "sectPr", "Fallback", "":
		default: // sdt, sdtContent, ins, moveTo, customXml, AlternateContent, Choice
			w.blocks(c, depth+1)
		}
		if w.b.err != nil {
			return
		}
	}
}

func (w *docxWalk) paragraph(p *element, depth int) {
	style := w.style(p)
	var run docxRun
	w.runs(p, &run, 0)
	bl := block{text: run.text.String(), refs: run.refs, loud: run.weight.loud() || centred(p, style)}
	number, level := w.lists.number(p, style)
	if strings.TrimSpace(bl.text) == "" {
		number = ""
	}
	bl = listed(bl, number, level, style.heading(p))
	w.b.add(bl)
	for _, box := range run.boxes {
		w.blocks(box, depth+1)
	}
}

// centred reports whether a paragraph stands in the middle of the line.
func centred(p *element, style *docxStyle) bool {
	if own := p.val("pPr", "jc"); own != "" {
		return own == "center"
	}
	return style.centred
}

// docxRun gathers the words of a paragraph.
type docxRun struct {
	text   strings.Builder
	refs   []string
	boxes  []*element // text boxes, whose paragraphs follow
	weight weight
	bold   bool // what is written next is
}

// runs writes the words under e: no deleted text, no field codes.
func (w *docxWalk) runs(e *element, run *docxRun, depth int) {
	if depth > w.b.opt.MaxDepth {
		return
	}
	for _, c := range e.children {
		switch c.name {
		case "", "pPr", "rPr", "del", "moveFrom", "delText", "instrText", "Fallback", "pict":
			if c.name == "pict" {
				run.boxes = append(run.boxes, textBoxes(c)...)
			}
		case "r":
			if !on(c.at("rPr", "vanish")) {
				run.weigh(c)
				w.runs(c, run, depth+1)
			}
		case "t":
			run.text.WriteString(c.words())
		case "tab", "br", "cr", "ptab":
			run.text.WriteByte(' ')
		case "noBreakHyphen":
			run.text.WriteByte('-')
		case "sym":
		case "footnoteReference", "endnoteReference":
			w.refer(c, run)
		case "drawing":
			run.boxes = append(run.boxes, textBoxes(c)...)
		default:
			w.runs(c, run, depth+1)
		}
	}
}

// weigh notes whether a run with words is bold.
func (r *docxRun) weigh(e *element) {
	if t := e.child("t"); t != nil {
		r.weight.add(t.words(), on(e.at("rPr", "b")))
	}
}

// on reports whether a property that is either on or off is there and on.
func on(property *element) bool {
	return property != nil && property.attr("val") != "0" && property.attr("val") != "false"
}

// textBoxes finds the contents of text boxes in a drawing.
func textBoxes(e *element) []*element {
	var boxes []*element
	e.each(func(c *element) bool {
		if c.name == "txbxContent" {
			boxes = append(boxes, c)
			return false
		}
		return c.name != "Fallback"
	})
	return boxes
}

// table adds a row for each row. A table within a cell becomes words of it.
func (w *docxWalk) table(tbl *element, depth int) {
	if depth > w.b.opt.MaxDepth {
		return
	}
	for _, row := range tbl.children {
		if row.name != "tr" {
			continue
		}
		var cells []*element
		row.each(func(c *element) bool {
			if c.name == "tc" {
				cells = append(cells, c)
			}
			return c.name != "tc"
		})
		if len(cells) == 1 { // a frame around text
			w.blocks(cells[0], depth+1)
			continue
		}
		if !w.row(cells, depth) {
			return
		}
	}
}

// row adds the row of these cells, then what stands in text boxes in them.
func (w *docxWalk) row(cells []*element, depth int) bool {
	bl := block{kind: pipeline.Table}
	var boxes []*element
	for _, cell := range cells {
		var run docxRun
		w.cell(cell, &run, depth+1)
		bl.cells = append(bl.cells, run.text.String())
		bl.refs = append(bl.refs, run.refs...)
		boxes = append(boxes, run.boxes...)
	}
	ok := w.b.add(bl)
	for _, box := range boxes {
		w.blocks(box, depth+1)
	}
	return ok && w.b.err == nil
}

// cell writes the paragraphs of a cell, numbers included, as one line.
func (w *docxWalk) cell(e *element, run *docxRun, depth int) {
	if depth > w.b.opt.MaxDepth {
		return
	}
	for _, c := range e.children {
		switch c.name {
		case "p":
			if number, _ := w.lists.number(c, w.style(c)); number != "" {
				run.text.WriteString(number + " ")
			}
			w.runs(c, run, 0)
			run.text.WriteByte(' ')
		case "del", "moveFrom", "":
		default:
			w.cell(c, run, depth+1)
		}
	}
}

func (w *docxWalk) style(p *element) *docxStyle {
	if s := w.styles[p.val("pPr", "pStyle")]; s != nil {
		return s
	}
	if s := w.styles[""]; s != nil {
		return s
	}
	return &docxStyle{}
}

// collectNotes keeps the footnotes of a part by key; separators are no notes.
func (w *docxWalk) collectNotes(part *element, kind string) {
	part.each(func(e *element) bool {
		if e.name != kind {
			return true
		}
		if t := e.attr("type"); t == "" || t == "normal" {
			w.notes[kind+e.attr("id")] = e
		}
		return false
	})
}

// refer records the marker of a note; notes are numbered in the order of their
// markers.
func (w *docxWalk) refer(ref *element, run *docxRun) {
	key := strings.TrimSuffix(ref.name, "Reference") + ref.attr("id")
	if w.notes[key] == nil {
		return
	}
	if w.numberOf[key] == "" {
		w.order = append(w.order, key)
		w.numberOf[key] = fmt.Sprint(len(w.order))
	}
	run.refs = append(run.refs, key)
}

func (w *docxWalk) addNotes() {
	for i := 0; i < len(w.order); i++ { // a note may refer to another
		key := w.order[i]
		var run docxRun
		w.cell(w.notes[key], &run, 0)
		w.b.add(block{kind: pipeline.Footnote, note: key, number: w.numberOf[key], text: run.text.String(), settled: true})
	}
}
