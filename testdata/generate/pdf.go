package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/go-pdf/fpdf"
)

// made is the date that generated files carry, so that they never change.
var made = time.Date(2031, 3, 14, 9, 0, 0, 0, time.UTC)

// Measures in points, those of a report of the Working Group.
const (
	margin     = 113.0
	indent     = 34.0
	bodySize   = 10.0
	lineHeight = 12.0
)

// writePDF sets t as a report of the UPR Working Group: running header with the
// symbol, page number and job number at the foot, numbered paragraphs, footnotes.
func writePDF(path string, t text) error {
	f := fpdf.New("P", "pt", "A4", "")
	f.SetCreationDate(made)
	f.SetModificationDate(made)
	f.SetCatalogSort(true)
	f.SetMargins(margin, 80, margin)
	f.SetAutoPageBreak(true, 100)
	p := &page{Fpdf: f, fields: t.fields, latin: f.UnicodeTranslatorFromDescriptor("")}
	f.SetHeaderFunc(p.header)
	f.SetFooterFunc(p.footer)
	f.AddPage()
	p.front()
	for i, l := range t.lines {
		p.note = ""
		if i+1 < len(t.lines) && t.lines[i+1].kind == "note" {
			p.note = t.lines[i+1].text
		}
		p.set(l)
	}
	return f.OutputFileAndClose(path)
}

type page struct {
	*fpdf.Fpdf
	fields map[string]string
	latin  func(string) string
	note   string         // of the line being set
	notes  map[int]string // by page
	count  int
}

func (p *page) header() {
	if p.PageNo() == 1 {
		return
	}
	p.SetFont("Times", "B", 9)
	p.SetXY(margin, 45)
	align := "L"
	if p.PageNo()%2 == 1 {
		align = "R"
	}
	p.CellFormat(0, lineHeight, p.fields["symbol"], "B", 1, align, false, 0, "")
	p.SetXY(margin, 80)
}

func (p *page) footer() {
	p.footnote()
	p.SetFont("Times", "B", 9)
	p.SetXY(margin, -50)
	if p.PageNo() == 1 {
		p.CellFormat(0, lineHeight, "GE."+p.fields["job"][3:], "", 0, "L", false, 0, "")
		return
	}
	p.CellFormat(0, lineHeight, fmt.Sprint(p.PageNo()), "", 0, "L", false, 0, "")
}

func (p *page) footnote() {
	note, ok := p.notes[p.PageNo()]
	if !ok {
		return
	}
	p.SetXY(margin, -90)
	p.Line(margin, p.GetY(), margin+60, p.GetY())
	p.SetFont("Times", "", 6)
	p.SetXY(margin+10, -88)
	p.Write(8, fmt.Sprint(p.count))
	p.SetFont("Times", "", 8)
	p.Write(10, "  "+p.latin(note))
}

// front is the head of the first page.
func (p *page) front() {
	p.SetFont("Times", "", 9)
	p.SetXY(margin, 45)
	p.CellFormat(180, lineHeight, "United Nations", "", 0, "L", false, 0, "")
	p.SetFont("Times", "B", 11)
	p.CellFormat(0, lineHeight, p.fields["symbol"], "", 1, "R", false, 0, "")
	p.SetFont("Times", "B", 18)
	p.CellFormat(180, 24, "General Assembly", "T", 0, "L", false, 0, "")
	p.SetFont("Times", "", 9)
	p.CellFormat(0, 24, "Distr.: General", "T", 1, "R", false, 0, "")
	p.CellFormat(0, lineHeight, p.fields["date"], "", 1, "R", false, 0, "")
	p.CellFormat(0, lineHeight, "Original: English", "", 1, "R", false, 0, "")
	p.SetFont("Times", "B", 11)
	for _, s := range []string{"Human Rights Council", p.fields["session"], p.fields["agenda"]} {
		p.CellFormat(0, lineHeight+2, s, "", 1, "L", false, 0, "")
	}
	p.Ln(lineHeight)
}

// set prints one line of the source in its style.
func (p *page) set(l line) {
	switch l.kind {
	case "title":
		p.block("B", 15, 18, 0, l.text)
		if l.text == "Sylvania" {
			p.block("I", bodySize, lineHeight, 0, p.fields["note"])
		}
	case "section":
		p.block("B", 13, 16, 0, number(l.text))
	case "subsection":
		p.block("B", 11, 14, 0, number(l.text))
	case "paragraph":
		p.paragraph(l)
	case "text":
		p.block("", bodySize, lineHeight, 0, l.text)
	}
}

// number sets the number of a heading apart from its words, as a tab would.
func number(heading string) string { return strings.Replace(heading, ". ", ".    ", 1) }

func (p *page) block(style string, size, height, left float64, s string) {
	p.SetFont("Times", style, size)
	p.SetX(margin + left)
	p.MultiCell(0, height, p.latin(s), "", "L", false)
	p.Ln(6)
}

// paragraph prints "12." and its text; recommendations (13.1.) stand indented.
func (p *page) paragraph(l line) {
	left := 0.0
	if strings.Count(l.number, ".") > 1 {
		left = indent
	}
	if _, height := p.GetPageSize(); p.GetY() > height-140 {
		p.AddPage()
	}
	p.SetLeftMargin(margin + left)
	p.SetFont("Times", "", bodySize)
	p.SetX(margin + left)
	p.Write(lineHeight, l.number)
	p.SetX(margin + left + indent)
	p.Write(lineHeight, p.latin(l.text))
	p.mark()
	p.Ln(lineHeight + 6)
	p.SetLeftMargin(margin)
}

// mark prints the footnote's number after the paragraph and keeps its text for the foot of the page.
func (p *page) mark() {
	if p.note == "" {
		return
	}
	if p.notes == nil {
		p.notes = map[int]string{}
	}
	p.count++
	p.notes[p.PageNo()] = p.note
	p.SubWrite(lineHeight, fmt.Sprint(p.count), 6, 4, 0, "")
}
