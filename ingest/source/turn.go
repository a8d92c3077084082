package source

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"
)

// A source with a limit is asked for so many documents a run: for those it was
// never asked for, in the order of its list, and then for those asked for longest
// ago. So each gets its turn, also behind others that fail for ever.

// candidate is an entry with its place in the list and when it was last asked for.
type candidate struct {
	Entry
	place int
	asked time.Time
}

// turns yields the entries whose turn it is, in the order of the list. As long
// as there are enough that were never asked for, the rest of the list is not read.
func (r *Remote) turns(ctx context.Context, yield func(Entry) error) error {
	var never, before []candidate
	place := 0
	err := r.all(ctx, func(e Entry) error {
		c := candidate{e, place, r.Client.asked(e)}
		place++
		if !c.asked.IsZero() {
			before = longestAgo(append(before, c), r.Limit, 2*r.Limit)
			return nil
		}
		if never = append(never, c); len(never) == r.Limit {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) && len(never)+len(before) == 0 {
		return err
	}
	now := append(never, longestAgo(before, r.Limit-len(never), 0)...)
	slices.SortFunc(now, func(a, b candidate) int { return cmp.Compare(a.place, b.place) })
	for _, c := range now {
		if err := yield(c.Entry); err != nil {
			return err
		}
	}
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// longestAgo keeps n of a list that has grown beyond bound.
func longestAgo(list []candidate, n, bound int) []candidate {
	if len(list) <= bound {
		return list
	}
	slices.SortFunc(list, func(a, b candidate) int { return cmp.Or(a.asked.Compare(b.asked), cmp.Compare(a.place, b.place)) })
	return list[:min(n, len(list))]
}

// asked is when an entry was last asked for, zero for never.
func (c *Client) asked(e Entry) time.Time {
	r, _ := c.state.get(askedKey + e.key())
	last := r.Fetched
	for _, u := range e.URLs {
		if r, ok := c.state.get(u); ok && r.Fetched.After(last) {
			last = r.Fetched
		}
	}
	return last
}

// noteAsked remembers that an entry had its turn, whatever came of it.
func (c *Client) noteAsked(e Entry) error {
	return c.state.put(Remembered{URL: askedKey + e.key(), Fetched: c.now().UTC()})
}

// askedKey tells turns from documents in the client's memory.
const askedKey = "asked:"
