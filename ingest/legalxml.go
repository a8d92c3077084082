package ingest

import (
	"context"
	"fmt"
	"maps"
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// readXML reads XML by its root element: Akoma Ntoso, Canadian statutes, XHTML;
// of any other it takes the text.
func readXML(ctx context.Context, s *source, b *builder) error {
	tree, broken, err := parseXML(ctx, s.data, b.opt)
	if err != nil {
		return err
	}
	if broken != "" {
		b.notes = append(b.notes, broken)
	}
	root := rootElement(tree)
	if root == nil {
		return fmt.Errorf("%w: it has no element", pipeline.ErrNoText)
	}
	switch root.name {
	case "akomaNtoso":
		readAKN(root, b)
	case "html":
		return readHTML(ctx, s, b)
	case "Statute", "Regulation", "Bill":
		readCanadian(root, b)
	default:
		w := unitWalk{b: b, dialect: anyXML}
		w.children(root, unit{level: 1})
	}
	return nil
}

func rootElement(tree *element) *element {
	for _, c := range tree.children {
		if c.name != "" {
			return c
		}
	}
	return nil
}

// dialect says which elements of an XML language are what.
type dialect struct {
	skip      map[string]bool // and all in them
	container map[string]bool // parts, chapters: their label is a heading
	article   map[string]bool // articles, sections
	sub       map[string]bool // what articles and resolutions are divided into
	item      map[string]bool // items of a list
	text      map[string]bool // one passage each
	title     map[string]bool // headings between units
	apart     map[string]bool // words that a space parts from those before
	note      map[string]bool // footnotes, in the text where their marker stands
	num       string          // child that holds a unit's number
	heading   string          // child that holds its heading
	row       string
	cells     map[string]bool
	id        []string // attributes that hold a unit's identifier, the first that is there
	marker    string   // attribute of a note: what marks it in the text
}

// anyXML takes every element that holds words of its own as a paragraph.
var anyXML = dialect{
	title: set("title", "heading", "head"), row: "tr", cells: set("td", "th"), id: []string{"id"},
}

// unit is what the walk knows about the elements around it.
type unit struct {
	level   int    // of the next heading below
	around  int    // level of headings directly in the element around
	number  string // chain of the numbers around
	id      string // nearest identifier
	article bool   // inside an article
	items   int    // lists around
	kind    pipeline.PassageKind
}

// unitWalk turns the tree of a legal document into blocks.
type unitWalk struct {
	dialect
	b       *builder
	pending *block          // number and identifier that wait for their first text
	inner   map[string]bool // see blocks
	titled  *element        // the line that is the document's title
	notes   int
}

func (w *unitWalk) children(e *element, u unit) {
	var loose strings.Builder
	var bl block
	around := u.level
	flush := func() {
		if strings.TrimSpace(loose.String()) != "" {
			w.add(loose.String(), bl, u)
		}
		loose.Reset()
		bl = block{}
	}
	for _, c := range e.children {
		if w.b.err != nil {
			return
		}
		if c.name == "" || w.isInline(c) {
			w.inline(c, &loose, &bl)
			continue
		}
		flush()
		u.around = around
		w.element(c, u)
		if w.title[c.name] { // what follows stands under it
			u.level = w.headingLevel(c, around) + 1
		}
	}
	flush()
}

// headingLevel is the level of a heading between units: its own word, counted
// from the level of the units around.
func (w *unitWalk) headingLevel(e *element, around int) int {
	if own, err := strconv.Atoi(e.attr("level")); err == nil && own > 0 && own < 10 {
		return around + own - 1
	}
	return around
}

// isInline reports whether an element is part of a line of words: nothing in it
// is a unit, a text or a row.
func (w *unitWalk) isInline(e *element) bool {
	inline := true
	e.each(func(c *element) bool {
		if w.note[c.name] && c != e {
			return false
		}
		if w.structural(c.name) {
			inline = false
		}
		return inline
	})
	return inline && (w.text != nil || e.name == "")
}

func (w *unitWalk) structural(name string) bool {
	return w.skip[name] || w.container[name] || w.article[name] || w.sub[name] || w.item[name] || w.text[name] || w.title[name] || name != "" && (name == w.row || name == w.heading || name == w.num)
}

func (w *unitWalk) element(e *element, u unit) {
	if id := w.identifier(e); id != "" {
		u.id = id
	}
	switch {
	case e == w.titled:
		u.level, u.around = 1, 1
		w.subheading(e, u)
	case w.skip[e.name] || e.name == w.num || e.name == w.heading && u.kind != "": // said before
	case w.title[e.name] || e.name == w.heading:
		u.level = w.headingLevel(e, u.around)
		w.subheading(e, u)
	case w.container[e.name]:
		w.part(e, u)
	case w.article[e.name]:
		if w.holds(e, w.article) {
			w.part(e, u)
			return
		}
		w.unit(e, u, pipeline.Article)
	case w.sub[e.name]:
		w.unit(e, u, subKind(u, w.printed(e)))
	case w.item[e.name]:
		u.items++
		w.unit(e, u, pipeline.ListItem)
	case e.name == w.row:
		w.tableRow(e, u)
	case w.text[e.name] && !w.holds(e, w.blocks()):
		var text strings.Builder
		var bl block
		w.inline(e, &text, &bl)
		w.add(text.String(), bl, u)
	default:
		w.children(e, u)
	}
}

// blocks are the elements that a text does not hold if it is one passage.
func (w *unitWalk) blocks() map[string]bool {
	if w.inner == nil {
		w.inner = map[string]bool{w.row: true}
		for _, names := range []map[string]bool{w.text, w.item, w.sub} {
			maps.Copy(w.inner, names)
		}
	}
	return w.inner
}

// subKind is what a subdivision is: a paragraph, a part of an article, or an
// item where it is counted by letters or within another.
func subKind(u unit, printed string) pipeline.PassageKind {
	switch {
	case !u.article:
		return pipeline.Paragraph
	case strings.Contains(u.number, "(") || printed != "" && !startsDigit(strings.TrimLeft(printed, "(")):
		return pipeline.ListItem
	}
	return pipeline.Article
}

func (w *unitWalk) identifier(e *element) string {
	for _, name := range w.id {
		if v := e.attr(name); v != "" {
			return v
		}
	}
	return ""
}

// holds reports whether an element under e, notes aside, has one of the names.
func (w *unitWalk) holds(e *element, names map[string]bool) bool {
	found := false
	for _, c := range e.children {
		c.each(func(c *element) bool {
			found = found || names[c.name]
			return !found && !w.note[c.name]
		})
	}
	return found
}

func (w *unitWalk) subheading(e *element, u unit) {
	var text strings.Builder
	bl := block{kind: pipeline.Heading, level: u.level, identifier: u.id, settled: true}
	w.inline(e, &text, &bl)
	bl.text = text.String()
	w.b.add(bl)
}

// part adds the heading of a part and goes on one level below.
func (w *unitWalk) part(e *element, u unit) {
	bl := block{kind: pipeline.Heading, level: u.level, identifier: u.id, settled: true, text: w.label(e)}
	if clean(bl.text) != "" {
		w.b.add(bl)
		u.level++
	}
	u.number, u.article, u.kind = "", false, pipeline.Heading
	w.children(e, u)
}

// label is the number and heading of a unit as printed.
func (w *unitWalk) label(e *element) string {
	var parts []string
	for _, c := range []*element{e.child(w.num), e.child(w.heading)} {
		if c != nil && clean(c.words()) != "" {
			parts = append(parts, clean(c.words()))
		}
	}
	return strings.Join(parts, " ")
}

// unit goes into an article, a subdivision or an item; its first text carries
// the number.
func (w *unitWalk) unit(e *element, u unit, kind pipeline.PassageKind) {
	printed := w.printed(e)
	u.number, u.kind = chain(u.number, printed, kind == pipeline.Article && !u.article), kind
	if kind == pipeline.Article && !u.article {
		u.article = true
		if e.child(w.heading) != nil && clean(e.child(w.heading).words()) != "" {
			w.b.add(block{kind: pipeline.Heading, level: u.level, identifier: u.id, settled: true, text: w.label(e)})
			u.level++
		}
	} else if h := e.child(w.heading); h != nil && clean(h.words()) != "" {
		w.b.add(block{kind: pipeline.Heading, level: u.level, identifier: u.id, settled: true, text: h.words()})
	}
	if printed != "" {
		w.pending = &block{number: u.number, identifier: u.id}
	}
	w.children(e, u)
	w.pending = nil
}

// printed is the number of a unit as printed.
func (w *unitWalk) printed(e *element) string {
	if num := e.child(w.num); num != nil {
		return clean(num.words())
	}
	return ""
}

// chain appends the printed number of a unit to those around it: 2, 2(1),
// 2(1)(a). Articles begin a chain.
func chain(around, printed string, begins bool) string {
	number := strings.TrimRight(strings.TrimSpace(printed), ".:-–— ")
	switch {
	case number == "":
		return around
	case begins || around == "":
		if m, ok := articleMark(printed); ok {
			return m.number
		}
		return number
	case strings.HasPrefix(number, around+"."): // 3.1 inside 3
		return number
	}
	return around + "(" + strings.Trim(number, "()（） ") + ")"
}

// add adds words as a passage of the unit around them.
func (w *unitWalk) add(text string, bl block, u unit) {
	bl.text, bl.kind, bl.identifier, bl.under, bl.settled = text, u.kind, u.id, u.level, true
	if bl.kind == "" || bl.kind == pipeline.Heading {
		bl.kind = pipeline.Paragraph
	}
	if bl.kind == pipeline.ListItem {
		bl.level = max(u.items, strings.Count(u.number, "("))
	}
	if w.pending != nil && strings.TrimSpace(text) != "" {
		bl.number, bl.identifier = w.pending.number, w.pending.identifier
		w.pending = nil
	}
	w.b.add(bl)
}

// inline writes the words under e; notes go to the end of the document.
func (w *unitWalk) inline(e *element, to *strings.Builder, bl *block) {
	to.WriteString(e.text)
	switch {
	case w.skip[e.name]:
		return
	case w.note[e.name]:
		bl.refs = append(bl.refs, w.footnote(e))
		return
	case e.name == "br" || e.name == "eol" || w.apart[e.name] || w.structural(e.name):
		to.WriteByte(' ')
	}
	for _, c := range e.children {
		w.inline(c, to, bl)
	}
}

func (w *unitWalk) footnote(e *element) string {
	w.notes++
	key := noteKey(w.notes)
	w.b.add(block{kind: pipeline.Footnote, note: key, number: strings.Trim(e.attr(w.marker), " ."), identifier: w.identifier(e), text: e.words(), settled: true})
	return key
}

// tableRow adds a row; one cell alone is a frame around text.
func (w *unitWalk) tableRow(e *element, u unit) {
	var cells []*element
	e.each(func(c *element) bool {
		if w.cells[c.name] {
			cells = append(cells, c)
		}
		return !w.cells[c.name]
	})
	if len(cells) == 1 {
		w.children(cells[0], u)
		return
	}
	bl := block{kind: pipeline.Table, identifier: u.id, under: u.level, settled: true}
	for _, c := range cells {
		var text strings.Builder
		w.inline(c, &text, &bl)
		bl.cells = append(bl.cells, text.String())
	}
	w.b.add(bl)
}

// readCanadian adds an act or regulation of the Department of Justice of Canada.
func readCanadian(root *element, b *builder) {
	id := root.child("Identification")
	b.meta.Language = languageCode(root.attr("lang"))
	b.meta.Countries = []string{"CAN"}
	for _, name := range []string{"LongTitle", "ShortTitle"} {
		if t := id.child(name); t != nil && clean(t.words()) != "" {
			b.meta.Title = clean(t.words())
		}
	}
	w := unitWalk{b: b, dialect: canadian}
	w.children(root, unit{level: 1})
}

// canadian is the XML of laws-lois.justice.gc.ca.
var canadian = dialect{
	skip:      set("RunningHead", "BillHistory", "HistoricalNote", "Chapter", "RecentAmendments", "TableOfProvisions", "ReaderNote"),
	container: set("Schedule", "Part"),
	article:   set("Section"),
	sub:       set("Subsection", "Definition"),
	item:      set("Paragraph", "Subparagraph", "Clause", "Subclause", "Item"),
	text:      set("Text", "LongTitle", "ShortTitle", "Provision", "ContinuedSectionSubsection", "ContinuedParagraph", "ContinuedDefinition"),
	title:     set("Heading", "ScheduleFormHeading"),
	apart:     set("TitleText"),
	note:      set("Footnote"),
	num:       "Label", heading: "MarginalNote", row: "row", cells: set("entry"), id: []string{"id"}, marker: "id",
}
