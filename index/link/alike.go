package link

import (
	"strings"
	"unicode"

	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// alikeWords bounds the words asked for: the index ranks by how rare they are,
// and a passage's first words say what it is about.
const alikeWords = 40

// Alike asks for any of the words of a passage, in every other passage.
func Alike(r pipeline.PassageRecord) query.Node {
	seen := map[string]bool{}
	var words []query.Node
	for _, w := range strings.FieldsFunc(r.Text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsMark(c) }) {
		if w = strings.ToLower(w); len(w) < 4 && w[0] < 0x80 || seen[w] || len(words) == alikeWords {
			continue
		}
		seen[w] = true
		words = append(words, query.Word{Text: w})
	}
	self := query.Field{Name: "id", Value: query.Word{Text: r.ID}}
	return query.Simplify(query.And{Nodes: []query.Node{query.Or{Nodes: words}, query.Not{Node: self}}})
}
