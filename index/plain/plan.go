package plain

import (
	"regexp"
	"strings"

	"github.com/blevesearch/bleve/v2"
	blevequery "github.com/blevesearch/bleve/v2/search/query"

	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/index/terms"
)

// planner turns plans into bleve's queries; languages are those of the index.
type planner struct{ languages []string }

func (p planner) query(n terms.Node) blevequery.Query {
	switch n := n.(type) {
	case terms.Term:
		return p.term(n)
	case terms.Phrase:
		return &nearQuery{phrase: n, planner: p}
	case terms.Keyed:
		return silent(keyed(n))
	case terms.Range:
		return silent(ranged(n))
	case terms.And:
		return bleve.NewConjunctionQuery(p.all(n.Nodes)...)
	case terms.Or:
		return bleve.NewDisjunctionQuery(p.all(n.Nodes)...)
	case terms.Not:
		b := bleve.NewBooleanQuery()
		b.AddMust(anyPassage())
		b.AddMustNot(p.query(n.Node))
		return b
	case terms.Boost:
		return boosted(p.query(n.Node), n.Factor)
	}
	return anyPassage()
}

func (p planner) all(nodes []terms.Node) []blevequery.Query {
	list := make([]blevequery.Query, len(nodes))
	for i, n := range nodes {
		list[i] = p.query(n)
	}
	return list
}

func anyPassage() blevequery.Query { return silent(termQuery(typeField, "p")) }

func termQuery(field, term string) blevequery.Query {
	q := bleve.NewTermQuery(term)
	q.SetField(field)
	return q
}

func boosted(q blevequery.Query, factor float64) blevequery.Query {
	if b, ok := q.(blevequery.BoostableQuery); ok {
		b.SetBoost(factor)
	}
	return q
}

// silent takes filters out of the score.
func silent(q blevequery.Query) blevequery.Query { return boosted(q, 0) }

// term matches a word as its mode says. Stems begin with a byte that no word has.
func (p planner) term(t terms.Term) blevequery.Query {
	field := wordField(t.Field)
	switch t.Mode {
	case query.Exact:
		return termQuery(field, t.Fold)
	case query.Prefix:
		q := bleve.NewPrefixQuery(t.Fold)
		q.SetField(field)
		return q
	case query.Wildcard:
		return patternQuery(field, t.Fold)
	case query.Fuzzy:
		q := bleve.NewFuzzyQuery(t.Fold)
		q.SetField(field)
		q.SetFuzziness(t.Distance)
		return q
	}
	list := []blevequery.Query{termQuery(field, t.Fold)}
	for _, l := range p.languages {
		list = append(list, termQuery(field, stemTerm(l, terms.Stem(l, t.Fold))))
	}
	return bleve.NewDisjunctionQuery(list...)
}

func patternQuery(field, pattern string) blevequery.Query {
	var b strings.Builder
	for i, r := range pattern {
		switch {
		case r == '*' && i == 0:
			b.WriteString(`([^\x01].*)?`)
		case r == '*':
			b.WriteString(`.*`)
		case r == '?':
			b.WriteString(`.`)
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	q := bleve.NewRegexpQuery(b.String())
	q.SetField(field)
	return q
}

func keyed(k terms.Keyed) blevequery.Query {
	field := keyPrefix + k.Field
	if info, _ := query.FieldNamed(k.Field); info.Type == query.Text {
		field = wordField(k.Field)
	}
	switch k.Mode {
	case query.Prefix:
		q := bleve.NewPrefixQuery(k.Value)
		q.SetField(field)
		return q
	case query.Wildcard:
		return patternQuery(field, k.Value)
	}
	return termQuery(field, k.Value)
}

func ranged(r terms.Range) blevequery.Query {
	yes := true
	q := bleve.NewTermRangeInclusiveQuery(r.From, r.To, &yes, &yes)
	q.SetField(keyPrefix + r.Field)
	return q
}
