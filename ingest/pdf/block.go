package pdf

import "github.com/haki-project/haki/pipeline"

// A block is a paragraph to be: lines that belong together, perhaps on several pages.
type block struct {
	lines  []line
	label  label
	kind   pipeline.PassageKind
	level  int
	number string
}

func (b *block) first() *line { return &b.lines[0] }
func (b *block) last() *line  { return &b.lines[len(b.lines)-1] }

// margins are the edges of a page's text.
type margins struct{ left, right, leading float32 }

func marginsOf(lines []line) margins {
	if len(lines) == 0 {
		return margins{}
	}
	m := margins{left: lines[0].x0, right: lines[0].x1}
	var steps []float32
	for i := range lines {
		m.left, m.right = min(m.left, lines[i].x0), max(m.right, lines[i].x1)
		if i > 0 && lines[i].y > lines[i-1].y {
			steps = append(steps, lines[i].y-lines[i-1].y)
		}
	}
	m.leading = median(steps)
	return m
}

// blocks groups the lines of all pages.
func blocks(pages [][]line) []block {
	var out []block
	for _, lines := range pages {
		m := marginsOf(lines)
		for i := range lines {
			l := &lines[i]
			lab := labelOf(l.text)
			if n := len(out); n > 0 && !starts(&out[n-1], l, lab, m) {
				out[n-1].lines = append(out[n-1].lines, *l)
				continue
			}
			out = append(out, block{lines: []line{*l}, label: lab})
		}
	}
	return out
}

// starts reports whether l begins a new block after b.
func starts(b *block, l *line, lab label, m margins) bool {
	last := b.last()
	if lab.kind != unlabelled && (lab.kind != numeral && lab.kind != capital && lab.kind != roman || closes(last.text) || b.label.kind == unlabelled) {
		return true
	}
	short := last.x1 < m.right-0.12*(m.right-m.left)
	if last.page != l.page {
		return closes(last.text) || abs(last.size-l.size) > 0.5
	}
	gap := l.y - last.y
	switch {
	case abs(last.size-l.size) > 1:
		return true
	case gap > 1.45*m.leading && gap > 1.5*last.size:
		return true
	case last.style&bold != l.style&bold && (short || len(b.lines) == 1):
		return true
	case closes(last.text) && short:
		return true
	}
	return closes(last.text) && l.x0 > b.first().x0+l.size && len(b.lines) > 1
}

// closes reports whether text ends as a sentence or clause ends.
func closes(text string) bool {
	for i := len(text) - 1; i >= 0; i-- {
		switch text[i] {
		case ' ', ')', '"', '\'', ']', 0x9d, 0x99, 0x80, 0xe2:
			continue
		case '.', ';', ':', '!', '?':
			return true
		}
		return false
	}
	return false
}
