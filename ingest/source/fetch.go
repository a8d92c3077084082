package source

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/haki-project/haki/pipeline"
)

// Fetched is a document that is on this machine now.
type Fetched struct {
	Remembered
	Path      string // of its bytes; "" where they are unchanged and no longer kept
	Unchanged bool   // the server says, or its bytes show, that it is the one fetched before
}

// attempts is how often a transfer that was cut off is taken up again at once.
const attempts = 4

// Fetch gets the document at address, or finds that it is the one it got before.
// accept is the media type that is asked for, "" for any. Errors wrap one of
// pipeline.ErrMissing, ErrBlocked, ErrDisallowed, ErrSlow, ErrNotDocument,
// ErrTruncated, ErrTooLarge, ErrRedirects, ErrAddress, ErrServer or ErrUnreachable, but for those
// of this machine's disk and of ctx.
func (c *Client) Fetch(ctx context.Context, address, accept string) (*Fetched, error) {
	if _, err := webAddress(address); err != nil {
		return nil, err
	}
	before, known := c.state.get(address)
	limited, cancel := context.WithTimeoutCause(ctx, c.Total, fmt.Errorf("%w: not done after %s", pipeline.ErrSlow, c.Total))
	defer cancel()
	resp, err := c.ask(limited, address, accept, before)
	if err == nil && resp.StatusCode == http.StatusRequestedRangeNotSatisfiable {
		resp.Body.Close() // nothing is missing of a part, or it is of another file: begin again
		_, part := c.state.body(address)
		forgetPart(part)
		resp, err = c.ask(limited, address, accept, before)
	}
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if known && resp.StatusCode == http.StatusNotModified {
		c.report(resp.Request.URL.Host, nil)
		return c.unchanged(before), nil
	}
	got, err := c.take(limited, address, accept, resp, before)
	c.report(resp.Request.URL.Host, err)
	return got, err
}

// ask sends the request for a whole document that may be known.
func (c *Client) ask(ctx context.Context, address, accept string, before Remembered) (*http.Response, error) {
	h := http.Header{}
	if accept != "" {
		h.Set("Accept", accept+", */*;q=0.1")
	}
	if before.ETag != "" {
		h.Set("If-None-Match", before.ETag)
	}
	if before.LastModified != "" {
		h.Set("If-Modified-Since", before.LastModified)
	}
	_, part := c.state.body(address)
	if got, validator := partOf(part); got > 0 {
		h.Set("Range", "bytes="+strconv.FormatInt(got, 10)+"-")
		h.Set("If-Range", validator)
	}
	return c.do(ctx, address, h)
}

func (c *Client) unchanged(before Remembered) *Fetched {
	path, _ := c.state.body(before.URL)
	if _, err := os.Stat(path); err != nil {
		path = ""
	}
	return &Fetched{Remembered: before, Path: path, Unchanged: true}
}

// take brings the body to the disk, whole, and remembers it.
func (c *Client) take(ctx context.Context, address, accept string, resp *http.Response, before Remembered) (*Fetched, error) {
	if err := judgeStatus(resp); err != nil {
		return nil, err
	}
	path, part := c.state.body(address)
	d := &download{client: c, final: resp.Request.URL.String(), part: part, length: resp.ContentLength}
	if err := d.run(ctx, resp); err != nil {
		return nil, err
	}
	forgetPart(part)
	if err := judgeBody(part, asked(address, accept), resp); err != nil {
		return nil, errors.Join(err, os.Remove(part))
	}
	sum, size, err := hashFile(part)
	if err != nil {
		return nil, err
	}
	now := c.now().UTC()
	r := Remembered{
		URL: address, Final: d.final, ETag: resp.Header.Get("ETag"), LastModified: resp.Header.Get("Last-Modified"),
		Status: resp.StatusCode, Header: keptHeader(resp.Header), Size: size, SHA256: sum, Fetched: now, Modified: now.Truncate(time.Second),
	}
	same := sum == before.SHA256
	switch {
	case same:
		r.Modified = before.Modified
	case !r.Modified.After(before.Modified): // fetched twice in a second, and not the same
		r.Modified = before.Modified.Add(time.Second)
	}
	if err := os.Rename(part, path); err != nil {
		return nil, err
	}
	if err := c.state.put(r); err != nil {
		return nil, err
	}
	return &Fetched{Remembered: r, Path: path, Unchanged: same}, nil
}

// keptHeader is the header without what identifies the session.
func keptHeader(h http.Header) map[string][]string {
	kept := maps.Clone(map[string][]string(h))
	delete(kept, "Set-Cookie")
	return kept
}

