package source

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/haki-project/haki/ingest/records"
	"github.com/haki-project/haki/pipeline"
)

// kinds are the kinds of source that a configuration may name.
var kinds = []string{"folder", "urls", "feed", "oai", "sitemap", "json", "symbols", "uhri", "upr-info"}

// Export reports whether c is an export of an index of recommendations: a file,
// or an address on the network, that holds documents as an archive does.
func (c *Config) Export() bool { return c.Kind == "uhri" || c.Kind == "upr-info" }

// Local reports whether c needs no network.
func (c *Config) Local() bool {
	_, err := webAddress(c.Address)
	return c.Kind == "folder" || c.Export() && err != nil
}

// check returns what is wrong with a source, and the key it is wrong at.
func (c *Config) check() (key string, err error) {
	switch {
	case c.Name == "":
		return "name", errors.New("the source has no name")
	case !slices.Contains(kinds, c.Kind):
		return "kind", fmt.Errorf("%q is no kind of source: one of %s", c.Kind, strings.Join(kinds, ", "))
	case c.Limit < 0:
		return "limit", errors.New("limit counts documents, from 1; leave it out for all")
	case c.Address == "" && (c.Kind != "urls" || len(c.URLs) == 0):
		return "address", fmt.Errorf("a source of kind %s needs an address", c.Kind)
	case c.Watch && c.Kind != "folder":
		return "watch", errors.New("only a folder can be watched")
	}
	for _, date := range []struct{ key, value string }{{"since", c.Since}, {"until", c.Until}} {
		if _, err := time.Parse(time.DateOnly, date.value); date.value != "" && err != nil {
			return date.key, fmt.Errorf("%q is no date: write 2024-07-26", date.value)
		}
	}
	for _, list := range []struct {
		key      string
		patterns []string
	}{{"include", c.Include}, {"exclude", c.Exclude}} {
		if _, err := compile(list.patterns); err != nil {
			return list.key, err
		}
	}
	return c.checkKind()
}

func (c *Config) checkKind() (key string, err error) {
	switch c.Kind {
	case "feed", "oai", "sitemap", "json":
		if _, err := webAddress(c.Address); err != nil {
			return "address", err
		}
	}
	switch c.Kind {
	case "oai":
		if c.Prefix != "" && c.Prefix != "oai_dc" && c.Prefix != "marcxml" {
			return "prefix", fmt.Errorf("%q is not read: oai_dc or marcxml", c.Prefix)
		}
	case "json":
		if c.URL == "" {
			return "url", errors.New("url is the path of the address in an item, as links.0.href")
		}
	case "symbols":
		return c.checkSymbols()
	case "uhri", "upr-info":
		if c.Limit > 0 {
			return "limit", errors.New("an export comes whole: it has no limit")
		}
		if c.Since != "" {
			return "since", errors.New("an export comes whole: it has no since")
		}
	}
	return "", nil
}

func (c *Config) checkSymbols() (key string, err error) {
	if !strings.Contains(c.Address, "{symbol}") {
		return "address", errors.New("an address of kind symbols has {symbol} in it, and may have {lang}, {letter} and {format}")
	}
	if len(c.Symbols) == 0 {
		return "symbols", errors.New("symbols lists UN symbols, as A/HRC/21/{1..20}")
	}
	for _, s := range c.Symbols {
		if _, err := expand(s); err != nil {
			return "symbols", err
		}
	}
	for _, l := range c.Languages {
		if letters[l] == "" {
			return "languages", fmt.Errorf("%q is no official language of the United Nations: ar, zh, en, fr, ru, es", l)
		}
	}
	return "", nil
}

func compile(patterns []string) ([]*regexp.Regexp, error) {
	var all []*regexp.Regexp
	for _, p := range patterns {
		r, err := regexp.Compile("(?i)" + p)
		if err != nil {
			return nil, fmt.Errorf("%q is no regular expression: %w", p, err)
		}
		all = append(all, r)
	}
	return all, nil
}

// Source returns what finds the documents of c. Its items bear c's name and
// metadata; folders need no client.
func (c *Config) Source(client *Client) (pipeline.Source, error) {
	if c.Local() {
		return c.only(Sidecar{Source: Unzip{Path{c.Address}}, Set: c.Metadata}), nil
	}
	r, err := c.Remote(client)
	if err != nil {
		return nil, err
	}
	return c.Unpacked(r), nil
}

// Unpacked yields the documents of what r fetches.
func (c *Config) Unpacked(r pipeline.Source) pipeline.Source { return c.only(Unzip{r}) }

// only lets of an export pass what was in it: an answer that is no export is
// no document either.
func (c *Config) only(src pipeline.Source) pipeline.Source {
	if !c.Export() {
		return src
	}
	return parted{src, records.Format(c.Kind)}
}

// Remote returns the source of c on the network, for listing without fetching.
func (c *Config) Remote(client *Client) (*Remote, error) {
	include, err := compile(c.Include)
	if err != nil {
		return nil, err
	}
	exclude, err := compile(c.Exclude)
	if err != nil {
		return nil, err
	}
	l, err := c.listing()
	if err != nil {
		return nil, err
	}
	if c.Export() { // the patterns are for what is in it
		include, exclude = nil, nil
	}
	return &Remote{
		Name: c.Name, Client: client, Set: c.Metadata, Since: c.Since, Limit: c.Limit, Include: include, Exclude: exclude, Address: c.Address, listing: l,
	}, nil
}

func (c *Config) listing() (listing, error) {
	switch c.Kind {
	case "urls":
		return urlList{given: c.URLs, file: c.Address}, nil
	case "uhri", "upr-info":
		return urlList{given: []string{c.Address}}, nil
	case "feed":
		return feed{c.Address}, nil
	case "oai":
		prefix := c.Prefix
		if prefix == "" {
			prefix = "oai_dc"
		}
		return oai{address: c.Address, prefix: prefix, set: c.Set, from: c.Since, until: c.Until, languages: c.Languages}, nil
	case "sitemap":
		return sitemap{c.Address}, nil
	case "json":
		return jsonList{address: c.Address, items: c.Items, url: c.URL, next: c.Next, title: c.Title, date: c.Date, fields: c.Fields}, nil
	case "symbols":
		return symbols{template: c.Address, symbols: c.Symbols, languages: or(c.Languages, "en"), formats: or(c.Formats, "pdf", "doc")}, nil
	}
	return nil, fmt.Errorf("%q is no kind of source on the network", c.Kind)
}

func or(list []string, otherwise ...string) []string {
	if len(list) > 0 {
		return list
	}
	return otherwise
}
