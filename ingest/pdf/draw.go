package pdf

import "math"

// maxRule is how thick a filled shape may be to count as a line, in points.
const maxRule = 2.5

// maxRules bounds the rules kept of a page: maps and charts draw many thousands.
const maxRules = 4000

// draw follows a path and keeps its straight horizontal and vertical lines.
func (w *walker) draw(op string, args []operand) {
	switch op {
	case "m", "l":
		if n := numbers(args, 2); n != nil {
			w.line(op == "l", n[0].num, n[1].num)
		}
	case "re":
		if n := numbers(args, 4); n != nil {
			x, y := w.gs.ctm.apply(n[0].num, n[1].num)
			u, v := w.gs.ctm.apply(n[0].num+n[2].num, n[1].num+n[3].num)
			w.keep(x, y, u, v)
		}
	case "n":
		w.path = w.path[:0]
	default: // painted
		w.out.paths++
		if len(w.out.rules)+len(w.path) <= maxRules {
			w.out.rules = append(w.out.rules, w.path...)
		}
		w.path = w.path[:0]
	}
}

func (w *walker) line(drawn bool, x, y float64) {
	x, y = w.gs.ctm.apply(x, y)
	if drawn {
		w.keep(w.cur[0], w.cur[1], x, y)
	}
	w.cur = [2]float64{x, y}
}

func (w *walker) keep(x0, y0, x1, y1 float64) {
	width, height := math.Abs(x1-x0), math.Abs(y1-y0)
	if math.Min(width, height) > maxRule || math.Max(width, height) < 8 || len(w.path) >= maxRules {
		return
	}
	w.path = append(w.path, rule{
		x0: float32(math.Min(x0, x1)), y0: float32(math.Min(y0, y1)),
		x1: float32(math.Max(x0, x1)), y1: float32(math.Max(y0, y1)),
	})
}
