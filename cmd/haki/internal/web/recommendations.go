package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/export"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// recommendationsPage is what was recommended to one State, or to two side by side.
type recommendationsPage struct {
	recommendationFilter
	States   []facetValue // that have been reviewed
	Lists    lists        // to filter by
	Records  []record
	All      int // before filters
	Matching int
	Left     timeline
	Right2   *timeline // of the State compared with
	Heat     heat
	Compared *comparison
	Exports  []exportAs
}

// recommendationFilter is the address of the page, read.
type recommendationFilter struct {
	State, Versus      string
	Cycle              int
	Status, From       string // answer, recommending State
	Issue, Right, Goal string
	By                 string // rights or issues: the rows of the heat map and of the comparison
	values             url.Values
}

// record is a recommendation with the address it is read at.
type record struct {
	pipeline.RecommendationRecord
	Href     string
	Evidence string
	Chips    []chip
	Goals    []string
}

// Said is the State’s answer, "no answer" where it gave none.
func (r record) Said() string { return cmp.Or(r.Position(), noAnswer) }

const noAnswer = "no answer"

// statuses are the answers in the order in which people are shown them.
var statuses = []string{"supported", "implemented", "pending", "noted", "rejected", noAnswer}

const maxRecords = 600

// schemesBy are the schemes of tags that the page can count by.
var schemesBy = map[string]string{"rights": "rights", "issues": "upr-issues"}

func newFilter(v url.Values) recommendationFilter {
	f := recommendationFilter{
		State: v.Get("country"), Versus: v.Get("vs"), Status: v.Get("status"), From: v.Get("from"),
		Issue: v.Get("issue"), Right: v.Get("right"), Goal: v.Get("sdg"), By: v.Get("by"), values: v,
	}
	f.Cycle, _ = strconv.Atoi(v.Get("cycle"))
	if schemesBy[f.By] == "" {
		f.By = "issues"
	}
	if f.Versus == f.State {
		f.Versus = ""
	}
	return f
}

// At is the address of this page with some values changed, given in turn.
func (f recommendationFilter) At(path string, parts ...any) string {
	v := without(f.values)
	for i := 0; i+1 < len(parts); i += 2 {
		v.Set(fmt.Sprint(parts[i]), fmt.Sprint(parts[i+1]))
	}
	return path + "?" + v.Encode()
}

// Kept are the values of the address, for a form to carry them along.
func (f recommendationFilter) Kept() map[string]string {
	kept := map[string]string{}
	for k := range f.values {
		if v := f.values.Get(k); v != "" && k != "as" && k != "zip" {
			kept[k] = v
		}
	}
	return kept
}

// TagField is the filter that the rows of the heat map set.
func (f recommendationFilter) TagField() string { return strings.TrimSuffix(f.By, "s") }

// Chosen is the value of that filter.
func (f recommendationFilter) Chosen() string { return choose(f.By == "rights", f.Right, f.Issue) }

func (f recommendationFilter) keeps(r record) bool {
	return (f.Cycle == 0 || r.Cycle == f.Cycle) && (f.Status == "" || r.Said() == f.Status) &&
		(f.From == "" || slices.Contains(r.States, f.From)) && (f.Goal == "" || slices.Contains(r.Goals, f.Goal)) &&
		(f.Issue == "" || r.has("upr-issues", f.Issue)) && (f.Right == "" || r.has("rights", f.Right))
}

func (r record) has(scheme, tag string) bool {
	return slices.ContainsFunc(r.Tags, func(t pipeline.Tag) bool { return t.Scheme == scheme && t.ID == tag })
}

func (s *Server) recommendations(w http.ResponseWriter, r *http.Request) error {
	p := recommendationsPage{recommendationFilter: newFilter(r.URL.Query()), Exports: exportsOf(export.Recommendations)}
	var err error
	if p.States, err = s.reviewed(r.Context()); err != nil {
		return err
	}
	title := "Recommendations"
	if p.State != "" {
		title += " to " + stateName(p.State)
		if err := s.fillRecommendations(r.Context(), &p); err != nil {
			return err
		}
	}
	s.page(w, r, http.StatusOK, "recommendations.html", title, p)
	return nil
}

