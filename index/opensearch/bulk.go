package opensearch

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

// bulk is a batch of lines on its way: pairs of an action and a passage.
type bulk struct{ lines [][]byte }

func newBulk(lines []byte) *bulk {
	return &bulk{bytes.SplitAfter(bytes.TrimSuffix(lines, []byte("\n")), []byte("\n"))}
}

// send writes the batch. What the cluster turns away because it is busy is sent
// again, that alone; every line has an ID of its own, so that sending one twice
// changes nothing.
func (c *client) send(ctx context.Context, index string, b *bulk) error {
	return c.repeat(ctx, func() error {
		left, err := c.sendOnce(ctx, index, b)
		b.lines = left
		return err
	})
}

// sendOnce returns the lines that were not taken, and why the first of them was not.
func (c *client) sendOnce(ctx context.Context, index string, b *bulk) (left [][]byte, err error) {
	var answer struct {
		Errors bool `json:"errors"`
		Items  []struct {
			Index struct {
				Status int             `json:"status"`
				Error  json.RawMessage `json:"error"`
			} `json:"index"`
		} `json:"items"`
	}
	payload := append(bytes.TrimSuffix(bytes.Join(b.lines, nil), []byte("\n")), '\n')
	path := "/" + writeAlias(index) + "/_bulk?require_alias=true&filter_path=errors,items.index.status,items.index.error"
	if err := c.once(ctx, http.MethodPost, path, payload, &answer); err != nil {
		return b.lines, err
	}
	if !answer.Errors {
		return nil, nil
	}
	if len(answer.Items) != len(b.lines)/2 {
		return b.lines, fmt.Errorf("bulk: %d answers to %d passages", len(answer.Items), len(b.lines)/2)
	}
	for i, item := range answer.Items {
		if item.Index.Status < 300 {
			continue
		}
		f := failureOf(item.Index.Status, []byte(`{"error":`+string(item.Index.Error)+`}`))
		if !f.passing() {
			return b.lines, f
		}
		left, err = append(left, b.lines[2*i], b.lines[2*i+1]), f
	}
	return left, err
}
