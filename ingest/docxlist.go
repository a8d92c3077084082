package ingest

import (
	"strconv"
	"strings"
)

// docxNumbering gives paragraphs the numbers that Word shows before them.
type docxNumbering struct {
	lists    map[string]*docxList // by w:numId
	byStyle  map[string]docxListLevel
	counters map[string]*[maxListLevels]int // by abstract list: lists that share one go on counting
	started  map[string]bool                // numId:level whose override has begun
}

// maxListLevels is what Word has.
const maxListLevels = 9

type docxList struct {
	abstract string
	levels   [maxListLevels]listLevel
	restart  [maxListLevels]string // startOverride
}

type docxListLevel struct {
	numID string
	level int
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

// docxLists reads numbering.xml.
func docxLists(part *element, styles map[string]*docxStyle) *docxNumbering {
	n := &docxNumbering{lists: map[string]*docxList{}, byStyle: map[string]docxListLevel{}, counters: map[string]*[maxListLevels]int{}, started: map[string]bool{}}
	abstracts := map[string]*element{}
	styleLinks := map[string]string{} // numbering style → abstract list that defines it
	part.each(func(e *element) bool {
		switch e.name {
		case "abstractNum":
			abstracts[e.attr("abstractNumId")] = e
			if link := e.val("styleLink"); link != "" {
				styleLinks[link] = e.attr("abstractNumId")
			}
			return false
		case "num":
			n.lists[e.attr("numId")] = &docxList{abstract: e.val("abstractNumId")}
			n.overrides(e)
			return false
		}
		return true
	})
	for id, list := range n.lists {
		if a := abstracts[list.abstract]; a != nil && styleLinks[a.val("numStyleLink")] != "" {
			list.abstract = styleLinks[a.val("numStyleLink")]
		}
		n.define(id, list, abstracts[list.abstract], styles)
	}
	return n
}

// overrides reads what one list changes of its abstract list.
func (n *docxNumbering) overrides(num *element) {
	list := n.lists[num.attr("numId")]
	for _, o := range num.children {
		if i, ok := levelIndex(o.attr("ilvl")); o.name == "lvlOverride" && ok {
			list.restart[i] = o.val("startOverride")
			if lvl := o.child("lvl"); lvl != nil {
				list.levels[i] = readLevel(lvl)
			}
		}
	}
}

func (n *docxNumbering) define(id string, list *docxList, abstract *element, styles map[string]*docxStyle) {
	if abstract == nil {
		return
	}
	for _, lvl := range abstract.children {
		i, ok := levelIndex(lvl.attr("ilvl"))
		if lvl.name != "lvl" || !ok {
			continue
		}
		if list.levels[i].format == "" {
			list.levels[i] = readLevel(lvl)
		}
		if style := styles[list.levels[i].style]; style != nil && (style.numID == id || style.numID == "") {
			n.byStyle[style.id] = docxListLevel{id, i}
		}
	}
}

func levelIndex(ilvl string) (int, bool) {
	i, err := strconv.Atoi(ilvl)
	return i, err == nil && i >= 0 && i < maxListLevels
}

func readLevel(lvl *element) listLevel {
	l := listLevel{start: 1, format: lvl.val("numFmt"), text: lvl.val("lvlText"), style: lvl.val("pStyle"), restart: -1}
	if s, err := strconv.Atoi(lvl.val("start")); err == nil {
		l.start = s
	}
	if l.format == "" {
		l.format = "decimal"
	}
	if r, err := strconv.Atoi(lvl.val("lvlRestart")); err == nil {
		l.restart = r
	}
	l.legal = lvl.child("isLgl") != nil && lvl.val("isLgl") != "0"
	return l
}

// number counts the paragraph and returns its number as shown ("12.", "(a)")
// and its level from 1; "" and a level for a bullet, "" and 0 outside lists.
func (n *docxNumbering) number(p *element, style *docxStyle) (string, int) {
	id, level := n.listOf(p, style)
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

// listOf finds the list of a paragraph: its own, that of its style, or the level
// that names its style.
func (n *docxNumbering) listOf(p *element, style *docxStyle) (string, int) {
	id, level := style.numID, style.level
	if at, ok := n.byStyle[style.id]; ok && style.id != "" {
		id, level = at.numID, at.level
	}
	if own := p.val("pPr", "numPr", "numId"); own != "" {
		id = own // 0 takes the paragraph out of its style's list
	}
	if own, ok := levelIndex(p.val("pPr", "numPr", "ilvl")); ok {
		level = own
	}
	return id, level
}

// count advances the level's counter and resets those below.
func (n *docxNumbering) count(id string, list *docxList, level int) {
	counters := n.counters[list.abstract]
	if counters == nil {
		counters = new([maxListLevels]int)
		for i := range counters {
			counters[i] = list.levels[i].start - 1
		}
		n.counters[list.abstract] = counters
	}
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
func (n *docxNumbering) show(list *docxList, level int) string {
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
