package upr

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/haki-project/haki/pipeline"
)

// Score compares recommendations found with labels, one label for each
// recommending State of each recommendation.
type Score struct {
	Labels        int `json:"labels"`
	Found         int `json:"found"`      // whose text is in a record of the same report
	Attributed    int `json:"attributed"` // and that record names the label's State
	Pairs         int `json:"pairs"`      // of a record and a State that it names
	Right         int `json:"right"`      // that a label agrees with
	Numbers       int `json:"numbers"`    // attributed labels that have a number
	RightNumbers  int `json:"right_numbers"`
	Statuses      int `json:"statuses"` // attributed labels that have a status
	RightStatuses int `json:"right_statuses"`
}

// Recall is the share of labels found, 0 to 1; the other shares are like it.
func (s Score) Recall() float64 { return share(s.Found, s.Labels) }

// AttributedRecall is the share of labels found with their State.
func (s Score) AttributedRecall() float64 { return share(s.Attributed, s.Labels) }

// Precision is the share of pairs that a label agrees with.
func (s Score) Precision() float64 { return share(s.Right, s.Pairs) }

// F1 is that of attributed recall and precision.
func (s Score) F1() float64 {
	a, p := s.AttributedRecall(), s.Precision()
	if a+p == 0 {
		return 0
	}
	return 2 * a * p / (a + p)
}

// Number is the share of attributed labels whose printed number is right.
func (s Score) Number() float64 { return share(s.RightNumbers, s.Numbers) }

// Status is the share of attributed labels whose answer is right.
func (s Score) Status() float64 { return share(s.RightStatuses, s.Statuses) }

func share(part, whole int) float64 { return float64(part) / float64(max(whole, 1)) }

func (s *Score) add(o Score) {
	for i, n := range []int{o.Labels, o.Found, o.Attributed, o.Pairs, o.Right, o.Numbers, o.RightNumbers, o.Statuses, o.RightStatuses} {
		*[]*int{&s.Labels, &s.Found, &s.Attributed, &s.Pairs, &s.Right, &s.Numbers, &s.RightNumbers, &s.Statuses, &s.RightStatuses}[i] += n
	}
}

// Evaluation is how well the recommendations of labelled reports were found.
type Evaluation struct {
	Reports  int           `json:"reports"`
	Sessions map[int]Score `json:"sessions"`
	All      Score         `json:"all"`
	Errors   []string      `json:"errors"` // each label missed and each pair too many, in the order of reports
}

// The shares of words that make a text the same: a record must hold four fifths
// of a label's words, and share three fifths of the shorter of the two to be right.
const (
	holdsLabel = 0.8
	agrees     = 0.6
)

// Evaluate compares records with labels in CSV. gold has a row a recommending
// State (country, session, state, number, status, text; number and status empty
// where not known); manifest says which report is which (file, country, session).
// Reports without labels are left out, reports without records are missed. The
// measure is that of UPR Info's labels: see [Score].
func Evaluate(gold, manifest io.Reader, records iter.Seq2[pipeline.RecommendationRecord, error]) (*Evaluation, error) {
	labels, err := readLabels(gold)
	if err != nil {
		return nil, fmt.Errorf("labels: %w", err)
	}
	reports, err := readReports(manifest)
	if err != nil {
		return nil, fmt.Errorf("manifest: %w", err)
	}
	found := map[string][]tallied{}
	for r, err := range records {
		if err != nil {
			return nil, err
		}
		if !r.Pledge {
			found[r.File] = append(found[r.File], tallied{r, wordsOf(r.Text)})
		}
	}
	e := &Evaluation{Sessions: map[int]Score{}}
	for _, rep := range reports {
		if list := labels[rep.key]; len(list) > 0 {
			e.report(rep, list, found[rep.file])
		}
	}
	return e, nil
}

// labelledReport is one file of the manifest; key is its State and session.
type labelledReport struct{ file, key, session string }

// tallied is a record with its words.
type tallied struct {
	pipeline.RecommendationRecord
	words bag
}

// label is one row of the labels.
type label struct {
	state, number, status, text string
	words                       bag
}

