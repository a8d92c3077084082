package ingest

import (
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// listNumbering gives paragraphs the numbers that Word shows before them,
// whether DOCX or DOC says how its lists count.
type listNumbering struct {
	lists    map[string]*numberedList
	counters map[string]*[maxListLevels]int // by abstract list: lists that share one go on counting
	started  map[string]bool                // list:level whose override has begun
}

// maxListLevels is what Word has.
const maxListLevels = 9

type numberedList struct {
	abstract string
	levels   [maxListLevels]listLevel
	restart  [maxListLevels]string // number at which this list begins instead of going on
}

// listLevel is how a level of a list is shown.
type listLevel struct {
	start   int
	format  string // decimal, lowerLetter, bullet …
	text    string // %1.%2.
	legal   bool   // all numbers as decimals
	restart int    // level, from 1, that restarts this one; 0 never; -1 any above
	style   string // paragraph style that belongs to this level
}

func newListNumbering() listNumbering {
	return listNumbering{lists: map[string]*numberedList{}, counters: map[string]*[maxListLevels]int{}, started: map[string]bool{}}
}

// begin sets the number that the next paragraph of that level gets; "" goes on.
func (n *listNumbering) begin(id string, level int, number string) {
	list := n.lists[id]
	start, err := strconv.Atoi(number)
	if list == nil || err != nil || level < 0 || level >= maxListLevels {
		return
	}
	n.countersOf(list)[level] = start - 1
}

// countersOf returns the counters of a list, which lists of one definition share.
func (n *listNumbering) countersOf(list *numberedList) *[maxListLevels]int {
	counters := n.counters[list.abstract]
	if counters == nil {
		counters = new([maxListLevels]int)
		for i := range counters {
			counters[i] = list.levels[i].start - 1
		}
		n.counters[list.abstract] = counters
	}
	return counters
}

// next counts a paragraph of a list and returns its number as shown and its
// level from 1; "" and a level for a bullet, "" and 0 for what is no list.
func (n *listNumbering) next(id string, level int) (string, int) {
	list := n.lists[id]
	if list == nil || level < 0 || level >= maxListLevels {
		return "", 0
	}
	l := list.levels[level]
	if l.format == "" {
		return "", 0
	}
	n.count(id, list, level)
	if l.format == "bullet" || l.format == "none" && l.text == "" {
		return "", level + 1
	}
	return strings.TrimSpace(n.show(list, level)), level + 1
}

// count advances the level's counter and resets those below.
func (n *listNumbering) count(id string, list *numberedList, level int) {
	counters := n.countersOf(list)
	if key := id + ":" + strconv.Itoa(level); list.restart[level] != "" && !n.started[key] {
		n.started[key] = true
		if start, err := strconv.Atoi(list.restart[level]); err == nil {
			counters[level] = start - 1
		}
	}
	for i := range level { // a level above that was never counted shows its start
		if counters[i] < list.levels[i].start {
			counters[i] = list.levels[i].start
		}
	}
	counters[level]++
	for i := level + 1; i < maxListLevels; i++ {
		if r := list.levels[i].restart; r == -1 || r > level {
			counters[i] = list.levels[i].start - 1
		}
	}
}

// show fills the numbers of the levels into the level's pattern.
func (n *listNumbering) show(list *numberedList, level int) string {
	l := list.levels[level]
	counters := n.counters[list.abstract]
	var out strings.Builder
	for i := 0; i < len(l.text); i++ {
		if l.text[i] == '%' && i+1 < len(l.text) && l.text[i+1] >= '1' && l.text[i+1] <= '9' {
			at := int(l.text[i+1] - '1')
			format := list.levels[at].format
			if l.legal {
				format = "decimal"
			}
			out.WriteString(formatCounter(counters[at], format))
			i++
			continue
		}
		out.WriteByte(l.text[i])
	}
	return out.String()
}

// listed makes of a paragraph of Word what its list and heading level say.
func listed(bl block, number string, level, heading int) block {
	switch {
	case heading > 0:
		bl.kind, bl.level = pipeline.Heading, heading
		bl.text = strings.TrimSpace(number + " " + bl.text)
	case number != "":
		return numbered(bl, number, level)
	case level > 0: // a bullet
		bl.kind, bl.level = pipeline.ListItem, level
	}
	return bl
}

// numbered gives a block the number that Word shows before it: a paragraph's
// number (12.) or an item's ((a), •). An article's label is put before the
// text, where the outline finds it like a printed one.
func numbered(bl block, number string, level int) block {
	m := leading(number + " x")
	switch m.kind {
	case markArticle:
		bl.text = number + " " + bl.text
	case markItem:
		bl.kind, bl.level, bl.number = pipeline.ListItem, level, m.number
	default:
		bl.number = strings.TrimRight(number, ". ")
		bl.settled = true
	}
	return bl
}
