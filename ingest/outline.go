package ingest

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/haki-project/haki/ingest/article"
	"github.com/haki-project/haki/pipeline"
)

// outliner gives blocks, in reading order, their numbers and the headings above
// them.
type outliner struct {
	law      bool // the text has articles
	headings []heading
	article  string // number of the article that blocks belong to, "" outside
	opened   bool   // the article's first text has been seen
	divided  bool   // into subsections, from its first text on
	labelled bool   // the block before is the article's heading
	bare     bool   // the block before is a label that wants a name: Part one, Article 5
	count    counting
	done     []pipeline.Passage
}

type heading struct {
	level int
	text  string
	loud  bool // a heading by its looks, not by the format's word
	label bool // of an article
}

// outline returns a passage for each block and the blocks as they stand in the
// text: without the numbers that passages carry.
func outline(blocks []block) ([]pipeline.Passage, []block) {
	o := outliner{law: hasArticles(blocks)}
	o.done = make([]pipeline.Passage, 0, len(blocks))
	texts := make([]block, 0, len(blocks))
	for _, b := range blocks {
		o.settle(&b)
		p := pipeline.Passage{Kind: b.kind, Number: b.number, Identifier: b.identifier, Level: b.level, Section: o.place(b)}
		o.done, texts = append(o.done, p), append(texts, b)
		o.labelled = b.kind == pipeline.Heading && o.article != ""
		o.bare = b.kind == pipeline.Heading && !b.settled && article.Bare(b.text)
	}
	return o.done, texts
}

// hasArticles reports whether paragraphs are articles of a law: one heading
// that is an article's label says so, or two paragraphs that begin with one. A
// single such paragraph may be a sentence.
func hasArticles(blocks []block) bool {
	labels := 0
	for _, b := range blocks {
		if b.settled || b.kind != pipeline.Paragraph && b.kind != pipeline.Heading {
			continue
		}
		if _, ok := articleMark(b.text); ok {
			if labels++; labels > 1 || b.kind == pipeline.Heading {
				return true
			}
		}
	}
	return false
}

// settle reads the number printed in a block, and makes a heading of a label
// that stands alone.
func (o *outliner) settle(b *block) {
	switch {
	case b.settled:
		o.follow(b)
	case b.kind == pipeline.Heading:
		o.settleHeading(b)
	case b.kind == pipeline.Table:
		numberRow(b)
	case b.kind == pipeline.Paragraph || b.kind == pipeline.ListItem:
		o.settleParagraph(b)
	}
}

// follow keeps up with a format that says itself what its blocks are.
func (o *outliner) follow(b *block) {
	if b.kind == pipeline.Heading {
		o.article = ""
	}
	if b.under > 0 {
		o.closeHeadings(b.under)
	}
}

// closeArticle ends the section of the article before.
func (o *outliner) closeArticle() {
	if i := slices.IndexFunc(o.headings, func(h heading) bool { return h.label }); i >= 0 {
		o.headings = o.headings[:i]
	}
}

// closeHeadings ends the sections of that level and deeper.
func (o *outliner) closeHeadings(level int) {
	o.headings = slices.DeleteFunc(o.headings, func(h heading) bool { return h.level >= level })
}

// numberRow reads the number of a recommendation at the start of a row; a table's
// other numbers are data.
func numberRow(b *block) {
	first, _, _ := strings.Cut(b.text, "\t")
	if m := leading(first); m.kind == markNumber && strings.Contains(m.number, ".") && strings.ContainsFunc(m.rest, unicode.IsLetter) {
		b.number, b.text = m.number, b.text[len(first)-len(m.rest):]
	}
}

// names reports whether a heading is the name of the part or article whose label
// stands before it.
func (o *outliner) names(b *block) bool {
	return o.bare && !b.settled && article.PartLevel(b.text) == 0 && leading(b.text).kind != markArticle
}

func (o *outliner) settleHeading(b *block) {
	if o.names(b) {
		return
	}
	o.article, o.opened = "", false
	if !o.law {
		return
	}
	if m, ok := articleMark(b.text); ok {
		o.open(m.number)
	}
}

// open begins an article.
func (o *outliner) open(number string) {
	o.article, o.opened, o.divided, o.count = number, false, false, counting{}
}

func (o *outliner) settleParagraph(b *block) {
	if b.number != "" { // the format counts its items
		o.item(b, mark{kind: markItem, number: b.number, rest: b.text})
		o.opened = true
		return
	}
	if level := article.PartLevel(b.text); o.law && level > 0 {
		b.kind, b.level = pipeline.Heading, level
		o.article = ""
		return
	}
	if b.loud = b.loud && looksHeading(b.text) || hanHeading(b.text); b.loud {
		b.kind, b.level = pipeline.Heading, o.loudLevel(b.text)
		if !o.names(b) {
			o.article = ""
		}
		return
	}
	m := leading(b.text)
	if m.kind == markArticle && o.law {
		o.open(m.number)
		if m.rest == "" {
			o.closeArticle()
			b.kind, b.level = pipeline.Heading, o.depth()+1
			return
		}
		b.kind, b.number, b.text, b.label = pipeline.Article, m.number, m.rest, m.label
		o.opened = true
		o.closeArticle()
		m = leading(b.text)
		if m.kind != markItem || m.number == "" {
			return
		}
	}
	if m.kind == markArticle {
		m = mark{rest: b.text}
	}
	if g := inciso.FindStringSubmatch(b.text); g != nil && m.kind == markNone && o.article != "" {
		m = mark{kind: markItem, number: g[1], rest: b.text[len(g[0]):]}
	}
	o.enumerate(b, m)
}

