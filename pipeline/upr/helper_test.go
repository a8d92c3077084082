package upr

import (
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// part is a passage to make a document of.
type part struct {
	kind   pipeline.PassageKind
	number string
	text   string
}

// document makes a document of parts, a page for every six of them.
func document(kind pipeline.Kind, country string, parts []part) *pipeline.Document {
	d := &pipeline.Document{ID: "test", File: "test.pdf"}
	d.Kind, d.Countries = kind, []string{country}
	var b strings.Builder
	for i, p := range parts {
		if i%6 == 0 {
			if n := len(d.Pages); n > 0 {
				d.Pages[n-1].End = b.Len()
			}
			d.Pages = append(d.Pages, pipeline.Page{Number: len(d.Pages) + 1, Start: b.Len()})
		}
		start := b.Len()
		b.WriteString(p.text)
		d.Passages = append(d.Passages, pipeline.Passage{Kind: p.kind, Number: p.number, Page: len(d.Pages), Start: start, End: b.Len()})
		b.WriteString("\n\n")
	}
	d.Text = b.String()
	if n := len(d.Pages); n > 0 {
		d.Pages[n-1].End = b.Len()
	}
	d.NumberPassages()
	return d
}

// parsed makes a document of a text: passages parted by empty lines, headings
// after #, list items after -, rows after |, footnotes after ^. The first line
// says kind and country.
func parsed(text string) *pipeline.Document {
	first, rest, _ := strings.Cut(text, "\n")
	kind, country, _ := strings.Cut(strings.TrimSpace(first), " ")
	var parts []part
	for _, block := range strings.Split(rest, "\n\n") {
		block = strings.TrimSpace(block)
		p := part{kind: pipeline.Paragraph, text: strings.ReplaceAll(block, "\n", " ")}
		for mark, kind := range map[string]pipeline.PassageKind{"# ": pipeline.Heading, "- ": pipeline.ListItem, "| ": pipeline.Table, "^ ": pipeline.Footnote} {
			if strings.HasPrefix(block, mark) {
				p.kind, p.text = kind, strings.ReplaceAll(strings.ReplaceAll(block[2:], " | ", "\t"), "\n", " ")
			}
		}
		if p.text != "" {
			parts = append(parts, p)
		}
	}
	return document(pipeline.Kind(kind), country, parts)
}
