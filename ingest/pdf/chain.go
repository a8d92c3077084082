package pdf

// maxSkip is how many numbers may be missing between two paragraphs of one
// numbering; reports skip one or two by mistake, more is another list.
const maxSkip = 3

// candidates of one value looked back at; a value comes once in the numbering
// and a few times in lists.
const maxRivals = 12

// A candidate is a line that begins with a plain number.
type candidate struct {
	page, line int
	value      int
	x          float32
	style      style
	score      float32
	prev       int // in the list of candidates, -1 for none
}

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

// chain finds the document's own numbering: the best sequence 1, 2, 3 … among
// the lines that begin with a number. Lists inside paragraphs start anew, stand
// further in and are shorter. The result tells for each line whether it begins
// such a paragraph.
func chain(pages [][]line, labels [][]label) [][]bool {
	var list []candidate
	byValue := map[int][]int{}
	best := -1
	marked := make([][]bool, len(pages))
	for p, lines := range pages {
		marked[p] = make([]bool, len(lines))
		for i := range lines {
			if labels[p][i].kind != numeral || labels[p][i].value == 0 {
				continue
			}
			c := candidate{page: p, line: i, value: labels[p][i].value, x: lines[i].x0, style: lines[i].style}
			c.link(list, byValue)
			c.score += startScore(lines, i)
			byValue[c.value] = append(byValue[c.value], len(list))
			list = append(list, c)
			if best < 0 || c.score > list[best].score {
				best = len(list) - 1
			}
		}
	}
	for i := best; i >= 0; i = list[i].prev {
		marked[list[i].page][list[i].line] = true
	}
	return marked
}

// link sets the best predecessor of c.
func (c *candidate) link(list []candidate, byValue map[int][]int) {
	c.prev, c.score = -1, -0.2*float32(min(c.value-1, 5))
	for skip := 0; skip <= maxSkip; skip++ {
		rivals := byValue[c.value-1-skip]
		for k := len(rivals) - 1; k >= max(0, len(rivals)-maxRivals); k-- {
			r := &list[rivals[k]]
			score := r.score - 0.9*float32(skip)
			if abs(r.x-c.x) > 4 {
				score -= 0.7
			}
			if score > c.score {
				c.score, c.prev = score, rivals[k]
			}
		}
	}
}

// startScore says how much line i looks like the first of a paragraph: after
// the end of a sentence, at the top of the page, or in the middle of a sentence.
func startScore(lines []line, i int) float32 {
	if i == 0 || closes(lines[i-1].text) || lines[i].y-lines[i-1].y > 1.4*lines[i].size {
		return 1
	}
	return 0.25
}