// reviewed lists the States to which the corpus has recommendations.
func (s *Server) reviewed(ctx context.Context) ([]facetValue, error) {
	q := query.Field{Name: "kind", Value: query.Word{Text: string(pipeline.KindUPRReport)}}
	res, err := s.Index.Search(ctx, index.Request{Query: q, Facets: []string{"country"}, FacetSize: 300})
	if err != nil {
		return nil, err
	}
	var list []facetValue
	for _, c := range res.Facets["country"] {
		list = append(list, facetValue{Value: c.Value, Label: stateName(c.Value), Count: c.Count})
	}
	slices.SortFunc(list, func(a, b facetValue) int { return strings.Compare(a.Label, b.Label) })
	return list, nil
}

func (s *Server) fillRecommendations(ctx context.Context, p *recommendationsPage) error {
	all, err := s.recordsOf(ctx, p.State)
	if err != nil {
		return err
	}
	scheme := schemesBy[p.By]
	p.All, p.Left, p.Heat, p.Lists = len(all), newTimeline(p.State, all), heatOf(all, scheme), listsOf(all)
	kept := kept(all, p.recommendationFilter)
	p.Matching, p.Records = len(kept), kept[:min(len(kept), maxRecords)]
	if p.Versus == "" {
		return nil
	}
	other, err := s.recordsOf(ctx, p.Versus)
	if err != nil {
		return err
	}
	right := newTimeline(p.Versus, other)
	p.Right2, p.Compared = &right, compare(all, other, p.recommendationFilter)
	return nil
}

func kept(all []record, f recommendationFilter) (list []record) {
	for _, r := range all {
		if f.keeps(r) {
			list = append(list, r)
		}
	}
	return list
}

// eachReport calls yield with every report on a State, with what addenda answered.
func (s *Server) eachReport(ctx context.Context, state string, yield func(*pipeline.Document) error) error {
	q := query.And{Nodes: []query.Node{
		query.Field{Name: "country", Value: query.Word{Text: state}},
		query.Field{Name: "kind", Value: query.Word{Text: string(pipeline.KindUPRReport)}},
	}}
	store, links, err := s.corpus.linked()
	if err != nil {
		return err
	}
	var last pipeline.ID
	return s.Index.Each(ctx, q, func(ref index.Ref) error {
		if ref.Document == last {
			return nil
		}
		last = ref.Document
		d, err := store.Document(ref.Document)
		if err == nil {
			err = links.Resolve(d)
		}
		if err != nil {
			return err
		}
		return yield(d)
	})
}

// recordsOf reads the recommendations to a State out of its reports, the newest cycle first.
func (s *Server) recordsOf(ctx context.Context, state string) ([]record, error) {
	var list []record
	err := s.eachReport(ctx, state, func(d *pipeline.Document) error {
		for i := range d.Recommendations {
			if !d.Recommendations[i].Pledge {
				list = append(list, newRecord(d, i))
			}
		}
		return nil
	})
	slices.SortStableFunc(list, func(a, b record) int { return cmp.Compare(b.Cycle, a.Cycle) })
	return list, err
}

func newRecord(d *pipeline.Document, i int) record {
	r := d.RecommendationRecord(i)
	return record{
		RecommendationRecord: r, Href: passageURL(d.ID, r.Passage), Evidence: fmt.Sprintf("/evidence?doc=%s&n=%d", d.ID, i),
		Chips: chips(append(tagged(r.Tags, "upr-issues"), tagged(r.Tags, "rights")...)), Goals: goals(r.Tags),
	}
}

func tagged(tags []pipeline.Tag, scheme string) []pipeline.Tag {
	var list []pipeline.Tag
	for _, t := range tags {
		if t.Scheme == scheme {
			list = append(list, t)
		}
	}
	return list
}

// goals are the Sustainable Development Goals of tags, without their targets.
func goals(tags []pipeline.Tag) []string {
	var list []string
	for _, t := range tagged(tags, "sdg") {
		if goal, _, _ := strings.Cut(t.ID, "."); !slices.Contains(list, goal) {
			list = append(list, goal)
		}
	}
	return list
}
