package indextest

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/index/terms"
	"github.com/haki-project/haki/pipeline"
)

// Scan returns the passages of docs that match n, as document:passage in the
// order of index.Reader.Each. It reads every passage and uses no index.
func Scan(n query.Node, docs []*pipeline.Document) []string {
	docs = slices.SortedFunc(slices.Values(docs), func(a, b *pipeline.Document) int {
		return cmp.Or(cmp.Compare(a.URI, b.URI), cmp.Compare(a.ID, b.ID))
	})
	var ids []string
	stems := map[[2]string]string{}
	for _, d := range docs {
		for i := range d.Passages {
			if (scanned{d, &d.Passages[i], stems}).matches(n) {
				ids = append(ids, string(d.ID)+":"+d.Passages[i].ID)
			}
		}
	}
	return ids
}

// scanned is a passage under the eyes of Scan.
type scanned struct {
	d     *pipeline.Document
	p     *pipeline.Passage
	stems map[[2]string]string // by language and fold
}

func (s scanned) matches(n query.Node) bool {
	switch n := n.(type) {
	case query.And:
		return !slices.ContainsFunc(n.Nodes, func(n query.Node) bool { return !s.matches(n) })
	case query.Or:
		return slices.ContainsFunc(n.Nodes, s.matches)
	case query.Not:
		return !s.matches(n.Node)
	case query.Boost:
		return s.matches(n.Node)
	case query.Word:
		return s.has(s.d.PassageText(s.p), query.Phrase{Words: []query.Word{n}})
	case query.Phrase:
		return s.has(s.d.PassageText(s.p), n)
	case query.Field:
		return s.field(n)
	case query.Range:
		return s.ranged(n)
	}
	return true
}

// has tries every place of every word: n nested loops.
func (s scanned) has(text string, p query.Phrase) bool {
	var words []string
	for _, token := range terms.Tokens(text) {
		words = append(words, token.Span.Of(text))
	}
	return s.from(words, p, nil)
}

func (s scanned) from(words []string, p query.Phrase, taken []int) bool {
	if len(taken) == len(p.Words) {
		first, last := slices.Min(taken), slices.Max(taken)
		return last-first+1-len(taken) <= p.Slop
	}
	for i, word := range words {
		if slices.Contains(taken, i) || (p.Ordered || p.Slop == 0) && len(taken) > 0 && i < taken[len(taken)-1] {
			continue
		}
		if s.same(p.Words[len(taken)], word) && s.from(words, p, append(slices.Clone(taken), i)) {
			return true
		}
	}
	return false
}

// same reports whether a word of the text is what w asks for. It knows what the
// random queries use: words, exact words, prefixes.
func (s scanned) same(w query.Word, word string) bool {
	asked, fold := terms.Fold(w.Text), terms.Fold(word)
	switch w.Mode {
	case query.Exact:
		return asked == fold
	case query.Prefix:
		return strings.HasPrefix(fold, asked)
	}
	return asked == fold || s.stem(asked) == s.stem(fold)
}

func (s scanned) stem(fold string) string {
	key := [2]string{terms.Language(s.d.Language), fold}
	if _, known := s.stems[key]; !known {
		s.stems[key] = terms.Stem(key[0], fold)
	}
	return s.stems[key]
}

// values are the whole values of a field.
func (s scanned) values(field string) (values []string) {
	switch field {
	case "country":
		return s.d.Countries
	case "lang":
		return []string{s.d.Language}
	case "kind":
		return []string{string(s.d.Kind), string(s.p.Kind)}
	case "year":
		year, _, _ := strings.Cut(s.d.Date, "-")
		return []string{year}
	case "page":
		return []string{strconv.Itoa(s.p.Page)}
	case "issue":
		for _, t := range s.p.Tags {
			values = append(values, t.ID)
		}
	case "state", "status":
		for _, r := range s.d.Recommendations {
			if r.Passage == s.p.ID && field == "status" {
				values = append(values, r.Status)
			} else if r.Passage == s.p.ID {
				values = append(values, r.States...)
			}
		}
	}
	return values
}

func (s scanned) field(f query.Field) bool {
	if f.Name == "section" {
		w, _ := f.Value.(query.Word)
		return s.has(strings.Join(s.p.Section, "\n"), query.Phrase{Words: []query.Word{w}})
	}
	w, single := f.Value.(query.Word)
	return slices.ContainsFunc(s.values(f.Name), func(v string) bool {
		return v != "" && v != "0" && (!single || terms.Key(v, false) == terms.Key(w.Text, false))
	})
}

func (s scanned) ranged(r query.Range) bool {
	return slices.ContainsFunc(s.values(r.Field), func(v string) bool {
		n, err := strconv.Atoi(v)
		from, _ := strconv.Atoi(r.From)
		to, _ := strconv.Atoi(cmp.Or(r.To, "999999"))
		return err == nil && n > 0 && from <= n && n <= to
	})
}
