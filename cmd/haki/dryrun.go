package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/haki-project/haki/ingest/source"
	"github.com/haki-project/haki/pipeline"
)

// dryRun lists what sync would read. It asks for listings and no document, and
// changes nothing: what it learns is kept in a folder that goes again.
func (a *app) dryRun(ctx context.Context, p *plan, o syncOptions) (err error) {
	ledger, err := a.ledgerIfAny()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "haki-dry-run-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := copyState(a.fetchDir(), dir); err != nil {
		return err
	}
	options := p.sources[0].Client
	options.Dir = dir
	client, err := source.NewClient(options)
	if err != nil {
		return err
	}
	defer client.Close()
	d := &dryRunning{a: a, ledger: ledger, asJSON: o.json}
	for i := range p.sources {
		if err := d.source(ctx, &p.sources[i], client); err != nil {
			return err
		}
	}
	switch {
	case d.failed > 0:
		return fmt.Errorf("%w: %d", errSomeFailed, d.failed)
	case d.news == 0:
		return errNoNews
	}
	return nil
}

// copyState lets a dry run know what was asked for before.
func copyState(from, to string) error {
	b, err := os.ReadFile(filepath.Join(from, source.StateFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(to, source.StateFile), b, 0o600)
}

// ledgerIfAny is the ledger of the corpus, nil where there is no corpus yet.
func (a *app) ledgerIfAny() (*pipeline.Ledger, error) {
	store, err := a.openStore(true)
	if errors.Is(err, pipeline.ErrNoCorpus) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer store.Close()
	return store.Ledger()
}

type dryRunning struct {
	a      *app
	ledger *pipeline.Ledger // nil for a new corpus
	asJSON bool
	news   int
	failed int
}

// dryLine is one line of sync --dry-run --json.
type dryLine struct {
	Source  string `json:"source"`
	State   string `json:"state"` // new, changed, known (asked whether it has changed), failed before, failed
	URI     string `json:"uri"`
	Title   string `json:"title,omitempty"`
	Reason  string `json:"reason,omitempty"`
	Message string `json:"message,omitempty"`
}

func (d *dryRunning) source(ctx context.Context, c *source.Config, client *source.Client) error {
	err := d.list(ctx, c, client)
	if err == nil || ctx.Err() != nil {
		return err
	}
	d.failed++
	return d.print(dryLine{Source: c.Name, State: "failed", URI: c.Address, Reason: pipeline.Reason(err), Message: err.Error()})
}

func (d *dryRunning) list(ctx context.Context, c *source.Config, client *source.Client) error {
	if c.Local() {
		return d.folder(ctx, c)
	}
	r, err := c.Remote(client)
	if err != nil {
		return err
	}
	return r.Entries(ctx, func(e source.Entry) error {
		if len(e.URLs) == 0 {
			return d.print(dryLine{Source: c.Name, State: "failed", URI: c.Address, Title: e.Title, Reason: "missing"})
		}
		return d.print(dryLine{Source: c.Name, State: d.state(e.URLs, nil), URI: e.URLs[0], Title: e.Title})
	})
}

// folder lists the files; archives in it are looked into.
func (d *dryRunning) folder(ctx context.Context, c *source.Config) error {
	ledger := d.ledger
	if ledger == nil {
		ledger = &pipeline.Ledger{}
	}
	p, err := newLocal(*c, ledger)
	if err != nil {
		return err
	}
	err = p.Each(ctx, func(it pipeline.Item) error {
		return d.print(dryLine{Source: c.Name, State: d.state([]string{it.URI}, &it), URI: it.URI, Title: it.Set.Title})
	})
	return errors.Join(err, p.failure)
}

// state says what is known of a document, at the first of its addresses that is
// known. Only of a file can be told whether it has changed.
func (d *dryRunning) state(uris []string, it *pipeline.Item) string {
	for _, uri := range uris {
		if d.ledger == nil {
			break
		}
		switch o := d.ledger.Last(uri); {
		case o == nil && len(d.ledger.Members(uri)) > 0:
			return "known"
		case o == nil:
		case o.State == pipeline.Failed:
			return "failed before"
		case it != nil && (it.Size != o.Size || !it.Modified.Equal(o.Modified)):
			d.news++
			return "changed"
		default:
			return "known"
		}
	}
	d.news++
	return "new"
}

func (d *dryRunning) print(l dryLine) error {
	if d.asJSON {
		return encoder(d.a.stdout).Encode(l)
	}
	_, err := fmt.Fprintf(d.a.stdout, "%-13s  %s  %s%s\n", l.State, plain(l.Source), plain(l.URI), plain(suffix(l)))
	return err
}

func suffix(l dryLine) string {
	switch {
	case l.Message != "":
		return "  (" + l.Reason + ": " + l.Message + ". " + pipeline.Advice(l.Reason) + ")"
	case l.Reason != "":
		return "  (" + l.Reason + ")"
	case l.Title != "":
		return "  " + l.Title
	}
	return ""
}
