package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// perPage is how many hits a page shows; maxOffset how deep a person may page:
// beyond it an export serves better.
const (
	perPage   = 20
	maxOffset = 10_000
)

// facets are counted beside the hits, in the order in which they are shown.
var facets = []string{"kind", "country", "year", "right", "issue", "group", "sdg", "status", "cycle", "lang"}

// facetNames are their headings.
var facetNames = map[string]string{
	"kind": "Kind", "country": "Country", "year": "Year", "right": "Right", "issue": "UPR issue", "group": "Persons concerned",
	"sdg": "Goal", "status": "Answer", "cycle": "UPR cycle", "lang": "Language",
}

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
	Years             []bar
	Wide, First, Last int    // of the histogram: its width, and years
	Next, Previous    string // addresses, "" for none
}

// choice is one of several ways to show the same.
type choice struct {
	Label, Href string
	On          bool
}

type hit struct {
	index.Hit
	Parts []part // the text, cut at its marks
	Left  []part // for key words in context
	Mark  string
	Right []part
}

// part is a stretch of text, marked or not.
type part struct {
	Text   string
	Marked bool
}

type facet struct {
	Name, Title string
	Values      []facetValue
}

type facetValue struct {
	Value, Label string
	Count        int
	Href         string
	On           bool // the query has it already; Href takes it out
}

