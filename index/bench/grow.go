package bench

import (
	"fmt"
	"hash/fnv"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// Grower invents documents like those it has seen. The words of a passage are a
// chain in which each word follows the one before as somewhere in the texts seen.
type Grower struct {
	words   []string
	numbers map[string]int32
	follow  [][]int32 // for each word those that followed it, as often as they did
	lengths []int     // words of each passage seen
	tags    [][]pipeline.Tag
	metas   []pipeline.Metadata
}

// maxFollowers is how many followers of a word are kept.
const maxFollowers = 4000

// NewGrower returns a Grower that has seen nothing.
func NewGrower() *Grower { return &Grower{numbers: map[string]int32{}} }

// See learns from a document.
func (g *Grower) See(d *pipeline.Document) {
	g.metas = append(g.metas, d.Metadata)
	for i := range d.Passages {
		p := &d.Passages[i]
		words := strings.Fields(d.PassageText(p))
		if len(words) == 0 {
			continue
		}
		g.lengths = append(g.lengths, len(words))
		g.tags = append(g.tags, p.Tags)
		last := int32(-1)
		for _, word := range words {
			n := g.number(word)
			if last >= 0 && len(g.follow[last]) < maxFollowers {
				g.follow[last] = append(g.follow[last], n)
			}
			last = n
		}
	}
}

func (g *Grower) number(word string) int32 {
	n, ok := g.numbers[word]
	if !ok {
		n = int32(len(g.words))
		word = strings.Clone(word)
		g.numbers[word] = n
		g.words = append(g.words, word)
		g.follow = append(g.follow, nil)
	}
	return n
}

// passagesEach is how many passages an invented document has.
const passagesEach = 120

// Documents invents documents of passages passages together. The same seed and
// the same documents seen give the same.
func (g *Grower) Documents(seed uint64, passages int) iter.Seq[*pipeline.Document] {
	return func(yield func(*pipeline.Document) bool) {
		if len(g.lengths) == 0 {
			return
		}
		for n := 0; passages > 0; n++ {
			count := min(passages, passagesEach)
			if !yield(g.document(seed, n, count)) {
				return
			}
			passages -= count
		}
	}
}

func (g *Grower) document(seed uint64, n, passages int) *pipeline.Document {
	random := rand.New(rand.NewPCG(seed, uint64(n)))
	hash := fnv.New64a()
	_, _ = fmt.Fprintf(hash, "%d %d", seed, n) // a hash takes everything
	id := fmt.Sprintf("%016x", hash.Sum64())
	file := fmt.Sprintf("grown-%07d.txt", n)
	d := &pipeline.Document{ID: pipeline.ID(id), File: file, URI: "grown:" + file, SHA256: strings.Repeat(id, 4), Metadata: g.metas[random.IntN(len(g.metas))]}
	d.Date = fmt.Sprintf("%d-%02d-%02d", 2000+random.IntN(25), 1+random.IntN(12), 1+random.IntN(28))
	d.Symbol = fmt.Sprintf("X/GROWN/%d", n)
	var text strings.Builder
	for i := range passages {
		start := text.Len()
		g.write(&text, random)
		d.Passages = append(d.Passages, pipeline.Passage{
			Number: fmt.Sprint(i + 1), Kind: pipeline.Paragraph, Page: 1 + i/8, Start: start, End: text.Len(),
			Section: []string{fmt.Sprintf("%c. Part", 'A'+i/20)}, Tags: g.tags[random.IntN(len(g.tags))],
		})
		text.WriteByte('\n')
	}
	d.Text = text.String()
	d.NumberPassages()
	for i := range d.Passages { // spans of tags are of other texts
		d.Passages[i].Tags = withoutSpans(d.Passages[i].Tags)
	}
	return d
}

func withoutSpans(tags []pipeline.Tag) []pipeline.Tag {
	tags = slices.Clone(tags)
	for i := range tags {
		tags[i].Spans = nil
	}
	return tags
}

func (g *Grower) write(text *strings.Builder, random *rand.Rand) {
	word := int32(random.IntN(len(g.words)))
	for i := range g.lengths[random.IntN(len(g.lengths))] {
		if i > 0 {
			text.WriteByte(' ')
		}
		text.WriteString(g.words[word])
		next := g.follow[word]
		if len(next) == 0 {
			word = int32(random.IntN(len(g.words)))
			continue
		}
		word = next[random.IntN(len(next))]
	}
}