func hashFile(path string) (sum string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// download brings one body into a file, taking it up again where it was cut off.
type download struct {
	client *Client
	final  string
	part   string
	length int64 // bytes that the server promised, -1 unknown
}

// run writes the body of resp and, where the line drops, of the answers to
// requests for the rest.
func (d *download) run(ctx context.Context, resp *http.Response) error {
	if d.length > d.client.MaxBytes {
		return fmt.Errorf("%w: %d bytes", pipeline.ErrTooLarge, d.length)
	}
	got, err := d.begin(ctx, resp)
	for n := 1; err != nil && errors.Is(err, errDropped) && n < attempts; n++ {
		var more *http.Response
		if more, err = d.rest(ctx, resp, got); err != nil {
			return err
		}
		got, err = d.resume(ctx, more, got)
	}
	switch {
	case errors.Is(err, errDropped):
		return fmt.Errorf("%w: %d bytes of %s came, %d times", pipeline.ErrTruncated, got, promised(d.length), attempts)
	case err != nil && errors.Is(err, pipeline.ErrTooLarge):
		forgetPart(d.part)
		return errors.Join(err, os.Remove(d.part))
	}
	return err
}

// begin writes the first answer: all, or what an earlier run left to do.
func (d *download) begin(ctx context.Context, resp *http.Response) (int64, error) {
	if resp.StatusCode == http.StatusPartialContent {
		got, _ := partOf(d.part)
		return d.resume(ctx, resp, got)
	}
	rememberPart(d.part, resp.Header)
	return d.write(ctx, resp.Body, 0)
}

// resume writes what an answer to a request for the rest holds: the rest, or
// everything again.
func (d *download) resume(ctx context.Context, more *http.Response, got int64) (int64, error) {
	defer more.Body.Close()
	from, ok := rangeStart(more)
	switch {
	case more.StatusCode == http.StatusPartialContent && ok && from == got:
		if d.length < 0 || more.ContentLength >= 0 {
			d.length = got + more.ContentLength
		}
		return d.write(ctx, more.Body, got)
	case more.StatusCode == http.StatusOK:
		d.length = more.ContentLength
		return d.write(ctx, more.Body, 0)
	}
	return got, fmt.Errorf("%w: %d bytes came, then %s", pipeline.ErrTruncated, got, more.Status)
}

// rest asks for what is missing of the answer first, unless it has changed since.
func (d *download) rest(ctx context.Context, first *http.Response, got int64) (*http.Response, error) {
	h := http.Header{}
	// Without a validator nothing tells whether the rest is of the same file.
	if v := validator(first.Header); got > 0 && v != "" {
		h.Set("Range", "bytes="+strconv.FormatInt(got, 10)+"-")
		h.Set("If-Range", v)
	}
	return d.client.do(ctx, d.final, h)
}

// errDropped says that a body ended before its time.
var errDropped = errors.New("the line dropped")

// write puts body into the file from offset on, and returns how many bytes the
// file has then.
func (d *download) write(ctx context.Context, body io.ReadCloser, offset int64) (int64, error) {
	f, err := os.OpenFile(d.part, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return offset, err
	}
	defer f.Close()
	if err := errors.Join(f.Truncate(offset), seek(f, offset)); err != nil {
		return offset, err
	}
	in := d.client.watched(ctx, body)
	defer in.Close()
	w := &diskWriter{file: f}
	n, err := io.Copy(w, io.LimitReader(in, d.client.MaxBytes-offset+1))
	got := offset + n
	switch {
	case w.err != nil:
		return got, w.err
	case got > d.client.MaxBytes:
		return got, fmt.Errorf("%w: more than %d bytes", pipeline.ErrTooLarge, d.client.MaxBytes)
	case err != nil && ctx.Err() != nil:
		return got, context.Cause(ctx)
	case err != nil && errors.Is(err, pipeline.ErrSlow):
		return got, err
	case err != nil || d.length >= 0 && got < d.length:
		return got, errDropped
	}
	return got, f.Sync()
}

func seek(f *os.File, offset int64) error {
	_, err := f.Seek(offset, io.SeekStart)
	return err
}

// diskWriter remembers that it was the disk that failed, not the line.
type diskWriter struct {
	file *os.File
	err  error
}

func (w *diskWriter) Write(p []byte) (int, error) {
	n, err := w.file.Write(p)
	if err != nil {
		w.err = fmt.Errorf("keep a download: %w", err)
	}
	return n, err
}

// rangeStart reads the first byte of "bytes 100-199/200".
func rangeStart(resp *http.Response) (int64, bool) {
	span, ok := strings.CutPrefix(resp.Header.Get("Content-Range"), "bytes ")
	if !ok {
		return 0, false
	}
	first, _, _ := strings.Cut(span, "-")
	n, err := strconv.ParseInt(first, 10, 64)
	return n, err == nil
}

func promised(length int64) string {
	if length < 0 {
		return "an unknown number"
	}
	return strconv.FormatInt(length, 10)
}

// openAgain opens a document that was fetched: the bytes kept, or the document
// anew where they are not.
func (c *Client) openAgain(ctx context.Context, address, accept string) (io.ReadCloser, error) {
	path, _ := c.state.body(address)
	f, err := os.Open(path)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return f, err
	}
	resp, err := c.ask(ctx, address, accept, Remembered{})
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	before, _ := c.state.get(address)
	got, err := c.take(ctx, address, accept, resp, before)
	if err != nil {
		return nil, err
	}
	return os.Open(got.Path)
}
