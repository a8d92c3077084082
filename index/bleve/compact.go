package bleve

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"golang.org/x/sync/errgroup"
)

const (
	// mergeFactor segments of like size become one: a document is rewritten
	// once for each eightfold growth of the index.
	mergeFactor = 8
	// maxPassages is the size up to which segments are merged. Larger ones would
	// leave cores idle in a search, which has one goroutine a segment.
	maxPassages = 250_000
	// smallest is the size under which all segments count as of like size.
	smallest = 2_000
	// deadShare of deleted documents makes a segment be rewritten.
	deadShare = 0.3
)

// mergeAll merges until no group of like segments is large enough.
func (w *writer) mergeAll(ctx context.Context) error {
	for {
		groups := mergeGroups(w.segments)
		if len(groups) == 0 {
			return nil
		}
		var mu sync.Mutex
		jobs, ctx := errgroup.WithContext(ctx)
		jobs.SetLimit(w.workers)
		for _, group := range groups {
			name := w.newName()
			jobs.Go(func() error {
				if err := ctx.Err(); err != nil {
					return err
				}
				merged, err := w.mergeGroup(name, group)
				if err != nil {
					return err
				}
				mu.Lock()
				defer mu.Unlock()
				w.replace(group, merged)
				return nil
			})
		}
		if err := jobs.Wait(); err != nil {
			return err
		}
	}
}

// mergeGroups picks what to merge, in the order of the segments: groups of
// mergeFactor segments of a like size, and each with too much deleted.
func mergeGroups(segments []*building) [][]*building {
	levels := map[int][]*building{}
	var groups [][]*building
	for _, b := range segments {
		dead := float64(b.deleted.GetCardinality())
		if dead > 0 && dead >= deadShare*float64(b.docs) {
			groups = append(groups, []*building{b})
			continue
		}
		level := levelOf(b.passages)
		levels[level] = append(levels[level], b)
		if total(levels[level]) > maxPassages {
			last := len(levels[level]) - 1
			if last > mergeFactor/2 {
				groups = append(groups, slices.Clone(levels[level][:last]))
			}
			levels[level] = levels[level][last:]
		}
		if len(levels[level]) == mergeFactor {
			groups = append(groups, levels[level])
			levels[level] = nil
		}
	}
	return groups
}

func total(segments []*building) (passages int) {
	for _, b := range segments {
		passages += b.passages
	}
	return passages
}

// levelOf is how many merges made a segment, by its size.
func levelOf(passages int) int {
	level := 0
	for size := smallest; size < passages; size *= mergeFactor {
		level++
	}
	return level
}

// mergeGroup writes group as one segment; nil where nothing of it is left.
func (w *writer) mergeGroup(name string, group []*building) (*building, error) {
	segments := make([]*segment, 0, len(group))
	defer func() {
		for _, s := range segments {
			s.close()
		}
	}()
	deleted := make([]*roaring.Bitmap, len(group))
	merged := &building{name: name, deleted: roaring.New()}
	for i, b := range group {
		s, err := openSegment(w.dir, b.name)
		if err != nil {
			return nil, errors.Join(errDamaged, err)
		}
		segments = append(segments, s)
		deleted[i] = b.deleted
		merged.docs += b.docs - uint32(b.deleted.GetCardinality())
	}
	if merged.docs == 0 {
		return nil, nil
	}
	return merged, merge(w.dir, name, segments, deleted)
}

// replace puts merged in the place of the first of group and says where its
// documents are now.
func (w *writer) replace(group []*building, merged *building) {
	at := slices.Index(w.segments, group[0])
	if merged != nil {
		w.renumber(group, merged)
		w.segments[at] = merged
	}
	w.segments = slices.DeleteFunc(w.segments, func(b *building) bool { return b != merged && slices.Contains(group, b) })
}

// renumber moves the documents of group to merged: they keep their order.
func (w *writer) renumber(group []*building, merged *building) {
	start := map[*building]uint32{}
	next := uint32(0)
	for _, b := range group {
		start[b] = next
		next += b.docs - uint32(b.deleted.GetCardinality())
		merged.passages += b.passages
	}
	for id, at := range w.where {
		if first, moved := start[at.segment]; moved && at.segment != nil {
			gone := uint32(0)
			if at.n > 0 {
				gone = uint32(at.segment.deleted.Rank(at.n - 1))
			}
			w.where[id] = spot{merged, first + at.n - gone}
		}
	}
}
