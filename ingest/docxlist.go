package ingest

import (
	"strconv"
)

// docxNumbering finds the list that a paragraph belongs to.
type docxNumbering struct {
	listNumbering
	byStyle map[string]docxListLevel
}

type docxListLevel struct {
	numID string
	level int
}

// docxLists reads numbering.xml.
func docxLists(part *element, styles map[string]*docxStyle) *docxNumbering {
	n := &docxNumbering{listNumbering: newListNumbering(), byStyle: map[string]docxListLevel{}}
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
			n.lists[e.attr("numId")] = &numberedList{abstract: e.val("abstractNumId")}
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

func (n *docxNumbering) define(id string, list *numberedList, abstract *element, styles map[string]*docxStyle) {
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
		if style := styles[list.levels[i].style]; style != nil && list.levels[i].style != "" && (style.numID == id || style.numID == "") {
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
	return n.next(id, level)
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
