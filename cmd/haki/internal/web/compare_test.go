package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/haki-project/haki/pipeline"
)

// told makes records of one cycle and answer, each with the issues named.
func told(cycle, session int, status string, issues ...string) record {
	r := record{}
	r.Cycle, r.Session, r.Status = cycle, session, status
	for _, id := range issues {
		r.Tags = append(r.Tags, pipeline.Tag{Scheme: "upr-issues", ID: id, Label: id})
	}
	return r
}

func TestCompare(t *testing.T) {
	left := []record{told(1, 2, "supported", "a", "b"), told(1, 2, "noted", "a"), told(2, 14, "supported", "c"), told(2, 14, "supported", "c"), told(2, 14, "supported", "c")}
	right := []record{told(1, 3, "supported", "a"), told(1, 3, "supported", "b"), told(1, 3, "supported", "b"), told(2, 15, "rejected", "d")}
	for _, tt := range []struct{ address, rows, label, texts string }{
		{"country=X&vs=Y", "b 1 2, a 2 1, c 3 0, d 0 1", "a", "2 1"},
		{"country=X&vs=Y&issue=b", "a 2 1, b 1 2, c 3 0, d 0 1", "b", "1 2"},
		{"country=X&vs=Y&issue=d", "a 2 1, b 1 2, c 3 0, d 0 1", "d", "0 1"},
		{"country=X&vs=Y&issue=none", "a 2 1, b 1 2, c 3 0, d 0 1", "", "0 0"},
		{"country=X&vs=Y&status=supported", "a 1 1, b 1 2, c 3 0", "b", "1 2"},
		{"country=X&vs=Y&cycle=2", "c 3 0, d 0 1", "c", "3 0"},
		{"country=X&vs=Y&by=rights", "", "", "0 0"},
	} {
		v, err := url.ParseQuery(tt.address)
		if err != nil {
			t.Fatal(err)
		}
		c := compare(left, right, newFilter(v))
		if got := fmt.Sprint(c.Left.Total, c.Right.Total); got != tt.texts || c.Label != tt.label {
			t.Errorf("%s: %s texts on %q, want %s on %q", tt.address, got, c.Label, tt.texts, tt.label)
		}
		got := map[string]string{}
		for _, r := range c.Rows {
			got[r.ID] = fmt.Sprintf("%s %d %d", r.ID, r.Left, r.Right)
		}
		for _, want := range strings.FieldsFunc(tt.rows, func(c rune) bool { return c == ',' }) {
			want = strings.TrimSpace(want)
			if got[want[:1]] != want {
				t.Errorf("%s: %q, want %q", tt.address, got[want[:1]], want)
			}
			delete(got, want[:1])
		}
		if len(got) > 0 {
			t.Errorf("%s: %v as well", tt.address, got)
		}
	}
	c := compare(left, right, newFilter(url.Values{"country": {"X"}, "vs": {"Y"}}))
	for i, r := range c.Rows[1:] {
		if min(r.Left, r.Right) > min(c.Rows[i].Left, c.Rows[i].Right) {
			t.Errorf("%s stands behind %s, though both were told it more often", r.ID, c.Rows[i].ID)
		}
	}
	if c.ID != c.Rows[0].ID {
		t.Errorf("the texts are about %s, want what both were told most, %s", c.ID, c.Rows[0].ID)
	}
}

func TestTimeline(t *testing.T) {
	tl := newTimeline("X", []record{told(2, 14, "supported"), told(1, 2, "noted"), told(2, 14, "rejected"), told(2, 14, "supported"), told(0, 0, nasty), told(1, 2, "")})
	if got := fmt.Sprint(tl.Answers, tl.Sums, tl.Total); got != "[supported noted rejected no answer] [2 1 1 2] 6" {
		t.Error(got)
	}
	for i, want := range []string{"Cycle unknown [0 0 0 1]", "Cycle 1, session 2 [0 1 0 1]", "Cycle 2, session 14 [2 0 1 0]"} {
		r := tl.Reviews[i]
		if got := fmt.Sprint(r.review, " ", r.Counts); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		height := 0.0
		for k, part := range r.Stack {
			height += part.Height
			if k > 0 && part.Y+part.Height != r.Stack[k-1].Y {
				t.Errorf("%s: the parts of a column do not stand on each other: %+v", want, r.Stack)
			}
		}
		if full := float64(timelineHeight) * float64(r.Total) / 3; height < full-.01 || height > full+.01 {
			t.Errorf("%s: drawn %v high, want %v", want, height, full)
		}
	}
}

func TestHeat(t *testing.T) {
	var all []record
	for i := range 30 {
		all = append(all, told(1+i%2, 0, "", fmt.Sprintf("issue-%02d", i), "common"))
	}
	h := heatOf(all, "upr-issues")
	if len(h.Rows) != maxHeatRows || h.More != 11 || h.Rows[0].ID != "common" || h.Rows[0].Total != 30 {
		t.Fatalf("%d rows, %d more, first %+v", len(h.Rows), h.More, h.Rows[0])
	}
	if c := h.Rows[0].Cells; c[0].Count != 15 || c[0].Level != 5 || c[1].Level != 5 {
		t.Errorf("%+v", c)
	}
	if c := h.Rows[1].Cells; c[0].Level+c[1].Level != 1 {
		t.Errorf("one of fifteen must be as light as can be: %+v", c)
	}
}
