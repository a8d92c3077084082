package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
)

// perPage is how many hits a page shows; maxOffset how deep a person may page:
// beyond it an export serves better.
const (
	perPage   = 20
	maxOffset = 10_000
)

// searchPage is what the search page shows.
type searchPage struct {
	Query, Sort, View string
	Problem           string // of a query that cannot be read
	Total             int
	Offset, From, To  int
	Hits              []hit
	Facets            []facet
	Active            []facetValue // filters of the query, to be taken out
	Sorts, Views      []choice
	Years             years
	Next, Previous    string // addresses, "" for none
}

// choice is one of several ways to show the same.
type choice struct {
	Label, Href string
	On          bool
}

func (s *Server) search(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	if len(without(v, "q")) == 0 && strings.TrimSpace(v.Get("q")) == "" {
		return s.home(w, r)
	}
	if v.Has("from") || v.Has("to") {
		http.Redirect(w, r, spanned(v), http.StatusSeeOther)
		return nil
	}
	p := searchPage{Query: strings.TrimSpace(v.Get("q")), Sort: v.Get("sort"), View: v.Get("view")}
	p.Offset, _ = strconv.Atoi(v.Get("offset"))
	p.Offset = min(max(p.Offset, 0), maxOffset)
	res, err := s.find(r, &p)
	if err != nil {
		var bad problem
		if bad = problemOf(err); bad.Status != http.StatusBadRequest {
			return err
		}
		p.Problem = bad.Detail
		s.page(w, r, http.StatusBadRequest, "search.html", "Search", p)
		return nil
	}
	p.fill(v, res)
	s.page(w, r, http.StatusOK, "search.html", choose(p.Query == "", "Search", p.Query), p)
	return nil
}

func (s *Server) find(r *http.Request, p *searchPage) (*index.Result, error) {
	q, err := query.Parse(choose(p.Query == "", "*", p.Query))
	if err != nil {
		return nil, err
	}
	req := index.Request{Query: q, Limit: perPage, Offset: p.Offset, Sort: index.Sort(p.Sort), Facets: facets, FacetSize: facetSize, Highlights: true}
	if !slices.Contains([]index.Sort{"", index.ByRelevance, index.ByDate, index.ByDocument}, req.Sort) {
		req.Sort, p.Sort = index.ByRelevance, ""
	}
	if p.Query == "" && p.Sort == "" {
		req.Sort = index.ByDate
	}
	return s.Index.Search(r.Context(), req)
}

func (p *searchPage) fill(v url.Values, res *index.Result) {
	p.Total = res.Total
	p.From, p.To = min(p.Offset+1, res.Total), p.Offset+len(res.Hits)
	for i := range res.Hits {
		p.Hits = append(p.Hits, newHit(res.Hits[i], p.View))
	}
	rest := searchURL(without(v, "offset", "q"))
	for _, name := range facets {
		if name == "year" {
			p.Years = histogram(v, res.Facets[name])
		} else if f := newFacet(name, p.Query, rest, res.Facets[name]); len(f.Values) > 0 {
			p.Facets = append(p.Facets, f)
		}
	}
	p.choices(v)
	if p.Offset > 0 {
		p.Previous = with(v, "offset", strconv.Itoa(max(p.Offset-perPage, 0)))
	}
	if p.To < p.Total && p.To <= maxOffset {
		p.Next = with(v, "offset", strconv.Itoa(p.To))
	}
}

// choices are the orders and views, and what the query already filters by.
func (p *searchPage) choices(v url.Values) {
	first := without(v, "offset")
	add := func(list *[]choice, name, value, label, now string) {
		*list = append(*list, choice{label, with(first, name, value), now == value})
	}
	add(&p.Sorts, "sort", "", choose(p.Query == "", "Newest", "Best"), p.Sort)
	if p.Query != "" {
		add(&p.Sorts, "sort", "date", "Newest", p.Sort)
	}
	add(&p.Sorts, "sort", "document", "By document", p.Sort)
	add(&p.Views, "view", "", "Passages", choose(p.View == "kwic", "kwic", ""))
	add(&p.Views, "view", "kwic", "In context", p.View)
	for _, word := range words(p.Query) {
		field, value, ok := strings.Cut(word, ":")
		if _, known := facetNames[field]; ok && known {
			value = strings.Trim(value, `"`)
			p.Active = append(p.Active, facetValue{Value: value, Label: facetNames[field] + ": " + label(field, value), Href: with(first, "q", removed(p.Query, word))})
		}
	}
}
