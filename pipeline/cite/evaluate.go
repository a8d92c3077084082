package cite

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// Score compares references found with those labelled.
type Score struct {
	Labelled int `json:"labelled"`
	Found    int `json:"found"` // without those in places that the labels leave open
	Agreed   int `json:"agreed"`
}

// Recall is the share of the labelled that was found, 0 to 1.
func (s Score) Recall() float64 { return float64(s.Agreed) / float64(max(1, s.Labelled)) }

// Precision is the share of the found that is right.
func (s Score) Precision() float64 { return float64(s.Agreed) / float64(max(1, s.Found)) }

// F1 is the harmonic mean of both.
func (s Score) F1() float64 {
	r, p := s.Recall(), s.Precision()
	if r+p == 0 {
		return 0
	}
	return 2 * r * p / (r + p)
}

func (s *Score) add(o Score) {
	s.Labelled, s.Found, s.Agreed = s.Labelled+o.Labelled, s.Found+o.Found, s.Agreed+o.Agreed
}

// Evaluation is how well the references of labelled passages were found.
type Evaluation struct {
	Passages  int              `json:"passages"`
	Kinds     map[string]Score `json:"kinds"`
	Pinpoints Score            `json:"pinpoints"` // of the references that agree; labelled are those of all
	All       Score            `json:"all"`
	Errors    []string         `json:"errors"` // each reference missed or too many, in the order of passages
}

// labelledPassage is a line of labels; what lies on Ignore counts neither way:
// nobody who has the passage alone could settle it.
type labelledPassage struct {
	ID, Text   string
	References []pipeline.Reference
	Ignore     []pipeline.Span
}

// maxLine bounds one passage, in bytes of JSON.
const maxLine = 16 << 20

// Evaluate compares what find returns for each labelled passage with its
// labels. gold has a JSON object a line: id, text, references (kind, target,
// pinpoints, start, end in bytes) and ignore (spans that count neither way). A
// reference is found where kind and target agree and the spans overlap; of
// national laws, whose targets are free text, kind and span are enough.
func Evaluate(gold io.Reader, find func(id, text string) []pipeline.Reference) (*Evaluation, error) {
	e := &Evaluation{Kinds: map[string]Score{}}
	lines := bufio.NewScanner(gold)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var p labelledPassage
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		e.Passages++
		e.passage(p, slices.Clone(find(p.ID, p.Text)))
	}
	for _, s := range e.Kinds {
		e.All.add(s)
	}
	return e, lines.Err()
}

func (e *Evaluation) passage(p labelledPassage, found []pipeline.Reference) {
	count := func(kind string, s Score) {
		sum := e.Kinds[kind]
		sum.add(s)
		e.Kinds[kind] = sum
	}
	for _, want := range p.References {
		e.Pinpoints.Labelled += len(want.Pinpoints)
		i := slices.IndexFunc(found, func(r pipeline.Reference) bool { return same(want, r) })
		if i < 0 {
			count(want.Kind, Score{Labelled: 1})
			e.Errors = append(e.Errors, fmt.Sprintf("missed: %s %s %s %v", p.ID, want.Kind, want.Target, want.Pinpoints))
			continue
		}
		count(want.Kind, Score{1, 1, 1})
		e.Pinpoints.Found += len(found[i].Pinpoints)
		e.Pinpoints.Agreed += common(want.Pinpoints, found[i].Pinpoints)
		found = slices.Delete(found, i, i+1)
	}
	for _, extra := range found {
		if slices.ContainsFunc(p.Ignore, pipeline.Span{extra.Start, extra.End}.Overlaps) {
			continue
		}
		count(extra.Kind, Score{Found: 1})
		e.Errors = append(e.Errors, fmt.Sprintf("too many: %s %s %s %v", p.ID, extra.Kind, extra.Target, extra.Pinpoints))
	}
}

// same reports whether got is what the label want means.
func same(want, got pipeline.Reference) bool {
	return want.Kind == got.Kind && want.Start < got.End && got.Start < want.End &&
		(want.Kind == "national-law" || strings.EqualFold(want.Target, got.Target))
}

// common counts what two lists share.
func common(a, b []string) int {
	n := 0
	for _, x := range a {
		if slices.Contains(b, x) {
			n++
		}
	}
	return n
}
