package ingest

import (
	"regexp"
	"strconv"
	"strings"
)

// docxStyle is what a paragraph style says about structure, its ancestors'
// answers included.
type docxStyle struct {
	id      string
	name    string
	outline int    // level of heading from 1, 0 for text
	numID   string // list that its paragraphs belong to
	level   int    // of that list, from 0
	basedOn string
	centred bool
}

var headingName = regexp.MustCompile(`(?i)^(?:heading|titre|überschrift|título|заголовок|标题|標題)[ ]?([1-9])`)

// docxStyles reads styles.xml; the default paragraph style stands under "".
func docxStyles(part *element) map[string]*docxStyle {
	styles := map[string]*docxStyle{}
	part.each(func(e *element) bool {
		if e.name != "style" || e.attr("type") != "paragraph" {
			return e.name != "style"
		}
		s := &docxStyle{id: e.attr("styleId"), name: e.val("name"), basedOn: e.val("basedOn"), centred: e.val("pPr", "jc") == "center"}
		s.outline = outlineLevel(e.val("pPr", "outlineLvl"))
		if g := headingName.FindStringSubmatch(s.name); g != nil && s.outline == 0 {
			s.outline, _ = strconv.Atoi(g[1]) // one digit
		}
		if s.outline == 0 {
			s.outline = unHeading(s.name)
		}
		s.numID = e.val("pPr", "numPr", "numId")
		s.level, _ = strconv.Atoi(e.val("pPr", "numPr", "ilvl")) // absent means 0
		styles[s.id] = s
		if d := e.attr("default"); d == "1" || d == "true" {
			styles[""] = s
		}
		return false
	})
	for _, s := range styles {
		s.inherit(styles)
	}
	return styles
}

// unHeadings are the levels of the headings in the templates of UN papers, whose
// styles state no outline level: _ H_M_G is a title, _ H _Ch_G stands before I.,
// _ H_1_G before A., _ H_23_G before 1.
var unHeadings = map[string]int{"M": 1, "Ch": 1, "1": 2, "23": 3, "4": 4, "56": 5}

var unHeadingName = regexp.MustCompile(`^_[ ]?H[ _]*(M|Ch|1|23|4|56)[ _]*(?:G[A-Z]?)?$`)

// unHeading returns the level of a style of those templates, 0 for any other.
func unHeading(name string) int {
	g := unHeadingName.FindStringSubmatch(strings.NewReplacer("2_3", "23", "2/3", "23", "5_6", "56", "5/6", "56").Replace(name))
	if g == nil {
		return 0
	}
	return unHeadings[g[1]]
}

// outlineLevel reads w:outlineLvl: 0…8 are headings, 9 is text.
func outlineLevel(val string) int {
	n, err := strconv.Atoi(val)
	if err != nil || n < 0 || n > 8 {
		return 0
	}
	return n + 1
}

// maxStyleChain bounds styles that are based on each other in a circle.
const maxStyleChain = 20

func (s *docxStyle) inherit(styles map[string]*docxStyle) {
	for parent, n := styles[s.basedOn], 0; parent != nil && n < maxStyleChain; parent, n = styles[parent.basedOn], n+1 {
		if s.basedOn == "" {
			return
		}
		if s.outline == 0 {
			s.outline = parent.outline
		}
		if s.numID == "" {
			s.numID, s.level = parent.numID, max(s.level, parent.level)
		}
		if parent.basedOn == "" {
			return
		}
	}
}

// heading returns the level of a paragraph that is a heading, 0 for text. The
// paragraph's own word wins over its style's; the style Title is a heading.
func (s *docxStyle) heading(p *element) int {
	if own := p.val("pPr", "outlineLvl"); own != "" {
		return outlineLevel(own)
	}
	if s.outline > 0 {
		return s.outline
	}
	if strings.EqualFold(s.name, "Title") {
		return 1
	}
	return 0
}
