package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The drawing of a timeline, in units of its own.
const (
	columnWidth    = 64
	columnSlot     = 120
	timelineHeight = 150
)

// timeline is the answers of one State, review by review.
type timeline struct {
	State   string
	Total   int
	Answers []string // that occur, in the order in which they are stacked
	Reviews []reviewing
	Wide    int
	Sums    []int // of each answer
}

// reviewing is one examination of a State.
type reviewing struct {
	review
	Total  int
	Counts []int // of each answer
	X      int
	Stack  []stacked
}

// stacked is a part of a column.
type stacked struct {
	Class     string
	Y, Height float64
}

// review names an examination of a State.
type review struct{ cycle, session int }

func (r review) String() string {
	if r.cycle == 0 {
		return "Cycle unknown"
	}
	if r.session == 0 {
		return "Cycle " + strconv.Itoa(r.cycle)
	}
	return fmt.Sprintf("Cycle %d, session %d", r.cycle, r.session)
}

// Name and Below label a column.
func (r review) Name() string  { return choose(r.cycle == 0, "Unknown", "Cycle "+strconv.Itoa(r.cycle)) }
func (r review) Below() string { return choose(r.session == 0, "", "session "+strconv.Itoa(r.session)) }

func newTimeline(state string, all []record) timeline {
	t := timeline{State: state, Total: len(all)}
	counts, sums := map[review]map[string]int{}, map[string]int{}
	for _, r := range all {
		at := review{r.Cycle, r.Session}
		if counts[at] == nil {
			counts[at] = map[string]int{}
			t.Reviews = append(t.Reviews, reviewing{review: at})
		}
		counts[at][answerOf(r)]++
		sums[answerOf(r)]++
	}
	slices.SortFunc(t.Reviews, func(a, b reviewing) int { return cmp.Or(a.cycle-b.cycle, a.session-b.session) })
	for _, answer := range statuses {
		if sums[answer] > 0 {
			t.Answers, t.Sums = append(t.Answers, answer), append(t.Sums, sums[answer])
		}
	}
	t.draw(counts)
	return t
}

// answerOf keeps what a hostile report may call an answer out of the columns.
func answerOf(r record) string {
	if slices.Contains(statuses, r.Said()) {
		return r.Said()
	}
	return noAnswer
}

// AnswerClass is the style of an answer's colour.
func AnswerClass(answer string) string { return "s-" + strings.ReplaceAll(answer, " ", "-") }

func (t *timeline) draw(counts map[review]map[string]int) {
	most := 1
	for i := range t.Reviews {
		r := &t.Reviews[i]
		for _, answer := range t.Answers {
			r.Counts = append(r.Counts, counts[r.review][answer])
			r.Total += counts[r.review][answer]
		}
		most = max(most, r.Total)
	}
	t.Wide = columnSlot * max(len(t.Reviews), 1)
	for i := range t.Reviews {
		r, y := &t.Reviews[i], float64(timelineHeight)
		r.X = i*columnSlot + (columnSlot-columnWidth)/2
		for k, n := range r.Counts {
			h := float64(n) * timelineHeight / float64(most)
			y -= h
			r.Stack = append(r.Stack, stacked{AnswerClass(t.Answers[k]), y, h})
		}
	}
}
