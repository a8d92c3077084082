package ingest

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/haki-project/haki/pipeline"
)

// readRTF reads the Rich Text Format (specification 1.9.1): paragraphs with the
// numbers that the writer printed beside them, headings by outline level or
// style, rows of tables, footnotes. Deleted and hidden text is left out.
func readRTF(ctx context.Context, s *source, b *builder) error {
	r := &rtfReader{ctx: ctx, b: b, in: s.data, fonts: map[int]encoding.Encoding{}, styles: map[int]string{}}
	r.state = rtfState{unicodeSkip: 1, encoding: charmap.Windows1252}
	r.page = r.state.encoding
	if err := r.run(); err != nil {
		return err
	}
	r.endParagraph()
	return b.err
}

// rtfState is what a group inherits and gives back.
type rtfState struct {
	skip        bool // text here is not the document's
	hidden      bool
	dest        rtfDest
	unicodeSkip int // characters that stand for one \u where it is not understood
	encoding    encoding.Encoding
	font        int
	style       int
	outline     int // level from 1
	inTable     bool
	bold        bool
	centred     bool
}

// rtfDest is where text goes.
type rtfDest int

const (
	rtfBody rtfDest = iota
	rtfFontTable
	rtfStyleSheet
	rtfTitle
	rtfNote
)

// rtfReader reads one file.
type rtfReader struct {
	ctx     context.Context
	b       *builder
	in      []byte
	pos     int
	state   rtfState
	stack   []rtfState
	page    encoding.Encoding // \ansicpg
	fonts   map[int]encoding.Encoding
	styles  map[int]string
	text    strings.Builder // of the paragraph or cell
	name    strings.Builder // of a style, or the title
	note    strings.Builder
	bytes   []byte   // characters of a code page that wait to be decoded
	units   []uint16 // surrogates that wait for their second half
	toSkip  int      // characters after \u
	cells   []string
	refs    []string
	weight  weight // of the paragraph
	notes   int
	starred bool // \* was read: the next word may be an unknown destination
}

func (r *rtfReader) run() error {
	for n := 0; r.pos < len(r.in) && r.b.err == nil; n++ {
		if n%65536 == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		c := r.in[r.pos]
		r.pos++
		switch c {
		case '{':
			r.flush()
			if len(r.stack) > 4*r.b.opt.MaxDepth {
				return fmt.Errorf("%w: groups nest deeper than %d", pipeline.ErrTooLarge, 4*r.b.opt.MaxDepth)
			}
			r.stack = append(r.stack, r.state)
			r.toSkip = 0
		case '}':
			r.flush()
			if r.endGroup(); len(r.stack) == 0 {
				return nil // what follows the document's group is not of it
			}
		case '\\':
			r.control()
		case '\r', '\n':
		default:
			r.char(c)
		}
	}
	r.flush()
	return nil
}

func (r *rtfReader) endGroup() {
	if len(r.stack) == 0 {
		return
	}
	before := r.state
	r.state = r.stack[len(r.stack)-1]
	r.stack = r.stack[:len(r.stack)-1]
	if before.dest == rtfStyleSheet { // each style is a group
		r.endStyle(before)
		return
	}
	if before.dest == r.state.dest {
		return
	}
	switch before.dest {
	case rtfTitle:
		r.b.meta.Title = clean(r.name.String())
	case rtfNote:
		r.endNote()
	}
	r.name.Reset()
}

func (r *rtfReader) endStyle(s rtfState) {
	if name := strings.ToLower(strings.TrimSuffix(clean(r.name.String()), ";")); name != "" {
		r.styles[s.style] = name
	}
	r.name.Reset()
}

func (r *rtfReader) endNote() {
	r.notes++
	key := noteKey(r.notes)
	r.b.add(block{kind: pipeline.Footnote, note: key, number: strconv.Itoa(r.notes), text: r.note.String(), settled: true})
	r.note.Reset()
	r.refs = append(r.refs, key)
}

// control reads a control word or symbol after its backslash.
func (r *rtfReader) control() {
	if r.pos >= len(r.in) {
		return
	}
	c := r.in[r.pos]
	if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
		word, value, has := r.word()
		r.flushFor(word)
		r.apply(word, value, has)
		return
	}
	r.pos++
	if c != '\'' { // one byte of a character that may have two
		r.flush()
	}
	switch c {
	case '\'':
		r.hexByte()
	case '*':
		r.starred = true
	case '~':
		r.put(" ")
	case '_':
		r.put("-")
	case '\\', '{', '}':
		r.put(string(rune(c)))
	case '\r', '\n':
		r.apply("par", 0, false)
	}
}

