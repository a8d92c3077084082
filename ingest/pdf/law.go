package pdf

import (
	"github.com/haki-project/haki/ingest/article"
	"github.com/haki-project/haki/pipeline"
)

// fewArticles is how many articles make a law: one line that begins with such a
// label may be a sentence about it.
const fewArticles = 2

// markArticles labels the lines that begin an article of a law. A document that
// counts more paragraphs than articles is no law but speaks of one; a law has no
// numbering of its own besides, so main is cleared.
func markArticles(pages [][]line, labels [][]label, main [][]bool) {
	found, paragraphs := map[[2]int]label{}, 0
	for p, lines := range pages {
		for i := range lines {
			if main[p][i] {
				paragraphs++
			}
			if lab, ok := unitOf(lines, i); ok {
				found[[2]int{p, i}] = lab
			}
		}
	}
	if len(found) < fewArticles || len(found) <= paragraphs {
		return
	}
	for at, lab := range found {
		labels[at[0]][at[1]] = lab
	}
	for p := range main {
		clear(main[p])
	}
}

// unitOf reads the label of an article at the start of line i, where a sentence
// may begin.
func unitOf(lines []line, i int) (label, bool) {
	l := &lines[i]
	if l.role != running {
		return label{}, false
	}
	a, ok := article.Parse(l.text)
	if !ok {
		return label{}, false
	}
	if i > 0 && lines[i-1].role == running {
		b, m := &lines[i-1], marginsOf(lines)
		step := l.y - b.y
		if step >= 0 && step <= max(1.4*l.size, 1.2*m.leading) && !closes(b.text) && l.style&bold == b.style&bold && b.x1-b.x0 > 0.6*(m.right-b.x0) {
			return label{}, false
		}
	}
	return label{kind: unit, number: a.Number, rest: len(l.text) - len(a.Rest)}, true
}

// alone reports whether b is the label of an article and nothing else yet.
func (b *block) alone() bool {
	return b.label.kind == unit && len(b.lines) == 1 && b.label.rest >= len(b.first().text)
}

// articles numbers what stands under the articles of a law: the first paragraph
// under a heading such as "§ 5 Purpose" is article 5, its subsection (2) 5(2).
// Where subsections follow at once, the heading keeps the number.
func articles(list []block) {
	number := ""
	var open *block // the heading of an article without text yet
	for i := range list {
		b := &list[i]
		switch {
		case b.role != running:
		case b.label.kind == unit:
			number, open = b.label.number, nil
			if b.kind == pipeline.Heading {
				b.number, open = "", b
			}
		case b.kind == pipeline.Heading:
			if open == nil {
				number = ""
			}
		case number != "":
			b.under(number, open)
			open = nil
		}
	}
}

// under makes b part of the article of that number.
func (b *block) under(number string, heading *block) {
	switch {
	case b.kind == pipeline.Paragraph && heading != nil:
		b.kind, b.number = pipeline.Article, number
		return
	case b.kind == pipeline.Paragraph:
		b.kind = pipeline.Article
	case b.label.kind == letter && b.number[0] == '(' && b.label.counted():
		b.kind, b.number, b.level = pipeline.Article, number+b.number, 0
	}
	if heading != nil {
		heading.number = number
	}
}

// counted reports a label in digits: (2).
func (l label) counted() bool { return len(l.number) > 1 && l.number[1] >= '0' && l.number[1] <= '9' }
