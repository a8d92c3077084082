package web

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/pipeline"
)

// recommendationsPage is what was recommended to one State, or to two side by side.
type recommendationsPage struct {
	States   []facetValue // that have been reviewed, with their number of passages
	State    string
	Versus   string
	Cycle    int
	Status   string
	Right    string
	From     string // recommending State
	Records  []record
	All      int // before filters
	Matching int
	Makers   []facetValue // States that recommended
	Left     summary
	Right2   *summary // of the State compared with
	Heat     heat
}

// record is a recommendation with the address it is read at.
type record struct {
	pipeline.RecommendationRecord
	Href     string
	Evidence string
	Rights   []pipeline.Tag
	Goals    []string
}

// summary counts the answers of one State.
type summary struct {
	State  string
	Total  int
	Bars   []countBar
	Cycles []countBar
}

// chart is bars under a title.
type chart struct {
	Title, What string
	Bars        []countBar
}

// countBar is a count drawn as a bar of Width out of 300.
type countBar struct {
	Label string
	Count int
	Width int
}

// heat is the table of rights by cycle.
type heat struct {
	Cycles []int
	Rows   []heatRow
}

type heatRow struct {
	ID, Label string
	Total     int
	Cells     []heatCell
}

type heatCell struct {
	Cycle, Count int
	Level        int // 0 to 5: how dark
}

// statuses are the answers in the order in which people are shown them.
var statuses = []string{"supported", "implemented", "pending", "noted", "rejected"}

const maxRecords = 600

func (s *Server) recommendations(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	p := recommendationsPage{State: v.Get("country"), Versus: v.Get("vs"), Status: v.Get("status"), Right: v.Get("right"), From: v.Get("from")}
	p.Cycle, _ = strconv.Atoi(v.Get("cycle"))
	var err error
	if p.States, err = s.reviewed(r.Context()); err != nil {
		return err
	}
	if p.State != "" {
		if err := s.fillRecommendations(r.Context(), &p); err != nil {
			return err
		}
	}
	title := "Recommendations"
	if p.State != "" {
		title += " to " + stateName(p.State)
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
	p.All, p.Left, p.Heat, p.Makers = len(all), summarise(p.State, all), heatOf(all), makers(all)
	for _, rec := range all {
		if !p.keeps(rec) {
			continue
		}
		if p.Matching++; p.Matching <= maxRecords {
			p.Records = append(p.Records, rec)
		}
	}
	if p.Versus != "" {
		other, err := s.recordsOf(ctx, p.Versus)
		if err != nil {
			return err
		}
		sum := summarise(p.Versus, other)
		p.Right2 = &sum
	}
	return nil
}

func (p *recommendationsPage) keeps(r record) bool {
	return (p.Cycle == 0 || r.Cycle == p.Cycle) && (p.Status == "" || r.Position() == p.Status) &&
		(p.From == "" || slices.Contains(r.States, p.From)) &&
		(p.Right == "" || slices.ContainsFunc(r.Rights, func(t pipeline.Tag) bool { return t.ID == p.Right }))
}

// recordsOf reads the recommendations to a State out of its reports.
func (s *Server) recordsOf(ctx context.Context, state string) ([]record, error) {
	q := query.And{Nodes: []query.Node{
		query.Field{Name: "country", Value: query.Word{Text: state}},
		query.Field{Name: "kind", Value: query.Word{Text: string(pipeline.KindUPRReport)}},
	}}
	store, links, err := s.corpus.linked()
	if err != nil {
		return nil, err
	}
	var list []record
	var last pipeline.ID
	err = s.Index.Each(ctx, q, func(ref index.Ref) error {
		if ref.Document == last {
			return nil
		}
		last = ref.Document
		d, err := store.Document(ref.Document)
		if err != nil {
			return err
		}
		if err := links.Resolve(d); err != nil {
			return err
		}
		for i := range d.Recommendations {
			rec := d.RecommendationRecord(i)
			list = append(list, record{
				RecommendationRecord: rec, Href: passageURL(d.ID, rec.Passage), Evidence: fmt.Sprintf("/evidence?doc=%s&n=%d", d.ID, i),
				Rights: tagged(rec.Tags, "upr-issues"), Goals: goals(rec.Tags),
			})
		}
		return nil
	})
	slices.SortStableFunc(list, func(a, b record) int { return cmp.Compare(b.Cycle, a.Cycle) })
	return list, err
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

// review is one examination of a State.
type review struct{ cycle, session int }

func (r review) String() string {
	if r.cycle == 0 {
		return "Cycle unknown"
	}
	if r.session == 0 {
		return "Cycle " + strconv.Itoa(r.cycle)
	}
	return fmt.Sprintf("Cycle %d, session %d", r.cycle, r.session)
}

// makers counts the recommendations of each State, in the order of their names.
func makers(all []record) []facetValue {
	counts := map[string]int{}
	for _, r := range all {
		for _, s := range r.States {
			counts[s]++
		}
	}
	var list []facetValue
	for code, n := range counts {
		list = append(list, facetValue{Value: code, Label: stateName(code), Count: n})
	}
	slices.SortFunc(list, func(a, b facetValue) int {
		return cmp.Or(strings.Compare(a.Label, b.Label), strings.Compare(a.Value, b.Value))
	})
	return list
}

func summarise(state string, all []record) summary {
	sum := summary{State: state, Total: len(all)}
	byStatus, byReview := map[string]int{}, map[review]int{}
	for _, r := range all {
		byStatus[r.Position()]++
		byReview[review{r.Cycle, r.Session}]++
	}
	for _, status := range statuses {
		if n := byStatus[status]; n > 0 {
			sum.Bars = append(sum.Bars, countBar{status, n, 300 * n / len(all)})
		}
	}
	reviews := slices.SortedFunc(maps.Keys(byReview), func(a, b review) int { return cmp.Or(a.cycle-b.cycle, a.session-b.session) })
	for _, r := range reviews {
		sum.Cycles = append(sum.Cycles, countBar{r.String(), byReview[r], 300 * byReview[r] / len(all)})
	}
	return sum
}

// heatOf counts issues by cycle, the most frequent twenty.
func heatOf(all []record) heat {
	cycles, rows, most := map[int]bool{}, map[string]*heatRow{}, 1
	counts := map[string]map[int]int{}
	for _, r := range all {
		cycles[r.Cycle] = true
		for _, t := range r.Rights {
			if rows[t.ID] == nil {
				rows[t.ID], counts[t.ID] = &heatRow{ID: t.ID, Label: t.Label}, map[int]int{}
			}
			rows[t.ID].Total++
			counts[t.ID][r.Cycle]++
			most = max(most, counts[t.ID][r.Cycle])
		}
	}
	h := heat{Cycles: slices.Sorted(maps.Keys(cycles))}
	for _, row := range rows {
		for _, c := range h.Cycles {
			n := counts[row.ID][c]
			row.Cells = append(row.Cells, heatCell{c, n, (n*5 + most - 1) / most})
		}
		h.Rows = append(h.Rows, *row)
	}
	slices.SortFunc(h.Rows, func(a, b heatRow) int { return cmp.Or(b.Total-a.Total, strings.Compare(a.ID, b.ID)) })
	h.Rows = h.Rows[:min(len(h.Rows), 20)]
	return h
}
