package source

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// sitemap is a sitemap or an index of sitemaps (sitemaps.org), packed or not.
type sitemap struct{ address string }

const (
	sitemapDepth = 3         // an index of indexes is against the protocol, and met
	sitemapFiles = 50_000    // in one index, as the protocol has it
	sitemapURLs  = 5_000_000 // in all
)

func (s sitemap) entries(ctx context.Context, c *Client, each func(Entry) error) error {
	w := &sitemapWalk{ctx: ctx, client: c, each: each, seen: map[string]bool{}}
	return w.read(s.address, 0)
}

type sitemapWalk struct {
	ctx    context.Context
	client *Client
	each   func(Entry) error
	seen   map[string]bool // sitemaps, so that an index that names itself ends
	urls   int
}

func (w *sitemapWalk) read(address string, depth int) error {
	if w.seen[address] || len(w.seen) >= sitemapFiles || depth > sitemapDepth {
		return nil
	}
	w.seen[address] = true
	body, err := w.client.page(w.ctx, address, "application/xml")
	if err != nil {
		return fmt.Errorf("%s: %w", address, err)
	}
	pages, maps, err := parseSitemap(body, address)
	if err != nil {
		return err
	}
	for _, e := range pages {
		if w.urls++; w.urls > sitemapURLs {
			return fmt.Errorf("%w: a sitemap of more than %d addresses", pipeline.ErrTooLarge, sitemapURLs)
		}
		if err := w.each(e); err != nil {
			return err
		}
	}
	var failed []error
	for _, m := range maps {
		err := w.read(m, depth+1)
		if !isFetchFailure(err) {
			if err != nil {
				return err
			}
			continue
		}
		failed = append(failed, err) // go on with the others, and tell at the end
	}
	return errors.Join(failed...)
}

// isFetchFailure tells what went wrong with a listing from what ends the source.
func isFetchFailure(err error) bool { return err != nil && pipeline.Reason(err) != "failed" }

type sitemapPlace struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
}

// parseSitemap returns the pages and the sitemaps that a file names.
func parseSitemap(body []byte, address string) (pages []Entry, maps []string, err error) {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.CharsetReader = charset
	root := ""
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, nil, fmt.Errorf("%w: %s: %w", pipeline.ErrMalformed, address, err)
		}
		start, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "urlset", "sitemapindex":
			root = start.Name.Local
		case "url", "sitemap":
			var p sitemapPlace
			if err := d.DecodeElement(&p, &start); err != nil {
				return nil, nil, fmt.Errorf("%w: %s: %w", pipeline.ErrMalformed, address, err)
			}
			loc := resolve(address, p.Loc)
			if start.Name.Local == "sitemap" {
				maps = append(maps, loc)
			} else if strings.TrimSpace(p.Loc) != "" {
				pages = append(pages, Entry{URLs: []string{loc}, Date: strings.TrimSpace(p.LastMod)})
			}
		}
	}
	if root == "" {
		return nil, nil, fmt.Errorf("%w: %s is no sitemap", pipeline.ErrNotDocument, address)
	}
	return pages, maps, nil
}
