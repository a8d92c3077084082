package pdf

// maxSkip is how many numbers may be missing between two paragraphs of one
// numbering; reports skip one or two by mistake, more is another list.
const maxSkip = 3

// A candidate is a line that begins with a plain number.
type candidate struct {
	page, line int
	value      int
	x          float32
	stands     bool // the number stands apart from the text, as after a tab
	starts     bool // the line before ends a sentence, or there is a gap
}

// A numbering is one list 1, 2, 3 … of a document.
type numbering struct {
	members []candidate
}

func (n *numbering) last() *candidate { return &n.members[len(n.members)-1] }

func labelsOf(pages [][]line) [][]label {
	labels := make([][]label, len(pages))
	for p, lines := range pages {
		labels[p] = make([]label, len(lines))
		for i := range lines {
			if lines[i].role == running {
				labels[p][i] = labelOf(lines[i].text)
			}
		}
	}
	return labels
}

// chain finds the document's own numbering among all lists of plain numbers: the
// one that reaches over most pages. The result tells for each line whether it
// begins a paragraph of it.
func chain(pages [][]line, labels [][]label) [][]bool {
	marked := make([][]bool, len(pages))
	var p numberer
	for page, lines := range pages {
		marked[page] = make([]bool, len(lines))
		for i := range lines {
			if lab := labels[page][i]; lab.kind == numeral && lab.value > 0 {
				p.add(candidateAt(lines, page, i, lab))
			}
		}
	}
	if best := p.longest(); best != nil {
		for _, c := range best.members {
			marked[c.page][c.line] = true
		}
	}
	return marked
}

func candidateAt(lines []line, page, i int, lab label) candidate {
	l := &lines[i]
	return candidate{
		page: page, line: i, value: lab.value, x: l.x0, stands: stands(l, lab),
		starts: i == 0 || closes(lines[i-1].text) || leads(lines[i-1].text) || lines[i-1].role != running || l.y-lines[i-1].y > 1.4*l.size,
	}
}

// A numberer sorts candidates into lists as a reader does: a number goes on with
// the innermost open list that expects it; a 1 opens a list inside the open ones.
type numberer struct {
	open   []*numbering // innermost last
	all    []*numbering
	orphan *candidate // fits no list; with its successor it resumes one
}

func (p *numberer) add(c candidate) {
	if depth := p.expecting(c); depth >= 0 {
		p.open = p.open[:depth+1]
		p.open[depth].members = append(p.open[depth].members, c)
		p.orphan = nil
		return
	}
	switch {
	case !c.starts:
	case c.value == 1, len(p.open) == 0 && c.value <= maxSkip:
		n := &numbering{members: []candidate{c}}
		p.open, p.all, p.orphan = append(p.open, n), append(p.all, n), nil
	case p.orphan != nil && c.value == p.orphan.value+1:
		p.resume(*p.orphan, c)
	default:
		p.orphan = &c
	}
}

// expecting returns the depth of the open list that c goes on with, -1 for none.
// Without a gap in the numbers comes before with one, the same indentation
// before another, inner before outer.
func (p *numberer) expecting(c candidate) int {
	best, cost := -1, float32(10)
	for depth := len(p.open) - 1; depth >= 0; depth-- {
		last := p.open[depth].last()
		skip := c.value - last.value - 1
		if skip < 0 || skip > maxSkip || !c.starts && (skip > 0 || abs(last.x-c.x) > 4 || last.stands && !c.stands) {
			continue
		}
		price := 2 * float32(skip)
		if abs(last.x-c.x) > 4 {
			price++
		}
		if last.stands != c.stands {
			price += 0.5
		}
		if price < cost {
			best, cost = depth, price
		}
	}
	return best
}

// resume goes on with the outermost list that a and b can belong to after a
// stretch of numbers that could not be read.
func (p *numberer) resume(a, b candidate) {
	p.orphan = nil
	for depth, n := range p.open {
		if last := n.last(); last.value < a.value && abs(last.x-a.x) < 4 {
			p.open = p.open[:depth+1]
			n.members = append(n.members, a, b)
			return
		}
	}
}

// longest returns the list that reaches over most pages, the longer one among
// those of one page; nil where there is none of two.
func (p *numberer) longest() *numbering {
	var best *numbering
	score := 0
	for _, n := range p.all {
		s := 10*(n.last().page-n.members[0].page) + len(n.members)
		if len(n.members) > 1 && s > score {
			best, score = n, s
		}
	}
	return best
}
