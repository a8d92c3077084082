package indextest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// Words of random texts: few, so that random phrases are found; with inflections
// and capitals, so that stems and exact words differ.
var randomWords = strings.Fields("right rights Rights human child children torture tortured law laws of the and state State states fair trial trials ratify ratified")

var randomSchemes = []string{"torture", "fair-trial", "children", "laws"}

func pick[T any](random *rand.Rand, list []T) T { return list[random.IntN(len(list))] }

// RandomDocuments makes n documents of a seed.
func RandomDocuments(seed uint64, n int) []*pipeline.Document {
	random := rand.New(rand.NewPCG(seed, 1))
	docs := make([]*pipeline.Document, n)
	for i := range docs {
		meta := pipeline.Metadata{
			Kind: pick(random, pipeline.Kinds), Language: pick(random, []string{"en", "en", "fr", "xx"}),
			Date: fmt.Sprintf("%d-%02d-01", 2008+random.IntN(6), 1+random.IntN(12)),
		}
		for _, country := range []string{"BRA", "ARG", "KAZ"} {
			if random.IntN(3) == 0 {
				meta.Countries = append(meta.Countries, country)
			}
		}
		paragraphs := make([]paragraph, random.IntN(12))
		for k := range paragraphs {
			paragraphs[k] = randomParagraph(random, k)
		}
		docs[i] = newDocument(pipeline.ID(fmt.Sprintf("d%03d", i)), fmt.Sprintf("f%d.txt", random.IntN(n)), meta, paragraphs...)
	}
	return docs
}

func randomParagraph(random *rand.Rand, k int) paragraph {
	words := make([]string, random.IntN(14))
	for i := range words {
		words[i] = pick(random, randomWords)
	}
	p := paragraph{number: fmt.Sprint(k + 1), page: random.IntN(4), text: strings.Join(words, " "), section: []string{pick(random, randomWords)}}
	for _, id := range randomSchemes {
		if random.IntN(4) == 0 {
			p.tags = append(p.tags, tag("upr-issues", id))
		}
	}
	if random.IntN(4) == 0 {
		p.kind = pipeline.Recommended
		p.rec = &pipeline.Recommendation{States: []string{pick(random, []string{"PRT", "ESP"})}, Status: pick(random, []string{"supported", "noted"})}
	}
	return p
}

// randomQueries makes n queries of a seed.
func randomQueries(seed uint64, n int) []query.Node {
	random := rand.New(rand.NewPCG(seed, 2))
	queries := make([]query.Node, n)
	for i := range queries {
		queries[i] = randomNode(random, 3)
	}
	return queries
}

func randomNode(random *rand.Rand, depth int) query.Node {
	if depth > 0 {
		switch random.IntN(6) {
		case 0:
			return query.And{Nodes: randomNodes(random, depth-1)}
		case 1:
			return query.Or{Nodes: randomNodes(random, depth-1)}
		case 2:
			return query.Not{Node: randomNode(random, depth-1)}
		case 3:
			return query.Boost{Node: randomNode(random, depth-1), Factor: 2}
		}
	}
	switch random.IntN(5) {
	case 0:
		return randomPhrase(random)
	case 1:
		return randomField(random)
	}
	return randomWord(random)
}

func randomNodes(random *rand.Rand, depth int) []query.Node {
	nodes := make([]query.Node, 2+random.IntN(2))
	for i := range nodes {
		nodes[i] = randomNode(random, depth)
	}
	return nodes
}

func randomWord(random *rand.Rand) query.Word {
	w := query.Word{Text: strings.ToLower(pick(random, randomWords))}
	switch random.IntN(6) {
	case 0:
		w.Mode = query.Exact
	case 1:
		w.Mode, w.Text = query.Prefix, w.Text[:1+random.IntN(len(w.Text))]
	}
	return w
}

func randomPhrase(random *rand.Rand) query.Phrase {
	p := query.Phrase{Slop: max(0, random.IntN(6)-2), Ordered: random.IntN(2) == 0}
	for range 2 + random.IntN(2) {
		p.Words = append(p.Words, randomWord(random))
	}
	return p
}

func randomField(random *rand.Rand) query.Node {
	value := func(name string, values ...string) query.Node {
		return query.Field{Name: name, Value: query.Word{Text: pick(random, values)}}
	}
	switch random.IntN(9) {
	case 0:
		return value("country", "BRA", "ARG", "KAZ", "USA")
	case 1:
		return value("kind", "law", "speech", "recommendation", "paragraph")
	case 2:
		return value("issue", randomSchemes...)
	case 3:
		return value("state", "PRT", "ESP")
	case 4:
		return value("lang", "en", "fr", "xx")
	case 5:
		return query.Range{Field: "year", From: "2009", To: pick(random, []string{"2009", "2011", ""})}
	case 6:
		return query.Field{Name: pick(random, []string{"country", "issue", "state", "page"}), Value: query.All{}}
	case 7:
		return query.Field{Name: "section", Value: randomWord(random)}
	}
	return query.Range{Field: "page", From: pick(random, []string{"", "1"}), To: "2"}
}

// facetsChecked are the facets whose counts testRandom checks.
var facetsChecked = []string{"country", "kind", "issue", "state", "status", "lang", "year"}

// testRandom checks against Scan: what Each yields, that Total is as many, that
// every count of a facet is the Total with that filter added, and that marks lie
// in their text.
func testRandom(t *testing.T, b Backend) {
	docs := RandomDocuments(1, 150)
	r := filled(t, b, docs...)
	n := b.Random
	switch {
	case testing.Short():
		n = 300
	case n == 0:
		n = 10_000
	}
	for i, q := range randomQueries(3, n) {
		want := Scan(q, docs)
		if got := all(t, r, q); !slices.Equal(got, want) {
			t.Fatalf("%s: Each = %v\nscan %v", q, got, want)
		}
		request := index.Request{Query: q, Limit: 3, Highlights: true}
		if i%20 == 0 {
			request.Facets = facetsChecked
		}
		result := search(t, r, request)
		if result.Total != len(want) {
			t.Fatalf("%s: Total = %d, scan %d", q, result.Total, len(want))
		}
		checkMarks(t, q, result.Hits)
		checkFacets(t, r, q, result)
	}
}

func checkMarks(t *testing.T, q query.Node, hits []index.Hit) {
	t.Helper()
	for _, h := range hits {
		end := 0
		for _, m := range h.Marks {
			if m[0] < end || m[1] <= m[0] || m[1] > len(h.Text) {
				t.Fatalf("%s: marks %v of a text of %d bytes", q, h.Marks, len(h.Text))
			}
			end = m[1]
		}
	}
}

func checkFacets(t *testing.T, r index.Reader, q query.Node, result *index.Result) {
	t.Helper()
	for field, counts := range result.Facets {
		for _, c := range counts {
			filtered := search(t, r, index.Request{Query: query.Filter(q, field, c.Value)})
			if filtered.Total != c.Count {
				t.Fatalf("%s: facet %s counts %d of %s, the filter finds %d", q, field, c.Count, c.Value, filtered.Total)
			}
		}
	}
}
