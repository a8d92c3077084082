package ingest

import (
	"context"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/haki-project/haki/pipeline"
)

// docBuilder lays out the two streams of a DOC: text in one piece, properties
// of paragraphs in one page, tables one after the other.
type docBuilder struct {
	word, table []byte
}

func newDocBuilder() *docBuilder {
	d := &docBuilder{word: make([]byte, 0x600)}
	binary.LittleEndian.PutUint16(d.word[2:], 0xc1)
	return d
}

// part appends a table and enters it in the header's list.
func (d *docBuilder) part(n int, data []byte) {
	binary.LittleEndian.PutUint32(d.word[0x9a+8*n:], uint32(len(d.table)))
	binary.LittleEndian.PutUint32(d.word[0x9a+8*n+4:], uint32(len(data)))
	d.table = append(d.table, data...)
}

func longs(values ...int) []byte {
	var out []byte
	for _, v := range values {
		out = binary.LittleEndian.AppendUint32(out, uint32(v))
	}
	return out
}

// text appends the text of all parts in UTF-16; lengths are those of body,
// footnotes, headers, macros, comments, endnotes.
func (d *docBuilder) text(text string, lengths ...int) (start int) {
	start = len(d.word)
	units := utf16.Encode([]rune(text))
	for _, u := range units {
		d.word = binary.LittleEndian.AppendUint16(d.word, u)
	}
	for i, n := range lengths {
		binary.LittleEndian.PutUint32(d.word[0x4c+4*i:], uint32(n))
	}
	piece := append([]byte{0, 0}, longs(start)...)
	table := append(append(longs(0, len(units)), piece...), 0, 0)
	d.part(partPieces, append(append([]byte{2}, longs(len(table))...), table...))
	return start
}

// paragraphs writes a page of paragraph properties: ends are offsets in the
// stream, each with a style and modifiers.
func (d *docBuilder) paragraphs(start int, runs []formatRun) {
	for len(d.word)%512 != 0 {
		d.word = append(d.word, 0)
	}
	page := make([]byte, 512)
	page[511] = byte(len(runs))
	copy(page, longs(start))
	at := 500
	for i, r := range runs {
		copy(page[4*(i+1):], longs(r.end))
		papx := binary.LittleEndian.AppendUint16(nil, uint16(r.style))
		papx = append(papx, r.grpprl...)
		if len(papx)%2 == 0 {
			papx = append(papx, 0)
		}
		at -= (len(papx) + 2) &^ 1
		page[at] = byte((len(papx) + 1) / 2)
		copy(page[at+1:], papx)
		page[4*(len(runs)+1)+13*i] = byte(at / 2)
	}
	d.part(partParaPages, append(longs(start, runs[len(runs)-1].end), longs(len(d.word)/512)...))
	d.word = append(d.word, page...)
}

// characters writes a page of character properties in the same way.
func (d *docBuilder) characters(start int, runs []formatRun) {
	for len(d.word)%512 != 0 {
		d.word = append(d.word, 0)
	}
	page := make([]byte, 512)
	page[511] = byte(len(runs))
	copy(page, longs(start))
	at := 500
	for i, r := range runs {
		copy(page[4*(i+1):], longs(r.end))
		if len(r.grpprl) == 0 {
			continue
		}
		at -= (len(r.grpprl) + 2) &^ 1
		page[at] = byte(len(r.grpprl))
		copy(page[at+1:], r.grpprl)
		page[4*(len(runs)+1)+i] = byte(at / 2)
	}
	d.part(partCharPages, append(longs(start, runs[len(runs)-1].end), longs(len(d.word)/512)...))
	d.word = append(d.word, page...)
}

// lists defines one list, "%1." from 7, and puts it in use as number 1.
func (d *docBuilder) lists() {
	lstf := make([]byte, 28)
	binary.LittleEndian.PutUint32(lstf, 99)
	lstf[26] = 1
	level := make([]byte, 28)
	level[0] = 7
	level = append(level, 2, 0, 0, 0, '.', 0)
	d.part(partLists, append([]byte{1, 0}, lstf...))
	d.table = append(d.table, level...)
	lfo := make([]byte, 16)
	binary.LittleEndian.PutUint32(lfo, 99)
	d.part(partListsInUse, append(append(longs(1), lfo...), longs(0)...))
}

