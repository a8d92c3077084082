package bleve

import (
	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/terms"
	"github.com/haki-project/haki/pipeline"
)

// show reads what a page of hits shows.
func (r *reader) show(m *matches, hits []hit, marks bool) ([]index.Hit, error) {
	shown := make([]index.Hit, len(hits))
	read := map[uint32]*documentBlock{} // by rank
	marker, ok := r.markers.Get().(*terms.Marker)
	if !ok {
		marker = terms.NewMarker(nil)
	}
	marker.Reset(m.plan)
	defer r.markers.Put(marker)
	for i, h := range hits {
		member := m.snapshot.members[h.member]
		n := member.holder[h.entry]
		d := read[h.rank]
		if d == nil {
			var err error
			if d, err = member.rec.document(n); err != nil {
				return nil, err
			}
			read[h.rank] = d
		}
		from, _ := member.passages(n)
		p, err := member.rec.passage(n, h.entry-from)
		if err != nil {
			return nil, err
		}
		record, err := p.record(d, h.entry-from)
		if err != nil {
			return nil, err
		}
		shown[i] = index.Hit{PassageRecord: record, Score: h.score}
		if marks {
			shown[i].Marks = marker.Marks(d.Document.Language, p.Text)
		}
	}
	return shown, nil
}

// record is the passage as every reader of Haki sees it.
func (p *passageBlock) record(d *documentBlock, i uint32) (pipeline.PassageRecord, error) {
	tags, err := tagsOf(p.Tags, d.Tags)
	return pipeline.PassageRecord{
		ID: string(d.Document.ID) + ":" + d.IDs[i], Document: d.Document, Number: p.Number, Kind: p.Kind, Section: listed(p.Section),
		Page: p.Page, Start: p.Start, End: p.Start + len(p.Text), Identifier: p.Identifier, Text: p.Text,
		Tags: tags, References: listed(p.References),
	}, err
}

// listed makes JSON print [] where a reader expects a list.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
