package pdf

import (
	"slices"

	"github.com/haki-project/haki/pipeline"
)

// classify gives every block its kind, number and level.
func classify(list []block) {
	chain(list)
	for i := range list {
		b := &list[i]
		switch b.label.kind {
		case numeral:
			if b.kind == "" {
				b.kind, b.number, b.level = pipeline.ListItem, b.label.number, 1
			}
		case compound:
			b.kind, b.number = pipeline.Paragraph, b.label.number
		case letter, bullet:
			b.kind, b.number, b.level = pipeline.ListItem, b.label.number, 1
			if b.label.kind == bullet {
				b.number = ""
			}
		case roman:
			b.kind, b.level, b.number = pipeline.Heading, 1, b.label.number
		case capital:
			b.kind, b.level, b.number = pipeline.Heading, 2, b.label.number
		default:
			b.kind = pipeline.Paragraph
		}
	}
}

// chain finds the document's own numbering: the longest run 1, 2, 3 … among the
// blocks that begin with a number. Lists inside paragraphs start anew and are
// shorter; they stay list items.
func chain(list []block) {
	best := make([]int, len(list)) // length of the longest chain that ends here
	prev := make([]int, len(list))
	last := map[int]int{} // value → block with the longest chain
	end := -1
	for i := range list {
		b := &list[i]
		if b.label.kind != numeral {
			continue
		}
		best[i], prev[i] = 1, -1
		if k, ok := last[b.label.value-1]; ok {
			best[i], prev[i] = best[k]+1, k
		}
		if k, ok := last[b.label.value]; !ok || best[i] > best[k] {
			last[b.label.value] = i
		}
		if end < 0 || best[i] > best[end] {
			end = i
		}
	}
	for i := end; i >= 0; i = prev[i] {
		list[i].kind, list[i].number = pipeline.Paragraph, list[i].label.number
	}
}

func median(list []float32) float32 {
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return list[len(list)/2]
}
