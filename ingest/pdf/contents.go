package pdf

import (
	"regexp"
	"strings"
)

// leader matches the dots that lead from an entry of a table of contents to its page.
var leader = regexp.MustCompile(`\s*(?:\.\s?){5,}\s*|\s*…{2,}\s*|\s*_{6,}\s*`)

// markContents turns the entries of a table of contents into rows: they would
// else be taken for the headings and paragraphs that they announce.
func markContents(lines []line) {
	first, last, n := -1, -1, 0
	for i := range lines {
		if lines[i].role == running && hasLeader(lines[i].text) {
			if first < 0 {
				first = i
			}
			last, n = i, n+1
		}
	}
	if n < 2 {
		return
	}
	for first > 0 && len(lines[first-1].text) < 40 && lines[first].y-lines[first-1].y < 3*lines[first].size && len(lines[first-1].cells) > 1 {
		first--
	}
	for last+1 < len(lines) && len(lines[last+1].cells) > 1 {
		last++
	}
	for i := first; i <= last; i++ {
		if l := &lines[i]; l.role == running {
			l.role, l.marks = rowOf, nil
			l.text = leader.ReplaceAllString(l.byCell(), "\t")
			l.text = strings.Trim(tabs.ReplaceAllString(l.text, "\t"), "\t ")
		}
	}
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
