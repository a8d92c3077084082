package pdf

// A glyph is one character on a page. Coordinates are points from the page's top
// left corner, y growing downwards.
type glyph struct {
	x0, x1 float32 // start and advance end along the baseline
	y      float32 // baseline
	size   float32 // font size as shown, points
	r      rune
	style  style
}

// style tells fonts apart where it matters for structure.
type style uint8

const (
	bold style = 1 << iota
	italic
)

// A rule is a thin straight line drawn on a page: a table's grid, the line above
// footnotes, an underline.
type rule struct {
	x0, y0, x1, y1 float32
}

func (r rule) horizontal() bool { return r.x1-r.x0 > r.y1-r.y0 }

// A sheet is one page as an engine saw it: glyphs in the order in which they were
// drawn, and what else tells how far they can be trusted.
type sheet struct {
	number        int // from 1
	width, height float32
	glyphs        []glyph
	turned        [4][]glyph // text that runs another way, by quarter, turned upright
	rules         []rule
	lattices      []lattice // that the rules draw, found with the lines
	images        float32   // share of the page covered by images, 0…1 (overlaps count twice)
	unmapped      int       // glyphs for which the file names no character
	paths         int       // shapes painted
	engine        string
	reason        string // why not the first engine, or what is wrong
	confidence    float64
	broken        bool // no engine could read the page
	needsOCR      bool // its text is in a picture, and no recognition is installed
	text          []line
	words         wording
}