func (s *Server) search(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
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
	req := index.Request{Query: q, Limit: perPage, Offset: p.Offset, Sort: index.Sort(p.Sort), Facets: facets, FacetSize: 60, Highlights: true}
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
	for _, name := range facets {
		if name == "year" {
			p.histogram(v, res.Facets[name])
		} else if f := newFacet(name, p.Query, v, res.Facets[name]); len(f.Values) > 0 {
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

// words cuts a query at its spaces, but not within quotation marks or brackets.
func words(q string) (list []string) {
	depth, quoted, from := 0, false, 0
	for i, c := range q + " " {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ' ' && depth <= 0:
			if i > from {
				list = append(list, q[from:i])
			}
			from = i + 1
		}
	}
	return list
}

// removed is a query without one of its words.
func removed(q, word string) string {
	list := words(q)
	if i := slices.Index(list, word); i >= 0 {
		list = slices.Delete(list, i, i+1)
	}
	return strings.Join(list, " ")
}

// spanned is the address of the search with the span of years of a form in its query.
func spanned(v url.Values) string {
	from, to := yearOf(v.Get("from")), yearOf(v.Get("to"))
	q := withoutYear(v.Get("q"))
	if from+to != "" {
		q = grouped(q) + "year:" + from + choose(from == to, "", ".."+to)
	}
	return with(without(v, "from", "to", "offset"), "q", q)
}

func withoutYear(q string) string {
	for _, word := range words(q) {
		if strings.HasPrefix(word, "year:") {
			q = removed(q, word)
		}
	}
	return q
}

func yearOf(s string) string {
	if n, err := strconv.Atoi(s); err != nil || n < 1000 || n > 9999 {
		return ""
	}
	return s
}

// without is a copy that lacks some names.
func without(v url.Values, names ...string) url.Values {
	kept := url.Values{}
	for k, list := range v {
		if !slices.Contains(names, k) {
			kept[k] = list
		}
	}
	return kept
}

// with is the address with one value changed.
func with(v url.Values, name, value string) string {
	changed := without(v)
	if value == "" {
		changed.Del(name)
	} else {
		changed.Set(name, value)
	}
	return "/?" + changed.Encode()
}

const (
	shownValues = 12
	textLimit   = 700 // bytes of a hit's text before it is cut
	aroundMark  = 70  // bytes each side in the view of key words in context
)

func newFacet(name, q string, v url.Values, counts []index.Count) facet {
	f := facet{Name: name, Title: facetNames[name]}
	clean := without(v, "offset")
	has := words(q)
	for _, c := range counts {
		if len(f.Values) == shownValues {
			break
		}
		term := name + ":" + quoted(c.Value)
		value := facetValue{Value: c.Value, Label: label(name, c.Value), Count: c.Count, On: slices.Contains(has, term)}
		if value.On {
			value.Href = with(clean, "q", removed(q, term))
		} else {
			value.Href = with(clean, "q", grouped(q)+term)
		}
		f.Values = append(f.Values, value)
	}
	return f
}

// grouped makes a query ready for a filter behind it: OR binds looser than a space.
func grouped(q string) string {
	switch {
	case q == "":
		return ""
	case strings.Contains(q, " OR ") && !strings.HasPrefix(q, "("):
		return "(" + q + ") "
	}
	return q + " "
}

// quoted is a value as the query language takes it.
func quoted(value string) string {
	if strings.ContainsAny(value, " \"()") {
		return `"` + strings.ReplaceAll(value, `"`, "") + `"`
	}
	return value
}

// label is a value of a facet as people read it.
func label(field, value string) string {
	switch field {
	case "country":
		return stateName(value)
	case "lang":
		if name, ok := languages[value]; ok {
			return name
		}
	case "sdg":
		return "Goal " + value
	case "cycle":
		return "Cycle " + value
	}
	if value == "" {
		return "—"
	}
	value = humanly(value)
	return strings.ToUpper(value[:1]) + value[1:]
}

// humanly writes the ID of a tag or kind as people do.
func humanly(id string) string {
	parts := strings.FieldsFunc(id, func(c rune) bool { return c == '-' })
	for i, w := range parts {
		if as, ok := written[w]; ok {
			parts[i] = as
		}
	}
	if len(parts) == 0 {
		return id
	}
	return strings.Join(parts, " ")
}

// written are the words of IDs that are not written as they stand there.
var written = map[string]string{
	"upr": "UPR", "un": "UN", "cid": "CID", "nhri": "NHRI", "esc": "ESC", "hiv": "HIV", "aids": "AIDS", "sdg": "SDG", "lgbt": "LGBT", "lgbti": "LGBTI",
	"sogi": "SOGI", "ngo": "NGO", "ngos": "NGOs", "icc": "ICC", "womens": "women’s", "childrens": "children’s", "peoples": "peoples’", "idps": "IDPs",
}

var languages = map[string]string{"en": "English", "fr": "French", "es": "Spanish", "ru": "Russian", "ar": "Arabic", "zh": "Chinese", "de": "German", "pt": "Portuguese"}

func newHit(h index.Hit, view string) hit {
	out := hit{Hit: h}
	text, marks := h.Text, h.Marks
	if view == "kwic" {
		out.context(text, marks)
		return out
	}
	if len(text) > textLimit {
		text, marks = shorten(text, marks, textLimit)
	}
	out.Parts = cutAt(text, marks)
	return out
}

// context puts the first mark in the middle of a line.
func (h *hit) context(text string, marks []pipeline.Span) {
	m := pipeline.Span{0, 0}
	if len(marks) > 0 {
		m = marks[0]
	}
	from, to := back(text, m[0]-aroundMark), back(text, m[1]+aroundMark)
	h.Left = []part{{Text: text[from:m[0]]}}
	h.Mark = m.Of(text)
	h.Right = []part{{Text: text[m[1]:to]}}
}

// back returns the beginning of the rune at i, kept within text.
func back(text string, i int) int {
	i = min(max(i, 0), len(text))
	for i > 0 && i < len(text) && text[i]&0xC0 == 0x80 {
		i--
	}
	return i
}

// shorten cuts text to n bytes around its first mark.
func shorten(text string, marks []pipeline.Span, n int) (string, []pipeline.Span) {
	start := 0
	if len(marks) > 0 {
		start = back(text, marks[0][0]-n/3)
	}
	end := back(text, start+n)
	var kept []pipeline.Span
	head := choose(start > 0, "… ", "")
	for _, m := range marks {
		if m[0] >= start && m[1] <= end {
			kept = append(kept, pipeline.Span{m[0] - start + len(head), m[1] - start + len(head)})
		}
	}
	return head + text[start:end] + choose(end < len(text), " …", ""), kept
}

// cutAt cuts a text at its marks; marks that overlap or lie outside are left out.
func cutAt(text string, marks []pipeline.Span) []part {
	var parts []part
	at := 0
	for _, m := range marks {
		if m[0] < at || m[1] > len(text) || m[1] <= m[0] {
			continue
		}
		if m[0] > at {
			parts = append(parts, part{Text: text[at:m[0]]})
		}
		parts = append(parts, part{Text: m.Of(text), Marked: true})
		at = m[1]
	}
	return append(parts, part{Text: text[at:]})
}
