package source

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"github.com/haki-project/haki/pipeline"
)

// feed is an RSS, Atom or JSON feed. The document of an entry is its enclosure
// where that is a document, else the page it links to.
type feed struct{ address string }

func (f feed) entries(ctx context.Context, c *Client, each func(Entry) error) error {
	body, err := c.page(ctx, f.address, "application/atom+xml, application/rss+xml, application/feed+json")
	if err != nil {
		return err
	}
	parsed, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("%w: %s is no feed: %w", pipeline.ErrNotDocument, f.address, err)
	}
	for _, it := range parsed.Items {
		if err := each(f.entry(it)); err != nil {
			return err
		}
	}
	return nil
}

func (f feed) entry(it *gofeed.Item) Entry {
	e := Entry{Title: strings.TrimSpace(it.Title), Date: feedDate(it)}
	e.Set.Title = e.Title
	for _, enc := range it.Enclosures {
		if enc != nil && isDocumentType(enc.Type) {
			e.URLs = append(e.URLs, resolve(f.address, enc.URL))
		}
	}
	if len(e.URLs) == 0 && it.Link != "" {
		e.URLs = []string{resolve(f.address, it.Link)}
	}
	return e
}

func feedDate(it *gofeed.Item) string {
	for _, t := range []*time.Time{it.UpdatedParsed, it.PublishedParsed} {
		if t != nil {
			return t.UTC().Format(time.DateOnly)
		}
	}
	return ""
}

// isDocumentType tells documents from pictures and sound.
func isDocumentType(mediaType string) bool {
	return strings.HasPrefix(mediaType, "application/") || strings.HasPrefix(mediaType, "text/")
}

// resolve makes ref absolute; what cannot be understood stays as it is and fails
// when it is fetched, by name.
func resolve(base, ref string) string {
	b, err := url.Parse(base)
	if err != nil {
		return ref
	}
	u, err := b.Parse(strings.TrimSpace(ref))
	if err != nil {
		return ref
	}
	return u.String()
}
