package pdf

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/haki-project/haki/pipeline"
)

// A block is a paragraph to be: lines that belong together, perhaps on several pages.
type block struct {
	lines  []line
	label  label
	role   role
	main   bool // numbered in the document's own numbering
	kind   pipeline.PassageKind
	level  int
	number string
	notes  []int // blocks of the notes that its markers point to
}

func (b *block) first() *line { return &b.lines[0] }
func (b *block) last() *line  { return &b.lines[len(b.lines)-1] }

// margins are the edges of a page's text, the usual step between its lines and
// their usual size, and how far the first line of its paragraphs is set in, 0
// where they are not.
type margins struct{ left, right, leading, size, indent float32 }

// step is the usual one between lines of the given size.
func (m margins) step(size float32) float32 { return m.leading * max(1, size/m.size) }

func marginsOf(lines []line) margins {
	if len(lines) == 0 {
		return margins{}
	}
	m := margins{left: lines[0].x0, right: lines[0].x1}
	steps, sizes := make([]float32, 0, len(lines)), make([]float32, 0, len(lines))
	for i := range lines {
		m.left, m.right = min(m.left, lines[i].x0), max(m.right, lines[i].x1)
		sizes = append(sizes, lines[i].size)
		if i > 0 && lines[i].y > lines[i-1].y {
			steps = append(steps, lines[i].y-lines[i-1].y)
		}
	}
	m.leading, m.size = lowerThird(steps), lowerThird(sizes)
	return m
}

// inset is how far l begins from the margin where lines begin, and short how far
// it ends from the other one.
func (m margins) inset(l *line) float32 {
	if l.rtl {
		return m.right - l.x1
	}
	return l.x0 - m.left
}

func (m margins) short(l *line) float32 {
	if l.rtl {
		return l.x0 - m.left
	}
	return m.right - l.x1
}

// indentOf finds how far the paragraphs of a page are set in by their first line:
// the place where lines begin that others follow at the margin.
func indentOf(lines []line, m margins) float32 {
	type seen struct{ first, all int }
	at := map[int]*seen{}
	best, most := 0, 1
	for i := range lines {
		l := &lines[i]
		in := m.inset(l)
		if l.role != running || in < 0.8*l.size || in > 5*l.size {
			continue
		}
		k := int(in + 0.5)
		if at[k] == nil {
			at[k] = &seen{}
		}
		at[k].all++
		if i+1 < len(lines) && m.inset(&lines[i+1]) < 1 && lines[i+1].role == running && lines[i+1].y-l.y < 1.6*l.size && lines[i+1].y > l.y {
			at[k].first++
		}
		if s := at[k]; s.first > most && 3*s.first >= s.all {
			best, most = k, s.first
		}
	}
	return float32(best)
}

// blocks groups the lines of all pages.
func blocks(pages [][]line) []block {
	labels := labelsOf(pages)
	main := chain(pages, labels)
	markArticles(pages, labels, main)
	var out []block
	text := -1 // the last block of running text
	for p, lines := range pages {
		m := marginsOf(lines)
		m.indent = indentOf(lines, m)
		for i := range lines {
			l, lab := &lines[i], labels[p][i]
			if l.role == running && text >= 0 && !main[p][i] && !starts(&out[text], l, lab, m) {
				out[text].lines = append(out[text].lines, *l)
				continue
			}
			if n := len(out); l.role == noteMore && n > 0 {
				out[n-1].lines = append(out[n-1].lines, *l)
				continue
			}
			out = append(out, block{lines: []line{*l}, label: lab, role: l.role, main: main[p][i]})
			switch l.role {
			case running:
				text = len(out) - 1
			case rowOf:
				text = -1
			}
		}
	}
	return out
}

// starts reports whether l begins a new block after b.
func starts(b *block, l *line, lab label, m margins) bool {
	last := b.last()
	closed := closes(last.text)
	gap := l.y - last.y
	short := m.short(last) > 0.15*(m.right-m.left)
	step := m.leading
	if r, _ := utf8.DecodeLastRuneInString(last.text); !short && isWide(r) { // a title over several lines
		step = m.step(min(last.size, l.size))
	}
	apart := last.page == l.page && gap > 1.3*step && gap > 1.3*max(last.size, l.size)*0.95
	if last.page == l.page && gap < 0 { // the next column
		apart = false
	}
	if lab.kind == unit || b.alone() {
		return true
	}
	switch lab.kind {
	case compound:
		if closed || apart || stands(l, lab) {
			return true
		}
	case numeral, letter, bullet:
		if closed || apart || leads(last.text) && abs(l.x0-last.x0) > 0.5*l.size || lab.kind == bullet && (stands(l, lab) || l.text[0] != '-') {
			return true
		}
	case roman, capital:
		if closed || apart || l.style&bold != last.style&bold {
			return true
		}
	}
	if abs(last.size-l.size) > max(0.6, 0.07*l.size) {
		return true
	}
	if last.page != l.page {
		if short && !closed && !last.rtl && startsUpper(l.text) {
			return true // a heading, or a line that the page ended early
		}
		return closed && startsUpper(l.text) || l.style&bold != last.style&bold && startsUpper(l.text)
	}
	switch {
	case apart:
		return true
	case last.style&bold != l.style&bold && startsUpper(l.text) && (short || closed):
		return true
	case closed && short && startsUpper(l.text):
		return true
	}
	if closed && m.indent > 0 && abs(m.inset(l)-m.indent) < 1 && startsUpper(l.text) {
		return true
	}
	indented := l.x0 > last.x0+0.8*l.size && abs(l.x0-b.last().x0) < 0.3*(m.right-m.left)
	return closed && indented && startsUpper(l.text) && len(b.lines) > 1 && !last.rtl
}

// stands reports whether l's label stands apart from the text after it, as in a
// hanging list.
func stands(l *line, lab label) bool {
	return len(l.cells) > 1 && l.cells[0].end <= lab.rest
}

// closes reports whether text ends as a sentence or clause ends.
func closes(text string) bool {
	text = strings.TrimRight(text, " )]\"'”’»*0123456789")
	if text == "" {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(text)
	if r == '.' && abbreviation.MatchString(text) {
		return false
	}
	return strings.ContainsRune(".;:!?…。；：！？؛؟۔", r)
}

// abbreviation matches what ends with a full stop and goes on.
var abbreviation = regexp.MustCompile(`(?i)(?:^|[\s(])(?:nos?|art|arts|para|paras|mr|mrs|ms|dr|st|vol|pp?|cf|fig|sect|chap|ch|al|abs|nr|bzw|núm|inc|rev|corr|add)\.$`)

// leads reports whether text ends as the item before another ends: with a comma
// or a conjunction.
func leads(text string) bool {
	for _, end := range []string{",", " and", " or", " et", " ou", " y", " o", " und", " oder", " и", " или", "،"} {
		if strings.HasSuffix(text, end) {
			return true
		}
	}
	return false
}

// startsUpper reports whether text may begin a sentence: not with a small letter
// or a sign that only goes on.
func startsUpper(text string) bool {
	for _, r := range text {
		switch {
		case unicode.IsLower(r), strings.ContainsRune(",;:.)]%", r):
			return false
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return true
		}
	}
	return true
}
