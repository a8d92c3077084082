package bleve

import (
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	scorch "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"

	"github.com/haki-project/haki/index/query"
	"github.com/haki-project/haki/index/terms"
)

// posting is where one term of one field stands in a segment.
type posting struct {
	list    scorch.PostingsList
	entries *roaring.Bitmap // never changed: it lies in the file
}

// newPosting returns ok false where no entry has the term.
func newPosting(dictionary scorch.TermDictionary, term []byte) (p posting, ok bool, err error) {
	p.list, err = dictionary.PostingsList(term, nil, nil)
	if err != nil {
		return p, false, err
	}
	iterator, is := p.list.Iterator(false, false, false, nil).(*zap.PostingsIterator)
	if !is {
		return p, false, nil
	}
	if entry, one := iterator.DocNum1Hit(); one {
		p.entries = roaring.BitmapOf(uint32(entry))
		return p, true, nil
	}
	p.entries = iterator.ActualBitmap()
	return p, p.entries != nil && !p.entries.IsEmpty(), nil
}

// iterator walks the entries of p that are in within; nil is all of them.
func (p posting) iterator(within *roaring.Bitmap) *zap.PostingsIterator {
	iterator := p.list.Iterator(true, true, true, nil).(*zap.PostingsIterator)
	if _, one := iterator.DocNum1Hit(); !one && within != nil {
		iterator.ReplaceActual(roaring.And(p.entries, within))
	}
	return iterator
}

// wordField is a field with words in a segment, in one language.
type wordField struct {
	name, language string
	dictionary     scorch.TermDictionary
}

// wordFields returns the fields text.en, text.fr … of a segment.
func (s *segment) wordFields(of string) ([]wordField, error) {
	var fields []wordField
	for _, name := range s.zap.Fields() {
		base, language, ok := strings.Cut(name, ".")
		if !ok || base != of {
			continue
		}
		dictionary, err := s.zap.Dictionary(name)
		if err != nil {
			return nil, err
		}
		fields = append(fields, wordField{name, language, dictionary})
	}
	return fields, nil
}

// postings returns the postings of every term of field that t asks for.
func (s *segment) postings(field wordField, t terms.Term) ([]posting, error) {
	switch t.Mode {
	case query.Stem:
		return s.stemmed(field, t)
	case query.Exact:
		return scan(field.dictionary, t.Fold, t.Fold+"\x01", func(term string) bool { return t.Matches(field.language, term) })
	}
	literal := t.Literal()
	matcher := func(term string) bool {
		fold, _ := terms.Cut(term)
		return t.MatchesFold(fold)
	}
	return scan(field.dictionary, literal, after(literal), matcher)
}

func (s *segment) stemmed(field wordField, t terms.Term) ([]posting, error) {
	var list []posting
	folds := []string{t.Fold}
	if field.language != terms.Unknown {
		folds = s.voc.folds(field.name, field.language, t.Fold)
	}
	for _, fold := range folds {
		found, err := scan(field.dictionary, fold, fold+"\x01", func(string) bool { return true })
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	return list, nil
}

// scan returns the postings of the terms from from to before to that match
// accepts; to "" is the end.
func scan(dictionary scorch.TermDictionary, from, to string, accepts func(string) bool) ([]posting, error) {
	var list []posting
	err := eachTerm(dictionary, from, to, func(term string) error {
		if !accepts(term) {
			return nil
		}
		p, ok, err := newPosting(dictionary, []byte(term))
		if ok {
			list = append(list, p)
		}
		return err
	})
	return list, err
}

// eachTerm calls yield for the terms from from to before to, in their order.
func eachTerm(dictionary scorch.TermDictionary, from, to string, yield func(string) error) error {
	var start, end []byte
	if from != "" {
		start = []byte(from)
	}
	if to != "" {
		end = []byte(to)
	}
	iterator := dictionary.AutomatonIterator(nil, start, end)
	for {
		item, err := iterator.Next()
		if err != nil || item == nil {
			return err
		}
		if err := yield(item.Term); err != nil {
			return err
		}
	}
}

// after returns what sorts after everything that begins with prefix, "" for the end.
func after(prefix string) string {
	end := []byte(prefix)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i] < 0xff {
			end[i]++
			return string(end[:i+1])
		}
	}
	return ""
}

// union returns the entries of all postings.
func union(list []posting) *roaring.Bitmap {
	bitmaps := make([]*roaring.Bitmap, len(list))
	for i, p := range list {
		bitmaps[i] = p.entries
	}
	switch len(bitmaps) {
	case 0:
		return roaring.New()
	case 1:
		return bitmaps[0]
	}
	slices.SortFunc(bitmaps, func(a, b *roaring.Bitmap) int { return int(b.GetCardinality()) - int(a.GetCardinality()) })
	return roaring.FastOr(bitmaps...)
}
