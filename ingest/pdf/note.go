package pdf

import (
	"regexp"
	"strings"
)

// noteStart matches the marker with which a note begins.
var noteStart = regexp.MustCompile(`^(\d{1,3}|\*{1,4}|†|‡|[a-z])(?:[/)]|\s|$)`)

// markNotes finds the footnotes of a page: what stands at its foot in smaller
// type, below a short rule or beginning with a marker.
func markNotes(s *sheet, lines []line, body float32) {
	from := noteRule(s, lines)
	if from < 0 {
		from = len(lines)
		for from > 0 && lines[from-1].size < 0.93*body && lines[from-1].role == running {
			from--
		}
		for from < len(lines) && !marked(lines[:from], lines[from].noteLabel()) {
			from++
		}
	}
	markFrom(lines, from)
	markEndnotes(lines, body)
}

// markEndnotes finds the notes of pages that hold little else: small lines that
// begin with a raised number.
func markEndnotes(lines []line, body float32) {
	is := func(l *line) bool {
		return l.role == running && l.size < 0.96*body && len(l.marks) > 0 && l.marks[0].start == 0
	}
	n := 0
	for i := range lines {
		if is(&lines[i]) {
			n++
		}
	}
	inside := false
	for i := range lines {
		l := &lines[i]
		switch {
		case n >= 3 && is(l):
			l.role, inside = note, true
		case inside && l.role == running && l.size < 0.96*body && l.y-lines[i-1].y < 1.8*l.size:
			l.role = noteMore
		default:
			inside = false
		}
	}
}

// marked reports whether a raised marker in lines names the given note.
func marked(lines []line, id string) bool {
	for i := range lines {
		for _, m := range lines[i].marks {
			if id != "" && strings.Contains(lines[i].text[m.start:m.end], id) {
				return true
			}
		}
		if strings.HasPrefix(id, "*") && strings.Contains(lines[i].text, id) {
			return true
		}
	}
	return false
}

// markFrom gives the lines from the given one on their roles as notes, where the
// first of them begins one.
func markFrom(lines []line, from int) {
	if from >= len(lines) || lines[from].noteLabel() == "" {
		return
	}
	for i := from; i < len(lines); i++ {
		if lines[i].role != running {
			continue
		}
		lines[i].role = noteMore
		if lines[i].noteLabel() != "" {
			lines[i].role = note
		}
	}
}

// noteRule returns the first line below the rule that separates notes, -1 where
// there is none: a horizontal rule that starts at the left edge of the text and
// ends before its middle, in the lower part of the page.
func noteRule(s *sheet, lines []line) int {
	if len(lines) == 0 {
		return -1
	}
	m := marginsOf(lines)
	for _, r := range s.rules {
		width := r.x1 - r.x0
		if !r.horizontal() || width < 30 || width > 0.6*(m.right-m.left) || abs(r.x0-m.left) > 0.25*(m.right-m.left) || r.y0 < 0.3*s.height {
			continue
		}
		for i := range lines {
			if lines[i].y > r.y0+0.3*lines[i].size { // ascenders may reach over it, an underline is not over its line
				if i > 0 && lines[i].size < lines[i-1].size+0.2 {
					return i
				}
				break
			}
		}
	}
	return -1
}

// noteLabel returns the marker that l begins with, "" where it begins with none.
func (l *line) noteLabel() string {
	if len(l.marks) > 0 && l.marks[0].start == 0 {
		return strings.Trim(l.text[:l.marks[0].end], " ()/.")
	}
	if m := noteStart.FindStringSubmatch(l.text); m != nil && (m[1][0] < 'a' || strings.HasPrefix(l.text, m[1]+"/") || strings.HasPrefix(l.text, m[1]+")")) {
		return m[1]
	}
	return ""
}

func (b *block) noteLabel() string { return b.first().noteLabel() }

// linkNotes finds for each raised marker the note it points to: on the same
// page, else the next one of that name further on (endnotes).
func linkNotes(list []block) {
	byLabel := map[string][]int{}
	for i := range list {
		if list[i].role == note {
			id := list[i].noteLabel()
			byLabel[id] = append(byLabel[id], i)
		}
	}
	for i := range list {
		b := &list[i]
		if b.role == note {
			continue
		}
		for k := range b.lines {
			b.link(&b.lines[k], list, byLabel)
		}
	}
}

func (b *block) link(l *line, list []block, byLabel map[string][]int) {
	kept := l.marks[:0]
	for _, m := range l.marks {
		to := -1
		for _, id := range strings.FieldsFunc(l.text[m.start:m.end], func(r rune) bool { return r == ',' || r == ' ' }) {
			if to = pick(byLabel[strings.Trim(id, "()/.")], list, l.page); to >= 0 {
				b.notes = append(b.notes, to)
			}
		}
		if to >= 0 {
			kept = append(kept, m)
		}
	}
	l.marks = kept
}

// pick chooses among notes of one name: that of the page, else the first after it.
func pick(notes []int, list []block, page int) int {
	for _, i := range notes {
		if list[i].first().page >= page {
			return i
		}
	}
	return -1
}

// unmarked returns the text of l without the markers that point to notes.
func (l *line) unmarked() string {
	if len(l.marks) == 0 {
		return l.text
	}
	var b strings.Builder
	at := 0
	for _, m := range l.marks {
		b.WriteString(l.text[at:m.start])
		at = m.end
	}
	b.WriteString(l.text[at:])
	return strings.ReplaceAll(b.String(), "  ", " ")
}
