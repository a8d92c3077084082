package bleve

import (
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	zap "github.com/blevesearch/zapx/v17"

	"github.com/haki-project/haki/index/terms"
)

// together is where a phrase stands: the passages and how often in each.
type together struct {
	entries   []uint32
	times     []uint8         // at most 255
	asked     *roaring.Bitmap // what was looked at
	confirmed *roaring.Bitmap // entries as a bitmap
}

// checkEvery is after how many passages a phrase search looks whether it is
// still wanted.
const checkEvery = 4096

// phrase finds p in within. What it found before it does not look up again.
func (v *view) phrase(p terms.Phrase, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if p.Field != terms.Body {
		return v.headingPhrase(p, within)
	}
	key := phraseKey(p)
	t := v.phrases[key]
	if t == nil {
		t = &together{asked: roaring.New(), confirmed: roaring.New()}
		v.phrases[key] = t
	}
	open := roaring.AndNot(within, t.asked)
	if !open.IsEmpty() {
		err := v.search(p, bodyWords, open, func(entry uint32, times int) {
			t.entries = append(t.entries, entry)
			t.times = append(t.times, uint8(min(times, 255)))
			t.confirmed.Add(entry)
		})
		if err != nil {
			return nil, err
		}
		t.asked.Or(within)
	}
	return roaring.And(t.confirmed, within), nil
}

// phraseKey is the same for phrases that are the same.
func phraseKey(p terms.Phrase) string { return fmt.Sprintf("%#v", p) }

// headingPhrase finds p in titles or headings.
func (v *view) headingPhrase(p terms.Phrase, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	in := fieldWords[p.Field]
	entries := roaring.New()
	if err := v.search(p, in.name, nil, func(entry uint32, _ int) { entries.Add(entry) }); err != nil {
		return nil, err
	}
	return roaring.And(v.spread(entries, in.level), within), nil
}

// search calls yield for each entry of within that has p in a field, rising in
// each language.
func (v *view) search(p terms.Phrase, of string, within *roaring.Bitmap, yield func(entry uint32, times int)) error {
	fields, err := v.wordFields(of)
	if err != nil {
		return err
	}
	for _, field := range fields {
		cursors, candidates, err := v.cursors(p, field, within)
		if err != nil {
			return err
		}
		if candidates.IsEmpty() {
			continue
		}
		if err := v.walk(terms.NewNear(p), cursors, candidates, yield); err != nil {
			return err
		}
	}
	return nil
}

// cursors returns a cursor for each term of p and the entries that have all terms.
func (v *view) cursors(p terms.Phrase, field wordField, within *roaring.Bitmap) ([]*cursor, *roaring.Bitmap, error) {
	lists := make([][]posting, len(p.Terms))
	candidates := within
	for i, t := range p.Terms {
		list, err := v.postings(field, t)
		if err != nil {
			return nil, nil, err
		}
		lists[i] = list
		if candidates == nil {
			candidates = union(list)
		} else {
			candidates = roaring.And(candidates, union(list))
		}
		if candidates.IsEmpty() {
			return nil, candidates, nil
		}
	}
	cursors := make([]*cursor, len(lists))
	for i, list := range lists {
		cursors[i] = newCursor(list, candidates)
	}
	return cursors, candidates, nil
}

func (v *view) walk(near *terms.Near, cursors []*cursor, candidates *roaring.Bitmap, yield func(uint32, int)) error {
	positions := make([][]int, len(cursors))
	n := 0
	for it := candidates.Iterator(); it.HasNext(); n++ {
		if n%checkEvery == checkEvery-1 {
			if err := v.ctx.Err(); err != nil {
				return err
			}
		}
		entry := it.Next()
		for i, c := range cursors {
			var err error
			if positions[i], err = c.at(entry); err != nil {
				return err
			}
		}
		if places := near.Places(positions); len(places) > 0 {
			yield(entry, len(places))
		}
	}
	return nil
}

// cursor walks the positions of one term of a phrase, entry by entry.
type cursor struct {
	iterators []*zap.PostingsIterator
	next      []*zap.Posting // nil at an end
	positions []int
}

func newCursor(list []posting, within *roaring.Bitmap) *cursor {
	c := &cursor{}
	for _, p := range list {
		if p.entries.Intersects(within) {
			c.iterators = append(c.iterators, p.iterator(within))
		}
	}
	c.next = make([]*zap.Posting, len(c.iterators))
	return c
}

// at returns the positions in entry, rising. Entries are asked for in order.
func (c *cursor) at(entry uint32) ([]int, error) {
	c.positions = c.positions[:0]
	sources := 0
	for i, iterator := range c.iterators {
		if iterator == nil {
			continue
		}
		for c.next[i] == nil || c.next[i].Number() < uint64(entry) {
			p, err := iterator.Next()
			if err != nil {
				return nil, err
			}
			if p == nil {
				c.iterators[i] = nil
				break
			}
			c.next[i] = p.(*zap.Posting)
		}
		if c.iterators[i] != nil && c.next[i].Number() == uint64(entry) {
			before := len(c.positions)
			c.positions = unpack(c.positions, c.next[i])
			if before > 0 && len(c.positions) > before {
				sources++
			}
		}
	}
	if sources > 0 {
		sortSmall(c.positions)
	}
	return c.positions, nil
}

// sortSmall sorts by insertion: lists are short and nearly sorted.
func sortSmall(list []int) {
	for i := 1; i < len(list); i++ {
		for k := i; k > 0 && list[k] < list[k-1]; k-- {
			list[k], list[k-1] = list[k-1], list[k]
		}
	}
}
