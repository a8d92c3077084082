package bench

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/index/terms"
)

// Query is a query of the mix and what kind it is.
type Query struct {
	Kind    string // words, phrase, boolean, prefix, facets, deep
	Request index.Request
}

// facetsShown are those of the search page.
var facetsShown = []string{"country", "issue"}

// Mix returns n queries of each kind over the words that g has seen: common ones
// (the hundred most frequent of five letters or more), middling and rare ones.
// All ask for 20 hits with marks and two facets, as the search page does.
func (g *Grower) Mix(seed uint64, n int) []Query {
	random := rand.New(rand.NewPCG(seed, 3))
	words := g.byFrequency()
	if len(words) == 0 {
		return nil
	}
	common, middling, rare := words[:min(100, len(words))], slice(words, 100, 1500), slice(words, 1500, 10_000)
	one := func(list []string) string { return list[random.IntN(len(list))] }
	country := func() string {
		for range 100 {
			if list := g.metas[random.IntN(len(g.metas))].Countries; len(list) > 0 {
				return list[random.IntN(len(list))]
			}
		}
		return "BRA"
	}
	var mix []Query
	add := func(kind, text string, offset int) {
		parsed, err := query.Parse(text)
		if err != nil {
			parsed = query.Word{Text: "law"} // a word of the corpus with operators in it
		}
		mix = append(mix, Query{kind, index.Request{Query: parsed, Limit: 20, Offset: offset, Facets: facetsShown, Highlights: true}})
	}
	for range n {
		add("words", one(common)+" "+one(middling), 0)
		add("words", one(middling)+" "+one(rare), 0)
		first := one(common)
		add("phrase", `"`+first+" "+g.after(first, random)+`"`, 0)
		add("boolean", fmt.Sprintf("(%s OR %s) -%s country:%s year:2005..2015", one(common), one(middling), one(middling), country()), 0)
		add("prefix", one(middling)[:4]+"*", 0)
		add("facets", "country:"+country(), 0)
		add("deep", one(common)+" OR "+one(common), 5000)
	}
	return mix
}

func slice(words []string, from, to int) []string {
	from = min(from, max(0, len(words)-1))
	return words[from:min(to, len(words))]
}

// byFrequency returns the words of five ASCII letters or more, most frequent first.
func (g *Grower) byFrequency() []string {
	counts := map[string]int{}
	for n, followers := range g.follow {
		for _, token := range terms.Tokens(g.words[n]) {
			word := terms.Fold(token.Span.Of(g.words[n]))
			if len(word) >= 5 && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == "" {
				counts[word] += 1 + len(followers)
			}
		}
	}
	words := make([]string, 0, len(counts))
	for word := range counts {
		words = append(words, word)
	}
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	return words
}

// after returns a word that follows word in the texts seen.
func (g *Grower) after(word string, random *rand.Rand) string {
	for _, form := range []string{word, strings.ToUpper(word[:1]) + word[1:]} {
		if n, ok := g.numbers[form]; ok && len(g.follow[n]) > 0 {
			next := g.words[g.follow[n][random.IntN(len(g.follow[n]))]]
			return strings.NewReplacer(`"`, "", `\`, "", "*", "", "?", "", "~", "").Replace(next)
		}
	}
	return "law"
}

// Times are the times that the queries of one kind took, sorted.
type Times struct {
	Kind  string
	Taken []time.Duration
	Hits  int // of all queries together
}

// Percentile returns the time within which a share of the queries was answered.
func (t Times) Percentile(share float64) time.Duration {
	if len(t.Taken) == 0 {
		return 0
	}
	return t.Taken[min(len(t.Taken)-1, int(share*float64(len(t.Taken))))]
}

// Measure runs the mix once, one query after the other, and returns the times of
// each kind and, first, of all.
func Measure(ctx context.Context, r index.Reader, mix []Query) ([]Times, error) {
	all := Times{Kind: "all"}
	kinds := map[string]*Times{}
	var order []string
	for _, q := range mix {
		start := time.Now()
		result, err := r.Search(ctx, q.Request)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", q.Request.Query, err)
		}
		taken := time.Since(start)
		t := kinds[q.Kind]
		if t == nil {
			t = &Times{Kind: q.Kind}
			kinds[q.Kind] = t
			order = append(order, q.Kind)
		}
		for _, to := range []*Times{&all, t} {
			to.Taken = append(to.Taken, taken)
			to.Hits += result.Total
		}
	}
	times := []Times{all}
	for _, kind := range order {
		times = append(times, *kinds[kind])
	}
	for _, t := range times {
		slices.Sort(t.Taken)
	}
	return times, nil
}