// word reads a control word with its number and the space after it.
func (r *rtfReader) word() (word string, value int, has bool) {
	const longest = 32
	start := r.pos
	for r.pos < len(r.in) && r.pos-start < longest && isLetter(r.in[r.pos]) {
		r.pos++
	}
	word = string(r.in[start:r.pos])
	digits := r.pos
	if r.pos < len(r.in) && r.in[r.pos] == '-' {
		r.pos++
	}
	for r.pos < len(r.in) && r.pos-digits < 11 && r.in[r.pos] >= '0' && r.in[r.pos] <= '9' {
		r.pos++
	}
	value, err := strconv.Atoi(string(r.in[digits:r.pos]))
	if r.pos < len(r.in) && r.in[r.pos] == ' ' {
		r.pos++
	}
	return word, value, err == nil
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// hexByte reads \'hh.
func (r *rtfReader) hexByte() {
	if r.pos+2 > len(r.in) {
		return
	}
	v, err := strconv.ParseUint(string(r.in[r.pos:r.pos+2]), 16, 8)
	r.pos += 2
	if err == nil {
		r.char(byte(v))
	}
}

// char takes a character of the code page.
func (r *rtfReader) char(c byte) {
	r.starred = false
	if r.toSkip > 0 {
		r.toSkip--
		return
	}
	r.flushUnits()
	r.bytes = append(r.bytes, c)
}

// flushFor decodes what waits, unless word is another part of the same text.
func (r *rtfReader) flushFor(word string) {
	if word != "u" {
		r.flush()
		return
	}
	r.flushBytes()
}

func (r *rtfReader) flush() {
	r.flushBytes()
	r.flushUnits()
}

func (r *rtfReader) flushBytes() {
	if len(r.bytes) == 0 {
		return
	}
	text, err := r.state.encoding.NewDecoder().Bytes(r.bytes)
	if err != nil {
		text = r.bytes
	}
	r.bytes = r.bytes[:0]
	r.put(string(text))
}

func (r *rtfReader) flushUnits() {
	if len(r.units) > 0 {
		text := string(utf16.Decode(r.units))
		r.units = r.units[:0]
		r.put(text)
	}
}

// put writes text to where the group sends it.
func (r *rtfReader) put(text string) {
	if r.state.skip || r.state.hidden {
		return
	}
	switch r.state.dest {
	case rtfBody:
		r.text.WriteString(text)
		r.weight.add(text, r.state.bold)
	case rtfNote:
		r.note.WriteString(text)
	case rtfStyleSheet, rtfTitle:
		r.name.WriteString(text)
	}
}

// endParagraph adds the paragraph that has gathered.
func (r *rtfReader) endParagraph() {
	bl := block{text: r.text.String(), refs: r.refs, loud: r.weight.loud() || r.state.centred}
	r.text.Reset()
	r.refs, r.weight = nil, weight{}
	if level := r.headingLevel(); level > 0 {
		bl.kind, bl.level = pipeline.Heading, level
	}
	r.b.add(bl)
}

func (r *rtfReader) headingLevel() int {
	if r.state.outline > 0 {
		return r.state.outline
	}
	name := r.styles[r.state.style]
	if g := headingName.FindStringSubmatch(name); g != nil {
		return int(g[1][0] - '0')
	}
	if name == "title" {
		return 1
	}
	return 0
}

// endRow adds the row of a table.
func (r *rtfReader) endRow() {
	bl := block{kind: pipeline.Table, cells: r.cells, refs: r.refs}
	if len(r.cells) == 1 { // a frame around text
		bl = block{text: r.cells[0], refs: r.refs, loud: r.weight.loud() || r.state.centred}
	}
	r.b.add(bl)
	r.cells, r.refs, r.weight = nil, nil, weight{}
	r.text.Reset()
}

// codePages are the code pages of Windows by their number, and rtfCharsets the
// character sets of fonts by theirs.
var (
	codePages = map[int]encoding.Encoding{
		437: charmap.CodePage437, 850: charmap.CodePage850, 852: charmap.CodePage852, 866: charmap.CodePage866, 874: charmap.Windows874,
		932: japanese.ShiftJIS, 936: simplifiedchinese.GBK, 949: korean.EUCKR, 950: traditionalchinese.Big5,
		1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252, 1253: charmap.Windows1253, 1254: charmap.Windows1254,
		1255: charmap.Windows1255, 1256: charmap.Windows1256, 1257: charmap.Windows1257, 1258: charmap.Windows1258, 10000: charmap.Macintosh,
	}
	rtfCharsets = map[int]int{77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250}
)
