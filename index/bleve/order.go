package bleve

import (
	"container/heap"
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	zap "github.com/blevesearch/zapx/v17"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/terms"
)

// hit is a passage to show.
type hit struct {
	member uint32
	rank   uint32 // of its document
	entry  uint32
	score  float64
}

// before reports whether a is shown before b: by score, then document and place.
func (a hit) before(b hit) bool {
	if a.score != b.score {
		return a.score > b.score
	}
	return a.rank < b.rank || a.rank == b.rank && a.entry < b.entry
}

// ordered returns the hits of the page asked for.
func (r *reader) ordered(ctx context.Context, m *matches, q index.Request, perDocument [][]uint32) ([]hit, error) {
	switch q.Sort {
	case index.ByDocument:
		return m.byDocument(q, perDocument, func(i int) uint32 { return uint32(i) }), nil
	case index.ByDate:
		return m.byDocument(q, perDocument, func(i int) uint32 { return m.snapshot.byDate[i] }), nil
	}
	leaves := terms.Leaves(m.plan)
	if len(leaves) == 0 {
		return m.byDocument(q, perDocument, func(i int) uint32 { return uint32(i) }), nil
	}
	return r.byScore(ctx, m, leaves, q)
}

// byDocument returns the page of documents in an order.
func (m *matches) byDocument(q index.Request, perDocument [][]uint32, nth func(int) uint32) []hit {
	var hits []hit
	skip := q.Offset
	for i := range m.snapshot.documents {
		rank := nth(i)
		at := m.snapshot.documents[rank]
		n := int(perDocument[at.member][at.document])
		if n <= skip {
			skip -= n
			continue
		}
		from, to := m.snapshot.members[at.member].passages(at.document)
		it := m.entries[at.member].Iterator()
		for it.AdvanceIfNeeded(from); it.HasNext() && it.PeekNext() < to; {
			entry := it.Next()
			if skip > 0 {
				skip--
				continue
			}
			if hits = append(hits, hit{member: at.member, rank: rank, entry: entry}); len(hits) == q.Limit {
				return hits
			}
		}
	}
	return hits
}

// byScore returns the page of the best. A score depends on the passages of the
// generation and on nothing else: not on segments, not on what was deleted.
func (r *reader) byScore(ctx context.Context, m *matches, leaves []terms.Leaf, q index.Request) ([]hit, error) {
	if err := m.findAll(ctx, leaves); err != nil {
		return nil, err
	}
	weights := m.weights(leaves)
	best := make([][]hit, len(m.views))
	err := m.parallel(ctx, func(ctx context.Context, i int) (err error) {
		best[i], err = r.bestOf(ctx, m, i, leaves, weights, q.Offset+q.Limit)
		return err
	})
	if err != nil {
		return nil, err
	}
	all := slices.Concat(best...)
	slices.SortFunc(all, func(a, b hit) int {
		if a.before(b) {
			return -1
		}
		return 1 // no two are alike
	})
	return all[min(q.Offset, len(all)):min(q.Offset+q.Limit, len(all))], nil
}

