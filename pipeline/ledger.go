package pipeline

import (
	"cmp"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

// Ledger says what became of every item: one JSON line an outcome, appended
// last of all when an item is committed. It holds the newest outcome of each
// URI in memory (about 400 bytes each) and is safe for concurrent use.
type Ledger struct {
	path     string
	file     *os.File  // nil for readers
	size     int64     // bytes of the file when it was read
	modified time.Time // its time then
	mu       sync.RWMutex
	seq      int64
	lines    int
	damaged  int
	last     map[string]*Outcome    // by URI
	live     map[string]*Outcome    // by URI: the newest that did not fail
	earlier  map[string][]*Outcome  // by URI: older versions, oldest first
	owner    map[ID]string          // the URI whose live outcome is this document
	twins    map[ID]map[string]bool // URIs recorded as duplicates of this document
	stored   map[ID]string          // what the newest file of this document is called, in a shared corpus
	decided  map[ID][]Correction    // what persons decided, in a shared corpus
	shared   *segments              // where a shared corpus keeps the lines; nil for a file
	others   arrivals               // what other machines recorded and this one's index lacks
	noting   bool                   // whether changes may have to be taken back
	undo     []func()               // takes them back, oldest first
}

// apply makes o the newest outcome of its URI.
func (l *Ledger) apply(o *Outcome) {
	l.seq = max(l.seq, o.Seq)
	assign(l, l.last, o.URI, o)
	if o.State == Failed {
		return
	}
	old := l.live[o.URI]
	assign(l, l.live, o.URI, o)
	l.disown(o.URI, old)
	if old != nil && old.State == Done && old.Document != o.Document {
		assign(l, l.earlier, o.URI, append(slices.Clip(l.earlier[o.URI]), old))
	}
	for _, c := range o.Corrections {
		assign(l, l.decided, c.Document, append(slices.Clip(l.decided[c.Document]), c))
	}
	if o.State == Done {
		assign(l, l.owner, o.Document, o.URI)
		if o.Stored != "" {
			assign(l, l.stored, o.Document, o.Stored)
		}
		for uri := range l.twins[o.Document] {
			l.point(uri, o)
		}
		return
	}
	if l.twins[o.Document] == nil {
		assign(l, l.twins, o.Document, map[string]bool{})
	}
	assign(l, l.twins[o.Document], o.URI, true)
	if owner := l.live[l.owner[o.Document]]; owner != nil {
		l.point(o.URI, owner)
	}
}

// point makes the duplicate at uri name the present owner of its document. It
// does so on a copy, for readers may hold the outcome.
func (l *Ledger) point(uri string, owner *Outcome) {
	o := *l.live[uri]
	o.DuplicateOf, o.Message = owner.URI, "the same bytes as "+owner.URI
	if !sameSet(owner.Set, orZero(o.Set)) {
		o.Message += ", whose metadata counts"
	}
	if l.last[uri] == l.live[uri] {
		assign(l, l.last, uri, &o)
	}
	assign(l, l.live, uri, &o)
}

func (l *Ledger) disown(uri string, old *Outcome) {
	switch {
	case old == nil:
	case old.State == Duplicate:
		remove(l, l.twins[old.Document], uri)
	case l.owner[old.Document] == uri:
		remove(l, l.owner, old.Document)
	}
}

// assign changes one entry of the ledger's maps so that it can be taken back while
// it is only noted.
func assign[K comparable, V any](l *Ledger, m map[K]V, k K, v V) {
	remember(l, m, k)
	m[k] = v
}

func remove[K comparable, V any](l *Ledger, m map[K]V, k K) {
	remember(l, m, k)
	delete(m, k)
}

// remember notes how to bring back what m holds under k now.
func remember[K comparable, V any](l *Ledger, m map[K]V, k K) {
	if !l.noting {
		return
	}
	old, had := m[k]
	l.undo = append(l.undo, func() {
		if had {
			m[k] = old
		} else {
			delete(m, k)
		}
	})
}

// note numbers an outcome and counts it in memory; append makes it durable. The
// outcome returned is the one to append: a duplicate then names its first.
func (l *Ledger) note(o *Outcome) *Outcome {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.noteLocked(o)
}

func (l *Ledger) noteLocked(o *Outcome) *Outcome {
	l.noting = l.shared != nil // nobody comes between this process and a file
	defer func() { l.noting = false }()
	if seq := l.seq; l.noting {
		l.undo = append(l.undo, func() { l.seq = seq })
	}
	o.Seq = l.seq + 1
	l.apply(o)
	return l.last[o.URI]
}

// Seq is the number of the newest outcome, 0 for an empty ledger.
func (l *Ledger) Seq() int64 {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.seq
}

// Damaged is how many lines could not be read as outcomes.
func (l *Ledger) Damaged() int { return l.damaged }

// Last returns the newest outcome of the item, nil where there is none.
func (l *Ledger) Last(uri string) *Outcome {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.last[uri]
}

// Live returns the newest outcome of the item that did not fail, nil where
// there is none: after a failed change the earlier version stays.
func (l *Ledger) Live(uri string) *Outcome {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.live[uri]
}

// Owner returns the live outcome that holds document id, nil where there is none.
func (l *Ledger) Owner(id ID) *Outcome {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.live[l.owner[id]]
}

// Versions returns every version of the item that came to a document, oldest
// first, the live one last.
func (l *Ledger) Versions(uri string) []*Outcome {
	l.mu.RLock()
	defer l.mu.RUnlock()
	versions := slices.Clone(l.earlier[uri])
	if o := l.live[uri]; o != nil && o.State == Done {
		versions = append(versions, o)
	}
	return versions
}

// Outcomes returns the newest outcome of every item, by URI.
func (l *Ledger) Outcomes() []*Outcome { return l.sorted(l.last, func(*Outcome) bool { return true }) }

// Members returns the newest outcome of every item that was in an archive, by URI.
func (l *Ledger) Members(archive string) []*Outcome {
	return l.sorted(l.last, func(o *Outcome) bool { return strings.HasPrefix(o.URI, archive+"#") })
}

// Failures returns the items whose newest outcome is a failure, by URI.
func (l *Ledger) Failures() []*Outcome {
	return l.sorted(l.last, func(o *Outcome) bool { return o.State == Failed })
}

// Unfinished returns what another try could better: failures, and documents read
// in part, by URI.
func (l *Ledger) Unfinished() []*Outcome {
	return l.sorted(l.last, func(o *Outcome) bool { return o.State == Failed || o.Partial() })
}

// Documents returns the live outcome of every document, by URI.
func (l *Ledger) Documents() []*Outcome {
	return l.sorted(l.live, func(o *Outcome) bool { return o.State == Done && l.owner[o.Document] == o.URI })
}

func (l *Ledger) sorted(from map[string]*Outcome, keep func(*Outcome) bool) []*Outcome {
	l.mu.RLock()
	defer l.mu.RUnlock()
	list := make([]*Outcome, 0, len(from))
	for _, o := range from {
		if keep(o) {
			list = append(list, o)
		}
	}
	slices.SortFunc(list, func(a, b *Outcome) int { return strings.Compare(a.URI, b.URI) })
	return list
}

// orphans returns the duplicates whose document nobody holds any longer, the
// oldest of each: it must take the document over.
func (l *Ledger) orphans() []*Outcome {
	l.mu.RLock()
	defer l.mu.RUnlock()
	var list []*Outcome
	for id := range l.twins {
		if o := l.oldestTwin(id); o != nil {
			list = append(list, o)
		}
	}
	slices.SortFunc(list, bySeq)
	return list
}

// heir returns the oldest duplicate of a document that nobody holds.
func (l *Ledger) heir(id ID) *Outcome {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.oldestTwin(id)
}

func (l *Ledger) oldestTwin(id ID) (oldest *Outcome) {
	if _, held := l.owner[id]; held {
		return nil
	}
	for uri := range l.twins[id] {
		o := l.live[uri]
		if l.last[uri].State != Failed && (oldest == nil || o.Seq < oldest.Seq) {
			oldest = o
		}
	}
	return oldest
}

// since returns the documents that outcomes after seq brought in, and those
// that they put out of use.
func (l *Ledger) since(seq int64) (put []*Outcome, gone []ID) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.sinceLocked(seq)
}

func (l *Ledger) sinceLocked(seq int64) (put []*Outcome, gone []ID) {
	for uri, o := range l.live {
		if o.Seq <= seq {
			continue
		}
		if o.State == Done {
			put = append(put, o)
		}
		for _, old := range l.earlier[uri] {
			if _, held := l.owner[old.Document]; !held {
				gone = append(gone, old.Document)
			}
		}
	}
	slices.SortFunc(put, bySeq)
	slices.Sort(gone)
	return put, slices.Compact(gone)
}

func bySeq(a, b *Outcome) int { return cmp.Compare(a.Seq, b.Seq) }

// kept returns the outcomes that count: the newest of each URI, the newest that
// did not fail, and earlier versions.
func (l *Ledger) kept() []*Outcome {
	var list []*Outcome
	for uri, o := range l.last {
		list = append(list, o)
		if live := l.live[uri]; live != nil && live != o {
			list = append(list, live)
		}
		list = append(list, l.earlier[uri]...)
	}
	slices.SortFunc(list, bySeq)
	return list
}
