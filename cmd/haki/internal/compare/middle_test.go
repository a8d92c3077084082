package compare

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/haki-project/haki/pipeline"
)

func TestMiddleTable(t *testing.T) {
	tests := []struct{ before, after, want string }{
		{"", "", "[] []"},
		{"same", "same", "[] []"},
		{"a b c", "a b c", "[] []"},
		{"", "new", "[] [new]"},
		{"old", "", "[old] []"},
		{"a b c", "a x c", "[b] [x]"},
		{"a b c", "a c", "[b] []"},
		{"a c", "a b c", "[] [b]"},
		{"a b", "a b c", "[b] [b c]"},
		{"b c", "a b c", "[] [a]"},
		{"a b c", "x y z", "[a b c] [x y z]"},
		{"the State shall", "the States shall", "[State] [States]"},
		{"no one is held", "nobody is held", "[no one] [nobody]"},
		{"a a a", "a a", "[a] []"},
		{"a a", "a a a", "[] [a]"},
		{"été chaud", "été froid", "[chaud] [froid]"},
		{"人权 法", "人权 律", "[法] [律]"},
		{"one two three four", "one three two four", "[two three] [three two]"},
		{"x", "y", "[x] [y]"},
		{"end.", "end!", "[end.] [end!]"},
		{"a  b", "a b", "[] []"},
	}
	for _, tt := range tests {
		old, now := Middle(tt.before, tt.after)
		if got := fmt.Sprintf("[%s] [%s]", old.Of(tt.before), now.Of(tt.after)); got != tt.want {
			t.Errorf("Middle(%q, %q) = %q, want %q", tt.before, tt.after, got, tt.want)
		}
	}
}

// TestMiddleIsAllThatDiffers: outside of the spans both texts are the same, and
// the spans begin and end where words do.
func TestMiddleIsAllThatDiffers(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 9))
	words := []string{"a", "b", "État", "权", "the", "a"}
	text := func() string {
		parts := make([]string, random.IntN(7))
		for i := range parts {
			parts[i] = words[random.IntN(len(words))]
		}
		return strings.Join(parts, " ")
	}
	for range 20_000 {
		before, after := text(), text()
		old, now := Middle(before, after)
		for _, s := range []struct {
			text string
			span pipeline.Span
		}{{before, old}, {after, now}} {
			if s.span[0] < 0 || s.span[1] < s.span[0] || s.span[1] > len(s.text) || !utf8.ValidString(s.span.Of(s.text)) {
				t.Fatalf("Middle(%q, %q) = %v, %v", before, after, old, now)
			}
		}
		if before[:old[0]] != after[:now[0]] || strings.TrimLeft(before[old[1]:], " ") != strings.TrimLeft(after[now[1]:], " ") {
			t.Fatalf("Middle(%q, %q) = %v, %v: the rest differs", before, after, old, now)
		}
		if before == after && old.Of(before) != now.Of(after) {
			t.Fatalf("Middle of %q twice: %v, %v", before, old, now)
		}
	}
}

func TestOverlapTable(t *testing.T) {
	tests := []struct {
		a, b string
		want float64
	}{{"", "", 0}, {"a", "", 0}, {"a", "a", 1}, {"a b", "b a", 1}, {"a b", "a c", 0.5}, {"a a", "a", 2.0 / 3}, {"a b c d", "a", 0.4}, {"a", "b", 0}}
	for _, tt := range tests {
		if got := overlap(strings.Fields(tt.a), strings.Fields(tt.b)); got != tt.want {
			t.Errorf("overlap(%q, %q) = %g, want %g", tt.a, tt.b, got, tt.want)
		}
	}
}

// TestNothingIsForgotten: whatever two versions say, the changes lead from one to
// the other: every passage is kept, changed, renumbered, removed or added, once.
func TestNothingIsForgotten(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 9))
	pool := []string{"Everyone may speak freely here.", "No one is held without reason.", "Schools are open to all of us.", "Water is shared by all.", "Ditto.", "Ditto.", "The court is fair and open."}
	version := func() *pipeline.Document {
		lines := make([]string, random.IntN(8))
		for i := range lines {
			lines[i] = fmt.Sprintf("%d %s", i+1, pool[random.IntN(len(pool))])
			if random.IntN(4) == 0 {
				lines[i] = "# Heading " + lines[i][2:]
			}
		}
		return document(lines...)
	}
	for range 3000 {
		before, after := version(), version()
		changes := Passages(before, after)
		gone, came := map[string]bool{}, map[string]bool{}
		for _, c := range changes {
			if c.Before != nil {
				if gone[c.Before.ID] || before.Passage(c.Before.ID) == nil {
					t.Fatalf("%s of the first version is told twice or not there", c.Before.ID)
				}
				gone[c.Before.ID] = true
			}
			if c.After != nil {
				if came[c.After.ID] || after.Passage(c.After.ID) == nil {
					t.Fatalf("%s of the second version is told twice or not there", c.After.ID)
				}
				came[c.After.ID] = true
			}
		}
		same := len(before.Passages) - len(gone)
		if same != len(after.Passages)-len(came) {
			t.Fatalf("%d passages of the first version are unchanged, %d of the second: %v", same, len(after.Passages)-len(came), brief(changes))
		}
		total := 0
		for _, k := range []Kind{Added, Removed, Changed, Renumbered} {
			total += Count(changes, k)
		}
		if total != len(changes) {
			t.Fatalf("%d changes of a kind, of %d", total, len(changes))
		}
	}
}

func TestSameVersionHasNoChanges(t *testing.T) {
	for _, lines := range [][]string{nil, {"1 One."}, {"- ", "- "}, {"1 Same.", "2 Same.", "3 Same."}, {"# H", "1 a", "# H", "1 a"}} {
		if got := Passages(document(lines...), document(lines...)); len(got) != 0 {
			t.Errorf("%q against itself: %v", lines, brief(got))
		}
	}
	if got := brief(Passages(document(), document("1 New."))); len(got) != 1 || got[0] != "added p1" {
		t.Errorf("from nothing: %v", got)
	}
	if got := brief(Passages(document("1 Old."), document())); len(got) != 1 || got[0] != "removed p1" {
		t.Errorf("to nothing: %v", got)
	}
}

func ExampleMiddle() {
	before, after := "No one is held without reason.", "No one is held without good reason."
	old, now := Middle(before, after)
	fmt.Printf("%q became %q\n", old.Of(before), now.Of(after))
	// Output: "" became "good"
}
