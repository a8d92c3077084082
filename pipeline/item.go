package pipeline

import (
	"context"
	"io"
	"time"
)

// Item is one thing to ingest: where its bytes are and where they came from.
// One item is one document, always.
type Item struct {
	URI        string                        // file:///… , zip member: file:///a.zip#b.pdf, or https://…
	Archive    string                        // URI of the archive on the source's own level that it lies in, "" for none
	File       string                        // base name shown to people
	Size       int64                         // bytes, -1 where unknown
	Modified   time.Time                     // zero where unknown
	Open       func() (io.ReadCloser, error) // called once, by a worker
	Set        Metadata                      // given by the user; wins over what is found in the text
	Provenance *Provenance                   // for what came over the network
	Err        error                         // the source found the item but cannot give its bytes; recorded as its outcome
}

// Provenance says how an original was fetched.
type Provenance struct {
	URL     string              `json:"url"`
	Fetched time.Time           `json:"fetched"`
	Status  int                 `json:"status,omitempty"`
	Header  map[string][]string `json:"header,omitempty"`
	Source  string              `json:"source,omitempty"` // name of the source in haki.yaml
}

// Source finds items. Each calls yield for every item in a stable order and
// stops when yield returns an error, which it returns.
type Source interface {
	Each(ctx context.Context, yield func(Item) error) error
}

// Original is an item's bytes, kept: a file that can be read again.
type Original struct {
	Path       string // uncompressed bytes on this machine
	SHA256     string
	Size       int64
	File       string
	URI        string
	Set        Metadata
	Provenance *Provenance
}

// Processor turns an original into a document: sniff, extract, annotate. It is
// an interface because the runner must not know the worker processes that
// contain foreign bytes, and tests run it in their own process.
type Processor interface {
	// Process returns an error that wraps one of the sentinels where the bytes
	// are at fault; any document it returns passes Check.
	Process(ctx context.Context, o Original) (*Document, error)
	// Recipe is the hash of everything but bytes and Metadata that shapes a document.
	Recipe() string
}

// Stage annotates a document in place: it writes its own fields and leaves the
// others as found. Name carries the version (rights/3): raising it is how
// reprocessing is asked for.
type Stage interface {
	Name() string
	Annotate(ctx context.Context, d *Document) error
}
