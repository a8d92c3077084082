package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
)

// Problem is something in a corpus that is not as the ledger says.
type Problem struct {
	URI     string `json:"uri,omitempty"` // of the item it belongs to
	Path    string `json:"path"`          // of the file at fault
	Message string `json:"message"`
	Advice  string `json:"advice"`
}

const (
	adviceAgain  = "ingest its source again with --force, or restore a backup"
	adviceLedger = "ingest the sources again: what these lines said is done anew"
)

// Verify reads every file that the ledger names, earlier versions included: each
// original has its hash, each document is whole, is the one it says, and all its
// spans lie in its text. progress, which may be nil, is told how many outcomes
// of how many are checked.
func (s *Store) Verify(ctx context.Context, progress func(done, total int)) ([]Problem, error) {
	ledger, err := s.Ledger()
	if err != nil {
		return nil, err
	}
	var problems []Problem
	if n := ledger.Damaged(); n > 0 {
		problems = append(problems, Problem{Path: ledger.path, Message: fmt.Sprintf("%d lines are no outcomes", n), Advice: adviceLedger})
	}
	outcomes, seen := ledger.kept(), map[string]bool{}
	for i, o := range outcomes {
		if ctx.Err() != nil {
			return problems, ctx.Err()
		}
		problems = append(problems, s.verify(o, seen)...)
		if progress != nil {
			progress(i+1, len(outcomes))
		}
	}
	return problems, nil
}

// verify checks the files of one outcome that were not seen before.
func (s *Store) verify(o *Outcome, seen map[string]bool) (problems []Problem) {
	check := func(path string, err error) {
		if err != nil {
			problems = append(problems, Problem{URI: o.URI, Path: path, Message: err.Error(), Advice: adviceAgain})
		}
	}
	if o.SHA256 != "" && !seen[o.SHA256] {
		seen[o.SHA256] = true
		check(s.originalPath(o.SHA256), s.verifyOriginal(o.SHA256))
	}
	if o.State == Done && !seen[string(o.Document)] {
		seen[string(o.Document)] = true
		check(s.documentPath(o.Document), s.verifyDocument(o))
	}
	return problems
}

func (s *Store) verifyOriginal(sha string) error {
	path, err := s.Original(sha)
	if err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != sha {
		return fmt.Errorf("%w: its bytes have the hash %s", ErrDamaged, got)
	}
	return nil
}

func (s *Store) verifyDocument(o *Outcome) error {
	d, err := s.Document(o.Document)
	if err != nil {
		return err
	}
	if d.SHA256 != o.SHA256 {
		return fmt.Errorf("%w: it was made of the bytes %s", ErrDamaged, d.SHA256)
	}
	if err := d.Check(); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return d.checkRest()
}

// checkRest is Check for what is not in a passage.
func (d *Document) checkRest() error {
	in := func(what string, start, end int) error {
		if start < 0 || end < start || end > len(d.Text) {
			return fmt.Errorf("%w: %s: [%d,%d) is not in a text of %d bytes", ErrDamaged, what, start, end, len(d.Text))
		}
		return nil
	}
	for _, p := range d.Pages {
		if err := in(fmt.Sprintf("page %d", p.Number), p.Start, p.End); err != nil {
			return err
		}
	}
	for _, r := range d.Recommendations {
		if err := in("recommendation "+r.Number, r.Start, r.End); err != nil {
			return err
		}
	}
	return nil
}
