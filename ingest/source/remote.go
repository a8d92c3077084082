package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/haki-project/haki/pipeline"
)

// Entry is one document that a listing names.
type Entry struct {
	URLs   []string          // of the same document, the one to be preferred first
	Accept string            // media type to ask for, "" for any
	Title  string            // as the listing has it
	Date   string            // of publication or change, YYYY-MM-DD or longer; "" unknown
	Set    pipeline.Metadata // what the listing says of it
	Err    error             // the listing names it but gives no address
}

// listing names documents: a feed, a sitemap, a repository. It calls each for
// every one, in the order of the listing, and stops when each returns an error,
// which it returns.
type listing interface {
	entries(ctx context.Context, c *Client, each func(Entry) error) error
}

// Remote is a source on the network: a listing, and the documents it names,
// fetched politely. A document that could not be had, or a listing, is an item
// with an error that wraps its name; nothing vanishes.
type Remote struct {
	Name    string // told in the provenance of every item
	Client  *Client
	Set     pipeline.Metadata // for every item; wins over what the listing says
	Since   string            // entries that the listing dates before it are passed over; YYYY-MM-DD
	Limit   int               // entries a run, 0 for all; the others have their turn at the next
	Include []*regexp.Regexp  // an entry's title or address must match one, where there are any
	Exclude []*regexp.Regexp  // and none of these
	Address string            // of the listing, for messages
	listing listing
}

// errEnough ends a listing whose limit is reached.
var errEnough = errors.New("enough")

// Entries yields what would be fetched, without fetching it.
func (r *Remote) Entries(ctx context.Context, yield func(Entry) error) error {
	if r.Limit > 0 {
		return r.turns(ctx, yield)
	}
	return r.all(ctx, yield)
}

// all yields every entry that is wanted, once.
func (r *Remote) all(ctx context.Context, yield func(Entry) error) error {
	seen := map[string]bool{}
	return r.listing.entries(ctx, r.Client, func(e Entry) error {
		if key := e.key(); seen[key] || !r.wanted(e) {
			return nil
		} else {
			seen[key] = true
		}
		return yield(e)
	})
}

func (e Entry) key() string {
	if len(e.URLs) == 0 {
		return e.Title
	}
	return e.URLs[0]
}

func (r *Remote) wanted(e Entry) bool {
	if r.Since != "" && e.Date != "" && e.Date[:min(len(e.Date), len(r.Since))] < r.Since[:min(len(e.Date), len(r.Since))] {
		return false
	}
	match := func(p *regexp.Regexp) bool {
		return p.MatchString(e.Title) || slices.ContainsFunc(e.URLs, p.MatchString)
	}
	return (len(r.Include) == 0 || slices.ContainsFunc(r.Include, match)) && !slices.ContainsFunc(r.Exclude, match)
}

// Each yields every document, fetched. A listing that cannot be read ends as an
// item with its address and the error; only ctx and yield end the source.
func (r *Remote) Each(ctx context.Context, yield func(pipeline.Item) error) error {
	var stop error
	err := r.Entries(ctx, func(e Entry) error {
		stop = yield(r.item(ctx, e))
		if stop == nil && r.Limit > 0 {
			stop = r.Client.noteAsked(e)
		}
		if stop == nil {
			stop = ctx.Err()
		}
		return stop
	})
	switch {
	case stop != nil:
		return stop
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case err != nil:
		return yield(pipeline.Item{URI: r.Address, File: r.Address, Size: -1, Err: err, Provenance: r.provenance(r.Address, nil)})
	}
	return nil
}

// item fetches an entry: at the first of its addresses that has it.
func (r *Remote) item(ctx context.Context, e Entry) pipeline.Item {
	set := e.Set
	set.Apply(r.Set)
	if len(e.URLs) == 0 {
		err := e.Err
		if err == nil {
			err = fmt.Errorf("%w: the listing gives no address", pipeline.ErrMissing)
		}
		return pipeline.Item{URI: r.Address + "#" + url.PathEscape(e.Title), File: e.Title, Size: -1, Set: set, Err: err, Provenance: r.provenance(r.Address, nil)}
	}
	var failure error
	for _, address := range e.URLs {
		got, err := r.Client.Fetch(ctx, address, e.Accept)
		if err == nil {
			return r.fetched(ctx, address, e, got, set)
		}
		if failure == nil || !errors.Is(err, pipeline.ErrMissing) {
			failure = err
		}
		if !tryNext(err) {
			break
		}
	}
	return pipeline.Item{
		URI: e.URLs[0], File: fileName(e.URLs[0], nil), Size: -1, Set: set, Err: failure, Provenance: r.provenance(e.URLs[0], nil),
	}
}

// tryNext reports whether another form of the same document may be there.
func tryNext(err error) bool {
	return errors.Is(err, pipeline.ErrMissing) || errors.Is(err, pipeline.ErrNotDocument)
}

func (r *Remote) fetched(ctx context.Context, address string, e Entry, got *Fetched, set pipeline.Metadata) pipeline.Item {
	return pipeline.Item{
		URI: address, File: fileName(first(got.Final, address), got.Header), Size: got.Size, Modified: got.Modified, Set: set,
		Open:       func() (io.ReadCloser, error) { return r.Client.openAgain(ctx, address, e.Accept) },
		Provenance: r.provenance(address, got),
	}
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func (r *Remote) provenance(address string, got *Fetched) *pipeline.Provenance {
	p := &pipeline.Provenance{URL: address, Fetched: r.Client.now().UTC().Truncate(time.Second), Source: r.Name}
	if got != nil {
		p.URL, p.Fetched, p.Status, p.Header = first(got.Final, address), got.Fetched, got.Status, got.Header
	}
	return p
}

// fileName returns the name that people know a download by: what the server
// says, else the end of the address.
func fileName(address string, header map[string][]string) string {
	for _, d := range header["Content-Disposition"] {
		if _, params, err := mime.ParseMediaType(d); err == nil {
			if name := path.Base(strings.ReplaceAll(params["filename"], `\`, "/")); name != "." && name != "/" {
				return name
			}
		}
	}
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	if name := path.Base(u.Path); name != "." && name != "/" {
		return name
	}
	return u.Host
}
