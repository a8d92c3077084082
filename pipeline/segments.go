package pipeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"
)

// segments keep the ledger of a shared corpus: one file a commit, numbered from
// 1 without a gap, never changed. Whoever creates the next number has committed;
// who finds it taken reads it first. So all machines see the same lines in the
// same order, and none is lost.
type segments struct {
	bucket Bucket
	dir    string // where the copies of this machine are
	n      int    // the newest one that is applied
}

const (
	segmentFolder = "ledger/"
	segmentSuffix = ".jsonl.zst"
)

func segmentName(n int) string { return fmt.Sprintf("%s%09d%s", segmentFolder, n, segmentSuffix) }

// parseSegmentName returns 0 for what is no segment.
func parseSegmentName(name string) int {
	digits := strings.TrimSuffix(strings.TrimPrefix(name, segmentFolder), segmentSuffix)
	n, err := strconv.Atoi(digits)
	if err != nil || segmentName(n) != name {
		return 0
	}
	return n
}

// arrivals are what other machines' lines bring into the index and take out.
type arrivals struct {
	puts []*Outcome
	gone []ID
}

// openSharedLedger reads the copies that this machine has, and the rest from the bucket.
func openSharedLedger(bucket Bucket, dir string) (*Ledger, error) {
	l := emptyLedger(filepath.Join(dir, filepath.FromSlash(segmentFolder)))
	l.shared = &segments{bucket: bucket, dir: dir}
	if err := os.MkdirAll(l.path, 0o755); err != nil {
		return nil, writeError(dir, err)
	}
	for {
		lines, err := l.shared.copied()
		if err != nil {
			break // absent, or torn by a crash: the bucket has it
		}
		l.readLines(lines)
	}
	lines, err := l.shared.fetch(context.Background())
	if err != nil {
		return nil, err
	}
	l.readLines(lines)
	return l, nil
}

// copied reads this machine's copy of the next segment.
func (s *segments) copied() ([]byte, error) {
	b, err := os.ReadFile(s.copyPath(s.n + 1))
	if err != nil {
		return nil, err
	}
	lines, err := unpack(b)
	if err == nil {
		s.n++
	}
	return lines, err
}

func (s *segments) copyPath(n int) string {
	return filepath.Join(s.dir, filepath.FromSlash(segmentName(n)))
}

// fetch returns the lines of all segments that are not applied yet.
func (s *segments) fetch(ctx context.Context) ([]byte, error) {
	var newer []int
	for name, err := range s.bucket.List(ctx, segmentFolder) {
		if err != nil {
			return nil, fmt.Errorf("ledger in the bucket: %w", err)
		}
		if n := parseSegmentName(name); n > s.n {
			newer = append(newer, n)
		}
	}
	parts := make([][]byte, len(newer))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(transfers)
	for i, n := range newer {
		if n != s.n+1+i {
			return nil, fmt.Errorf("ledger in the bucket: %w: %s is missing: bring it back from a backup of the bucket", ErrDamaged, segmentName(s.n+1+i))
		}
		g.Go(func() (err error) { parts[i], err = s.get(ctx, n); return err })
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	s.n += len(newer)
	return bytes.Join(parts, nil), nil
}

func (s *segments) get(ctx context.Context, n int) ([]byte, error) {
	r, err := s.bucket.Get(ctx, segmentName(n))
	if err != nil {
		return nil, fmt.Errorf("ledger in the bucket: %w", err)
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, maxDecoded))
	if err != nil {
		return nil, fmt.Errorf("ledger in the bucket: %w", err)
	}
	lines, err := unpack(b)
	if err != nil {
		return nil, fmt.Errorf("%s in the bucket: %w: bring it back from a backup of the bucket", segmentName(n), err)
	}
	return lines, s.keepCopy(n, b)
}

// keepCopy saves the next reading of a segment; that it is torn by a crash does
// no harm.
func (s *segments) keepCopy(n int, packed []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(s.copyPath(n)), ".part-*")
	if err != nil {
		return writeError(s.dir, err)
	}
	defer os.Remove(tmp.Name()) //nolint:errcheck // gone when all went well
	_, err = tmp.Write(packed)
	return writeError(s.dir, errors.Join(err, tmp.Close(), os.Chmod(tmp.Name(), 0o644), os.Rename(tmp.Name(), s.copyPath(n))))
}

