package pipeline

import (
	"reflect"
	"strings"
	"time"
)

// State is how an item ended.
type State string

// The states of an outcome.
const (
	Done      State = "done"      // a document is in the store
	Duplicate State = "duplicate" // the same bytes are already there under another URI
	Failed    State = "failed"    // Reason and Message say why
)

// Outcome is one line of the ledger: what became of one item, once. The line
// with the highest Seq for a URI is the one that counts; earlier ones with
// another document are its earlier versions.
type Outcome struct {
	Seq         int64     `json:"seq"` // from 1, rising
	URI         string    `json:"uri"`
	File        string    `json:"file"`
	State       State     `json:"state"`
	Reason      string    `json:"reason,omitempty"`  // of a failure, see Advice
	Message     string    `json:"message,omitempty"` // what happened, for a person
	Document    ID        `json:"document,omitempty"`
	DuplicateOf string    `json:"duplicate_of,omitempty"` // URI that was first with these bytes
	SHA256      string    `json:"sha256,omitempty"`       // of the original, where it could be read
	Recipe      string    `json:"recipe,omitempty"`
	Set         *Metadata `json:"set,omitempty"` // given by the user
	Size        int64     `json:"size"`          // bytes, -1 where unknown
	Modified    time.Time `json:"modified,omitzero"`
	Time        time.Time `json:"time"`

	Provenance *Provenance `json:"provenance,omitempty"`
	Summary    *Summary    `json:"summary,omitempty"`

	// Of a shared corpus only: what tells one file of this document from another,
	// and what persons decided about it with this line.
	Stored      string       `json:"stored,omitempty"`
	Corrections []Correction `json:"corrections,omitempty"`

	amends *Outcome // the line that this one changes, where no item was read
}

// valid reports whether a line of the ledger is an outcome whose names can be
// those of files.
func (o *Outcome) valid() bool {
	named := isHex(string(o.Document), 16)
	switch o.State {
	case Done, Duplicate:
	case Failed:
		named = o.Document == ""
	default:
		return false
	}
	return named && o.Seq > 0 && o.URI != "" && (o.SHA256 == "" || isHex(o.SHA256, 64)) && (o.Stored == "" || isHex(o.Stored, 16))
}

// Partial reports a document some pages of which are pictures that were not read.
func (o *Outcome) Partial() bool {
	return o.State == Done && o.Summary != nil && o.Summary.NeedsOCR > 0
}

// Summary is what lists of documents show without opening each of them.
type Summary struct {
	Title           string `json:"title,omitempty"`
	Kind            Kind   `json:"kind,omitempty"`
	Symbol          string `json:"symbol,omitempty"`
	Language        string `json:"language,omitempty"`
	Pages           int    `json:"pages,omitempty"`
	Passages        int    `json:"passages"`
	Recommendations int    `json:"recommendations,omitempty"`
	References      int    `json:"references,omitempty"`
	NeedsOCR        int    `json:"needs_ocr,omitempty"` // pages

	Quality *QualitySummary `json:"quality,omitempty"` // nil where it was not kept
}

// Summary counts what is in d. Its strings are copies: those of a document are
// parts of the bytes that it was decoded from, and the ledger, which keeps
// summaries, would hold all of them.
func (d *Document) Summary() *Summary {
	s := &Summary{
		Title: strings.Clone(d.Title), Kind: Kind(strings.Clone(string(d.Kind))), Symbol: strings.Clone(d.Symbol), Language: strings.Clone(d.Language), Pages: len(d.Pages),
		Passages: len(d.Passages), NeedsOCR: len(d.Quality.NeedsOCR), Quality: d.qualitySummary(),
	}
	for i := range d.Recommendations {
		if !d.Recommendations[i].Pledge {
			s.Recommendations++
		}
	}
	for i := range d.Passages {
		s.References += len(d.Passages[i].References)
	}
	return s
}

// Resume says what a run has to do about an item that it may have met before.
type Resume string

// The states of resuming. All but Equal and those that only a retry takes make
// the run read the item.
const (
	Missing       Resume = "missing"        // never seen
	Changed       Resume = "changed"        // another size or time than recorded
	Uncertain     Resume = "uncertain"      // size or time unknown: only the bytes can tell
	RecipeChanged Resume = "recipe-changed" // the program or its options would read it otherwise now
	SetChanged    Resume = "set-changed"    // the user gives other metadata now
	Unread        Resume = "unread"         // its bytes could not be had before
	FailedBefore  Resume = "failed-before"  // same bytes, same recipe, would fail again
	PartlyRead    Resume = "partly-read"    // same bytes, same recipe, but pages that are pictures were not read
	Equal         Resume = "equal"          // up to date
)

// onRetry reports a state in which only a retry can bring more.
func (r Resume) onRetry() bool { return r == FailedBefore || r == PartlyRead }

// resume compares an item with what is recorded of it, without reading it.
func resume(it Item, last *Outcome, recipe string) Resume {
	switch {
	case last == nil:
		return Missing
	case it.Err != nil, last.State == Failed && last.SHA256 == "":
		return Unread
	case last.State != Duplicate && last.Recipe != recipe:
		return RecipeChanged
	case last.State != Duplicate && !sameSet(last.Set, it.Set):
		return SetChanged
	case it.Size < 0 || it.Modified.IsZero():
		return Uncertain
	case it.Size != last.Size || !it.Modified.Equal(last.Modified):
		return Changed
	case last.State == Failed:
		return FailedBefore
	case last.Partial():
		return PartlyRead
	}
	return Equal
}

// sameBytes reports whether an item whose bytes have that hash would come out
// as it is recorded.
func (o *Outcome) sameBytes(sha, recipe string, set Metadata) bool {
	if o == nil || o.SHA256 != sha {
		return false
	}
	return o.State == Duplicate || o.Recipe == recipe && sameSet(o.Set, set)
}

func sameSet(recorded *Metadata, given Metadata) bool {
	return reflect.DeepEqual(orZero(recorded), given)
}

func orZero[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// orNil keeps what is zero out of the ledger.
func orNil(m Metadata) *Metadata {
	if reflect.DeepEqual(m, Metadata{}) {
		return nil
	}
	return &m
}
