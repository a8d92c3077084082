package export

import (
	"cmp"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/haki-project/haki/pipeline"
)

// DecisionRecord is what a person decided about a tag, with the passage it is about.
type DecisionRecord struct {
	pipeline.Correction
	Passage pipeline.PassageRecord // only its Document is known where There is false
	There   bool                   // the passage is in the document as it is now
	Stands  bool                   // no later decision replaces it, and it takes nothing back
}

// Name is the passage as haki tag takes it, DOC:PASSAGE.
func (r DecisionRecord) Name() string {
	if r.There {
		return r.Passage.ID
	}
	return string(r.Document) + ":" + r.Correction.Passage
}

// DecisionsOf are all decisions about a document, oldest first. It opens the
// document only where there are any.
func DecisionsOf(store *pipeline.Store, id pipeline.ID) ([]DecisionRecord, error) {
	list, err := store.Decided(id)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	d, err := store.Document(id)
	if err != nil {
		return nil, err
	}
	places := map[*pipeline.Passage]int{}
	for i := range d.Passages {
		places[&d.Passages[i]] = i
	}
	records := make([]DecisionRecord, len(list))
	for i, c := range d.Decisions(list) {
		records[i] = DecisionRecord{Correction: c.Correction, Passage: pipeline.PassageRecord{Document: d.Record()}, There: c.Now != nil, Stands: c.Stands}
		if c.Now != nil {
			records[i].Passage = d.PassageRecord(places[c.Now])
		}
	}
	return records, nil
}

// Decisions are those about every document of a corpus, oldest first.
func Decisions(store *pipeline.Store) ([]DecisionRecord, error) {
	ledger, err := store.Ledger()
	if err != nil {
		return nil, err
	}
	var all []DecisionRecord
	for _, o := range ledger.Documents() {
		list, err := DecisionsOf(store, o.Document)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	return OldestFirst(all), nil
}

// OldestFirst sorts decisions by when they were made; those of one second keep their order.
func OldestFirst(list []DecisionRecord) []DecisionRecord {
	slices.SortStableFunc(list, func(a, b DecisionRecord) int { return cmp.Compare(a.When.Unix(), b.When.Unix()) })
	return list
}

// WriteDecisions writes decisions as CSV (RFC 4180) with the columns that
// haki tag --file reads, and what a person wants to see beside them.
func WriteDecisions(w io.Writer, list []DecisionRecord) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	rows := [][]string{{"passage", "tag", "verdict", "who", "when", "stands", "citation", "text"}}
	for _, r := range list {
		where := cmp.Or(r.Passage.Document.Symbol, r.Passage.Document.File)
		if r.There {
			where = Cite(r.Passage, Plain)
		}
		row := []string{r.Name(), r.Scheme + ":" + r.Tag, string(r.Verdict), r.Who, r.When.UTC().Format(time.RFC3339), strconv.FormatBool(r.Stands), where, r.Passage.Text}
		for i := range row {
			row[i] = guard(row[i])
		}
		rows = append(rows, row)
	}
	return out.WriteAll(rows)
}
