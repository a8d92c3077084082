package opensearch

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync/atomic"
	"time"
)

// object is a JSON object of the query language of OpenSearch.
type object = map[string]any

// client sends requests to the nodes of a cluster. It is safe for use by many
// goroutines.
type client struct {
	*Address
	http   *http.Client
	limits limits
	turn   atomic.Uint32 // of which node is asked
}

// limits are bounds that tests make small.
type limits struct {
	patience time.Duration // how long a request is repeated
	silence  time.Duration // after how long without a sign of life a writer is taken for dead
	pause    time.Duration // before the first repetition; it doubles
	grace    time.Duration // how long what is gone is kept for searches that began before
	bulk     int           // bytes sent at once
	window   int           // hits that a cluster numbers from the start
	page     int           // hits a request of Each
}

// usual are the bounds outside of tests. A node that ended is replaced by its
// copies within seconds, a cluster that answers "too many requests" needs some
// more; OpenSearch advises 5 to 15 MB at once and numbers 10,000 hits.
var usual = limits{patience: 2 * time.Minute, silence: 24 * time.Hour, pause: 100 * time.Millisecond, grace: time.Minute, bulk: 5 << 20, window: 10_000, page: 5_000}

// of are the limits with what an address says in their place.
func (l limits) of(a *Address) limits {
	l.patience, l.silence = cmp.Or(a.Patience, l.patience), cmp.Or(a.Silence, l.silence)
	return l
}

const (
	oneAttempt  = time.Minute // where patience is not greater than two of them
	longestWait = 5 * time.Second
	maxAnswer   = 512 << 20 // bytes
)

func newClient(a *Address, l limits) *client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 16
	c := &client{Address: a, limits: l, http: &http.Client{Transport: transport, Timeout: max(oneAttempt, l.patience/2)}}
	c.turn.Store(rand.Uint32())
	return c
}

func (c *client) close() { c.http.CloseIdleConnections() }

// Failure is an answer of the cluster that is no success.
type Failure struct {
	Status int
	Type   string // of the innermost cause
	Reason string
}

func (f *Failure) Error() string {
	return fmt.Sprintf("OpenSearch answers %d: %s: %s", f.Status, f.Type, f.Reason)
}

// passing reports whether a request may succeed later: the node is busy, or a
// copy of the data is not there yet.
func (f *Failure) passing() bool {
	return slices.Contains([]int{http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout}, f.Status)
}

// ErrUnreachable says that no node answered.
var ErrUnreachable = errors.New("the OpenSearch cluster cannot be reached")

// do sends a request, in JSON, and reads the answer into answer unless that is
// nil. It repeats what may succeed later, at the next node each time.
func (c *client) do(ctx context.Context, method, path string, body, answer any) error {
	var payload []byte
	switch body := body.(type) {
	case nil:
	case []byte:
		payload = body
	default:
		var err error
		if payload, err = json.Marshal(body); err != nil {
			return err
		}
	}
	return c.repeat(ctx, func() error { return c.once(ctx, method, path, payload, answer) })
}

// repeat calls try until it succeeds, fails for good, or patience ends.
func (c *client) repeat(ctx context.Context, try func() error) error {
	end := time.Now().Add(c.limits.patience)
	pause := c.limits.pause
	for {
		err := try()
		if err == nil || !passing(err) || ctx.Err() != nil {
			return err
		}
		wait := pause/2 + rand.N(pause)
		if time.Now().Add(wait).After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
		pause = min(2*pause, longestWait)
	}
}

// passing reports whether an error may be gone at the next try.
func passing(err error) bool {
	var f *Failure
	if errors.As(err, &f) {
		return f.passing()
	}
	return errors.Is(err, ErrUnreachable)
}

// once sends a request to the node whose turn it is; where that cannot be reached
// the next request goes to the next node.
func (c *client) once(ctx context.Context, method, path string, payload []byte, answer any) error {
	node := c.Nodes[int(c.turn.Load())%len(c.Nodes)]
	request, err := http.NewRequestWithContext(ctx, method, node+path, bytes.NewReader(payload))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	if c.user != nil {
		password, _ := c.user.Password()
		request.SetBasicAuth(c.user.Username(), password)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return c.unreachable(ctx, err)
	}
	defer response.Body.Close()
	data, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return c.unreachable(ctx, err)
	}
	if response.StatusCode >= 300 {
		f := failureOf(response.StatusCode, data)
		if f.passing() {
			c.turn.Add(1)
		}
		return f
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(data, answer)
}

func (c *client) unreachable(ctx context.Context, err error) error {
	c.turn.Add(1)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("%w: %w", ErrUnreachable, err)
}

// cause is how OpenSearch tells of an error.
type cause struct {
	Type   string  `json:"type"`
	Reason string  `json:"reason"`
	By     *cause  `json:"caused_by"`
	Root   []cause `json:"root_cause"`
	Shards []struct {
		Reason *cause `json:"reason"`
	} `json:"failed_shards"`
}

// innermost follows the causes to the one that a person can act on.
func (e *cause) innermost() *cause {
	switch {
	case e.By != nil && e.By.Type != "":
		return e.By.innermost()
	case len(e.Shards) > 0 && e.Shards[0].Reason != nil:
		return e.Shards[0].Reason.innermost()
	case len(e.Root) > 0 && e.Root[0].Type != e.Type:
		return e.Root[0].innermost()
	}
	return e
}

func failureOf(status int, body []byte) *Failure {
	var answer struct {
		Error json.RawMessage `json:"error"`
	}
	f := &Failure{Status: status, Type: http.StatusText(status)}
	var e cause
	if json.Unmarshal(body, &answer) == nil && json.Unmarshal(answer.Error, &e) == nil && e.Type != "" {
		inner := e.innermost()
		f.Type, f.Reason = inner.Type, inner.Reason
		return f
	}
	f.Reason = string(body[:min(len(body), 300)])
	return f
}

// hasStatus reports whether err is an answer of that status.
func hasStatus(err error, status int) bool {
	var f *Failure
	return errors.As(err, &f) && f.Status == status
}
