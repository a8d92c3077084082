package main

import (
	"context"
	"errors"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"time"

	"github.com/haki-project/haki/ingest/source"
	"github.com/haki-project/haki/pipeline"
)

// polled is one source of a plan on its way through the pipeline. It remembers
// what the ledger had of each item before, keeps the failure of the source
// itself apart from those of its documents, and gives folders the filters that
// sources on the network have of their own.
type polled struct {
	config  source.Config
	source  pipeline.Source
	same    *unchanged // of a source on the network
	ledger  *pipeline.Ledger
	others  []string         // names of all sources of the file
	include []*regexp.Regexp // of what is on this machine or in an export; a listing has filters of its own
	exclude []*regexp.Regexp
	since   time.Time
	recipe  string // of this program; "" unknown
	failure error  // why the source could not be read

	mu     sync.Mutex // items are found while others end
	before map[string]known
}

// known is what the ledger had of an item before the run.
type known struct{ last, live *pipeline.Outcome }

// errEnough ends a source whose limit is reached.
var errEnough = errors.New("enough")

// newLocal needs no network.
func newLocal(c source.Config, ledger *pipeline.Ledger) (*polled, error) {
	src, err := c.Source(nil)
	if err != nil {
		return nil, err
	}
	p := &polled{config: c, source: withdrawn{src, ledger}, ledger: ledger, before: map[string]known{}}
	return p, p.filters()
}

func newPolled(c source.Config, s *syncing) (*polled, error) {
	if c.Local() {
		p, err := newLocal(c, s.ledger)
		if err == nil {
			p.recipe = s.runner.Processor.Recipe()
		}
		return p, err
	}
	r, err := c.Remote(s.client)
	if err != nil {
		return nil, err
	}
	same := newUnchanged(r, s.store, s.ledger, !s.unfinished)
	p := &polled{
		config: c, source: withdrawn{c.Unpacked(same), s.ledger}, same: same, ledger: s.ledger, others: s.plan.names, before: map[string]known{},
	}
	if c.Export() {
		return p, p.filters()
	}
	return p, nil
}

func (p *polled) filters() error {
	var err error
	if p.include, err = patterns(p.config.Include); err != nil {
		return err
	}
	if p.exclude, err = patterns(p.config.Exclude); err != nil {
		return err
	}
	if p.config.Since != "" {
		p.since, err = time.ParseInLocation(time.DateOnly, p.config.Since, time.Local)
	}
	return err
}

func patterns(list []string) ([]*regexp.Regexp, error) {
	var all []*regexp.Regexp
	for _, text := range list {
		r, err := regexp.Compile("(?i)" + text)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// Each yields the items that are wanted.
func (p *polled) Each(ctx context.Context, yield func(pipeline.Item) error) error {
	n := 0
	err := p.source.Each(ctx, func(it pipeline.Item) error {
		if it.Err != nil && p.isSource(it.URI) {
			p.failure = it.Err
			return nil
		}
		if !p.wanted(it) {
			return nil
		}
		if p.same != nil {
			p.same.restore(&it)
		}
		if p.config.Kind == "folder" && p.config.Limit > 0 && p.pending(it) {
			if n++; n > p.config.Limit {
				return errEnough
			}
		}
		p.remember(it.URI)
		p.leaveToOwner(&it)
		return yield(it)
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// pending reports whether an item will be read: only such count for the limit
// of a folder, so that what is beyond it comes in at the next run.
func (p *polled) pending(it pipeline.Item) bool {
	o := p.ledger.Last(it.URI)
	return it.Err == nil && (o == nil || o.Size != it.Size || !o.Modified.Equal(it.Modified) || o.State != pipeline.Duplicate && p.recipe != "" && o.Recipe != p.recipe)
}

// remember keeps what the ledger has of an item that is met for the first time.
func (p *polled) remember(uri string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, met := p.before[uri]; !met {
		p.before[uri] = known{p.ledger.Last(uri), p.ledger.Live(uri)}
	}
}

// leaveToOwner gives a document that another source of the file brought in that
// source's name and metadata, so that two which list it do not take turns in
// making it anew.
func (p *polled) leaveToOwner(it *pipeline.Item) {
	o := p.had(it.URI).live
	if o == nil || o.Provenance == nil || it.Provenance == nil || o.Provenance.Source == p.config.Name || !slices.Contains(p.others, o.Provenance.Source) {
		return
	}
	it.Provenance.Source, it.Set = o.Provenance.Source, pipeline.Metadata{}
	if o.Set != nil {
		it.Set = *o.Set
	}
}

func (p *polled) had(uri string) known {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.before[uri]
}

// isSource reports whether an item stands for the source itself: its listing,
// its folder.
func (p *polled) isSource(uri string) bool {
	if uri == p.config.Address {
		return true
	}
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Fragment != "" {
		return false
	}
	path, err := filepath.Abs(p.config.Address)
	return err == nil && u.Path == path
}

func (p *polled) wanted(it pipeline.Item) bool {
	if !p.since.IsZero() && !it.Modified.IsZero() && it.Modified.Before(p.since) {
		return false
	}
	match := func(r *regexp.Regexp) bool { return r.MatchString(it.URI) || r.MatchString(it.Set.Title) }
	return (len(p.include) == 0 || slices.ContainsFunc(p.include, match)) && !slices.ContainsFunc(p.exclude, match)
}