func (e *Evaluation) report(rep labelledReport, labels []label, records []tallied) {
	var s Score
	byState := map[string][]label{}
	for _, l := range labels {
		byState[l.state] = append(byState[l.state], l)
		if why := s.label(l, records); why != "" {
			e.Errors = append(e.Errors, fmt.Sprintf("missed: %s %s, %s: %s", rep.file, l.state, why, l.text))
		}
	}
	for _, r := range records {
		for _, state := range orNone(r.States) {
			s.Pairs++
			if slices.ContainsFunc(byState[state], func(l label) bool {
				return r.words.overlap(l.words) >= agrees*float64(max(1, min(r.words.size, l.words.size)))
			}) {
				s.Right++
			} else {
				e.Errors = append(e.Errors, fmt.Sprintf("too many: %s %s %s: %s", rep.file, r.Number, state, r.Text))
			}
		}
	}
	e.Reports++
	e.All.add(s)
	session, _ := strconv.Atoi(rep.session)
	sum := e.Sessions[session]
	sum.add(s)
	e.Sessions[session] = sum
}

func orNone(states []string) []string {
	if len(states) == 0 {
		return []string{""}
	}
	return states
}

// label counts one label and returns what of it was missed, "" for nothing.
func (s *Score) label(l label, records []tallied) string {
	s.Labels++
	why := "no such text"
	var mine []tallied
	for _, r := range records {
		if l.words.overlap(r.words) >= holdsLabel*float64(max(1, l.words.size)) {
			why = "text found, State not"
			if contains(r.States, l.state) {
				mine = append(mine, r)
			}
		}
	}
	if why == "text found, State not" {
		s.Found++
	}
	if len(mine) == 0 {
		return why
	}
	s.Attributed++
	bare := func(number string) string { return strings.TrimRight(number, ".") }
	if l.number != "" {
		s.Numbers++
		s.RightNumbers += one(slices.ContainsFunc(mine, func(r tallied) bool { return bare(r.Number) == bare(l.number) }))
	}
	if l.status != "" {
		s.Statuses++
		s.RightStatuses += one(slices.ContainsFunc(mine, func(r tallied) bool { return r.Status == l.status }))
	}
	return ""
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// bag counts the words of a text.
type bag struct {
	counts map[string]int
	size   int
}

func wordsOf(text string) bag {
	b := bag{counts: map[string]int{}}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) {
		b.counts[w]++
		b.size++
	}
	return b
}

func (b bag) overlap(o bag) float64 {
	n := 0
	for w, c := range b.counts {
		n += min(c, o.counts[w])
	}
	return float64(n)
}

func readLabels(r io.Reader) (map[string][]label, error) {
	labels := map[string][]label{}
	err := eachRow(r, []string{"country", "session", "state", "number", "status", "text"}, func(f []string) {
		key := f[0] + " " + f[1]
		labels[key] = append(labels[key], label{f[2], f[3], f[4], f[5], wordsOf(f[5])})
	})
	return labels, err
}

func readReports(r io.Reader) ([]labelledReport, error) {
	var reports []labelledReport
	err := eachRow(r, []string{"file", "country", "session"}, func(f []string) {
		reports = append(reports, labelledReport{f[0], f[1] + " " + f[2], f[2]})
	})
	slices.SortFunc(reports, func(a, b labelledReport) int { return strings.Compare(a.file, b.file) })
	return reports, err
}

// eachRow calls do with the named columns of every row of a CSV with a title row.
func eachRow(r io.Reader, names []string, do func([]string)) error {
	c := csv.NewReader(r)
	c.FieldsPerRecord = -1
	head, err := c.Read()
	if err != nil {
		return err
	}
	head[0] = strings.TrimPrefix(head[0], "\ufeff")
	at := make([]int, len(names))
	for i, name := range names {
		if at[i] = slices.Index(head, name); at[i] < 0 {
			return fmt.Errorf("there is no column %s", name)
		}
	}
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		fields := make([]string, len(names))
		for i, k := range at {
			if k < len(row) {
				fields[i] = row[k]
			}
		}
		do(fields)
	}
}