// inciso is how the articles of Brazilian and other laws count: I - , II – .
var inciso = regexp.MustCompile(`^([IVXLC]+)[ ]?[-–—][ ]?`)

// looksHeading reports whether a paragraph whose letters stand out is a heading:
// short, with words, no sentence, no article.
func looksHeading(text string) bool {
	if !article.MayHead(text) || contentsTitle.MatchString(text) || !strings.ContainsFunc(text, unicode.IsLetter) {
		return false
	}
	m := leading(text)
	return m.kind != markArticle && (m.kind != markItem || m.number != "") && !hanFormality.MatchString(text)
}

// contentsTitle stands above a table of contents: the parts of the text are no
// parts of it.
var contentsTitle = regexp.MustCompile(`^(?i:(?:table of )?contents|sommaire|table des matières|índice|inhalt|inhaltsverzeichnis|содержание|оглавление|目[ ]?[录錄次]|المحتويات|الفهرس)$`)

// hanFormality finds the lines of date, number and adoption under a Chinese
// title, which are centred like it.
var hanFormality = regexp.MustCompile(`^（|[0-9]年|〔`)

// hanHeading reports whether a paragraph is a heading that Chinese texts number
// 一、 and print without a full stop.
func hanHeading(text string) bool {
	return hanList.MatchString(text) && utf8.RuneCountInString(text) <= maxHanHeading && article.MayHead(text)
}

// maxHanHeading is shorter than article.MaxHeading as such scripts are denser.
const maxHanHeading = 30

// loudLevel puts a heading that only looks like one below the last that the
// format calls so, and those in capitals above others.
func (o *outliner) loudLevel(text string) int {
	level := 1
	for _, h := range o.headings {
		if !h.loud && h.level < articleLevel || h.loud && !isShout(text) && isShout(h.text) {
			level = h.level + 1
		}
	}
	return level
}

// enumerate numbers a block by the mark before its text.
func (o *outliner) enumerate(b *block, m mark) {
	switch {
	case m.kind == markItem:
		o.item(b, m)
	case m.kind == markNumber && o.article != "":
		m.number += "."
		o.item(b, m)
	case m.kind == markNumber:
		b.number, b.text = m.number, m.rest
	case o.article != "" && b.kind == pipeline.Paragraph:
		b.kind = pipeline.Article
		if !o.opened {
			b.number = o.article
		}
	}
	o.opened = true
}

// item numbers an item of a list. In an article that opens with such a number
// those of the first depth are its subsections.
func (o *outliner) item(b *block, m mark) {
	b.kind, b.number, b.text = pipeline.ListItem, strings.TrimSuffix(m.number, "."), m.rest
	if m.number == "" || o.article == "" {
		return
	}
	chain, depth := o.count.next(m.number)
	b.number = o.article + chain
	if !o.opened {
		o.divided = true
		o.numberLabel()
	}
	if o.divided && (depth == 1 || strings.Count(m.number, "(") == depth) {
		b.kind = pipeline.Article
	}
}

// numberLabel gives the heading of an article whose text begins with a
// subsection the article's number, which no other passage has.
func (o *outliner) numberLabel() {
	if n := len(o.done); n > 0 && o.done[n-1].Kind == pipeline.Heading && o.labelled {
		o.done[n-1].Number = o.article
	}
}

// articleLevel is the level of the label of an article that is part of its
// paragraph: below every heading, above nothing.
const articleLevel = 1 << 10

// place returns the section path of b, and lets b be part of those after it.
func (o *outliner) place(b block) []string {
	if b.kind == pipeline.Heading {
		level := max(b.level, 1)
		n := len(o.headings)
		if o.names(&b) && n > 0 && o.headings[n-1].level >= level {
			label := o.headings[n-1]
			label.level = level
			o.closeHeadings(level)
			o.headings = append(o.headings, label)
		} else {
			o.closeHeadings(level)
		}
		path := o.path()
		o.headings = append(o.headings, heading{level, b.text, b.loud, o.article != ""})
		return path
	}
	path := o.path()
	if b.label != "" {
		o.headings = append(o.headings, heading{level: articleLevel, text: b.label, label: true})
	}
	return path
}

func (o *outliner) path() []string {
	var path []string
	for _, h := range o.headings {
		path = append(path, h.text)
	}
	return path
}

// depth is the level of the innermost heading that is no article's label.
func (o *outliner) depth() int {
	for _, h := range slices.Backward(o.headings) {
		if h.level < articleLevel {
			return h.level
		}
	}
	return 0
}
