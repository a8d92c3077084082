package bleve

import (
	"cmp"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"
)

// snapshot is a published generation, open. It is closed when it is no longer
// current and its last search is done.
type snapshot struct {
	index     string // see manifest
	members   []*member
	documents []place  // live, in the order of URI and ID
	byDate    []uint32 // indexes of documents, newest first
	passages  int
	tokens    uint64
	counted   *counted
	holders   atomic.Int32
}

// member is a segment of a snapshot.
type member struct {
	*segment
	number  int
	deleted *roaring.Bitmap // documents
	dead    *roaring.Bitmap // their entries; nil where nothing is deleted
	live    *roaring.Bitmap // entries of passages
	rank    []uint32        // of each document in snapshot.documents
}

// place is a document of a snapshot.
type place struct {
	member   uint32
	document uint32
}

// openSnapshot opens the generation m; segments that known, of the same index,
// has open are shared.
func openSnapshot(dir string, m manifest, known *snapshot) (_ *snapshot, err error) {
	s := &snapshot{index: m.Index, counted: newCounted()}
	s.holders.Store(1)
	defer func() {
		if err != nil {
			s.release()
		}
	}()
	for _, item := range m.Segments {
		opened := known.segment(m.Index, item.Name)
		if opened == nil {
			if opened, err = openSegment(dir, item.Name); err != nil {
				return nil, err
			}
		}
		opened.holders.Add(1)
		one := &member{segment: opened, number: len(s.members), live: opened.texts}
		s.members = append(s.members, one)
		if one.deleted, err = item.deleted(); err != nil {
			return nil, err
		}
		if one.dead = opened.entriesOf(one.deleted); one.dead != nil {
			one.live = roaring.AndNot(opened.texts, one.dead)
		}
	}
	s.order()
	return s, nil
}

func (s *snapshot) segment(index, name string) *segment {
	if s == nil || s.index != index {
		return nil
	}
	for _, m := range s.members {
		if m.name == name {
			return m.segment
		}
	}
	return nil
}

// order lists the live documents in the order in which they are shown.
func (s *snapshot) order() {
	for i, m := range s.members {
		m.rank = make([]uint32, len(m.rec.metas))
		for n := range m.rec.metas {
			if m.deleted.Contains(uint32(n)) {
				continue
			}
			s.documents = append(s.documents, place{uint32(i), uint32(n)})
			s.passages += int(m.rec.metas[n].Passages)
			s.tokens += m.rec.metas[n].Tokens
		}
	}
	slices.SortFunc(s.documents, func(a, b place) int {
		x, y := s.meta(a), s.meta(b)
		return cmp.Or(strings.Compare(x.URI, y.URI), strings.Compare(string(x.ID), string(y.ID)))
	})
	s.byDate = make([]uint32, len(s.documents))
	for rank, at := range s.documents {
		s.members[at.member].rank[at.document] = uint32(rank)
		s.byDate[rank] = uint32(rank)
	}
	slices.SortStableFunc(s.byDate, func(a, b uint32) int {
		return strings.Compare(s.meta(s.documents[b]).Date, s.meta(s.documents[a]).Date)
	})
}

func (s *snapshot) meta(p place) *documentMeta { return &s.members[p.member].rec.metas[p.document] }

// averageLength is the mean length of a passage in words.
func (s *snapshot) averageLength() float64 {
	if s.tokens == 0 {
		return 1
	}
	return float64(s.tokens) / float64(s.passages)
}

func (s *snapshot) release() {
	if s.holders.Add(-1) > 0 {
		return
	}
	for _, m := range s.members {
		m.release()
	}
}
