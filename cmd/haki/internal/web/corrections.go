package web

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/haki-project/haki/index/export"
	"github.com/haki-project/haki/pipeline"
)

// correctionsPage lists what persons decided about tags, the newest first.
type correctionsPage struct {
	correctionFilter
	All, Matching  int
	Rows           []export.DecisionRecord
	Persons        []string
	Tags           []facetValue
	Verdicts       []pipeline.Verdict
	Here           string // address of this page, to come back to
	Export         string
	Next, Previous string
	Writable       bool
}

// correctionFilter is the address of the page, read.
type correctionFilter struct {
	Who, Verdict, Tag, Find string
	Past                    bool // also what was taken back or replaced
}

const correctionsPerPage = 50

func newCorrectionFilter(v url.Values) correctionFilter {
	return correctionFilter{v.Get("who"), v.Get("verdict"), v.Get("tag"), v.Get("find"), v.Get("past") != ""}
}

func (f correctionFilter) keeps(r export.DecisionRecord) bool {
	d := r.Passage.Document
	return (f.Past || r.Stands) && (f.Who == "" || f.Who == r.Who) && (f.Verdict == "" || f.Verdict == string(r.Verdict)) && (f.Tag == "" || f.Tag == r.Scheme+":"+r.Tag) &&
		strings.Contains(strings.ToLower(d.Symbol+" "+d.Title+" "+d.File), strings.ToLower(strings.TrimSpace(f.Find)))
}

func (s *Server) corrections(w http.ResponseWriter, r *http.Request) error {
	all, err := s.allDecisions()
	if err != nil {
		return err
	}
	p := correctionsPage{correctionFilter: newCorrectionFilter(r.URL.Query()), All: len(all), Writable: s.Correct != nil}
	p.choices(all)
	p.fill(r.URL.Query(), all)
	s.page(w, r, http.StatusOK, "corrections.html", "Corrections", p)
	return nil
}

// exportCorrections sends what the page lists as the CSV that haki tag --list prints.
func (s *Server) exportCorrections(w http.ResponseWriter, r *http.Request) error {
	all, err := s.allDecisions()
	if err != nil {
		return err
	}
	f := newCorrectionFilter(r.URL.Query())
	w.Header().Set("Content-Type", types["csv"])
	w.Header().Set("Content-Disposition", disposition("haki-corrections.csv"))
	return export.WriteDecisions(w, slices.DeleteFunc(all, func(r export.DecisionRecord) bool { return !f.keeps(r) }))
}

// choices are the persons, verdicts and tags that there are.
func (p *correctionsPage) choices(all []export.DecisionRecord) {
	persons, tags, verdicts := map[string]bool{}, tallied{}, map[pipeline.Verdict]bool{}
	for _, r := range all {
		persons[r.Who], verdicts[r.Verdict] = true, true
		tags.add(r.Scheme+":"+r.Tag, r.Scheme+": "+humanly(r.Tag))
	}
	p.Persons, p.Verdicts, p.Tags = slices.Sorted(maps.Keys(persons)), slices.Sorted(maps.Keys(verdicts)), tags.byLabel()
}

func (p *correctionsPage) fill(v url.Values, all []export.DecisionRecord) {
	for _, r := range slices.Backward(all) {
		if p.keeps(r) {
			p.Rows = append(p.Rows, r)
		}
	}
	p.Matching = len(p.Rows)
	from := min(max(number(v.Get("offset")), 0), max(p.Matching-1, 0)) / correctionsPerPage * correctionsPerPage
	to := min(from+correctionsPerPage, p.Matching)
	p.Rows = p.Rows[from:to]
	at := func(n int) string {
		kept := without(v)
		kept.Set("offset", fmt.Sprint(n))
		return "/corrections?" + kept.Encode()
	}
	p.Here, p.Export = at(from), "/corrections/export?"+without(v, "offset").Encode()
	if from > 0 {
		p.Previous = at(from - correctionsPerPage)
	}
	if to < p.Matching {
		p.Next = at(to)
	}
}

// decided keeps what was decided about each document until there is more of it,
// or the document is another: to tell what stands it must be opened.
type decided struct {
	mu  sync.Mutex
	has map[pipeline.ID]decidedOf
}

type decidedOf struct {
	recipe  string
	n       int // corrections
	records []export.DecisionRecord
}

func (k *decided) of(store *pipeline.Store, o *pipeline.Outcome) ([]export.DecisionRecord, error) {
	list, err := store.Decided(o.Document)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	if had, ok := k.has[o.Document]; ok && had.n == len(list) && had.recipe == o.Recipe {
		return had.records, nil
	}
	records, err := export.DecisionsOf(store, o.Document)
	if err == nil {
		k.has[o.Document] = decidedOf{o.Recipe, len(list), records}
	}
	return records, err
}

// allDecisions are those about every document, oldest first.
func (s *Server) allDecisions() ([]export.DecisionRecord, error) {
	store, ledger, err := s.corpus.ledger()
	if err != nil {
		return nil, err
	}
	s.decided.mu.Lock()
	defer s.decided.mu.Unlock()
	var all []export.DecisionRecord
	for _, o := range ledger.Documents() {
		list, err := s.decided.of(store, o)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	return export.OldestFirst(all), nil
}
