package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"

	"github.com/haki-project/haki/pipeline"
)

// qualityPage lists documents by how little their text can be trusted.
type qualityPage struct {
	Total, Sound, Unknown int
	Documents             []doubted
	Next, Previous        string
}

// doubted is a document with what makes its text less than sound, in words.
type doubted struct {
	*pipeline.Outcome
	Quality *pipeline.QualitySummary
	Level   int // 1 to 3: how much care it takes
	Why     []string
}

// The doubt from which a text takes some care, and much.
const (
	someDoubt = 0.02
	muchDoubt = 0.2
)

func (s *Server) quality(w http.ResponseWriter, r *http.Request) error {
	_, ledger, err := s.corpus.ledger()
	if err != nil {
		return err
	}
	p := qualityPage{}
	p.fill(ledger.Documents(), number(r.URL.Query().Get("offset")))
	s.page(w, r, http.StatusOK, "quality.html", "Quality of the texts", p)
	return nil
}

// fill takes the documents from offset on, the most doubtful first.
func (p *qualityPage) fill(all []*pipeline.Outcome, offset int) {
	p.Total = len(all)
	var list []doubted
	for _, o := range all {
		switch {
		case o.Summary == nil || o.Summary.Quality == nil:
			p.Unknown++
		case o.Summary.Quality.Doubt == 0:
			p.Sound++
		default:
			list = append(list, newDoubted(o))
		}
	}
	slices.SortStableFunc(list, func(a, b doubted) int { return cmp.Compare(b.Quality.Doubt, a.Quality.Doubt) })
	at := func(n int) string { return fmt.Sprintf("/quality?offset=%d", n) }
	from := min(max(offset, 0), max(len(list)-1, 0)) / documentsPerPage * documentsPerPage
	to := min(from+documentsPerPage, len(list))
	p.Documents = list[from:to]
	if from > 0 {
		p.Previous = at(from - documentsPerPage)
	}
	if to < len(list) {
		p.Next = at(to)
	}
}

func newDoubted(o *pipeline.Outcome) doubted {
	q := o.Summary.Quality
	d := doubted{Outcome: o, Quality: q, Level: 1}
	switch {
	case q.Doubt >= muchDoubt:
		d.Level = 3
	case q.Doubt >= someDoubt:
		d.Level = 2
	}
	d.say(q.EmptyPages, "page has no text", "pages have no text")
	d.say(o.Summary.NeedsOCR, "page is an image that was not read", "pages are images that were not read")
	if q.OCRPages > 0 {
		d.Why = append(d.Why, fmt.Sprintf("%d of %d pages read by optical recognition, %s sure", q.OCRPages, o.Summary.Pages, percent(q.OCRConfidence)))
	}
	d.say(q.UnmappedGlyphs, "character of the file says not what it is", "characters of the file say not what they are")
	if q.ForeignWords > 0 {
		d.Why = append(d.Why, percent(q.ForeignWords)+" of the words are not of its language")
	}
	d.say(q.NumberGaps, "gap in the paragraph numbers", "gaps in the paragraph numbers")
	return d
}

func (d *doubted) say(n int, one, many string) {
	if n > 0 {
		d.Why = append(d.Why, thousands(n)+" "+choose(n == 1, one, many))
	}
}
