package pdf

import (
	"context"
	"math"

	pdflib "github.com/ledongthuc/pdf"
)

// maxForms bounds the nesting of form XObjects; a file may make one draw itself.
const maxForms = 12

// maxStates bounds the stack of saved graphics states.
const maxStates = 512

// graphics is the part of the graphics state that decides where text stands.
type graphics struct {
	ctm                             matrix
	font                            *font
	size, char, word, leading, rise float64
	scale                           float64 // horizontal scaling, 1 for 100 %
}

// A walker runs content streams and collects glyphs, rules and images.
type walker struct {
	ctx       context.Context
	fonts     *fontCache
	out       *sheet
	limits    *budget
	gs        graphics
	stack     []graphics
	tm, tlm   matrix
	cur       [2]float64 // current point of the path
	path      []rule     // of the path under construction
	depth     int
	resources resources
}

// walk runs one content stream with the given resources.
func (w *walker) walk(content []byte, res resources) error {
	outer := w.resources
	w.resources = res
	defer func() { w.resources = outer }()
	s := scanner{src: content}
	for {
		op, ok := s.next()
		if !ok {
			return nil
		}
		if err := w.limits.operator(w.ctx); err != nil {
			return err
		}
		if err := w.do(op, s.operands); err != nil {
			return err
		}
	}
}

// do runs one operator. Operators with too few operands are ignored, as readers
// people use ignore them.
func (w *walker) do(op string, args []operand) error {
	switch op {
	case "Tj":
		w.show(lastString(args))
	case "TJ":
		w.showAll(args)
	case "Td", "TD", "T*", "Tm", "BT", "'", "\"":
		w.place(op, args)
	case "Tf", "Tc", "Tw", "Tz", "TL", "Ts", "gs":
		w.set(op, args)
	case "q", "Q", "cm":
		w.state(op, args)
	case "re", "m", "l", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n":
		w.draw(op, args)
	case "Do":
		if len(args) > 0 {
			return w.object(string(args[len(args)-1].str))
		}
	}
	return nil
}

func lastString(args []operand) []byte {
	if len(args) == 0 {
		return nil
	}
	return args[len(args)-1].str
}

// numbers returns the last n operands, or nil where there are fewer.
func numbers(args []operand, n int) []operand {
	if len(args) < n {
		return nil
	}
	return args[len(args)-n:]
}

func (w *walker) state(op string, args []operand) {
	switch op {
	case "q":
		if len(w.stack) < maxStates {
			w.stack = append(w.stack, w.gs)
		}
	case "Q":
		if n := len(w.stack); n > 0 {
			w.gs, w.stack = w.stack[n-1], w.stack[:n-1]
		}
	case "cm":
		if m, ok := matrixOf(args); ok {
			w.gs.ctm = m.mul(w.gs.ctm)
		}
	}
}

func matrixOf(args []operand) (matrix, bool) {
	n := numbers(args, 6)
	if n == nil {
		return identity, false
	}
	m := matrix{n[0].num, n[1].num, n[2].num, n[3].num, n[4].num, n[5].num}
	return m, m.finite()
}

func (w *walker) set(op string, args []operand) {
	n := numbers(args, 1)
	if n == nil {
		return
	}
	v := n[0].num
	switch op {
	case "Tf":
		if n := numbers(args, 2); n != nil {
			w.gs.font, w.gs.size = w.fonts.get(w.resources, string(n[0].str)), v
		}
	case "Tc":
		w.gs.char = v
	case "Tw":
		w.gs.word = v
	case "Tz":
		w.gs.scale = v / 100
	case "TL":
		w.gs.leading = v
	case "Ts":
		w.gs.rise = v
	case "gs":
		if f, size := w.fonts.fromState(w.resources, string(n[0].str)); f != nil {
			w.gs.font, w.gs.size = f, size
		}
	}
}

func (w *walker) place(op string, args []operand) {
	switch op {
	case "BT":
		w.tm, w.tlm = identity, identity
	case "Tm":
		if m, ok := matrixOf(args); ok {
			w.tm, w.tlm = m, m
		}
	case "Td", "TD":
		n := numbers(args, 2)
		if n == nil {
			return
		}
		if op == "TD" {
			w.gs.leading = -n[1].num
		}
		w.newLine(n[0].num, n[1].num)
	case "T*":
		w.newLine(0, -w.gs.leading)
	case "\"":
		if n := numbers(args, 3); n != nil {
			w.gs.word, w.gs.char = n[0].num, n[1].num
		}
		fallthrough
	case "'":
		w.newLine(0, -w.gs.leading)
		w.show(lastString(args))
	}
}

