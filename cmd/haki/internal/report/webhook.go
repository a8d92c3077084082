package report

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Webhook posts reports as JSON. Each request bears
//
//	X-Haki-Delivery:  the run's ID, the same when it is sent again
//	X-Haki-Timestamp: seconds since 1970
//	X-Haki-Signature: sha256=HEX, the HMAC-SHA256 of timestamp, full stop and body
type Webhook struct {
	URL    string
	Secret []byte
	Client *http.Client                               // default: 30 s a request, redirects not followed
	Wait   func(context.Context, time.Duration) error // between attempts; default by the clock
	Now    func() time.Time
}

// ErrRejected says that a webhook's receiver will not take a report, so that
// sending it again is pointless.
var ErrRejected = errors.New("the webhook's receiver rejects it")

const (
	sendings = 5                // of one report in one run
	longest  = 60 * time.Second // between two of them, whatever Retry-After says
)

// Send posts body until it is taken: an answer of 2xx. No answer, 408, 425, 429
// and 5xx are tried again after 1, 2, 4, 8 seconds or as Retry-After says;
// anything else is ErrRejected.
func (h Webhook) Send(ctx context.Context, id string, body []byte) error {
	h = h.withDefaults()
	for n := 1; ; n++ {
		after, err := h.post(ctx, id, body)
		if err == nil || errors.Is(err, ErrRejected) || n == sendings || ctx.Err() != nil {
			return err
		}
		if err := h.Wait(ctx, min(longest, max(after, time.Second<<(n-1)))); err != nil {
			return err
		}
	}
}

func (h Webhook) withDefaults() Webhook {
	if h.Client == nil {
		h.Client = &http.Client{
			Timeout:       30 * time.Second,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	}
	if h.Wait == nil {
		h.Wait = wait
	}
	if h.Now == nil {
		h.Now = time.Now
	}
	return h
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// post sends once; after is how long the receiver asks to be left alone.
func (h Webhook) post(ctx context.Context, id string, body []byte) (after time.Duration, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(body))
	if err != nil {
		return 0, fmt.Errorf("%w: %w", ErrRejected, err)
	}
	stamp := strconv.FormatInt(h.Now().Unix(), 10)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "haki/1")
	req.Header.Set("X-Haki-Delivery", id)
	req.Header.Set("X-Haki-Timestamp", stamp)
	req.Header.Set("X-Haki-Signature", "sha256="+Sign(h.Secret, stamp, body))
	resp, err := h.Client.Do(req)
	if err != nil {
		return 0, fmt.Errorf("webhook: %w", err)
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10)); err != nil && resp.StatusCode >= 300 {
		return 0, fmt.Errorf("webhook: %w", err)
	}
	switch s := resp.StatusCode; {
	case s >= 200 && s < 300:
		return 0, nil
	case s == http.StatusRequestTimeout, s == http.StatusTooEarly, s == http.StatusTooManyRequests, s >= 500:
		if n, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil && n > 0 {
			after = time.Duration(min(n, int(longest/time.Second))) * time.Second
		}
		return after, fmt.Errorf("webhook: %s", resp.Status)
	}
	return 0, fmt.Errorf("%w: %s", ErrRejected, resp.Status)
}

// Sign returns the signature of a request in hexadecimal.
func Sign(secret []byte, timestamp string, body []byte) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(timestamp + "."))
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}
