package source

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/haki-project/haki/pipeline"
)

// ClientOptions shape how the network is used. The zero value works: it is
// polite, anonymous but for the program's name, and keeps what it fetched in the
// user's cache folder.
type ClientOptions struct {
	Dir          string        // what was fetched and when; default haki/fetch in the user's cache folder
	Contact      string        // address or page of whoever runs this, told to servers
	AllowPrivate bool          // fetch from private and loopback addresses too
	MaxBytes     int64         // of one document, default 1 GB: the largest UN papers have 100 MB, the export of the Universal Human Rights Index 400
	Delay        time.Duration // between two requests to a host, default 1 s; negative for none; robots.txt may ask for more
	Patience     time.Duration // longest silence of a server, default 30 s
	MaxWait      time.Duration // longest Retry-After and crawl-delay obeyed, default 2 min; beyond it the document is put off
	Total        time.Duration // for one document, default 20 min
}

func (o ClientOptions) withDefaults() (ClientOptions, error) {
	if o.Dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return o, fmt.Errorf("no folder to keep downloads in: %w", err)
		}
		o.Dir = filepath.Join(cache, "haki", "fetch")
	}
	o.MaxBytes = orDefault(o.MaxBytes, 1<<30)
	o.Delay = orDefault(o.Delay, time.Second)
	o.Patience = orDefault(o.Patience, 30*time.Second)
	o.MaxWait = orDefault(o.MaxWait, 2*time.Minute)
	o.Total = orDefault(o.Total, 20*time.Minute)
	return o, nil
}

func orDefault[T int64 | time.Duration](v, otherwise T) T {
	if v == 0 {
		return otherwise
	}
	return v
}

// maxRedirects bounds a chain; browsers follow twenty, and honest ones have three.
const maxRedirects = 10

// Client fetches from the network, one request to a host at a time. It obeys
// robots.txt, Crawl-delay and Retry-After, asks only for what has changed, goes
// on with what was cut off, and says by name why something could not be had.
// Everything it learns is kept in its folder, so that the next run knows it.
type Client struct {
	ClientOptions
	http  *http.Client
	state *state
	now   func() time.Time
	sleep func(context.Context, time.Duration) error

	mu    sync.Mutex
	hosts map[string]*host
}

// NewClient opens the folder of o, which one process may use at a time.
func NewClient(o ClientOptions) (*Client, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	s, err := openState(o.Dir)
	if err != nil {
		return nil, err
	}
	return &Client{
		ClientOptions: o, state: s, now: time.Now, sleep: sleep, hosts: map[string]*host{},
		http: &http.Client{
			Transport:     transport(o),
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

// Close ends the connections and the state file.
func (c *Client) Close() error {
	c.http.CloseIdleConnections()
	return c.state.close()
}

// Prune removes downloads that the caller has taken into its store; what the
// client knows of them stays, so that they are not fetched again while unchanged.
func (c *Client) Prune() error { return c.state.prune(c.now().Add(time.Minute)) }

func (c *Client) agent() string {
	if c.Contact == "" {
		return "haki/1 (+https://github.com/haki-project/haki)"
	}
	return "haki/1 (" + strings.Map(printable, c.Contact) + ")"
}

func printable(r rune) rune {
	if r < 0x20 || r > 0x7e {
		return -1
	}
	return r
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// do sends a request and follows its redirects, politely at every host on the
// way. The caller closes the body.
func (c *Client) do(ctx context.Context, address string, header http.Header) (*http.Response, error) {
	seen := map[string]bool{}
	for range maxRedirects {
		u, err := webAddress(address)
		if err != nil {
			return nil, err
		}
		if seen[u.String()] {
			return nil, fmt.Errorf("%w: %s leads back to itself", pipeline.ErrRedirects, address)
		}
		seen[u.String()] = true
		if err := c.beAllowed(ctx, u); err != nil {
			return nil, err
		}
		resp, err := c.send(ctx, u, header)
		if err != nil {
			return nil, err
		}
		next, ok := redirect(resp)
		if !ok {
			return resp, nil
		}
		resp.Body.Close()
		address = next
	}
	return nil, fmt.Errorf("%w: more than %d", pipeline.ErrRedirects, maxRedirects)
}

// redirect returns where an answer sends the client.
func redirect(resp *http.Response) (string, bool) {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return "", false
	}
	to, err := resp.Location()
	if err != nil {
		return "", false
	}
	return to.String(), true
}

// send makes one request when it is the host's turn, and once more when the
// server says how long to wait.
func (c *Client) send(ctx context.Context, u *url.URL, header http.Header) (*http.Response, error) {
	for again := 0; ; again++ {
		if err := c.turn(ctx, u.Host); err != nil {
			return nil, err
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", pipeline.ErrAddress, err)
		}
		req.Header = header.Clone()
		req.Header.Set("User-Agent", c.agent())
		resp, err := c.http.Do(req)
		if err != nil {
			err = c.connectionError(ctx, err)
			c.report(u.Host, err)
			return nil, err
		}
		wait, asked := retryAfter(resp, c.now())
		if asked && wait > c.MaxWait {
			c.leaveAlone(u.Host, wait)
			return resp, nil
		}
		if !asked || again == 1 {
			return resp, nil
		}
		resp.Body.Close()
		if err := c.sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
}

// connectionError names what kept an answer from coming.
func (c *Client) connectionError(ctx context.Context, err error) error {
	var timeout interface{ Timeout() bool }
	var name *net.DNSError
	var dial *net.OpError
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.Is(err, pipeline.ErrAddress):
		return err
	case errors.As(err, &timeout) && timeout.Timeout():
		return fmt.Errorf("%w: %w", pipeline.ErrSlow, err)
	case errors.As(err, &name), errors.As(err, &dial) && dial.Op == "dial":
		return fmt.Errorf("%w: %w", pipeline.ErrUnreachable, err)
	}
	return fmt.Errorf("%w: %w", pipeline.ErrServer, err)
}

func webAddress(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", pipeline.ErrAddress, err)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%w: %s is no http or https address", pipeline.ErrAddress, address)
	}
	u.Fragment = ""
	return u, nil
}
