package bleve

import (
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"
	scorch "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// segment is an open segment; it is shared by the snapshots that list it and
// closed with the last of them.
type segment struct {
	name    string
	zap     *zap.Segment
	voc     *vocabulary
	rec     *records
	first   []uint32 // entry of each document
	holder  []uint32 // document of each entry
	texts   *roaring.Bitmap
	holders atomic.Int32
}

func openSegment(dir, name string) (_ *segment, err error) {
	path := filepath.Join(dir, name)
	s := &segment{name: name}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	opened, err := plugin.Open(path + zapFile)
	if err != nil {
		return nil, err
	}
	s.zap = opened.(*zap.Segment)
	if s.voc, err = openVocabulary(path + vocFile); err != nil {
		return nil, err
	}
	if s.rec, err = openRecords(path + recFile); err != nil {
		return nil, err
	}
	return s, s.place()
}

// place counts the entries of the documents out.
func (s *segment) place() error {
	s.texts = roaring.New()
	next := uint32(0)
	s.first = make([]uint32, len(s.rec.metas))
	s.holder = make([]uint32, s.zap.Count())
	for n := range s.rec.metas {
		meta := &s.rec.metas[n]
		s.first[n] = next
		end := next + meta.entries()
		if uint64(end) > s.zap.Count() {
			return errors.Join(errDamaged, errors.New(s.name+": more documents than entries"))
		}
		s.texts.AddRange(uint64(meta.firstPassage(next)), uint64(end))
		for ; next < end; next++ {
			s.holder[next] = uint32(n)
		}
	}
	return nil
}

// passages returns the entries of the passages of document n, [from, to).
func (s *segment) passages(n uint32) (from, to uint32) {
	meta := &s.rec.metas[n]
	from = meta.firstPassage(s.first[n])
	return from, from + meta.Passages
}

func (s *segment) close() {
	if s.zap != nil {
		_ = s.zap.Close() // nothing was written
	}
	if s.rec != nil {
		s.rec.close()
	}
}

func (s *segment) release() {
	if s.holders.Add(-1) == 0 {
		s.close()
	}
}

// entriesOf returns the entries of deleted documents.
func (s *segment) entriesOf(deleted *roaring.Bitmap) *roaring.Bitmap {
	if deleted == nil || deleted.IsEmpty() {
		return nil
	}
	entries := roaring.New()
	for it := deleted.Iterator(); it.HasNext(); {
		n := it.Next()
		entries.AddRange(uint64(s.first[n]), uint64(s.first[n]+s.rec.metas[n].entries()))
	}
	return entries
}

// merge writes the documents of segments that are not deleted as segment name,
// in the order given.
func merge(dir, name string, segments []*segment, deleted []*roaring.Bitmap) error {
	path := filepath.Join(dir, name)
	zaps := make([]scorch.Segment, len(segments))
	drops := make([]*roaring.Bitmap, len(segments))
	for i, s := range segments {
		zaps[i], drops[i] = s.zap, s.entriesOf(deleted[i])
	}
	if err := os.Remove(path + zapFile); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if _, _, err := plugin.Merge(zaps, drops, path+zapFile, nil, nil); err != nil {
		return err
	}
	merged, err := plugin.Open(path + zapFile)
	if err != nil {
		return err
	}
	defer func() { _ = merged.Close() }() // only read
	if err := writeVocabulary(path+vocFile, merged); err != nil {
		return err
	}
	return writeRecords(path+recFile, func(w *recordWriter) error {
		for i, s := range segments {
			for n, meta := range s.rec.metas {
				if deleted[i] != nil && deleted[i].Contains(uint32(n)) {
					continue
				}
				if err := w.copy(s.rec, meta); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
