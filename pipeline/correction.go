package pipeline

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Verdict is what a person decided about a tag of a passage.
type Verdict string

// The verdicts. The last one on a tag counts; Undone takes back what was decided.
const (
	Accepted Verdict = "accepted" // the tag is right
	Rejected Verdict = "rejected" // the tag is wrong
	Added    Verdict = "added"    // the tag was missing
	Undone   Verdict = "undone"
)

// Correction is one decision, kept beside the document and never rewritten.
type Correction struct {
	Document ID        `json:"document"`
	Passage  string    `json:"passage"` // ID at the time
	Text     string    `json:"text"`    // hash of the passage's text: finds it again where IDs have moved
	Scheme   string    `json:"scheme"`
	Tag      string    `json:"tag"`
	Label    string    `json:"label,omitempty"`
	Verdict  Verdict   `json:"verdict"`
	Who      string    `json:"who"`
	When     time.Time `json:"when"`
}

// ByPerson is what made a tag that a person accepted or added.
const ByPerson = "person"

// TextHash is what Correction.Text holds for a passage of that text.
func TextHash(text string) string {
	h := sha256.Sum256([]byte(strings.Join(strings.Fields(text), " ")))
	return hex.EncodeToString(h[:8])
}

func (s *Store) correctionsPath(id ID) string {
	return s.path(correctionsName(id))
}

// Corrections returns what was decided about a document, oldest first. A torn
// last line, as a crash leaves it, is passed over.
func (s *Store) Corrections(id ID) ([]Correction, error) {
	if s.bucket != nil {
		ledger, err := s.Ledger()
		if err != nil {
			return nil, err
		}
		return ledger.corrections(id), nil
	}
	b, err := os.ReadFile(s.correctionsPath(id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("corrections of %s: %w", id, err)
	}
	var list []Correction
	for line := range bytes.Lines(b) {
		var c Correction
		if json.Unmarshal(line, &c) == nil && c.Tag != "" {
			list = append(list, c)
		}
	}
	return list, nil
}

// Correct keeps decisions about one document and makes the index agree. The
// store must be open for writing.
func (s *Store) Correct(ctx context.Context, idx Indexer, id ID, list ...Correction) error {
	if s.readonly {
		return fmt.Errorf("%s: %w: opened for reading", s.dir, ErrReadOnly)
	}
	ledger, err := s.Ledger()
	if err != nil {
		return err
	}
	owner := ledger.Owner(id)
	if owner == nil {
		return fmt.Errorf("document %s: %w", id, ErrNotFound)
	}
	// A new line in the ledger makes every index take the document again, also after a crash here.
	again := *owner
	again.amends, again.Corrections, again.Time = owner, nil, time.Now().UTC()
	if s.bucket != nil {
		again.Corrections = list
	} else if err := s.appendCorrections(id, list); err != nil {
		return err
	}
	recorded, err := s.record(ctx, ledger, []*Outcome{ledger.note(&again)})
	if err != nil {
		return err
	}
	if recorded[0] == nil {
		return fmt.Errorf("document %s: %w: another machine put it out of use meanwhile", id, ErrNotFound)
	}
	return s.Replay(ctx, idx, nil)
}

// appendCorrections writes whole: the lines there were, also those that this
// program cannot read, and the new ones.
func (s *Store) appendCorrections(id ID, list []Correction) error {
	path := s.correctionsPath(id)
	old, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("corrections of %s: %w", id, err)
	}
	if len(old) > 0 && old[len(old)-1] != '\n' {
		old = append(old, '\n')
	}
	lines, err := correctionLines(list)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return writeError(s.dir, err)
	}
	return s.replace(path, append(old, lines...))
}

func correctionLines(list []Correction) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, c := range list {
		if err := e.Encode(c); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// overlay applies to d what persons decided about it.
func (s *Store) overlay(d *Document) error {
	list, err := s.Decided(d.ID)
	if err == nil {
		d.Correct(list)
	}
	return err
}

// Decided returns what persons decided about a document, and about earlier
// versions of it, oldest version first.
func (s *Store) Decided(id ID) ([]Correction, error) {
	ids, err := s.versionsBefore(id)
	if err != nil {
		return nil, err
	}
	var all []Correction
	for _, id := range append(ids, id) {
		list, err := s.Corrections(id)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	return all, nil
}

// versionsBefore returns the documents that were at the address of id before it.
func (s *Store) versionsBefore(id ID) (ids []ID, err error) {
	ledger, err := s.Ledger()
	if err != nil {
		return nil, err
	}
	owner := ledger.Owner(id)
	if owner == nil {
		return nil, nil
	}
	for _, old := range ledger.Versions(owner.URI) {
		if old.Document != id {
			ids = append(ids, old.Document)
		}
	}
	return ids, nil
}

// Correct applies decisions to the tags of d, oldest first. One whose passage
// is no longer there, by text or by ID of the same document, changes nothing.
func (d *Document) Correct(list []Correction) {
	for _, c := range d.Decisions(list) {
		if !c.Stands {
			continue
		}
		c.Now.Tags = c.apply(c.Now.Tags)
		for k := range d.Recommendations {
			if r := &d.Recommendations[k]; r.Passage == c.Now.ID {
				r.Tags = c.apply(r.Tags)
			}
		}
	}
}

// Decision is a correction with what it comes to in a document as it is now.
type Decision struct {
	Correction
	Now    *Passage // that it is about; nil where it is no longer there
	Stands bool     // it counts: it takes nothing back, and no later one on the same tag replaces it
}

// Decisions finds the passage of each correction, oldest first, and tells which ones stand.
func (d *Document) Decisions(list []Correction) []Decision {
	type key struct {
		passage     *Passage
		scheme, tag string
	}
	last := map[key]int{}
	decisions := make([]Decision, len(list))
	for i, c := range list {
		p := d.corrected(c)
		decisions[i] = Decision{c, p, p != nil && c.Verdict != Undone}
		if p == nil {
			continue
		}
		k := key{p, c.Scheme, c.Tag}
		if before, replaced := last[k]; replaced {
			decisions[before].Stands = false
		}
		last[k] = i
	}
	return decisions
}

// corrected finds the passage that a decision is about: the one with its ID and
// text, else one with its text, else, in the same document, the one with its ID.
func (d *Document) corrected(c Correction) *Passage {
	named := d.Passage(c.Passage)
	if named != nil && TextHash(d.PassageText(named)) == c.Text {
		return named
	}
	for i := range d.Passages {
		if TextHash(d.PassageText(&d.Passages[i])) == c.Text {
			return &d.Passages[i]
		}
	}
	if d.ID == c.Document {
		return named
	}
	return nil
}

// apply returns the tags as they are after the decision.
func (c Correction) apply(tags []Tag) []Tag {
	kept := make([]Tag, 0, len(tags)+1)
	found := false
	for _, t := range tags {
		if t.Scheme != c.Scheme || t.ID != c.Tag {
			kept = append(kept, t)
			continue
		}
		if c.Verdict == Rejected {
			continue
		}
		found = true
		t.By, t.Score = ByPerson, 1
		kept = append(kept, t)
	}
	if !found && c.Verdict != Rejected {
		kept = append(kept, Tag{Scheme: c.Scheme, ID: c.Tag, Label: c.Label, Score: 1, By: ByPerson})
	}
	return kept
}
