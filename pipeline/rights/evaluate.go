package rights

import (
	"cmp"
	"io"
	"slices"

	"github.com/haki-project/haki/pipeline/rights/linear"
)

// F1 is precision, recall and their harmonic mean, with the counts behind them.
type F1 struct {
	Right, Wrong, Missed  int
	Precision, Recall, F1 float64
}

func newF1(right, wrong, missed int) F1 {
	f := F1{Right: right, Wrong: wrong, Missed: missed}
	if right > 0 {
		f.Precision = float64(right) / float64(right+wrong)
		f.Recall = float64(right) / float64(right+missed)
		f.F1 = 2 * float64(right) / float64(2*right+wrong+missed)
	}
	return f
}

// Confusion counts how often one label was said where another was meant.
type Confusion struct {
	Said, Meant string
	Count       int
}

// Bin is how often tags with a score from From to below To were right.
type Bin struct {
	From, To    float64
	Tags, Right int
}

// Evaluation says how well tags agree with what people said.
type Evaluation struct {
	Texts      int
	Micro      F1      // all tags together
	Macro      float64 // mean F1 of the labels that people used
	Labels     map[string]F1
	Confusions []Confusion // the most frequent first
	Bins       []Bin
	Actions    int     // texts with a category of action
	Action     float64 // share of those whose category is right
}

// judged is one text with what was said and what is true.
type judged struct {
	said, meant []string
	scores      []float64 // of said
}

// Evaluate tags the texts of gold (see [ReadGold]) in English and compares the
// labels of a scheme.
func (t *Tagger) Evaluate(scheme string, gold io.Reader) (*Evaluation, error) {
	g, err := ReadGold(gold)
	if err != nil {
		return nil, err
	}
	var list []judged
	e := &Evaluation{}
	right := 0
	for i, x := range g.Examples {
		j := judged{meant: x.Labels}
		for _, tag := range t.Tag(x.Text, "en", nil) {
			if tag.Scheme == scheme {
				j.said, j.scores = append(j.said, tag.ID), append(j.scores, tag.Score)
			}
		}
		list = append(list, j)
		if g.Actions[i] != "" {
			e.Actions++
			if string(rune('0'+t.Action(x.Text))) == g.Actions[i] {
				right++
			}
		}
	}
	if e.Actions > 0 {
		e.Action = float64(right) / float64(e.Actions)
	}
	e.judge(list)
	return e, nil
}

// Measure compares held-out scores with the truth, each label from its threshold on.
func Measure(h *linear.HeldOut, thresholds []float64) *Evaluation {
	var list []judged
	for i := range h.Truth[0] {
		var j judged
		for k, label := range h.Labels {
			if h.Truth[k][i] {
				j.meant = append(j.meant, label)
			}
			if h.Score[k][i] >= thresholds[k] {
				j.said, j.scores = append(j.said, label), append(j.scores, h.Score[k][i])
			}
		}
		list = append(list, j)
	}
	e := &Evaluation{}
	e.judge(list)
	return e
}

func (e *Evaluation) judge(list []judged) {
	e.Texts, e.Labels = len(list), map[string]F1{}
	right, wrong, missed := map[string]int{}, map[string]int{}, map[string]int{}
	confused := map[[2]string]int{}
	for b := range 10 {
		e.Bins = append(e.Bins, Bin{From: float64(b) / 10, To: float64(b+1) / 10})
	}
	for _, j := range list {
		for i, l := range j.said {
			bin := &e.Bins[min(9, int(j.scores[i]*10))]
			bin.Tags++
			if slices.Contains(j.meant, l) {
				right[l]++
				bin.Right++
				continue
			}
			wrong[l]++
			for _, m := range j.meant {
				if !slices.Contains(j.said, m) {
					confused[[2]string{l, m}]++
				}
			}
		}
		for _, l := range j.meant {
			if !slices.Contains(j.said, l) {
				missed[l]++
			}
		}
	}
	e.sum(right, wrong, missed)
	e.confusions(confused)
}

func (e *Evaluation) sum(right, wrong, missed map[string]int) {
	var r, w, m, used int
	for _, counts := range []map[string]int{right, wrong, missed} {
		for l := range counts {
			e.Labels[l] = newF1(right[l], wrong[l], missed[l])
		}
	}
	for _, l := range sorted(e.Labels) {
		f := e.Labels[l]
		r, w, m = r+f.Right, w+f.Wrong, m+f.Missed
		if f.Right+f.Missed > 0 {
			e.Macro += f.F1
			used++
		}
	}
	e.Micro, e.Macro = newF1(r, w, m), e.Macro/float64(max(1, used))
}

func (e *Evaluation) confusions(counts map[[2]string]int) {
	for pair, n := range counts {
		e.Confusions = append(e.Confusions, Confusion{pair[0], pair[1], n})
	}
	slices.SortFunc(e.Confusions, func(a, b Confusion) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Said, b.Said), cmp.Compare(a.Meant, b.Meant))
	})
}
