package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"net/url"
	"os"
	"strings"
)

// Documents yields every live document in the order of (URI, ID), one in memory
// at a time. A document that cannot be read is yielded as its error, and the
// next one follows.
func (s *Store) Documents() iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		ledger, err := s.Ledger()
		if err != nil {
			yield(nil, err)
			return
		}
		for _, o := range ledger.Documents() {
			if !yield(s.Document(o.Document)) {
				return
			}
		}
	}
}

// Find returns the live document that ref means: the beginning of its ID (four
// digits at least), its URI, file name or symbol. The error wraps ErrNotFound,
// or ErrAmbiguous and names the candidates.
func (s *Store) Find(ref string) (*Outcome, error) {
	ledger, err := s.Ledger()
	if err != nil {
		return nil, err
	}
	docs := ledger.Documents()
	for _, match := range matchers(ref) {
		var found []*Outcome
		for _, o := range docs {
			if match(o) {
				found = append(found, o)
			}
		}
		switch len(found) {
		case 0:
		case 1:
			return found[0], nil
		default:
			return nil, ambiguous(ref, found)
		}
	}
	return nil, fmt.Errorf("document %q: %w: give its ID, file name or symbol as haki status lists them", ref, ErrNotFound)
}

// matchers are tried in turn, the surest first.
func matchers(ref string) []func(*Outcome) bool {
	prefix, symbol := strings.ToLower(ref), Symbol(ref)
	return []func(*Outcome) bool{
		func(o *Outcome) bool { return o.URI == ref },
		func(o *Outcome) bool { return len(ref) >= 4 && strings.HasPrefix(string(o.Document), prefix) },
		func(o *Outcome) bool { return o.File == ref },
		func(o *Outcome) bool { return o.Summary != nil && symbol != "" && Symbol(o.Summary.Symbol) == symbol },
		func(o *Outcome) bool { return strings.EqualFold(o.File, ref) },
	}
}

// Symbol writes a UN symbol as documents carry it: capitals, without spaces.
func Symbol(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), "")) }

func ambiguous(ref string, found []*Outcome) error {
	const shown = 5
	var names []string
	for _, o := range found[:min(shown, len(found))] {
		names = append(names, string(o.Document)+" "+o.File)
	}
	if n := len(found) - shown; n > 0 {
		names = append(names, fmt.Sprintf("and %d more", n))
	}
	return fmt.Errorf("document %q: %w: %s: give its ID", ref, ErrAmbiguous, strings.Join(names, ", "))
}

// Unfinished is a source of the items that failed or were read in part: their bytes from the store where
// they could be read, else as reopen finds them again (from their address, say),
// else from their file. Items that cannot be had again stay as they are recorded.
// reopen may be nil.
func (s *Store) Unfinished(reopen func(*Outcome) (Item, bool)) Source {
	return unfinishedItems{s, reopen}
}

// Only is those items of a source that are at an address; all where it is "".
func Only(src Source, uri string) Source {
	if uri == "" {
		return src
	}
	return only{src, uri}
}

type only struct {
	Source
	uri string
}

func (o only) Each(ctx context.Context, yield func(Item) error) error {
	return o.Source.Each(ctx, func(it Item) error {
		if it.URI != o.uri {
			return nil
		}
		return yield(it)
	})
}

type unfinishedItems struct {
	store  *Store
	reopen func(*Outcome) (Item, bool)
}

func (f unfinishedItems) Each(ctx context.Context, yield func(Item) error) error {
	ledger, err := f.store.Ledger()
	if err != nil {
		return err
	}
	for _, o := range ledger.Unfinished() {
		if err := ctx.Err(); err != nil {
			return err
		}
		it, ok := f.item(o)
		if !ok {
			continue
		}
		if err := yield(it); err != nil {
			return err
		}
	}
	return nil
}

func (f unfinishedItems) item(o *Outcome) (Item, bool) {
	it := Item{URI: o.URI, File: o.File, Size: o.Size, Modified: o.Modified, Set: orZero(o.Set), Provenance: o.Provenance}
	if path, err := f.store.Original(o.SHA256); err == nil {
		it.Open = func() (io.ReadCloser, error) { return os.Open(path) }
		return it, true
	}
	if f.reopen != nil {
		if it, ok := f.reopen(o); ok {
			return it, true
		}
	}
	u, err := url.Parse(o.URI)
	if err != nil || u.Scheme != "file" || u.Fragment != "" {
		return it, false
	}
	if info, err := os.Stat(u.Path); err == nil {
		it.Size, it.Modified = info.Size(), info.ModTime()
	}
	it.Open = func() (io.ReadCloser, error) { return os.Open(u.Path) }
	return it, true
}

// Hash is the SHA-256 of what the corpus holds: URI, ID, recipe and metadata
// given of every live document, in order. Corpora with the same hash export the same.
func (s *Store) Hash() (string, error) {
	ledger, err := s.Ledger()
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, o := range ledger.Documents() {
		fmt.Fprintf(h, "%q %s %s %s %+v\n", o.URI, o.Document, o.SHA256, o.Recipe, orZero(o.Set))
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
