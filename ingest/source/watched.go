package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/haki-project/haki/pipeline"
)

// watched makes reads from body fail when the server is silent for longer than
// the client's patience, or ctx ends: closing the body is what ends a read.
func (c *Client) watched(ctx context.Context, body io.ReadCloser) io.ReadCloser {
	w := &watchedBody{body: body, patience: c.Patience, ctx: ctx}
	w.timer = time.AfterFunc(c.Patience, func() { body.Close() })
	w.stop = context.AfterFunc(ctx, func() { body.Close() })
	return w
}

type watchedBody struct {
	body     io.ReadCloser
	patience time.Duration
	ctx      context.Context
	timer    *time.Timer
	stop     func() bool
}

// Read resets the clock with every byte that comes.
func (w *watchedBody) Read(p []byte) (int, error) {
	n, err := w.body.Read(p)
	if n > 0 && w.timer.Stop() {
		w.timer.Reset(w.patience)
	}
	switch {
	case err == nil || errors.Is(err, io.EOF):
		return n, err
	case w.ctx.Err() != nil:
		return n, context.Cause(w.ctx)
	case !w.timer.Stop():
		return n, fmt.Errorf("%w: nothing came for %s", pipeline.ErrSlow, w.patience)
	}
	w.timer.Reset(w.patience)
	return n, err
}

// Close ends the watch and the body.
func (w *watchedBody) Close() error {
	w.timer.Stop()
	w.stop()
	return w.body.Close()
}
