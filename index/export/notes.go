package export

import (
	"strings"
	"unicode/utf8"

	"github.com/haki-project/haki/pipeline"
)

// A note is a tag or a reference on a stretch of a passage, as annotation tools
// have it: one code, one span.
type note struct {
	scheme  string // of the code: a tag's scheme, or "reference"
	code    string // id within the scheme, or kind of reference
	label   string // what a person reads
	target  string // of a reference, with its pinpoints
	address string // where a reference leads
	by      string
	score   float64
	span    pipeline.Span // bytes of the passage's text
}

// name is the code with its scheme: rights:torture, reference:treaty.
func (n note) name() string { return n.scheme + ":" + n.code }

// notes returns the tags and references of a passage in their order. A tag is
// on the whole passage: its spans are only what weighed most.
func notes(p *pipeline.Passage, text string) []note {
	var list []note
	for _, t := range p.Tags {
		list = append(list, note{scheme: t.Scheme, code: t.ID, label: t.Label, by: t.By, score: t.Score, span: pipeline.Span{0, len(text)}})
	}
	for _, r := range p.References {
		target := strings.Join(append([]string{r.Target}, r.Pinpoints...), " ")
		list = append(list, note{scheme: "reference", code: r.Kind, label: target, target: target, address: addressOf(r), by: r.By, score: r.Score, span: pipeline.Span{r.Start, r.End}})
	}
	return list
}

// runesAt converts rising or falling byte offsets of a text to offsets in
// Unicode code points, reading the text once where they rise.
type runesAt struct {
	text  string
	at    int
	runes int
}

func (r *runesAt) offset(to int) int {
	if to < r.at {
		r.at, r.runes = 0, 0
	}
	r.runes += utf8.RuneCountInString(r.text[r.at:to])
	r.at = to
	return r.runes
}
