// Package export writes passages, recommendations, references and documents to
// the formats that analysts work in.
//
// In go documents, each with the passages selected of it, in the order in which
// they are to appear; out come rows or annotated texts on a stream. Memory is
// bounded by one document, whatever the number of rows. What is exported is
// exactly what was selected: no cap, no sampling.
package export

import (
	"context"
	"fmt"
	"io"
	"sort"
	"strings"
	"time"

	"github.com/haki-project/haki/pipeline"
)

// Kind is what an export has a row for.
type Kind string

// The kinds of export.
const (
	Passages        Kind = "passages"
	Recommendations Kind = "recommendations"
	References      Kind = "references"
	Documents       Kind = "documents"
	Pledges         Kind = "pledges" // voluntary ones, of a State under review itself
)

// Kinds lists the kinds of export.
var Kinds = []Kind{Passages, Recommendations, References, Documents, Pledges}

// Selection is a document and which of its passages are wanted: places in
// Document.Passages, rising. All means every passage, and the document even if
// it has none.
type Selection struct {
	Document *pipeline.Document
	All      bool
	Passages []int
}

// Selections yields what is to be exported, in order.
type Selections func(ctx context.Context, yield func(Selection) error) error

// Options of a format; the zero value works.
type Options struct {
	BOM     bool      // CSV: start with a byte order mark, so that Excel reads it as UTF-8
	Version string    // of Haki, carried in rows and headers of formats that have a place for it
	Date    time.Time // of the export, for formats that must have one
}

// date is the date to write: formats that must have one get the epoch where none is given.
func (o Options) date() time.Time {
	if o.Date.IsZero() {
		return time.Unix(0, 0).UTC()
	}
	return o.Date.UTC()
}

// Sink takes selections and writes one format. Close finishes what it writes
// to; it does not close the writer below. Rows is how many rows were written.
type Sink interface {
	Add(s Selection) error
	Close() error
	Rows() int
}

// format is one way out: which kinds it can hold, and how it is begun.
type format struct {
	kinds []Kind
	open  func(w io.Writer, k Kind, o Options) (Sink, error)
}

// formats is every format Haki writes.
func formats() map[string]format {
	return map[string]format{
		"csv":          {Kinds, newCSV},
		"jsonl":        {Kinds, newJSONL},
		"xlsx":         {Kinds, newXLSX},
		"parquet":      {Kinds, newParquet},
		"sqlite":       {Kinds, newSQLite},
		"bibtex":       {[]Kind{Passages, Documents}, newBibliography(BibTeX)},
		"ris":          {[]Kind{Passages, Documents}, newBibliography(RIS)},
		"csl":          {[]Kind{Passages, Documents}, newCSL},
		"jsonld":       {[]Kind{Passages}, newWebAnnotation},
		"label-studio": {[]Kind{Passages}, newLabelStudio},
		"conll":        {[]Kind{Passages}, newCoNLL},
		"webanno":      {[]Kind{Passages}, newWebAnno},
		"tei":          {[]Kind{Passages}, newTEI},
		"akn":          {[]Kind{Passages}, newAKN},
		"qdpx":         {[]Kind{Passages}, newREFI},
		"qdc":          {[]Kind{Passages}, newCodeBook},
	}
}

// Formats returns the names of the formats that can hold kind, sorted.
func Formats(kind Kind) []string {
	var names []string
	for name, f := range formats() {
		if f.holds(kind) {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

func (f format) holds(kind Kind) bool {
	for _, k := range f.kinds {
		if k == kind {
			return true
		}
	}
	return false
}

// New begins an export of kind to w. The error says which formats there are.
func New(w io.Writer, kind Kind, name string, o Options) (Sink, error) {
	f, ok := formats()[name]
	if !ok || !f.holds(kind) {
		return nil, fmt.Errorf("cannot write %s as %q: choose one of %s", kind, name, strings.Join(Formats(kind), ", "))
	}
	return f.open(w, kind, o)
}

// Write exports everything that from yields and returns how many rows were written.
func Write(ctx context.Context, w io.Writer, kind Kind, name string, o Options, from Selections) (int, error) {
	sink, err := New(w, kind, name, o)
	if err != nil {
		return 0, err
	}
	if err := from(ctx, sink.Add); err != nil {
		_ = sink.Close() // the first error is the one to tell
		return sink.Rows(), err
	}
	return sink.Rows(), sink.Close()
}
