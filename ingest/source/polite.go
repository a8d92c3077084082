package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"github.com/temoto/robotstxt"

	"github.com/haki-project/haki/pipeline"
)

// robotName is the name by which robots.txt may speak to us.
const robotName = "haki"

// host is what is known of a server: when it may be asked again and what it
// asks of robots.
type host struct {
	mu    sync.Mutex // held while robots.txt is fetched
	rules *robotstxt.RobotsData

	// The rest is guarded by Client.mu.
	next   time.Time // when it may be asked again
	delay  time.Duration
	closed time.Time // until then it has asked to be left alone
	failed int       // requests in a row that it did not keep up with
	why    error     // the last of them
}

// enoughFailures is after how many failures in a row a server is left alone for
// the rest of the run: each costs a whole patience, and it has other worries.
const enoughFailures = 5

func (c *Client) host(name string) *host {
	c.mu.Lock()
	defer c.mu.Unlock()
	h := c.hosts[name]
	if h == nil {
		h = &host{delay: max(0, c.Delay)}
		c.hosts[name] = h
	}
	return h
}

// turn waits until the host may be asked, and takes the place.
func (c *Client) turn(ctx context.Context, name string) error {
	h := c.host(name)
	c.mu.Lock()
	now := c.now()
	switch {
	case now.Before(h.closed):
		c.mu.Unlock()
		return fmt.Errorf("%w: %s asked to be left alone until %s", pipeline.ErrSlow, name, h.closed.UTC().Format(time.RFC3339))
	case h.failed >= enoughFailures:
		c.mu.Unlock()
		return fmt.Errorf("%s failed %d times in a row: %w", name, h.failed, h.why)
	}
	at := now
	if h.next.After(now) {
		at = h.next
	}
	h.next = at.Add(h.delay)
	c.mu.Unlock()
	return c.sleep(ctx, at.Sub(now))
}

// report remembers whether a server kept up: err is what came of a request.
func (c *Client) report(name string, err error) {
	h := c.host(name)
	c.mu.Lock()
	defer c.mu.Unlock()
	if errors.Is(err, pipeline.ErrSlow) || errors.Is(err, pipeline.ErrServer) || errors.Is(err, pipeline.ErrUnreachable) {
		h.failed, h.why = h.failed+1, err
		return
	}
	h.failed = 0
}

// leaveAlone remembers that a server asked for more time than the client has.
func (c *Client) leaveAlone(name string, wait time.Duration) {
	h := c.host(name)
	c.mu.Lock()
	defer c.mu.Unlock()
	h.closed = c.now().Add(wait)
}

// beAllowed asks the robots.txt of u's host, once a client, whether u may be
// fetched, and takes its Crawl-delay to heart.
func (c *Client) beAllowed(ctx context.Context, u *url.URL) error {
	h := c.host(u.Host)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.rules == nil {
		rules, err := c.robots(ctx, u)
		if err != nil {
			return err
		}
		h.rules = rules
		if asked := rules.FindGroup(robotName).CrawlDelay; c.Delay >= 0 && asked > h.delay {
			c.mu.Lock()
			h.delay = min(asked, c.MaxWait)
			h.next = c.now().Add(h.delay)
			c.mu.Unlock()
		}
	}
	path := u.EscapedPath()
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if path == "" {
		path = "/"
	}
	if !h.rules.FindGroup(robotName).Test(path) {
		return fmt.Errorf("%w: %s", pipeline.ErrDisallowed, u)
	}
	return nil
}

// robots fetches the rules. A missing file allows everything; a failing server
// allows nothing until it is well again (RFC 9309).
func (c *Client) robots(ctx context.Context, u *url.URL) (*robotstxt.RobotsData, error) {
	address := url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	resp, err := c.send(ctx, &address, http.Header{})
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	status := resp.StatusCode
	if status >= 300 && status < 400 {
		status = http.StatusNotFound // one that is elsewhere is not the rules of this host
	}
	if status >= 500 {
		return nil, fmt.Errorf("%w: %s answers %s", pipeline.ErrServer, address.String(), resp.Status)
	}
	const enough = 500 << 10 // bytes, as RFC 9309 asks for
	body, err := io.ReadAll(io.LimitReader(c.watched(ctx, resp.Body), enough))
	if err != nil {
		return nil, fmt.Errorf("%w: robots.txt: %w", pipeline.ErrSlow, err)
	}
	rules, err := robotstxt.FromStatusAndBytes(status, body)
	if err != nil { // what cannot be understood forbids nothing
		return robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
	}
	return rules, nil
}

// retryAfter returns how long a server asks to be left alone: in answers that
// say it is overloaded, seconds or a date.
func retryAfter(resp *http.Response, now time.Time) (time.Duration, bool) {
	if resp.StatusCode != http.StatusServiceUnavailable && resp.StatusCode != http.StatusTooManyRequests {
		return 0, false
	}
	value := resp.Header.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil && seconds >= 0 {
		const longest = 365 * 24 * 3600
		return time.Duration(min(seconds, longest)) * time.Second, true
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now)), true
	}
	return 0, false
}
