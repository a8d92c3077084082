package pipeline

import (
	"context"
	"fmt"
	"time"
)

// Amend keeps documents that were made anew from what was kept of them, as
// after a change of the tagger, in place of the old ones. The index takes them
// at the next Replay. Their recipe tells later runs that they are up to date.
func (s *Store) Amend(docs ...*Document) error {
	ledger, err := s.Ledger()
	if err != nil {
		return err
	}
	var files []*staged
	var outcomes []*Outcome
	for _, d := range docs {
		owner := ledger.Owner(d.ID)
		if owner == nil {
			return fmt.Errorf("document %s: %w", d.ID, ErrNotFound)
		}
		b, err := EncodeDocument(d)
		if err != nil {
			return err
		}
		f, err := s.stageDocument(d.ID, b)
		if err != nil {
			return err
		}
		again := *owner
		again.amends, again.Stored, again.Corrections = owner, f.stored, nil
		again.Recipe, again.Summary, again.Time = d.Recipe, d.Summary(), time.Now().UTC()
		files, outcomes = append(files, f), append(outcomes, &again)
	}
	if err := s.commit(files...); err != nil {
		return err
	}
	for _, o := range outcomes {
		ledger.note(o)
	}
	_, err = s.record(context.Background(), ledger, outcomes)
	return err
}
