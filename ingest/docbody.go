package ingest

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/haki-project/haki/pipeline"
)

// The characters with which Word marks structure in the text.
const (
	charNote       = 0x02
	charCell       = 0x07
	charLine       = 0x0b
	charPage       = 0x0c
	charParagraph  = 0x0d
	charColumn     = 0x0e
	charHardHyphen = 0x1e
	charSoftHyphen = 0x1f
	charFieldStart = 0x13
	charFieldSep   = 0x14
	charFieldEnd   = 0x15
)

// wordText gathers the characters of a paragraph or cell.
type wordText struct {
	units  []uint16
	fields []bool // open fields, true while in their code
	refs   []string
	weight weight
}

func (t *wordText) String() string { return string(utf16.Decode(t.units)) }

// inCode reports whether the text is the code of a field, which is not shown.
func (t *wordText) inCode() bool {
	for _, code := range t.fields {
		if code {
			return true
		}
	}
	return false
}

// put adds a character as a reader sees it.
func (t *wordText) put(u uint16) {
	switch u {
	case charFieldStart:
		t.fields = append(t.fields, true)
	case charFieldSep:
		if n := len(t.fields); n > 0 {
			t.fields[n-1] = false
		}
	case charFieldEnd:
		if n := len(t.fields); n > 0 {
			t.fields = t.fields[:n-1]
		}
	case charLine, charPage, charColumn, '\t':
		t.units = append(t.units, ' ')
	case charHardHyphen:
		t.units = append(t.units, '-')
	case charSoftHyphen:
	default:
		if u >= ' ' && !t.inCode() {
			t.units = append(t.units, u)
		}
	}
}

// weigh notes whether a character that a reader sees is bold.
func (t *wordText) weigh(u uint16, bold bool) {
	if u > ' ' && !t.inCode() {
		t.weight.bold, t.weight.plain = t.weight.bold || bold, t.weight.plain || !bold
	}
}

func (t *wordText) clear() {
	t.units, t.refs, t.weight = t.units[:0], nil, weight{}
}

// body adds the paragraphs and rows of the main text.
func (d *wordDoc) body() {
	var text wordText
	var cells []string
	var refs []string
	loud := false // the last cell
	notes := d.notePlaces(partNoteRefs)
	ends := d.notePlaces(partEndRefs)
	for cp := range min(d.ccp(0), len(d.text)) {
		u := d.text[cp]
		switch {
		case u == charNote && notes[cp] != "":
			text.refs = append(text.refs, "foot"+notes[cp])
		case u == charNote && ends[cp] != "":
			text.refs = append(text.refs, "end"+ends[cp])
		case u == charParagraph || u == charPage && d.endsParagraph(cp):
			run := propertiesAt(d.paras, d.offset(cp))
			if in, _ := d.property(run, sprmInTable); in == 1 { // a paragraph within a cell
				text.put(charLine)
				continue
			}
			d.paragraph(&text, run)
			text.clear()
		case u == charCell:
			run := propertiesAt(d.paras, d.offset(cp))
			if end, _ := modifier(run.grpprl, sprmRowEnd); end == 1 {
				bl := block{kind: pipeline.Table, cells: cells, refs: refs}
				if len(cells) == 1 { // a frame around text
					bl = block{text: cells[0], refs: refs, loud: loud}
				}
				d.b.add(bl)
				cells, refs = nil, nil
				text.clear()
				continue
			}
			cells, loud = append(cells, d.cellText(&text, run)), text.weight.loud() || d.centred(run)
			refs = append(refs, text.refs...)
			text.clear()
		default:
			if unseen, bold := d.look(cp); !unseen {
				text.put(u)
				text.weigh(u, bold)
			}
		}
		if d.b.err != nil {
			return
		}
	}
	if len(cells) > 0 {
		d.b.add(block{kind: pipeline.Table, cells: cells, refs: refs})
	}
	d.paragraph(&text, formatRun{})
}

// endsParagraph reports whether a page break is also the end of a section, and
// so of a paragraph.
func (d *wordDoc) endsParagraph(cp int) bool {
	at := d.offset(cp)
	return propertiesAt(d.paras, at).end == at+1 || propertiesAt(d.paras, at).end == at+2
}

// look reports whether a character was deleted with changes tracked or is hidden,
// and whether it is bold.
func (d *wordDoc) look(cp int) (unseen, bold bool) {
	if len(d.chars) == 0 {
		return false, false
	}
	run := propertiesAt(d.chars, d.offset(cp))
	if len(run.grpprl) == 0 {
		return false, false
	}
	deleted, _ := modifier(run.grpprl, sprmDeleted)
	hidden, _ := modifier(run.grpprl, sprmHidden)
	thick, _ := modifier(run.grpprl, sprmBold)
	return deleted == 1 || hidden == 1, thick == 1
}

// centred reports whether a paragraph stands in the middle of the line.
func (d *wordDoc) centred(run formatRun) bool {
	at, ok := d.property(run, sprmAlign)
	if !ok {
		at, _ = d.property(run, sprmAlign80)
	}
	return at == 1
}

func (d *wordDoc) cellText(text *wordText, run formatRun) string {
	number, _ := d.number(run)
	return strings.TrimSpace(number + " " + text.String())
}

func (d *wordDoc) paragraph(text *wordText, run formatRun) {
	bl := block{text: text.String(), refs: text.refs, loud: text.weight.loud() || d.centred(run)}
	if strings.TrimSpace(bl.text) == "" {
		return // Word counts no empty paragraph that it shows no number for
	}
	number, level := d.number(run)
	d.b.add(listed(bl, number, level, d.headingLevel(run)))
}

// number counts a paragraph of a list.
func (d *wordDoc) number(run formatRun) (string, int) {
	list, ok := d.property(run, sprmList)
	if !ok || list <= 0 {
		return "", 0
	}
	level, _ := d.property(run, sprmListLevel)
	return d.lists.next(strconv.Itoa(list), level)
}

// notePlaces returns the number of the note at each character position that
// refers to one.
func (d *wordDoc) notePlaces(part int) map[int]string {
	plc := d.part(part)
	places := map[int]string{}
	for i := range max((len(plc)-4)/6, 0) {
		places[int(le32(plc, 4*i))] = strconv.Itoa(i + 1)
	}
	return places
}

func (d *wordDoc) footnotes() {
	d.addNotes("foot", d.ccp(0), d.ccp(1), d.part(partNoteTexts))
}

func (d *wordDoc) endnotes() {
	start := 0
	for i := range 5 {
		start += d.ccp(i)
	}
	d.addNotes("end", start, d.ccp(5), d.part(partEndTexts))
}

// addNotes adds the notes of a part of the text that plc cuts into notes.
func (d *wordDoc) addNotes(kind string, start, length int, plc []byte) {
	if start < 0 || length <= 0 || start > len(d.text) {
		return
	}
	part := d.text[start:min(start+length, len(d.text))]
	for i := range max(len(plc)/4-2, 0) {
		from, to := int(le32(plc, 4*i)), int(le32(plc, 4*i+4))
		if from > to || to > len(part) {
			return
		}
		var text wordText
		for k, u := range part[from:to] {
			if u == charParagraph {
				u = charLine
			}
			if unseen, _ := d.look(start + from + k); u != charNote && !unseen {
				text.put(u)
			}
		}
		n := strconv.Itoa(i + 1)
		d.b.add(block{kind: pipeline.Footnote, note: kind + n, number: n, text: text.String(), settled: true})
	}
}
