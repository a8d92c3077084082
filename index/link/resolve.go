package link

import (
	"strings"
	"sync"

	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/cite"
	"github.com/haki-project/haki/pipeline/upr"
)

// Resolver completes documents with what other documents of the corpus say:
// the answers of addenda, and where what a reference points at is stored. That
// is asked when a document is read and never stored, so the order of ingest
// cannot matter. It knows the corpus as it was when [NewResolver] looked.
type Resolver struct {
	store   *pipeline.Store
	symbols map[string][]pipeline.ID // by symbol; two languages share one
	addenda map[string][]pipeline.ID // by the symbol of the report that they answer
	mu      sync.Mutex               // guards cached
	cached  map[pipeline.ID]*target
}

// target is what is remembered of a document that others point at.
type target struct {
	symbol  string
	places  map[string]string // printed number → ID of the first running passage that has it
	answers []upr.Answer      // of an addendum
}

// maxCached bounds the documents remembered; a report has about 250 numbers.
const maxCached = 500

// NewResolver reads the ledger of store.
func NewResolver(store *pipeline.Store) (*Resolver, error) {
	ledger, err := store.Ledger()
	if err != nil {
		return nil, err
	}
	r := &Resolver{store: store, symbols: map[string][]pipeline.ID{}, addenda: map[string][]pipeline.ID{}, cached: map[pipeline.ID]*target{}}
	for _, o := range ledger.Documents() {
		if o.Summary == nil || o.Summary.Symbol == "" {
			continue
		}
		symbol := pipeline.Symbol(o.Summary.Symbol)
		r.symbols[symbol] = append(r.symbols[symbol], o.Document)
		if report := upr.ReportOf(o.Summary.Symbol); report != "" && o.Summary.Kind == pipeline.KindUPRAddendum {
			r.addenda[report] = append(r.addenda[report], o.Document)
		}
	}
	return r, nil
}

// Resolve fills in Answer and AnsweredIn of the recommendations of d, and Stored
// of its references. An error says which document could not be read.
func (r *Resolver) Resolve(d *pipeline.Document) error {
	for _, id := range r.addenda[d.Symbol] {
		if err := r.settle(d, id); err != nil {
			return err
		}
	}
	for i := range d.Passages {
		list := d.Passages[i].References
		for k := range list {
			stored, err := r.stored(d, list[k])
			if err != nil {
				return err
			}
			list[k].Stored = stored
		}
	}
	return nil
}

// settle notes the answers of an addendum in the report d.
func (r *Resolver) settle(d *pipeline.Document, id pipeline.ID) error {
	addendum, err := r.target(id)
	if err != nil {
		return err
	}
	for i, rec := range upr.Settle(d.Recommendations, addendum.answers) {
		if was := &d.Recommendations[i]; rec.Status != was.Status {
			was.Answer, was.AnsweredIn = rec.Status, addendum.symbol
		}
	}
	return nil
}

// stored returns the ID of the passage that ref of document d points at, of the
// document where the passage is not said or not there, "" where the corpus does
// not have it.
func (r *Resolver) stored(d *pipeline.Document, ref pipeline.Reference) (string, error) {
	symbol := symbolOf(d, ref)
	id := r.find(symbol, d)
	if id == "" || id == d.ID && len(ref.Pinpoints) == 0 {
		return "", nil
	}
	if len(ref.Pinpoints) == 0 {
		return string(id), nil
	}
	t, err := r.target(id)
	if err != nil {
		return "", err
	}
	for _, pin := range ref.Pinpoints {
		if p := t.place(pin); p != "" {
			return string(id) + ":" + p, nil
		}
	}
	if ref.Kind == "upr-recommendation" {
		return "", nil // of another report, or none
	}
	return string(id), nil
}

// symbolOf is that of the document which ref of d points at. Numbered
// recommendations are those of the report that d is or answers.
func symbolOf(d *pipeline.Document, ref pipeline.Reference) string {
	if ref.Kind != "upr-recommendation" {
		return cite.Symbol(ref)
	}
	if report := upr.ReportOf(d.Symbol); report != "" {
		return report
	}
	return d.Symbol
}

// find returns the document with that symbol: d itself, else the first.
func (r *Resolver) find(symbol string, d *pipeline.Document) pipeline.ID {
	if symbol == "" {
		return ""
	}
	list := r.symbols[pipeline.Symbol(symbol)]
	for _, id := range list {
		if id == d.ID {
			return id
		}
	}
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

func (r *Resolver) target(id pipeline.ID) (*target, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if t := r.cached[id]; t != nil {
		return t, nil
	}
	d, err := r.store.Document(id)
	if err != nil {
		return nil, err
	}
	if len(r.cached) >= maxCached {
		clear(r.cached)
	}
	t := newTarget(d)
	r.cached[id] = t
	return t, nil
}

func newTarget(d *pipeline.Document) *target {
	t := &target{symbol: d.Symbol, places: map[string]string{}}
	if d.Kind == pipeline.KindUPRAddendum {
		t.answers = upr.Answers(d)
	}
	for i := range d.Passages {
		p := &d.Passages[i]
		if p.Number == "" || p.Kind == pipeline.Heading || p.Kind == pipeline.Footnote || t.places[p.Number] != "" {
			continue
		}
		t.places[p.Number] = p.ID
	}
	return t
}

// place returns the passage that a pinpoint names: para:12(a) is in 12 where
// the paragraph is not cut up.
func (t *target) place(pin string) string {
	_, number, _ := strings.Cut(pin, ":")
	for number != "" {
		if id := t.places[number]; id != "" {
			return id
		}
		cut := strings.LastIndexByte(number, '(')
		if cut < 0 {
			return ""
		}
		number = number[:cut]
	}
	return ""
}