// findAll finds the words that a search did without in some segment, since their
// rarity is that in all segments.
func (m *matches) findAll(ctx context.Context, leaves []terms.Leaf) error {
	return m.parallel(ctx, func(_ context.Context, i int) error {
		for _, leaf := range leaves {
			if t, ok := leaf.Node.(terms.Term); ok && leaf.Ranked() {
				if _, err := m.views[i].term(t); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// weights returns the weight of each leaf: its rarity times its boost.
func (m *matches) weights(leaves []terms.Leaf) []float64 {
	weights := make([]float64, len(leaves))
	for i, leaf := range leaves {
		weights[i] = leaf.Boost
		if !leaf.Ranked() {
			continue
		}
		n := 0
		for _, v := range m.views {
			n += v.frequency(leaf.Node)
		}
		weights[i] *= terms.Rarity(n, m.snapshot.passages)
	}
	return weights
}

// frequency is how many passages a leaf was found in.
func (v *view) frequency(n terms.Node) int {
	switch n := n.(type) {
	case terms.Term:
		if f := v.words[n]; f != nil {
			return int(f.entries.GetCardinality())
		}
	case terms.Phrase:
		if t := v.phrases[phraseKey(n)]; t != nil {
			return len(t.entries)
		}
	}
	return 0
}

// bestOf returns the best limit matches of a segment.
func (r *reader) bestOf(ctx context.Context, m *matches, i int, leaves []terms.Leaf, weights []float64, limit int) ([]hit, error) {
	v, entries := m.views[i], m.entries[i]
	if entries.IsEmpty() {
		return nil, nil
	}
	s := &scorer{view: v, within: entries, average: m.snapshot.averageLength(), scratch: r.borrow(len(v.holder))}
	defer r.giveBack(s.scratch, entries)
	for k, leaf := range leaves {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := s.add(leaf, weights[k]); err != nil {
			return nil, err
		}
	}
	best := worstFirst{}
	for it := entries.Iterator(); it.HasNext(); {
		entry := it.Next()
		h := hit{member: uint32(i), rank: v.rank[v.holder[entry]], entry: entry, score: s.scores[entry]}
		switch {
		case len(best) < limit:
			heap.Push(&best, h)
		case h.before(best[0]):
			best[0] = h
			heap.Fix(&best, 0)
		}
	}
	return best, nil
}

// scratch is what scoring a segment needs for each of its entries; it is all
// zero when nobody uses it.
type scratch struct {
	scores         []float64
	times, lengths []uint32
}

// borrow returns a scratch for n entries.
func (r *reader) borrow(n int) *scratch {
	if s, ok := r.scratches.Get().(*scratch); ok && len(s.scores) >= n {
		return s
	}
	return &scratch{make([]float64, n), make([]uint32, n), make([]uint32, n)}
}

// giveBack sets what was written to zero.
func (r *reader) giveBack(s *scratch, written *roaring.Bitmap) {
	for it := written.Iterator(); it.HasNext(); {
		entry := it.Next()
		s.scores[entry], s.times[entry] = 0, 0
	}
	r.scratches.Put(s)
}

// worstFirst is a heap of hits.
type worstFirst []hit

func (w worstFirst) Len() int           { return len(w) }
func (w worstFirst) Less(i, k int) bool { return w[k].before(w[i]) }
func (w worstFirst) Swap(i, k int)      { w[i], w[k] = w[k], w[i] }

// Push implements heap.Interface.
func (w *worstFirst) Push(x any) { *w = append(*w, x.(hit)) }

// Pop implements heap.Interface.
func (w *worstFirst) Pop() any {
	last := (*w)[len(*w)-1]
	*w = (*w)[:len(*w)-1]
	return last
}

// scorer adds up the scores of the matches of one segment.
type scorer struct {
	*view
	*scratch
	within  *roaring.Bitmap
	average float64
}

func (s *scorer) add(leaf terms.Leaf, weight float64) error {
	switch n := leaf.Node.(type) {
	case terms.Term:
		f := s.words[n]
		if f == nil {
			return nil
		}
		if leaf.Ranked() {
			return s.addWord(f, weight)
		}
		s.addFlat(f.entries, weight)
	case terms.Phrase:
		if t := s.phrases[phraseKey(n)]; t != nil {
			s.addPhrase(t, weight)
		}
	}
	return nil
}

func (s *scorer) addFlat(entries *roaring.Bitmap, weight float64) {
	for it := roaring.And(entries, s.within).Iterator(); it.HasNext(); {
		s.scores[it.Next()] += weight
	}
}

// addWord adds up how often each form of a word stands in a passage before it
// weighs: the forms are one word.
func (s *scorer) addWord(f *found, weight float64) error {
	entries := roaring.And(f.entries, s.within)
	if entries.IsEmpty() {
		return nil
	}
	for _, p := range f.postings {
		iterator := p.iterator(entries)
		for {
			next, err := iterator.Next()
			if err != nil {
				return err
			}
			if next == nil {
				break
			}
			at := next.(*zap.Posting)
			if entry := at.Number(); entries.Contains(uint32(entry)) {
				s.times[entry] += uint32(count(at))
				s.lengths[entry] = uint32(at.NormUint64())
			}
		}
	}
	for it := entries.Iterator(); it.HasNext(); {
		entry := it.Next()
		s.scores[entry] += weight * s.share(float64(s.times[entry]), float64(s.lengths[entry]))
		s.times[entry] = 0 // for the next word
	}
	return nil
}

// addPhrase adds the score of a phrase; its passages count as of mean length,
// since most are one match long and reading lengths would cost as much as the search.
func (s *scorer) addPhrase(t *together, weight float64) {
	for i, entry := range t.entries {
		if s.within.Contains(entry) {
			s.scores[entry] += weight * s.share(float64(t.times[i]), s.average)
		}
	}
}

// share is BM25's part for times occurrences in length words.
func (s *scorer) share(times, length float64) float64 {
	return times * (terms.Saturation + 1) / (times + terms.Saturation*(1-terms.LengthBias+terms.LengthBias*length/s.average))
}
