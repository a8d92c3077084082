package pipeline

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// replayCost is how many bytes of decoded documents go to the index at once, about.
const replayCost = 16 << 20

// Replay brings idx up to the ledger from the documents in the store: all of
// them for a new index, what its mark lacks for one that a crash left behind.
// progress, which may be nil, is told how many documents of how many are in. The
// error wraps ErrStaleIndex where only a new index will do.
func (s *Store) Replay(ctx context.Context, idx Indexer, progress func(done, total int)) error {
	ledger, err := s.Ledger()
	if err != nil {
		return err
	}
	seq, err := s.markSeq(idx.Mark())
	if err != nil {
		return err
	}
	if seq > ledger.Seq() {
		return fmt.Errorf("%w: it has seen line %d of a ledger of %d", ErrStaleIndex, seq, ledger.Seq())
	}
	puts, gone := ledger.since(seq)
	if len(gone) > 0 && seq > 0 {
		if err := idx.Delete(ctx, gone...); err != nil {
			return wrap("index", err)
		}
	}
	if err := s.putAll(ctx, idx, puts, progress); err != nil {
		return err
	}
	return s.publish(ctx, idx)
}

func (s *Store) putAll(ctx context.Context, idx Indexer, puts []*Outcome, progress func(done, total int)) error {
	var docs []*Document
	var size int64
	for i, o := range puts {
		d, err := s.Document(o.Document)
		if err != nil {
			return err
		}
		docs, size = append(docs, d), size+cost(d)
		if size < replayCost && i+1 < len(puts) {
			continue
		}
		if err := idx.Put(ctx, docs...); err != nil {
			return wrap("index", err)
		}
		docs, size = nil, 0
		if progress != nil {
			progress(i+1, len(puts))
		}
	}
	return nil
}

// publish makes idx visible up to the newest outcome, unless it is already.
func (s *Store) publish(ctx context.Context, idx Indexer) error {
	ledger, err := s.Ledger()
	if err != nil {
		return err
	}
	mark := fmt.Sprintf("%s:%d", s.format.Corpus, ledger.Seq())
	if idx.Mark() == mark || idx.Mark() == "" && ledger.Seq() == 0 {
		return nil
	}
	return wrap("index", idx.Publish(ctx, mark))
}

// markSeq returns the number of the newest outcome that an index knows.
func (s *Store) markSeq(mark string) (int64, error) {
	if mark == "" {
		return 0, nil
	}
	corpus, number, _ := strings.Cut(mark, ":")
	seq, err := strconv.ParseInt(number, 10, 64)
	if err != nil || corpus != s.format.Corpus {
		return 0, fmt.Errorf("%w: its mark is %q", ErrStaleIndex, mark)
	}
	return seq, nil
}
