package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/haki-project/haki/index/query"
)

// listed is a reader that answers with hits of its own.
type listed struct {
	Reader
	hits  []Hit
	asked Request
	err   error
}

func (l *listed) Search(_ context.Context, r Request) (*Result, error) {
	l.asked = r
	return &Result{Total: len(l.hits), Hits: l.hits[:min(r.Limit, len(l.hits))]}, l.err
}

// TestSearchGrouped looks at the first hits whatever page is asked for, so that
// the groups of every page are the same ones.
func TestSearchGrouped(t *testing.T) {
	l := &listed{}
	for i := range groupedHits + 100 {
		l.hits = append(l.hits, found(fmt.Sprintf("d%d:1", i), "", "en", "", fmt.Sprintf("text number %d of all", i/2)))
	}
	g, err := SearchGrouped(t.Context(), l, Request{Query: query.All{}, Limit: 3, Offset: 40, Sort: ByDate, Highlights: true})
	if err != nil || g.Total != groupedHits+100 || g.Looked != groupedHits || len(g.Groups) != groupedHits/2 {
		t.Fatalf("%d passages, %d looked at, %d groups, %v", g.Total, g.Looked, len(g.Groups), err)
	}
	if l.asked.Offset != 0 || l.asked.Sort != ByDate || !l.asked.Highlights {
		t.Errorf("asked for %+v", l.asked)
	}
	l.err = errors.New("no index")
	if _, err := SearchGrouped(t.Context(), l, Request{Query: query.All{}}); !errors.Is(err, l.err) {
		t.Errorf("the error is %v", err)
	}
}

func TestGroupedPage(t *testing.T) {
	g := &Grouped{Groups: make([]Group, 5)}
	for i := range g.Groups {
		g.Groups[i].ID = fmt.Sprint(i)
	}
	for at, want := range map[[2]int][]string{
		{0, 2}: {"0", "1"}, {4, 2}: {"4"}, {5, 2}: nil, {99, 1}: nil, {-3, 1}: {"0"}, {0, 0}: nil, {1, -1}: nil, {0, 99}: {"0", "1", "2", "3", "4"},
	} {
		var got []string
		for _, group := range g.Page(at[0], at[1]) {
			got = append(got, group.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d from %d: %v, want %v", at[1], at[0], got, want)
		}
	}
}
