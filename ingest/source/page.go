package source

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// pageLimit bounds one page of a listing, unpacked; a sitemap may have 50 MB.
const pageLimit = 64 << 20

// page returns one page of a listing. It is asked for like a document, so that a
// listing that has not changed is not transferred again; its bytes are kept
// beside those of documents and survive Prune.
func (c *Client) page(ctx context.Context, address, accept string) ([]byte, error) {
	kept := c.pagePath(address)
	before, known := c.state.get("page:" + address)
	if _, err := os.Stat(kept); err != nil || !known {
		before = Remembered{}
	}
	limited, cancel := context.WithTimeoutCause(ctx, c.Total, fmt.Errorf("%w: not done after %s", pipeline.ErrSlow, c.Total))
	defer cancel()
	resp, err := c.ask(limited, address, accept, before)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusNotModified && before.URL != "" {
		return os.ReadFile(kept)
	}
	if err := judgeStatus(resp); err != nil {
		return nil, err
	}
	body, err := c.pageBody(limited, resp)
	if err != nil {
		return nil, err
	}
	return body, c.keepPage(address, kept, body, resp.Header)
}

func (c *Client) pagePath(address string) string {
	path, _ := c.state.body("page:" + address)
	return filepath.Join(c.Dir, "pages", filepath.Base(path))
}

// pageBody reads the body, unpacked where it is gzip.
func (c *Client) pageBody(ctx context.Context, resp *http.Response) ([]byte, error) {
	in := c.watched(ctx, resp.Body)
	defer in.Close()
	body, err := readPage(in)
	if err != nil {
		return nil, err
	}
	if len(body) > 2 && body[0] == 0x1f && body[1] == 0x8b {
		z, err := gzip.NewReader(strings.NewReader(string(body)))
		if err != nil {
			return nil, fmt.Errorf("%w: %w", pipeline.ErrMalformed, err)
		}
		if body, err = readPage(z); err != nil {
			return nil, err
		}
	}
	if len(body) == 0 {
		return nil, fmt.Errorf("%w: %s without a body", pipeline.ErrNotDocument, resp.Status)
	}
	return body, nil
}

func readPage(r io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, pageLimit+1))
	switch {
	case errors.Is(err, pipeline.ErrSlow) || errors.Is(err, context.Canceled):
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("%w: %w", pipeline.ErrTruncated, err)
	case len(body) > pageLimit:
		return nil, fmt.Errorf("%w: a page of more than %d bytes", pipeline.ErrTooLarge, pageLimit)
	}
	return body, nil
}

// keepPage remembers a page that the server gives a tag or a date for: others
// would be transferred again all the same.
func (c *Client) keepPage(address, path string, body []byte, h http.Header) error {
	if h.Get("ETag") == "" && h.Get("Last-Modified") == "" {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(path+".part", body, 0o600); err != nil {
		return err
	}
	if err := os.Rename(path+".part", path); err != nil {
		return err
	}
	return c.state.put(Remembered{URL: "page:" + address, ETag: h.Get("ETag"), LastModified: h.Get("Last-Modified"), Size: int64(len(body)), Fetched: c.now().UTC()})
}