// create commits lines as the next segment, and reports false where another
// machine has taken its number. One that is there with the very same lines is
// ours: the answer to an earlier attempt was lost on the way.
func (s *segments) create(ctx context.Context, lines []byte) (bool, error) {
	packed := codec().enc.EncodeAll(lines, nil)
	err := s.bucket.Create(ctx, segmentName(s.n+1), packed)
	if errors.Is(err, fs.ErrExist) {
		there, err := s.get(ctx, s.n+1)
		if err != nil || !bytes.Equal(there, lines) {
			return false, err
		}
	} else if err != nil {
		return false, fmt.Errorf("ledger in the bucket: %w", err)
	}
	s.n++
	return true, s.keepCopy(s.n, packed)
}

func unpack(packed []byte) ([]byte, error) {
	lines, err := codec().dec.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return lines, nil
}

func (l *Ledger) readLines(lines []byte) {
	for line := range bytes.Lines(lines) {
		l.readLine(line)
	}
}

// share commits noted outcomes to the bucket. Where other machines were faster,
// what was noted is taken back, theirs is applied, and ours is noted anew as it
// must be after theirs. It returns the outcomes as they were recorded, nil for
// each that had nothing left to say.
func (l *Ledger) share(noted []*Outcome) ([]*Outcome, error) {
	ctx := context.Background() // what was begun is finished, as on a disk
	for outcomes := noted; ; {
		lines, err := encodeLines(slices.DeleteFunc(slices.Clone(outcomes), func(o *Outcome) bool { return o == nil }))
		if err != nil {
			return nil, err
		}
		won := len(lines) == 0
		if !won {
			if won, err = l.shared.create(ctx, lines); err != nil {
				return nil, err
			}
		}
		if won {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.undo = nil
			return outcomes, nil
		}
		others, err := l.shared.fetch(ctx)
		if err != nil {
			return nil, err
		}
		outcomes = l.renote(others, outcomes)
	}
}

// renote takes back what was noted, applies other machines' lines, and notes
// again what is then to be said.
func (l *Ledger) renote(others []byte, noted []*Outcome) []*Outcome {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, undo := range slices.Backward(l.undo) {
		undo()
	}
	l.undo = nil
	before := l.seq
	l.readLines(others)
	puts, gone := l.sinceLocked(before)
	l.others.puts, l.others.gone = append(l.others.puts, puts...), append(l.others.gone, gone...)
	again := make([]*Outcome, len(noted))
	for i, o := range noted {
		if o == nil {
			continue
		}
		if now := l.after(o, before); now != nil {
			again[i] = l.noteLocked(now)
		}
	}
	return again
}

// after returns a copy of o as it must be after lines that others wrote behind
// before, nil where it says nothing new.
func (l *Ledger) after(o *Outcome, before int64) *Outcome {
	if o.amends != nil {
		return l.amendmentAfter(o)
	}
	c := *o
	if last := l.last[o.URI]; last != nil && last.Seq > before && last.settles(o) {
		return nil
	}
	owner := l.live[l.owner[o.Document]]
	switch {
	case o.State == Failed || owner == nil:
	case o.State == Duplicate && owner.URI == o.URI:
		return nil
	case o.State == Done && owner.URI != o.URI:
		c.State, c.Summary, c.Stored = Duplicate, nil, ""
	}
	return &c
}

// settles reports whether another machine has done with the same item what o
// says, or better.
func (o *Outcome) settles(mine *Outcome) bool {
	same := o.SHA256 == mine.SHA256 && o.Size == mine.Size && o.Modified.Equal(mine.Modified)
	return same && (o.State == Duplicate || o.Recipe == mine.Recipe && sameSet(o.Set, orZero(mine.Set))) && (o.State != Failed || mine.State == Failed)
}

// amendmentAfter moves a change of a document's line to the line that counts now.
func (l *Ledger) amendmentAfter(o *Outcome) *Outcome {
	now := l.live[l.owner[o.Document]]
	if now == nil {
		return nil
	}
	c := *now
	c.amends, c.Corrections, c.Time = now, o.Corrections, o.Time
	if now.Stored == o.amends.Stored {
		c.Recipe, c.Summary, c.Stored = o.Recipe, o.Summary, o.Stored
	}
	return &c
}

// arrived returns, once, what other machines' lines mean for the index.
func (l *Ledger) arrived() (puts []*Outcome, gone []ID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, o := range l.others.puts {
		if owner := l.live[l.owner[o.Document]]; owner != nil && owner.Stored == o.Stored {
			puts = append(puts, o)
		}
	}
	gone = l.others.gone
	l.others = arrivals{}
	return puts, gone
}

func (l *Ledger) corrections(id ID) []Correction {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return slices.Clone(l.decided[id])
}

// storedOf is what tells the file of document id that counts, "" for none.
func (l *Ledger) storedOf(id ID) string {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.stored[id]
}
