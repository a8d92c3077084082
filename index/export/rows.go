package export

import (
	"github.com/haki-project/haki/pipeline"
)

// rows calls yield with every record of kind in s: a pipeline.PassageRecord,
// RecommendationRecord, ReferenceRecord or a documentRecord.
func rows(kind Kind, s Selection, yield func(record any) error) error {
	switch kind {
	case Recommendations:
		return recommendations(s, false, yield)
	case Pledges:
		return recommendations(s, true, yield)
	case References:
		return s.each(func(i int) error { return references(s.Document, i, yield) })
	case Documents:
		return yield(newDocumentRecord(s.Document))
	default:
		return s.each(func(i int) error { return yield(s.Document.PassageRecord(i)) })
	}
}

// each calls yield with the place of every passage selected.
func (s Selection) each(yield func(i int) error) error {
	if !s.All {
		return eachOf(s.Passages, yield)
	}
	for i := range s.Document.Passages {
		if err := yield(i); err != nil {
			return err
		}
	}
	return nil
}

func eachOf(places []int, yield func(i int) error) error {
	for _, i := range places {
		if err := yield(i); err != nil {
			return err
		}
	}
	return nil
}

// recommendations yields those that stand in a selected passage. What the State
// under review promised of itself is none, though reports list it with them.
func recommendations(s Selection, pledges bool, yield func(any) error) error {
	wanted := map[string]bool{}
	_ = s.each(func(i int) error { wanted[s.Document.Passages[i].ID] = true; return nil })
	for i := range s.Document.Recommendations {
		r := &s.Document.Recommendations[i]
		if r.Pledge != pledges || !s.All && !wanted[r.Passage] {
			continue
		}
		if err := yield(s.Document.RecommendationRecord(i)); err != nil {
			return err
		}
	}
	return nil
}

func references(d *pipeline.Document, i int, yield func(any) error) error {
	for _, r := range d.ReferenceRecords(i) {
		if err := yield(r); err != nil {
			return err
		}
	}
	return nil
}

// documentRecord is a document as it is exported: without text, with what its
// quality and outcome are.
type documentRecord struct {
	pipeline.DocumentRecord
	MediaType       string           `json:"media_type"`
	Pages           int              `json:"pages"`
	Passages        int              `json:"passages"`
	Recommendations int              `json:"recommendations"`
	References      int              `json:"references"`
	Quality         pipeline.Quality `json:"quality"`
	Outcome         string           `json:"outcome"`
}

func newDocumentRecord(d *pipeline.Document) documentRecord {
	r := documentRecord{
		DocumentRecord: d.Record(), MediaType: d.MediaType, Pages: len(d.Pages), Passages: len(d.Passages),
		Recommendations: d.Summary().Recommendations, Quality: d.Quality, Outcome: "done",
	}
	for i := range d.Passages {
		r.References += len(d.Passages[i].References)
	}
	return r
}
