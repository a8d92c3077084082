package pdf

import "image"

const (
	// previewDPI is the resolution, in dots an inch, at which a page is looked at
	// before it is recognised: letters of 6 points are six dots high.
	previewDPI = 100
	// maxPreview bounds the width of that picture in pixels.
	maxPreview = 1600
	// fewLetters is how many marks of the size of letters a picture has at least
	// that is worth reading: the shortest word that says something.
	fewLetters = 5
	// scriptLetters is how many letters Tesseract wants before it tells their
	// script (min_characters_to_try in its manual).
	scriptLetters = 50
)

// letters counts the marks on a picture at previewDPI that may be letters, or
// words of a script that joins them: dark on light or light on dark, from 3 to
// 30 points high. A picture without any is blank, a photograph or a drawing.
func letters(m *image.Gray) int {
	i := inkOf(m)
	return max(i.marks(dark), i.marks(light))
}

// letters counts what may be letters on page n, which is width points wide.
func (p *pdfiumReader) letters(n int, width float32) (count int, err error) {
	pixels := max(min(int(width*previewDPI/72), maxPreview), 16)
	err = p.grey(n, pixels, func(m *image.Gray) { count = letters(m) })
	return count, err
}

// shade is what a dot is beside its surroundings.
type shade uint8

const (
	level shade = iota
	dark
	light
	seen // counted as part of a mark
)

// ink is a picture in three shades.
type ink struct {
	width, height int
	dots          []shade
}

// contrast is by how much a dot is darker than the mean around it to be ink, and
// around is the share of the picture's width that is looked at, both as in
// D. Bradley and G. Roth, Adaptive Thresholding using the Integral Image (2007).
const (
	contrast = 15 // per cent
	around   = 8
)

func inkOf(m *image.Gray) *ink {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	i := &ink{width: w, height: h, dots: make([]shade, w*h)}
	sums := brightness(m)
	at := func(x, y int) uint64 { return sums[y*(w+1)+x] }
	r := max(w/around/2, 1)
	for y := range h {
		y0, y1 := max(y-r, 0), min(y+r+1, h)
		for x := range w {
			x0, x1 := max(x-r, 0), min(x+r+1, w)
			n := uint64((x1 - x0) * (y1 - y0))
			sum := at(x1, y1) - at(x0, y1) - at(x1, y0) + at(x0, y0)
			i.dots[y*w+x] = shadeOf(uint64(m.Pix[y*m.Stride+x])*n, sum, n)
		}
	}
	return i
}

// shadeOf compares the brightness of a dot, times n, with the sum of the n around
// it. Between dark lines white paper is no light ink.
func shadeOf(here, sum, n uint64) shade {
	switch {
	case here*100 < sum*(100-contrast):
		return dark
	case here*(100-contrast) > sum*100 && sum < 128*n:
		return light
	}
	return level
}

// brightness returns the sums of the brightness of all dots above and to the
// left of each, with a row and a column of zeros before them.
func brightness(m *image.Gray) []uint64 {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	sums := make([]uint64, (w+1)*(h+1))
	for y := range h {
		row := uint64(0)
		for x := range w {
			row += uint64(m.Pix[y*m.Stride+x])
			sums[(y+1)*(w+1)+x+1] = sums[y*(w+1)+x+1] + row
		}
	}
	return sums
}

// marks counts the connected stretches of one shade that have the size of letters.
func (i *ink) marks(s shade) int {
	n := 0
	var stack []int
	for at := range i.dots {
		if i.dots[at] != s {
			continue
		}
		var box image.Rectangle
		if box, stack = i.mark(at, s, stack); letterSized(box.Dx(), box.Dy()) {
			n++
		}
	}
	return n
}

// letterSized reports a mark of 3 to 30 points, as wide as a joined word at most.
func letterSized(w, h int) bool {
	const point = previewDPI / 72.0
	return float64(h) >= 3*point && float64(h) <= 30*point && w <= 8*h && w > 0
}

// mark takes the mark that dot at belongs to and returns its bounds.
func (i *ink) mark(at int, s shade, stack []int) (image.Rectangle, []int) {
	dot := func(at int) image.Rectangle {
		x, y := at%i.width, at/i.width
		return image.Rect(x, y, x+1, y+1)
	}
	box := dot(at)
	i.dots[at] = seen
	stack = append(stack[:0], at)
	for len(stack) > 0 {
		at = stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		d := dot(at)
		box = box.Union(d)
		for y := max(d.Min.Y-1, 0); y < min(d.Max.Y+1, i.height); y++ {
			for x := max(d.Min.X-1, 0); x < min(d.Max.X+1, i.width); x++ {
				if next := y*i.width + x; i.dots[next] == s {
					i.dots[next] = seen
					stack = append(stack, next)
				}
			}
		}
	}
	return box, stack
}
