package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/export"
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
	Problem           *unread // of a query that cannot be read
	Total             int
	Looked, Groups    int // where hits are grouped: passages looked at, and what they say
	Offset, From, To  int
	Hits              []hit
	Lines             []line // the hits as key words in context
	Facets            []facet
	Active            []facetValue // filters of the query, to be taken out
	Sorts, Views      []choice
	Years             years
	Next, Previous    string // addresses, "" for none
	Replay            export.Replay
	Hint              *hint
	Parts             []counted // what each part of a query finds that finds nothing
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
	found, err := s.find(r, &p)
	var bad *query.Error
	if errors.As(err, &bad) {
		p.Problem = newUnread(v, p.Query, bad)
		s.page(w, r, http.StatusBadRequest, "search.html", "Search", p)
		return nil
	}
	if err != nil {
		return err
	}
	p.fill(v, found)
	p.Hint = hintOf(p.Query)
	if found.Total == 0 {
		p.Parts = s.partsOf(r, p.Query)
	}
	if p.Replay, err = s.replay(choose(p.Query == "", "*", p.Query), found.Total); err != nil {
		return err
	}
	s.page(w, r, http.StatusOK, "search.html", choose(p.Query == "", "Search", p.Query), p)
	return nil
}

// The views beside that of passages.
const (
	groupedView = "grouped" // once what says the same
	kwicView    = "kwic"    // key words in context
)

// find searches for what a page shows.
func (s *Server) find(r *http.Request, p *searchPage) (*index.Grouped, error) {
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
	found, err := s.groupsOf(r.Context(), req, p.View == groupedView)
	if err == nil && p.View == groupedView {
		p.Looked, p.Groups = found.Looked, len(found.Groups)
		found.Groups = found.Page(p.Offset, perPage)
	}
	return found, err
}

// groupsOf searches for what says the same. Without grouping each hit asked for
// is a group of its own.
func (s *Server) groupsOf(ctx context.Context, req index.Request, grouped bool) (*index.Grouped, error) {
	if grouped {
		return index.SearchGrouped(ctx, s.Index, req)
	}
	res, err := s.Index.Search(ctx, req)
	if err != nil {
		return nil, err
	}
	found := &index.Grouped{Total: res.Total, Facets: res.Facets}
	for i := range res.Hits {
		found.Groups = append(found.Groups, index.Group{Hit: res.Hits[i]})
	}
	return found, nil
}

// replay says how a count came about.
func (s *Server) replay(q string, total int) (export.Replay, error) {
	hash, err := s.corpus.state()
	return export.Replay{Query: q, Total: total, Corpus: hash, Version: s.Version}, err
}

func (p *searchPage) fill(v url.Values, res *index.Grouped) {
	p.Total = res.Total
	all := choose(p.View == groupedView, p.Groups, res.Total)
	p.From, p.To = min(p.Offset+1, all), p.Offset+len(res.Groups)
	for i := range res.Groups {
		h := newHit(res.Groups[i].Hit)
		h.Versions = res.Groups[i].Versions
		p.Hits = append(p.Hits, h)
		if p.View == kwicView {
			p.Lines = append(p.Lines, linesOf(res.Groups[i].Hit)...)
		}
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
	if p.To < all && p.To <= maxOffset {
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
	view := p.View
	if view != kwicView && view != groupedView {
		view = ""
	}
	add(&p.Views, "view", "", "Passages", view)
	add(&p.Views, "view", groupedView, "Grouped", view)
	add(&p.Views, "view", kwicView, "In context", view)
	for _, word := range words(p.Query) {
		field, value, ok := strings.Cut(word, ":")
		if _, known := facetNames[field]; ok && known {
			value = strings.Trim(value, `"`)
			p.Active = append(p.Active, facetValue{Value: value, Label: facetNames[field] + ": " + label(field, value), Href: with(first, "q", removed(p.Query, word))})
		}
	}
}
