package pdf

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// leader matches the dots that lead from an entry of a table of contents to its page.
var leader = regexp.MustCompile(`\s*(?:\.\s?){5,}\s*|\s*…{2,}\s*|\s*_{6,}\s*`)

// pageAt matches dots that lead to a page, perhaps with paragraphs before it:
// those of a form lead to nothing, or to more text.
var pageAt = regexp.MustCompile(`(?:[.…_]\s?){3,}[\t ]*(?:[0-9٠-٩]+|[ivxl]+)(?:[-–,\t ]+[0-9٠-٩]*)*$`)

// markContents turns the entries of a table of contents into rows: they would
// else be taken for the headings and paragraphs that they announce.
func markContents(lines []line) []line {
	first, last, n := -1, -1, 0
	for i := range lines {
		if lines[i].role == running && hasLeader(lines[i].text) {
			if first < 0 {
				first = i
			}
			last = i
			if pageAt.MatchString(lines[i].byCell()) {
				n++
			}
		}
	}
	if n < 2 {
		return lines
	}
	for first > 0 && announces(lines, first-1) {
		first--
	}
	for last+1 < len(lines) && len(lines[last+1].cells) > 1 {
		last++
	}
	return slices.Replace(lines, first, last+1, entries(lines[first:last+1])...)
}

// announces reports whether line i stands over the entries below it, or is the
// first line of the entry there.
func announces(lines []line, i int) bool {
	l, next := &lines[i], &lines[i+1]
	if l.role != running || next.y-l.y > 3*next.size {
		return false
	}
	return len(l.text) < 40 && len(l.cells) > 1 || wraps(lines, i)
}

// wraps reports whether line i is an entry of contents that goes on below: its
// page has not come, and the next line has no label of its own and is no "Paragraphs Page".
func wraps(lines []line, i int) bool {
	if i+1 >= len(lines) {
		return false
	}
	l, next, m := &lines[i], &lines[i+1], marginsOf(lines)
	hangs := l.x0 < next.x0+l.size && l.x1 > (m.left+m.right)/2
	if l.rtl {
		hangs = l.x1 > next.x1-l.size && l.x0 < (m.left+m.right)/2
	}
	return hangs && next.role == running && next.y-l.y < 1.8*l.size && abs(l.size-next.size) < 0.1*l.size &&
		!hasLeader(l.text) && labelOf(next.text).kind == unlabelled && !namesColumns(next)
}

// namesColumns reports a line that names the columns of a table of contents.
func namesColumns(l *line) bool {
	return len(l.text) < 40 && len(l.cells) > 1 && !hasLeader(l.text) && !strings.ContainsFunc(l.text, unicode.IsDigit)
}

// entries makes one row of each entry of a table of contents.
func entries(lines []line) []line {
	var out []line
	whole := false // the entry before has come to its end
	for i := range lines {
		l := lines[i]
		if l.role != running {
			out, whole = append(out, l), true
			continue
		}
		more := !whole && len(out) > 0
		whole = !wraps(lines, i)
		text := strings.Trim(tabs.ReplaceAllString(leader.ReplaceAllString(l.byCell(), "\t"), "\t"), "\t ")
		if more {
			row := &out[len(out)-1]
			row.text, row.below = row.text+" "+text, l.y-row.y
			row.x0, row.x1 = min(row.x0, l.x0), max(row.x1, l.x1)
			continue
		}
		l.text, l.role, l.marks = text, rowOf, nil
		out = append(out, l)
	}
	return out
}

// hasLeader is the quick way to ask whether leader matches.
func hasLeader(text string) bool {
	for _, sign := range []string{".....", ". . . ", "……", "______"} {
		if strings.Contains(text, sign) {
			return leader.MatchString(text)
		}
	}
	return false
}

var tabs = regexp.MustCompile(` *\t[ \t]*`)

// byCell returns the text of l with a tab between its cells.
func (l *line) byCell() string {
	parts := make([]string, len(l.cells))
	for i, c := range l.cells {
		parts[i] = strings.TrimSpace(l.text[c.start:c.end])
	}
	return strings.Join(parts, "\t")
}
