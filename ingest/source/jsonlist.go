package source

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// jsonList is a paged JSON answer. Fields are paths: names and positions joined
// by full stops, as "hits.hits" or "links.0.href".
type jsonList struct {
	address string            // {page} in it counts from 1, {page0} from 0, while pages have items
	items   string            // path of the list, "" where the answer is the list
	url     string            // path in an item of its address; it may be relative
	next    string            // path of the next page's address
	title   string            // path in an item
	date    string            // path in an item
	fields  map[string]string // metadata field → path in an item
}

// jsonPages bounds how many pages are read.
const jsonPages = 100_000

func (l jsonList) entries(ctx context.Context, c *Client, each func(Entry) error) error {
	next, seen := l.pageAddress(0), map[string]bool{}
	for n := 1; n <= jsonPages; n++ {
		if seen[next] {
			return fmt.Errorf("%w: page %s names itself as the next", pipeline.ErrRedirects, next)
		}
		seen[next] = true
		body, err := c.page(ctx, next, "application/json")
		if err != nil {
			return err
		}
		count, following, err := l.page(body, next, each)
		if err != nil {
			return err
		}
		switch {
		case following != "":
			next = following
		case count > 0 && strings.Contains(l.address, "{page"):
			next = l.pageAddress(n)
		default:
			return nil
		}
	}
	return fmt.Errorf("%w: more than %d pages", pipeline.ErrTooLarge, jsonPages)
}

func (l jsonList) pageAddress(n int) string {
	return strings.NewReplacer("{page}", strconv.Itoa(n+1), "{page0}", strconv.Itoa(n)).Replace(l.address)
}

// page calls each for the items of one page.
func (l jsonList) page(body []byte, address string, each func(Entry) error) (count int, next string, err error) {
	var root any
	if err := json.Unmarshal(body, &root); err != nil {
		return 0, "", fmt.Errorf("%w: %s is no JSON: %w", pipeline.ErrNotDocument, address, err)
	}
	list, ok := at(root, l.items).([]any)
	if !ok {
		return 0, "", fmt.Errorf("%w: %s has no list at %q", pipeline.ErrNotDocument, address, l.items)
	}
	for _, item := range list {
		e, err := l.entry(item, address)
		if err != nil {
			return 0, "", err
		}
		if err := each(e); err != nil {
			return 0, "", err
		}
	}
	if l.next != "" {
		if s := text(at(root, l.next)); s != "" {
			next = resolve(address, s)
		}
	}
	return len(list), next, nil
}

func (l jsonList) entry(item any, address string) (Entry, error) {
	e := Entry{Title: text(at(item, l.title)), Date: text(at(item, l.date))}
	if s := text(at(item, l.url)); s != "" {
		e.URLs = []string{resolve(address, s)}
	} else {
		e.Err = fmt.Errorf("%w: an item has no address at %q", pipeline.ErrMissing, l.url)
		e.Title = first(e.Title, url.PathEscape(clipped(fmt.Sprint(item), 80)))
	}
	for field, path := range l.fields {
		value := text(at(item, path))
		if value == "" {
			continue
		}
		if err := SetField(&e.Set, field, value); err != nil {
			e.Err = fmt.Errorf("%w: %s: %w", pipeline.ErrMalformed, field, err) // the value is the publisher's: tell, and go on without it
		}
	}
	return e, nil
}

func clipped(s string, n int) string { return s[:min(n, len(s))] }

// at follows a path into a decoded JSON value, nil where it leads nowhere.
func at(v any, path string) any {
	if path == "" {
		return v
	}
	for name := range strings.SplitSeq(path, ".") {
		switch in := v.(type) {
		case map[string]any:
			v = in[name]
		case []any:
			n, err := strconv.Atoi(name)
			if err != nil || n < 0 || n >= len(in) {
				return nil
			}
			v = in[n]
		default:
			return nil
		}
	}
	return v
}

// text returns a scalar as people write it, "" for anything else; of a list its
// first.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		if len(v) > 0 {
			return text(v[0])
		}
	}
	return ""
}
