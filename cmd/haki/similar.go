package main

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

func newSimilar(a *app) *cobra.Command {
	var o searchOptions
	c := &cobra.Command{
		Use:     "similar DOC:PASSAGE",
		Short:   "Passages that say something alike, best first",
		Example: `  haki similar A/HRC/21/11:119.10`,
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return runSimilar(c.Context(), a, o, args[0]) },
	}
	f := c.Flags()
	f.IntVar(&o.limit, "limit", 10, "passages shown")
	f.BoolVar(&o.json, "json", false, "one JSON object: query, total, hits")
	return c
}

func runSimilar(ctx context.Context, a *app, o searchOptions, name string) error {
	d, p, err := a.find(name)
	if err != nil {
		return err
	}
	if p == nil {
		return fmt.Errorf("%w: name a passage, as %s:12", errUsage, name)
	}
	r, err := a.reader()
	if err != nil {
		return err
	}
	defer r.Close()
	q := alike(d, p)
	res, err := r.Search(ctx, index.Request{Query: q, Limit: o.limit, Highlights: true})
	if err != nil {
		return err
	}
	if o.json {
		return printResultJSON(a, q.String(), res)
	}
	printResult(newScreen(a.stdout), o, res)
	return nil
}

// alikeWords bounds the words asked for: the index ranks by how rare they are,
// and a passage's first words say what it is about.
const alikeWords = 40

// alike asks for any of the words of a passage, in every other passage.
func alike(d *pipeline.Document, p *pipeline.Passage) query.Node {
	seen := map[string]bool{}
	var words []query.Node
	for _, w := range strings.FieldsFunc(body(d, p), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		if w = strings.ToLower(w); len(w) < 4 && w[0] < 0x80 || seen[w] || len(words) == alikeWords {
			continue
		}
		seen[w] = true
		words = append(words, query.Word{Text: w})
	}
	self := query.Field{Name: "id", Value: query.Word{Text: string(d.ID) + ":" + p.ID}}
	return query.Simplify(query.And{Nodes: []query.Node{query.Or{Nodes: words}, query.Not{Node: self}}})
}