// inventedDOC is a heading, two numbered paragraphs, a row and a footnote.
func inventedDOC() (word, table []byte) {
	d := newDocBuilder()
	lines := []string{"On boats\r", "They float.\x02\r", "See \x13 HYPERLINK x \x14the list\x15.\r", "Raft\x07", "free\x07", "\x07"}
	note := "\x02Mostly.\r"
	body := strings.Join(lines, "")
	start := d.text(body+note, len(body), len(note))
	numbered := []byte{0x0b, 0x46, 1, 0, 0x0a, 0x26, 0}
	inTable, rowEnd := []byte{0x16, 0x24, 1}, []byte{0x16, 0x24, 1, 0x17, 0x24, 1}
	var runs []formatRun
	end := start
	for i, r := range []formatRun{{style: 1}, {grpprl: numbered}, {grpprl: numbered}, {grpprl: inTable}, {grpprl: inTable}, {grpprl: rowEnd}} {
		end += 2 * len(lines[i])
		r.end = end
		runs = append(runs, r)
	}
	d.paragraphs(start, runs)
	d.lists()
	at := strings.Index(body, "\x02")
	d.part(partNoteRefs, append(longs(at, len(body)), 1, 0))
	d.part(partNoteTexts, longs(0, len(note), len(note)+1))
	return d.word, d.table
}

func TestWordDocument(t *testing.T) {
	word, table := inventedDOC()
	b := newBuilder(context.Background(), Options{}.withDefaults())
	if err := addWord(b, map[string][]byte{"WordDocument": word, "0Table": table}); err != nil {
		t.Fatal(err)
	}
	d, err := b.document()
	if err != nil {
		t.Fatal(err)
	}
	d.NumberPassages()
	linkNotes(d)
	checkDocument(t, d)
	checkGolden(t, "word97", outlineOf(d))
}

// A DOC whose writer knew no styles: headings are bold or in the middle, some
// text is hidden or was deleted, a row of one cell frames a heading.
func TestWordLooks(t *testing.T) {
	bold, hidden, deleted := []byte{0x35, 0x08, 1}, []byte{0x3c, 0x08, 1}, []byte{0x00, 0x08, 1}
	centred, inTable, rowEnd := []byte{0x03, 0x24, 1}, []byte{0x16, 0x24, 1}, []byte{0x16, 0x24, 1, 0x17, 0x24, 1}
	parts := []struct {
		text        string
		look, place []byte // of the characters, of the paragraph that ends here
	}{
		{"On boats", bold, nil}, {"\r", nil, nil}, {"They float.\r", nil, nil}, {"On rafts\r", nil, centred}, {"They ", nil, nil},
		{"do not ", deleted, nil}, {"never ", hidden, nil}, {"float", bold, nil}, {" too.\r", nil, nil}, {"On nets\x07", bold, inTable}, {"\x07", nil, rowEnd}, {"They sink.\r", nil, nil},
	}
	d := newDocBuilder()
	text := ""
	for _, p := range parts {
		text += p.text
	}
	start := d.text(text, len(text))
	var paras, chars []formatRun
	end := start
	for _, p := range parts {
		end += 2 * len(p.text)
		chars = append(chars, formatRun{end: end, grpprl: p.look})
		if strings.ContainsAny(p.text, "\r\x07") {
			paras = append(paras, formatRun{end: end, grpprl: p.place})
		}
	}
	d.paragraphs(start, paras)
	d.characters(start, chars)
	b := newBuilder(context.Background(), Options{}.withDefaults())
	if err := addWord(b, map[string][]byte{"WordDocument": d.word, "0Table": d.table}); err != nil {
		t.Fatal(err)
	}
	doc, err := b.document()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"heading - On boats", "paragraph - They float.", "heading - On rafts", "paragraph - They float too.", "heading - On nets", "paragraph - They sink."}
	if diff := cmp.Diff(want, brief(doc)); diff != "" {
		t.Error(diff)
	}
}

func TestWordFailures(t *testing.T) {
	word, table := inventedDOC()
	locked := append([]byte(nil), word...)
	locked[0x0b] |= 1
	for name, c := range map[string]struct {
		streams map[string][]byte
		want    error
	}{
		"locked":      {map[string][]byte{"WordDocument": locked, "0Table": table}, pipeline.ErrEncrypted},
		"no document": {map[string][]byte{"0Table": table}, pipeline.ErrUnsupported},
		"no table":    {map[string][]byte{"WordDocument": word}, pipeline.ErrMalformed},
	} {
		if err := addWord(newBuilder(context.Background(), Options{}.withDefaults()), c.streams); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func TestModifier(t *testing.T) {
	grpprl := []byte{0x16, 0x24, 1, 0x08, 0xd6, 4, 0, 9, 9, 9, 0x0b, 0x46, 0xff, 0xff, 0x40}
	for code, want := range map[uint16]int{sprmInTable: 1, sprmList: -1} {
		if got, ok := modifier(grpprl, code); !ok || got != want {
			t.Errorf("modifier(%#x) = %d, %v, want %d", code, got, ok, want)
		}
	}
	if _, ok := modifier(grpprl, sprmOutlineLevel); ok {
		t.Error("found a modifier that is not there")
	}
}
