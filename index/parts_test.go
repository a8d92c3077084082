package index

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/haki-project/haki/index/query"
)

// lengths is a reader that finds as many passages as a query has bytes.
type lengths struct {
	Reader
	err error
}

func (l lengths) Search(_ context.Context, r Request) (*Result, error) {
	if r.Limit != 0 || r.Facets != nil {
		return nil, errors.New("more than a count is asked for")
	}
	return &Result{Total: len(r.Query.String())}, l.err
}

func TestParts(t *testing.T) {
	for text, want := range map[string]string{
		"torture zebra":               "torture 7, zebra 5",
		"(torture (zebra lion))":      "torture 7, zebra 5, lion 4",
		"a OR b":                      "",
		"(a OR b) -c country:BRA":     "a OR b 6, NOT c 5, country:BRA 11",
		"torture":                     "",
		"*":                           "",
		strings.Repeat("a%d ", 9):     "",
		"=rights \"fair trial\"~5 b*": "=rights 7, \"fair trial\"~5 14, b* 2",
	} {
		for i := range 9 {
			text = strings.Replace(text, "%d", fmt.Sprint(i), 1)
		}
		q, err := query.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		parts, err := Parts(t.Context(), lengths{}, q)
		var got []string
		for _, p := range parts {
			got = append(got, fmt.Sprintf("%s %d", p.Query, p.Count))
		}
		if said := strings.Join(got, ", "); said != want || err != nil {
			t.Errorf("%s: %s, want %s; %v", text, said, want, err)
		}
	}
	broken := errors.New("no index")
	q, _ := query.Parse("a b")
	if _, err := Parts(t.Context(), lengths{err: broken}, q); !errors.Is(err, broken) {
		t.Errorf("the error is %v", err)
	}
}
