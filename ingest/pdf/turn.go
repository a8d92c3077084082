package pdf

import "math"

// A quarter says which way a line of text runs on the page.
type quarter uint8

const (
	right quarter = iota
	down
	left
	up
)

// turn returns the direction in which m writes. The page's y axis grows downwards.
func turn(m matrix) quarter {
	switch {
	case math.Abs(m.a) >= math.Abs(m.b) && m.a >= 0:
		return right
	case math.Abs(m.a) >= math.Abs(m.b):
		return left
	case m.b > 0:
		return down
	}
	return up
}

// coordinates turns a place on the page and the advance (dx, dy) there so that
// the text runs to the right.
func (q quarter) coordinates(x, y, dx, dy float64, s *sheet) (float64, float64, float64) {
	width, height := float64(s.width), float64(s.height)
	switch q {
	case down:
		return y, width - x, dy
	case left:
		return width - x, height - y, -dx
	case up:
		return height - y, x, -dy
	}
	return x, y, dx
}

// add keeps g, apart from the others where its text runs another way.
func (s *sheet) add(q quarter, g *glyph) {
	if q != right {
		s.turned[q] = append(s.turned[q], *g)
		return
	}
	s.glyphs = append(s.glyphs, *g)
}

// spread adds the characters of one glyph like g between x and x+width, those of
// a right-to-left ligature from the right.
func (s *sheet) spread(q quarter, text []rune, x, width float64, g glyph) {
	share := width / float64(len(text))
	for i, r := range text {
		at := i
		if isRTL(r) {
			at = len(text) - 1 - i
		}
		g.r, g.x0, g.x1 = r, float32(x+float64(at)*share), float32(x+float64(at+1)*share)
		s.add(q, &g)
	}
}

// straighten decides how the page is to be read: along the direction of most of
// its text. Text in other directions (labels along a table's side) is kept as it
// was turned only where it is all there is; else it would cut through lines.
func (s *sheet) straighten() {
	best, n := right, len(s.glyphs)
	for q, glyphs := range s.turned {
		if len(glyphs) > n {
			best, n = quarter(q), len(glyphs)
		}
	}
	if best == right {
		s.turned = [4][]glyph{down: s.turned[down], left: s.turned[left], up: s.turned[up]}
		return
	}
	s.glyphs, s.turned[best] = s.turned[best], s.glyphs
	if best != left {
		s.width, s.height = s.height, s.width
	}
	s.rules = nil
}
