package opensearch

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"time"
)

// state is the document that says what of an index is published. It is replaced
// on condition that nobody else did so meanwhile.
type state struct {
	Format    int                  `json:"format"`
	Mark      string               `json:"mark"`
	Languages []string             `json:"languages"` // of the texts, as terms.Language returns them
	Next      int                  `json:"next"`      // number of the next transaction
	Open      map[int]time.Time    `json:"open"`      // transactions not published, and their last sign of life
	Closed    []int                `json:"closed"`    // the newest transactions published
	Dropped   []int                `json:"dropped"`   // transactions that will never be published
	Gone      map[string]time.Time `json:"gone"`      // versions that nobody sees, since when
	Removed   int                  `json:"removed"`   // how many times what is gone was removed
	Rebuild   time.Time            `json:"rebuild"`   // since when an index is made that will take this one's place

	index   string // that has it
	seq     int64
	primary int64
	silence time.Duration
}

// formatVersion is raised when an index of another version cannot be read.
const formatVersion = 1

const (
	stateID   = "state"
	stateArgs = "?routing=" + stateID
	maxClosed = 200
)

var (
	// ErrNoIndex says that the cluster has no index of this name.
	ErrNoIndex = errors.New("the cluster has no index of this name: make it with haki rebuild")
	errFormat  = errors.New("the index was made by another version of this program: run haki rebuild")
	// ErrReplaced says that an index was rebuilt, or is being rebuilt, while it was
	// written.
	ErrReplaced = errors.New("the index is being rebuilt by another process: run it again when that is done")
	// ErrExpired says that a writer was silent for so long that its work was dropped.
	ErrExpired = errors.New("this writer was taken for dead and its work dropped: run it again")
)

func newState() *state {
	return &state{Format: formatVersion, Next: 1, Open: map[int]time.Time{}, Gone: map[string]time.Time{}}
}

func (c *client) newState(ctx context.Context, index string) error {
	err := c.do(ctx, http.MethodPut, "/"+index+"/_create/"+stateID+stateArgs, object{"state": newState()}, nil)
	if hasStatus(err, http.StatusConflict) {
		return nil // another machine did, or an earlier try
	}
	return err
}

// readState reads the state of the index that has our name. With errFormat comes a
// state that tells only which index that is.
func (c *client) readState(ctx context.Context) (*state, error) { return c.stateOf(ctx, c.Name) }

func (c *client) stateOf(ctx context.Context, index string) (*state, error) {
	var answer struct {
		Index   string `json:"_index"`
		Seq     int64  `json:"_seq_no"`
		Primary int64  `json:"_primary_term"`
		Source  struct {
			State *state `json:"state"`
		} `json:"_source"`
	}
	err := c.do(ctx, http.MethodGet, "/"+index+"/_doc/"+stateID+stateArgs, nil, &answer)
	if hasStatus(err, http.StatusNotFound) {
		return nil, fmt.Errorf("%s: %w", c.Address, ErrNoIndex)
	}
	if err != nil {
		return nil, err
	}
	s := answer.Source.State
	if s == nil {
		s = newState()
		s.Format = 0
	}
	s.index, s.seq, s.primary, s.silence = answer.Index, answer.Seq, answer.Primary, c.limits.silence
	if s.Format != formatVersion {
		return s, fmt.Errorf("%s: %w", c.Address, errFormat)
	}
	return s, nil
}

// swaps is how often replacing the state is tried while others do so too.
const swaps = 200

// update replaces the state of an index by what change makes of it. Where another
// writer was first, change is called again on what that one left.
func (c *client) update(ctx context.Context, index string, change func(*state) error) error {
	for range swaps {
		s, err := c.stateOf(ctx, index)
		if err != nil {
			return err
		}
		if err := change(s); err != nil {
			return err
		}
		path := fmt.Sprintf("/%s/_doc/%s%s&if_seq_no=%d&if_primary_term=%d", s.index, stateID, stateArgs, s.seq, s.primary)
		err = c.do(ctx, http.MethodPut, path, object{"state": s}, nil)
		if !hasStatus(err, http.StatusConflict) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(rand.N(50 * time.Millisecond)):
		}
	}
	return fmt.Errorf("%s: too many writers publish at once", c.Address)
}

// begin opens a transaction and returns its number.
func (s *state) begin() (txn int, err error) {
	if s.rebuilding() {
		return 0, ErrReplaced
	}
	txn = s.Next
	s.Next++
	s.Open[txn] = time.Now().UTC()
	return txn, nil
}

func (s *state) rebuilding() bool { return time.Since(s.Rebuild) < s.silence }

// drop gives transactions up. They are remembered: what was on its way when their
// writer ended may still arrive.
func (s *state) drop(txns ...int) {
	for _, txn := range txns {
		if _, open := s.Open[txn]; open {
			delete(s.Open, txn)
			s.Dropped = append(s.Dropped, txn)
		}
	}
}

// finish publishes txn: what it wrote is seen, the versions it superseded are not.
func (s *state) finish(txn int, mark string, languages, superseded []string) {
	delete(s.Open, txn)
	s.Closed = append(s.Closed, txn)
	s.Closed = s.Closed[max(0, len(s.Closed)-maxClosed):]
	s.Mark = mark
	for _, l := range languages {
		if !slices.Contains(s.Languages, l) {
			s.Languages = append(s.Languages, l)
		}
	}
	for _, v := range superseded {
		s.Gone[v] = time.Now().UTC()
	}
}

// seen narrows a query to passages that are published and not gone. Transactions
// younger than the state are left out too, so that every request with one state
// sees the same.
func (s *state) seen(matching object) object {
	var mustNot []object
	if hidden := slices.Concat(slices.Sorted(maps.Keys(s.Open)), s.Dropped); len(hidden) > 0 {
		mustNot = append(mustNot, object{"terms": object{txnField: hidden}})
	}
	if len(s.Gone) > 0 {
		mustNot = append(mustNot, object{"terms": object{versionField: slices.Sorted(maps.Keys(s.Gone))}})
	}
	return object{"bool": object{"filter": []object{{"range": object{txnField: object{"lt": s.Next}}}, matching}, "must_not": mustNot}}
}