func (w *walker) newLine(x, y float64) {
	w.tlm = w.tlm.move(x, y)
	w.tm = w.tlm
}

func (w *walker) showAll(args []operand) {
	for i := range args {
		switch args[i].kind {
		case str:
			w.show(args[i].str)
		case number:
			w.tm = w.tm.move(-args[i].num/1000*w.gs.size*w.gs.scale, 0)
		}
	}
}

// show draws one string: the heart of the walker. Only the place changes from
// glyph to glyph; size and direction are worked out once a string.
func (w *walker) show(raw []byte) {
	f := w.gs.font
	if f == nil || len(raw) == 0 || !w.tm.finite() {
		return
	}
	g := &w.gs
	m := w.tm.mul(g.ctm)
	p := pen{way: turn(m), m: m, rise: g.rise, g: glyph{size: float32(math.Hypot(m.c, m.d) * math.Abs(g.size) * f.scale()), style: f.style}}
	for len(raw) > 0 {
		code, n := f.code(raw)
		raw = raw[n:]
		ch := f.char(code)
		// The white before the next glyph is what is beyond this one's own width
		// and positive spacing; negative spacing is how some write from the right.
		w.emit(ch, &p, (ch.width*g.size+max(g.char, 0))*g.scale)
		advance := ch.width*g.size + g.char
		if n == 1 && code == ' ' {
			advance += g.word
		}
		p.m = p.m.move(advance*g.scale, 0)
		w.tm = w.tm.move(advance*g.scale, 0)
	}
}

// A pen is what the glyphs of one string share.
type pen struct {
	way  quarter
	m    matrix // at the glyph's origin
	rise float64
	g    glyph // size and style
}

// emit adds the characters of one glyph, sharing its width.
func (w *walker) emit(ch *char, p *pen, width float64) {
	if len(ch.text) == 0 {
		return
	}
	x, y := p.m.apply(0, p.rise)
	x, y, dx := p.way.coordinates(x, y, p.m.a*width, p.m.b*width, w.out)
	if ch.unmapped {
		w.out.unmapped++
	}
	p.g.y = float32(y)
	if len(ch.text) == 1 {
		p.g.r, p.g.x0, p.g.x1 = ch.text[0], float32(x), float32(x+dx)
		w.out.add(p.way, &p.g)
		return
	}
	w.out.spread(p.way, ch.text, x, dx, p.g)
}

// object draws a form or notes an image.
func (w *walker) object(id string) error {
	x := w.resources.object(id)
	switch x.Key("Subtype").Name() {
	case "Image":
		w.out.images += w.unitArea()
	case "Form":
		if w.depth >= maxForms {
			return nil
		}
		return w.form(x)
	}
	return nil
}

func (w *walker) unitArea() float32 {
	page := float64(w.out.width * w.out.height)
	if page <= 0 {
		return 0
	}
	m := w.gs.ctm
	return float32(math.Min(1, math.Abs(m.a*m.d-m.b*m.c)/page))
}

func (w *walker) form(x pdflib.Value) error {
	content, err := w.limits.stream(x)
	if err != nil {
		return err
	}
	saved, tm, tlm, states := w.gs, w.tm, w.tlm, len(w.stack)
	w.depth++
	defer func() {
		w.depth--
		w.gs, w.tm, w.tlm = saved, tm, tlm
		w.stack = w.stack[:min(states, len(w.stack))]
	}()
	if m := matrixValue(x.Key("Matrix")); m.finite() {
		w.gs.ctm = m.mul(w.gs.ctm)
	}
	res := w.resources
	if own := x.Key("Resources"); own.Kind() == pdflib.Dict {
		res = newResources(own)
	}
	return w.walk(content, res)
}

func matrixValue(v pdflib.Value) matrix {
	if v.Len() != 6 {
		return identity
	}
	n := func(i int) float64 { return v.Index(i).Float64() }
	return matrix{n(0), n(1), n(2), n(3), n(4), n(5)}
}
